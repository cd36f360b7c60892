"""What the directory keeps about members besides themselves, each item beside its mapping."""

from __future__ import annotations

import hashlib
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.domain.staff import Staff
from chalicelib.storage.directory_items import DirectoryTable


class StaffItem(DirectoryTable, discriminator="staff"):
    """How many act for an authority: what makes its rule hold when several are removed at once."""

    KEY: Final = "staff"

    active = NumberAttribute()
    administrators = NumberAttribute()

    @classmethod
    def from_domain(cls, staff: Staff, authority: str) -> StaffItem:
        return cls(
            id=authority,
            item=cls.KEY,
            active=staff.active,
            administrators=staff.administrators,
        )

    def to_domain(self) -> Staff:
        return Staff(active=int(self.active), administrators=int(self.administrators))

    @classmethod
    def still(cls, staff: Staff) -> Condition:
        """Return the condition that an authority's staff is *staff*."""
        same: Condition = (cls.active == staff.active) & (
            cls.administrators == staff.administrators
        )
        return same if staff != Staff() else same | cls.id.does_not_exist()


class AddressItem(DirectoryTable, discriminator="address"):
    """Whose e-mail address it is: one person has one account, whoever registers him or her."""

    KEY: Final = "address"

    official_id = UnicodeAttribute()

    @classmethod
    def of(cls, email: str, official: str) -> AddressItem:
        return cls(id=cls.place(email), item=cls.KEY, official_id=official)

    @staticmethod
    def place(email: str) -> str:
        """Return the partition of *email*, of which nothing can be read."""
        return f"address#{hashlib.sha256(email.strip().casefold().encode()).hexdigest()}"


class InvitationItem(DirectoryTable, discriminator="invitation"):
    """
    Whom a link invites.

    It lies under the digest of what the link holds, which is kept nowhere. It holds as long as
    the official's entry says that this very invitation does.
    """

    KEY: Final = "invitation"

    official_id = UnicodeAttribute()
    authority = UnicodeAttribute()
    invited_at = UTCDateTimeAttribute()

    @staticmethod
    def place(token: str) -> str:
        return f"invitation#{hashlib.sha256(token.encode()).hexdigest()}"
