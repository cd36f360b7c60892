"""Reading content/pages/: Markdown with front matter, a file for each page and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from chalicelib import i18n
from sitegen.faults import Fault, SiteError, blaming

TEXTS: Final = ("title", "summary", "owner")
DATES: Final = ("published", "updated", "next_review")
KEYS: Final = frozenset((*TEXTS, *DATES))
"""What the front matter says, neither more nor less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One Markdown file: a page in one language."""

    slug: str
    """Folder below content/pages/, and path of the page: ``cookies``."""
    language: str
    title: str
    summary: str
    owner: str
    """Who answers for the text: ``editors``."""
    published: date
    updated: date
    """Day of the last change; of a translation, day on which it agreed with the English."""
    next_review: date
    """Day by which somebody has to vouch for the text anew."""
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
        with blaming(file := _short(path)):
            text = path.read_text("utf-8")
        yield parse(text, slug=slug, language=path.stem, file=file)


def parse(text: str, *, slug: str, language: str, file: str) -> Article:
    """
    Return the article that *text*, front matter and Markdown, describes.

    Raises:
        SiteError: Front matter is missing, or lacks a key, or has one too many, or one of
            another kind; or the text contains HTML or straight quotation marks.
    """
    head, body, first_line = _split(text, file)
    with blaming(file, first_line=2):
        facts = dict(yaml.safe_load(head))
        if odd := KEYS ^ facts.keys():
            raise ValueError(
                f"front matter: missing, or one too many: {', '.join(sorted(odd))}"
            )
        article = Article(
            **facts,
            slug=slug,
            language=language,
            body=body,
            file=file,
            first_line=first_line,
        )
    faults = [Fault(file, line, message) for line, message in _faults(article, head)]
    if faults:
        raise SiteError(faults)
    return article


def _split(text: str, file: str) -> tuple[str, str, int]:
    parts = re.fullmatch(r"---\n(.*?\n)---\n(.*)", text, re.DOTALL)
    if not parts:
        raise SiteError([Fault(file, 1, "front matter between two lines of --- is missing")])
    return parts[1], parts[2], parts[1].count("\n") + 3


_CODE = re.compile(r"`[^`]*`")
_TAG = re.compile(r"<(?!https?:|mailto:)[a-zA-Z/!?][^>]*>?")
_STRAIGHT = re.compile(r"[\"']")


def _faults(article: Article, head: str) -> Iterator[tuple[int, str]]:
    keys = [line.partition(":")[0].strip("\"'") for line in head.splitlines()]
    if article.language not in i18n.LANGUAGES:
        yield 1, f"there is no language {article.language}"
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield place + 2, f"front matter: {key} stands twice"
    for names, kind in ((TEXTS, str), (DATES, date)):
        for name in names:
            if type(getattr(article, name)) is not kind or not getattr(article, name):
                yield keys.index(name) + 2, f"front matter: {name} is no {kind.__name__}"
    for number, line in enumerate(article.body.splitlines(), article.first_line):
        if not line.startswith("    ") or line.lstrip()[:2] in {"- ", "1."}:
            yield from ((number, message) for message in _faults_in(_CODE.sub("", line)))


def _faults_in(line: str) -> Iterator[str]:
    """Content is text in good typography; translators are not asked to write code."""
    for tag in _TAG.findall(line):
        yield f"HTML is not allowed in content: {tag}"
    for mark in _STRAIGHT.findall(line):
        yield f"the language has quotation marks and apostrophes of its own; this is none: {mark}"


def _short(path: Path) -> str:
    """Return *path* from the repository's root on, if it lies there."""
    root = Path(__file__).parent.parent.parent
    return str(path.relative_to(root) if path.is_relative_to(root) else path)
