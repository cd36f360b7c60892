"""When a training stage is emptied: once a week, and whenever a coordinator wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SUNDAY: Final = 7
TURN: Final = timedelta(minutes=30)
"""How long after the beginning of Sunday (UTC) the weekly emptying is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiping:
    """How it stands with emptying a stage."""

    emptied_at: datetime | None = None
    """When that was begun last, or since when the stage is watched (UTC); None before that."""
    wanted_at: datetime | None = None
    """When somebody wanted it last (UTC); None if nobody ever did."""

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it."""
        if self.wanted_at is None:
            return False
        return self.emptied_at is None or self.wanted_at > self.emptied_at

    def is_due(self, at: datetime) -> bool:
        """Return whether it is due at the moment *at* (UTC) because a week is over."""
        return self.emptied_at is not None and self.emptied_at < last_turn(at)


def last_turn(at: datetime) -> datetime:
    """Return the latest moment not after *at* (UTC) at which the weekly emptying was due."""
    since = at - TURN
    midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=since.isoweekday() % SUNDAY) + TURN
