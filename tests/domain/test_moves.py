from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain import moves
from chalicelib.domain.errors import Fault, IllegalAction, Invalid, NotAllowed, NotFound, Reason
from chalicelib.domain.moves import Accept, Close, Give, Move, Reply, Send, Withdraw
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Role
from chalicelib.domain.requests import TRANSITIONS, Action, Answer, Side, State
from tests.builders import (
    CANARY,
    DENMARK,
    FINLAND,
    FRIDAY,
    NOON,
    PORTUGAL,
    TODAY,
    a_case,
    a_draft_request,
    a_question_set,
    a_request,
    acting,
)

YES, TEXT = Answer(value="yes", language="pt"), Answer(value="Sim", language="pt")
ANSWERS = {"Q-1": YES, "Q-2": TEXT}

MOVES: dict[Action, Move] = {
    Action.SEND: Send(),
    Action.WITHDRAW: Withdraw(reason="No longer needed"),
    Action.ACCEPT: Accept(agreed_on=FRIDAY),
    Action.ANSWER: Give(answers=ANSWERS),
    Action.REPLY: Reply(),
    Action.CLOSE: Close(),
}
BY = {Side.ASKING: acting(DENMARK), Side.ASKED: acting(PORTUGAL)}


def take(case, move, by, at=NOON):
    return moves.take(case, move, a_question_set(), by=by, at=at)


def a_case_in(state: State):
    request = a_draft_request() if state is State.DRAFT else a_request(state=state)
    return a_case(request, answers=ANSWERS)


def test_every_action_has_a_move():
    assert set(MOVES) == set(Action)
    assert all(move.action is action for action, move in MOVES.items())


@pytest.mark.parametrize(("state", "action"), sorted(TRANSITIONS))
def test_a_step_of_the_table_leads_where_the_table_says(state, action):
    step = TRANSITIONS[state, action]

    moved = take(a_case_in(state), MOVES[action], BY[step.by])

    assert moved.case.request.state is step.to
    assert moved.case.request.version == a_case_in(state).request.version + 1
    assert (moved.event.action, moved.event.at) == (action, NOON)
    assert moved.event.sequence == moved.case.request.version
    assert (moved.notice and moved.notice.topic) is step.tell


@pytest.mark.parametrize(("state", "action"), sorted(TRANSITIONS))
def test_the_wrong_side_is_told_so(state, action):
    step = TRANSITIONS[state, action]
    wrong = BY[Side.ASKED if step.by is Side.ASKING else Side.ASKING]
    expected = NotFound if state is State.DRAFT else NotAllowed

    with pytest.raises(expected):
        take(a_case_in(state), MOVES[action], wrong)


@pytest.mark.parametrize(
    ("state", "action"), sorted(set(itertools.product(State, Action)) - set(TRANSITIONS))
)
def test_what_the_table_leaves_out_is_illegal(state, action):
    with pytest.raises(IllegalAction) as error:
        take(a_case_in(state), MOVES[action], BY[Side.ASKING])

    assert action not in error.value.open_now


@pytest.mark.parametrize("state", State)
def test_for_a_stranger_nothing_exists(state):
    for move in MOVES.values():
        with pytest.raises(NotFound):
            take(a_case_in(state), move, acting(FINLAND))


def test_a_colleague_without_a_role_in_the_area_knows_of_nothing():
    with pytest.raises(NotFound):
        take(a_case(), MOVES[Action.ACCEPT], acting(PORTUGAL, role=None))


def test_a_viewer_may_do_nothing():
    viewer = acting(PORTUGAL, role=Role.VIEWER)

    with pytest.raises(NotAllowed) as error:
        take(a_case(), MOVES[Action.ACCEPT], viewer)

    assert error.value.reason is Reason.NO_ROLE
    assert not moves.open_actions(a_request(), viewer)


def test_what_is_open_is_what_the_table_says():
    assert set(moves.open_actions(a_request(), BY[Side.ASKING])) == {Action.WITHDRAW}
    assert set(moves.open_actions(a_request(), BY[Side.ASKED])) == {Action.ACCEPT}


