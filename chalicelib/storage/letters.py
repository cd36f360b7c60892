"""What each reader has been sent by e-mail, newest last, and what is held back to go with more."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.config import settings
from chalicelib.domain.notices import Notice, Topic
from chalicelib.storage import cursors, parties
from chalicelib.storage.connections import Table
from chalicelib.storage.notices import LEASE, NoticeItem, moment
from chalicelib.storage.pages import Page
from chalicelib.storage.writes import Write

SHARDS: Final = tuple(f"held{number}" for number in range(4))
"""What is held is spread over these, so that no key is hot; each reader is in one."""

KEPT: Final = timedelta(days=400)

HELD_FOR: Final = timedelta(days=60)
"""Longer than anything is held, or put off."""

KEPT_BACK: Final = timedelta(hours=1)
"""How long after its notice an e-mail about a message may go out, at the most."""

log = logging.getLogger(__name__)

AT_ONCE: Final = 40
"""Letters that one transaction marks, and the most that one e-mail tells of."""


class Fate(StrEnum):
    """What has become of a letter."""

    HELD = "held"
    """It waits to go with others."""
    SENT = "sent"
    """It is handed over."""
    REFUSED = "refused"
    """The mail service never takes it: the address is none."""
    DELIVERED = "delivered"
    """It has arrived at the server of its reader."""
    BOUNCED = "bounced"
    """It came back."""
    COMPLAINED = "complained"
    """Its reader has marked it as unwanted."""
    UNREACHABLE = "unreachable"
    """It was not sent, because nothing arrives at the address."""
    DROPPED = "dropped"
    """Its reader has left, or wants no e-mails any more."""
    FAILED = "failed"
    """It could not be handed over for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice for one reader."""

    notice: Notice
    reader: str
    """Id of the official; for the mailbox, of the authority."""
    fate: Fate
    due_at: datetime | None = None
    """Until when it is held, UTC."""
    sent_at: datetime | None = None
    attempts: int = 0

    @property
    def key(self) -> str:
        """Sorts the letters of a reader by the moment of what they tell."""
        return f"{moment(self.notice.at)}#{self.notice.id}"


class Held(GlobalSecondaryIndex["LetterItem"]):
    """What is held, by the moment until when; sparse."""

    class Meta:
        index_name = "waiting"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True)


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
    expires = NumberAttribute()
    held = Held()

    @staticmethod
    def place(reader: str) -> str:
        return f"to#{reader}"

    @classmethod
    def new(cls, letter: Letter, *, message: str = "") -> LetterItem:
        held = letter.fate is Fate.HELD and letter.due_at is not None
        return cls(
            id=cls.place(letter.reader),
            item=letter.key,
            notice=_plain(letter.notice),
            fate=letter.fate.value,
            attempts=letter.attempts,
            sent_at=letter.sent_at,
            message=message or None,
            shard=_shard(letter.reader) if held else None,
            due_at=moment(letter.due_at) if held and letter.due_at else None,
            expires=int((letter.notice.at + KEPT).timestamp()),
        )

    def to_domain(self) -> Letter:
        return Letter(
            notice=_notice(self.notice),
            reader=self.id.removeprefix("to#"),
            fate=Fate(self.fate),
            due_at=datetime.fromisoformat(self.due_at) if self.due_at else None,
            sent_at=self.sent_at,
            attempts=int(self.attempts),
        )


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


def settle(letter: Letter, *, message: str = "") -> None:
    """
    Write *letter*, and that its reader needs not be told of its notice any more.

    Args:
        message: What the mail service calls the e-mail that was sent.
    """
    refused = letter.fate in {Fate.REFUSED, Fate.UNREACHABLE}
    told = NoticeItem.refused if refused else NoticeItem.reached
    write = Write()
    write.put(LetterItem.new(letter, message=message))
    _known_by(write, [letter], message)
    write.update(
        NoticeItem(id=letter.notice.id, item=NoticeItem.KEY),
        [told.add({letter.reader})],
        NoticeItem.id.exists(),
    )
    write.commit()


class MessageItem(Table):
    """Which letters went with an e-mail, by what the mail service calls it."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    KEY: Final = "message"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    reader = UnicodeAttribute()
    letters = JSONAttribute()
    """Their keys."""
    expires = NumberAttribute()

    @staticmethod
    def place(message: str) -> str:
        return f"message#{message}"


BEFORE: Final = {
    Fate.DELIVERED: (Fate.SENT,),
    Fate.BOUNCED: (Fate.SENT, Fate.DELIVERED),
    Fate.COMPLAINED: (Fate.SENT, Fate.DELIVERED),
}
"""After what each report counts: they come in any order, and the worst stays."""


def report(message: str, fate: Fate, *, at: datetime) -> bool:
    """
    Note that *fate* has become of the letters of the e-mail *message*.

    What came back goes to the mailbox of the authority, *at* once.

    Safe to run again, and in any order.

    Returns:
        Whether there is such an e-mail.
    """
    try:
        known = MessageItem.get(
            MessageItem.place(message), MessageItem.KEY, consistent_read=True
        )
    except DoesNotExist:
        return False
    # What was sent again since is another e-mail's.
    open_to = LetterItem.fate.is_in(*(each.value for each in BEFORE[fate])) & (
        LetterItem.message == message
    )
    for key in known.letters:
        letter = LetterItem(id=LetterItem.place(known.reader), item=key)
        try:
            letter.update([LetterItem.fate.set(fate.value)], condition=open_to)
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
        else:
            if fate is Fate.BOUNCED:
                _hand_over(letter.to_domain(), at)
    return True


