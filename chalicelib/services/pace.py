"""How long an authority usually needs to answer."""

from __future__ import annotations

from chalicelib.domain import pace
from chalicelib.domain.pace import Pace
from chalicelib.storage import boxes


def of(authority: str, area: str) -> Pace:
    """Return how long *authority* has needed lately in *area*: its last hundred requests there tell."""
    page = boxes.received_by(authority, areas=[area], limit=boxes.LOOKED_AT, cursor=None)
    return pace.of(page.items)
