"""Getting notices out of the door."""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final, NamedTuple

from chalicelib import i18n
from chalicelib.config import settings
from chalicelib.domain import absences, postings, reminders
from chalicelib.domain.authorities import Authority
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import NotFound
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Mail, Official, Role, Standing
from chalicelib.domain.postings import ABOUT_RECORDS
from chalicelib.domain.receipts import Delivery
from chalicelib.mail import ses
from chalicelib.mail.compose import Message, Reader, Stage, compose, compose_several
from chalicelib.services import areas
from chalicelib.storage import (
    addresses,
    calendars,
    directory,
    invitations,
    letters,
    receipts,
    requests,
)
from chalicelib.storage import notices as storage
from chalicelib.storage.invitations import Invitation
from chalicelib.storage.letters import Fate, Letter
from chalicelib.storage.notices import Leased

log = logging.getLogger(__name__)

WAITS: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60, 120, 120, 180, 240, 300, 360)
)
"""How long a notice waits after each failed try but the last: 12 tries in about a day."""

JITTER: Final = 0.2
"""By which part a wait may be longer, so that not all come back at once."""

MOST_MESSAGES: Final = 150
"""How many one run hands over before it leaves the rest to the next; well within 29 seconds."""

TO_ADMINISTRATORS: Final = ABOUT_RECORDS | {Topic.BELOW_RULE, Topic.CARE_BELOW_RULE}
"""What is for those who administer the authority, and not for those who handle the area."""

TO_MAILBOX: Final = frozenset(
    {
        Topic.REQUEST_RECEIVED,
        Topic.CLARIFICATION_ASKED,
        Topic.APPROVAL_WANTED,
        Topic.DECISION_WANTED,
        Topic.REMINDER,
        *reminders.AUDIENCES,
        *TO_ADMINISTRATORS,
    }
)
"""What reaches the mailbox of the authority besides its officials."""

NAGGING: Final = frozenset({Topic.REMINDER, *reminders.AUDIENCES}) - {Topic.BLOCKED_SOON}
"""What is to be said no more when something has happened in the request."""

TO_ONE: Final = frozenset({Topic.INVITATION, Topic.ADDED})
"""What reaches one official and nobody else."""

ROLES: Final = {
    Topic.APPROVAL_WANTED: Role.APPROVER,
    Topic.DECISION_WANTED: Role.REFERRAL_HANDLER,
}
"""Whom a topic is for; all others are for request handlers."""

STAGE: Final = Stage(site_url=settings.site_url, training=settings.stage == "training")


class Outcome(Enum):
    """What became of one message."""

    REACHED = auto()
    HELD = auto()
    """It waits to go with others."""
    REFUSED = auto()
    """SES will never take it."""
    DOWN = auto()
    """SES did not take it now."""
    BROKEN = auto()
    """There is no message, because something is wrong with the notice or with us."""


Send = Callable[[Message], str | None]
"""Hands a message over, and returns what the mail service calls it."""


def deliver(at: datetime, send: Send = ses.send) -> int:
    """
    Send what waits; what cannot be sent now waits longer each time.

    Who wants e-mails once a day, and what belongs together, waits on and goes in one e-mail.

    May run several times at once: a notice has one sender at a time. When SES
    is down, one notice finds out and the others keep their place.

    Args:
        at: The present moment, UTC.

    Returns:
        How many messages were handed over.
    """
    handed = 0
    for leased in storage.lease(at):
        outcomes = _tell_all(leased, at, send)
        _settle(leased, outcomes, at)
        handed += outcomes.count(Outcome.REACHED)
        if Outcome.DOWN in outcomes or handed >= MOST_MESSAGES:
            return handed
    for reader in letters.waiting(at):
        outcome = _deliver_held(reader, at, send)
        handed += outcome is Outcome.REACHED
        if outcome is Outcome.DOWN or handed >= MOST_MESSAGES:
            break
    return handed


