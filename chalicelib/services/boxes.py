"""The lists that officials work from: received, sent and watched requests, timelines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from chalicelib.domain import numbers, outcomes, sendings, steps
from chalicelib.domain.authorities import folded
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.requests import Action, Request, Side, State
from chalicelib.domain.sendings import Sending
from chalicelib.services import requests
from chalicelib.storage import boxes, directory
from chalicelib.storage.boxes import ALL_DAYS, Counts, Days, Line, Story
from chalicelib.storage.pages import Page

MOST_COUNTED: Final = 500
"""Of each kind; an authority with more knows by other means how busy it is."""

MOST_LINES: Final = 500
"""Of a part that are shown with the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests of a box are wanted."""

    area: str | None = None
    state: State | None = None
    text: str = ""
    """A number, or words that must all occur in the other authority's names."""
    country: str | None = None
    """ISO code of the other authority's country."""
    days: Days = ALL_DAYS
    """When it was sent or, if it was not, begun."""
    authority: str | None = None
    """Id of the authority whose turn it is; asked for by those who watch others."""


def received(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """Return what the authority of *by* was sent, newest first."""
    return _box(boxes.received_by, Side.ASKED, by, wanted, limit, cursor)


def sent(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """Return what the authority of *by* has written, newest first, drafts among it."""
    return _box(boxes.sent_by, Side.ASKING, by, wanted, limit, cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A part of what has happened to a request, and to what was split off from it."""

    requests: Mapping[str, Request]
    """The request and its parts, by number."""
    page: Page[Line]
    """Oldest first."""
    sendings: Mapping[tuple[str, int], Sending]
    """How far that which was sent with some of them has come, by their numbers."""
    names: Mapping[str, str]
    """Colleagues by id."""


def timeline(number: str, *, by: Acting, limit: int, cursor: str | None) -> Timeline:
    """
    Return what has happened to the request *number*, as far as *by* may know.

    The asking side reads of the parts in the same place; they do not count towards *limit*.

    A draft is the asking side's own business: for the other side the timeline
    begins with the sending. Whoever it was sent to before sees it up to the own last step.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    story = boxes.timeline(number, limit=limit, cursor=cursor)
    request, page = story.request, story.page
    requests.must_know_of(request, by)
    known = tuple(known_lines(page.items, request, by))
    is_former = request.sides_of(by.authority) == (Side.FORMER,)
    goes_on = not is_former or len(known) == len(page.items)
    lines = [readable(line, request, by) for line in known]
    known_events = [line.event for line in lines]
    found = {(number, s.sequence): s for s in known_sendings(known_events, story, by)}
    parts = requests.parts(request, by=by)
    if parts and lines:
        first, until = lines[0].event.at, _next_at(number, page.cursor)
        for part in parts:
            more, sent = _of_part(part, by)
            begun = [line.event for line in lines if line.event.part == part.number]
            found |= {(each.number, each.sequence): sent for each in begun if sent}
            lines += _between(more, first, until)
    lines.sort(key=lambda line: line.event.at)
    return Timeline(
        requests={each.number: each for each in (request, *parts)},
        page=Page(tuple(lines), page.cursor if goes_on else None),
        sendings=found,
        names=names(by),
    )


def line(number: str, sequence: int, *, by: Acting) -> Line | None:
    """
    Return what *by* may know of the event *sequence* of the request *number*; None if nothing.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    story = boxes.line(number, sequence)
    requests.must_know_of(story.request, by)
    known = known_lines(story.page.items, story.request, by)
    return next((readable(each, story.request, by) for each in known), None)


def names(by: Acting) -> Mapping[str, str]:
    """Return the names of the colleagues of *by*, by id."""
    return {each.id: each.name for each in directory.officials_of(by.authority)}


def _next_at(number: str, cursor: str | None) -> datetime | None:
    """Return when the line after *cursor* happened; None at the end of the timeline."""
    if cursor is None:
        return None
    page = boxes.timeline(number, limit=1, cursor=cursor).page
    return page.items[0].event.at if page.items else None


def _of_part(part: Request, by: Acting) -> tuple[list[Line], Sending | None]:
    """Return what has happened to *part* as the asking side sees it, and how its split got there."""
    story = boxes.whole(part.number, most=MOST_LINES)
    events = [line.event for line in story.page.items]
    # The first one is the split, which the whole tells already.
    lines = [readable(line, part, by) for line in story.page.items if line.event.sequence > 1]
    sent = (each for each in known_sendings(events, story, by) if each.sequence == 1)
    return lines, next(sent, None)


def _between(lines: Sequence[Line], first: datetime, until: datetime | None) -> Iterator[Line]:
    """Yield those of *lines* from *first* until before the next page begins."""
    for line in lines:
        if first <= line.event.at and (until is None or line.event.at < until):
            yield line


def activity(*, by: Acting, at: datetime) -> Counts:
    """Return how many requests the authority of *by* has received and sent in the year of *at*."""
    day = local_day(at, by.membership.party.time_zone)
    since = datetime(day.year, 1, 1, tzinfo=UTC)
    return boxes.count(by.authority, since=since, most=MOST_COUNTED)


def known_sendings(events: Iterable[Event], story: Story, by: Acting) -> Iterator[Sending]:
    """Yield how far what was sent with *events* has come; a former addressee learns of its own."""
    is_former = story.request.sides_of(by.authority) == (Side.FORMER,)
    for sending in sendings.all_of(events, story.receipts):
        if not is_former or sending.to == by.authority:
            yield sending


def known_lines(lines: Sequence[Line], request: Request, by: Acting) -> Iterator[Line]:
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


def readable(line: Line, request: Request, by: Acting) -> Line:
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
        days=wanted.days,
        keep=lambda request: (
            _names(request, side, words) and _is_with(request, side, wanted.country)
        ),
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
        and _is_with(request, side, wanted.country)
        and wanted.days.hold(request.sent_at or request.created_at)
    )
    return request if fits else None


def _is_with(request: Request, side: Side, country: str | None) -> bool:
    """Return whether the other authority is in *country*, if that matters."""
    other = request.other_side(side)
    return country is None or (other is not None and other.country == country)


def _names(request: Request, side: Side, words: Sequence[str]) -> bool:
    """Return whether the other authority's names hold all of *words*."""
    other = request.other_side(side)
    names = other.search_text if other else ""
    return all(word in names for word in words)
