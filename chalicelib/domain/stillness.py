"""
Requests in which nothing happens: who is told, and when.

Source:
    Regulation (EU) No 1024/2012, Art. 14(7): technical means let a coordinator step in where a
    procedure has been inactive for more than two months without justification.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.requests import Request, State

RESTED_FOR: Final = timedelta(days=60)
AGAIN_AFTER: Final = timedelta(days=30)


def told_on(request: Request) -> date | None:
    """Return the day (UTC) on which it is said next that nothing happens; None if nobody's turn is."""
    if request.ball_side is None:
        return None
    if request.nagged_on:
        return request.nagged_on + AGAIN_AFTER
    return request.updated_at.date() + RESTED_FOR


def notices(request: Request, coordinator: Party | None, *, at: datetime) -> Iterator[Notice]:
    """
    Yield what is said of *request*, in which nothing happens.

    Args:
        coordinator: Of whose turn it is; a draft is nobody's business but of its own side.
    """
    turn = request.ball_with
    if turn is None:
        return
    if request.state is State.DRAFT:
        yield _notice(Topic.DRAFT_RESTS, request, turn, request.asked or turn, at)
        return
    other = request.asked if turn.id == request.asking.id else request.asking
    yield _notice(Topic.NOTHING_HAPPENS, request, turn, other or turn, at)
    if coordinator and coordinator.id != turn.id:
        yield _notice(Topic.CARE_NOTHING_HAPPENS, request, coordinator, turn, at)


def _notice(
    topic: Topic, request: Request, reader: Party, counterpart: Party, at: datetime
) -> Notice:
    return Notice(
        topic=topic,
        number=request.number,
        # Told once a day at most: the day stands for the version, which has not changed.
        version=int(f"{at:%Y%m%d}"),
        area=request.area,
        reader=reader.id,
        counterpart=counterpart,
        due_on=request.due_on,
        proposed_on=request.proposed_on,
        at=at,
    )
