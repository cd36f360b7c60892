"""Reading content/pages/: the only part of the generator that opens source texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from sitegen.faults import Fault, SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One Markdown file: a page in one language."""

    slug: str
    """Folder below content/pages/, and path of the page: ``cookies``."""
    language: str
    title: str
    summary: str
    reviewed: date
    """Last day on which somebody vouched for the text."""
    body: str
    """Markdown, without HTML; its headings begin at level 2."""
    file: str
    """Path of the source, for messages."""
    first_line: int = 1
    """Line of the source on which *body* begins."""

    def line_of(self, text: str) -> int:
        """Return the line of the source that holds *text*, or that on which the body begins."""
        for number, line in enumerate(self.body.splitlines(), self.first_line):
            if text in line:
                return number
        return self.first_line


def read(root: Path) -> Iterator[Article]:
    """
    Yield every article below *root*, ``<page>/<language>.md``, in path order.

    Raises:
        SiteError: A file has no valid front matter, or HTML in its text.
    """
    for path in sorted(root.glob("*/**/*.md")):
        slug = path.parent.relative_to(root).as_posix()
        yield parse(path.read_text("utf-8"), slug=slug, language=path.stem, file=str(path))


def parse(text: str, *, slug: str, language: str, file: str) -> Article:
    """
    Return the article that *text*, front matter and Markdown, describes.

    Raises:
        SiteError: Front matter is missing, or lacks a key, or has one too many;
            or the Markdown contains HTML.
    """
    head, body, first_line = _split(text, file)
    try:
        article = Article(
            **yaml.safe_load(head),
            slug=slug,
            language=language,
            body=body,
            file=file,
            first_line=first_line,
        )
    except (TypeError, yaml.YAMLError) as error:
        raise SiteError([Fault(file, 1, f"front matter: {error}")]) from error
    if faults := [Fault(file, line, message) for line, message in _html_in(article)]:
        raise SiteError(faults)
    return article


def _split(text: str, file: str) -> tuple[str, str, int]:
    parts = re.fullmatch(r"---\n(.*?\n)---\n(.*)", text, re.DOTALL)
    if not parts:
        raise SiteError([Fault(file, 1, "front matter between two lines of --- is missing")])
    return parts[1], parts[2], parts[1].count("\n") + 3


_CODE = re.compile(r"`[^`]*`")
_TAG = re.compile(r"<(?!https?:|mailto:)[a-zA-Z/!?][^>]*>?")


def _html_in(article: Article) -> Iterator[tuple[int, str]]:
    """Yield line and message for each tag; content is text, and translators are not asked to code."""
    for number, line in enumerate(article.body.splitlines(), article.first_line):
        if line.startswith("    "):
            continue
        for tag in _TAG.findall(_CODE.sub("", line)):
            yield number, f"HTML is not allowed in content: {tag}"
