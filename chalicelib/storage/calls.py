"""Calls that may come twice: recognised for a day, and nothing of them kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pynamodb.exceptions import DoesNotExist

from chalicelib.domain.errors import AlreadyDone, KeyReused
from chalicelib.storage.request_items import DoneItem
from chalicelib.storage.writes import Write

KEPT: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call with an idempotency key; no field tells what it carried."""

    key: str
    """Digest of the key and of who sent it."""
    fingerprint: str
    """Digest of the key, the path and the body."""
    at: datetime

    @property
    def item(self) -> str:
        """The key of the item that says the call was carried out."""
        return f"done#{self.key}"

    @property
    def second(self) -> int:
        """When the call came, in whole seconds, as DynamoDB counts the end of an item."""
        return int(self.at.timestamp())


def digest(*parts: str) -> str:
    """Return what stands for *parts* and tells none of them."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def result(item: DoneItem | None, call: Call) -> str | None:
    """
    Return the id that *call* led to, or None if *item* does not record it.

    Raises:
        KeyReused: The key came before with something else.
    """
    if item is None or item.expires <= call.second:
        return None
    if item.fingerprint != call.fingerprint:
        raise KeyReused
    return item.result


def earlier(call: Call) -> str | None:
    """
    Return the id of what *call* created when it came before, or None.

    Raises:
        KeyReused: The key came before with something else.
    """
    try:
        item = DoneItem.get(call.item, call.item, consistent_read=True)
    except DoesNotExist:
        return None
    return result(item, call)


def record(write: Write, call: Call, *, within: str, made: str) -> None:
    """
    Add to *write* that *call* was carried out.

    Args:
        within: The partition that it is looked for in.
        made: Id of what it made or changed.
    """
    item = DoneItem(
        number=within,
        item=call.item,
        fingerprint=call.fingerprint,
        result=made,
        expires=call.second + int(KEPT.total_seconds()),
    )
    free = DoneItem.number.does_not_exist() | (DoneItem.expires <= call.second)
    write.put(item, free, AlreadyDone())
