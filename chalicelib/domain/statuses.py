"""The life of an authority: which step leads from where to where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.care import Act
from chalicelib.domain.errors import Conflict, Fault, Invalid

# fmt: off
TRANSITIONS: Final[Mapping[tuple[Status, Act], Status]] = MappingProxyType({
    (Status.INVITED,             Act.SUBMIT):     Status.AWAITING_VALIDATION,
    (Status.INVITED,             Act.DEACTIVATE): Status.DEACTIVATED,
    (Status.AWAITING_VALIDATION, Act.VALIDATE):   Status.ACTIVE,
    (Status.AWAITING_VALIDATION, Act.DEACTIVATE): Status.DEACTIVATED,
    (Status.ACTIVE,              Act.CONFIRM):    Status.ACTIVE,
    (Status.ACTIVE,              Act.SUSPEND):    Status.SUSPENDED,
    (Status.ACTIVE,              Act.DEACTIVATE): Status.DEACTIVATED,
    (Status.ACTIVE,              Act.MERGE):      Status.MERGED,
    (Status.SUSPENDED,           Act.CONFIRM):    Status.SUSPENDED,
    (Status.SUSPENDED,           Act.RESUME):     Status.ACTIVE,
    (Status.SUSPENDED,           Act.DEACTIVATE): Status.DEACTIVATED,
    (Status.SUSPENDED,           Act.MERGE):      Status.MERGED,
})
# fmt: on
"""Every step, by the status that it is taken in; what is not here is refused."""

STEPS: Final = tuple(act for act in Act if any(act == step for _, step in TRANSITIONS))
"""The steps, in the order in which they are offered."""

OVER: Final = frozenset({Status.DEACTIVATED, Status.MERGED})
"""What has ended: the record stays as it was."""


def step(authority: Authority, act: Act, *, by: str, on: date) -> Authority:
    """
    Return *authority* after the step *act*; a merger needs :func:`merge`.

    Args:
        by: Id of the authority that takes the step.
        on: The day, local to *authority*.

    Raises:
        Conflict: Its status does not allow that.
    """
    must_offer(authority, act)
    after = TRANSITIONS[authority.status, act]
    moved = replace(authority, status=after)
    if act in (Act.CONFIRM, Act.SUBMIT):
        return replace(moved, confirmed_on=on)
    if act is Act.VALIDATE and moved.validating_coordinator is None:
        return replace(moved, validating_coordinator=by)
    return moved


def must_offer(authority: Authority, act: Act) -> None:
    """
    Do nothing if the step *act* is open to *authority*.

    Raises:
        Conflict: Its status does not allow that.
    """
    if (authority.status, act) not in TRANSITIONS:
        raise Conflict(Fault("/status", "wrong_status"))


def merge(authority: Authority, into: Authority | None, *, by: str, on: date) -> Authority:
    """
    Return *authority* merged into another one, which takes its place from *on*.

    Raises:
        Conflict: Its status does not allow that.
        Invalid: *into* is not there, the same, in another country, or not active.
    """
    if into is None:
        raise Invalid(Fault("/into", "unknown_authority"))
    if into.party.id == authority.party.id:
        raise Invalid(Fault("/into", "same_authority"))
    if into.status is not Status.ACTIVE or into.party.country != authority.party.country:
        raise Invalid(Fault("/into", "unknown_authority"))
    merged = step(authority, Act.MERGE, by=by, on=on)
    return replace(merged, successor=into.party.id)


def must_be_open(authority: Authority) -> None:
    """
    Do nothing if the record of *authority* may still change.

    Raises:
        Conflict: The authority was deactivated or merged.
    """
    if authority.status in OVER:
        raise Conflict(Fault("/status", "wrong_status"))
