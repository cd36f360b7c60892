"""The items of the directory, each beside its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pynamodb.attributes import (
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.config import settings
from chalicelib.domain.authorities import Authority, Status, folded
from chalicelib.domain.officials import Membership, Official, Role, Standing
from chalicelib.storage import parties


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


class DirectoryTable(Model):
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
    status = UnicodeAttribute()
    version = NumberAttribute()

    country_box = UnicodeAttribute()
    sort_name = UnicodeAttribute()
    search_text = UnicodeAttribute()

    everywhere = UnicodeAttribute()

    by_country = ByCountry()
    by_name = ByName()

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
            status=authority.status.value,
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
            areas=frozenset(self.areas or ()),
            status=Status(self.status),
            version=int(self.version),
        )


class OfficialItem(DirectoryTable, discriminator="official"):
    """An official, in a partition of its own: what the one read of who asks finds."""

    KEY: Final = "official"

    official = JSONAttribute()
    version = NumberAttribute()

    @classmethod
    def from_domain(cls, official: Official) -> OfficialItem:
        return cls(
            id=official.id, item=cls.KEY, official=_plain(official), version=official.version
        )

    def to_domain(self) -> Official:
        return _official(self.official, int(self.version))


class MemberItem(DirectoryTable, discriminator="member"):
    """The same official in the partition of an authority: who works there."""

    PREFIX: Final = "official#"

    official = JSONAttribute()
    version = NumberAttribute()

    @classmethod
    def from_domain(cls, official: Official, authority: str) -> MemberItem:
        return cls(
            id=authority,
            item=f"{cls.PREFIX}{official.id}",
            official=_plain(official),
            version=official.version,
        )

    def to_domain(self) -> Official:
        return _official(self.official, int(self.version))


def _plain(official: Official) -> dict[str, Any]:
    return {
        "id": official.id,
        "name": official.name,
        "email": official.email,
        "language": official.language,
        "authority": official.authority,
        "standing": official.standing.value,
        "memberships": [_membership_item(m) for m in official.memberships.values()],
    }


def _official(plain: Mapping[str, Any], version: int) -> Official:
    memberships = [_membership(item) for item in plain["memberships"]]
    return Official(
        id=plain["id"],
        name=plain["name"],
        email=plain["email"],
        language=plain["language"],
        authority=plain["authority"],
        standing=Standing(plain["standing"]),
        memberships={membership.party.id: membership for membership in memberships},
        version=version,
    )


def _membership_item(membership: Membership) -> dict[str, Any]:
    return {
        "party": parties.to_item(membership.party),
        "roles": {area: sorted(roles) for area, roles in membership.roles.items()},
        "administrator": membership.administrator,
    }


def _membership(item: Mapping[str, Any]) -> Membership:
    return Membership(
        party=parties.from_item(item["party"]),
        roles={area: frozenset(map(Role, roles)) for area, roles in item["roles"].items()},
        administrator=item["administrator"],
    )
