"""Of how many e-mails the mail service has reported what became of them, day by day."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.config import settings
from chalicelib.domain import reputation
from chalicelib.domain.errors import AlreadyDone
from chalicelib.domain.letters import Fate
from chalicelib.domain.reputation import Reports
from chalicelib.storage.connections import Table
from chalicelib.storage.letter_items import MessageItem
from chalicelib.storage.writes import Write

KEPT: Final = timedelta(days=60)
SPREAD: Final = 4
"""Over how many items the reports of a day are spread, so that few are counted at the same place."""


class ReportsItem(Table):
    """A part of the reports of one day (UTC)."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    PLACE: Final = "reputation"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    arrived = NumberAttribute(default=0)
    bounced = NumberAttribute(default=0)
    expires = NumberAttribute()

    @staticmethod
    def key(day: date, message: str) -> str:
        return f"{day.isoformat()}#{hashlib.sha256(message.encode()).digest()[0] % SPREAD}"


def count(message: str, fate: Fate, *, today: date) -> None:
    """
    Count that *fate* was reported of the e-mail *message*; a second report changes nothing.

    Args:
        today: The date in UTC.
    """
    counter = ReportsItem.arrived if fate is Fate.DELIVERED else ReportsItem.bounced
    ends = datetime.combine(today + KEPT, time(), UTC)
    write = Write()
    write.update(
        MessageItem(id=MessageItem.place(message), item=MessageItem.KEY),
        [
            MessageItem.reported.add({fate.value}),
            # Of an e-mail that somebody knows of it is there, and later.
            MessageItem.expires.set(MessageItem.expires | int(ends.timestamp())),
        ],
        ~MessageItem.reported.contains(fate.value),
        AlreadyDone(),
    )
    write.update(
        ReportsItem(id=ReportsItem.PLACE, item=ReportsItem.key(today, message)),
        [counter.add(1), ReportsItem.expires.set(int(ends.timestamp()))],
    )
    with suppress(AlreadyDone):
        write.commit()


def reports(today: date) -> Reports:
    """Return what was reported of late, as it counts *today* (UTC)."""
    first = reputation.first_day(today).isoformat()
    found = list(ReportsItem.query(ReportsItem.PLACE, ReportsItem.item >= first))
    return Reports(
        arrived=sum(int(each.arrived) for each in found),
        bounced=sum(int(each.bounced) for each in found),
    )
