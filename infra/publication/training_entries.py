"""
The nouns of the training data: plain values, as the files in ``content/training/`` say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.invented import Invented, Words
from chalicelib.domain.lessons import InventedAuthority, Lesson, Wording


class Faulty(Exception):
    """An entry of the training data breaks a rule; the message names file and entry."""

    def __init__(self, file: str, entry: object, fault: str) -> None:
        super().__init__(f"{file}: {entry}: {fault}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A fictitious public body."""

    id: str
    name: str
    """Official name, in the first of its *languages*."""
    titles: Mapping[str, str]
    """What it is, without its country, in each language of the system."""
    country: str
    """ISO 3166 code; Greece is ``GR``."""
    level: str
    """``national``, ``regional`` or ``local``."""
    city: str
    address: str
    languages: tuple[str, ...]
    """Codes of the languages that are understood there, best first."""
    website: str
    phone: str
    mailbox: str
    time_zone: str
    """IANA name."""
    areas: tuple[str, ...]
    """Legal areas to which it has access."""
    kind: str = "competent_authority"
    """What it is in all of them: a ``Kind`` of the domain."""
    coordinator: str | None = None
    """Id of the national coordinator that has it in its care, in every relation but the linked."""
    temperament: str | None = None
    """
    How it is to deal with while it is simulated: a ``Temperament`` of the domain.

    A national coordinator has none: nobody plays it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What a person may do for one authority."""

    roles: Mapping[str, tuple[str, ...]]
    """Roles by legal area; an area that is not there is closed to the person."""
    administrator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A fictitious person who acts for one authority or several."""

    id: str
    """UUID, version 4; the ``sub`` of the tokens."""
    name: str
    email: str
    language: str
    authority: str
    """Id of the authority acted for unless another is chosen."""
    memberships: Mapping[str, Membership]
    """By id of the authority."""

    def handles(self, area: str, authority: str) -> bool:
        """Return whether the person sends and answers requests of *area* there."""
        membership = self.memberships.get(authority)
        return membership is not None and "handler" in membership.roles.get(area, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that somebody did in a case."""

    by: Official
    days_ago: int
    """Calendar days before the stage was filled."""
    action: str
    """``create``, or an action of the API."""
    body: Mapping[str, Any]
    """
    As the API takes it, but for days: ``proposed_in_days`` and ``agreed_in_days``
    count from the day of the step; an ``accept`` without one takes the proposed day.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A scripted request."""

    key: str
    steps: tuple[Step, ...]
    """In order of time; the first one creates the draft."""

    @property
    def draft(self) -> Mapping[str, Any]:
        """What the case asks."""
        return self.steps[0].body

    @property
    def asking(self) -> str:
        """Id of the asking authority: the one that the author acts for by default."""
        return self.steps[0].by.authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """All lessons, with their words."""

    lessons: tuple[Lesson, ...]
    words: Mapping[str, Mapping[str, Wording]]
    """By language code, then by key of the lesson."""
    authorities: Mapping[str, InventedAuthority]
    """What an invented authority is called, by language code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Everything that a training stage is filled with."""

    authorities: Mapping[str, Authority]
    """By id."""
    officials: Mapping[str, Official]
    """By e-mail address."""
    cases: tuple[Case, ...]
    words: Mapping[str, Words]
    """What simulated counterparts can write, by language code."""
    invented: Invented
    """Whom they ask about."""
    lessons: Lessons

    @property
    def temperaments(self) -> Mapping[str, str]:
        """What each authority that can be simulated is like, by its id."""
        return {
            each.id: each.temperament for each in self.authorities.values() if each.temperament
        }
