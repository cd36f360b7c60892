"""
The audit of an authority: append-only, in the authority's own partition.

Personal values stand in the entry as salted digests. Values and salt lie in an
item beside it, which can be erased; then the digest tells nothing any more.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC
from typing import Any, Final

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.domain.audit import Entry
from chalicelib.domain.errors import Stale
from chalicelib.storage import cursors, parties
from chalicelib.storage.directory_items import DirectoryTable
from chalicelib.storage.pages import Page
from chalicelib.storage.writes import Write


class AuditItem(DirectoryTable, discriminator="audit"):
    """An entry; never changed and never removed."""

    PREFIX: Final = "audit#"

    at = UTCDateTimeAttribute()
    by = UnicodeAttribute()
    on_behalf_of = JSONAttribute()
    action = UnicodeAttribute()
    field = UnicodeAttribute(null=True)
    old = JSONAttribute(null=True)
    """The value itself; of a personal one the digest."""
    new = JSONAttribute(null=True)
    about = UnicodeAttribute(null=True)
    n = NumberAttribute()

    @property
    def values_key(self) -> str:
        """The key of the item with the personal values."""
        return f"{ValuesItem.prefix(str(self.about))}{self.item}"


class ValuesItem(DirectoryTable, discriminator="audit_values"):
    """The personal values of one entry."""

    old = JSONAttribute(null=True)
    new = JSONAttribute(null=True)
    salt = UnicodeAttribute()

    @staticmethod
    def prefix(about: str) -> str:
        return f"erasable#{about}#"


def add(write: Write, entry: Entry) -> None:
    """
    Add *entry* to *write*, so that it is written with the change that it tells of.

    Number the entries of one transaction by ``n``. Values about an official
    (``about``) are kept apart from the entry, and can be erased.
    """
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    # What happens at the same moment in another transaction must not meet this.
    key = f"{AuditItem.PREFIX}{at}#{entry.n:03d}{secrets.token_hex(4)}"
    item = AuditItem(
        id=entry.authority,
        item=key,
        at=entry.at,
        by=entry.by,
        on_behalf_of=parties.to_item(entry.on_behalf_of),
        action=entry.action,
        field=entry.field,
        old=entry.old,
        new=entry.new,
        about=entry.about,
        n=entry.n,
    )
    if entry.about:
        salt = secrets.token_hex(16)
        item.old, item.new = digest(salt, entry.old), digest(salt, entry.new)
        values = ValuesItem(
            id=entry.authority, item=item.values_key, old=entry.old, new=entry.new, salt=salt
        )
        write.put(values)
    write.put(item, AuditItem.item.does_not_exist(), Stale())


def entries(authority: str, *, limit: int, cursor: str | None) -> Page[Entry]:
    """
    Return what was changed at *authority*, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    place = cursors.read(cursor, str)
    start = {"id": {"S": authority}, "item": {"S": place}} if place else None
    found = AuditItem.query(
        authority,
        DirectoryTable.item.startswith(AuditItem.PREFIX),
        scan_index_forward=False,
        limit=limit,
        last_evaluated_key=start,
    )
    items = list(found)
    values = _values(authority, items)
    read = tuple(_entry(item, values) for item in items)
    return Page(read, cursors.write(found.last_evaluated_key, "item"))


def erase(authority: str, about: str) -> int:
    """
    Erase the personal values about an official in the audit of *authority*.

    The entries stay. Safe to run again.

    Returns:
        How many entries lost their values.
    """
    found = list(
        ValuesItem.query(authority, DirectoryTable.item.startswith(ValuesItem.prefix(about)))
    )
    for item in found:
        item.delete()
    return len(found)


def digest(salt: str, value: Any) -> str | None:
    """Return the salted digest of *value*; None of None."""
    if value is None:
        return None
    said = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return "sha256:" + hashlib.sha256(f"{salt}\x00{said}".encode()).hexdigest()


def _values(authority: str, items: list[AuditItem]) -> Mapping[str, ValuesItem]:
    keys = [(authority, item.values_key) for item in items if item.about]
    return {each.item: each for each in ValuesItem.batch_get(keys)} if keys else {}


def _entry(item: AuditItem, values: Mapping[str, ValuesItem]) -> Entry:
    kept = values.get(item.values_key) if item.about else item
    return Entry(
        authority=item.id,
        at=item.at,
        by=item.by,
        on_behalf_of=parties.from_item(item.on_behalf_of),
        action=item.action,
        field=item.field,
        old=kept.old if kept else None,
        new=kept.new if kept else None,
        about=item.about,
        erased=kept is None,
        n=int(item.n),
    )
