"""Who may do what to which authority: the relations between authorities, and what each allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Access, Authority, Kind, Party, Status
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.domain.officials import Acting


class Relation(StrEnum):
    """What one authority is to another."""

    OWN = "own"
    """They are one and the same."""
    NATIONAL = "national"
    """It is the national coordinator of the other's country."""
    VALIDATING = "validating"
    ACCESS = "access"
    REQUEST = "request"
    LINKED = "linked"


class Act(StrEnum):
    """What the administrators of an authority may do to an authority."""

    READ_AUDIT = "read_audit"
    EDIT = "edit"
    RENAME = "rename"
    """Change the official name."""
    CONFIRM = "confirm"
    SUBMIT = "submit"
    """Hand in the record of an authority that was invited, to be validated."""
    VALIDATE = "validate"
    SUSPEND = "suspend"
    RESUME = "resume"
    DEACTIVATE = "deactivate"
    MERGE = "merge"
    SET_AREA = "set_area"
    """Decide on one legal area: part, access, coordinators, settings."""
    ASK_AREA = "ask_area"
    """Ask for access to a legal area, or take that back."""
    READ_OFFICIALS = "read_officials"
    SET_OFFICIALS = "set_officials"
    """Register and remove its officials, and change their rights."""
    ADMIT = "admit"
    """Give its officials access to the training stage."""
    REPORT_SUBJECT = "report_subject"
    """Find what its requests hold of a person who has asked for that."""


OWN, NATIONAL = Relation.OWN, Relation.NATIONAL
VALIDATING, ACCESS = Relation.VALIDATING, Relation.ACCESS

# fmt: off
ALLOWED: Final[Mapping[Act, frozenset[Relation]]] = MappingProxyType({
    Act.READ_AUDIT:     frozenset(Relation),
    Act.READ_OFFICIALS: frozenset(Relation),
    Act.SET_OFFICIALS:  frozenset({OWN, NATIONAL, VALIDATING}),
    Act.EDIT:           frozenset({OWN, NATIONAL, VALIDATING}),
    Act.CONFIRM:        frozenset({OWN, NATIONAL, VALIDATING}),
    Act.RENAME:         frozenset({NATIONAL, VALIDATING}),
    Act.SUBMIT:         frozenset({OWN}),
    Act.VALIDATE:       frozenset({NATIONAL, VALIDATING}),
    Act.SUSPEND:        frozenset({NATIONAL, VALIDATING}),
    Act.RESUME:         frozenset({NATIONAL, VALIDATING}),
    Act.DEACTIVATE:     frozenset({NATIONAL, VALIDATING}),
    Act.MERGE:          frozenset({NATIONAL, VALIDATING}),
    Act.SET_AREA:       frozenset({NATIONAL, ACCESS}),
    Act.ASK_AREA:       frozenset({OWN}),
    Act.ADMIT:          frozenset({NATIONAL, VALIDATING}),
    Act.REPORT_SUBJECT: frozenset(Relation) - {Relation.LINKED},
})
"""The relations of which any one is enough."""

ABOUT_OTHERS: Final = frozenset({Act.VALIDATE, Act.SUSPEND, Act.RESUME, Act.DEACTIVATE, Act.MERGE})
"""What nobody does to the own authority, be it the national coordinator's."""

GIVES: Final[Mapping[Kind, frozenset[Kind]]] = MappingProxyType({
    Kind.NATIONAL_COORDINATOR:  frozenset(Kind) - {Kind.NATIONAL_COORDINATOR},
    Kind.REGIONAL_COORDINATOR:  frozenset({Kind.DELEGATED_COORDINATOR, Kind.COMPETENT_AUTHORITY}),
    Kind.AREA_COORDINATOR:      frozenset({Kind.DELEGATED_COORDINATOR, Kind.COMPETENT_AUTHORITY}),
    Kind.DELEGATED_COORDINATOR: frozenset({Kind.COMPETENT_AUTHORITY}),
    Kind.COMPETENT_AUTHORITY:   frozenset(),
})
# fmt: on
"""
Which part a coordinator may give others in a legal area of its own.

There is one national coordinator a country, and no authority makes it: it is published.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a coordinator sees at a glance of an authority in its care."""

    party: Party
    city: str
    languages: tuple[str, ...]
    areas: frozenset[str]
    asked_areas: Mapping[str, str | None]
    """Legal areas to which it asks for access, each with the id of who decides; None where that
    is the national coordinator."""
    status: Status
    confirmed_on: date | None
    below_rule_since: date | None

    def asked_of(self, coordinator: str) -> frozenset[str]:
        """Return the legal areas on which *coordinator* decides."""
        return frozenset(
            area for area, decides in self.asked_areas.items() if decides == coordinator
        )


def charge(authority: Authority) -> Charge:
    """Return *authority* as its coordinators see it at a glance."""
    return Charge(
        party=authority.party,
        city=authority.city,
        languages=authority.languages,
        areas=authority.areas,
        asked_areas={
            area: authority.parts[area].access_coordinator
            for area in sorted(authority.asked_areas)
        },
        status=authority.status,
        confirmed_on=authority.confirmed_on,
        below_rule_since=authority.below_rule_since,
    )


def is_national(authority: Authority) -> bool:
    """Return whether *authority* is the national coordinator of its country."""
    kinds = {part.kind for part in authority.parts.values()}
    return authority.status is Status.ACTIVE and Kind.NATIONAL_COORDINATOR in kinds


def coordinates(authority: Authority, area: str) -> bool:
    """Return whether *authority* is a coordinator in the legal *area*."""
    return is_national(authority) or bool(given_kinds(authority, area))


