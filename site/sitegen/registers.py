"""The registers of content/registers/ as readers of the help site see them."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from babel import Locale

from chalicelib import i18n
from chalicelib.domain import registers
from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import shown_as
from chalicelib.domain.registers import EVERYWHERE, Answer, Cost, Register, SearchKey
from chalicelib.i18n import N_
from sitegen import data
from sitegen.faults import blaming

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""Of the directory, not of the registers."""

CSV: Final = "registers.csv"
JSON_LD: Final = "registers.jsonld"

# fmt: off
ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.REGISTERED:      N_("Whether a firm is registered"),
    Answer.SEAT:            N_("Seat and address of a firm"),
    Answer.REPRESENTATIVES: N_("Who may act for a firm"),
    Answer.ACTIVITY:        N_("Which activities a firm has registered"),
    Answer.DISSOLVED:       N_("Whether a firm is insolvent or dissolved"),
    Answer.AUTHORISED:      N_("Whether somebody holds an authorisation"),
    Answer.MAY_PRACTISE:    N_("Whether a person may practise a profession"),
    Answer.VAT_VALID:       N_("Whether a VAT number is valid"),
    Answer.REGULATED:       N_("Which professions are regulated"),
}
COSTS: Final[Mapping[Cost, str]] = {
    Cost.FREE:     N_("Free of charge"),
    Cost.EXTRACTS: N_("Looking up is free of charge, extracts are not"),
    Cost.FEE:      N_("A fee is charged"),
}
KEYS: Final[Mapping[SearchKey, str]] = {
    SearchKey.FIRM:       N_("Name of the firm"),
    SearchKey.NUMBER:     N_("Number in the register"),
    SearchKey.PERSON:     N_("Name of the person"),
    SearchKey.VAT:        N_("VAT number"),
    SearchKey.PROFESSION: N_("Profession"),
}
# fmt: on
ALL_COUNTRIES: Final = N_("All countries together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All registers, and what kinds of them are called."""

    registers: tuple[Register, ...]
    kinds: Mapping[str, Mapping[str, str]]
    """By code, then by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A register in one language."""

    register: Register
    kind: str
    answers: tuple[str, ...]
    languages: tuple[str, ...]
    cost: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The registers of one country."""

    code: str
    """As people see it."""
    name: str
    rows: tuple[Row, ...]


def read(content: Path) -> Directory:
    """
    Return what lies in ``content/registers``.

    Raises:
        SiteError: A file lacks something, or holds something else.
    """
    kinds = data.load(content / "registers/kinds.yaml")
    found: list[Register] = []
    for path in sorted((content / "registers").glob("??.yaml")):
        for plain in data.load(path):
            with blaming(str(path)):
                register = registers.from_plain(plain, path.stem.upper())
                if register.kind not in kinds:
                    raise ValueError(f"{register.id} is of no kind that there is")
                if any(register.id == each.id for each in found):
                    raise ValueError(f"{register.id} is there twice")
                found.append(register)
    return Directory(registers=tuple(found), kinds=kinds)


def groups(directory: Directory, language: str) -> list[Group]:
    """Return the registers by country, in the order of the alphabet of *language*; those of all last."""
    say = i18n.catalogue(language).gettext
    codes = {each.country for each in directory.registers} - {EVERYWHERE}
    named = {code: i18n.country_name(code, language) for code in codes}
    ordered = sorted(named, key=lambda code: sort_key(named[code], language))
    return [
        Group(
            code=shown_as(code),
            name=named.get(code) or say(ALL_COUNTRIES),
            rows=tuple(
                _row(each, directory, language)
                for each in directory.registers
                if each.country == code
            ),
        )
        for code in (*ordered, EVERYWHERE)
    ]


def _row(register: Register, directory: Directory, language: str) -> Row:
    say = i18n.catalogue(language).gettext
    return Row(
        register=register,
        kind=directory.kinds[register.kind][language],
        answers=tuple(say(ANSWERS[each]) for each in register.answers),
        languages=tuple(_names(language).get(each, each) for each in register.languages),
        cost=say(COSTS[register.cost]),
        keys=tuple(say(KEYS[each]) for each in register.keys),
    )


def languages(found: Sequence[Group], language: str) -> list[tuple[str, str]]:
    """Return the languages in which any of the registers *found* can be read, with their names."""
    names = _names(language)
    codes = {code for group in found for row in group.rows for code in row.register.languages}
    return sorted(
        ((code, names.get(code, code)) for code in codes),
        key=lambda pair: sort_key(pair[1], language),
    )


@functools.cache
def _names(language: str) -> Mapping[str, str]:
    """Return what languages are called in *language*, by code."""
    return Locale.parse(i18n.locale(language)).languages


def as_csv(directory: Directory) -> str:
    """Return all registers as a table that any program reads; its words in English."""
    out = io.StringIO()
    # Without it some programs take the letters for others.
    out.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = ("id", "country", "name", "language", "kind", "url", "answers", "languages", "cost", "keys", "confirmed_on")  # fmt: skip
    writer.writerow(columns)
    for each in directory.registers:
        writer.writerow(
            (
                each.id,
                each.country,
                each.name,
                each.language,
                directory.kinds[each.kind]["en"],
                each.url,
                "; ".join(ANSWERS[answer] for answer in each.answers),
                " ".join(each.languages),
                COSTS[each.cost],
                "; ".join(KEYS[key] for key in each.keys),
                each.confirmed_on or "",
            )
        )
    return out.getvalue()


def as_json_ld(directory: Directory, origin: str) -> str:
    """Return the directory as a catalogue of data sets, in the words of schema.org."""
    catalogue = {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "@id": f"{origin}/{JSON_LD}",
        "name": "Registers of firms and professions",
        "url": f"{origin}/en/registers/",
        "license": LICENCE,
        "dataset": list(_datasets(directory, origin)),
    }
    return json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n"


def _datasets(directory: Directory, origin: str) -> Iterator[dict[str, Any]]:
    for each in directory.registers:
        kind = directory.kinds[each.kind]
        yield {
            "@type": "Dataset",
            "@id": f"{origin}/en/registers/#{each.id}",
            "name": {"@value": each.name, "@language": each.language},
            "description": [
                {"@value": f"{kind[code]}: {each.name}", "@language": code}
                for code in sorted(kind)
            ],
            "url": each.url,
            "inLanguage": list(each.languages),
            "isAccessibleForFree": each.cost is not Cost.FEE,
            "conditionsOfAccess": COSTS[each.cost],
            "keywords": [ANSWERS[answer] for answer in each.answers],
            "creativeWorkStatus": "confirmed" if each.confirmed_on else "to be confirmed",
            "spatialCoverage": each.country,
            **({"dateModified": each.confirmed_on.isoformat()} if each.confirmed_on else {}),
        }


def by_answer(found: Sequence[Group]) -> Iterator[tuple[Answer, list[tuple[Group, Row]]]]:
    """Yield for each answer the rows that give it."""
    for answer in Answer:
        rows = [
            (group, row)
            for group in found
            for row in group.rows
            if answer in row.register.answers
        ]
        if rows:
            yield answer, rows
