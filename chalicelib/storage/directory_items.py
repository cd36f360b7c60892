"""The items of the directory, each beside its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
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
from chalicelib.domain import registrations
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Status, folded
from chalicelib.domain.officials import Absence, Mail, Membership, Official, Role, Standing
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


class Erasable(GlobalSecondaryIndex["OfficialItem"]):
    """Officials of whom something is to be erased, by the day; sparse."""

    class Meta:
        index_name = "erasable"
        projection = IncludeProjection(["kind"])

    erasable = UnicodeAttribute(hash_key=True)
    erasable_on = UnicodeAttribute(range_key=True)


class ByLastSeen(GlobalSecondaryIndex["OfficialItem"]):
    """Officials who may come in, by the day on which they last did; sparse."""

    class Meta:
        index_name = "by_last_seen"
        projection = IncludeProjection(["kind"])

    enabled = UnicodeAttribute(hash_key=True)
    last_seen_on = UnicodeAttribute(range_key=True)


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
            confirmed_on=_day(authority.confirmed_on),
            below_rule_since=_day(authority.below_rule_since),
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
            confirmed_on=_date(self.confirmed_on),
            below_rule_since=_date(self.below_rule_since),
            version=int(self.version),
        )


class OfficialItem(DirectoryTable, discriminator="official"):
    """An official, in a partition of its own: what the one read of who asks finds."""

    KEY: Final = "official"
    ENABLED: Final = "officials"
    """The one partition of the index by the last day."""

    official = JSONAttribute()
    last_seen_on = UnicodeAttribute(null=True)
    """By itself, because it is set once a day without a new version."""
    version = NumberAttribute()

    erasable = UnicodeAttribute(null=True)
    erasable_on = UnicodeAttribute(null=True)
    by_erasure = Erasable()
    enabled = UnicodeAttribute(null=True)
    by_last_seen = ByLastSeen()

    @classmethod
    def from_domain(cls, official: Official) -> OfficialItem:
        day = registrations.erasable_on(official)
        return cls(
            erasable=cls.KEY if day else None,
            erasable_on=_day(day),
            enabled=cls.ENABLED if official.standing is Standing.ACTIVE else None,
            id=official.id,
            item=cls.KEY,
            official=_plain(official),
            last_seen_on=_day(official.last_seen_on),
            version=official.version,
        )

    def to_domain(self) -> Official:
        return _official(self.official, self.last_seen_on, int(self.version))


class MemberItem(DirectoryTable, discriminator="member"):
    """The same official in the partition of an authority: who works there."""

    PREFIX: Final = "official#"

    official = JSONAttribute()
    last_seen_on = UnicodeAttribute(null=True)
    version = NumberAttribute()

    @classmethod
    def from_domain(cls, official: Official, authority: str) -> MemberItem:
        return cls(
            id=authority,
            item=cls.key(official.id),
            official=_plain(official),
            last_seen_on=_day(official.last_seen_on),
            version=official.version,
        )

    @classmethod
    def key(cls, official: str) -> str:
        return f"{cls.PREFIX}{official}"

    def to_domain(self) -> Official:
        return _official(self.official, self.last_seen_on, int(self.version))


def _plain(official: Official) -> dict[str, Any]:
    return {
        "id": official.id,
        "name": official.name,
        "email": official.email,
        "language": official.language,
        "authority": official.authority,
        "standing": official.standing.value,
        "confirmed_on": _day(official.confirmed_on),
        "absence": _absence_item(official.absence),
        "mail": official.mail.value,
        "removed_at": _iso(official.removed_at),
        "invited_at": _iso(official.invited_at),
        "memberships": [_membership_item(m) for m in official.memberships.values()],
    }


def _official(plain: Mapping[str, Any], last_seen_on: str | None, version: int) -> Official:
    memberships = [_membership(item) for item in plain["memberships"]]
    return Official(
        id=plain["id"],
        name=plain["name"],
        email=plain["email"],
        language=plain["language"],
        authority=plain["authority"],
        standing=Standing(plain["standing"]),
        last_seen_on=_date(last_seen_on),
        confirmed_on=_date(plain["confirmed_on"]),
        absence=_absence(plain["absence"]),
        mail=Mail(plain.get("mail", Mail.AT_ONCE)),
        removed_at=_moment(plain["removed_at"]),
        invited_at=_moment(plain["invited_at"]),
        memberships={membership.party.id: membership for membership in memberships},
        version=version,
    )


def _membership_item(membership: Membership) -> dict[str, Any]:
    return {
        "party": parties.to_item(membership.party),
        "roles": {area: sorted(roles) for area, roles in membership.roles.items()},
        "administrator": membership.administrator,
        "removed_at": _iso(membership.removed_at),
    }


def _membership(item: Mapping[str, Any]) -> Membership:
    return Membership(
        party=parties.from_item(item["party"]),
        roles={area: frozenset(map(Role, roles)) for area, roles in item["roles"].items()},
        administrator=item["administrator"],
        removed_at=_moment(item["removed_at"]),
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


def _absence_item(absence: Absence | None) -> dict[str, str] | None:
    if absence is None:
        return None
    return {
        "from_on": absence.from_on.isoformat(),
        "to_on": absence.to_on.isoformat(),
        "substitute": absence.substitute,
    }


def _absence(plain: Mapping[str, str] | None) -> Absence | None:
    if plain is None:
        return None
    return Absence(
        from_on=date.fromisoformat(plain["from_on"]),
        to_on=date.fromisoformat(plain["to_on"]),
        substitute=plain["substitute"],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