def _tell_all(leased: Leased, at: datetime, send: Send) -> list[Outcome]:
    """Tell each reader who has not been told; when SES is down, nobody else is tried."""
    outcomes: list[Outcome] = []
    readers = _readers(leased.notice, at)
    fails = addresses.failing(each.address for each in readers)
    if fails and leased.notice.topic not in TO_ONE:
        # What does not arrive at somebody reaches the office all the same.
        boxes = {each.id for each in readers if each.mail is None}
        more = [each for each in _mailbox(leased.notice.reader) if each.id not in boxes]
        fails = {**fails, **addresses.failing(each.address for each in more)}
        readers += more
    for reader in readers:
        if reader.id not in leased.settled:
            lost = reader.address in fails
            tell = _leave if lost else _tell
            outcomes.append(tell(leased.notice, reader, at, send))
        if Outcome.DOWN in outcomes:
            break
    return outcomes


def _readers(notice: Notice, at: datetime) -> list[Reader]:
    """Return who is told: who handles it now; the mailbox too where it must be, or without."""
    if notice.topic in TO_ONE:
        return list(_one(notice))
    officials = directory.officials_of(notice.reader)
    there = _there(officials, notice, at)
    others = [official for official in there if official.id != notice.by]
    readers = [
        _reader(official, notice.reader)
        for official in others
        if postings.is_wanted(notice, official.mail)
    ]
    nobody = not there or (others and not readers)
    if notice.topic in TO_MAILBOX or nobody:
        readers += _mailbox(notice.reader)
    return readers


def _there(officials: Sequence[Official], notice: Notice, at: datetime) -> Collection[Official]:
    """Return whom it concerns; for one who is away the substitute, if this one handles it, too."""
    staff = {each.id: each for each in officials if each.works_for(notice.reader)}
    role = _role(notice, staff.values())
    found: dict[str, Official] = {}
    for each in _concerned(
        notice, [each for each in staff.values() if _has(role, each, notice)]
    ):
        day = local_day(at, each.memberships[notice.reader].party.time_zone)
        acts = absences.who_acts(each, staff, day)
        told = acts if acts and _has(role, acts, notice) else each
        found[told.id] = told
    return found.values()


def _concerned(notice: Notice, able: Sequence[Official]) -> Sequence[Official]:
    """Return those of the officials who are *able* that it names; all where none of them is left."""
    return [each for each in able if each.id in notice.to] or able


def _role(notice: Notice, staff: Iterable[Official]) -> Role | None:
    """Return what whoever is told must be in the area; None of those who administer."""
    if notice.topic in TO_ADMINISTRATORS:
        return None
    if notice.topic is Topic.REQUEST_RECEIVED:
        parts = [each.parts.get(notice.area) for each in directory.authorities([notice.reader])]
        allocates = any(part and part.allocation for part in parts)
        if allocates and any(_has(Role.ALLOCATOR, each, notice) for each in staff):
            return Role.ALLOCATOR
    return ROLES.get(notice.topic, Role.HANDLER)


def _has(role: Role | None, official: Official, notice: Notice) -> bool:
    """Return whether *official*, who acts for who is told, is in *role*, or administers."""
    acting = official.acting_for(notice.reader)
    return role in acting.roles(notice.area) if role else acting.membership.administrator


def _one(notice: Notice) -> Iterator[Reader]:
    """Yield the one whom it is for, unless it holds no more: taken back, followed, left."""
    try:
        official = directory.official(notice.number)
    except NotFound:
        return
    if notice.topic is Topic.INVITATION:
        holds = official.standing is Standing.INVITED and official.invited_at == notice.at
    else:
        holds = official.works_for(notice.reader)
    if holds:
        yield _reader(official, notice.reader)


def _reader(official: Official, authority: str) -> Reader:
    return Reader(
        id=official.id,
        address=official.email,
        language=_known(official.language),
        mail=official.mail,
        party=official.memberships[authority].party,
    )


def _mailbox(id: str) -> Iterator[Reader]:
    try:
        authority: Authority = directory.authority(id)
    except NotFound:
        return
    language = _known(authority.languages[0] if authority.languages else "")
    yield Reader(id=id, address=authority.mailbox, language=language, party=authority.party)


