"""The tags of a page, which is all that the checks look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Final

TAG: Final = re.compile(r"""<([a-zA-Z][\w-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""")
ATTRIBUTE: Final = re.compile(
    r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)
"""Our templates write plain HTML; Nu's checker sees to it that there is no other."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag."""

    name: str
    position: int
    """Characters of the page before it."""
    attributes: Mapping[str, str]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)


@dataclass(frozen=True)
class Outline:
    """The start tags of a page, in order."""

    html: str
    tags: tuple[Tag, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Where a link may lead to within the page."""
        return frozenset(tag.attributes["id"] for tag in self.tags if "id" in tag.attributes)

    def named(self, name: str) -> Iterator[Tag]:
        return (tag for tag in self.tags if tag.name == name)

    def line_of(self, tag: Tag) -> int:
        """Return the line of the page on which *tag* stands, from 1."""
        return self.html.count("\n", 0, tag.position) + 1


def outline(html: str) -> Outline:
    """Return the outline of the page *html*."""
    return Outline(html, tuple(_tags(html)))


def _tags(html: str) -> Iterator[Tag]:
    for found in TAG.finditer(html):
        name, attributes = found.groups()
        yield Tag(name.lower(), found.start(), _attributes(attributes) if attributes else {})


def _attributes(source: str) -> Mapping[str, str]:
    return {
        name: _value(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(source)
    }


def _value(source: str) -> str:
    return unescape(source) if "&" in source else source
