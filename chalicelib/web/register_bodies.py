"""The entry of a register, as those write it who look after it."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.domain import texts
from chalicelib.domain.registers import Answer, Cost, Register, Rhythm, SearchKey
from chalicelib.web import bodies
from chalicelib.web.bodies import Many, Text

Code = Annotated[str, Meta(max_length=60)]


class RegisterFields(Struct, forbid_unknown_fields=True):
    """What is said of a register."""

    name: Text
    """As the register calls itself."""
    language: Code
    """Language code of the name."""
    kind: Code
    url: Text
    areas: Annotated[list[Code], Many]
    answers: Annotated[list[Answer], Many]
    languages: Annotated[list[Code], Many]
    """Codes of the languages of its pages, its own first."""
    cost: Cost
    keys: Annotated[list[SearchKey], Many]
    professions: Annotated[list[Code], Many] = []
    keeper: Code | None = None
    """Id of the authority that keeps it; only the national coordinator of its country chooses it."""
    guidance: Annotated[dict[Code, Text], Many] = {}
    """What its keeper tells those who look something up, by language code."""
    english_url: Text = ""
    """Where its pages are in English, if that is not *url*."""
    region: Text = ""
    """The part of the country for which it is kept; empty for all of it."""
    rhythm: Rhythm | None = None
    """How often it is brought up to date; null for unknown."""
    contact: Text = ""
    """E-mail address for questions about it; empty for none."""
    successor: Code | None = None
    """Id of the register of the same country that has taken its place."""


class RegisterChange(Struct, forbid_unknown_fields=True):
    """What is to be said of a register from now on; what is left out stays."""

    name: Text | UnsetType = UNSET
    language: Code | UnsetType = UNSET
    kind: Code | UnsetType = UNSET
    url: Text | UnsetType = UNSET
    areas: Annotated[list[Code], Many] | UnsetType = UNSET
    answers: Annotated[list[Answer], Many] | UnsetType = UNSET
    languages: Annotated[list[Code], Many] | UnsetType = UNSET
    cost: Cost | UnsetType = UNSET
    keys: Annotated[list[SearchKey], Many] | UnsetType = UNSET
    professions: Annotated[list[Code], Many] | UnsetType = UNSET
    keeper: Code | UnsetType | None = UNSET
    guidance: Annotated[dict[Code, Text | None], Many] | UnsetType = UNSET
    """A language with null, or with an empty text, goes."""
    english_url: Text | UnsetType = UNSET
    region: Text | UnsetType = UNSET
    rhythm: Rhythm | UnsetType | None = UNSET
    contact: Text | UnsetType = UNSET
    successor: Code | UnsetType | None = UNSET


class ProposalFields(Struct, forbid_unknown_fields=True):
    """What a reader says is wrong with an entry."""

    text: Text


def fields(register: Register) -> RegisterFields:
    """Return *register* as a body that would write it."""
    return RegisterFields(
        name=register.name,
        language=register.language,
        kind=register.kind,
        url=register.url,
        areas=list(register.areas),
        answers=list(register.answers),
        languages=list(register.languages),
        cost=register.cost,
        keys=list(register.keys),
        professions=list(register.professions),
        keeper=register.keeper,
        guidance=dict(register.guidance),
        english_url=register.english_url,
        region=register.region,
        rhythm=register.rhythm,
        contact=register.contact,
        successor=register.successor,
    )


def edit(register: Register, patch: bytes) -> Register:
    """
    Return what *patch*, a JSON Merge Patch, makes of *register*.

    Raises:
        Unreadable, Invalid: As :func:`bodies.decode` does.
    """
    return register_of(bodies.merged(fields(register), patch), register.id, register.country)


def register_of(body: RegisterFields, id: str, country: str) -> Register:
    """Return the register that *body* describes, which nobody has confirmed yet."""
    return Register(
        id=id,
        country=country,
        name=texts.clean(body.name),
        language=body.language,
        kind=body.kind,
        areas=tuple(dict.fromkeys(body.areas)),
        professions=tuple(dict.fromkeys(body.professions)),
        url=body.url.strip(),
        answers=tuple(dict.fromkeys(body.answers)),
        languages=tuple(dict.fromkeys(body.languages)),
        cost=body.cost,
        keys=tuple(dict.fromkeys(body.keys)),
        source="",
        confirmed_on=None,
        keeper=body.keeper,
        guidance={
            language: told
            for language, text in body.guidance.items()
            if (told := texts.clean(text))
        },
        english_url=body.english_url.strip(),
        region=texts.clean(body.region),
        rhythm=body.rhythm,
        contact=body.contact.strip(),
        successor=body.successor,
    )
