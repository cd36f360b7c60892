"""Whatever officials try, in whatever order: a request lives by the table alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.domain import moves
from chalicelib.domain.errors import DomainError, NotFound
from chalicelib.domain.events import CREATED, Event, replay
from chalicelib.domain.moves import Moved
from chalicelib.domain.requests import TRANSITIONS, Action, Case, Side, State
from tests import lives
from tests.builders import (
    CANARY,
    DENMARK,
    NOON,
    NUMBER,
    a_case,
    a_draft_request,
    a_question_set,
)
from tests.lives import OFFICIALS, PARTIES, Step

QUESTION_SET = a_question_set()

attempts = st.lists(lives.steps, max_size=12)
few = settings(max_examples=40, deadline=None)

too_early = [None, None, Step("asked", moves.Reply()), Step("asking", moves.Close())]
half_done = [None, None, Step("asked", moves.Give(answers={"Q-1": lives.YES})), None, None]


def any_life(test: Callable[..., None]) -> Callable[..., None]:
    """Try *test* on arbitrary lives, and always on those in which a reply comes too early."""
    return example(too_early)(example(half_done)(given(attempts=attempts)(test)))


class Tried(NamedTuple):
    """An attempt, the case before it, and what came of it."""

    before: Case
    step: Step
    came: Moved | DomainError


def lived(attempts: Iterable[Step | None]) -> Iterator[Tried]:
    """Yield what comes of *attempts* on a complete draft, one after the other."""
    case = a_case(a_draft_request())
    for attempt in attempts:
        step = attempt or lives.NEXT.get(case.request.state)
        if step is None:
            continue
        came = tried(case, step)
        yield Tried(case, step, came)
        if isinstance(came, Moved):
            case = came.case


def tried(case: Case, step: Step) -> Moved | DomainError:
    try:
        return moves.take(case, step.move, QUESTION_SET, by=step.by, at=NOON)
    except DomainError as error:
        return error


def taken(attempts: Iterable[Step | None]) -> list[Moved]:
    """Return the steps that were taken among *attempts*."""
    return [each.came for each in lived(attempts) if isinstance(each.came, Moved)]


def final(attempts: Iterable[Step | None]) -> Case:
    """Return what *attempts* make of a complete draft."""
    done = taken(attempts)
    return done[-1].case if done else a_case(a_draft_request())


@few
@any_life
def test_what_the_table_does_not_offer_is_refused_for_the_right_reason(attempts):
    for before, step, came in lived(attempts):
        refused = type(came) if isinstance(came, DomainError) else None

        assert refused is lives.refusal(before, step), (before.request.state, step)


@few
@any_life
def test_an_attempt_changes_nothing_of_what_was(attempts):
    case = final(attempts)
    before = copy.deepcopy(case)

    for move in (*lives.GOOD, *lives.BAD):
        for who in OFFICIALS:
            tried(case, Step(who, move))

    assert case == before


@few
@any_life
def test_each_step_leads_where_the_table_says_and_counts_one_version(attempts):
    for before, step, came in lived(attempts):
        if isinstance(came, Moved):
            after, row = came.case.request, TRANSITIONS[before.request.state, step.move.action]

            assert (after.state, after.version) == (row.to, before.request.version + 1)
            assert came.event.sequence == after.version
            assert (came.notice and came.notice.topic) is row.tell


@few
@any_life
def test_it_is_never_the_turn_of_both(attempts):
    request = final(attempts).request

    ahead = {
        by.authority
        for by in OFFICIALS.values()
        if set(moves.open_actions(request, by)) - {Action.WITHDRAW}
    }

    assert ahead == ({request.ball_with.id} if request.ball_with else set())


@few
@any_life
def test_what_is_closed_has_an_answer_to_every_question(attempts):
    case = final(attempts)

    assert case.request.state not in {State.REPLIED, State.CLOSED} or lives.all_answered(case)


@few
@any_life
def test_whoever_is_no_party_learns_nothing(attempts):
    case = final(attempts)
    outside = ["stranger", "asking colleague", "asked colleague"]
    if case.request.state is State.DRAFT:
        outside += ["asked", "asked viewer"]

    for who in outside:
        assert not moves.open_actions(case.request, OFFICIALS[who])
        for move in lives.GOOD:
            refused = tried(case, Step(who, move))

            assert (type(refused), refused.args) == (NotFound, ())


@few
@any_life
def test_only_the_two_parties_are_told_and_never_anything_personal(attempts):
    for moved in taken(attempts):
        if moved.notice:
            assert {moved.notice.reader, moved.notice.counterpart.id} == set(PARTIES)
            assert moved.notice.reader != moved.event.authority

        assert CANARY not in repr((moved.notice, moved.event))


@few
@any_life
def test_the_events_replay_to_what_the_request_has_become(attempts):
    begun = Event(
        number=NUMBER, sequence=1, action=CREATED, authority=DENMARK, official="m", at=NOON
    )
    done = taken(attempts)

    told = replay([begun, *(moved.event for moved in done)])

    request = final(attempts).request
    assert told.state is request.state
    assert told.agreed_on == request.agreed_on
    if done:
        assert (told.asked, told.proposed_on) == (request.asked.id, request.proposed_on)
    given = {code for code, answer in final(attempts).answers.items() if answer.value}
    assert given == told.answered


@pytest.mark.parametrize("state", State)
def test_the_lives_tried_here_reach_every_state(state):
    straight = [None] * len(State)
    ways = [straight[:length] for length in range(len(State))]
    ways.append([None, Step("asking", moves.Withdraw(reason="No"))])

    assert state in {final(way).request.state for way in ways}


def test_each_side_has_its_official():
    assert {OFFICIALS[side].authority for side in Side} == set(PARTIES)
