"""Whatever officials try, in whatever order: a request lives by the table alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.domain import moves, outcomes, steps
from chalicelib.domain.errors import DomainError, Invalid, NotFound
from chalicelib.domain.events import CREATED, OPEN_STEPS, Event, replay
from chalicelib.domain.moves import Coordination
from chalicelib.domain.requests import Action, Case, Side, State
from chalicelib.domain.steps import Moved
from tests import lives
from tests.builders import (
    CANARY,
    DENMARK,
    FINNS,
    NOON,
    NUMBER,
    PORTUGAL,
    SWEDEN,
    TODAY,
    a_case,
    a_draft_request,
    circumstances,
)
from tests.lives import OFFICIALS, Step

lifes = st.tuples(
    st.sampled_from([lives.ALONE, lives.COORDINATED, lives.COORDINATED, lives.APPROVED]),
    st.lists(lives.steps, max_size=16),
)
few = settings(max_examples=40, deadline=None)

too_early = [None, None, Step("asked", moves.Reply()), Step("asking", moves.Close())]
half_done = [None, None, Step("asked", moves.Give(answers={"Q-1": lives.YES})), None, None]
disputed = [
    *[None] * 4,
    Step("asking", moves.Clarify(questions=("Q-1",), reason=lives.WHY)),
    Step("asked", moves.Refuse(reason=lives.WHY)),
    *[None] * 5,
]
forwarded = [None, None, Step("asked", moves.Forward(to=FINNS, reason=lives.WHY)), *[None] * 4]
returned = [None, Step("asked", moves.Return(reason=lives.WHY)), *[None] * 3]


def any_life(test: Callable[..., None]) -> Callable[..., None]:
    """Try *test* on arbitrary lives, and always on those that are known to be winding."""
    for attempts in (too_early, half_done, disputed, forwarded, returned):
        test = example(life=(lives.COORDINATED, attempts))(test)
    return example(life=(lives.APPROVED, disputed))(given(life=lifes)(test))


Life = tuple[Coordination, Sequence[Step | None]]


class Tried(NamedTuple):
    """An attempt, the case before it, and what came of it."""

    before: Case
    step: Step
    came: Moved | DomainError


def lived(life: Life) -> Iterator[Tried]:
    """Yield what comes of the attempts of *life* on a complete draft, one after the other."""
    coordination, attempts = life
    case = a_case(a_draft_request())
    for attempt in attempts:
        step = attempt or lives.next_step(case.request)
        if step is None:
            continue
        came = tried(case, step, coordination)
        yield Tried(case, step, came)
        if isinstance(came, Moved):
            case = came.case


def tried(case: Case, step: Step, coordination: Coordination) -> Moved | DomainError:
    around = circumstances(coordination=coordination)
    try:
        return steps.take(case, step.move, around, by=step.by)
    except DomainError as error:
        return error


def taken(life: Life) -> list[Moved]:
    """Return the steps that were taken in *life*."""
    return [each.came for each in lived(life) if isinstance(each.came, Moved)]


def final(life: Life) -> Case:
    """Return what *life* makes of a complete draft."""
    done = taken(life)
    return done[-1].case if done else a_case(a_draft_request())


@few
@any_life
def test_what_the_table_does_not_offer_is_refused_for_the_right_reason(life):
    for before, step, came in lived(life):
        refused = type(came) if isinstance(came, DomainError) else None

        expected = lives.refusal(before, step, life[0], at=NOON)
        assert refused is expected, (before.request.state, step)


@few
@any_life
def test_an_attempt_changes_nothing_of_what_was(life):
    case = final(life)
    before = copy.deepcopy(case)

    for move in (*lives.GOOD, *lives.BAD):
        for who in OFFICIALS:
            tried(case, Step(who, move), life[0])

    assert case == before


@few
@any_life
def test_each_step_leads_where_the_table_says_and_counts_one_version(life):
    for before, step, came in lived(life):
        if isinstance(came, Moved):
            after = came.case.request

            assert (before.request.state, step.move.action, after.state) in OPEN_STEPS
            assert after.version == before.request.version + 1
            assert came.event.sequence == after.version
            assert came.event.state is after.state


@few
@any_life
def test_what_may_be_done_is_what_is_offered(life):
    case = final(life)

    for by in OFFICIALS.values():
        offered = set(steps.open_actions(case.request, by, today=TODAY))
        for move in lives.GOOD:
            who = next(name for name, each in OFFICIALS.items() if each is by)
            came = tried(case, Step(who, move), life[0])
            if isinstance(came, Moved):
                assert move.action in offered
            if move.action not in offered:
                assert not isinstance(came, (Moved, Invalid))


@few
@any_life
def test_it_is_the_turn_of_one_who_can_act_or_of_nobody(life):
    request = final(life).request
    beside = {
        Action.WITHDRAW, Action.MESSAGE, Action.REMIND, Action.ALLOCATE, Action.PROPOSE_DATE,
        Action.AGREE_DATE, Action.DECLINE_DATE, Action.ERASE_EARLY, Action.TAKE_BACK,
    }  # fmt: skip

    ahead = {
        by.authority
        for by in OFFICIALS.values()
        if set(steps.open_actions(request, by, today=TODAY)) - beside
    }

    assert ahead == ({request.ball_with.id} if request.ball_with else set())


@few
@any_life
def test_what_is_closed_was_replied_to(life):
    case = final(life)
    replied = {each.case.request.replied_at for each in taken(life)} - {None}

    assert case.request.state not in {State.REPLIED, State.CLOSED} or replied


@few
@any_life
def test_whoever_is_no_party_learns_nothing(life):
    case = final(life)
    request = case.request
    parties = {party.id for party in request.parties}
    outside = [who for who, by in OFFICIALS.items() if by.authority not in parties]
    outside += ["asking colleague", "asked colleague"]
    if request.sent_at is None and not request.former:
        outside += ["asked", "asked viewer"]

    assert "stranger" in outside
    for who in outside:
        assert not steps.open_actions(request, OFFICIALS[who], today=TODAY)
        for move in lives.GOOD:
            refused = tried(case, Step(who, move), life[0])

            assert (type(refused), refused.args) == (NotFound, ())


@few
@any_life
def test_whoever_had_it_can_do_nothing_more(life):
    request = final(life).request

    for each in request.former:
        if request.sides_of(each.party.id) == (Side.FORMER,):
            by = next(by for by in OFFICIALS.values() if by.authority == each.party.id)
            assert not steps.open_actions(request, by, today=TODAY)


@few
@any_life
def test_only_parties_are_told_and_never_of_their_own_step_or_anything_personal(life):
    for moved in taken(life):
        parties = {party.id for party in moved.case.request.parties}
        for notice in moved.notices:
            assert {notice.reader, notice.counterpart.id} <= parties
            assert notice.reader not in {moved.event.authority, notice.counterpart.id}

        assert CANARY not in repr((moved.notices, moved.event))


@few
@any_life
def test_what_is_written_is_read_by_the_sides_it_is_meant_for_alone(life):
    for moved in taken(life):
        request, note = moved.case.request, moved.note
        if note:
            assert moved.event.authority in note.readers
            assert SWEDEN not in note.readers
            readers = {
                party.id
                for party in request.parties
                if outcomes.may_read(note, moved.event, request, party.id)
            }
            assert note.readers <= readers | {PORTUGAL}
            if moved.event.action == Action.MESSAGE:
                assert readers == {request.asking.id, request.asked.id}


@few
@any_life
def test_the_events_replay_to_what_the_request_has_become(life):
    begun = Event(
        number=NUMBER, sequence=1, action=CREATED, authority=DENMARK, official="m", at=NOON
    )
    done = taken(life)

    told = replay([begun, *(moved.event for moved in done)])

    request = final(life).request
    assert told.state is request.state
    assert told.agreed_on == request.agreed_on
    if done:
        assert (told.asked, told.proposed_on) == (request.asked.id, request.proposed_on)
    given = {code for code, answer in final(life).answers.items() if answer.value}
    assert given == told.answered


WAYS = (
    *([None] * length for length in range(8)),
    *(disputed[:length] for length in range(len(disputed))),
    [None, Step("asking", moves.Withdraw(reason="No"))],
)


@pytest.mark.parametrize("state", State)
def test_the_lives_tried_here_reach_every_state(state):
    found = {
        final((coordination, way)).request.state
        for coordination in (lives.COORDINATED, lives.APPROVED)
        for way in WAYS
    }

    assert state in found
