"""When a training stage was emptied, and when somebody wanted that."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pynamodb.attributes import UTCDateTimeAttribute

from chalicelib.domain.wiping import Wiping
from chalicelib.storage.areas import ContentTable


class WipingItem(ContentTable, discriminator="wiping"):
    """One of both moments; its ``item`` says which. Each has its own writer, so that neither is lost."""

    ID: Final = "wiping"
    EMPTIED: Final = "emptied"
    WANTED: Final = "wanted"

    at = UTCDateTimeAttribute()


def read() -> Wiping:
    """Return how it stands with emptying the stage."""
    at = {found.item: found.at for found in WipingItem.query(WipingItem.ID)}
    return Wiping(emptied_at=at.get(WipingItem.EMPTIED), wanted_at=at.get(WipingItem.WANTED))


def want(at: datetime) -> None:
    """Write down that somebody wanted it at the moment *at* (UTC)."""
    WipingItem(id=WipingItem.ID, item=WipingItem.WANTED, at=at).save()


def emptied(at: datetime) -> None:
    """Write down that it was begun at the moment *at* (UTC), and is done."""
    WipingItem(id=WipingItem.ID, item=WipingItem.EMPTIED, at=at).save()
