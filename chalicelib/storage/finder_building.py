"""Making the index that the finder searches, of the whole directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chalicelib.domain import alphabets, finding
from chalicelib.domain.authorities import Authority, Status
from chalicelib.i18n import LANGUAGES, country_name
from chalicelib.storage.finder_index import (
    EVERYTHING,
    LENGTH,
    NAME,
    WHOLE_NAME,
    WHOLE_TITLE,
    WITHOUT_LETTERS,
    digest,
    role_term,
)

if TYPE_CHECKING:
    import tantivy

MEMORY: Final = 250_000_000
"""Bytes in which a directory of 50,000 becomes one segment; more than one would mix the order."""


def build(
    folder: Path, authorities: Iterable[Authority], words: Mapping[str, Iterable[str]]
) -> int:
    """
    Write an index of the active ones among *authorities* into the empty *folder*.

    They are written in the order in which equal hits are shown: the freshest
    confirmation first, then by name.

    Args:
        folder: Where the index is written.
        authorities: The whole directory.
        words: What competences and professions are called, by code.

    Returns:
        How many authorities are in it.
    """
    import tantivy

    active = [each for each in authorities if each.status is Status.ACTIVE]
    active.sort(key=_freshest_first)
    places = _places(active)
    writer = tantivy.Index(_schema(), str(folder)).writer(MEMORY, 1)
    for number, authority in enumerate(active):
        document = tantivy.Document()
        for field, text in _texts(authority, words):
            document.add_text(field, text)
        for language, ranks in places.items():
            document.add_unsigned(f"place_{language}", ranks[number])
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return len(active)


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("country", "area", "language", "role", LENGTH, WHOLE_NAME, WHOLE_TITLE):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in (NAME, EVERYTHING, *(f"title_{language}" for language in LANGUAGES)):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for language in (WITHOUT_LETTERS, *alphabets.ALPHABETS):
        builder.add_unsigned_field(f"place_{language}", fast=True)
    return builder.build()


def _texts(
    authority: Authority, words: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """Yield field and text of all that *authority* is found by."""
    party = authority.party
    yield "id", party.id
    yield "country", party.country
    yield WHOLE_NAME, digest(party.name)
    yield LENGTH, str(len(finding.long_words(finding.words(party.name))))
    yield NAME, _forms(party.name, authority.city, authority.region)
    codes = authority.competences + authority.professions
    terms = [word for code in codes for word in words.get(code, ())]
    yield EVERYTHING, _forms(*party.titles.values(), *terms, *_country_names(party.country))
    for language, title in party.titles.items():
        if language in LANGUAGES:
            yield f"title_{language}", _forms(title)
    yield from ((WHOLE_TITLE, each) for each in {*map(digest, party.titles.values())})
    yield from (("language", language) for language in authority.languages)
    yield from (("area", area) for area in authority.areas)
    for area in (None, *authority.areas):
        yield from (("role", role_term(kind, area)) for kind in finding.kinds(authority, area))


def _forms(*texts: str) -> str:
    forms = {
        form for text in texts for word in finding.words(text) for form in finding.forms(word)
    }
    return " ".join(sorted(forms))


def _country_names(country: str) -> Iterator[str]:
    return (country_name(country, language) for language in LANGUAGES)


def _freshest_first(authority: Authority) -> tuple[int, str, str]:
    day = authority.confirmed_on or date.min
    return -day.toordinal(), finding.whole(authority.party.name), authority.party.id


def _places(authorities: Sequence[Authority]) -> dict[str, list[int]]:
    """Return the place of each name in the alphabet of each language."""
    return {
        language: _ranks(
            [alphabets.sort_key(each.party.name, language) for each in authorities]
        )
        for language in (WITHOUT_LETTERS, *alphabets.ALPHABETS)
    }


def _ranks(keys: Sequence[tuple[str, str]]) -> list[int]:
    ranks = [0] * len(keys)
    for rank, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        ranks[number] = rank
    return ranks
