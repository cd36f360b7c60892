"""What timelines and audits tell of what somebody has done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import deeds
from chalicelib.domain.audit import Entry
from chalicelib.domain.deeds import (
    ACCEPT_OTHER_DATE,
    ADDRESSED,
    ANSWER_ALL,
    APPROVE_OR_REJECT,
    FORWARD_OR_RETURN,
    UPHOLD_OR_SEND_BACK,
    Deed,
    Doer,
)
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.requests import State
from tests.builders import (
    DANES,
    DENMARK,
    FRIDAY,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    a_request,
    an_official,
)

ME, COLLEAGUE, STRANGER = (
    an_official(DENMARK, "me"),
    an_official(DENMARK, "colleague"),
    an_official(PORTUGAL, "stranger"),
)
BY = ME.acting_for()
SENT = a_request(asking=DANES, asked=PORTUGUESE, state=State.AWAITING_ACCEPTANCE)
RECEIVED = a_request(asking=PORTUGUESE, asked=DANES, state=State.AWAITING_ACCEPTANCE)


def an_event(action: str, official=ME, **facts) -> Event:
    fixed = {"number": "1", "sequence": 1, "at": NOON}
    return Event(
        action=action,
        authority=official.authority,
        official=official.id,
        **(fixed | facts),
    )


def did(*names: str, by: Doer = Doer.ME) -> Deed:
    return Deed(frozenset(names), by)


@pytest.mark.parametrize("asked", [None, PORTUGUESE])
def test_a_draft_counts_when_it_says_whom_it_is_for(asked):
    (found,) = deeds.of_timeline([an_event(CREATED)], replace(SENT, asked=asked), BY, NOON)

    assert (ADDRESSED in found.names) is (asked is not None)


def test_answers_count_when_there_is_one_to_each_question():
    codes = [each.code for each in RECEIVED.questions]
    events = [
        an_event("answer", answered=tuple(codes[:-1])),
        an_event("answer", answered=tuple(codes)),
    ]

    found = deeds.of_timeline(events, RECEIVED, BY, NOON)

    assert [ANSWER_ALL in each.names for each in found] == [False, True]


def test_what_was_done_before_the_lesson_or_by_a_colleague_does_not_count():
    before = an_event("send", at=NOON - timedelta(seconds=1))
    events = [before, an_event("send", COLLEAGUE), an_event("accept", STRANGER)]

    assert deeds.of_timeline(events, SENT, BY, NOON) == (did("accept", by=Doer.OTHER),)


@pytest.mark.parametrize(
    ("agreed_on", "is_later"),
    [
        pytest.param(FRIDAY, False, id="the day asked for"),
        pytest.param(FRIDAY - timedelta(days=1), False, id="an earlier day"),
        pytest.param(FRIDAY + timedelta(days=1), True, id="a later day"),
        pytest.param(None, False, id="none"),
    ],
)
def test_a_later_day_than_the_one_asked_for_is_another_date(agreed_on, is_later):
    sent = an_event("send", STRANGER, proposed_on=FRIDAY, at=NOON - timedelta(days=1))
    accepted = an_event("accept", agreed_on=agreed_on)

    (found,) = deeds.of_timeline([sent, accepted], SENT, BY, NOON)

    assert (ACCEPT_OTHER_DATE in found.names) is is_later
    assert "accept" in found.names


@pytest.mark.parametrize(
    ("action", "deed"),
    [
        ("forward", FORWARD_OR_RETURN),
        ("return", FORWARD_OR_RETURN),
        ("approve", APPROVE_OR_REJECT),
        ("reject", APPROVE_OR_REJECT),
        ("uphold", UPHOLD_OR_SEND_BACK),
        ("send-back", UPHOLD_OR_SEND_BACK),
    ],
)
def test_some_things_are_done_in_one_way_or_another(action, deed):
    assert deeds.of_timeline([an_event(action)], SENT, BY, NOON) == (did(action, deed),)


def test_an_audit_tells_what_the_learner_has_done_since():
    party = BY.membership.party
    entries = [
        Entry(authority=DENMARK, at=at, by=who.id, on_behalf_of=party, action="confirm")
        for at, who in (
            (NOON - timedelta(days=1), ME),
            (NOON, COLLEAGUE),
            (NOON, ME),
        )
    ]

    assert deeds.of_audit(entries, BY, NOON) == (did("confirm"),)
