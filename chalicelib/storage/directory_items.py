"""The table of the directory, and the items of authorities, beside their mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from pynamodb.attributes import (
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection

from chalicelib.config import settings
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Status, folded
from chalicelib.storage import parties
from chalicelib.storage.connections import Table


class ByCountry(GlobalSecondaryIndex["AuthorityItem"]):
    """The authorities of a country, by name."""

    class Meta:
        index_name = "by_country"
        projection = AllProjection()

    country_box = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class ByName(GlobalSecondaryIndex["AuthorityItem"]):
    """The authorities of all countries, by name; for a finder that knows no country."""

    class Meta:
        index_name = "by_name"
        projection = AllProjection()

    everywhere = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class BelowRule(GlobalSecondaryIndex["AuthorityItem"]):
    """The authorities that have too few officials, by the day since when; sparse."""

    class Meta:
        index_name = "below_rule"
        projection = IncludeProjection(["kind"])

    everywhere = UnicodeAttribute(hash_key=True)
    below_rule_since = UnicodeAttribute(range_key=True)


class DirectoryTable(Table):
    """Authorities, and the officials who act for them."""

    class Meta:
        table_name = settings.directory_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()


class AuthorityItem(DirectoryTable, discriminator="authority"):
    """An authority's record."""

    KEY: Final = "authority"
    EVERYWHERE: Final = "authorities"
    """The one partition of the index by name."""

    party = JSONAttribute()
    level = UnicodeAttribute()
    city = UnicodeAttribute()
    address = UnicodeAttribute()
    website = UnicodeAttribute()
    phone = UnicodeAttribute()
    mailbox = UnicodeAttribute()
    languages = JSONAttribute()
    areas = UnicodeSetAttribute(null=True)
    """Those with access: what the transaction of a sending checks."""
    parts = JSONAttribute()
    region = UnicodeAttribute(null=True)
    competences = JSONAttribute()
    professions = JSONAttribute()
    status = UnicodeAttribute()
    validating_coordinator = UnicodeAttribute(null=True)
    successor = UnicodeAttribute(null=True)
    confirmed_on = UnicodeAttribute(null=True)
    below_rule_since = UnicodeAttribute(null=True)
    version = NumberAttribute()

    country_box = UnicodeAttribute()
    sort_name = UnicodeAttribute()
    search_text = UnicodeAttribute()

    everywhere = UnicodeAttribute()

    by_country = ByCountry()
    by_name = ByName()
    by_below_rule = BelowRule()

    @classmethod
    def from_domain(cls, authority: Authority) -> AuthorityItem:
        return cls(
            id=authority.party.id,
            item=cls.KEY,
            party=parties.to_item(authority.party),
            level=authority.level,
            city=authority.city,
            address=authority.address,
            website=authority.website,
            phone=authority.phone,
            mailbox=authority.mailbox,
            languages=list(authority.languages),
            areas=set(authority.areas) or None,
            parts={area: asdict(part) for area, part in authority.parts.items()},
            region=authority.region or None,
            competences=list(authority.competences),
            professions=list(authority.professions),
            status=authority.status.value,
            validating_coordinator=authority.validating_coordinator,
            successor=authority.successor,
            confirmed_on=iso_day(authority.confirmed_on),
            below_rule_since=iso_day(authority.below_rule_since),
            version=authority.version,
            country_box=authority.party.country,
            everywhere=cls.EVERYWHERE,
            sort_name=f"{folded(authority.party.name)}#{authority.party.id}",
            search_text=authority.search_text,
        )

    def to_domain(self) -> Authority:
        return Authority(
            party=parties.from_item(self.party),
            level=self.level,
            city=self.city,
            address=self.address,
            website=self.website,
            phone=self.phone,
            mailbox=self.mailbox,
            languages=tuple(self.languages),
            parts={area: _part(plain) for area, plain in self.parts.items()},
            region=self.region or "",
            competences=tuple(self.competences),
            professions=tuple(self.professions),
            status=Status(self.status),
            validating_coordinator=self.validating_coordinator,
            successor=self.successor,
            confirmed_on=day_of(self.confirmed_on),
            below_rule_since=day_of(self.below_rule_since),
            version=int(self.version),
        )


def _part(plain: Mapping[str, Any]) -> Part:
    return Part(
        **{
            **plain,
            "kind": Kind(plain["kind"]),
            "access": Access(plain["access"]),
            "request_coordinators": tuple(plain["request_coordinators"]),
            "linked_coordinators": tuple(plain["linked_coordinators"]),
        }
    )


def iso_day(day: date | None) -> str | None:
    """Return *day* as it is stored; nothing for none."""
    return day.isoformat() if day else None


def day_of(day: str | None) -> date | None:
    """Return the day that is stored as *day*; None for nothing."""
    return date.fromisoformat(day) if day else None
