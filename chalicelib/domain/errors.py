"""
What can go wrong, in the words of the domain.

* DomainError
  + NotFound            no such thing, or not yours to know of
  + NotAllowed          the official may not do this
  + IllegalAction       the request's state does not offer this
  + BrokenRule          too few officials would be left, with the way out
  + InvitationOver      an invitation that was used, taken back, has expired or never was
  + Conflict            what is stored stands against it, with the faults
  + Stale               somebody else changed it first
  + VersionMissing      a change that does not say what it was made to
  + Invalid             what was given cannot be taken, with the faults
  + KeyReused           an idempotency key came back with another body
  + AlreadyDone         the same key, the same body: done before
  + NoAccountNow        the sign-in service makes no account now
  + TooMany             more of this came than is taken in so short a time

Nothing here knows about HTTP; ``web.problems`` gives each class its status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.requests import Action, State


class DomainError(Exception):
    """Base of every error that an official can be told about."""


class NotFound(DomainError):
    """No such thing, or not yours to know of; the two are never told apart."""


class Reason(StrEnum):
    """Why an official may not do something."""

    OTHER_SIDE = "other_side"
    """Only the other authority of the request may do this."""
    NO_ROLE = "no_role"
    """The official does not handle requests of this legal area."""
    NO_ALLOCATOR = "no_allocator"
    """The official does not allocate requests of this legal area."""
    NO_APPROVER = "no_approver"
    """The official does not approve requests and replies of this legal area."""
    NO_REFERRAL_HANDLER = "no_referral_handler"
    """The official does not decide on referrals in this legal area."""
    NO_ACCESS = "no_access"
    """The official's authority has no access to this legal area."""
    NO_TRAINING = "no_training"
    """Nobody has given this account access to the training stage."""
    NO_POOL = "no_pool"
    """The accounts of this stage are made by another sign-in service."""
    NO_ACCOUNT = "no_account"
    """Nobody active stands behind this sign-in."""
    NO_MEMBER = "no_member"
    """The official does not act for the authority that was chosen."""
    NO_ADMINISTRATOR = "no_administrator"
    """Only an administrator of the authority does this."""
    NOT_IN_CARE = "not_in_care"
    """The own authority does not have this one in its care."""
    BELOW_RULE = "below_rule"
    """The official's authority has had too few officials or administrators for too long."""
    OTHER_EMPLOYER = "other_employer"
    """The person acts for another authority, too: name and language are not one's to change."""
    NOT_YOURS = "not_yours"
    """The record belongs to another authority, and the own one coordinates nobody."""
    OTHER_COORDINATOR = "other_coordinator"
    """The own authority has this one in its care, but not for this."""
    OTHER_COUNTRY = "other_country"
    """The own authority is a coordinator in another country."""
    OTHER_AREA = "other_area"
    """The own authority does not coordinate this legal area."""
    KIND_NOT_YOURS = "kind_not_yours"
    """The own authority may not make another one such a coordinator."""
    NO_COORDINATOR = "no_coordinator"
    """The own authority is no coordinator."""
    NO_NATIONAL_COORDINATOR = "no_national_coordinator"
    """The own authority is not the national coordinator."""
    NO_KEEPER = "no_keeper"
    """The own authority neither keeps the register nor coordinates its country."""
    NO_COUNTERPART = "no_counterpart"
    """No simulated authority can take part in what the official wants to practise now."""


class NotAllowed(DomainError):
    """The official may not do this, for a *reason* that can be told."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(DomainError):
    """What is stored is newer than what was changed."""


class VersionMissing(DomainError):
    """The change does not say which version it was made to."""


class KeyReused(DomainError):
    """The idempotency key was used before, for something else."""


class AlreadyDone(DomainError):
    """The same call was carried out before; its answer can be rebuilt."""


class NoAccountNow(DomainError):
    """The sign-in service makes no account now; nothing was written, another call may go on."""


class IllegalAction(DomainError):
    """*action* is not open to a request in *state*; *open_now* is what the official may do."""

    def __init__(
        self, state: State, action: Action | None, *, open_now: tuple[Action, ...] = ()
    ) -> None:
        super().__init__(f"cannot {action or 'change'} a request that is {state}")
        self.state = state
        self.action = action
        """None for a change or removal of what is no longer a draft."""
        self.open_now = open_now


class WayOut(StrEnum):
    """What has to be done before an official can be removed or lose a right."""

    REGISTER = "register"
    """Register a second official, and let him or her accept the invitation."""
    MAKE_ADMINISTRATOR = "make_administrator"
    """Make a second official administrator."""


class BrokenRule(DomainError):
    """Too few active officials or administrators would be left; nothing was changed."""

    def __init__(self, way_out: WayOut) -> None:
        super().__init__(way_out)
        self.way_out = way_out


class InvitationOver(DomainError):
    """The invitation was used, taken back, has expired or never was; never told apart."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was given, at a JSON pointer into it."""

    pointer: str
    code: str
    """What is wrong; ``web.labels`` has the words."""
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


class Invalid(DomainError):
    """What was given cannot be taken; each fault says where and why."""

    def __init__(self, *faults: Fault, suggested_on: date | None = None) -> None:
        super().__init__(", ".join(f"{fault.pointer} {fault.code}" for fault in faults))
        self.faults = faults
        self.suggested_on = suggested_on
        """A date that would do, where a date was the fault."""


class Conflict(DomainError):
    """What is stored stands against what was asked for; each fault says how."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.pointer} {fault.code}" for fault in faults))
        self.faults = faults


class TooMany(DomainError):
    """More of this came, from all together, than is taken in so short a time."""
