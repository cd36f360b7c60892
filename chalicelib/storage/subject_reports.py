"""
All that an authority has of its requests, blocked or not, to look for a person in it.

The one way to what is blocked: what is read here is compared and never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.events import Note
from chalicelib.domain.requests import Case, Kept, Request
from chalicelib.storage import cursors
from chalicelib.storage.event_items import EventItem, NoteItem
from chalicelib.storage.pages import Page
from chalicelib.storage.request_items import (
    AnswersItem,
    RequestItem,
    RequestTable,
    SealedItem,
)
from chalicelib.storage.retention import BLOCKED

SENT, RECEIVED = "sent", "received"
BOXES: Final[dict[str, tuple[Any, str]]] = {
    SENT: (RequestItem.by_asking, "asking"),
    RECEIVED: (RequestItem.by_asked, "asked_box"),
}
"""In which order they are gone through: the index of each, and its partition."""

START: Final = "-"
"""Stands for the first request of a box."""


class Stored(NamedTuple):
    """A request as an authority has it."""

    case: Case
    notes: tuple[Note, ...]
    """What was written on the way: reasons, comments, messages."""


def stored(authority: str, *, limit: int, cursor: str | None) -> Page[Stored]:
    """
    Return the next *limit* requests of *authority*, with all that it may or might read of them.

    Those that were erased come without anything. A page may be short, or empty, though the
    list goes on.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    box, *place = cursors.read(cursor, str, str, str) or (SENT, START, START)
    if box not in BOXES:
        raise Invalid(Fault("/cursor", "unknown_cursor"))
    found, after = _heads(authority, box, place, limit)
    if not after and box == SENT:
        box, after = RECEIVED, [START, START]
    goes_on = cursors.encode([box, *after]) if after else None
    return Page(_cases(authority, found), goes_on)


def _heads(
    authority: str, box: str, place: Sequence[str], limit: int
) -> tuple[list[Request], list[str]]:
    """Return requests of a box, newest first, and behind which of them it goes on."""
    index, partition = BOXES[box]
    listed_at, number = place
    keys = {
        partition: authority, "listed_at": listed_at, "number": number, "item": RequestItem.KEY,
    }  # fmt: skip
    rows = index.query(
        authority,
        scan_index_forward=False,
        limit=limit,
        last_evaluated_key=None
        if number == START
        else {name: {"S": value} for name, value in keys.items()},
    )
    found = [item.to_domain() for item in rows]
    last = rows.last_evaluated_key
    return found, [last[name]["S"] for name in ("listed_at", "number")] if last else []


def _cases(authority: str, requests: Sequence[Request]) -> tuple[Stored, ...]:
    keys = [
        (each.number, f"{prefix}{key}")
        for each in requests
        if each.kept is not Kept.NOTHING
        # Both places, because the blocking of a long request may be half done.
        for prefix in ("", BLOCKED)
        for key in (SealedItem.key(authority), AnswersItem.key(authority))
    ]
    items = RequestTable.batch_get(keys, consistent_read=True) if keys else ()
    sealed, given = {}, {}
    for item in items:
        if isinstance(item, SealedItem):
            sealed[item.number] = item.to_domain()
        elif isinstance(item, AnswersItem):
            given[item.number] = item.to_domain()
    cases = []
    for each in requests:
        answers, files = given.get(each.number, ({}, ()))
        part = sealed.get(each.number)
        case = Case(request=each, sealed=part, answers=answers, files=files)
        cases.append(Stored(case, tuple(_notes(authority, each))))
    return tuple(cases)


def _notes(authority: str, request: Request) -> Iterator[Note]:
    if request.kept is Kept.NOTHING:
        return
    # What is over may be blocked, or half so.
    for prefix in ("", BLOCKED) if request.closed_at else ("",):
        start = f"{prefix}{EventItem.PREFIX}"
        for item in RequestTable.query(
            request.number, RequestTable.item.between(start, f"{start}~"), consistent_read=True
        ):
            if isinstance(item, NoteItem) and authority in item.readers:
                yield item.to_domain()
