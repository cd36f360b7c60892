"""The lists that officials work from: tasks, received and sent requests, timelines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain import numbers, outcomes, steps
from chalicelib.domain.authorities import folded
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.requests import Action, Request, Side, State
from chalicelib.services import requests
from chalicelib.storage import boxes, directory
from chalicelib.storage.boxes import Counts, Line
from chalicelib.storage.pages import Page


class Task(StrEnum):
    """What a request waits for."""

    SEND = "send"
    ACCEPT = "accept"
    ANSWER = "answer"
    CHECK_REPLY = "check_reply"
    CLARIFY = "clarify"
    CLOSE_OR_REFER = "close_or_refer"
    APPROVE = "approve"
    DECIDE = "decide"


MOST_COUNTED: Final = 1000
"""Of each kind; an authority with more knows by other means how busy it is."""

TASKS: Final[Mapping[State, Task]] = MappingProxyType(
    {
        State.DRAFT: Task.SEND,
        State.AWAITING_ACCEPTANCE: Task.ACCEPT,
        State.ACCEPTED: Task.ANSWER,
        State.PARTLY_ANSWERED: Task.ANSWER,
        State.REPLIED: Task.CHECK_REPLY,
        State.CLARIFICATION: Task.CLARIFY,
        State.CLARIFICATION_REFUSED: Task.CLOSE_OR_REFER,
        State.APPROVAL: Task.APPROVE,
        State.REPLY_APPROVAL: Task.APPROVE,
        State.REFERRED: Task.DECIDE,
    }
)
"""The task that each state with somebody's turn is."""


ROLES: Final[Mapping[Task, Role]] = MappingProxyType(
    {Task.APPROVE: Role.APPROVER, Task.DECIDE: Role.REFERRAL_HANDLER}
)
"""Whom a task waits for; all others wait for request handlers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests of a box are wanted."""

    area: str | None = None
    state: State | None = None
    text: str = ""
    """A number, or words that must all occur in the other authority's names."""


def tasks(*, by: Acting, limit: int, cursor: str | None) -> Page[tuple[Task, Request]]:
    """Return what waits for *by*, what is due first."""
    areas = [area for area in by.readable_areas if by.acts(area)]
    page = boxes.waiting_for(
        by.authority,
        areas=areas,
        keep=lambda each: ROLES.get(TASKS[each.state], Role.HANDLER) in by.roles(each.area),
        limit=limit,
        cursor=cursor,
    )
    return Page(tuple((TASKS[r.state], r) for r in page.items), page.cursor)


def received(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """Return what the authority of *by* was sent, newest first."""
    return _box(boxes.received_by, Side.ASKED, by, wanted, limit, cursor)


def sent(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """Return what the authority of *by* has written, newest first, drafts among it."""
    return _box(boxes.sent_by, Side.ASKING, by, wanted, limit, cursor)


def timeline(
    number: str, *, by: Acting, limit: int, cursor: str | None
) -> tuple[Request, Page[Line], Mapping[str, str]]:
    """
    Return the request *number*, its events, oldest first, and colleagues' names by id.

    A draft is the asking side's own business: for the other side the timeline
    begins with the sending. Whoever it was sent to before sees it up to the own last step.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    request, page = boxes.timeline(number, limit=limit, cursor=cursor)
    requests.must_know_of(request, by)
    known = tuple(_known_lines(page.items, request, by))
    is_former = request.sides_of(by.authority) == (Side.FORMER,)
    goes_on = not is_former or len(known) == len(page.items)
    lines = tuple(_line(line, request, by) for line in known)
    page = Page(lines, page.cursor if goes_on else None)
    colleagues = directory.officials_of(by.authority)
    return request, page, {official.id: official.name for official in colleagues}


def activity(*, by: Acting, at: datetime) -> Counts:
    """Return how many requests the authority of *by* has received and sent in the year of *at*."""
    day = local_day(at, by.membership.party.time_zone)
    since = datetime(day.year, 1, 1, tzinfo=UTC)
    return boxes.count(by.authority, since=since, most=MOST_COUNTED)


def _known_lines(lines: Sequence[Line], request: Request, by: Acting) -> Iterator[Line]:
    """Yield those of *lines*, a part of the timeline of *request*, that *by* may know of."""
    sides = request.sides_of(by.authority)
    until = {each.party.id: each.until for each in request.former}
    left = until[by.authority] if sides == (Side.FORMER,) else None
    senders = {Side.ASKING, Side.ASKING_COORDINATOR} & set(sides)
    for line in lines:
        drafting = not senders and _is_before_sending(line.event)
        if not drafting and (left is None or line.event.sequence <= left):
            yield line


def _is_before_sending(event: Event) -> bool:
    """Return whether *event* is the asking side's own business: a draft, or its approval."""
    rejected = event.action == Action.REJECT and event.state is State.DRAFT
    return event.action == CREATED or event.state is State.APPROVAL or rejected


def _line(line: Line, request: Request, by: Acting) -> Line:
    """Return *line* without a note that *by* may not read."""
    event, note = line
    may = (
        note is not None
        and _reads(by, request)
        and outcomes.may_read(note, event, request, by.authority)
    )
    return Line(event, note if may else None)


def _reads(by: Acting, request: Request) -> bool:
    """Return whether *by* reads what is written on *request*, and does not only view it."""
    roles = by.roles(request.area)
    if request.side_of(by.authority) in steps.COORDINATORS:
        return bool(roles & {Role.APPROVER, Role.REFERRAL_HANDLER})
    return by.acts(request.area)


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
