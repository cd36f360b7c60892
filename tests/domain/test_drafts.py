from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain import drafts
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.requests import AskedQuestion, Case, Person
from tests.builders import (
    CANARY,
    DENMARK,
    FRIDAY,
    PORTUGAL,
    TODAY,
    a_draft_request,
    a_party,
    a_question_set,
)


def a_draft(**changes: Any) -> Draft:
    fields: dict[str, Any] = {
        "asked": a_party(PORTUGAL),
        "language": "da",
        "reason": "We need to know",
        "proposed_on": FRIDAY,
        "questions": (
            AskedQuestion(code="Q-1", slots={"firm": CANARY}, comment=CANARY),
            AskedQuestion(code="Q-2", slots={"person": CANARY, "activity": "tours"}),
        ),
        "person": Person(name=CANARY),
    }
    return Draft(**fields | changes)


def written(draft: Draft) -> Case:
    return drafts.write(a_draft_request(), draft, a_question_set())


def faults_of(draft: Draft) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        written(draft)
    return {(fault.pointer, fault.code) for fault in error.value.faults}


def gaps_of(draft: Draft) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        drafts.must_be_complete(draft, a_question_set(), today=TODAY, calendar=NO_HOLIDAYS)
    return {(fault.pointer, fault.code) for fault in error.value.faults}


def test_nothing_that_must_be_sealed_stays_in_the_open():
    case = written(a_draft())

    assert CANARY not in repr(case.request)
    assert case.request.questions[1].slots == {"activity": "tours"}


def test_what_was_sealed_comes_back_in_its_place():
    assert drafts.of(written(a_draft())) == a_draft()


def test_a_case_without_its_sealed_part_still_has_its_questions():
    unreadable = replace(written(a_draft()), sealed=None)

    assert [question.slots for question in drafts.of(unreadable).questions] == [
        {},
        {"activity": "tours"},
    ]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({"reason": "x" * 2001}, ("/reason", "too_long"), id="long reason"),
        pytest.param({"reason": "x\x00"}, ("/reason", "control_character"), id="NUL"),
        pytest.param(
            {"person": Person(name="x" * 201)}, ("/person/name", "too_long"), id="long name"
        ),
        pytest.param({"asked": a_party(DENMARK)}, ("/asked", "own_authority"), id="own house"),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-9"),)},
            ("/questions/0/code", "unknown_question"),
            id="unknown question",
        ),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-1"), AskedQuestion(code="Q-1"))},
            ("/questions/1/code", "twice"),
            id="same question twice",
        ),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-1", slots={"a/b~c": "x"}),)},
            ("/questions/0/slots/a~1b~0c", "unknown_field"),
            id="unknown slot",
        ),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-1", slots={"firm": "x" * 201}),)},
            ("/questions/0/slots/firm", "too_long"),
            id="long slot",
        ),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-1", comment="x" * 4001),)},
            ("/questions/0/comment", "too_long"),
            id="long comment",
        ),
    ],
)
def test_a_draft_may_be_incomplete_but_never_wrong(changes, fault):
    assert faults_of(a_draft(**changes)) == {fault}
    assert written(Draft(language="da")).request.questions == ()


def test_a_complete_draft_can_be_sent():
    drafts.must_be_complete(a_draft(), a_question_set(), today=TODAY, calendar=NO_HOLIDAYS)
    drafts.must_be_complete(
        a_draft(person=None), a_question_set(), today=TODAY, calendar=NO_HOLIDAYS
    )


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        pytest.param({"asked": None}, ("/asked", "missing"), id="no addressee"),
        pytest.param({"reason": ""}, ("/reason", "missing"), id="no reason"),
        pytest.param({"proposed_on": None}, ("/proposed_on", "missing"), id="no date"),
        pytest.param({"urgent": True}, ("/urgent_reason", "missing"), id="urgent, but why"),
        pytest.param({"person": Person(name="")}, ("/person/name", "missing"), id="nameless"),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-3"),)},
            ("/questions", "mandatory_question"),
            id="a mandatory question left out",
        ),
        pytest.param(
            {"questions": (AskedQuestion(code="Q-1"),)},
            ("/questions/0/slots/firm", "missing"),
            id="an empty slot",
        ),
        pytest.param(
            {"proposed_on": TODAY - timedelta(days=1)}, ("/proposed_on", "past"), id="past"
        ),
        pytest.param(
            {"proposed_on": date(2028, 1, 1)}, ("/proposed_on", "too_far"), id="too far"
        ),
    ],
)
def test_every_gap_is_named(changes, gap):
    assert gaps_of(a_draft(**changes)) == {gap}


def test_an_empty_draft_lacks_everything_at_once():
    assert {pointer for pointer, _ in gaps_of(Draft(language="da"))} == {
        "/asked",
        "/reason",
        "/questions",
        "/proposed_on",
    }


def test_a_date_in_the_past_is_answered_with_a_sensible_one():
    with pytest.raises(Invalid) as error:
        drafts.must_be_complete(
            a_draft(proposed_on=TODAY - timedelta(days=1)),
            a_question_set(),
            today=TODAY,
            calendar=NO_HOLIDAYS,
        )

    assert error.value.faults == (Fault("/proposed_on", "past"),)
    assert error.value.suggested_on == date(2026, 3, 16)
