"""What is held for a reader, and goes in one e-mail when its moment has come."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from chalicelib.domain import postings, reminders
from chalicelib.domain.authorities import Party
from chalicelib.domain.errors import NotFound
from chalicelib.domain.letters import Fate, Letter
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Official
from chalicelib.domain.reputation import goes_out
from chalicelib.mail.compose import Message, Reader, compose, compose_several
from chalicelib.services import handing, readers, signals
from chalicelib.services.handing import STAGE, WAITS, Outcome, Run
from chalicelib.services.signals import Signal
from chalicelib.storage import addresses, calendars, directory, letters, requests

log = logging.getLogger(__name__)

NAGGING: Final = frozenset({Topic.REMINDER, *reminders.WHO_IS_REMINDED}) - {Topic.BLOCKED_SOON}
"""What is to be said no more when something has happened in the request."""


def deliver(id: str, run: Run) -> Sequence[Outcome]:
    """
    Send in one e-mail what is held for the reader *id* until the moment of *run*.

    Whatever is wrong with one reader, the others get theirs; that one's comes back when the lease
    has ended.
    """
    try:
        found = letters.lease(id, run.at)
        outcome = _send(found, run) if found else Outcome.HELD
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go out
        return [handing.failed(error, "what is held", to=id)]
    if found:
        letters.release(id)
    return [outcome]


class _Whom(NamedTuple):
    """For whom something is held."""

    reader: Reader
    official: Official | None
    """None for a mailbox."""


def _send(held: Sequence[Letter], run: Run) -> Outcome:
    at = run.at
    whom, done = _whom(held), _done_meanwhile(held)
    if over := [each for each in held if each.notice.id in done]:
        letters.mark([replace(each, fate=Fate.DROPPED) for each in over])
    open_still = [each for each in held if each.notice.id not in done]
    found = [each for each in open_still if whom and _still_for(whom, each.notice)]
    if left := [each for each in open_still if each not in found]:
        letters.hand_over(left, Fate.DROPPED, at=at)
    if whom is None or not found:
        return Outcome.REFUSED
    reader = whom.reader
    if addresses.failing([reader.address]):
        letters.hand_over(found, Fate.UNREACHABLE, at=at)
        return Outcome.REFUSED
    found = _going_out(found, reader, run)
    if not found:
        return Outcome.HELD
    # Several of one kind about one request are one thing to tell, the newest.
    newest = {_subject(each.notice): each.notice for each in found}
    try:
        message = run.send(_together(tuple(newest.values()), reader, at))
    except Exception as error:  # noqa: BLE001 - as above
        outcome = handing.failed(error, f"what is held in {len(found)} letters", to=reader.id)
        if outcome is Outcome.REFUSED:
            letters.hand_over(found, Fate.REFUSED, at=at)
        elif outcome is not Outcome.LATER:
            _put_off(found, at)
        return outcome
    letters.mark(
        [replace(each, fate=Fate.SENT, sent_at=at) for each in found], message=message or ""
    )
    return Outcome.REACHED


def morning(party: Party, at: datetime) -> datetime:
    """Return when (UTC) the next working morning after *at* begins at *party*."""
    calendar = calendars.of(party.country)
    return postings.next_morning(at, time_zone=party.time_zone, calendar=calendar)


def _going_out(found: Sequence[Letter], reader: Reader, run: Run) -> list[Letter]:
    """Return what of *found* may go out now; the rest waits, as long as too much comes back."""
    essential = [each for each in found if goes_out(each.notice.topic, run.reputation)]
    waits = [each for each in found if each not in essential]
    if waits and reader.party:
        until = morning(reader.party, run.at)
        letters.mark([replace(each, due_at=until) for each in waits])
    return essential


def _subject(notice: Notice) -> tuple[str, ...]:
    """Return what two notices have in common that tell the same."""
    return (notice.topic, notice.number, notice.reader, notice.area)


def _done_meanwhile(held: Sequence[Letter]) -> frozenset[str]:
    """Return the ids of those notices among the letters *held* that remind of what is done."""
    return _done([each.notice for each in held if each.notice.topic in NAGGING])


def _done(nags: Sequence[Notice]) -> frozenset[str]:
    heads = {head.number: head for head in requests.heads({nag.number for nag in nags})}
    return frozenset(
        nag.id
        for nag in nags
        if nag.number not in heads or not reminders.holds(heads[nag.number], nag)
    )


def is_done(notice: Notice) -> bool:
    """Return whether *notice* reminds of what is done."""
    return notice.topic in NAGGING and bool(_done([notice]))


def _whom(held: Sequence[Letter]) -> _Whom | None:
    """Return who gets what is *held*, all of one reader; None if there is nobody any more."""
    letter = held[-1]
    if letter.to_office:
        return next((_Whom(box, None) for box in readers.mailbox(letter.reader)), None)
    try:
        official = directory.official(letter.reader)
    except NotFound:
        return None
    works = [each.notice.reader for each in held if official.works_for(each.notice.reader)]
    return _Whom(readers.reader(official, works[-1]), official) if works else None


def _still_for(whom: _Whom, notice: Notice) -> bool:
    """Return whether *notice* is still *whom* it is held for: in the same place, and wanted."""
    official = whom.official
    if official is None:
        return True
    if not official.works_for(notice.reader) or not postings.is_wanted(notice, official.mail):
        return False
    acting = official.acting_for(notice.reader)
    return notice.topic in postings.UNASKED or acting.acts(notice.area)


def _together(notices: Sequence[Notice], reader: Reader, at: datetime) -> Message:
    titles = {each.area: handing.area_title(each.area, reader.language, at) for each in notices}
    if len(notices) == 1:
        (one,) = notices
        return compose(one, reader, area_title=titles[one.area], stage=STAGE, at=at)
    return compose_several(notices, reader, area_titles=titles, stage=STAGE, at=at)


def _put_off(found: Sequence[Letter], at: datetime) -> None:
    """Let *found* wait longer after each failed try; after the last they have failed."""
    last = [each for each in found if each.attempts >= len(WAITS)]
    if last:
        log.error("%d letters for %s failed", len(last), last[0].reader)
        signals.give(Signal.NOTICE_FAILED, len(last))
        letters.hand_over(last, Fate.FAILED, at=at)
    if later := [each for each in found if each not in last]:
        waits = [at + handing.wait(each.attempts) for each in later]
        letters.mark(
            [
                replace(each, attempts=each.attempts + 1, due_at=due_at)
                for each, due_at in zip(later, waits, strict=True)
            ]
        )
