"""What looking something up in a register has spared, or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authorities import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Somebody who was about to ask has looked into a register."""

    register: str
    """Its id."""
    by: Party
    """Who would have asked."""
    instead_of: Party | None
    """Who would have been asked; None while the draft names nobody."""
    found: bool
    """Whether the answer stood there, so that there is one request less."""
    at: datetime
    """UTC."""

    @property
    def month(self) -> str:
        """The month in which it is counted, in UTC: ``2026-11``."""
        return self.at.strftime("%Y-%m")
