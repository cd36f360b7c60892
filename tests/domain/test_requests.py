from __future__ import annotations

import pytest

from chalicelib.domain.requests import BALL_WITH, TRANSITIONS, Offer, Returned, Side, State
from tests.builders import (
    DENMARK,
    FINLAND,
    FINNS,
    FRIDAY,
    PORTUGAL,
    PORTUGUESE,
    a_draft_request,
    a_notice,
    a_request,
)


def test_every_state_can_be_reached():
    reached = {step.to for step in TRANSITIONS.values()}
    reached |= {step.approval for step in TRANSITIONS.values() if step.approval}

    # A referral is reached from a refusal, and stays one after the first of two decisions.
    assert reached | {State.DRAFT} == set(State)


@pytest.mark.parametrize("state", State)
def test_whose_turn_it_is_can_act(state):
    actors = {side for before, side, _ in TRANSITIONS if before is state}

    assert actors >= ({BALL_WITH[state]} - {None})


def test_a_draft_has_no_other_side_yet():
    assert a_draft_request().side_of(PORTUGAL) is None
    assert a_request().side_of(PORTUGAL) is Side.ASKED
    assert a_request().side_of(FINLAND) is None


@pytest.mark.parametrize(
    ("by", "decides"), [(Side.ASKING, PORTUGUESE), (Side.ASKED, a_request().asking)]
)
def test_the_other_side_decides_on_another_day(by, decides):
    assert a_request().offer_waits_for is None
    assert a_request(offer=Offer(on=FRIDAY, by=by)).offer_waits_for == decides


def test_all_that_have_to_do_with_it_are_named_the_suggested_one_too():
    back = Returned(by=PORTUGUESE, reason="Not ours", language="pt", suggested=FINNS)

    assert [party.id for party in a_request(returned=back).parties] == [
        DENMARK,
        PORTUGAL,
        FINLAND,
    ]


def test_each_side_faces_the_other():
    other = a_request().other_side

    assert (other(Side.ASKING).id, other(Side.ASKED).id) == (PORTUGAL, DENMARK)


def test_the_agreed_day_counts_before_the_proposed_one():
    assert a_request().due_on == FRIDAY
    assert a_request(agreed_on=FRIDAY.replace(day=20)).due_on == FRIDAY.replace(day=20)


def test_nobody_has_the_ball_when_it_is_over():
    assert a_request(state=State.CLOSED).ball_with is None
    assert a_request().ball_with.id == PORTUGAL


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (State.APPROVAL, PORTUGAL),
        (State.AWAITING_ACCEPTANCE, DENMARK),
        (State.REPLIED, PORTUGAL),
        (State.CLOSED, None),
    ],
)
def test_who_waits_faces_whose_turn_it_is(state, waits):
    found = a_request(state=state).ball_awaited_by

    assert (found.id if found else None) == waits


def test_the_same_cause_makes_the_same_notice():
    assert a_notice().id == a_notice().id
    assert a_notice().id != a_notice(version=3).id
