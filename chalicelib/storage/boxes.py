"""Lists of requests: what was sent, what was received, whose turn it is; and timelines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from pynamodb.expressions.condition import Condition

from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import Event, Note
from chalicelib.domain.receipts import NO_RECEIPTS, Receipts
from chalicelib.domain.requests import Request, State
from chalicelib.storage import cursors
from chalicelib.storage.event_items import EventItem, NoteItem
from chalicelib.storage.pages import Page
from chalicelib.storage.receipts import ReceiptsItem
from chalicelib.storage.request_items import RequestItem, RequestTable

LOOKED_AT: Final = 100
"""How many items one list looks at, before those unwanted are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many requests there are."""

    received: int
    sent: int
    received_open: int
    """Those of *received* on which something is still to be done, by whichever side."""
    sent_open: int
    are_more: bool
    """Whether there may be more than was counted."""


class Line(NamedTuple):
    """A line of a timeline."""

    event: Event
    note: Note | None


Keep = Callable[[Request], bool]


class Days(NamedTuple):
    """The days, UTC, on which something was sent or, if it was not, begun; None for no bound."""

    since: date | None = None
    until: date | None = None

    @property
    def condition(self) -> Condition | None:
        """What the index is asked for; None for all of it."""
        first = self.since.isoformat() if self.since else ""
        last = f"{self.until.isoformat()}~" if self.until else "~"
        bounded = self.since or self.until
        return RequestItem.listed_at.between(first or "0", last) if bounded else None

    def hold(self, at: datetime) -> bool:
        """Return whether *at* is on one of them."""
        day = at.astimezone(UTC).date()
        return (self.since or day) <= day <= (self.until or day)


ALL_DAYS: Final = Days()


def everything(_request: Request) -> bool:
    """Keep every request that a list comes upon."""
    return True


def sent_by(
    authority: str,
    *,
    areas: Sequence[str],
    states: Sequence[State] = (),
    days: Days = ALL_DAYS,
    keep: Keep = everything,
    limit: int,
    cursor: str | None,
) -> Page[Request]:
    """
    Return what *authority* has written in *areas* on *days*, newest first, drafts among it.

    A page may be short, or empty, though the list goes on: a call looks at so
    many items and no more.
    """
    index = (RequestItem.by_asking, "asking", "listed_at")
    return _page(index, authority, areas, states, keep, limit, cursor, within=days.condition)


def received_by(
    authority: str,
    *,
    areas: Sequence[str],
    states: Sequence[State] = (),
    days: Days = ALL_DAYS,
    keep: Keep = everything,
    limit: int,
    cursor: str | None,
) -> Page[Request]:
    """Return what *authority* has been sent in *areas*, as :func:`sent_by` does."""
    index = (RequestItem.by_asked, "asked_box", "listed_at")
    return _page(index, authority, areas, states, keep, limit, cursor, within=days.condition)


def waiting_for(
    authority: str,
    *,
    areas: Sequence[str],
    keep: Keep = everything,
    limit: int,
    cursor: str | None,
    looked_at: int | None = None,
) -> Page[Request]:
    """
    Return the requests in *areas* whose turn is *authority*'s, what is due first.

    Args:
        looked_at: How many items a call looks at, before those unwanted are left out;
            :data:`LOOKED_AT` when None.
    """
    index = (RequestItem.by_ball, "ball_with", "due_key")
    return _page(
        index,
        authority,
        areas,
        (),
        keep,
        limit,
        cursor,
        newest_first=False,
        looked_at=looked_at,
    )


def after(request: Request) -> str:
    """Return the cursor of what follows *request* in a list by due day."""
    return cursors.encode([RequestItem.due_key_of(request), request.number])


def watched_in(
    country: str,
    *,
    areas: Sequence[str],
    states: Sequence[State] = (),
    keep: Keep = everything,
    cursor: str | None,
) -> Page[Request]:
    """
    Return what waits for any authority in *country*, what is due first; what was not sent is nobody's business.

    A page holds all that is kept of the items that one call looks at.

    Args:
        country: ISO 3166 code.
    """
    index = (RequestItem.by_country, "turn_country", "due_key")
    return _page(index, country, areas, states, keep, LOOKED_AT, cursor, newest_first=False)


def offered_to(
    authority: str, *, areas: Sequence[str], keep: Keep = everything, limit: int
) -> Sequence[Request]:
    """Return the first *limit* requests in *areas* with another day for *authority* to decide on."""
    index = (RequestItem.by_offer, "offer_with", "due_key")
    return _page(index, authority, areas, (), keep, limit, None, newest_first=False).items


def count(authority: str, *, since: datetime, most: int) -> Counts:
    """
    Return how many requests *authority* has received and sent since a moment, *most* at most of each.

    Args:
        since: UTC.
    """
    first = since.astimezone(UTC).isoformat()
    received = [
        *RequestItem.by_asked.query(authority, RequestItem.listed_at >= first, limit=most)
    ]
    sent = RequestItem.by_asking.query(authority, RequestItem.listed_at >= first, limit=most)
    begun = [*sent]
    written = [item for item in begun if item.state != State.DRAFT.value]
    return Counts(
        are_more=most in {len(received), len(begun)},
        received=len(received),
        sent=len(written),
        received_open=sum(item.ball_with is not None for item in received),
        sent_open=sum(item.ball_with is not None for item in written),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A part of what has happened to a request."""

    request: Request
    receipts: Receipts
    page: Page[Line]
    """Events with what was written to them, oldest first."""


