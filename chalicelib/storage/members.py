"""Officials as members of authorities: how many there are is written with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pynamodb.exceptions import DoesNotExist

from chalicelib.domain import staff as rules
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.notices import Notice
from chalicelib.domain.officials import Official
from chalicelib.domain.staff import Staff
from chalicelib.storage import audit, calls, notices, records
from chalicelib.storage.calls import Call
from chalicelib.storage.directory_items import AuthorityItem, DirectoryTable
from chalicelib.storage.member_items import AddressItem, StaffItem
from chalicelib.storage.official_items import MemberItem, OfficialItem
from chalicelib.storage.writes import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An authority's record, and how many act for it."""

    authority: Authority
    staff: Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One official of an authority, as somebody of the same or of another one looks at it."""

    office: Office
    own: Authority
    """Record of the authority that the onlooker acts for; it may be the same."""
    official: Official | None
    """None where there is no such official."""


def offices(ids: Iterable[str]) -> dict[str, Office]:
    """Return the authorities *ids* that there are, by id."""
    wanted = tuple(ids)
    keys = [(each, key) for each in wanted for key in (AuthorityItem.KEY, StaffItem.KEY)]
    found = _found(keys)
    known = [each for each in wanted if (each, AuthorityItem.KEY) in found]
    return {each: _office(found, each) for each in known}


def desk(authority: str, official: str | None, *, own: str) -> Desk:
    """
    Return the *official* of *authority*, and all that decides what may be done.

    Args:
        official: Id; None where an official is yet to be.
        own: Id of the authority that the onlooker acts for.

    Raises:
        NotFound: There is no such authority.
    """
    keys = [(authority, AuthorityItem.KEY), (authority, StaffItem.KEY)]
    if own != authority:
        keys.append((own, AuthorityItem.KEY))
    if official:
        keys.append((authority, MemberItem.key(official)))
    found = _found(keys)
    if any((each, AuthorityItem.KEY) not in found for each in (authority, own)):
        raise NotFound
    member = found.get((authority, MemberItem.key(official or "")))
    return Desk(
        office=_office(found, authority),
        own=found[own, AuthorityItem.KEY].to_domain(),
        official=member.to_domain() if member else None,
    )


def by_address(email: str) -> str | None:
    """Return the id of the official who has *email*, or None; also of one who has left."""
    try:
        return AddressItem.get(
            AddressItem.place(email), AddressItem.KEY, consistent_read=True
        ).official_id
    except DoesNotExist:
        return None


def save(
    official: Official,
    *,
    before: Official | None,
    offices: Mapping[str, Office],
    at: datetime | None = None,
    notice: Notice | None = None,
    told: Iterable[Entry] = (),
    call: Call | None = None,
) -> Official:
    """
    Write *official*, also where each authority looks for its people, and what this changes there.

    Args:
        before: What is stored; None for an official who is new.
        offices: The authorities whose staff this changes, as they were when that was allowed.
        at: When it is done, UTC; None leaves alone since when an authority is below the rule.
        notice: What is to be told about it.
        told: What the audit says about it.

    Returns:
        The official with the new version.

    Raises:
        Stale: The official, or how many there are, has been changed meanwhile; or the e-mail
            address has become somebody else's.
        AlreadyDone: *call* was carried out meanwhile.
    """
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=official.id)
    saved = add(write, official, before=before, offices=offices, at=at, told=told)
    if notice:
        write.put(notices.waiting_item(notice))
    write.commit()
    return saved


def add(
    write: Write,
    official: Official,
    *,
    before: Official | None,
    offices: Mapping[str, Office],
    at: datetime | None = None,
    told: Iterable[Entry] = (),
) -> Official:
    """
    Add *official* to *write*, with all that must agree with it; as :func:`save` does.

    Returns:
        The official with the new version.
    """
    saved = replace(official, version=official.version + 1)
    write.put(OfficialItem.from_domain(saved), _unchanged(official.version), Stale())
    for authority in saved.memberships:
        write.put(MemberItem.from_domain(saved, authority))
    place = AddressItem.place(saved.email)
    if before is None or AddressItem.place(before.email) != place:
        address = AddressItem.of(saved.email, saved.id)
        write.put(address, AddressItem.id.does_not_exist(), Stale())
        if before:
            old = AddressItem.place(before.email)
            write.delete(AddressItem(id=old, item=AddressItem.KEY))
    for authority, office in offices.items():
        then = rules.changed(office.staff, authority, before=before, after=saved)
        _count(write, office, then, at)
    for entry in told:
        audit.add(write, entry)
    return saved


def erasable(today: date) -> list[str]:
    """Return the ids of those officials of whom something is to be erased by *today* (UTC)."""
    due = OfficialItem.by_erasure.query(
        OfficialItem.KEY, OfficialItem.erasable_on <= today.isoformat()
    )
    return [item.id for item in due]


def erase(before: Official, after: Official | None) -> None:
    """
    Let *before* be stored as *after*, without the authorities that are no longer there.

    Args:
        after: None if nothing is to be left, nor the e-mail address.

    Raises:
        Stale: The official has been changed meanwhile.
    """
    write = Write()
    left = before.memberships.keys() - (after.memberships.keys() if after else set())
    for authority in left:
        write.delete(MemberItem(id=authority, item=MemberItem.key(before.id)))
    if after:
        add(write, after, before=before, offices={})
    else:
        item = OfficialItem(id=before.id, item=OfficialItem.KEY)
        write.delete(item, _unchanged(before.version), Stale())
        write.delete(AddressItem(id=AddressItem.place(before.email), item=AddressItem.KEY))
    write.commit()


def _count(write: Write, office: Office, then: Staff, at: datetime | None) -> None:
    """
    Add to *write* that the staff of *office* becomes *then*, if it becomes another.

    Where this brings the authority below the rule, it is told with the same *write*.
    """
    authority, name = office.authority, office.authority.party.id
    if then != office.staff:
        counted = StaffItem.from_domain(then, name)
        write.put(counted, StaffItem.still(office.staff), Stale())
    if at is None:
        return
    since = rules.below_since(authority.below_rule_since, then, today=at.date())
    if since != authority.below_rule_since:
        marked = replace(authority, below_rule_since=since)
        records.put(write, marked, before=authority)
        for notice in rules.news(marked, at=at):
            write.put(notices.waiting_item(notice))


def _found(keys: list[tuple[str, str]]) -> Mapping[tuple[str, str], Any]:
    items = DirectoryTable.batch_get(keys, consistent_read=True)
    return {(item.id, item.item): item for item in items}


def _office(found: Mapping[tuple[str, str], Any], id: str) -> Office:
    counted = found.get((id, StaffItem.KEY))
    return Office(
        authority=found[id, AuthorityItem.KEY].to_domain(),
        staff=counted.to_domain() if counted else Staff(),
    )


def _unchanged(version: int) -> Any:
    return OfficialItem.version == version if version else OfficialItem.id.does_not_exist()
