"""What a letter looks like in the table of the notices, and what is kept besides to send it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection

from chalicelib.config import settings
from chalicelib.domain import postings
from chalicelib.domain.letters import Fate, Letter
from chalicelib.domain.notices import Notice, Topic
from chalicelib.storage import parties
from chalicelib.storage.connections import Table
from chalicelib.storage.notices import moment

SHARDS: Final = tuple(f"held{number}" for number in range(4))
"""What is held is spread over these, so that no key is hot; each reader is in one."""

FAILED: Final = "letters that failed"
"""The shard of what could not be handed over, until somebody lets it be tried again."""

KEPT: Final = timedelta(days=400)
"""How long after its notice a letter is kept."""


class Held(GlobalSecondaryIndex["LetterItem"]):
    """What is held, by the moment until when; sparse."""

    class Meta:
        index_name = "waiting"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


class About(GlobalSecondaryIndex["LetterItem"]):
    """What one authority was told of one request, by the moment of the notice; sparse."""

    class Meta:
        index_name = "about"
        projection = IncludeProjection(["notice", "fate", "attempts", "sent_at", "due_at"])

    about = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)


class LetterItem(Table):
    """A letter, among those of its reader; lies in the table of the notices."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    notice = JSONAttribute(null=True)
    fate = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    sent_at = UTCDateTimeAttribute(null=True)
    message = UnicodeAttribute(null=True)
    """What the mail service calls the e-mail."""
    shard = UnicodeAttribute(null=True)
    due_at = UnicodeAttribute(null=True)
    about = UnicodeAttribute(null=True)
    expires = NumberAttribute()
    held = Held()
    by_subject = About()

    @staticmethod
    def place(reader: str) -> str:
        return f"to#{reader}"

    @staticmethod
    def key(letter: Letter) -> str:
        """Sorts the letters of a reader by the moment of what they tell."""
        return f"{moment(letter.notice.at)}#{letter.notice.id}"

    @staticmethod
    def subject(authority: str, number: str) -> str:
        """Return under what the letters lie by which *authority* was told of the request *number*."""
        return f"{authority}#{number}"

    @classmethod
    def new(cls, letter: Letter, *, message: str = "") -> LetterItem:
        notice = letter.notice
        held_until = letter.due_at if letter.fate is Fate.HELD else None
        shard = _shard(letter.reader) if held_until else None
        # An invitation is written anew by whoever invites.
        if letter.fate is Fate.FAILED and notice.topic is not Topic.INVITATION:
            shard, held_until = FAILED, notice.at
        return cls(
            id=cls.place(letter.reader),
            item=cls.key(letter),
            notice=_plain(notice),
            about=cls.subject(notice.reader, notice.number)
            if postings.is_on_request(notice)
            else None,
            fate=letter.fate.value,
            attempts=letter.attempts,
            sent_at=letter.sent_at,
            message=message or None,
            shard=shard,
            due_at=moment(held_until) if held_until else None,
            expires=int((notice.at + KEPT).timestamp()),
        )

    def to_domain(self) -> Letter:
        return Letter(
            notice=_notice(self.notice),
            reader=self.id.removeprefix("to#"),
            fate=Fate(self.fate),
            due_at=datetime.fromisoformat(self.due_at) if self._is_held else None,
            sent_at=self.sent_at,
            attempts=int(self.attempts),
        )

    @property
    def _is_held(self) -> bool:
        return bool(self.due_at) and self.fate == Fate.HELD.value


class LeaseItem(Table):
    """That somebody is sending what one reader is to get."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "!lease"
    """Sorts before every letter."""

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    until = UnicodeAttribute()


class MessageItem(Table):
    """Which letters went with an e-mail, by what the mail service calls it."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "message"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    reader = UnicodeAttribute(null=True)
    letters = JSONAttribute(null=True)
    """Their keys; nothing while there is but a report of it."""
    reported = UnicodeSetAttribute(null=True)
    """What was reported of it and is counted."""
    expires = NumberAttribute()

    @staticmethod
    def place(message: str) -> str:
        return f"message#{message}"


def _plain(notice: Notice) -> dict[str, Any]:
    return {
        "topic": notice.topic.value,
        "number": notice.number,
        "version": notice.version,
        "area": notice.area,
        "reader": notice.reader,
        "counterpart": parties.to_item(notice.counterpart),
        "due_on": notice.due_on.isoformat() if notice.due_on else None,
        "proposed_on": notice.proposed_on.isoformat() if notice.proposed_on else None,
        "at": moment(notice.at),
        "to": list(notice.to),
        "by": notice.by,
    }


def _notice(plain: Mapping[str, Any]) -> Notice:
    due_on, proposed_on = plain["due_on"], plain["proposed_on"]
    return Notice(
        topic=Topic(plain["topic"]),
        number=plain["number"],
        version=int(plain["version"]),
        area=plain["area"],
        reader=plain["reader"],
        counterpart=parties.from_item(plain["counterpart"]),
        due_on=date.fromisoformat(due_on) if due_on else None,
        proposed_on=date.fromisoformat(proposed_on) if proposed_on else None,
        at=datetime.fromisoformat(plain["at"]),
        to=tuple(plain["to"]),
        by=plain["by"],
    )


def _shard(reader: str) -> str:
    return SHARDS[hashlib.sha256(reader.encode()).digest()[0] % len(SHARDS)]
