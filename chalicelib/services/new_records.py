"""Registering an authority: once, and with open eyes where it may be there already."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib.domain import care, records, registrations
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Status
from chalicelib.domain.errors import (
    AlreadyDone,
    Conflict,
    Fault,
    Invalid,
    NotAllowed,
    Reason,
    Stale,
)
from chalicelib.domain.histories import Deed
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.records import Known, Named
from chalicelib.domain.registrations import Entry
from chalicelib.domain.staff import Staff
from chalicelib.services import accounts, colleagues
from chalicelib.services.records import Seen, entry, read, seen
from chalicelib.storage import audit, calls, members, notices
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.members import Office
from chalicelib.storage.writes import Write


def new_id(country: str) -> str:
    """Return an id that no authority has: the country, and a number that says nothing."""
    return f"{country.lower()}-{secrets.token_hex(6)}"


def register(
    authority: Authority,
    kinds: Mapping[str, Kind],
    *,
    first: Entry | None = None,
    despite: Collection[str],
    known: Known,
    by: Acting,
    call: Call | None,
    at: datetime,
    names: Mapping[str, Named] | None = None,
) -> Seen:
    """
    Write a new authority and return it; the same *call* again returns the same.

    The authority that *by* acts for validates it, gives it access and follows its requests. One
    that gets a *first* official is invited: she or he completes the record and hands it in.

    Args:
        authority: The record, without parts.
        kinds: The part that it is to have, by legal area.
        first: Its first administrator, who gets an invitation; None where the record is whole.
        despite: Ids of those that were shown as possible duplicates, and are none.
        names: Those of its country, by their place, as they stand; read if left out.

    Raises:
        NotAllowed: *by* may not register it.
        Invalid: The record is not whole, or *first* cannot be taken.
        Conflict: It may be registered already; there is a fault for each possible duplicate.
        KeyReused: *call* came before with something else.
        NoAccountNow: *first* gets no sign-in account now.
    """
    own = storage.load([by.authority]).get(by.authority)
    if own is None:
        raise NotAllowed(Reason.NO_MEMBER)
    care.must_register(by, own, country=authority.party.country, kinds=kinds)
    access = Access.REQUESTED if first else Access.GRANTED
    new = replace(
        authority,
        status=Status.INVITED if first else Status.ACTIVE,
        validating_coordinator=by.authority,
        # It has nobody yet: the days of grace begin at once.
        below_rule_since=at.date(),
        parts={area: _part(kind, access, by.authority) for area, kind in kinds.items()},
    )
    create = partial(_create, new, check(new, first, known), despite, by, call, at)
    try:
        return seen(_persistently(create, names), own)
    except (AlreadyDone, Conflict):
        earlier = calls.earlier(call) if call else None
        if earlier is None:
            raise
        return read(earlier, by=by)


def _persistently(
    create: Callable[[Mapping[str, Named] | None], Authority],
    names: Mapping[str, Named] | None,
) -> Authority:
    """Return what *create* writes, anew while others write the same names or people."""
    for left in reversed(range(colleagues.TRIES)):
        try:
            return create(names)
        except Stale:
            # Who was faster with the same name and city is there to be shown the next time.
            names = None
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def check(authority: Authority, first: Entry | None, known: Known) -> Entry | None:
    """
    Return *first* as the administrator of *authority* who handles all its legal areas, tidied.

    Without one, the record must be whole.

    Raises:
        Invalid: They cannot; each fault says where and why.
    """
    if first is None:
        records.must_be_whole(authority, known)
        return None
    handles = dict.fromkeys(authority.parts, frozenset({Role.HANDLER}))
    invited, faults = first, []
    try:
        invited = registrations.checked(
            replace(first, roles=handles, administrator=True), authority
        )
    except Invalid as error:
        faults = [
            replace(each, pointer=f"/administrator{each.pointer}") for each in error.faults
        ]
    if invited.language not in known.languages:
        faults.append(Fault("/administrator/language", "not_an_option"))
    try:
        records.must_be_begun(authority, known)
    except Invalid as error:
        faults = [*error.faults, *faults]
    if faults:
        raise Invalid(*faults)
    return invited


def _part(kind: Kind, access: Access, coordinator: str) -> Part:
    return Part(
        kind=kind,
        access=access,
        access_coordinator=coordinator,
        request_coordinators=(coordinator,),
    )


def _create(
    authority: Authority,
    first: Entry | None,
    despite: Collection[str],
    by: Acting,
    call: Call | None,
    at: datetime,
    names: Mapping[str, Named] | None,
) -> Authority:
    if names is None:
        names = storage.names(authority.party.country)
    _must_be_new(authority, names, despite)
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=authority.party.id)
    saved = storage.put(write, authority, before=None)
    storage.claim(write, authority, seen=names)
    deed = "invite" if first else "register"
    audit.add(write, entry(deed, authority.party.id, by, at, new=authority.party.name))
    if first:
        _add_first(write, first, saved, by, at)
    write.commit()
    return saved


def _add_first(
    write: Write, first: Entry, authority: Authority, by: Acting, at: datetime
) -> None:
    """Add to *write* the first official of *authority*, with the e-mail about it."""
    before = colleagues.who_has(first.email)
    account = (
        before.id if before else accounts.open_for(first.email, pointer="/administrator/email")
    )
    official = registrations.register(first, account, authority, before=before, at=at)
    members.add(
        write,
        official,
        before=before,
        offices={authority.party.id: Office(authority=authority, staff=Staff())},
        told=colleagues.told(Deed.REGISTER, before, official, authority.party.id, by=by, at=at),
    )
    if notice := colleagues.news(before, official, authority, at):
        write.put(notices.waiting_item(notice))


def _must_be_new(
    authority: Authority, names: Mapping[str, Named], despite: Collection[str]
) -> None:
    found = records.possible_duplicates(
        authority.party.name, authority.city, names.values(), but=despite
    )
    if found:
        raise Conflict(*(records.duplicate_fault(each, "/despite") for each in found))
