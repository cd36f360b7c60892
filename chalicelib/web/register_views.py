"""The registers, as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from chalicelib import i18n
from chalicelib.domain.countries import shown_as
from chalicelib.domain.register_health import Health
from chalicelib.domain.registers import Answer, Register
from chalicelib.register_words import ANSWERS, COSTS, KEYS, country_name
from chalicelib.services.registers import Known


class Labelled(Struct):
    """A code, with what it is called in the reader's language."""

    code: str
    label: str


class HealthView(Struct):
    """What looks at the address of a register have found."""

    state: str
    """``alive``, ``moved``, ``unwell`` (the last look failed), ``dead`` (those of a week did), ``unknown``."""
    reached_on: date | None
    """Day (UTC) on which it was last reached."""
    moved_to: str | None
    """The address to which it says that it has moved for good."""


class RegisterRow(Struct):
    """A public register of firms or professions."""

    id: str
    country: str
    """ISO 3166; EU for a register of all countries."""
    shown_as: str
    """The code that people see: EL for Greece."""
    country_name: str
    """In the reader's language."""
    name: str
    """As the register calls itself."""
    language: str
    """Language code of *name*."""
    kind: Labelled
    url: str
    areas: list[str]
    """Codes of the legal areas in which it is of use."""
    professions: list[str]
    answers: list[Labelled]
    """What somebody who looks there gets to know."""
    languages: list[Labelled]
    """Of its pages, its own first."""
    cost: Labelled
    keys: list[Labelled]
    """By what one looks something up."""
    source: str
    """Where this was found."""
    confirmed_on: date | None
    """Day on which its keeper has last said that it is right; None while nobody has."""
    health: HealthView | None
    """None while nobody has looked."""
    spared_this_year: int
    """Requests that it has spared since the 1st of January (UTC)."""
    questions: list[str]
    """Codes of the questions of the call that it may answer."""


class Registers(Struct):
    """A page of the directory."""

    items: list[RegisterRow]
    next: str | None


class LookedUp(Struct, forbid_unknown_fields=True):
    """What somebody who was about to ask has found in a register."""

    draft: str
    """Number of the draft that was to ask."""
    found: bool
    """Whether the answer stands there; the draft is deleted then, and ``If-Match`` names its version."""


def row(
    register: Register,
    known: Known,
    language: str,
    questions: Sequence[str] = (),
) -> RegisterRow:
    """
    Return *register* for a reader of *language*.

    Args:
        known: The directory, and what has become of its registers.
        questions: Codes of those that it may answer.
    """
    say = i18n.catalogue(language).gettext
    names = i18n.language_names(language)
    return RegisterRow(
        id=register.id,
        country=register.country,
        shown_as=shown_as(register.country),
        country_name=country_name(register.country, language),
        name=register.name,
        language=register.language,
        kind=Labelled(register.kind, known.directory.kinds[register.kind][language]),
        url=register.url,
        areas=list(register.areas),
        professions=list(register.professions),
        answers=[_answer(each, language) for each in register.answers],
        languages=[Labelled(each, names.get(each, each)) for each in register.languages],
        cost=Labelled(register.cost, say(COSTS[register.cost])),
        keys=[Labelled(each, say(KEYS[each])) for each in register.keys],
        source=register.source,
        confirmed_on=register.confirmed_on,
        health=_health(known.health.get(register.id), register),
        spared_this_year=known.spared.get(register.id, 0),
        questions=list(questions),
    )


def _health(health: Health | None, register: Register) -> HealthView | None:
    """Return what was found at the address that *register* has now."""
    if health is None or health.url != register.url:
        return None
    return HealthView(health.state, health.reached_on, health.moved_to)


def _answer(answer: Answer, language: str) -> Labelled:
    return Labelled(answer, i18n.catalogue(language).gettext(ANSWERS[answer]))
