"""The items of officials in the directory, each beside its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.domain import registrations
from chalicelib.domain.officials import Absence, Mail, Membership, Official, Role, Standing
from chalicelib.storage import parties
from chalicelib.storage.directory_items import DirectoryTable, day_of, iso_day


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
            erasable_on=iso_day(day),
            enabled=cls.ENABLED if official.standing is Standing.ACTIVE else None,
            id=official.id,
            item=cls.KEY,
            official=_plain(official),
            last_seen_on=iso_day(official.last_seen_on),
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
            last_seen_on=iso_day(official.last_seen_on),
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
        "confirmed_on": iso_day(official.confirmed_on),
        "absence": _absence_item(official.absence),
        "mail": official.mail.value,
        "training_on": iso_day(official.training_on),
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
        last_seen_on=day_of(last_seen_on),
        confirmed_on=day_of(plain["confirmed_on"]),
        absence=_absence(plain["absence"]),
        mail=Mail(plain.get("mail", Mail.AT_ONCE)),
        training_on=day_of(plain.get("training_on")),
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


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
