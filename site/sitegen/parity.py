"""Whether a translation says as much as its English original, found without knowing the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from sitegen.content import Article
from sitegen.faults import Fault
from sitegen.markup import FIGURE, LABEL

HEADING: Final = re.compile(r"^(#+) .*?(?: \{#([a-z-]+)\})?$", re.MULTILINE)

# fmt: off
SIDES: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType({
    "headings":          lambda body: [f"{mark} {{#{name}}}" for mark, name in HEADING.findall(body)],
    "links":             lambda body: sorted(re.findall(r"\]\(([^)]*)\)", body)),
    "labels":            lambda body: sorted(LABEL.findall(body)),
    "figures":           FIGURE.findall,
    "points of lists":   lambda body: len(re.findall(r"^\s*- ", body, re.MULTILINE)),
    "numbered points":   lambda body: len(re.findall(r"^\s*\d+\. ", body, re.MULTILINE)),
    "rows of tables":    lambda body: len(re.findall(r"^\|", body, re.MULTILINE)),
    "quotations":        lambda body: len(re.findall(r"^> ", body, re.MULTILINE)),
    "emphasis":          lambda body: body.count("**"),
    "paragraphs":        lambda body: len(re.findall(r"\n\n(?!\s|#|>|\||\[\[|- |\d+\. )", "\n\n" + body.strip())),
})
# fmt: on
"""What must be the same in every language, and how it is read off."""


def faults(articles: Iterable[Article]) -> Iterator[Fault]:
    """Yield how translations differ from their originals, and pages that have no original."""
    found = {(article.slug, article.language): article for article in articles}
    for (slug, language), article in found.items():
        original = found.get((slug, "en"))
        if original is None:
            yield Fault(article.file, 1, "the page has no English original")
        elif language != "en":
            yield from _differences(article, original)
        yield from (
            Fault(article.file, article.line_of(f"{mark} "), "a heading has no {#id}")
            for mark, name in HEADING.findall(article.body)
            if not name
        )


LONG: Final = 40
"""Characters from which on two texts are not the same by chance."""


def _differences(article: Article, original: Article) -> Iterator[Fault]:
    for what, read in SIDES.items():
        here, there = read(article.body), read(original.body)
        if here != there:
            message = f"{what} differ from the English: {here} instead of {there}"
            yield Fault(article.file, article.first_line, message)
    yield from _still_english(article, original)


def _still_english(article: Article, original: Article) -> Iterator[Fault]:
    """Yield the pieces of a translation that are the English, to the letter."""
    if article.summary == original.summary:
        yield Fault(article.file, 1, "the summary is still English")
    there = {piece for piece in original.body.splitlines() if len(piece) >= LONG}
    for number, line in enumerate(article.body.splitlines(), article.first_line):
        if line in there:
            yield Fault(article.file, number, "this is still English")
