"""Whom a lesson is meant for, and how far what was done leads in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import lessons
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Kind, Part
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.lessons import (
    ACCEPT_OTHER_DATE,
    ADDRESSED,
    ANSWER_ALL,
    APPROVE_OR_REJECT,
    FORWARD_OR_RETURN,
    UPHOLD_OR_SEND_BACK,
    Audience,
    Deed,
    Doer,
    Lesson,
    Step,
    Teller,
    Turn,
)
from chalicelib.domain.officials import Role
from chalicelib.domain.requests import Offer, Side, State
from tests.builders import (
    DANES,
    DENMARK,
    FINNS,
    FRIDAY,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    TODAY,
    a_request,
    an_authority,
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
ACCEPTED = replace(RECEIVED, state=State.ACCEPTED)


def a_lesson(
    *deeds: tuple[Doer, str],
    offered_to: Audience = Audience.HANDLER,
    told_by: Teller = Teller.WHAT_I_ASK,
) -> Lesson:
    steps = tuple(
        Step(key=f"{place}", done_by=doer, deed=deed, where="request")
        for place, (doer, deed) in enumerate(deeds)
    )
    return Lesson(key=offered_to, offered_to=offered_to, told_by=told_by, steps=steps)


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


SEND_AND_CLOSE = a_lesson((Doer.ME, "send"), (Doer.OTHER, "reply"), (Doer.ME, "close"))


@pytest.mark.parametrize(
    ("deeds", "taken"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([did("send")], 1, id="the first"),
        pytest.param([did("close"), did("send")], 1, id="in another order"),
        pytest.param([did("send"), did("reply")], 1, id="by another than wanted"),
        pytest.param(
            [did("send"), did("message"), did("reply", by=Doer.OTHER)], 2, id="others between"
        ),
        pytest.param(
            [did("send"), did("reply", by=Doer.OTHER), did("close"), did("send")],
            3,
            id="and more",
        ),
    ],
)
def test_steps_are_taken_one_after_another(deeds, taken):
    assert lessons.reached(SEND_AND_CLOSE, deeds) == taken


@pytest.mark.parametrize(
    ("done", "taken"),
    [((), 0), (("grant",), 0), (("validate",), 1), (("grant", "validate"), 2)],
)
def test_what_an_audit_tells_may_be_done_in_any_order(done, taken):
    lesson = a_lesson((Doer.ME, "validate"), (Doer.ME, "grant"), told_by=Teller.A_NEW_AUTHORITY)

    assert lessons.reached(lesson, [did(each) for each in done]) == taken


@pytest.mark.parametrize(
    ("request_", "step", "turn"),
    [
        pytest.param(None, (Doer.ME, "send"), Turn.LEARNER, id="nothing yet"),
        pytest.param(None, (Doer.OTHER, "reply"), Turn.OTHERS, id="nothing to wait in"),
        pytest.param(
            RECEIVED, (Doer.ME, ACCEPT_OTHER_DATE), Turn.LEARNER, id="it can be accepted"
        ),
        pytest.param(
            ACCEPTED,
            (Doer.ME, ACCEPT_OTHER_DATE),
            Turn.NOBODY,
            id="accepted otherwise",
        ),
        pytest.param(SENT, (Doer.OTHER, "reply"), Turn.OTHERS, id="they have it"),
        pytest.param(SENT, (Doer.ME, "close"), Turn.OTHERS, id="before I can close"),
        pytest.param(
            replace(SENT, state=State.DRAFT),
            (Doer.OTHER, "reply"),
            Turn.ANSWER,
            id="they have returned it",
        ),
        pytest.param(
            replace(ACCEPTED, offer=Offer(on=FRIDAY, by=Side.ASKED)),
            (Doer.OTHER, "agree-date"),
            Turn.OTHERS,
            id="I have it, and they decide on another date",
        ),
        pytest.param(
            replace(ACCEPTED, offer=Offer(on=FRIDAY, by=Side.ASKING)),
            (Doer.OTHER, "agree-date"),
            Turn.ANSWER,
            id="I decide on another date",
        ),
        pytest.param(
            replace(SENT, state=State.WITHDRAWN),
            (Doer.OTHER, "reply"),
            Turn.NOBODY,
            id="it is over",
        ),
        pytest.param(
            replace(RECEIVED, asked=FINNS),
            (Doer.ME, "accept"),
            Turn.NOBODY,
            id="somebody else has it",
        ),
    ],
)
def test_a_lesson_knows_whom_it_waits_for(request_, step, turn):
    (wanted,) = a_lesson(step).steps

    assert lessons.turn(wanted, request_, BY, today=TODAY) is turn


@pytest.mark.parametrize("asked", [None, PORTUGUESE])
def test_a_draft_counts_when_it_says_whom_it_is_for(asked):
    (found,) = lessons.deeds_of([an_event(CREATED)], replace(SENT, asked=asked), BY, NOON)

    assert (ADDRESSED in found.names) is (asked is not None)


def test_answers_count_when_there_is_one_to_each_question():
    codes = [each.code for each in RECEIVED.questions]
    events = [
        an_event("answer", answered=tuple(codes[:-1])),
        an_event("answer", answered=tuple(codes)),
    ]

    found = lessons.deeds_of(events, RECEIVED, BY, NOON)

    assert [ANSWER_ALL in each.names for each in found] == [False, True]


def test_what_was_done_before_the_lesson_or_by_a_colleague_does_not_count():
    before = an_event("send", at=NOON - timedelta(seconds=1))
    events = [before, an_event("send", COLLEAGUE), an_event("accept", STRANGER)]

    assert lessons.deeds_of(events, SENT, BY, NOON) == (did("accept", by=Doer.OTHER),)


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

    (found,) = lessons.deeds_of([sent, accepted], SENT, BY, NOON)

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
    assert lessons.deeds_of([an_event(action)], SENT, BY, NOON) == (did(action, deed),)


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

    assert lessons.deeds_told(entries, BY, NOON) == (did("confirm"),)


EVERY = [a_lesson((Doer.ME, "send"), offered_to=each) for each in Audience]


def offered(*, role: Role | None = None, own=None, neighbours=(), administrator=False):
    official = an_official(DENMARK, "me", role=role)
    membership = replace(official.memberships[DENMARK], administrator=administrator)
    by = replace(official, memberships={DENMARK: membership}).acting_for()
    found = lessons.offered(EVERY, by, own or an_authority(DENMARK), neighbours)
    return {each.offered_to for each in found}


def test_each_lesson_is_offered_to_those_who_can_do_it():
    national = an_authority(DENMARK)
    national = replace(
        national,
        parts=dict.fromkeys(national.parts, Part(kind=Kind.NATIONAL_COORDINATOR)),
    )
    (area,) = an_authority(DENMARK).areas

    assert offered() == set()
    assert offered(role=Role.VIEWER) == set()
    assert offered(role=Role.HANDLER) == {Audience.HANDLER}
    assert offered(role=Role.HANDLER, neighbours=[area]) == {
        Audience.HANDLER,
        Audience.HANDLER_WITH_NEIGHBOURS,
    }
    assert offered(role=Role.HANDLER, neighbours=["another"]) == {Audience.HANDLER}
    assert offered(role=Role.ALLOCATOR) == {Audience.ALLOCATOR}
    for role, audience in (
        (Role.APPROVER, Audience.APPROVER),
        (Role.REFERRAL_HANDLER, Audience.REFERRAL_HANDLER),
    ):
        assert offered(role=role, own=national, neighbours=[area]) == {audience}
        assert offered(role=role, own=national) == set()
        assert offered(role=role, neighbours=[area]) == set()
    assert offered(administrator=True) == {Audience.ADMINISTRATOR}
    assert offered(own=national) == set()
    assert offered(own=national, administrator=True) == {
        Audience.ADMINISTRATOR,
        Audience.NATIONAL_COORDINATOR,
    }