def _tell(notice: Notice, reader: Reader, at: datetime, send: Send) -> Outcome:
    letter = Letter(notice=notice, reader=reader.id, fate=Fate.SENT, sent_at=at)
    try:
        if held_until := _held_until(notice, reader, at):
            letters.settle(replace(letter, fate=Fate.HELD, sent_at=None, due_at=held_until))
            return Outcome.HELD
        title = _area_title(notice.area, reader.language, at)
        token = _token(notice)
        message = send(
            compose(notice, reader, area_title=title, stage=STAGE, at=at, token=token)
        )
    except ses.MailRejected as error:
        log.warning("notice %s was refused for %s: %s", notice.id, reader.id, error)
        letters.settle(replace(letter, fate=Fate.REFUSED, sent_at=None))
        return Outcome.REFUSED
    except ses.MailError as error:
        log.warning("notice %s has to wait: %s", notice.id, error)
        return Outcome.DOWN
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go out
        log.error("notice %s is broken for %s: %s", notice.id, reader.id, _place(error))  # noqa: TRY400 - the error's text may hold an address
        return Outcome.BROKEN
    letters.settle(letter, message=message or "")
    return Outcome.REACHED


def _leave(notice: Notice, reader: Reader, _at: datetime, _send: Send) -> Outcome:
    """Note that nothing is sent to an address at which nothing arrives."""
    letters.settle(Letter(notice=notice, reader=reader.id, fate=Fate.UNREACHABLE))
    return Outcome.REFUSED


def _held_until(notice: Notice, reader: Reader, at: datetime) -> datetime | None:
    """Return until when *notice* waits for others to *reader*; None if it goes at once."""
    if reader.party is None:
        return None
    talks = notice.topic is Topic.MESSAGE
    since = at - postings.TALK
    return postings.held_until(
        notice,
        reader.mail or Mail.AT_ONCE,
        at,
        time_zone=reader.party.time_zone,
        calendar=calendars.of(reader.party.country),
        told_at=letters.told_at(reader.id, notice, since=since) if talks else None,
    )


def _deliver_held(id: str, at: datetime, send: Send) -> Outcome:
    """
    Send in one e-mail what is held for the reader *id* until now.

    Whatever is wrong with one reader, the others get theirs; that one's comes back when the lease
    has ended.
    """
    try:
        found = letters.lease(id, at)
        outcome = _send_held(found, at, send) if found else Outcome.HELD
    except Exception as error:  # noqa: BLE001 - as above
        log.error("letters are broken for %s: %s", id, _place(error))  # noqa: TRY400 - the error's text may hold an address
        return Outcome.BROKEN
    if found:
        letters.release(id)
    return outcome


class _Held(NamedTuple):
    """Whom something is held for."""

    reader: Reader
    official: Official | None
    """None for a mailbox."""


def _send_held(held: Sequence[Letter], at: datetime, send: Send) -> Outcome:
    whom, done = _held_for(held), _done_meanwhile(held)
    if over := [each for each in held if each.key in done]:
        letters.mark([replace(each, fate=Fate.DROPPED) for each in over])
    open_still = [each for each in held if each.key not in done]
    found = [each for each in open_still if whom and _still_for(whom, each.notice)]
    if left := [each for each in open_still if each not in found]:
        letters.hand_over(left, Fate.DROPPED, at=at)
    if whom is None or not found:
        return Outcome.REFUSED
    reader = whom.reader
    if addresses.failing([reader.address]):
        letters.hand_over(found, Fate.UNREACHABLE, at=at)
        return Outcome.REFUSED
    # Several of one kind about one request are one thing to tell, the newest.
    newest = {_subject(each.notice): each.notice for each in found}
    try:
        message = send(_together(tuple(newest.values()), reader, at))
    except ses.MailRejected as error:
        log.warning("%d letters were refused for %s: %s", len(found), reader.id, error)
        letters.mark([replace(each, fate=Fate.REFUSED) for each in found])
        return Outcome.REFUSED
    except ses.MailError as error:
        log.warning("%d letters have to wait for %s: %s", len(found), reader.id, error)
        letters.mark([_put_off(each, at) for each in found])
        return Outcome.DOWN
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go out
        log.error("letters are broken for %s: %s", reader.id, _place(error))  # noqa: TRY400 - the error's text may hold an address
        letters.mark([_put_off(each, at) for each in found])
        return Outcome.BROKEN
    letters.mark(
        [replace(each, fate=Fate.SENT, sent_at=at) for each in found], message=message or ""
    )
    return Outcome.REACHED


def _subject(notice: Notice) -> tuple[str, ...]:
    """Return what two notices have in common that tell the same."""
    return (notice.topic, notice.number, notice.reader, notice.area)


