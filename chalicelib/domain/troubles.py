"""What does not work now, as the alarms of a stage tell, in terms of what people want to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Part(StrEnum):
    """What people do with the system, as far as it can fail by itself."""

    REQUESTS = "requests"
    MAIL = "mail"
    SEARCH = "search"
    FILES = "files"
    REGISTERS = "registers"
    REMINDERS = "reminders"


# fmt: off
PARTS: Final[Mapping[str, Part]] = MappingProxyType({
    "wake":     Part.MAIL,
    "sweep":    Part.MAIL,
    "feedback": Part.MAIL,
    "notice":   Part.MAIL,
    "bounces":  Part.MAIL,
    "index":    Part.SEARCH,
    "changed":  Part.SEARCH,
    "uploaded": Part.FILES,
    "scanned":  Part.FILES,
    "visit":    Part.REGISTERS,
    "remind":   Part.REMINDERS,
    "erase":    Part.REMINDERS,
    "practise": Part.REQUESTS,
})
# fmt: on
"""By how the name of an alarm begins; everything else is about requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An alarm that rings, or does not any more."""

    name: str
    """Without the stage: ``sweep-fails``."""
    rings: bool
    at: datetime
    """When that has last changed, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A part that does not work as it should."""

    part: Part
    since: datetime
    """UTC."""


def part_of(alarm: str) -> Part:
    """Return what people cannot rely on while the *alarm* of that name rings."""
    return PARTS.get(alarm.partition("-")[0], Part.REQUESTS)


def of(alarms: Iterable[Alarm]) -> list[Trouble]:
    """Return what does not work, in the order of :class:`Part`, each since its first alarm that still rings."""
    since: dict[Part, datetime] = {}
    for alarm in alarms:
        if alarm.rings:
            part = part_of(alarm.name)
            since[part] = min(alarm.at, since.get(part, alarm.at))
    return [Trouble(part=part, since=since[part]) for part in Part if part in since]
