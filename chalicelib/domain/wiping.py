"""When a training stage is wiped: once a week, and whenever a coordinator wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SUNDAY: Final = 7
TURN: Final = timedelta(minutes=30)
"""How long after the beginning of Sunday (UTC) the weekly wiping is due."""

NOTICE: Final = timedelta(days=1)
"""How long before the weekly wiping everybody is told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiping:
    """How it stands with wiping a stage; moments are those of the real clock."""

    wiped_at: datetime | None = None
    """When it was begun last, or since when that is noted (UTC); None before."""
    wanted_at: datetime | None = None
    """When somebody wanted it last (UTC); None if nobody ever did."""

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it."""
        if self.wanted_at is None:
            return False
        return self.wiped_at is None or self.wanted_at > self.wiped_at

    def is_due(self, at: datetime) -> bool:
        """Return whether it is due at the moment *at* (UTC) because a week is over."""
        return self.wiped_at is not None and self.wiped_at < last_turn(at)


def last_turn(at: datetime) -> datetime:
    """Return the latest moment not after *at* (UTC) at which the weekly wiping was due."""
    since = at - TURN
    midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=since.isoweekday() % SUNDAY) + TURN


def is_near(at: datetime) -> bool:
    """Return whether the weekly wiping is due within a day of the moment *at* (UTC)."""
    return last_turn(at + NOTICE) > at
