"""The directory of registers, as published or as those who keep them left it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.domain import registers
from chalicelib.domain.registers import Answer, Directory, Register
from chalicelib.storage.areas import ContentTable
from chalicelib.storage.writes import saved

REGISTERS: Final = "registers"


class RegisterItem(ContentTable, discriminator="register"):
    """A register; its ``item`` is the id."""

    country = UnicodeAttribute()
    register = JSONAttribute()
    edited_at = UTCDateTimeAttribute(null=True)
    """When somebody edited it here; from then on a publication leaves it alone."""
    version = NumberAttribute(null=True)
    """How often somebody edited it; None for never."""

    @classmethod
    def from_domain(cls, register: Register) -> RegisterItem:
        plain = registers.as_plain(register)
        return cls(id=REGISTERS, item=register.id, country=register.country, register=plain)

    def to_domain(self) -> Register:
        return registers.from_plain(self.register, self.country)


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
        elif isinstance(item, RegisterItem):
            found.append(item.to_domain())
    return registers.directory(found, kinds, questions)


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
        saved(RegisterItem.from_domain(register), RegisterItem.edited_at.does_not_exist())


def _plain(questions: Mapping[str, Mapping[str, tuple[Answer, ...]]]) -> dict[str, Any]:
    return {
        area: {code: list(answers) for code, answers in asked.items()}
        for area, asked in questions.items()
    }
