"""Codes of what authorities are competent for, with the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

COMPETENCES: Final = "competences"
PROFESSIONS: Final = "professions"
CODES: Final = (COMPETENCES, PROFESSIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """A list of terms; a term is never taken away, for records refer to its code."""

    code: str
    """One of :data:`CODES`."""
    version: int
    terms: Mapping[str, Mapping[str, str]]
    """By code of the term, then by language code; the English is always there."""


def words_by_code(taxonomies: Iterable[Taxonomy]) -> dict[str, tuple[str, ...]]:
    """Return what the terms of *taxonomies* are called, in all languages."""
    return {
        code: tuple(term.values()) for each in taxonomies for code, term in each.terms.items()
    }
