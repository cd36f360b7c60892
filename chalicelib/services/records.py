"""What is done with the records of authorities: read, edit, confirm, suspend, merge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain import care, records, statuses
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Authority, Status, folded
from chalicelib.domain.care import Act, Charge
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import (
    AlreadyDone,
    Conflict,
    Fault,
    NotAllowed,
    NotFound,
    Reason,
    Stale,
    VersionMissing,
)
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known
from chalicelib.storage import audit, calls, directory
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.pages import Page
from chalicelib.storage.writes import Write

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


def edit(
    id: str,
    change: Callable[[dict[str, Any]], Mapping[str, Any]],
    *,
    version: int,
    known: Known,
    by: Acting,
    at: datetime,
) -> Seen:
    """
    Change the record of the authority *id*, and return it.

    Args:
        change: Makes the new fields of the stored ones, both as ``records.plain`` has them.
        version: The version that the change was made to.
        known: The codes that a record may use.

    Raises:
        NotFound: There is none.
        NotAllowed: *by* may not edit it, or not its official name.
        Stale: It has been changed since.
        Conflict: It has ended, or another authority has that name and city.
        Invalid: The record would not be whole.
    """
    own, before = pair(id, by)
    care.must(Act.EDIT, by, own, before)
    if version != before.version:
        raise Stale
    statuses.must_be_open(before)
    after = records.edited(before, change(records.plain(before)))
    changes = records.changes(before, after)
    if "name" in changes:
        care.must(Act.RENAME, by, own, before)
    records.must_be_whole(after, known)
    if not changes:
        return seen(before, own)
    write = Write()
    saved = storage.put(write, after, before=before)
    if changes.keys() & {"name", "city"}:
        _move_name(write, before, after)
    for n, (field, (old, new)) in enumerate(changes.items()):
        audit.add(write, entry(Act.EDIT, id, by, at, field=field, old=old, new=new, n=n))
    write.commit()
    return seen(saved, own)


def act(
    id: str,
    act: Act,
    *,
    into: str | None = None,
    version: int | None,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Seen:
    """
    Take one step in the life of the authority *id*, and return it.

    The same *call* again changes nothing and returns the authority as it now is.

    Args:
        into: Id of the authority that it is merged into; for ``MERGE`` alone.
        version: The version that the official saw; None where the call names none.

    Raises:
        NotFound: There is none.
        NotAllowed: *by* may not take that step.
        Stale: It has been changed since.
        VersionMissing: There is no *version*, and the call did not come before.
        Conflict: Its status does not allow that.
        Invalid: It cannot be merged *into* that.
    """
    found = storage.load([id, by.authority, *([into] if into else [])])
    own, before = of(found, id, by)
    care.must(act, by, own, before)
    if version != before.version:
        if call and calls.earlier(call):
            return seen(before, own)
        raise VersionMissing if version is None else Stale
    today = local_day(at, before.party.time_zone)
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=id)
    if act is Act.MERGE:
        after = statuses.merge(before, found.get(into or ""), by=by.authority, on=today)
        storage.check_active(write, into or "", Conflict(Fault("/status", "wrong_status")))
    else:
        after = statuses.step(before, act, by=by.authority, on=today)
    saved = storage.put(write, after, before=before)
    old, new = (_told(each, act) for each in (before, after))
    audit.add(write, entry(act, id, by, at, old=old, new=new))
    try:
        write.commit()
    except AlreadyDone:
        if call:
            calls.earlier(call)
        return read(id, by=by)
    return seen(saved, own)


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


def _told(authority: Authority, act: Act) -> str | None:
    """Return what the audit keeps of *authority* before and after the step *act*."""
    if act is Act.CONFIRM:
        return authority.confirmed_on.isoformat() if authority.confirmed_on else None
    return authority.successor or authority.status.value


def _move_name(write: Write, before: Authority, after: Authority) -> None:
    """Add to *write* that the name or city is another one, which nobody else may have."""
    seen = storage.names(after.party.country)
    for named in seen.values():
        same = folded(named.name) == folded(after.party.name)
        if named.id != after.party.id and same and folded(named.city) == folded(after.city):
            raise Conflict(records.duplicate_fault(named, "/name"))
    storage.release(write, before, seen=seen)
    kept = {key: named for key, named in seen.items() if named.id != before.party.id}
    storage.claim(write, after, seen=kept)
