"""Readers: who is told of a notice by e-mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from chalicelib import i18n
from chalicelib.domain import absences, postings
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import NotFound
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Official, Role, Standing
from chalicelib.domain.postings import TO_ADMINISTRATORS, TO_MAILBOX, TO_ONE
from chalicelib.mail.compose import Reader
from chalicelib.storage import directory

ROLES: Final = {
    Topic.APPROVAL_WANTED: Role.APPROVER,
    Topic.DECISION_WANTED: Role.REFERRAL_HANDLER,
}
"""Whom a topic is for; all others are for request handlers."""


def of(notice: Notice, at: datetime) -> list[Reader]:
    """Return who is told: who handles it now; the mailbox too where it must be, or without."""
    if notice.topic in TO_ONE:
        return list(_one(notice))
    officials = directory.officials_of(notice.reader)
    there = _there(officials, notice, at)
    others = [official for official in there if official.id != notice.by]
    readers = [
        reader(official, notice.reader)
        for official in others
        if postings.is_wanted(notice, official.mail)
    ]
    nobody = not there or (others and not readers)
    if notice.topic in TO_MAILBOX or nobody:
        readers += mailbox(notice.reader)
    return readers


def mailbox(id: str) -> list[Reader]:
    """Return the mailbox of the authority *id*; none if there is no such authority any more."""
    try:
        authority = directory.authority(id)
    except NotFound:
        return []
    language = _known(authority.languages[0] if authority.languages else "")
    return [Reader(id=id, address=authority.mailbox, language=language, party=authority.party)]


def reader(official: Official, authority: str) -> Reader:
    """Return *official* as somebody who is told of what concerns *authority* (an id)."""
    return Reader(
        id=official.id,
        address=official.email,
        language=_known(official.language),
        mail=official.mail,
        party=official.memberships[authority].party,
    )


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
        yield reader(official, notice.reader)


def _known(language: str) -> str:
    """Return *language* if it is one of ours, else the one that every text has."""
    return language if language in i18n.LANGUAGES else i18n.LANGUAGES[0]
