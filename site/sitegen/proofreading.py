"""What is wrong with the texts, found before any page is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from sitegen import markup, menu, parity, series
from sitegen.content import Article
from sitegen.faults import Fault
from sitegen.pages import plan
from sitegen.render import FIGURES
from sitegen.report import overdue
from sitegen.sources import Sources

PARTS: Final[Mapping[str, int]] = MappingProxyType({"home": 4, "quick-guide": 5})
"""How many headings of level 2 the templates of these pages lay out."""

FIGURES_FILE: Final = "content/statistics/figures.yaml"


def faults(read: Sources, release_on: date | None = None) -> Iterator[Fault]:
    """
    Yield what is wrong with the texts.

    Args:
        read: All that the site is made of.
        release_on: Day of a release, on which no review may be overdue.
    """
    articles = (*read.articles, *read.news)
    yield from parity.faults(articles)
    originals = [article for article in read.articles if article.language == "en"]
    pages = frozenset(page.path for page in plan(originals, ["en"]))
    for article in articles:
        for line, message in markup.faults(article, read.terms, FIGURES, pages):
            yield Fault(article.file, line, message)
    yield from (Fault(FIGURES_FILE, 1, each) for each in series.faults(read.series, read.terms))
    yield from _without_parts(read.articles)
    yield from _without_place(read.articles)
    if release_on:
        yield from overdue(articles, release_on)


def _without_parts(articles: Iterable[Article]) -> Iterator[Fault]:
    """Yield the pages whose template wants a certain number of parts, and that have another."""
    for article in articles:
        wanted = PARTS.get(article.slug)
        if wanted is None:
            continue
        if not article.body.lstrip().startswith("## "):
            yield Fault(article.file, article.first_line, "the page begins with a heading")
        found = len(re.findall(r"^## ", article.body, re.MULTILINE))
        if found != wanted:
            yield Fault(article.file, 1, f"the page has {found} parts, not {wanted}")


def _without_place(articles: Iterable[Article]) -> Iterator[Fault]:
    listed = {"home", *menu.slugs()}
    for article in articles:
        if article.slug not in listed:
            yield Fault(article.file, 1, "the page stands in no menu (site/sitegen/menu.py)")
