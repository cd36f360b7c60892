"""The shortest ways to each row of the table, found by the rules alone."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from chalicelib.domain import steps
from chalicelib.domain.errors import DomainError
from chalicelib.domain.moves import Coordination
from chalicelib.domain.requests import TRANSITIONS, Action, Case, Request, Side, State
from tests import lives
from tests.builders import AREA, TODAY, a_case, a_draft_request, circumstances
from tests.lives import OFFICIALS, Step
from tests.soak import moves


class Way(NamedTuple):
    """A row of the table, and where it leads: not always where the table says first."""

    before: State
    side: Side
    action: Action
    after: State


class Path(NamedTuple):
    """How to get along a way: all steps from a complete draft, the last of them along it."""

    coordination: Coordination
    steps: tuple[Step, ...]


def way(before: Request, step: Step, after: Request) -> Way:
    """Return along which way *step* has led."""
    action, by = step.move.action, step.by
    able = [
        side
        for side in lives.sides(before, by.authority)
        if (row := TRANSITIONS.get((before.state, side, action))) and row.role in by.roles(AREA)
    ]
    turn = [side for side in able if side is before.ball_side] or sorted(able)
    return Way(before.state, turn[0], action, after.state)


@functools.cache
def every() -> Mapping[Way, Path]:
    """Return a shortest path along each way that there is; looks at what is alike but once."""
    found: dict[Way, Path] = {}
    for coordination in (lives.COORDINATED, lives.APPROVED, lives.ALONE):
        begun = a_case(a_draft_request())
        known, ahead = {_kind(begun)}, deque([(begun, ())])
        while ahead:
            case, path = ahead.popleft()
            for step, after in _next(case, coordination):
                goes = (*path, step)
                found.setdefault(
                    way(case.request, step, after.request), Path(coordination, goes)
                )
                if _kind(after) not in known:
                    known.add(_kind(after))
                    ahead.append((after, goes))
    return dict(sorted(found.items()))


def _next(case: Case, coordination: Coordination) -> Iterator[tuple[Step, Case]]:
    for who, by in OFFICIALS.items():
        for action in steps.open_actions(case.request, by, today=TODAY):
            for move in moves.good(action, by=by, today=TODAY):
                around = circumstances(
                    coordination=coordination, handlers=frozenset({by.official.id})
                )
                try:
                    yield Step(who, move), steps.take(case, move, around, by=by).case
                except DomainError:
                    continue


def _kind(case: Case) -> tuple[Any, ...]:
    """Return what makes *case* differ from others as far as it matters what may follow."""
    request = case.request
    return (
        request.state,
        request.ball_side,
        request.asked and request.asked.id,
        request.offer and request.offer.by,
        bool(request.clarify),
        len(request.former),
        len(request.parts),
        tuple(sorted(case.answers)),
        request.asking_coordinator is None,
        request.asked_coordinator is None,
    )
