"""What each reader has been sent by e-mail, newest last, and what is held back to go with more."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.domain.letters import BEFORE, LOST, Fate, Letter
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.postings import TO_ONE
from chalicelib.storage import cursors
from chalicelib.storage.letter_items import (
    FAILED,
    KEPT,
    SHARDS,
    LeaseItem,
    LetterItem,
    MessageItem,
)
from chalicelib.storage.notices import LEASE, NoticeItem, moment
from chalicelib.storage.pages import Page
from chalicelib.storage.writes import Write, saved, updated

HELD_FOR: Final = timedelta(days=60)
"""Longer than anything is held, or put off."""

KEPT_BACK: Final = timedelta(hours=1)
"""How long after its notice an e-mail about a message may go out, at the most."""

SENT_AGAIN: Final = timedelta(days=30)
"""How old what a reader has missed may be to be sent when the address works again."""

AGAIN_AFTER: Final = timedelta(seconds=30)
"""How long what is sent again waits: longer than the call may take that says where to."""

LAST: Final = "~"
"""Sorts after every letter."""

MOST_AGAIN: Final = 300
"""Letters that are sent again at once, the newest: nobody reads more."""

MOST_ABOUT_ONE: Final = 300
"""Letters about one request that one authority is shown, the newest."""

AT_ONCE: Final = 40
"""Letters that one transaction marks, and the most that one e-mail tells of."""

log = logging.getLogger(__name__)


def told_at(reader: str, notice: Notice, *, since: datetime) -> datetime | None:
    """Return when *reader* was last sent one with the topic and number of *notice*, after *since*."""
    found = LetterItem.query(
        LetterItem.place(reader),
        LetterItem.item >= moment(since - KEPT_BACK),
        scan_index_forward=False,
        consistent_read=True,
    )
    for letter in _readable(found):
        same = (letter.notice.topic, letter.notice.number) == (notice.topic, notice.number)
        if same and letter.sent_at and letter.sent_at > since:
            return letter.sent_at
    return None


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


def mark(letters: Sequence[Letter], *, message: str = "") -> None:
    """Write what has become of *letters* of one reader, all or nothing."""
    write = Write()
    for letter in letters:
        write.put(LetterItem.new(letter, message=message))
    _known_by(write, letters, message)
    write.commit()


def waiting(at: datetime) -> Iterator[str]:
    """Yield the ids of all readers for whom something was held until *at* (UTC) or before."""
    seen: set[str] = set()
    for shard in SHARDS:
        due = LetterItem.due_at <= moment(at)
        for item in LetterItem.held.query(shard, due, page_size=AT_ONCE):
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
    if not saved(taken, LeaseItem.id.does_not_exist() | (LeaseItem.until <= moment(at))):
        return ()
    found = LetterItem.query(
        place,
        LetterItem.item >= moment(at - HELD_FOR),
        filter_condition=(LetterItem.fate == Fate.HELD.value)
        & (LetterItem.due_at <= moment(at)),
        consistent_read=True,
    )
    return tuple(islice(_readable(found), AT_ONCE))


def release(reader: str) -> None:
    """Let others send what *reader* is to get."""
    LeaseItem(id=LetterItem.place(reader), item=LeaseItem.KEY).delete()


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
    if not known.letters:
        return False
    place, before = LetterItem.place(known.reader), BEFORE[fate]
    if fate is Fate.BOUNCED:
        keys = [(place, key) for key in known.letters]
        found = LetterItem.batch_get(keys, consistent_read=True)
        open_still = [each for each in found if each.message == message and each.fate in before]
        # First: what is reported once more after a crash would find nothing open.
        _hold_for_offices(_readable(open_still), at)
    # What was sent again since is another e-mail's.
    open_to = LetterItem.fate.is_in(*before) & (LetterItem.message == message)
    for key in known.letters:
        letter = LetterItem(id=place, item=key)
        updated(letter, [LetterItem.fate.set(fate.value)], open_to)
    return True


def hand_over(lost: Sequence[Letter], fate: Fate, *, at: datetime) -> None:
    """
    Note that *fate* has become of *lost* letters of one reader, and let their offices have them.

    Safe to run again.
    """
    _hold_for_offices(lost, at)
    mark([replace(each, fate=fate) for each in lost])


def send_again(reader: str, *, at: datetime) -> int:
    """
    Let what *reader* has not got go out again, in one e-mail or a few; return how many letters that is.

    An invitation is not among it: that is written anew.

    To be called before it is written that the address works, or which one it is now: what goes out
    waits for that, and is missed once more if it never comes.

    Args:
        at: The present moment, UTC.
    """
    lost = LetterItem.fate.is_in(*LOST)
    found = LetterItem.query(
        LetterItem.place(reader),
        LetterItem.item.between(moment(at - SENT_AGAIN), LAST),
        filter_condition=lost,
        scan_index_forward=False,
        limit=MOST_AGAIN,
        consistent_read=True,
    )
    return sum(_held_again(letter, lost, at + AGAIN_AFTER) for letter in _readable(found))


def try_failed_again(at: datetime) -> int:
    """
    Let what could not be handed over be tried again, *at* (UTC) at once; return how many letters that is.

    Who has got something since is not told twice.
    """
    failed = LetterItem.fate == Fate.FAILED.value
    found = LetterItem.held.query(FAILED)
    return sum(_held_again(letter, failed, at) for letter in _readable(found))


def _held_again(letter: Letter, demand: Condition, at: datetime) -> bool:
    """Hold *letter* until *at* if *demand* still holds of it, and return whether it does."""
    if letter.notice.topic is Topic.INVITATION:
        return False
    held = replace(letter, fate=Fate.HELD, due_at=at, attempts=0)
    return saved(LetterItem.new(held), demand)


def of(reader: str, *, limit: int, cursor: str | None) -> Page[Letter]:
    """
    Return the letters of *reader*, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    place, before = LetterItem.place(reader), cursors.read(cursor, str)
    rows = LetterItem.query(
        place,
        LetterItem.item.between(f"{LeaseItem.KEY}~", before or LAST),
        scan_index_forward=False,
        limit=limit + 2,
    )
    found = [item for item in rows if item.item != before][: limit + 1]
    goes_on = len(found) > limit
    items = tuple(item.to_domain() for item in found[:limit])
    return Page(items, cursors.encode([found[limit - 1].item]) if goes_on and items else None)


def about(authority: str, number: str) -> tuple[Letter, ...]:
    """Return the letters by which *authority* was told of the request *number*, newest first."""
    found = LetterItem.by_subject.query(
        LetterItem.subject(authority, number), scan_index_forward=False, limit=MOST_ABOUT_ONE
    )
    return tuple(_readable(found))


def _known_by(write: Write, letters: Sequence[Letter], message: str) -> None:
    """Add to *write* that *letters* of one reader went with the e-mail *message*."""
    if not message:
        return
    first = letters[0]
    item = MessageItem(
        id=MessageItem.place(message),
        item=MessageItem.KEY,
        reader=first.reader,
        letters=[LetterItem.key(each) for each in letters],
        expires=int((first.notice.at + KEPT).timestamp()),
    )
    write.put(item)


def _hold_for_offices(lost: Iterable[Letter], at: datetime) -> None:
    """Hold *lost* for the mailboxes of the authorities, unless those have it, or have lost it themselves."""
    for each in lost:
        if each.to_office or each.notice.topic in TO_ONE:
            continue
        instead = replace(
            each,
            reader=each.notice.reader,
            fate=Fate.HELD,
            due_at=at,
            sent_at=None,
            attempts=0,
        )
        saved(LetterItem.new(instead), LetterItem.id.does_not_exist())


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
