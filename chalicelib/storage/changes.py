"""
Marks of what was changed in the directory, for whatever is made from all of it.

A mark is written in the transaction of the change. There are several, so that
two authorities that are saved at once seldom wait for each other.
"""

from __future__ import annotations

import hashlib
from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.storage.directory_items import DirectoryTable
from chalicelib.storage.writes import Write

MARKS: Final = 32


class ChangeItem(DirectoryTable, discriminator="change"):
    """The last change among a part of all authorities."""

    KEY: Final = "changes"

    what: UnicodeAttribute = UnicodeAttribute()


def mark(write: Write, authority: str, version: int) -> None:
    """Add to *write* that *authority* gets the version *version*."""
    number = hashlib.sha256(authority.encode()).digest()[0] % MARKS
    what = f"{authority}@{version}"
    key = f"change#{number:02}"
    # Two authorities in one transaction may have the same mark, which it may hold but once.
    write.mark(ChangeItem(id=ChangeItem.KEY, item=key, what=what), (ChangeItem.KEY, key))


def state() -> str:
    """Return what differs whenever an authority was saved in between; one consistent query."""
    marks = ChangeItem.query(ChangeItem.KEY, consistent_read=True)
    text = " ".join(f"{each.item}={each.what}" for each in marks)
    return hashlib.sha256(text.encode()).hexdigest()
