"""Blocking and erasing what is personal in requests that are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from chalicelib.domain import retention
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.requests import OVER, Kept, Request
from chalicelib.storage import erased, objects
from chalicelib.storage.event_items import NoteItem
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.request_items import (
    AnswersItem,
    RequestItem,
    RequestTable,
    SealedItem,
)
from chalicelib.storage.rows import RequestRow, removed
from chalicelib.storage.writes import Write

BLOCKED: Final = "blocked#"
"""Before the key of what is blocked: no path by which a case is read names it."""

AT_ONCE: Final = 40
"""Items that one transaction moves; DynamoDB takes 100 operations, and moving takes two."""


def due(today: date) -> Iterator[str]:
    """Yield the numbers of all requests of which something is to be blocked or erased *today* (UTC)."""
    end = f"{today.isoformat()}~"
    for item in RequestItem.by_retention.query(
        RequestItem.DUE, RequestItem.retention_key <= end
    ):
        yield item.number


def apply(number: str, *, today: date) -> Kept:
    """
    Block or erase what is due *today* of the request *number*; return what is kept.

    Safe to run again: what a crash has left behind is found once more.

    Raises:
        NotFound: There is no such request.
        Stale: It has been changed meanwhile.
        NotNoted: It is to be erased, and nothing outside the tables can tell so now.
    """
    found = list(RequestTable.query(number, consistent_read=True))
    item = next((each for each in found if isinstance(each, RequestItem)), None)
    if item is None:
        raise NotFound
    before = item.to_domain()
    match retention.due(before, today=today):
        case Kept.NOTHING if before.kept is not Kept.NOTHING:
            # First, so that whatever is gone is gone after a restore, too.
            erased.note(number)
            _erase(before, found)
            return Kept.NOTHING
        case Kept.BLOCKED if before.kept is Kept.ALL:
            _block(before, found)
            return Kept.BLOCKED
    return before.kept


def erase_again(number: str) -> bool:
    """
    Erase the request *number*, which a restore has brought back; return whether nothing is left of it.

    One that is open again is left: somebody has to close it first.

    Raises:
        Stale: It has been changed meanwhile.
    """
    found = list(RequestTable.query(number, consistent_read=True))
    item = next((each for each in found if isinstance(each, RequestItem)), None)
    if item is None:
        return True
    before = item.to_domain()
    if before.state not in OVER:
        return False
    if before.kept is not Kept.NOTHING:
        _erase(before, found)
    return True


def _block(before: Request, found: list[RequestTable]) -> None:
    """Put what is personal where nobody reads it; the last transaction says so in the request."""
    for file in (each for each in found if isinstance(each, FileItem) and each.unsent):
        objects.delete(file.number, file.id)
        file.delete()
    # What a crash has left done is not done again: a transaction of nothing would be refused.
    personal = [item for item in _personal(found) if not item.item.startswith(BLOCKED)]
    while len(personal) > AT_ONCE:
        write = Write()
        for _ in range(AT_ONCE):
            _move(write, personal.pop())
        write.commit()
    write = Write()
    _save(write, retention.blocked(before), before)
    for item in personal:
        _move(write, item)
    write.commit()


def _erase(before: Request, found: list[RequestTable]) -> None:
    """Delete what is personal; the last transaction takes the words from the request itself, too."""
    files = [item for item in found if isinstance(item, FileItem)]
    for file in files:
        # The content before what leads to it: a crash between leaves something to be found.
        objects.delete(file.number, file.id)
    personal = [*_personal(found), *files]
    while len(personal) > AT_ONCE:
        personal.pop().delete()
    write = Write()
    _save(write, retention.erased(before), before)
    for item in personal:
        write.delete(item)
    write.commit()


def _personal(found: list[RequestTable]) -> list[RequestTable]:
    kinds = (SealedItem, AnswersItem, NoteItem)
    return [item for item in found if isinstance(item, kinds)]


def _move(write: Write, item: RequestTable) -> None:
    blocked = type(item)(**item.attribute_values)
    blocked.item = f"{BLOCKED}{item.item}"
    write.put(blocked)
    write.delete(item)


def _save(write: Write, after: Request, before: Request) -> None:
    write.put(RequestItem.from_domain(after), RequestItem.version == before.version, Stale())


def remove(number: str) -> None:
    """
    Remove the request *number* with all that belongs to it; a training stage alone does so.

    Safe to run again: what the lists lead to goes last, so that the rest is found until then.
    """
    rows = list(RequestRow.query(number, consistent_read=True))
    for row in rows:
        if row.item.startswith(FileItem.PREFIX):
            objects.delete(row.number, row.item.removeprefix(FileItem.PREFIX))
    removed(sorted(rows, key=lambda row: row.item == RequestItem.KEY))
