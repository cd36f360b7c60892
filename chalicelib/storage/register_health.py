"""What the looks at the addresses of registers have found."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from pynamodb.attributes import (
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.domain.register_health import Health, State, Trouble
from chalicelib.storage.areas import ContentTable

HEALTH: Final = "register-health"


class HealthItem(ContentTable, discriminator="register_health"):
    """How a register was found; its ``item`` is the id of the register."""

    url = UnicodeAttribute()
    state = UnicodeAttribute()
    looked_at = UTCDateTimeAttribute()
    reached_on = UnicodeAttribute(null=True)
    failing_since = UTCDateTimeAttribute(null=True)
    failures = NumberAttribute()
    trouble = UnicodeAttribute(null=True)
    moved_to = UnicodeAttribute(null=True)
    moved_on = UnicodeAttribute(null=True)
    certificate_until = UnicodeAttribute(null=True)

    @classmethod
    def from_domain(cls, register: str, health: Health) -> HealthItem:
        return cls(
            id=HEALTH,
            item=register,
            url=health.url,
            state=health.state.value,
            looked_at=health.looked_at,
            reached_on=_text(health.reached_on),
            failing_since=health.failing_since,
            failures=health.failures,
            trouble=health.trouble.value if health.trouble else None,
            moved_to=health.moved_to,
            moved_on=_text(health.moved_on),
            certificate_until=_text(health.certificate_until),
        )

    def to_domain(self) -> Health:
        return Health(
            url=self.url,
            state=State(self.state),
            looked_at=self.looked_at,
            reached_on=_day(self.reached_on),
            failing_since=self.failing_since,
            failures=int(self.failures),
            trouble=Trouble(self.trouble) if self.trouble else None,
            moved_to=self.moved_to,
            moved_on=_day(self.moved_on),
            certificate_until=_day(self.certificate_until),
        )


def read() -> dict[str, Health]:
    """Return what is known of each register that was looked at, by id."""
    return {item.item: item.to_domain() for item in HealthItem.query(HEALTH)}


def known(at: datetime) -> Mapping[str, Health]:
    """Return the same, no older than the minute of *at*."""
    return _known(int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _known(_minute: int) -> Mapping[str, Health]:
    return read()


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _known.cache_clear()


def save(register: str, health: Health) -> None:
    """Write what was found of *register*, an id; who looks last is right."""
    HealthItem.from_domain(register, health).save()


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