def timeline(number: str, *, limit: int, cursor: str | None) -> Story:
    """
    Return a part of what has happened to the request *number*.

    Raises:
        NotFound: There is no such request.
        Invalid: *cursor* is none of ours.
    """
    after = cursors.read(cursor, int)
    first = RequestItem.KEY if after is None else EventItem.key(after)
    # The row that the page begins after, the receipts, and an event and a note for each line.
    rows = RequestTable.query(
        number,
        RequestTable.item.between(first, f"{EventItem.PREFIX}~"),
        limit=2 * limit + 3,
        consistent_read=True,
    )
    found = list(rows)
    told = [item for item in found if isinstance(item, (RequestItem, ReceiptsItem))]
    notes = {item.sequence: item.to_domain() for item in found if isinstance(item, NoteItem)}
    events = [
        item.to_domain() for item in found if isinstance(item, EventItem) and item.item > first
    ]
    goes_on = rows.last_evaluated_key is not None or len(events) > limit
    lines = tuple(Line(event, notes.get(event.sequence)) for event in events[:limit])
    last = cursors.encode([lines[-1].event.sequence]) if goes_on and lines else None
    return _story(told or _beginning(number), Page(lines, last))


def line(number: str, sequence: int) -> Story:
    """
    Return what has happened to the request *number* with its event *sequence* alone.

    Raises:
        NotFound: There is no such request.
    """
    return timeline(number, limit=1, cursor=cursors.encode([sequence - 1]))


def beginnings(numbers: Iterable[str]) -> dict[str, Event]:
    """Return with which event each of the requests *numbers* began, 100 at most; none of what is gone."""
    keys = [(number, EventItem.key(1)) for number in numbers]
    found = EventItem.batch_get(keys, consistent_read=True) if keys else ()
    return {item.number: item.to_domain() for item in found}


def whole(number: str, *, most: int) -> Story:
    """
    Return what has happened to the request *number*, but no more than *most* events.

    The page has a cursor where there are more.

    Raises:
        NotFound: There is no such request.
    """
    rows = RequestTable.query(
        number,
        RequestTable.item.between(RequestItem.KEY, f"{EventItem.PREFIX}~"),
        limit=2 * most + 3,
        consistent_read=True,
    )
    found = list(rows)
    notes = {item.sequence: item.to_domain() for item in found if isinstance(item, NoteItem)}
    events = [item.to_domain() for item in found if isinstance(item, EventItem)]
    lines = tuple(Line(event, notes.get(event.sequence)) for event in events[:most])
    cut = len(events) > most or rows.last_evaluated_key is not None
    return _story(
        [item for item in found if isinstance(item, (RequestItem, ReceiptsItem))],
        Page(lines, cursors.encode([lines[-1].event.sequence]) if cut else None),
    )


def _beginning(number: str) -> Iterable[RequestTable]:
    """Return the request *number* itself with its receipts, for a page that begins later."""
    keys = [(number, key) for key in (RequestItem.KEY, ReceiptsItem.KEY)]
    return RequestTable.batch_get(keys, consistent_read=True)


def _story(found: Iterable[RequestTable], page: Page[Line]) -> Story:
    items: Mapping[str, Any] = {item.item: item for item in found}
    request, receipts = items.get(RequestItem.KEY), items.get(ReceiptsItem.KEY)
    if request is None:
        raise NotFound
    return Story(
        request=request.to_domain(),
        receipts=receipts.to_domain() if receipts else NO_RECEIPTS,
        page=page,
    )


def _page(
    index: tuple[Any, str, str],
    authority: str,
    areas: Sequence[str],
    states: Sequence[State],
    keep: Keep,
    limit: int,
    cursor: str | None,
    *,
    newest_first: bool = True,
    within: Condition | None = None,
    looked_at: int | None = None,
) -> Page[Request]:
    if not areas:
        return Page((), None)
    query, partition, order = index
    start = None
    if (last := cursors.read(cursor, str, str)) is not None:
        keys = {partition: authority, order: last[0], "number": last[1]}
        start = _start(**keys, item=RequestItem.KEY)
    pages = query.query(
        authority,
        within,
        filter_condition=_among(areas, states),
        scan_index_forward=not newest_first,
        page_size=looked_at or LOOKED_AT,
        last_evaluated_key=start,
    ).page_iter
    rows = next(pages)["Items"]
    found: list[Request] = []
    for place, row in enumerate(rows):
        request = RequestItem.from_raw_data(row).to_domain()
        if keep(request):
            found.append(request)
        if len(found) == limit and place + 1 < len(rows):
            return Page(tuple(found), cursors.write(row, order, "number"))
    return Page(tuple(found), cursors.write(pages.last_evaluated_key, order, "number"))


def _among(areas: Sequence[str], states: Sequence[State]) -> Condition:
    wanted = RequestItem.area.is_in(*areas)
    return wanted & RequestItem.state.is_in(*(s.value for s in states)) if states else wanted


def _start(**keys: str) -> dict[str, dict[str, str]]:
    return {name: {"S": value} for name, value in keys.items()}