def given_kinds(authority: Authority, area: str) -> frozenset[Kind]:
    """Return which part *authority* may give others in the legal *area*."""
    if is_national(authority):
        return GIVES[Kind.NATIONAL_COORDINATOR]
    part = authority.parts.get(area)
    if authority.status is not Status.ACTIVE or not part or part.access is not Access.GRANTED:
        return frozenset()
    return GIVES[part.kind]


def relations(of: Authority, to: Authority, area: str | None = None) -> frozenset[Relation]:
    """
    Return what the authority *of* is to the authority *to*.

    Who is suspended or gone coordinates nobody; who is the same is no coordinator of itself,
    but for the national one.

    Args:
        area: The legal area that it is about; None where each counts.
    """
    found: set[Relation] = set()
    if is_national(of) and of.party.country == to.party.country:
        found.add(Relation.NATIONAL)
    if of.party.id == to.party.id:
        return frozenset({*found, Relation.OWN})
    if of.status is Status.ACTIVE:
        found.update(_told(of.party.id, to, area))
    return frozenset(found)


def has_in_care(of: Authority, to: Authority) -> bool:
    """Return whether the authority *of* has another one, *to*, in its care."""
    return of.party.id != to.party.id and bool(relations(of, to))


def refusal(
    act: Act, by: Acting, of: Authority, to: Authority, area: str | None = None
) -> Reason | None:
    """
    Return why *by*, acting for *of*, may not do *act* to the authority *to*, or None.

    Args:
        area: The legal area that it is about; needed for ``SET_AREA``.
    """
    found = relations(of, to, area)
    if not (found or relations(of, to)):
        return _stranger(of, to)
    if not by.membership.administrator:
        return Reason.NO_ADMINISTRATOR
    if act in ABOUT_OTHERS and Relation.OWN in found:
        return Reason.OTHER_COORDINATOR
    if found & ALLOWED[act] or (act is Act.SET_AREA and _may_add(of, to, area)):
        return None
    return Reason.OTHER_COORDINATOR


def must(act: Act, by: Acting, of: Authority, to: Authority, area: str | None = None) -> None:
    """
    Do nothing if *by*, acting for *of*, may do *act* to the authority *to*.

    Raises:
        NotAllowed: :func:`refusal` says why not.
    """
    if reason := refusal(act, by, of, to, area):
        raise NotAllowed(reason)


def must_register(
    by: Acting, of: Authority, *, country: str, kinds: Mapping[str, Kind]
) -> None:
    """
    Do nothing if *by*, acting for *of*, may register an authority.

    Args:
        country: ISO 3166 code of its country.
        kinds: The part that it is to have, by legal area.

    Raises:
        NotAllowed: *of* is no coordinator, or not there, or not of that; or *by* is no
            administrator.
    """
    if not (is_national(of) or any(coordinates(of, area) for area in of.parts)):
        raise NotAllowed(Reason.NO_COORDINATOR)
    if not by.membership.administrator:
        raise NotAllowed(Reason.NO_ADMINISTRATOR)
    if of.party.country != country:
        raise NotAllowed(Reason.OTHER_COUNTRY)
    for area, kind in kinds.items():
        must_give(of, area, kind)


def must_give(of: Authority, area: str, kind: Kind) -> None:
    """
    Do nothing if the authority *of* may make another one *kind* in the legal *area*.

    Raises:
        NotAllowed: It does not coordinate *area*, or not as one that may give *kind*.
    """
    given = given_kinds(of, area)
    if not given:
        raise NotAllowed(Reason.OTHER_AREA)
    if kind not in given:
        raise NotAllowed(Reason.KIND_NOT_YOURS)


def must_edit_country(by: Acting, of: Authority, country: str) -> None:
    """
    Do nothing if *by*, acting for *of*, may edit what is told of *country*.

    Raises:
        NotAllowed: *of* is not its national coordinator, or *by* no administrator.
    """
    must_be_national(by, of)
    if of.party.country != country:
        raise NotAllowed(Reason.OTHER_COUNTRY)


def must_be_national(by: Acting, of: Authority) -> None:
    """
    Do nothing if *by*, acting for *of*, may do what is a national coordinator's alone.

    Raises:
        NotAllowed: *of* is no national coordinator, or *by* no administrator.
    """
    if not is_national(of):
        raise NotAllowed(Reason.NO_NATIONAL_COORDINATOR)
    if not by.membership.administrator:
        raise NotAllowed(Reason.NO_ADMINISTRATOR)


def _told(id: str, to: Authority, area: str | None) -> Iterable[Relation]:
    """Yield what the record of *to* says that the authority *id* is to it."""
    if to.validating_coordinator == id:
        yield Relation.VALIDATING
    for code, part in to.parts.items():
        if area not in (None, code):
            continue
        if part.access_coordinator == id:
            yield Relation.ACCESS
        if id in part.request_coordinators:
            yield Relation.REQUEST
        if id in part.linked_coordinators:
            yield Relation.LINKED


def _may_add(of: Authority, to: Authority, area: str | None) -> bool:
    """Return whether *of* may give *to* a part in an area where it has none yet."""
    new = area is not None and area not in to.parts
    return new and VALIDATING in relations(of, to) and coordinates(of, str(area))


def _stranger(of: Authority, to: Authority) -> Reason:
    """Return why one who has nothing to do with *to* may do nothing to it."""
    if not any(part.is_coordinator for part in of.parts.values()):
        return Reason.NOT_YOURS
    return Reason.NOT_IN_CARE if of.party.country == to.party.country else Reason.OTHER_COUNTRY
