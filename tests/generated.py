"""A directory that is not real but looks like one: authorities of 30 countries, 24 titles each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from chalicelib.domain.authorities import Authority, Party
from chalicelib.domain.countries import CODES
from chalicelib.domain.taxonomies import COMPETENCES, PROFESSIONS, words_by_code
from infra.publication import directory, taxonomies, training
from tests.builders import an_authority

FIRST: Final = date(2026, 1, 1)

# fmt: off
SYLLABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "Latin":    ("bar", "len", "dor", "mi", "ska", "vel", "nor", "ti", "gra", "hol", "pé", "lü", "ste", "ran", "go", "ša", "kø", "ma", "vi", "ter"),
    "Greek":    ("μα", "λο", "νή", "θε", "κα", "ρί", "στο", "πε", "δι", "χα", "λι", "φω", "ξα", "τρί", "γε"),
    "Cyrillic": ("ва", "ло", "ни", "ста", "гра", "жи", "по", "цве", "ра", "ши", "до", "ми", "хо", "тъ", "ля"),
}
# fmt: on
TAXONOMIES: Final = {each.code: each for each in taxonomies.read()}
WORDS: Final = words_by_code(TAXONOMIES.values())
"""What competences and professions are called, as the finder knows them."""
MOST_TERMS: Final = 3
"""Of each taxonomy."""
SCRIPTS: Final = {"GR": "Greek", "CY": "Greek", "BG": "Cyrillic"}


def authorities(count: int) -> Iterator[Authority]:
    """
    Yield *count* authorities, always the same ones.

    Each has the kind of a training authority, and a place of its own in its name and
    in every title. What it is competent for has nothing to do with its kind.
    """
    drawn, tasks = random.Random(743), random.Random(744)
    kinds = _kinds()
    for number in range(count):
        country = CODES[number % len(CODES)]
        place = _place(drawn, SCRIPTS.get(country, "Latin"))
        titles, name, language = drawn.choice(kinds)
        yield an_authority(
            Party(
                id=f"g-{number}",
                name=f"{name} {place}",
                titles={code: f"{title} {place}" for code, title in titles.items()},
                country=country,
                language=language,
                time_zone="Europe/Brussels",
            ),
            city=place,
            confirmed_on=FIRST + timedelta(days=drawn.randrange(90)),
            competences=_some(tasks, COMPETENCES),
            professions=_some(tasks, PROFESSIONS),
        )


def _kinds() -> list[tuple[Any, str, str]]:
    return [
        (each.party.titles, each.party.name, each.party.language)
        for each in map(directory.authority, training.load().authorities.values())
    ]


def _some(drawn: random.Random, taxonomy: str) -> tuple[str, ...]:
    terms = sorted(TAXONOMIES[taxonomy].terms)
    return tuple(drawn.sample(terms, k=drawn.randint(0, MOST_TERMS)))


def _place(drawn: random.Random, script: str) -> str:
    parts = drawn.choices(SYLLABLES[script], k=drawn.choice((3, 4, 5)))
    return "".join(parts).title()
