"""How often looking into a register has spared a request: by register, authority and month."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.config import settings
from chalicelib.domain.register_uses import Use
from chalicelib.storage.connections import Table
from chalicelib.storage.writes import Write


class UseItem(Table):
    """A count of one month; which of them is in its keys."""

    class Meta:
        table_name = settings.content_table
        region = settings.region

    ALL: Final = "register-uses"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    found = NumberAttribute(default=0)
    missed = NumberAttribute(default=0)
    spared = NumberAttribute(default=0)
    """Of an authority: how often others did not have to ask it."""
    country = UnicodeAttribute(null=True)
    """Of the authority that looked."""

    @staticmethod
    def of_register(register: str) -> str:
        return f"register-uses#{register}"

    @staticmethod
    def of_authority(authority: str) -> str:
        return f"register-uses@{authority}"


def add(write: Write, use: Use) -> None:
    """Add to *write* that *use* is counted: of the register, in all, and of both authorities."""
    counter = UseItem.found if use.found else UseItem.missed
    one = [counter.add(1)]
    write.update(UseItem(id=UseItem.ALL, item=f"{use.month}#{use.register}"), one)
    write.update(
        UseItem(id=UseItem.of_register(use.register), item=f"{use.month}#{use.by.id}"),
        [*one, UseItem.country.set(use.by.country)],
    )
    write.update(UseItem(id=UseItem.of_authority(use.by.id), item=use.month), one)
    if use.found and use.instead_of:
        write.update(
            UseItem(id=UseItem.of_authority(use.instead_of.id), item=use.month),
            [UseItem.spared.add(1)],
        )


def spared_since(month: str, at: datetime) -> Mapping[str, int]:
    """
    Return how many requests each register has spared from *month* on (``2026-01``), by id.

    Args:
        at: The present moment; what is returned is no older than its minute.
    """
    return _spared_since(month, int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _spared_since(month: str, _minute: int) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for item in UseItem.query(UseItem.ALL, UseItem.item >= month):
        found[item.item.partition("#")[2]] += int(item.found)
    return found


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _spared_since.cache_clear()
