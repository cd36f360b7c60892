"""An authority's part in one legal area: asked for, taken back, decided on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from chalicelib.domain import announcements, care, records, statuses
from chalicelib.domain.authorities import Access, Authority, Kind, Part
from chalicelib.domain.care import Act
from chalicelib.domain.errors import (
    AlreadyDone,
    Conflict,
    Fault,
    Invalid,
    NotAllowed,
    NotFound,
    Reason,
    Stale,
    VersionMissing,
)
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known
from chalicelib.services.records import Seen, entry, of, pair, read, seen
from chalicelib.storage import audit, calls, notices
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write


def decide(
    id: str,
    area: str,
    part: Part,
    *,
    version: int | None,
    known: Known,
    by: Acting,
    at: datetime,
) -> Seen:
    """
    Let *part* be the part of the authority *id* in *area* from now on, and return it.

    Args:
        part: Without an access coordinator, the present one stays; of a new part it is the
            authority that *by* acts for.
        version: The version that the change was made to; None where the call names none.

    Raises:
        NotFound: There is no such authority or legal area.
        NotAllowed: *by* decides on nothing there, or not on that.
        VersionMissing, Stale: As the call names no version, or one of yesterday.
        Conflict: The authority has ended.
        Invalid: One that is named is no coordinator of this area and country.
    """
    if area not in known.areas:
        raise NotFound
    named = {part.access_coordinator, *part.request_coordinators, *part.linked_coordinators}
    found = storage.load({id, by.authority, *(each for each in named if each)})
    own, authority = of(found, id, by)
    care.must(Act.SET_AREA, by, own, authority, area)
    if version != authority.version:
        raise VersionMissing if version is None else Stale
    statuses.must_be_open(authority)
    before = authority.parts.get(area)
    _must_give(own, area, before, part.kind)
    if faults := [*_faults(authority, part, area, found)]:
        raise Invalid(*faults)
    if part.access_coordinator is None:
        present = before.access_coordinator if before else None
        part = replace(part, access_coordinator=present or by.authority)
    if before and before.access is Access.REQUESTED and part.access is Access.GRANTED:
        # Somebody follows the requests of every authority that has access.
        follow = part.request_coordinators or (by.authority,)
        part = replace(part, request_coordinators=follow)
    after = replace(authority, parts={**authority.parts, area: part})
    records.must_not_be_too_many(after)
    return seen(_save(authority, after, area, by, at), own)


def ask(
    id: str,
    area: str,
    *,
    version: int | None,
    known: Known,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Seen:
    """
    Let the authority *id* ask for access to *area*, and return it.

    Its validating coordinator decides if it coordinates the area, else the national one. The
    same *call* again changes nothing and returns the authority as it now is.

    Raises:
        NotFound: There is no such authority or legal area.
        NotAllowed: *by* is no administrator of it.
        VersionMissing, Stale: As the call names no version, or one of yesterday.
        Conflict: The authority has ended, or has a part in the area already.
    """
    if area not in known.areas:
        raise NotFound
    own, before = pair(id, by)
    care.must(Act.ASK_AREA, by, own, before)
    if version != before.version:
        if call and calls.earlier(call):
            return seen(before, own)
        raise VersionMissing if version is None else Stale
    statuses.must_be_open(before)
    if area in before.parts:
        raise Conflict(Fault("/area", "area_there"))
    validating = before.validating_coordinator or ""
    coordinator = storage.load([validating]).get(validating) if validating else None
    follows = (validating,) if coordinator and care.coordinates(coordinator, area) else ()
    part = Part(
        access=Access.REQUESTED,
        access_coordinator=follows[0] if follows else None,
        request_coordinators=follows,
    )
    after = replace(before, parts={**before.parts, area: part})
    try:
        return seen(_asked(before, after, area, by, at, call), own)
    except AlreadyDone:
        return read(id, by=by)


def take_back(id: str, area: str, *, version: int | None, by: Acting, at: datetime) -> Seen:
    """
    Take back what the authority *id* asked for in *area*, or refuse it, and return the authority.

    Raises:
        NotFound: There is no such authority, or it has no part there.
        NotAllowed: *by* is neither its administrator nor one of who decides on access.
        VersionMissing, Stale: As the call names no version, or one of yesterday.
        Conflict: It has been decided on.
    """
    own, before = pair(id, by)
    if not may_take_back(by, own, before, area):
        care.must(Act.SET_AREA, by, own, before, area)
    if version != before.version:
        raise VersionMissing if version is None else Stale
    if area not in before.parts:
        raise NotFound
    if before.parts[area].access is not Access.REQUESTED:
        raise Conflict(Fault("/area", "area_decided"))
    statuses.must_be_open(before)
    left = {code: part for code, part in before.parts.items() if code != area}
    write = Write()
    saved = storage.put(write, replace(before, parts=left), before=before)
    deed = "take_back_area" if id == by.authority else "refuse_area"
    old = before.parts[area].access.value
    audit.add(write, entry(deed, id, by, at, field=f"parts/{area}/access", old=old))
    _announce(write, before, saved, area, by, at)
    write.commit()
    return seen(saved, own)


def may_take_back(by: Acting, own: Authority, authority: Authority, area: str) -> bool:
    """Return whether *by*, acting for *own*, may take back or refuse what was asked in *area*."""
    acts = (Act.ASK_AREA, Act.SET_AREA)
    return any(care.refusal(act, by, own, authority, area) is None for act in acts)


def _asked(
    before: Authority, after: Authority, area: str, by: Acting, at: datetime, call: Call | None
) -> Authority:
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=after.party.id)
    saved = storage.put(write, after, before=before)
    new = {"field": f"parts/{area}/access", "new": Access.REQUESTED.value}
    audit.add(write, entry(Act.ASK_AREA, after.party.id, by, at, **new))
    _announce(write, before, saved, area, by, at)
    write.commit()
    return saved


def _save(
    before: Authority, after: Authority, area: str, by: Acting, at: datetime
) -> Authority:
    old = asdict(before.parts[area]) if area in before.parts else {}
    new: dict[str, Any] = asdict(after.parts[area])
    changed = [name for name in new if old.get(name) != new[name]]
    if not changed:
        return before
    write = Write()
    saved = storage.put(write, after, before=before)
    for n, name in enumerate(changed):
        values = {"field": f"parts/{area}/{name}", "old": old.get(name), "new": new[name]}
        audit.add(write, entry(Act.SET_AREA, after.party.id, by, at, n=n, **values))
    _announce(write, before, saved, area, by, at)
    write.commit()
    return saved


def _announce(
    write: Write, before: Authority, after: Authority, area: str, by: Acting, at: datetime
) -> None:
    """Add to *write* what others are told of a change in *area*."""
    part = after.parts.get(area)
    decides = None
    if part and part.access is Access.REQUESTED:
        decides = part.access_coordinator or storage.national(after.party.country)
    told = announcements.of_access(before, after, area, decides=decides, by=by, at=at)
    for notice in told:
        write.put(notices.waiting_item(notice))


def _must_give(own: Authority, area: str, before: Part | None, kind: Kind) -> None:
    """Do nothing if *own* may make *kind* of what was *before*."""
    if before and before.kind is kind:
        return
    care.must_give(own, area, kind)
    if before and before.kind is Kind.NATIONAL_COORDINATOR:
        raise NotAllowed(Reason.KIND_NOT_YOURS)


def _faults(
    authority: Authority, part: Part, area: str, found: Mapping[str, Authority]
) -> Iterator[Fault]:
    """Yield a fault for each one named in *part* that cannot be what it is named as."""
    lists = {
        "request_coordinators": part.request_coordinators,
        "linked_coordinators": part.linked_coordinators,
    }
    places = {f"/{name}/{n}": each for name, ids in lists.items() for n, each in enumerate(ids)}
    if part.access_coordinator:
        places["/access_coordinator"] = part.access_coordinator
    for pointer, named in places.items():
        other = found.get(named)
        if other is None or other.party.country != authority.party.country:
            yield Fault(pointer, "unknown_authority")
        elif named == authority.party.id and pointer != "/access_coordinator":
            yield Fault(pointer, "same_authority")
        elif not pointer.startswith("/linked") and not care.coordinates(other, area):
            yield Fault(pointer, "not_a_coordinator")
    for name, ids in lists.items():
        if len(set(ids)) < len(ids):
            yield Fault(f"/{name}", "chosen_twice")
