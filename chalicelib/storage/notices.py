"""The outbox: what authorities are to be told, and how far that has come."""

from __future__ import annotations

import hashlib
import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.config import settings
from chalicelib.domain.notices import Notice, Topic
from chalicelib.storage import parties
from chalicelib.storage.connections import Table
from chalicelib.storage.writes import saved, updated

SHARDS: Final = tuple(f"shard{number}" for number in range(4))
"""Waiting notices are spread over these, so that no key is hot."""

LEASE: Final = timedelta(minutes=2)
"""How long a sender has a notice to itself; longer than a Lambda may run."""

PAGE: Final = 25
"""Waiting notices that are read in one call: a run sends some, however many wait."""

log = logging.getLogger(__name__)


class Waiting(GlobalSecondaryIndex["NoticeItem"]):
    """What is still to be sent, by the moment of the next try; sparse."""

    class Meta:
        index_name = "waiting"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class NoticeItem(Table):
    """A notice, and how far it has come."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "notice"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    topic = UnicodeAttribute()
    number = UnicodeAttribute()
    version = NumberAttribute()
    area = UnicodeAttribute()
    reader = UnicodeAttribute()
    counterpart = JSONAttribute()
    due_on = UnicodeAttribute(null=True)
    proposed_on = UnicodeAttribute(null=True)
    at = UTCDateTimeAttribute()
    to = JSONAttribute(null=True)
    by = UnicodeAttribute(null=True)

    reached = UnicodeSetAttribute(null=True)
    refused = UnicodeSetAttribute(null=True)
    attempts = NumberAttribute(default=0)
    outcome = UnicodeAttribute(null=True)
    shard = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)

    waiting = Waiting()

    def to_domain(self) -> Notice:
        return Notice(
            topic=Topic(self.topic),
            number=self.number,
            version=int(self.version),
            area=self.area,
            reader=self.reader,
            counterpart=parties.from_item(self.counterpart),
            due_on=date.fromisoformat(self.due_on) if self.due_on else None,
            proposed_on=date.fromisoformat(self.proposed_on) if self.proposed_on else None,
            at=self.at,
            to=tuple(self.to or ()),
            by=self.by or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A notice that nobody else is sending, and how far it has come."""

    notice: Notice
    reached: frozenset[str]
    """Who has been sent it: ids of officials, and of the authority for its mailbox."""
    refused: frozenset[str]
    """Whose e-mail was refused for good; ids as in *reached*."""
    attempts: int
    """How many tries have failed."""

    @property
    def settled(self) -> frozenset[str]:
        """To whom nothing more is to be sent."""
        return self.reached | self.refused


def waiting_item(notice: Notice) -> NoticeItem:
    """Return the item by which *notice* waits to be sent, for somebody's transaction."""
    return NoticeItem(
        id=notice.id,
        item=NoticeItem.KEY,
        topic=notice.topic.value,
        number=notice.number,
        version=notice.version,
        area=notice.area,
        reader=notice.reader,
        counterpart=parties.to_item(notice.counterpart),
        due_on=notice.due_on.isoformat() if notice.due_on else None,
        proposed_on=notice.proposed_on.isoformat() if notice.proposed_on else None,
        at=notice.at,
        to=list(notice.to) or None,
        by=notice.by or None,
        shard=_shard(notice.id),
        due_at=moment(notice.at),
    )


def add(notice: Notice) -> bool:
    """Let *notice* wait to be sent, and return whether it is new; a second one changes nothing."""
    return saved(waiting_item(notice), NoticeItem.id.does_not_exist())


def lease(at: datetime) -> Iterator[Leased]:
    """
    Yield each notice that is due at *at*, for the caller alone.

    A notice that is neither finished nor put off comes back when its lease ends;
    so does one that cannot be read, which is passed over.
    """
    # No shard is always the last.
    for shard in random.sample(SHARDS, len(SHARDS)):
        due = NoticeItem.due_at <= moment(at)
        for item in NoticeItem.waiting.query(shard, due, page_size=PAGE):
            if not _leased(item, at):
                continue
            try:
                notice = item.to_domain()
            except (KeyError, TypeError, ValueError) as error:
                log.error("notice %s cannot be read: %s", item.id, type(error).__name__)  # noqa: TRY400 - the text of the error may quote what is stored
                continue
            yield Leased(
                notice=notice,
                reached=frozenset(item.reached or ()),
                refused=frozenset(item.refused or ()),
                attempts=int(item.attempts),
            )


def settled(notice: Notice) -> frozenset[str]:
    """Return to whom nothing more is to be sent of *notice*, as it is now; ids as in :class:`Leased`."""
    item = NoticeItem.get(notice.id, NoticeItem.KEY, consistent_read=True)
    return frozenset({*(item.reached or ()), *(item.refused or ())})


def put_off(notice: Notice, *, until: datetime, tried: bool = True) -> None:
    """
    Wait with *notice* for the next try.

    Args:
        until: UTC.
        tried: Whether one has failed, which is counted.
    """
    tries = [NoticeItem.attempts.add(1)] if tried else []
    _stub(notice).update([*tries, NoticeItem.due_at.set(moment(until))])


def finish(notice: Notice, outcome: str) -> None:
    """Take *notice* out of the outbox; *outcome* is ``sent``, ``refused``, ``failed`` or ``dropped``."""
    _stub(notice).update(
        [NoticeItem.outcome.set(outcome), NoticeItem.shard.remove(), NoticeItem.due_at.remove()]
    )


def _leased(item: NoticeItem, at: datetime) -> bool:
    until = NoticeItem.due_at.set(moment(at + LEASE))
    return updated(item, [until], NoticeItem.due_at == item.due_at)


def _stub(notice: Notice) -> NoticeItem:
    return NoticeItem(id=notice.id, item=NoticeItem.KEY)


def _shard(id: str) -> str:
    return SHARDS[hashlib.sha256(id.encode()).digest()[0] % len(SHARDS)]


def moment(at: datetime) -> str:
    """Return *at* as the index of what waits sorts it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
