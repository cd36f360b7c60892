"""When a training stage was wiped, and when somebody wanted that."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pynamodb.attributes import UTCDateTimeAttribute

from chalicelib.domain.wiping import Wiping
from chalicelib.storage.areas import ContentTable


class WipingItem(ContentTable, discriminator="wiping"):
    """One of both moments; its ``item`` says which. Each has its own writer, so that neither is lost."""

    ID: Final = "wiping"
    WIPED: Final = "wiped"
    WANTED: Final = "wanted"

    at = UTCDateTimeAttribute()


def read() -> Wiping:
    """Return how it stands with wiping the stage."""
    at = {found.item: found.at for found in WipingItem.query(WipingItem.ID)}
    return Wiping(wiped_at=at.get(WipingItem.WIPED), wanted_at=at.get(WipingItem.WANTED))


def want(at: datetime) -> None:
    """Write down that somebody wanted it at the moment *at* (UTC)."""
    WipingItem(id=WipingItem.ID, item=WipingItem.WANTED, at=at).save()


def note(at: datetime) -> None:
    """Write down that it was begun at the moment *at* (UTC), and all requests are gone."""
    WipingItem(id=WipingItem.ID, item=WipingItem.WIPED, at=at).save()
