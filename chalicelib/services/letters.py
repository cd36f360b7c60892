"""What officials have been sent by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from chalicelib.domain import care, staff, statuses
from chalicelib.domain.care import Act
from chalicelib.domain.errors import NotFound
from chalicelib.domain.letters import Letter
from chalicelib.domain.officials import Acting, Official
from chalicelib.services import boxes, records, requests
from chalicelib.services.records import Seen
from chalicelib.storage import addresses, directory, members
from chalicelib.storage import letters as storage
from chalicelib.storage.pages import Page


def mine(*, by: Acting, limit: int, cursor: str | None) -> Page[Letter]:
    """
    Return what *by* has been sent or is to be sent by e-mail, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    return storage.of(by.official.id, limit=limit, cursor=cursor)


class Posted(NamedTuple):
    """A letter by which the own side was told of a request."""

    letter: Letter
    name: str | None
    """Of the official whom it is for; None of the mailbox, and of who was erased."""


def about(number: str, *, by: Acting) -> tuple[Posted, ...]:
    """
    Return by which letters the own side of *by* was told of the request *number* and its parts.

    Oldest first. What the other side was told is that side's own business.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    request = requests.head(number, by=by)
    known = (number, *(part.number for part in request.parts))
    found = [letter for each in known for letter in storage.about(by.authority, each)]
    names = boxes.names(by)
    found.sort(key=lambda letter: letter.notice.at)
    return tuple(Posted(letter, names.get(letter.reader)) for letter in found)


class Lost(NamedTuple):
    """What is known of e-mails to an official that do not arrive."""

    since: date | None
    """Day (UTC) since when; None while they do."""
    mailbox_too: bool = False
    """Whether those to the mailbox do not arrive either, which is asked only then."""


def lost_to(official: Official, authority: str) -> Lost:
    """Return what is known of lost e-mails to *official*, who acts for *authority* (an id)."""
    since = fails_since(official.email)
    if since is None:
        return Lost(None)
    return Lost(since, bool(fails_since(directory.authority(authority).mailbox)))


def mailbox_fails_since(seen: Seen) -> date | None:
    """Return the day since when e-mails to the mailbox of *seen* do not arrive, for whom it concerns."""
    if not care.relations(seen.own, seen.authority):
        return None
    return fails_since(seen.authority.mailbox)


def fails_since(address: str) -> date | None:
    """Return the day (UTC) since when e-mails to *address* do not arrive; None while they do."""
    return addresses.failing([address]).get(address)


def failing(known: Iterable[str]) -> Mapping[str, date]:
    """Return those of the addresses *known* at which nothing arrives, with the day since when."""
    return addresses.failing(known)


def try_again(authority: str, official: str, *, by: Acting, at: datetime) -> None:
    """
    Let e-mails go to the address of *official* again, and what she or he has missed of late.

    Safe to run twice: what was sent is not sent again; what was missed is sent once a day.

    Raises:
        NotFound: There is no such official of *authority*, or it does not exist for *by*.
        NotAllowed: *by* does not manage the officials there.
    """
    desk = members.desk(authority, official, own=by.authority)
    staff.must_manage(by, desk.own, desk.office.authority)
    if desk.official is None:
        raise NotFound
    _try(desk.official.email, official, at)


def try_mailbox_again(authority: str, *, by: Acting, at: datetime) -> None:
    """
    Let e-mails go to the mailbox of *authority* again, and what it has missed of late.

    Safe to run twice.

    Raises:
        NotFound: There is no such authority, or it does not exist for *by*.
        NotAllowed: *by* may not change its record.
        Conflict: It takes part no more.
    """
    own, record = records.pair(authority, by)
    care.must(Act.EDIT, by, own, record)
    statuses.must_be_open(record)
    _try(record.mailbox, authority, at)


def _try(address: str, reader: str, at: datetime) -> None:
    """Let e-mails go to *address* again, and once a day what *reader* has missed there."""
    if not addresses.was_tried(address, at.date()):
        storage.send_again(reader, at=at)
    addresses.work(address, today=at.date())
