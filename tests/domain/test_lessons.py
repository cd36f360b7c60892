"""How far what was done leads in a lesson, and whom it waits for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import lessons
from chalicelib.domain.audiences import Audience
from chalicelib.domain.deeds import ACCEPT_OTHER_DATE, Deed, Doer
from chalicelib.domain.lessons import Lesson, Step, Teller, Turn
from chalicelib.domain.requests import Offer, Side, State
from tests.builders import (
    DANES,
    DENMARK,
    FINNS,
    FRIDAY,
    PORTUGUESE,
    TODAY,
    a_request,
    an_authority,
    an_official,
)

BY = an_official(DENMARK, "me").acting_for()
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


def test_a_lesson_is_offered_to_whom_it_is_meant_for():
    handled, administered = (
        a_lesson(offered_to=each) for each in (Audience.HANDLER, Audience.ADMINISTRATOR)
    )

    found = lessons.offered([handled, administered], BY, an_authority(DENMARK), ())

    assert found == (handled,)
