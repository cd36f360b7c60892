"""E-mail addresses at which nothing arrives; of an address no more is kept than its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.config import settings
from chalicelib.domain.feedback import Kind
from chalicelib.storage.connections import Table
from chalicelib.storage.writes import saved

SILENT: Final = timedelta(days=60)
"""After how long an address is tried again by itself."""


class FailingItem(Table):
    """That e-mails to an address came back, or are not wanted there."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "failing"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    since = UnicodeAttribute()
    kind = UnicodeAttribute()
    expires = NumberAttribute()

    @staticmethod
    def place(address: str) -> str:
        box, _, domain = address.strip().casefold().rpartition("@")
        try:
            # The mail service reports a domain as servers write it.
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            domain = domain.casefold()
        return f"address#{hashlib.sha256(f'{box}@{domain}'.encode()).hexdigest()}"


class TriedItem(Table):
    """That e-mails to an address were tried again."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "tried"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    on = UnicodeAttribute()
    expires = NumberAttribute()


def fail(address: str, kind: Kind, *, today: date) -> None:
    """Note that e-mails to *address* do not arrive since *today* (UTC), unless it is noted already."""
    failing = FailingItem(
        id=FailingItem.place(address),
        item=FailingItem.KEY,
        since=today.isoformat(),
        kind=kind.value,
        expires=int(datetime.combine(today + SILENT, time(), UTC).timestamp()),
    )
    saved(failing, FailingItem.id.does_not_exist())


def work(address: str, *, today: date) -> None:
    """Note that e-mails to *address* may be sent again, and that it was tried *today* (UTC)."""
    place, ends = FailingItem.place(address), datetime.combine(today + SILENT, time(), UTC)
    FailingItem(id=place, item=FailingItem.KEY).delete()
    tried = TriedItem(
        id=place,
        item=TriedItem.KEY,
        on=today.isoformat(),
        expires=int(ends.timestamp()),
    )
    tried.save()


def was_tried(address: str, today: date) -> bool:
    """Return whether *address* was tried again *today* (UTC) already."""
    keys = [(FailingItem.place(address), TriedItem.KEY)]
    return any(item.on == today.isoformat() for item in TriedItem.batch_get(keys))


def failing(addresses: Iterable[str]) -> Mapping[str, date]:
    """Return those of *addresses* at which nothing arrives, with the day (UTC) since when."""
    places = {FailingItem.place(each): each for each in addresses}
    keys = [(place, FailingItem.KEY) for place in places]
    found = FailingItem.batch_get(keys) if keys else ()
    return {places[item.id]: date.fromisoformat(item.since) for item in found}
