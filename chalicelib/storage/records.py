"""
The records of authorities as they are written: with all that must agree with them.

In one transaction with a record go the line of each coordinator that has it in its care, and
the place in the list of names of its country, which keeps one body from being registered twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.domain.authorities import Authority, Status, folded
from chalicelib.domain.care import Charge, charge, is_national
from chalicelib.domain.errors import DomainError, NotFound, Stale
from chalicelib.domain.records import Named
from chalicelib.storage import changes, cursors, parties
from chalicelib.storage.directory_items import AuthorityItem, DirectoryTable
from chalicelib.storage.pages import Page
from chalicelib.storage.rows import DirectoryRow, removed
from chalicelib.storage.writes import Write


class CareItem(DirectoryTable, discriminator="care"):
    """An authority in the partition of a coordinator that has it in its care."""

    PREFIX: Final = "care#"

    party = JSONAttribute()
    city = UnicodeAttribute()
    languages = JSONAttribute()
    areas = JSONAttribute()
    asked_areas = JSONAttribute(null=True)
    """Those on which this coordinator decides."""
    status = UnicodeAttribute()
    confirmed_on = UnicodeAttribute(null=True)
    below_rule_since = UnicodeAttribute(null=True)

    @classmethod
    def key(cls, authority: str) -> str:
        return f"{cls.PREFIX}{authority}"

    @classmethod
    def from_domain(cls, charge: Charge, coordinator: str) -> CareItem:
        return cls(
            id=coordinator,
            item=cls.key(charge.party.id),
            party=parties.to_item(charge.party),
            city=charge.city,
            languages=list(charge.languages),
            areas=sorted(charge.areas),
            asked_areas=sorted(charge.asked_of(coordinator)),
            status=charge.status.value,
            confirmed_on=_iso(charge.confirmed_on),
            below_rule_since=_iso(charge.below_rule_since),
        )

    def to_domain(self) -> Charge:
        return Charge(
            party=parties.from_item(self.party),
            city=self.city,
            languages=tuple(self.languages),
            areas=frozenset(self.areas),
            asked_areas=dict.fromkeys(self.asked_areas or ()),
            status=Status(self.status),
            confirmed_on=_date(self.confirmed_on),
            below_rule_since=_date(self.below_rule_since),
        )


class NationalItem(DirectoryTable, discriminator="national"):
    """Which authority is the national coordinator of a country: who decides where nobody else does."""

    KEY: Final = "national"

    authority = UnicodeAttribute()

    @staticmethod
    def place(country: str) -> str:
        return f"national#{country}"


class NameItem(DirectoryTable, discriminator="name"):
    """A name and city that an authority of a country has; a place of its own for each."""

    authority = UnicodeAttribute()
    name = UnicodeAttribute()
    city = UnicodeAttribute()

    @staticmethod
    def partition(country: str) -> str:
        return f"name#{country}"

    @staticmethod
    def key(authority: Authority, place: int | str) -> str:
        """Return the key of one *place* among those of the same name and city."""
        # A digest, because a long name is longer than a key may be.
        said = f"{folded(authority.party.name)}\x00{folded(authority.city)}"
        return f"{hashlib.sha256(said.encode()).hexdigest()}#{place}"

    @classmethod
    def of(cls, authority: Authority, place: int | str) -> NameItem:
        return cls(
            id=cls.partition(authority.party.country),
            item=cls.key(authority, place),
            authority=authority.party.id,
            name=authority.party.name,
            city=authority.city,
        )


def load(ids: Iterable[str]) -> dict[str, Authority]:
    """Return those authorities of *ids* that there are, as they stand now."""
    keys = [(each, AuthorityItem.KEY) for each in sorted(set(ids))]
    found = AuthorityItem.batch_get(keys, consistent_read=True)
    return {item.id: item.to_domain() for item in found}


def national(country: str) -> str | None:
    """Return the id of the national coordinator of *country* (ISO code); None while there is none."""
    found = NationalItem.batch_get([(NationalItem.place(country), NationalItem.KEY)])
    return next((item.authority for item in found), None)


def below_rule(first: date, last: date) -> list[Authority]:
    """Return the authorities that may be below the rule since a day from *first* to *last*."""
    days = AuthorityItem.below_rule_since.between(first.isoformat(), last.isoformat())
    found = AuthorityItem.by_below_rule.query(AuthorityItem.EVERYWHERE, days)
    return list(load(item.id for item in found).values())


def put(write: Write, authority: Authority, *, before: Authority | None) -> Authority:
    """
    Add *authority* to *write*, with the lines of those that have it in their care.

    Args:
        before: As it was stored; None for one that is new.

    Returns:
        The authority with its new version; the condition is that nobody else changed it.
    """
    saved = replace(authority, version=authority.version + 1)
    write.put(AuthorityItem.from_domain(saved), unchanged(authority.version), Stale())
    own, now = saved.party.id, charge(saved)
    coordinators = saved.coordinators - {own}
    former = before.coordinators - {own} if before else frozenset()
    same = before is not None and charge(before) == now
    for coordinator in sorted(coordinators - former if same else coordinators):
        write.put(CareItem.from_domain(now, coordinator))
    changes.mark(write, own, saved.version)
    if is_national(saved):
        place = NationalItem.place(saved.party.country)
        write.put(NationalItem(id=place, item=NationalItem.KEY, authority=own))
    for coordinator in sorted(former - coordinators):
        write.delete(CareItem(id=coordinator, item=CareItem.key(own)))
    return saved


def unchanged(version: int) -> Condition:
    """Return the condition that an authority has *version*; 0 for not being there."""
    return AuthorityItem.version == version if version else AuthorityItem.id.does_not_exist()


def check_active(write: Write, authority: str, error: DomainError) -> None:
    """Demand within *write* that *authority* is active."""
    active = AuthorityItem.status == Status.ACTIVE.value
    write.check(AuthorityItem, (authority, AuthorityItem.KEY), active, error)


def names(country: str) -> dict[str, Named]:
    """Return the names of a country's authorities, by their key in the list of names."""
    found = NameItem.query(NameItem.partition(country), consistent_read=True)
    return {
        item.item: Named(id=item.authority, name=item.name, city=item.city) for item in found
    }


