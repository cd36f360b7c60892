"""The registers of content/registers/ as readers of the help site see them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from chalicelib import i18n
from chalicelib.domain import registers
from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import shown_as
from chalicelib.domain.registers import EVERYWHERE, Answer, Cost, Directory, Register
from chalicelib.register_words import ANSWERS, COSTS, KEYS, RHYTHMS, country_name
from sitegen import data
from sitegen.faults import blaming

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""Of the directory, not of the registers."""

CSV: Final = "registers.csv"
JSON_LD: Final = "registers.jsonld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A register in one language."""

    register: Register
    country: str
    """Its name; that of all countries together for a register of them."""
    kind: str
    answers: tuple[str, ...]
    languages: tuple[str, ...]
    cost: str
    keys: tuple[str, ...]
    rhythm: str
    """Empty for unknown."""
    guidance: tuple[str, str] | None
    """Language code and text of what its keeper tells."""
    successor: Register | None


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
    folder = content / "registers"
    found: list[Register] = []
    for path in sorted(folder.glob("??.yaml")):
        with blaming(str(path)):
            country = path.stem.upper()
            found += [registers.from_plain(plain, country) for plain in data.load(path)]
    with blaming(str(folder)):
        return registers.directory(
            found, data.load(folder / "kinds.yaml"), data.load(folder / "questions.yaml")
        )


def professions(content: Path) -> Mapping[str, Mapping[str, str]]:
    """Return what professions are called, by code and language code."""
    terms: Mapping[str, Mapping[str, str]] = data.load(content / "taxonomies/professions.yaml")[
        "terms"
    ]
    return terms


def groups(directory: Directory, language: str) -> list[Group]:
    """Return the registers by country, in the order of the alphabet of *language*; those of all last."""
    codes = {each.country for each in directory.registers} - {EVERYWHERE}
    named = {code: i18n.country_name(code, language) for code in codes}
    ordered = sorted(named, key=lambda code: sort_key(named[code], language))
    return [
        Group(
            code=shown_as(code),
            name=country_name(code, language),
            rows=tuple(
                row(each, directory, language)
                for each in directory.registers
                if each.country == code
            ),
        )
        for code in (*ordered, EVERYWHERE)
    ]


def row(register: Register, directory: Directory, language: str) -> Row:
    """Return *register* as a reader of *language* sees it."""
    say = i18n.catalogue(language).gettext
    return Row(
        register=register,
        country=country_name(register.country, language),
        kind=directory.kinds[register.kind][language],
        answers=tuple(say(ANSWERS[each]) for each in register.answers),
        languages=tuple(
            i18n.language_names(language).get(each, each) for each in register.languages
        ),
        cost=say(COSTS[register.cost]),
        keys=tuple(say(KEYS[each]) for each in register.keys),
        rhythm=say(RHYTHMS[register.rhythm]) if register.rhythm else "",
        guidance=register.guidance_for(language),
        successor=directory.successor(register),
    )


# fmt: off
PLACES: Final[Mapping[str, tuple[int, int]]] = {
    "IS": (0, 0), "NO": (3, 0), "SE": (4, 0), "FI": (5, 0),
    "DK": (3, 1), "EE": (5, 1),
    "IE": (0, 2), "NL": (2, 2), "LV": (5, 2),
    "BE": (2, 3), "DE": (3, 3), "PL": (4, 3), "LT": (5, 3),
    "FR": (1, 4), "LU": (2, 4), "CZ": (4, 4), "SK": (5, 4),
    "LI": (3, 5), "AT": (4, 5), "HU": (5, 5), "RO": (6, 5),
    "PT": (0, 6), "ES": (1, 6), "IT": (3, 6), "SI": (4, 6), "HR": (5, 6), "BG": (6, 6),
    "MT": (3, 7), "GR": (5, 7), "CY": (7, 7),
}
# fmt: on
"""Column and row of each country on the map, on which every country is as large as every other."""


def places(found: Sequence[Group]) -> list[tuple[Group, int, int]]:
    """Return the groups *found* of one country each, with column and row on the map."""
    by_code = {shown_as(code): place for code, place in PLACES.items()}
    return [(group, *by_code[group.code]) for group in found if group.code in by_code]


def used(found: Sequence[Group], field: str) -> list[str]:
    """Return the codes of legal areas or professions, whichever *field* says, that any of *found* has."""
    return sorted(
        {code for group in found for row in group.rows for code in getattr(row.register, field)}
    )


def languages(found: Sequence[Group], language: str) -> list[tuple[str, str]]:
    """Return the languages in which any of the registers *found* can be read, with their names."""
    names = i18n.language_names(language)
    codes = {code for group in found for row in group.rows for code in row.register.languages}
    return sorted(
        ((code, names.get(code, code)) for code in codes),
        key=lambda pair: sort_key(pair[1], language),
    )


def as_csv(directory: Directory) -> str:
    """Return all registers as a table that any program reads; its words in English."""
    out = io.StringIO()
    # Without it some programs take the letters for others.
    out.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = ("id", "country", "name", "language", "kind", "url", "answers", "english_url", "languages", "cost", "keys", "areas", "professions", "region", "rhythm", "contact", "successor", "confirmed_on")  # fmt: skip
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
                each.english_url,
                " ".join(each.languages),
                COSTS[each.cost],
                "; ".join(KEYS[key] for key in each.keys),
                " ".join(each.areas),
                " ".join(each.professions),
                each.region,
                RHYTHMS[each.rhythm] if each.rhythm else "",
                each.contact,
                each.successor or "",
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
            "@id": f"{origin}/en/registers/{each.id}/",
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
            "spatialCoverage": {
                "@type": "Place",
                "name": ", ".join(
                    filter(None, (each.region, country_name(each.country, "en")))
                ),
                "identifier": each.country,
            },
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
