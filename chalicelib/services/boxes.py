"""The lists that officials work from: tasks, received and sent requests, timelines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain import numbers
from chalicelib.domain.authorities import folded
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request, Side, State
from chalicelib.services import requests
from chalicelib.storage import boxes, directory
from chalicelib.storage.boxes import Counts
from chalicelib.storage.pages import Page


class Task(StrEnum):
    """What a request waits for."""

    SEND = "send"
    ACCEPT = "accept"
    ANSWER = "answer"
    CHECK_REPLY = "check_reply"


MOST_COUNTED: Final = 1000
"""Of each kind; an authority with more knows by other means how busy it is."""

TASKS: Final[Mapping[State, Task]] = MappingProxyType(
    {
        State.DRAFT: Task.SEND,
        State.AWAITING_ACCEPTANCE: Task.ACCEPT,
        State.ACCEPTED: Task.ANSWER,
        State.PARTLY_ANSWERED: Task.ANSWER,
        State.REPLIED: Task.CHECK_REPLY,
    }
)
"""The task that each state with somebody's turn is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests of a box are wanted."""

    area: str | None = None
    state: State | None = None
    text: str = ""
    """A number, or words that must all occur in the other authority's names."""


def tasks(*, by: Acting, limit: int, cursor: str | None) -> Page[tuple[Task, Request]]:
    """Return what waits for *by*, what is due first."""
    handled = [area for area in by.readable_areas if by.handles(area)]
    page = boxes.waiting_for(by.authority, areas=handled, limit=limit, cursor=cursor)
    return Page(tuple((TASKS[r.state], r) for r in page.items), page.cursor)


def received(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """Return what the authority of *by* was sent, newest first."""
    return _box(boxes.received_by, Side.ASKED, by, wanted, limit, cursor)


def sent(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """Return what the authority of *by* has written, newest first, drafts among it."""
    return _box(boxes.sent_by, Side.ASKING, by, wanted, limit, cursor)


def timeline(
    number: str, *, by: Acting, limit: int, cursor: str | None
) -> tuple[Request, Page[Event], Mapping[str, str]]:
    """
    Return the request *number*, its events, oldest first, and colleagues' names by id.

    A draft is the asking side's own business: for the other side the timeline
    begins with the sending.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    request, page = boxes.timeline(number, limit=limit, cursor=cursor)
    requests.must_know_of(request, by)
    if request.side_of(by.authority) is not Side.ASKING:
        sent = tuple(event for event in page.items if event.action != CREATED)
        page = Page(sent, page.cursor)
    colleagues = directory.officials_of(by.authority)
    return request, page, {official.id: official.name for official in colleagues}


def activity(*, by: Acting, at: datetime) -> Counts:
    """Return how many requests the authority of *by* has received and sent in the year of *at*."""
    day = local_day(at, by.membership.party.time_zone)
    since = datetime(day.year, 1, 1, tzinfo=UTC)
    return boxes.count(by.authority, since=since, most=MOST_COUNTED)


def _box(
    read: Callable[..., Page[Request]],
    side: Side,
    by: Acting,
    wanted: Wanted,
    limit: int,
    cursor: str | None,
) -> Page[Request]:
    if (number := numbers.parse(wanted.text)) and (only := _only(number, side, by, wanted)):
        return Page((only,), None)
    areas = [area for area in by.readable_areas if wanted.area in (None, area)]
    states: Sequence[State] = (wanted.state,) if wanted.state else ()
    words = folded(wanted.text).split()
    return read(
        by.authority,
        areas=areas,
        states=states,
        keep=lambda request: _names(request, side, words),
        limit=limit,
        cursor=cursor,
    )


def _only(number: str, side: Side, by: Acting, wanted: Wanted) -> Request | None:
    """Return the request *number*, if it is in the box and wanted; a word may look like one."""
    try:
        request = requests.read(number, by=by).request
    except NotFound:
        return None
    fits = (
        request.side_of(by.authority) is side
        and wanted.area in (None, request.area)
        and wanted.state in (None, request.state)
    )
    return request if fits else None


def _names(request: Request, side: Side, words: Sequence[str]) -> bool:
    """Return whether the other authority's names hold all of *words*."""
    other = request.other_side(side)
    names = folded(" ".join([other.name, *other.titles.values()])) if other else ""
    return all(word in names for word in words)
