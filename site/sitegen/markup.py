"""Markdown as we write it: labels in braces, links to terms and pages, lines for figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from sitegen.content import Article
from sitegen.terms import Term

LABEL: Final = re.compile(r"\{([a-z_]+)\}")
"""``{my_tasks}``: the label of that key, as it stands on the screen."""
FIGURE: Final = re.compile(r"^\[\[([a-z-]+)\]\]$", re.MULTILINE)
"""``[[countries]]``, alone on a line: what templates/figures/countries.html shows."""
TERM: Final = re.compile(r"\]\(term:([a-z_]+)\)")
"""``[words](term:backup_user)``: a link into the glossary."""
PAGE: Final = re.compile(r"\]\(\.\./([a-z-]*/?)(?:#[A-Za-z-]+)?\)")
"""``[words](../replying/#send)``: a link to another page in the same language."""
CODE: Final = re.compile(r"`[^`]*`")
ODD: Final = re.compile(r"\{(?![#:])|\[\[|\]\]")
"""What is left of braces and double brackets when all that is known has been taken away."""
FIGURE_HTML: Final = re.compile(r"<p>\[\[([a-z-]+)\]\]</p>")

THIN: Final = "\u202f"
WIDE: Final = "\u00a0"
LONE_LETTER: Final = re.compile(r"(?<![^\s(„])([AaIiKkOoSsUuVvWwZz]) (?=\S)")


def faults(
    article: Article,
    terms: Mapping[str, Term],
    figures: Collection[str],
    pages: Collection[str],
) -> Iterator[tuple[int, str]]:
    """
    Yield line and message for what an article asks for and nobody has.

    Args:
        article: A page or a news item.
        terms: Every term by its key.
        figures: Names of the figures that there are.
        pages: Paths of the pages that there are, within a language: ``replying/``.
    """
    for number, line in enumerate(article.body.splitlines(), article.first_line):
        yield from ((number, message) for message in _faults_in(line, terms, figures, pages))


def _faults_in(
    line: str, terms: Mapping[str, Term], figures: Collection[str], pages: Collection[str]
) -> Iterator[str]:
    text = CODE.sub("", line)
    wanted = ((LABEL, terms, "label"), (TERM, terms, "term"), (FIGURE, figures, "figure"))
    for pattern, known, what in wanted:
        yield from (
            f"there is no {what} {key}" for key in pattern.findall(text) if key not in known
        )
    for path in PAGE.findall(text):
        if path not in pages:
            yield f"there is no page {path}"
    rest = FIGURE.sub("", LABEL.sub("", text))
    if ODD.search(rest):
        yield "a label or a figure is not written as it should be"
    if "![](" in text:
        yield "an image has no alternative text"


def to_html(source: str, language: str = "en", labels: Mapping[str, str] = {}) -> Markup:
    """
    Return Markdown as HTML; HTML within it comes out as text.

    Args:
        source: The Markdown.
        language: Code of the language it is written in; links lead to its pages.
        labels: What to put for ``{key}``.
    """
    reader = markdown.Markdown(
        extensions=["tables", "attr_list", "sane_lists"], output_format="html", tab_length=4
    )
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.treeprocessors.register(_Links(language, reader), "links", 1)
    reader.treeprocessors.register(_Tables(reader), "tables", 0)
    text = LABEL.sub(lambda found: labels.get(found[1], found[0]), source)
    return Markup(reader.convert(spaced(text, language)))  # noqa: S704 - built from escaped text


def spaced(text: str, language: str) -> str:
    """
    Return *text* with spaces made unbreakable where the language wants it.

    French keeps its marks with the word before them; Czech, Slovak and Polish keep a word of
    one letter with the word behind it.
    """
    if language == "fr":
        text = re.sub(r" ([;!?])", THIN + r"\1", text)
        return re.sub(r" ([:»%€])", WIDE + r"\1", text).replace("« ", "«" + WIDE)
    if language in {"cs", "pl", "sk"}:
        return LONE_LETTER.sub(r"\1" + WIDE, text)
    return text


class _Links(Treeprocessor):
    """Leads links to terms and pages to where these are in the reader's language."""

    def __init__(self, language: str, reader: markdown.Markdown) -> None:
        super().__init__(reader)
        self.language = language

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = link.get("href", "")
            if href.startswith("term:"):
                link.set("href", f"/{self.language}/glossary/#{href.removeprefix('term:')}")
                link.set("class", "imi-term")
            elif href.startswith("../"):
                link.set("href", f"/{self.language}/{href.removeprefix('../')}")


class _Tables(Treeprocessor):
    """Lets each table scroll within the page, by keyboard too, under the name of its heading."""

    def run(self, root: Element) -> None:
        heading = ""
        for place, element in enumerate(list(root)):
            if element.tag in {"h2", "h3"}:
                heading = element.get("id", "")
            elif element.tag == "table":
                named = {"role": "region", "aria-labelledby": heading} if heading else {}
                frame = Element("div", {"class": "imi-scroll", "tabindex": "0", **named})
                frame.append(element)
                root[place] = frame
