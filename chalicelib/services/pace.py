"""How long an authority usually needs to answer."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import pace
from chalicelib.domain.officials import Acting
from chalicelib.domain.pace import Pace
from chalicelib.storage import boxes


def of(authority: str, area: str, *, by: Acting, at: datetime) -> Pace:
    """
    Return how long *authority* has needed lately in *area*, for *by*, who has a role there.

    Those of its last hundred requests tell that are of the area.

    Args:
        at: The moment, UTC.
    """
    if area not in by.readable_areas:
        return Pace(days=None, of=0)
    page = boxes.received_by(authority, areas=[area], limit=boxes.LOOKED_AT, cursor=None)
    return pace.of(page.items, at=at)
