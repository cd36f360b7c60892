"""The tags of a page, which is all that the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag."""

    name: str
    line: int
    """Line of the page on which it stands, from 1."""
    attributes: Mapping[str, str]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)


@dataclass(frozen=True)
class Outline:
    """The start tags of a page, in order."""

    tags: tuple[Tag, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Where a link may lead to within the page."""
        return frozenset(tag.attributes["id"] for tag in self.tags if "id" in tag.attributes)

    def named(self, name: str) -> Iterator[Tag]:
        return (tag for tag in self.tags if tag.name == name)


def outline(html: str) -> Outline:
    """Return the outline of the page *html*."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Outline(tuple(reader.tags))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, self.getpos()[0], values))
