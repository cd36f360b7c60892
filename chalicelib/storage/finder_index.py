"""
The index that the finder searches, in a folder on this machine's disk.

Tantivy is imported when an index is needed. The words are made in the domain;
Tantivy compares them as they come.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chalicelib.domain import alphabets, finding
from chalicelib.domain.authorities import Kind
from chalicelib.domain.finding import Wanted, Worth
from chalicelib.i18n import LANGUAGES

if TYPE_CHECKING:
    import tantivy

FORMAT: Final = 1
"""Counts up with every change of what is in an index: an older one is made anew."""

NAME: Final = "name"
"""Words of name, city and region, whoever reads."""
EVERYTHING: Final = "everything"
"""Words of all titles, competences, professions, and of the country's name."""
LENGTH: Final = "length"
"""How many words the name has."""
WHOLE_NAME: Final = "whole_name"
"""A digest of the name, for queries that give all of it."""
WHOLE_TITLE: Final = "whole_title"
"""Digests of the titles, likewise."""

WITHOUT_LETTERS: Final = "en"
"""The order of languages that have no letters of their own in :mod:`alphabets`."""


class Index:
    """An index in a folder, open for searching."""

    def __init__(self, folder: Path) -> None:
        """
        Open the index in *folder*.

        Raises:
            ValueError: There is none, or it cannot be read.
        """
        import tantivy

        index = tantivy.Index.open(str(folder))
        # Nobody writes into it: a thread that watches the folder would watch for nothing.
        index.config_reader("manual")
        self._tantivy = tantivy
        self._query = tantivy.Query
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def find(
        self, text: str, wanted: Wanted, *, language: str, limit: int, offset: int = 0
    ) -> list[str]:
        """
        Return the ids of hits, best first; without words in *text*, all by name.

        Args:
            text: What somebody typed.
            wanted: What every hit must be.
            language: Code of the reader's language: its titles count more, and
                names are in the order of its alphabet.
            limit: How many ids are returned at most.
            offset: How many hits come before the first that is returned.
        """
        if offset >= len(self):
            return []
        filters = self._filters(wanted)
        words = finding.words(text)[: finding.MOST_WORDS]
        if not words:
            by_name = {
                "order_by_field": f"place_{_order(language)}",
                "order": self._tantivy.Order.Asc,
            }
            return self._ids(self._both(filters, []), limit, offset, **by_name)
        query = self._both(filters, self._words(words, language))
        if not self._ids(query, 1, 0):
            # To look into words takes ten times as long, so it waits until nothing else is found.
            query = self._both(filters, self._words(words, language, inside=True))
        return self._ids(query, limit, offset)

    def _ids(self, query: tantivy.Query, limit: int, offset: int, **order: Any) -> list[str]:
        found = self._searcher.search(query, limit, count=False, offset=offset, **order)
        return [str(self._searcher.doc(address)["id"][0]) for _, address in found.hits]

    def _both(
        self, filters: list[tantivy.Query], parts: list[tuple[tantivy.Occur, tantivy.Query]]
    ) -> tantivy.Query:
        must = self._tantivy.Occur.Must
        all_parts = [*parts, *((must, self._worth(each, 0)) for each in filters)]
        return self._query.boolean_query(all_parts or [(must, self._query.all_query())])

    def _filters(self, wanted: Wanted) -> list[tantivy.Query]:
        terms = {
            "country": wanted.country,
            "area": wanted.area,
            "language": wanted.language,
            "role": role_term(wanted.role, wanted.area) if wanted.role else None,
        }
        return [self._term(field, value) for field, value in terms.items() if value]

    def _words(
        self, words: Sequence[str], language: str, *, inside: bool = False
    ) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """Return what is asked of *words*: each but the short ones must occur."""
        occur = self._tantivy.Occur
        long = finding.long_words(words)
        parts = [
            (occur.Must if word in long else occur.Should, self._word(word, language, inside))
            for word in words
        ]
        whole = digest(" ".join(words))
        for field, worth in (
            (WHOLE_NAME, finding.WHOLE.own),
            (WHOLE_TITLE, finding.WHOLE.other),
        ):
            parts.append((occur.Should, self._worth(self._term(field, whole), worth)))
        for length, worth in enumerate(finding.BREVITY, 1):
            parts.append((occur.Should, self._worth(self._term(LENGTH, str(length)), worth)))
        return parts

    def _word(self, word: str, language: str, inside: bool) -> tantivy.Query:
        """Return the query that is worth what the best place of *word* is worth."""
        fields = {NAME: 0, f"title_{language}": 0, EVERYTHING: 1}
        if language not in LANGUAGES:
            del fields[f"title_{language}"]
        ways = [
            self._worth(query, worth[place])
            for form in finding.forms(word)
            for field, place in fields.items()
            for query, worth in self._ways(field, form, inside=inside and not place)
        ]
        return self._query.disjunction_max_query(ways)

    def _ways(
        self, field: str, form: str, *, inside: bool
    ) -> Iterator[tuple[tantivy.Query, Worth]]:
        fuzzy = self._query.fuzzy_term_query
        yield self._term(field, form), finding.EXACT
        yield fuzzy(self._schema, field, form, 0, prefix=True), finding.PREFIX
        if inside and finding.INSIDE_FROM <= len(form) <= finding.LONGEST_FORGIVEN:
            # A form has letters and digits alone, so nothing in it means anything to a pattern.
            pattern = self._query.regex_query(self._schema, field, f".*{form}.*")
            yield pattern, finding.INSIDE
        if edits := finding.edits(form):
            yield fuzzy(self._schema, field, form, edits), finding.FUZZY
            yield fuzzy(self._schema, field, form, edits, prefix=True), finding.FUZZY_PREFIX

    def _term(self, field: str, value: str) -> tantivy.Query:
        return self._query.term_query(self._schema, field, value, "basic")

    def _worth(self, query: tantivy.Query, worth: float) -> tantivy.Query:
        return self._query.const_score_query(query, worth)


def role_term(kind: Kind, area: str | None) -> str:
    """Return what stands for *kind* in *area*; in any, if that is None."""
    return f"{kind}:{area}" if area else kind.value


def digest(text: str) -> str:
    """Return what stands for the whole *text*: short, for there are many; seldom shared."""
    return f"{zlib.crc32(finding.whole(text).encode()):x}"


def _order(language: str) -> str:
    return language if language in alphabets.ALPHABETS else WITHOUT_LETTERS
