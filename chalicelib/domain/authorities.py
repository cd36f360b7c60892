"""Public bodies that ask and answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether an authority may take part."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


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
    areas: frozenset[str]
    """Legal areas to which it has access."""
    status: Status = Status.ACTIVE
    version: int = 0
    """Write count, kept by storage; 0 until first saved."""

    @property
    def search_text(self) -> str:
        """All its names, titles and its city, as :func:`folded` text."""
        return folded(" ".join([self.party.name, self.city, *self.party.titles.values()]))


def folded(text: str) -> str:
    """Return *text* without case and accents, for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark))
