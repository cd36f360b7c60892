"""Whom a lesson of a training stage is meant for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Authority, Kind, Part
from chalicelib.domain.officials import Acting, Role


class Audience(StrEnum):
    """Whom a lesson is offered to."""

    HANDLER = "handler"
    HANDLER_WITH_NEIGHBOURS = "handler_with_neighbours"
    """A handler whose country has another authority for what she or he handles."""
    ALLOCATOR = "allocator"
    APPROVER = "approver"
    """Who approves at a coordinator whose country has another authority for the same."""
    REFERRAL_HANDLER = "referral_handler"
    """Who decides on referrals, likewise."""
    ADMINISTRATOR = "administrator"
    NATIONAL_COORDINATOR = "national_coordinator"
    """An administrator of the national coordinator."""


# fmt: off
BELONGS: Final[Mapping[Audience, Callable[[Acting, str, Part], bool]]] = MappingProxyType({
    Audience.HANDLER:                 lambda by, area, _: by.handles(area),
    Audience.HANDLER_WITH_NEIGHBOURS: lambda by, area, _: by.handles(area),
    Audience.ALLOCATOR:               lambda by, area, _: Role.ALLOCATOR in by.roles(area),
    Audience.APPROVER:                lambda by, area, part: _decides(Role.APPROVER, by, area, part),
    Audience.REFERRAL_HANDLER:        lambda by, area, part: _decides(Role.REFERRAL_HANDLER, by, area, part),
    Audience.ADMINISTRATOR:           lambda by, *_: by.membership.administrator,
    Audience.NATIONAL_COORDINATOR:    lambda by, _, part: _leads(by, part),
})
# fmt: on
"""Whether somebody belongs to it in a legal area, by what her or his authority is there."""

WITH_NEIGHBOURS: Final = frozenset(
    {Audience.HANDLER_WITH_NEIGHBOURS, Audience.APPROVER, Audience.REFERRAL_HANDLER}
)
"""Who needs another authority of the country that takes part in the same legal area."""


def areas_for(
    audience: Audience, by: Acting, own: Authority, neighbours: Collection[str]
) -> frozenset[str]:
    """
    Return the legal areas in which *by* is one of *audience*; none if nowhere.

    Args:
        own: The authority that *by* acts for.
        neighbours: Legal areas in which another authority of its country takes part.
    """
    found = frozenset(
        area for area in own.areas if BELONGS[audience](by, area, own.parts[area])
    )
    return found & {*neighbours} if audience in WITH_NEIGHBOURS else found


def _decides(role: Role, by: Acting, area: str, part: Part) -> bool:
    return part.is_coordinator and role in by.roles(area)


def _leads(by: Acting, part: Part) -> bool:
    return part.kind is Kind.NATIONAL_COORDINATOR and by.membership.administrator
