"""Lists of requests: what was sent, what was received, whose turn it is; and timelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import Event
from chalicelib.domain.requests import Request, State
from chalicelib.storage import cursors
from chalicelib.storage.pages import Page
from chalicelib.storage.request_items import EventItem, RequestItem, RequestTable

LOOKED_AT: Final = 100
"""How many items one call to DynamoDB looks at, before those unwanted are left out."""


def sent_by(
    authority: str,
    *,
    areas: Sequence[str],
    states: Sequence[State] = (),
    limit: int,
    cursor: str | None,
) -> Page[Request]:
    """Return what *authority* has written in *areas*, newest first, drafts among it."""
    index = (RequestItem.by_asking, "asking", "listed_at")
    return _page(index, authority, areas, states, limit, cursor, newest_first=True)


def received_by(
    authority: str,
    *,
    areas: Sequence[str],
    states: Sequence[State] = (),
    limit: int,
    cursor: str | None,
) -> Page[Request]:
    """Return what *authority* has been sent in *areas*, newest first."""
    index = (RequestItem.by_asked, "asked_box", "listed_at")
    return _page(index, authority, areas, states, limit, cursor, newest_first=True)


def waiting_for(
    authority: str, *, areas: Sequence[str], limit: int, cursor: str | None
) -> Page[Request]:
    """Return the requests in *areas* whose turn is *authority*'s, what is due first."""
    index = (RequestItem.by_ball, "ball_with", "due_key")
    return _page(index, authority, areas, (), limit, cursor, newest_first=False)


def timeline(number: str, *, limit: int, cursor: str | None) -> tuple[Request, Page[Event]]:
    """
    Return the request *number* and its events, oldest first.

    Raises:
        NotFound: There is no such request.
    """
    last = cursors.read(cursor, str) or ""
    from_here = RequestTable.item.between(last or RequestItem.KEY, f"{EventItem.PREFIX}~")
    rows = RequestTable.query(
        number,
        from_here,
        limit=limit + 1,
        last_evaluated_key=_start(number=number, item=last) if last else None,
        consistent_read=True,
    )
    found = list(rows)
    first = found.pop(0) if found and not last else _request_item(number)
    if not isinstance(first, RequestItem):
        raise NotFound
    events = tuple(item.to_domain() for item in found if isinstance(item, EventItem))
    return first.to_domain(), Page(events, cursors.write(rows.last_evaluated_key, "item"))


def _request_item(number: str) -> RequestItem:
    try:
        return RequestItem.get(number, RequestItem.KEY, consistent_read=True)
    except DoesNotExist as error:
        raise NotFound from error


def _page(
    index: tuple[Any, str, str],
    authority: str,
    areas: Sequence[str],
    states: Sequence[State],
    limit: int,
    cursor: str | None,
    *,
    newest_first: bool,
) -> Page[Request]:
    if not areas:
        return Page((), None)
    query, partition, order = index
    start = None
    if (last := cursors.read(cursor, str, str)) is not None:
        place, number = last
        start = _start(
            **{partition: authority, order: place, "number": number, "item": RequestItem.KEY}
        )
    found = query.query(
        authority,
        filter_condition=_among(areas, states),
        scan_index_forward=not newest_first,
        limit=limit,
        page_size=LOOKED_AT,
        last_evaluated_key=start,
    )
    requests = tuple(item.to_domain() for item in found)
    return Page(requests, cursors.write(found.last_evaluated_key, order, "number"))


def _among(areas: Sequence[str], states: Sequence[State]) -> Condition:
    wanted = RequestItem.area.is_in(*areas)
    return wanted & RequestItem.state.is_in(*(s.value for s in states)) if states else wanted


def _start(**keys: str) -> dict[str, dict[str, str]]:
    return {name: {"S": value} for name, value in keys.items()}