def _done_meanwhile(held: Sequence[Letter]) -> frozenset[str]:
    """Return the keys of those reminders among the letters *held* that hold no more."""
    nags = {each.key: each.notice for each in held if each.notice.topic in NAGGING}
    heads = {head.number: head for head in requests.heads({n.number for n in nags.values()})}
    return frozenset(
        key
        for key, notice in nags.items()
        if notice.number not in heads or not reminders.holds(heads[notice.number], notice)
    )


def _held_for(held: Sequence[Letter]) -> _Held | None:
    """Return who gets what is *held*, all of one reader; None if there is nobody any more."""
    letter = held[-1]
    if letter.reader == letter.notice.reader:
        box = next(_mailbox(letter.reader), None)
        return _Held(box, None) if box else None
    try:
        official = directory.official(letter.reader)
    except NotFound:
        return None
    works = [each.notice.reader for each in held if official.works_for(each.notice.reader)]
    return _Held(_reader(official, works[-1]), official) if works else None


def _still_for(held: _Held, notice: Notice) -> bool:
    """Return whether *notice* is still for whom it is held: in the same place, and wanted."""
    official = held.official
    if official is None:
        return True
    if not official.works_for(notice.reader) or not postings.is_wanted(notice, official.mail):
        return False
    acting = official.acting_for(notice.reader)
    return notice.topic in postings.UNASKED or acting.acts(notice.area)


def _together(notices: Sequence[Notice], reader: Reader, at: datetime) -> Message:
    titles = {each.area: _area_title(each.area, reader.language, at) for each in notices}
    if len(notices) == 1:
        (one,) = notices
        return compose(one, reader, area_title=titles[one.area], stage=STAGE, at=at)
    return compose_several(notices, reader, area_titles=titles, stage=STAGE, at=at)


def _put_off(letter: Letter, at: datetime) -> Letter:
    """Return *letter* after a failed try: it waits longer each time, and has failed after the last."""
    if letter.attempts >= len(WAITS):
        log.error("letter %s for %s failed", letter.notice.id, letter.reader)
        return replace(letter, fate=Fate.FAILED)
    return replace(letter, attempts=letter.attempts + 1, due_at=at + _wait(letter.attempts))


def _wait(attempts: int) -> timedelta:
    return WAITS[attempts] * (1 + JITTER * random.random())


def _token(notice: Notice) -> str:
    """Return what the link of an invitation holds, made anew each time; else nothing."""
    if notice.topic is not Topic.INVITATION:
        return ""
    return invitations.issue(
        Invitation(official=notice.number, authority=notice.reader, invited_at=notice.at)
    )


def _settle(leased: Leased, outcomes: list[Outcome], at: datetime) -> None:
    """Finish the notice, or put it off if somebody is still to be told."""
    notice = leased.notice
    if Outcome.REACHED in outcomes and not leased.reached:
        _receipt(notice, at)
    reached = bool(leased.reached) or bool({Outcome.REACHED, Outcome.HELD} & {*outcomes})
    waiting = Outcome.DOWN in outcomes or Outcome.BROKEN in outcomes
    if waiting and leased.attempts < len(WAITS):
        storage.put_off(notice, until=at + _wait(leased.attempts))
    elif notice.topic in TO_ONE and not outcomes and not reached:
        storage.finish(notice, "dropped")
    elif waiting or not reached:
        log.error("notice %s failed after %d tries", notice.id, leased.attempts + 1)
        storage.finish(notice, "failed")
    else:
        storage.finish(notice, "sent")


def _receipt(notice: Notice, at: datetime) -> None:
    """Note that the first e-mail about a sending is handed over; nothing waits for that."""
    if notice.topic is Topic.REQUEST_RECEIVED:
        receipts.note_delivery(notice.number, Delivery(notice.reader, notice.version, at))


def _area_title(area: str, language: str, at: datetime) -> str:
    titles = {listed.code: listed.titles for listed in areas.catalogue(at=at)}
    return titles.get(area, {}).get(language, area)


def _known(language: str) -> str:
    """Return *language* if it is one of ours, else the one that every text has."""
    return language if language in i18n.LANGUAGES else i18n.LANGUAGES[0]


def _place(error: Exception) -> str:
    """Return what *error* is and where it was raised, without its text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.filename}:{frame.lineno}"
