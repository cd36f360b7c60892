"""
The countries in ``content/countries/``, read, checked and ready to publish.

Everything that is wrong is told at once, by file and line. The format is
described in ``content/countries/README.md``.

    python -m infra.publication.countries
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any, Final

from chalicelib.domain import texts
from chalicelib.domain.areas import ISO_DATE
from chalicelib.domain.countries import CODES, Contact, Country, from_plain
from chalicelib.i18n import LANGUAGES
from infra.publication.nodes import ContentError, Node, Reading

FOLDER: Final = Path(__file__).parents[2] / "content" / "countries"
README: Final = "README.md"

KNOWN_LANGUAGES: Final = frozenset({*LANGUAGES, "is", "nb", "nn", "lb", "tr"})
"""Ours, and those of countries that speak others too."""
LONGEST: Final = 200
"""Characters of a text at most."""
CONTACT: Final = ("name", "language", "website", "email", "phone", "source")

# fmt: off
FORMS: Final = {
    "website": (re.compile(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?"), "https://…"),
    "email":   (re.compile(r"[^@\s]+@[a-z0-9.-]+\.[a-z]+"),        "somebody@somewhere"),
    "phone":   (re.compile(r"\+[0-9 ]{6,20}"),                     "+45 12 34 56 78"),
}
# fmt: on
"""By field: what an address looks like, and what to tell who writes another."""


def read(folder: Path = FOLDER, codes: Collection[str] = CODES) -> tuple[Country, ...]:
    """
    Return the countries in *folder*, by code.

    Args:
        codes: ISO 3166 codes of the countries that must be there, and no others.

    Raises:
        ContentError: Something is wrong; every fault is told.
    """
    reading = Reading()
    files = {code: folder / f"{code.lower()}.yaml" for code in sorted(codes)}
    nodes = {code: reading.parse(path) for code, path in files.items()}
    for code, node in nodes.items():
        _check(reading, code, node)
    for path in sorted(set(folder.iterdir()) - {*files.values(), folder / README}):
        reading.fault_at(path, 1, "no country that takes part has such a file")
    if reading.faults:
        raise ContentError(reading.faults)
    return tuple(_country(node) for node in nodes.values() if node)


def _country(node: Node) -> Country:
    plain: Any = node.plain
    return from_plain(plain)


def _check(reading: Reading, code: str, node: Node | None) -> None:
    """Note what is wrong with the file of the country *code*."""
    found = reading.fields(
        node, ["code", "languages", "names", "coordinator", "helpdesk", "courses", "news"]
    )
    written = reading.text(found.get("code"))
    if written and written != code:
        reading.fault(found["code"], f"{written!r} is not the country of this file")
    _check_languages(reading, found.get("languages"))
    _check_texts(reading, found.get("names"), KNOWN_LANGUAGES)
    for name in ("coordinator", "helpdesk"):
        _check_contact(reading, found.get(name))
    for course in reading.items(found.get("courses")):
        fields = _check_told(reading, course, "starts_on", ["place"])
        _text(reading, fields.get("place"))
    for each in reading.items(found.get("news")):
        _check_told(reading, each, "published_on", [])


def _check_languages(reading: Reading, node: Node | None) -> None:
    languages = reading.texts(node)
    for place, language in languages:
        _check_language(reading, place, language, KNOWN_LANGUAGES)
    if node and not languages:
        reading.fault(node, "authorities work in one language at least")


def _check_contact(reading: Reading, node: Node | None) -> None:
    found = reading.fields(node, [*CONTACT, "confirmed"])
    said = {name: _text_or_none(reading, found.get(name)) for name in CONTACT}
    contact = Contact(**said, confirmed=reading.flag(found.get("confirmed")))
    if node is None or found.keys() != {*CONTACT, "confirmed"}:
        return
    if contact.language:
        _check_language(reading, found["language"], contact.language, KNOWN_LANGUAGES)
    if (contact.name is None) != (contact.language is None):
        reading.fault(found["language"], "a name has a language, and only a name")
    for name in FORMS:
        _check_form(reading, found[name], name, said[name])
    if contact.confirmed and contact.name is None:
        reading.fault(found["confirmed"], "there is no name that could be confirmed")
    if not contact.founded:
        told = "what is confirmed has a source, and so has every address"
        reading.fault(found["source"], told)


def _check_told(reading: Reading, node: Node, day: str, more: list[str]) -> dict[str, Node]:
    """Note what is wrong with a course or a piece of news; return its fields."""
    found = reading.fields(node, ["title", day, *more, "website"])
    _check_texts(reading, found.get("title"), LANGUAGES)
    written = reading.text(found.get(day))
    if written and not _is_date(written):
        reading.fault(found[day], f"{written!r} is no date such as 2027-01-31")
    if "website" in found:
        website = _text_or_none(reading, found["website"])
        _check_form(reading, found["website"], "website", website)
    return found


def _check_texts(reading: Reading, node: Node | None, languages: Collection[str]) -> None:
    """Note what is wrong with texts by language."""
    entries = reading.entries(node)
    for language, place in entries.items():
        _check_language(reading, place, language, languages)
        _text(reading, place)
    if node is not None and not entries:
        reading.fault(node, "one language at least is expected here")


def _check_language(
    reading: Reading, at: Node, language: str, languages: Collection[str]
) -> None:
    if language and language not in languages:
        reading.fault(at, f"unknown language {language!r}")


def _check_form(reading: Reading, at: Node, name: str, address: str | None) -> None:
    form, example = FORMS[name]
    if address and not form.fullmatch(address):
        reading.fault(at, f"{address!r} is no {name} such as {example}")


def _text_or_none(reading: Reading, node: Node | None) -> str | None:
    return None if node is None or node.value is None else _text(reading, node)


def _text(reading: Reading, node: Node | None) -> str:
    text = reading.text(node)
    if node and texts.fault(text, LONGEST) == "too_long":
        reading.fault(node, f"{len(text)} characters: a text may have {LONGEST}")
    elif node and texts.fault(text, LONGEST):
        reading.fault(node, "an invisible control character")
    return text


def _is_date(text: str) -> bool:
    try:
        return bool(ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def main() -> None:
    """Check the countries."""
    try:
        countries = read()
    except ContentError as error:
        sys.exit(str(error))
    print(f"{len(countries)} countries, no fault")


if __name__ == "__main__":
    main()
