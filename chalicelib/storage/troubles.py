"""Which alarms of the stage ring."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Final

from pynamodb.attributes import BooleanAttribute, UTCDateTimeAttribute

from chalicelib.domain.troubles import Alarm
from chalicelib.storage.areas import ContentTable
from chalicelib.storage.writes import saved

TROUBLES: Final = "troubles"


class AlarmItem(ContentTable, discriminator="alarm"):
    """An alarm; its ``item`` is the name, without the stage."""

    rings = BooleanAttribute()
    at = UTCDateTimeAttribute()


def save(alarm: Alarm) -> bool:
    """Keep *alarm*, unless something later is known of it; return whether it is kept."""
    item = AlarmItem(id=TROUBLES, item=alarm.name, rings=alarm.rings, at=alarm.at)
    return saved(item, AlarmItem.at.does_not_exist() | (AlarmItem.at < alarm.at))


def known(at: datetime) -> tuple[Alarm, ...]:
    """Return all that is known of alarms, no older than the minute of *at*."""
    return _known(int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _known(_minute: int) -> tuple[Alarm, ...]:
    return tuple(
        Alarm(name=item.item, rings=item.rings, at=item.at)
        for item in AlarmItem.query(TROUBLES)
    )


def forget() -> None:
    """Read everything anew next time."""
    _known.cache_clear()