def test_sending_demands_a_complete_draft():
    with pytest.raises(Invalid):
        take(a_case(a_draft_request(reason="")), Send(), BY[Side.ASKING])


def test_another_date_may_be_agreed():
    later = FRIDAY + timedelta(days=7)

    moved = take(a_case(), Accept(agreed_on=later), BY[Side.ASKED])

    assert (moved.case.request.agreed_on, moved.case.request.proposed_on) == (later, FRIDAY)
    assert moved.notice
    assert (moved.notice.due_on, moved.notice.proposed_on) == (later, FRIDAY)


def test_a_date_in_the_past_is_refused_and_another_one_offered():
    with pytest.raises(Invalid) as error:
        take(a_case(), Accept(agreed_on=TODAY - timedelta(days=1)), BY[Side.ASKED])

    assert error.value.faults == (Fault("/agreed_on", "past"),)
    assert error.value.suggested_on == date(2026, 3, 16)


def test_today_is_the_day_of_the_asked_authority():
    almost_midnight = NOON.replace(hour=23, minute=30)

    moved = take(a_case(), Accept(agreed_on=TODAY), BY[Side.ASKED], at=almost_midnight)

    assert moved.case.request.agreed_on == TODAY


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        pytest.param("", "missing", id="none"),
        pytest.param("x" * 2001, "too_long", id="long"),
    ],
)
def test_a_withdrawal_needs_a_reason(reason, code):
    with pytest.raises(Invalid) as error:
        take(a_case(), Withdraw(reason=reason), BY[Side.ASKING])

    assert [fault.code for fault in error.value.faults] == [code]


def test_answers_come_in_parts_and_may_be_taken_back():
    case = a_case(a_request(state=State.ACCEPTED))
    first = take(case, Give(answers={"Q-1": YES}), BY[Side.ASKED])
    second = take(first.case, Give(answers={"Q-2": TEXT}), BY[Side.ASKED])
    none = Answer(value="", language="pt")

    third = take(second.case, Give(answers={"Q-1": none}), BY[Side.ASKED])

    assert second.case.answers == ANSWERS
    assert third.case.answers == {"Q-2": TEXT}


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        pytest.param({}, ("/answers", "missing"), id="none"),
        pytest.param({"Q-3": YES}, ("/answers/0/code", "unknown_question"), id="not asked"),
        pytest.param(
            {"Q-1": replace(YES, value="maybe")},
            ("/answers/0/value", "not_an_option"),
            id="maybe",
        ),
        pytest.param(
            {"Q-1": replace(YES, comment="x" * 4001)},
            ("/answers/0/comment", "too_long"),
            id="long comment",
        ),
    ],
)
def test_an_answer_must_fit_its_question(answers, fault):
    case = a_case(a_request(state=State.ACCEPTED))

    with pytest.raises(Invalid) as error:
        take(case, Give(answers=answers), BY[Side.ASKED])

    assert [(each.pointer, each.code) for each in error.value.faults] == [fault]


def test_a_reply_needs_an_answer_to_every_question():
    only_a_comment = {"Q-1": YES, "Q-2": Answer(value="", comment="Later", language="pt")}
    case = a_case(a_request(state=State.PARTLY_ANSWERED), answers=only_a_comment)

    with pytest.raises(Invalid) as error:
        take(case, Reply(), BY[Side.ASKED])

    assert [(fault.pointer, fault.code) for fault in error.value.faults] == [
        ("/questions/1/answer", "unanswered")
    ]


def test_closing_keeps_the_ratings():
    moved = take(a_case_in(State.REPLIED), Close(timeliness=5, effort=1), BY[Side.ASKING])

    request = moved.case.request
    assert (request.timeliness, request.effort, request.closed_at) == (5, 1, NOON)


def test_whoever_is_told_is_the_other_side_and_never_of_anything_personal():
    moved = take(a_case(), Accept(agreed_on=FRIDAY), BY[Side.ASKED])

    assert moved.notice is not None
    assert (moved.notice.topic, moved.notice.reader) == (Topic.REQUEST_ACCEPTED, DENMARK)
    assert moved.notice.counterpart.id == PORTUGAL
    assert CANARY not in repr(moved.notice)
    assert CANARY not in repr(moved.event)
