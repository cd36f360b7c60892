"""Checking rendered pages before any of them is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from sitegen.faults import Fault
from sitegen.outline import Outline, Tag, outline
from sitegen.pages import Page

ELSEWHERE: Final = frozenset({"https", "mailto"})
"""How an address outside this site may begin; only a link may lead there."""

IN_CONTENT: Final = re.compile(r"^/[a-z]{2}/")
"""What stands for ``../`` of a content file in the page made of it."""

LINKS: Final = frozenset({"href", "src", "poster", "action", "data-texts", "data-file"})
"""Attributes that hold an address."""


def faults(
    pages: Sequence[Page], html: Mapping[str, str], assets: frozenset[str], origin: str
) -> list[Fault]:
    """
    Return what is wrong with the pages, in no particular order.

    Args:
        pages: Every page of the site.
        html: Their HTML by address.
        assets: Addresses of the files that are no pages.
        origin: Where the site will stand; what is there must be there.
    """
    outlines = {page.url: outline(html[page.url]) for page in pages}
    return [
        _located(page, line, message)
        for page in pages
        for line, message in _problems(page, outlines, assets, origin)
    ]


def _located(page: Page, line: int, message: str) -> Fault:
    """Blame the content file where the text comes from one, else the template's page."""
    if page.source:
        target = IN_CONTENT.sub("../", message.rpartition(" ")[2])
        return Fault(page.source.file, page.source.line_of(target), f"{page.url}: {message}")
    return Fault(f"site/templates/{page.template}", line, f"{page.url}: {message}")


def _problems(
    page: Page, outlines: Mapping[str, Outline], assets: frozenset[str], origin: str
) -> Iterator[tuple[int, str]]:
    here = outlines[page.url]
    yield from _language(page, here)
    if page.text_language:
        # The same text is looked at in its own language.
        return
    yield from _headings(here)
    yield from _inline_code(here)
    yield from _images(here)
    yield from _ids(here)
    yield from _links(page, outlines, assets, origin)


def _language(page: Page, here: Outline) -> Iterator[tuple[int, str]]:
    for tag in here.named("html"):
        if tag.get("lang") != page.language:
            yield (
                here.line_of(tag),
                f"the page's lang is not {page.language} but {tag.get('lang')}",
            )
    alternates = {t.get("hreflang") for t in here.named("link") if t.get("rel") == "alternate"}
    if not page.text_language and page.language not in alternates and not page.root:
        yield 1, "the page does not name itself among its hreflang alternates"
    if "x-default" not in alternates and not page.root:
        yield 1, "the hreflang alternates lack x-default"
    for tag in here.tags:
        if tag.get("lang") == "":
            yield here.line_of(tag), f"<{tag.name}> has an empty lang"
        if (other := tag.get("hreflang")) and tag.name == "a" and tag.get("lang") != other:
            yield (
                here.line_of(tag),
                f"a link names its language, so its text needs lang: {other}",
            )


def _headings(here: Outline) -> Iterator[tuple[int, str]]:
    level = 0
    for tag in here.tags:
        if len(tag.name) != 2 or tag.name[0] != "h" or not tag.name[1].isdigit():
            continue
        new = int(tag.name[1])
        if new == 1 and level:
            yield here.line_of(tag), "there is a second h1"
        elif new > level + 1:
            yield here.line_of(tag), f"h{new} follows {f'h{level}' if level else 'no h1'}"
        level = new
    if not level:
        yield 1, "there is no h1"


def _inline_code(here: Outline) -> Iterator[tuple[int, str]]:
    """The content security policy would silence these in the browser."""
    for tag in here.tags:
        if tag.name == "style" or (tag.name == "script" and not tag.get("src")):
            yield here.line_of(tag), f"inline <{tag.name}>"
        for name in tag.attributes:
            if name == "style" or name.startswith("on"):
                yield here.line_of(tag), f"<{tag.name}> has the attribute {name}"


def _images(here: Outline) -> Iterator[tuple[int, str]]:
    for tag in here.named("img"):
        if tag.get("alt") is None:
            yield here.line_of(tag), f"no alternative text: {tag.get('src')}"
    for tag in here.named("svg"):
        if tag.get("aria-hidden") != "true" and tag.get("role") != "img":
            yield here.line_of(tag), "an svg is neither hidden nor an image with a name"


def _ids(here: Outline) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for tag in here.tags:
        if (name := tag.get("id")) and name in seen:
            yield here.line_of(tag), f"the id stands twice: {name}"
        seen.add(name or "")


def _links(
    page: Page, outlines: Mapping[str, Outline], assets: frozenset[str], origin: str
) -> Iterator[tuple[int, str]]:
    here = outlines[page.url]
    for tag, link in _targets(here):
        target = _split(link.removeprefix(origin) or "/", page.url)
        if target.scheme or target.netloc:
            if target.scheme not in ELSEWHERE or tag.name != "a":
                yield here.line_of(tag), f"no link of ours leads to {link}"
            continue
        if target.path not in outlines:
            if target.path not in assets:
                yield here.line_of(tag), f"dead link to {link}"
        elif target.fragment and target.fragment not in outlines[target.path].ids:
            yield here.line_of(tag), f"no such place on that page: {link}"


def _split(link: str, base: str) -> SplitResult:
    """Return the address that *link* means on the page *base*."""
    return _absolute(link) if link.startswith("/") else urlsplit(urljoin(base, link))


@cache
def _absolute(link: str) -> SplitResult:
    return urlsplit(link)


def _targets(here: Outline) -> Iterator[tuple[Tag, str]]:
    for tag in here.tags:
        for name in LINKS & tag.attributes.keys():
            yield tag, tag.attributes[name]