def hand_over(lost: Sequence[Letter], fate: Fate, *, at: datetime) -> None:
    """Note that *fate* has become of *lost* letters, and let the mailbox of the authority have them."""
    mark([replace(each, fate=fate) for each in lost])
    for each in lost:
        _hand_over(each, at)


def _hand_over(letter: Letter, at: datetime) -> None:
    """Hold *letter* for the mailbox of its authority, unless that has it already, or has lost it itself."""
    office = letter.notice.reader
    if letter.reader == office or letter.notice.topic in {Topic.INVITATION, Topic.ADDED}:
        return
    instead = replace(
        letter, reader=office, fate=Fate.HELD, due_at=at, sent_at=None, attempts=0
    )
    try:
        LetterItem.new(instead).save(LetterItem.id.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


LOST: Final = (Fate.BOUNCED, Fate.UNREACHABLE, Fate.REFUSED, Fate.FAILED)


SENT_AGAIN: Final = timedelta(days=30)
"""How old what a reader has missed may be to be sent when the address works again."""


def send_again(reader: str, *, at: datetime) -> int:
    """
    Let what *reader* has not got go out now, all in one e-mail; return how many letters that is.

    An invitation is not among it: that is written anew.

    Args:
        at: The present moment, UTC.
    """
    lost = LetterItem.fate.is_in(*(each.value for each in LOST))
    found = LetterItem.query(
        LetterItem.place(reader),
        LetterItem.item >= moment(at - SENT_AGAIN),
        filter_condition=lost,
        consistent_read=True,
    )
    done = 0
    for item in found:
        letter = replace(item.to_domain(), fate=Fate.HELD, due_at=at, attempts=0)
        if letter.notice.topic is Topic.INVITATION:
            continue
        try:
            LetterItem.new(letter).save(lost)
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
        else:
            done += 1
    return done


def _known_by(write: Write, letters: Sequence[Letter], message: str) -> None:
    """Add to *write* that *letters* of one reader went with the e-mail *message*."""
    if not message:
        return
    first = letters[0]
    item = MessageItem(
        id=MessageItem.place(message),
        item=MessageItem.KEY,
        reader=first.reader,
        letters=[each.key for each in letters],
        expires=int((first.notice.at + KEPT).timestamp()),
    )
    write.put(item)


def told_at(reader: str, notice: Notice, *, since: datetime) -> datetime | None:
    """Return when *reader* was last sent one with the topic and number of *notice*, after *since*."""
    found = LetterItem.query(
        LetterItem.place(reader),
        LetterItem.item >= moment(since - KEPT_BACK),
        scan_index_forward=False,
        consistent_read=True,
    )
    for item in found:
        letter = item.to_domain()
        same = (letter.notice.topic, letter.notice.number) == (notice.topic, notice.number)
        if same and letter.sent_at and letter.sent_at > since:
            return letter.sent_at
    return None


def waiting(at: datetime) -> Iterator[str]:
    """Yield the ids of all readers for whom something was held until *at* (UTC) or before."""
    seen: set[str] = set()
    for shard in SHARDS:
        for item in LetterItem.held.query(shard, LetterItem.due_at <= moment(at)):
            if item.id not in seen:
                seen.add(item.id)
                yield item.id.removeprefix("to#")


def lease(reader: str, at: datetime) -> tuple[Letter, ...]:
    """
    Return what *reader* is to get now, oldest first, for the caller alone.

    None if somebody else is sending it. What is neither sent nor put off comes back.
    """
    place = LetterItem.place(reader)
    taken = LeaseItem(id=place, item=LeaseItem.KEY, until=moment(at + LEASE))
    try:
        taken.save(LeaseItem.id.does_not_exist() | (LeaseItem.until <= moment(at)))
    except PutError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return ()
        raise
    found = LetterItem.query(
        place,
        LetterItem.item >= moment(at - HELD_FOR),
        filter_condition=(LetterItem.fate == Fate.HELD.value)
        & (LetterItem.due_at <= moment(at)),
        consistent_read=True,
    )
    return tuple(_readable(found))[:AT_ONCE]


def _readable(found: Iterable[LetterItem]) -> Iterator[Letter]:
    """Yield *found* as letters; one that cannot be read has failed, and keeps no other."""
    for item in found:
        try:
            yield item.to_domain()
        except (KeyError, TypeError, ValueError) as error:
            log.error("a letter cannot be read: %s", type(error).__name__)  # noqa: TRY400 - the text of the error may quote what is stored
            item.update(
                [
                    LetterItem.fate.set(Fate.FAILED.value),
                    LetterItem.shard.remove(),
                    LetterItem.due_at.remove(),
                ]
            )


def release(reader: str) -> None:
    """Let others send what *reader* is to get."""
    LeaseItem(id=LetterItem.place(reader), item=LeaseItem.KEY).delete()


def mark(letters: Sequence[Letter], *, message: str = "") -> None:
    """Write what has become of *letters* of one reader, all or nothing."""
    write = Write()
    for letter in letters:
        write.put(LetterItem.new(letter, message=message))
    _known_by(write, letters, message)
    write.commit()


def of(reader: str, *, limit: int, cursor: str | None) -> Page[Letter]:
    """
    Return the letters of *reader*, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    place, before = LetterItem.place(reader), cursors.read(cursor, str)
    rows = LetterItem.query(
        place,
        LetterItem.item.between(f"{LeaseItem.KEY}~", before or "~"),
        scan_index_forward=False,
        limit=limit + 2,
    )
    found = [item for item in rows if item.item != before][: limit + 1]
    goes_on = len(found) > limit
    items = tuple(item.to_domain() for item in found[:limit])
    return Page(items, cursors.encode([items[-1].key]) if goes_on and items else None)


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
