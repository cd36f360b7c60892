"""
What is invented for a training stage: the words of simulated counterparts, persons and firms.

Nothing is drawn by chance: :func:`drawn` makes the same of the same, so that an exercise can be
told again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

Thing = TypeVar("Thing")


class Phrase(StrEnum):
    """An occasion on which a counterpart writes something in its own words."""

    ANSWER = "answer"
    """The answer to a question that is answered in words."""
    COMMENT = "comment"
    """Beside an answer that is a code."""
    UNKNOWN = "unknown"
    """Where it cannot establish something."""
    NO_DOCUMENT = "no_document"
    """Where a document is asked for."""
    OTHER_DATE = "other_date"
    """Why it proposes another date."""
    NOT_COMPETENT = "not_competent"
    """Why it returns a request."""
    OTHER_COMPETENT = "other_competent"
    """Why it forwards one, or suggests whom to ask."""
    REFUSAL = "refusal"
    """Why it says no more than it has said."""
    CLARIFIED = "clarified"
    """The answer to a question about its answer."""
    REQUEST = "request"
    """Why it asks."""
    WITHDRAWAL = "withdrawal"
    """Why it takes back what came back to it."""
    DOUBT = "doubt"
    """Why a reply does not suffice for it."""
    REFERRAL = "referral"
    """Why it lets the coordinators decide."""


OTHER_SLOT: Final = "other"
"""Stands for every gap that has no words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that a counterpart can write in one language."""

    language: str
    """Its code."""
    phrases: Mapping[Phrase, tuple[str, ...]]
    """At least one way to say each."""
    slots: Mapping[str, str]
    """What is filled into a gap for text or a document, by its name; :data:`OTHER_SLOT` is there."""

    def say(self, phrase: Phrase, *occasion: object) -> str:
        """Return *phrase* in one of its ways, on the same *occasion* always the same."""
        return chosen(self.phrases[phrase], phrase, *occasion)

    def slot(self, name: str) -> str:
        """Return what is filled into the gap *name*."""
        return self.slots.get(name) or self.slots[OTHER_SLOT]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """Somebody who does not exist."""

    name: str
    country: str
    """ISO 3166 code of the country where he or she lives."""
    born_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedFirm:
    """A firm that does not exist."""

    name: str
    country: str
    """ISO 3166 code of the country where it is established."""
    website: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """The persons and firms about whom counterparts ask; at least one of each."""

    persons: tuple[InventedPerson, ...]
    firms: tuple[InventedFirm, ...]

    def person(self, country: str, *occasion: object) -> InventedPerson:
        """Return a person of *country*, or of any where there is none of it."""
        at_home = [each for each in self.persons if each.country == country]
        return chosen(at_home or self.persons, "person", *occasion)

    def firm(self, country: str, *occasion: object) -> InventedFirm:
        """Return a firm of *country*, or of any where there is none of it."""
        at_home = [each for each in self.firms if each.country == country]
        return chosen(at_home or self.firms, "firm", *occasion)


def drawn(*occasion: object, of: int) -> int:
    """Return a number from 0 to *of* - 1: for the same *occasion* the same, else as good as any."""
    # A count of its length before each part: ("ab", "c") is not ("a", "bc").
    text = "".join(f"{len(part)}:{part}" for part in map(str, occasion))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % of


def chosen(things: Sequence[Thing], *occasion: object) -> Thing:
    """Return one of *things*, on the same *occasion* always the same."""
    return things[drawn(*occasion, of=len(things))]
