"""
What simulated counterparts can write, and whom they ask about, as ``content/training/`` says.

Reads ``phrases.yaml`` and ``invented.yaml``; the README there tells what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from chalicelib.domain import texts
from chalicelib.domain.areas import LONGEST_SLOT
from chalicelib.domain.drafts import LONGEST_NAME, LONGEST_REASON
from chalicelib.domain.invented import (
    OTHER_SLOT,
    Invented,
    InventedFirm,
    InventedPerson,
    Phrase,
    Words,
)
from chalicelib.i18n import LANGUAGES
from infra.publication.training_entries import Faulty

PHRASES: Final = "phrases.yaml"
INVENTED: Final = "invented.yaml"
SITE: Final = re.compile(r"https://www\.[a-z0-9-]+\.example")

Texts = Mapping[str, str]
"""A text by language code."""


def words(folder: Path) -> Mapping[str, Words]:
    """
    Return what counterparts can write, by language code.

    Raises:
        Faulty: A phrase or a gap lacks, is unknown, or is not there in each language.
    """
    found = _read(folder / PHRASES, {"phrases", "slots"})
    phrases = {key: list(map(_texts, ways)) for key, ways in found["phrases"].items()}
    slots = {name: _texts(text) for name, text in found["slots"].items()}
    if wrong := phrases.keys() ^ set(Phrase):
        raise Faulty(PHRASES, sorted(wrong), "a phrase lacks or is unknown")
    if OTHER_SLOT not in slots:
        raise Faulty(PHRASES, OTHER_SLOT, "there is nothing for all other gaps")
    for key, ways in phrases.items():
        if not ways:
            raise Faulty(PHRASES, key, "there is no way to say it")
        for way in ways:
            _must_be_texts(PHRASES, key, way, longest=LONGEST_REASON)
    for name, text in slots.items():
        _must_be_texts(PHRASES, name, text, longest=LONGEST_SLOT)
    return {
        language: Words(
            language=language,
            phrases={
                Phrase(key): tuple(way[language] for way in ways)
                for key, ways in phrases.items()
            },
            slots={name: text[language] for name, text in slots.items()},
        )
        for language in LANGUAGES
    }


def invented(folder: Path, countries: Collection[str]) -> Invented:
    """
    Return the persons and firms about whom counterparts ask.

    Args:
        countries: ISO codes of the countries of which there must be both.

    Raises:
        Faulty: An entry cannot be read, a country has nobody, or a website is not a .example.
    """
    found = _read(folder / INVENTED, {"persons", "firms"})
    made = Invented(
        persons=tuple(map(_person, found["persons"])), firms=tuple(map(_firm, found["firms"]))
    )
    for name in (*(each.name for each in made.persons), *(each.name for each in made.firms)):
        if not name or texts.fault(name, LONGEST_NAME):
            raise Faulty(INVENTED, name, "this cannot be a name")
    for kind, at_home in (
        ("person", {each.country for each in made.persons}),
        ("firm", {each.country for each in made.firms}),
    ):
        if missing := set(countries) - at_home:
            raise Faulty(INVENTED, ", ".join(sorted(missing)), f"has no {kind}")
    for firm in made.firms:
        if not SITE.fullmatch(firm.website):
            raise Faulty(INVENTED, firm.name, "website is not one of a .example")
    return made


def _read(path: Path, keys: Collection[str]) -> Mapping[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    if not isinstance(found, dict) or found.keys() != set(keys):
        raise Faulty(path.name, "all", f"has not just {', '.join(sorted(keys))}")
    return found


def _texts(entry: str | Texts) -> Texts:
    """Return *entry* by language; a text by itself is the same in each."""
    return dict.fromkeys(LANGUAGES, entry) if isinstance(entry, str) else entry


def _must_be_texts(file: str, key: str, found: Texts, *, longest: int) -> None:
    for fault in _text_faults(found, longest):
        raise Faulty(file, key, fault)


def _text_faults(found: Texts, longest: int) -> Iterator[str]:
    if wrong := found.keys() ^ set(LANGUAGES):
        yield f"languages lack or are unknown: {', '.join(sorted(wrong))}"
    for language, text in found.items():
        if not text or text != texts.clean(text):
            yield f"the text in {language} is empty or not clean"
        elif code := texts.fault(text, longest):
            yield f"the text in {language} is {code}"


def _person(entry: Mapping[str, Any]) -> InventedPerson:
    try:
        return InventedPerson(**{**entry, "born_on": date.fromisoformat(entry["born_on"])})
    except (KeyError, TypeError, ValueError) as error:
        raise Faulty(INVENTED, _name(entry), f"cannot be read ({error})") from error


def _firm(entry: Mapping[str, Any]) -> InventedFirm:
    try:
        return InventedFirm(**entry)
    except TypeError as error:
        raise Faulty(INVENTED, _name(entry), f"cannot be read ({error})") from error


def _name(entry: object) -> object:
    return entry.get("name") if isinstance(entry, dict) else entry
