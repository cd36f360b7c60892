"""The directory of registers: where anybody can look up what else would have to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlsplit

from chalicelib.domain.addresses import is_website
from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import NotFound

EVERYWHERE: Final = "EU"
"""Stands for the country of a register of all of them."""

PRIVATE: Final = (
    ".local", ".internal", ".localhost", ".lan", ".home", ".home.arpa", ".corp", ".intranet", ".private",
)  # fmt: skip
"""How names end that mean something in one network alone."""


class Answer(StrEnum):
    """What somebody who looks there gets to know."""

    REGISTERED = "registered"
    """Whether a firm is registered."""
    SEAT = "seat"
    REPRESENTATIVES = "representatives"
    """Who may act for a firm."""
    ACTIVITY = "activity"
    """Which activities a firm has registered."""
    DISSOLVED = "dissolved"
    """Whether a firm is insolvent or dissolved."""
    AUTHORISED = "authorised"
    """Whether a firm or person holds an authorisation."""
    MAY_PRACTISE = "may_practise"
    """Whether a person may practise a profession."""
    VAT_VALID = "vat_valid"
    """Whether a VAT identification number is valid."""
    REGULATED = "regulated"
    """Which professions are regulated, and who is competent."""


class Cost(StrEnum):
    """What looking something up costs."""

    FREE = "free"
    EXTRACTS = "extracts"
    """Looking up is free, an extract is not."""
    FEE = "fee"


class SearchKey(StrEnum):
    """By what one looks something up."""

    FIRM = "firm"
    """The name of the firm."""
    NUMBER = "number"
    """Its number in the register."""
    PERSON = "person"
    """The name of the person."""
    VAT = "vat"
    PROFESSION = "profession"


class Rhythm(StrEnum):
    """How often a register is brought up to date."""

    AT_ONCE = "at_once"
    """With each change."""
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register."""

    id: str
    """Never given to another one: addresses lead to it."""
    country: str
    """ISO code, or :data:`EVERYWHERE`."""
    name: str
    """As it calls itself."""
    language: str
    """Language code of *name*."""
    kind: str
    """Code of a term of the taxonomy of kinds: what it is called in 24 languages."""
    areas: tuple[str, ...]
    """Codes of the legal areas in which it is of use."""
    professions: tuple[str, ...] = ()
    """Codes of the professions that it lists; none where it lists firms."""
    url: str
    answers: tuple[Answer, ...]
    languages: tuple[str, ...]
    """Codes of the languages of its pages, its own first."""
    cost: Cost
    keys: tuple[SearchKey, ...]
    source: str
    """Where this was found."""
    confirmed_on: date | None
    """Day on which its keeper has last said that it is right; None while nobody has."""
    keeper: str | None = None
    """Id of the authority that keeps it; None while nobody has said so."""
    guidance: Mapping[str, str] = field(default_factory=dict)
    """What its keeper tells those who look something up, by language code."""
    english_url: str = ""
    """Where its pages are in English, if that is not *url*; empty for unknown."""
    region: str = ""
    """The part of the country for which it is kept, in *language*; empty for all of it."""
    rhythm: Rhythm | None = None
    """How often it is brought up to date; None for unknown."""
    contact: str = ""
    """E-mail address for questions about it; empty for none."""
    successor: str | None = None
    """Id of the register that has taken its place; in a :class:`Directory` one that is there."""

    @property
    def leads_to(self) -> tuple[str, str, str | None]:
        """Where people are led to who look it up."""
        return self.url, self.english_url, self.successor

    def guidance_for(self, language: str) -> tuple[str, str] | None:
        """
        Return the code of a language, and what the keeper tells in it.

        That is *language*, else English, else the register's own, else any; None if nothing is told.
        """
        for code in (language, "en", self.language, *sorted(self.guidance)):
            if text := self.guidance.get(code):
                return code, text
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All registers, what kinds of them are called, and which questions they answer."""

    registers: tuple[Register, ...]
    """By country, then by id."""
    kinds: Mapping[str, Mapping[str, str]]
    """By code, then by language code."""
    questions: Mapping[str, Mapping[str, tuple[Answer, ...]]]
    """By legal area and code of the question: what must stand in a register that answers it."""

    def register(self, id: str) -> Register:
        """
        Return the register *id*.

        Raises:
            NotFound: There is none.
        """
        for each in self.registers:
            if each.id == id:
                return each
        raise NotFound

    def successor(self, register: Register) -> Register | None:
        """Return what has taken the place of *register*, which is one of these; None if nothing has."""
        return self.register(register.successor) if register.successor else None


def directory(
    registers: Iterable[Register],
    kinds: Mapping[str, Mapping[str, str]],
    questions: Mapping[str, Mapping[str, Iterable[str]]],
) -> Directory:
    """
    Return the directory of *registers*.

    Raises:
        ValueError: Two have one id, one is of no kind that there is, or a question asks for an
            answer that there is not.
    """
    found = list(registers)
    ids = {None, *(each.id for each in found)}
    # What has taken a place and is gone since has left it empty.
    there = (each if each.successor in ids else replace(each, successor=None) for each in found)
    ordered = tuple(sorted(there, key=lambda each: (each.country, each.id)))
    for one, other in pairwise(sorted(each.id for each in ordered)):
        if one == other:
            raise ValueError(f"{one} is there twice")
    for each in ordered:
        if each.kind not in kinds:
            raise ValueError(f"{each.id} is of no kind that there is")
    return Directory(
        registers=ordered,
        kinds=kinds,
        questions={
            area: {code: tuple(map(Answer, answers)) for code, answers in asked.items()}
            for area, asked in questions.items()
        },
    )


def from_plain(plain: Mapping[str, Any], country: str) -> Register:
    """
    Return the register of *country* that *plain* describes, as a file of ``content/registers`` does.

    Raises:
        KeyError: A field is missing.
        ValueError: A field holds what it must not.
    """
    if country not in CODES and country != EVERYWHERE:
        raise ValueError(f"{country} takes no part")
    must_be_public(plain["url"])
    confirmed_on = plain["confirmed_on"]
    register = Register(
        id=plain["id"],
        country=country,
        name=plain["name"],
        language=plain["language"],
        kind=plain["kind"],
        areas=tuple(plain["areas"]),
        professions=tuple(plain.get("professions", ())),
        url=plain["url"],
        answers=tuple(map(Answer, plain["answers"])),
        languages=tuple(plain["languages"]),
        cost=Cost(plain["cost"]),
        keys=tuple(map(SearchKey, plain["keys"])),
        source=plain["source"],
        confirmed_on=date.fromisoformat(confirmed_on) if confirmed_on else None,
        keeper=plain.get("keeper"),
        guidance=plain.get("guidance", {}),
        english_url=plain.get("english_url", ""),
        region=plain.get("region", ""),
        rhythm=Rhythm(plain["rhythm"]) if plain.get("rhythm") else None,
        contact=plain.get("contact", ""),
        successor=plain.get("successor"),
    )
    if register.english_url:
        must_be_public(register.english_url)
    said = (
        register.areas,
        register.answers,
        register.languages,
        register.keys,
        register.source,
    )
    if not all(said):
        raise ValueError(f"{register.id} says too little")
    return register


def as_plain(register: Register) -> dict[str, Any]:
    """Return *register* as :func:`from_plain` reads it, but for the country."""
    plain = asdict(register)
    del plain["country"]
    day = register.confirmed_on
    return plain | {"confirmed_on": day.isoformat() if day else None}


def must_be_public(url: str) -> None:
    """
    Do nothing if *url* is the address of a page that anybody may be led to.

    Raises:
        ValueError: It is not reached safely, holds somebody's password, is written in letters that
            look like others, or lies in a network of its own.
    """
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise ValueError("not reached by https")
    if parts.username is not None or parts.password is not None or parts.port is not None:
        raise ValueError("names a user or a port")
    if not is_website(url):
        raise ValueError("not the address of a public page")
    host = parts.hostname or ""
    if any(label.startswith("xn--") for label in host.split(".")):
        raise ValueError("may look like another address")
    if host.endswith(PRIVATE):
        raise ValueError("lies in a network of its own")


def may_succeed(successor: Register | None, register: Register) -> bool:
    """Return whether *successor* may take the place of *register*: another one of its country, in use itself."""
    return (
        successor is not None
        and successor.id != register.id
        and successor.country == register.country
        and not successor.successor
    )