def claim(write: Write, authority: Authority, *, seen: Mapping[str, Named]) -> None:
    """
    Add to *write* that *authority* has its name and city, beside those *seen* before.

    Who claims the same at the same time gets the same place: one of them has it, and
    for the others :class:`Stale` is raised.
    """
    item = NameItem.of(authority, _free(authority, seen))
    write.put(item, NameItem.id.does_not_exist(), Stale())


def place_of(authority: Authority, *, seen: Mapping[str, Named]) -> str:
    """Return the key under which *authority* claims its name beside those *seen* before."""
    return NameItem.key(authority, _free(authority, seen))


def _free(authority: Authority, seen: Mapping[str, Named]) -> int:
    places = range(len(seen) + 1)
    return next(place for place in places if NameItem.key(authority, place) not in seen)


def publish_name(write: Write, authority: Authority) -> None:
    """Add to *write* the name of an authority that is published, whoever has it, too."""
    write.put(NameItem.of(authority, authority.party.id))


def release(write: Write, authority: Authority, *, seen: Mapping[str, Named]) -> None:
    """Add to *write* that *authority* no longer has the name and city that it had."""
    partition = NameItem.partition(authority.party.country)
    for key, named in seen.items():
        if named.id == authority.party.id:
            write.delete(NameItem(id=partition, item=key))


def remove(authority: Authority) -> None:
    """
    Remove *authority* with all that is kept of it; a training stage alone does so.

    Safe to run again: the record goes last, so that the rest is found until then.
    """
    own = authority.party.id
    for coordinator in authority.coordinators:
        CareItem(id=coordinator, item=CareItem.key(own)).delete()
    rows = DirectoryRow.query(own, consistent_read=True)
    removed(row for row in list(rows) if row.item != AuthorityItem.KEY)
    write = Write()
    release(write, authority, seen=names(authority.party.country))
    write.delete(AuthorityItem(id=own, item=AuthorityItem.KEY))
    changes.mark(write, own, authority.version + 1)
    write.commit()


def charges(coordinator: str, *, limit: int, cursor: str | None) -> Page[Charge]:
    """
    Return the authorities in the care of *coordinator*; a national one has its whole country.

    Raises:
        Invalid: *cursor* is none of ours.
        NotFound: There is no such coordinator.
    """
    if cursor is None:
        return _first_charges(coordinator, limit)
    place = cursors.read(cursor, str, str)
    if place[0] == CareItem.PREFIX:
        return _charges(coordinator, limit, place[1])
    own = load([coordinator]).get(coordinator)
    if own is None or not is_national(own):
        raise NotFound
    return _of_country(own, limit, place)


def _first_charges(coordinator: str, limit: int) -> Page[Charge]:
    """Return the first page: the coordinator's own record lies before its care, in one read."""
    everything = DirectoryTable.item.between(AuthorityItem.KEY, f"{CareItem.PREFIX}~")
    found = DirectoryTable.query(coordinator, everything, limit=limit + 1)
    items = list(found)
    own = items.pop(0) if items else None
    if not isinstance(own, AuthorityItem):
        raise NotFound
    authority = own.to_domain()
    if is_national(authority):
        return _of_country(authority, limit, None)
    return _page(items, found.last_evaluated_key)


def _charges(coordinator: str, limit: int, after: str) -> Page[Charge]:
    found = DirectoryTable.query(
        coordinator,
        DirectoryTable.item.startswith(CareItem.PREFIX),
        limit=limit,
        last_evaluated_key={"id": {"S": coordinator}, "item": {"S": after}},
    )
    return _page(list(found), found.last_evaluated_key)


def _page(items: Iterable[Any], last: Mapping[str, Mapping[str, str]] | None) -> Page[Charge]:
    cursor = cursors.encode([CareItem.PREFIX, last["item"]["S"]]) if last else None
    return Page(tuple(item.to_domain() for item in items), cursor)


def _of_country(own: Authority, limit: int, place: Any) -> Page[Charge]:
    country = own.party.country
    start = None
    if place:
        start = {
            "country_box": {"S": country},
            "sort_name": {"S": place[0]},
            "id": {"S": place[1]},
            "item": {"S": AuthorityItem.KEY},
        }
    index: Any = AuthorityItem.by_country
    found = index.query(country, limit=limit, last_evaluated_key=start)
    others = [item.to_domain() for item in found if item.id != own.party.id]
    last = cursors.write(found.last_evaluated_key, "sort_name", "id")
    return Page(tuple(map(charge, others)), last)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
