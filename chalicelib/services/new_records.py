"""Registering an authority: once, and with open eyes where it may be there already."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain import care, records
from chalicelib.domain.authorities import Authority, Kind, Part
from chalicelib.domain.errors import (
    AlreadyDone,
    Conflict,
    NotAllowed,
    Reason,
    Stale,
)
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known, Named
from chalicelib.services.records import Seen, entry, read, seen
from chalicelib.storage import audit, calls
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write


def new_id(country: str) -> str:
    """Return an id that no authority has: the country, and a number that says nothing."""
    return f"{country.lower()}-{secrets.token_hex(6)}"


def register(
    authority: Authority,
    kinds: Mapping[str, Kind],
    *,
    despite: Collection[str],
    known: Known,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Seen:
    """
    Write a new authority and return it; the same *call* again returns the same.

    The authority that *by* acts for validates it, gives it access and follows its requests.

    Args:
        authority: The record, without parts.
        kinds: The part that it is to have, by legal area.
        despite: Ids of those that were shown as possible duplicates, and are none.

    Raises:
        NotAllowed: *by* may not register it.
        Invalid: The record is not whole.
        Conflict: It may be registered already; there is a fault for each possible duplicate.
        KeyReused: *call* came before with something else.
    """
    own = storage.load([by.authority]).get(by.authority)
    if own is None:
        raise NotAllowed(Reason.NO_MEMBER)
    care.must_register(by, own, country=authority.party.country, kinds=kinds)
    whole = replace(
        authority,
        validating_coordinator=by.authority,
        # It has nobody yet: the days of grace begin at once.
        below_rule_since=at.date(),
        parts={area: _part(kind, by.authority) for area, kind in kinds.items()},
    )
    records.must_be_whole(whole, known)
    try:
        return seen(_create(whole, despite, by, call, at), own)
    except (AlreadyDone, Conflict):
        earlier = calls.earlier(call) if call else None
        if earlier is None:
            raise
        return read(earlier, by=by)
    except Stale:
        # Somebody was faster with the same name and city: it is there to be shown by now.
        _must_be_new(whole, storage.names(whole.party.country), despite)
        raise


def _part(kind: Kind, coordinator: str) -> Part:
    return Part(kind=kind, access_coordinator=coordinator, request_coordinators=(coordinator,))


def _create(
    authority: Authority, despite: Collection[str], by: Acting, call: Call | None, at: datetime
) -> Authority:
    names = storage.names(authority.party.country)
    _must_be_new(authority, names, despite)
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=authority.party.id)
    saved = storage.put(write, authority, before=None)
    storage.claim(write, authority, seen=names)
    audit.add(write, entry("register", authority.party.id, by, at, new=authority.party.name))
    write.commit()
    return saved


def _must_be_new(
    authority: Authority, names: Mapping[str, Named], despite: Collection[str]
) -> None:
    found = records.possible_duplicates(
        authority.party.name, authority.city, names.values(), but=despite
    )
    if found:
        raise Conflict(*(records.duplicate_fault(each, "/despite") for each in found))
