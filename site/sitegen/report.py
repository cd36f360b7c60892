"""What is translated into which language, and how old each translation is against the English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.content import Article
from sitegen.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A page that a language lacks, or has in an older state than the English."""

    slug: str
    language: str
    behind: int | None
    """Calendar days by which the English was changed later; None where there is no translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The state of all translations."""

    pages: int
    """How many pages there are in English."""
    gaps: Mapping[str, Sequence[Gap]]
    """By language, in the order of languages; those that lack nothing have none."""


def report(articles: Iterable[Article], languages: Sequence[str]) -> Report:
    """Return which of *articles* are missing or outdated in which of *languages*."""
    found = {(article.slug, article.language): article for article in articles}
    originals = [
        article for (_, language), article in sorted(found.items()) if language == "en"
    ]
    gaps = {
        language: [
            gap
            for original in originals
            if (gap := _gap(original, found.get((original.slug, language)), language))
        ]
        for language in languages
    }
    return Report(pages=len(originals), gaps=gaps)


def overdue(articles: Iterable[Article], today: date) -> list[Fault]:
    """Return the pages that somebody should have vouched for anew before *today*."""
    return [
        Fault(article.file, 1, f"the review was due on {article.next_review}")
        for article in articles
        if article.next_review < today
    ]


def _gap(original: Article, translation: Article | None, language: str) -> Gap | None:
    if translation is None:
        return Gap(slug=original.slug, language=language, behind=None)
    behind = (original.updated - translation.updated).days
    return Gap(slug=original.slug, language=language, behind=behind) if behind > 0 else None
