"""How many e-mails were begun in a second, by all senders together."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.config import settings
from chalicelib.storage.connections import Table
from chalicelib.storage.writes import updated

KEPT_SECONDS: Final = 3600


class SecondItem(Table):
    """How many e-mails were begun in one second."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "begun"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    begun = NumberAttribute()
    expires = NumberAttribute()


def take_turn(second: int, rate: int) -> bool:
    """
    Return whether one more e-mail may be begun in *second*, and count it then.

    Args:
        second: Since the epoch, UTC.
        rate: How many may be begun in one second.
    """
    item = SecondItem(id=f"second#{second}", item=SecondItem.KEY)
    return updated(
        item,
        [SecondItem.begun.add(1), SecondItem.expires.set(second + KEPT_SECONDS)],
        SecondItem.begun.does_not_exist() | (SecondItem.begun < rate),
    )
