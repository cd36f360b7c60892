"""The directory of registers, as published or as those who keep them left it."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.domain import registers
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.register_edits import Entry
from chalicelib.domain.registers import Answer, Directory, Register
from chalicelib.storage.areas import ContentTable
from chalicelib.storage.writes import Write, saved

log = logging.getLogger(__name__)

REGISTERS: Final = "registers"


class RegisterItem(ContentTable, discriminator="register"):
    """A register; its ``item`` is the id."""

    country = UnicodeAttribute()
    register = JSONAttribute(null=True)
    """As everybody sees it; None until its first version is approved."""
    waiting = JSONAttribute(null=True)
    """The version that waits to be approved."""
    edited_at = UTCDateTimeAttribute(null=True)
    """When somebody edited it here; from then on a publication leaves it alone."""
    version = NumberAttribute(null=True)
    """How often somebody edited it; None for never."""

    @classmethod
    def from_domain(cls, entry: Entry) -> RegisterItem:
        latest = entry.latest
        return cls(
            id=REGISTERS,
            item=latest.id,
            country=latest.country,
            register=_register(entry.register),
            waiting=_register(entry.waiting),
            version=entry.version or None,
        )

    @property
    def is_gone(self) -> bool:
        """Whether it was taken out; the place stays, so that no publication puts it back."""
        return self.register is None and self.waiting is None

    def to_domain(self) -> Entry:
        return Entry(
            register=self._read(self.register),
            waiting=self._read(self.waiting),
            version=int(self.version or 0),
        )

    def _read(self, plain: Any) -> Register | None:
        return registers.from_plain(plain, self.country) if plain else None


class GuideItem(ContentTable, discriminator="register_guide"):
    """What all registers have in common: words for their kinds, and who answers what."""

    KEY: Final = "!guide"
    """Comes before every id."""

    kinds = JSONAttribute()
    questions = JSONAttribute()


def directory(at: datetime) -> Directory:
    """Return the directory of this stage, no older than the minute of *at*."""
    return _directory(int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _directory(_minute: int) -> Directory:
    kinds: Mapping[str, Any] = {}
    questions: Mapping[str, Any] = {}
    found = []
    for item in ContentTable.query(REGISTERS):
        if isinstance(item, GuideItem):
            kinds, questions = item.kinds, item.questions
        elif isinstance(item, RegisterItem) and (register := _readable(item)):
            found.append(register)
    return registers.directory([each for each in found if each.kind in kinds], kinds, questions)


def _readable(item: RegisterItem) -> Register | None:
    """Return the register of *item*; one that no rule of today lets stand must not hide all others."""
    try:
        return registers.from_plain(item.register, item.country) if item.register else None
    except (KeyError, ValueError):
        log.exception("register %s cannot be read", item.item)
        return None


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _directory.cache_clear()


def publish(directory: Directory) -> None:
    """Write *directory*, but for the registers that were edited in this stage."""
    GuideItem(
        id=REGISTERS,
        item=GuideItem.KEY,
        kinds={code: dict(names) for code, names in directory.kinds.items()},
        questions=_plain(directory.questions),
    ).save()
    for register in directory.registers:
        item = RegisterItem.from_domain(Entry(register=register))
        saved(item, RegisterItem.edited_at.does_not_exist())


def entry(id: str) -> Entry:
    """
    Return the entry of the register *id* as it is now.

    Raises:
        NotFound: There is none.
    """
    try:
        item = RegisterItem.get(REGISTERS, id, consistent_read=True)
    except DoesNotExist as error:
        raise NotFound from error
    if item.is_gone:
        raise NotFound
    return item.to_domain()


def entries(country: str) -> list[Entry]:
    """Return all entries of *country* (ISO code), the ids of which begin with it."""
    place = RegisterItem.item.startswith(f"{country.lower()}-")
    found = RegisterItem.query(REGISTERS, place, consistent_read=True)
    return [item.to_domain() for item in found if not item.is_gone]


def save(write: Write, entry: Entry, *, before: Entry | None, at: datetime) -> Entry:
    """
    Add *entry* to *write*, and return it with its new version.

    The condition is that nobody has changed it since *before*, or, without one, that there is no
    register of that id; else :class:`Stale` is raised.
    """
    now = replace(entry, version=(before.version if before else 0) + 1)
    item = RegisterItem.from_domain(now)
    item.edited_at = at
    write.put(item, _still(before), Stale())
    return now


def remove(write: Write, entry: Entry, *, at: datetime) -> None:
    """Add to *write* that *entry* goes for good, on the same condition."""
    latest = entry.latest
    gone = RegisterItem(
        id=REGISTERS,
        item=latest.id,
        country=latest.country,
        edited_at=at,
        version=entry.version + 1,
    )
    write.put(gone, _still(entry), Stale())


def _still(before: Entry | None) -> Condition:
    if before is None:
        return RegisterItem.item.does_not_exist()
    if before.version:
        same: Condition = RegisterItem.version == before.version
        return same
    only_published: Condition = (
        RegisterItem.item.exists() & RegisterItem.version.does_not_exist()
    )
    return only_published


def _register(register: Register | None) -> dict[str, Any] | None:
    return registers.as_plain(register) if register else None


def _plain(questions: Mapping[str, Mapping[str, tuple[Answer, ...]]]) -> dict[str, Any]:
    return {
        area: {code: list(answers) for code, answers in asked.items()}
        for area, asked in questions.items()
    }
