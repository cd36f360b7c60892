"""The records of authorities as officials read them: one, those in care, what was changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain import care
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Authority, Party, Status
from chalicelib.domain.care import Act, Charge
from chalicelib.domain.errors import NotAllowed, NotFound, Reason
from chalicelib.domain.officials import Acting
from chalicelib.storage import audit, directory
from chalicelib.storage import records as storage
from chalicelib.storage.pages import Page

HIDDEN = frozenset({Status.INVITED, Status.AWAITING_VALIDATION})
"""What is not validated yet exists for itself and its coordinators only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An authority's record, with what is needed to show it to somebody."""

    authority: Authority
    own: Authority
    """Record of the authority that the reader acts for."""
    others: Mapping[str, Authority]
    """Its coordinators and its successor, by id."""


def read(id: str, *, by: Acting) -> Seen:
    """
    Return the authority *id* with those that its record names.

    Raises:
        NotFound: There is none, or it is not validated yet and none of the reader's.
    """
    authority = directory.authority(id)
    found = _others(authority, {}, besides=by.authority)
    own, _ = of({**found, id: authority}, id, by)
    return Seen(authority=authority, own=own, others=found)


def seen(authority: Authority, own: Authority) -> Seen:
    """Return *authority* as it was just written, for somebody who acts for *own*."""
    others = _others(authority, {own.party.id: own})
    return Seen(authority=authority, own=own, others=others)


def charges(*, by: Acting, limit: int, cursor: str | None) -> Page[Charge]:
    """Return the authorities in the care of the one that *by* acts for."""
    try:
        return storage.charges(by.authority, limit=limit, cursor=cursor)
    except NotFound:
        return Page((), None)


def audit_of(
    id: str, *, by: Acting, limit: int, cursor: str | None
) -> tuple[Page[Entry], Mapping[str, str]]:
    """
    Return what was changed at the authority *id*, newest first, and names of own colleagues.

    Raises:
        NotFound: There is none, or *by* is no administrator of it or of its coordinators.
    """
    own, authority = pair(id, by)
    if care.refusal(Act.READ_AUDIT, by, own, authority):
        raise NotFound
    page = audit.entries(id, limit=limit, cursor=cursor)
    names = {each.id: each.name for each in directory.officials_of(by.authority)}
    return page, names


def parties(ids: Collection[str]) -> list[Party]:
    """Return those of the authorities *ids* that there are; 100 at most."""
    return [each.party for each in directory.authorities(sorted(ids))]


def pair(id: str, by: Acting) -> tuple[Authority, Authority]:
    """
    Return the authority that *by* acts for, and the authority *id*.

    Raises:
        NotFound: There is no such authority.
    """
    return of(storage.load([id, by.authority]), id, by)


def entry(action: str, authority: str, by: Acting, at: datetime, **more: Any) -> Entry:
    """Return what the audit of *authority* is told of an *action* of *by*."""
    return Entry(
        authority=authority,
        at=at,
        by=by.official.id,
        on_behalf_of=by.membership.party,
        action=str(action),
        **more,
    )


def of(found: Mapping[str, Authority], id: str, by: Acting) -> tuple[Authority, Authority]:
    """
    Return, of those *found*, the authority that *by* acts for, and the authority *id*.

    Raises:
        NotFound: There is no such authority, or not for *by*.
        NotAllowed: *by* acts for one that is not there.
    """
    if id not in found:
        raise NotFound
    if by.authority not in found:
        raise NotAllowed(Reason.NO_MEMBER)
    if found[id].status in HIDDEN and not care.relations(found[by.authority], found[id]):
        raise NotFound
    return found[by.authority], found[id]


def _others(
    authority: Authority, known: Mapping[str, Authority], *, besides: str | None = None
) -> dict[str, Authority]:
    """Return those that the record of *authority* names, and one *besides*; reads no others."""
    named = {*authority.coordinators, authority.successor, besides} - {None, authority.party.id}
    unknown = {each for each in named if each} - known.keys()
    return {**known, **(storage.load(unknown) if unknown else {})}
