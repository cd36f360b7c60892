"""People who act for authorities, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.authorities import Party
from chalicelib.domain.errors import NotAllowed, Reason


class Role(StrEnum):
    """What an official may do in one legal area."""

    VIEWER = "viewer"
    """Sees requests, without their personal data."""
    HANDLER = "handler"
    """Sends and answers requests."""
    ALLOCATOR = "allocator"
    REFERRAL_HANDLER = "referral_handler"
    APPROVER = "approver"


class Standing(StrEnum):
    """Whether a person may come in."""

    INVITED = "invited"
    """Registered by somebody, and has not signed in yet."""
    ACTIVE = "active"
    REMOVED = "removed"
    """Has left: blocked at once, known as the author of what was done, erased after years."""


class Mail(StrEnum):
    """How often an official wants e-mails about requests."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    """One on each working morning, if there is anything to tell."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which an official is away, and who acts meanwhile."""

    from_on: date
    """First day away, local to the official's authority."""
    to_on: date
    """Last day away."""
    substitute: str
    """Id of the colleague who gets the tasks."""

    def holds_on(self, day: date) -> bool:
        """Return whether the official is away on *day*."""
        return self.from_on <= day <= self.to_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What one official may do for one authority."""

    party: Party
    roles: Mapping[str, frozenset[Role]]
    """Roles by legal area; an area that is not there is closed."""
    administrator: bool = False
    removed_at: datetime | None = None
    """When the official stopped acting for this authority, UTC; None while he or she does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A civil servant with an account."""

    id: str
    """The ``sub`` of the sign-in account."""
    name: str
    email: str
    language: str
    """Code of the language in which pages and e-mails reach the official."""
    authority: str
    """Id of the authority acted for unless another is chosen."""
    memberships: Mapping[str, Membership]
    """By id of the authority."""
    standing: Standing = Standing.ACTIVE
    last_seen_on: date | None = None
    """Day of the last sign-in, UTC; None before the first."""
    confirmed_on: date | None = None
    """Day on which the official last said that the own entry is right, where she or he acted then."""
    absence: Absence | None = None
    mail: Mail = Mail.AT_ONCE
    training_on: date | None = None
    """Day on which a coordinator gave access to the training stage, UTC; None without."""
    removed_at: datetime | None = None
    invited_at: datetime | None = None
    """When the invitation that holds was written, UTC; None without one."""
    version: int = 0
    """Write count, kept by storage; 0 until first saved."""

    def works_for(self, authority: str) -> bool:
        """Return whether the official may come in and act for *authority* now."""
        membership = self.memberships.get(authority)
        active = self.standing is Standing.ACTIVE
        return active and membership is not None and membership.removed_at is None

    def acting_for(self, authority: str | None = None) -> Acting:
        """
        Return the official in the service of one authority.

        Args:
            authority: Its id; the default one when None.

        Raises:
            NotAllowed: The person has left, or is no member of *authority*.
        """
        if self.standing is not Standing.ACTIVE:
            raise NotAllowed(Reason.NO_ACCOUNT)
        membership = self.memberships.get(authority or self.authority)
        if membership is None or membership.removed_at:
            raise NotAllowed(Reason.NO_MEMBER)
        return Acting(official=self, membership=membership)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """An official in the service of one authority: who does what is done."""

    official: Official
    membership: Membership

    @property
    def authority(self) -> str:
        """Id of the authority acted for."""
        return self.membership.party.id

    @property
    def readable_areas(self) -> tuple[str, ...]:
        """Legal areas in which the official has any role, sorted."""
        return tuple(sorted(area for area, roles in self.membership.roles.items() if roles))

    def roles(self, area: str) -> frozenset[Role]:
        """Return the official's roles in *area*, none if the area is closed."""
        return self.membership.roles.get(area, frozenset())

    def handles(self, area: str) -> bool:
        """Return whether the official sends and answers requests of *area*."""
        return Role.HANDLER in self.roles(area)

    def acts(self, area: str) -> bool:
        """Return whether the official may do more in *area* than look."""
        return bool(self.roles(area) - {Role.VIEWER})

    def must_handle(self, area: str) -> None:
        """
        Do nothing if the official handles *area*.

        Raises:
            NotAllowed: The official does not.
        """
        if not self.handles(area):
            raise NotAllowed(Reason.NO_ROLE)
