"""Public bodies that ask and answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far an authority has come, and whether it may take part."""

    INVITED = "invited"
    """It was asked to register and has not done so yet."""
    AWAITING_VALIDATION = "awaiting_validation"
    """It has completed its record; its validating coordinator has not looked at it yet."""
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """It receives nothing new and sends nothing new; what is open goes on."""
    DEACTIVATED = "deactivated"
    MERGED = "merged"
    """It has gone into another authority, its successor."""


class Kind(StrEnum):
    """What an authority is in one legal area."""

    COMPETENT_AUTHORITY = "competent_authority"
    NATIONAL_COORDINATOR = "national_coordinator"
    REGIONAL_COORDINATOR = "regional_coordinator"
    AREA_COORDINATOR = "area_coordinator"
    DELEGATED_COORDINATOR = "delegated_coordinator"


class Access(StrEnum):
    """Whether an authority may exchange anything in a legal area."""

    REQUESTED = "requested"
    GRANTED = "granted"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    The part that an authority has in one legal area.

    Three of the four coordinator relations are kept here, each by itself; the fourth, to the
    validating coordinator, is one for the whole authority.
    """

    kind: Kind = Kind.COMPETENT_AUTHORITY
    access: Access = Access.GRANTED
    access_coordinator: str | None = None
    """Id of the authority that grants access to this area; one at most."""
    request_coordinators: tuple[str, ...] = ()
    """Ids of those that follow the requests and decide where this is provided for."""
    linked_coordinators: tuple[str, ...] = ()
    """Ids of those that see an overview and nothing else."""
    approves_sending: bool = False
    """Whether a request coordinator must approve before a request goes out."""
    approves_reply: bool = False
    """Whether a request coordinator must approve before a reply goes out."""
    allocation: bool = False
    """Whether incoming requests are assigned to handlers by an allocator."""

    @property
    def is_coordinator(self) -> bool:
        return self.kind is not Kind.COMPETENT_AUTHORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What the other side of a request may know of an authority at a glance."""

    id: str
    name: str
    """Official name, in the authority's own language."""
    titles: Mapping[str, str]
    """What it is, by language code, for readers who do not know the name."""
    country: str
    """ISO 3166 code; Greece is ``GR``."""
    language: str
    """Code of the language that *name* is in."""
    time_zone: str
    """IANA name; days begin and end here for what the authority owes."""

    @property
    def search_text(self) -> str:
        """Its name and titles, as :func:`folded` text."""
        return folded(" ".join([self.name, *self.titles.values()]))

    def title(self, language: str) -> str:
        """Return what the authority is, in *language*; else its official name."""
        return self.titles.get(language, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A public body that is registered, with what is needed to reach it."""

    party: Party
    level: str
    """``national``, ``regional`` or ``local``."""
    city: str
    address: str
    website: str
    phone: str
    mailbox: str
    """E-mail address of the office, which every notice with a deadline reaches."""
    languages: tuple[str, ...]
    """Codes of the languages that are understood there, best first."""
    parts: Mapping[str, Part]
    """The part that it has in each legal area that it has to do with."""
    region: str = ""
    """Region or county in the country's own language; empty for a national authority."""
    competences: tuple[str, ...] = ()
    """Codes of ``content/taxonomies/competences.yaml``."""
    professions: tuple[str, ...] = ()
    """Codes of ``content/taxonomies/professions.yaml``."""
    status: Status = Status.ACTIVE
    validating_coordinator: str | None = None
    """Id of the authority that registered or validated it; None for a national coordinator."""
    successor: str | None = None
    """Id of the authority that it was merged into."""
    confirmed_on: date | None = None
    """Day on which an administrator last said that the record is right."""
    below_rule_since: date | None = None
    """Day from which on it has had too few officials; None while it has enough."""
    version: int = 0
    """Write count, kept by storage; 0 until first saved."""

    @property
    def areas(self) -> frozenset[str]:
        """Legal areas in which it may exchange something."""
        return frozenset(
            area for area, part in self.parts.items() if part.access is Access.GRANTED
        )

    @property
    def asked_areas(self) -> frozenset[str]:
        """Legal areas to which it has asked for access, and nobody has decided."""
        return frozenset(
            area for area, part in self.parts.items() if part.access is Access.REQUESTED
        )

    @property
    def coordinators(self) -> frozenset[str]:
        """Ids of all that have it in their care, in whatever relation."""
        found = {self.validating_coordinator}
        for part in self.parts.values():
            found |= {part.access_coordinator, *part.request_coordinators}
            found |= set(part.linked_coordinators)
        return frozenset(each for each in found if each)

    @property
    def search_text(self) -> str:
        """All its names, titles and its city, as :func:`folded` text."""
        return folded(" ".join([self.party.name, self.city, *self.party.titles.values()]))


def folded(text: str) -> str:
    """Return *text* without case and accents, for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark))
