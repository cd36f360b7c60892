"""
Text on paper: a PDF of headings and paragraphs, tagged for those who have it read to them.

No library of PDFs fits into the package beside all the rest, and none is needed for this: the
letters are cut out of a font beforehand (infra/fonts.py), and set in lines here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from chalicelib.web import pdf
from chalicelib.web.faces import Face, face
from chalicelib.web.pdf import HEIGHT, WIDTH, Block

MARGIN: Final = 57
LEADING: Final = 1.42
"""From line to line, in sizes of the letters."""


class Style(NamedTuple):
    """How a paragraph looks, and what it is."""

    tag: str
    size: float
    font: str = "regular"
    before: float = 3
    """Points above it."""
    indent: float = 0


TITLE: Final = Style("H1", 17, "bold", 0)
HEADING: Final = Style("H2", 12, "bold", 14)
SUBHEADING: Final = Style("H3", 9.5, "bold", 8)
TEXT: Final = Style("P", 9.5)
QUOTE: Final = Style("BlockQuote", 9.5, indent=14)
SMALL: Final = Style("P", 7.5, before=1)


@dataclass(slots=True)
class Paper:
    """A document that is written from top to bottom."""

    title: str
    language: str
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    blocks: list[Block] = field(default_factory=list)
    lacks_letters: bool = False
    """Whether something was written that the fonts do not have."""
    _y: float = HEIGHT - MARGIN
    _marks: list[int] = field(default_factory=lambda: [0])
    """How many contents each page has."""

    def write(self, text: str, style: Style = TEXT, *, language: str = "") -> None:
        """Write *text*, which is in *language* if that is not the document's."""
        lines = list(_lines(text, style))
        known = face(style.font).glyphs
        self.lacks_letters |= any(letter not in known for line in lines for letter in line)
        block = Block(style.tag, language)
        self.blocks.append(block)
        step = style.size * LEADING
        self._y -= style.before
        # A heading at the foot of a page goes with what it heads.
        room = step * (3 if style.tag.startswith("H") else 1)
        if self._y - room < MARGIN + 12:
            self._turn()
        place = self._begin(block)
        for line in lines:
            if self._y - step < MARGIN:
                self.pages[-1].append("EMC")
                self._turn()
                place = self._begin(block)
            self._y -= step
            self._set(line, MARGIN + style.indent, self._y, style)
        self.pages[place].append("EMC")

    def finish(self, footers: list[str]) -> bytes:
        """Return the document, with one of *footers* on each page."""
        for page, footer in zip(self.pages, footers, strict=True):
            page.append("/Artifact BMC")
            page.append(_line(footer, MARGIN, MARGIN - 24, SMALL))
            page.append("EMC")
        return pdf.written(self.title, self.language, self.pages, self.blocks)

    def _begin(self, block: Block) -> int:
        page = len(self.pages) - 1
        block.places.append((page, self._marks[page]))
        self.pages[page].append(f"/{block.tag} <</MCID {self._marks[page]}>> BDC")
        self._marks[page] += 1
        return page

    def _set(self, line: str, x: float, y: float, style: Style) -> None:
        self.pages[-1].append(_line(line, x, y, style))

    def _turn(self) -> None:
        self.pages.append([])
        self._marks.append(0)
        self._y = HEIGHT - MARGIN


def _line(text: str, x: float, y: float, style: Style) -> str:
    font = face(style.font)
    name = "F2" if style.font == "bold" else "F1"
    return f"BT /{name} {style.size} Tf {x:.1f} {y:.1f} Td <{font.codes(text)}> Tj ET"


def _lines(text: str, style: Style) -> Iterator[str]:
    """Yield *text* in lines that fit; a word that is too long is broken."""
    font = face(style.font)
    room = (WIDTH - 2 * MARGIN - style.indent) * 1000 / style.size
    for paragraph in unicodedata.normalize("NFC", text).splitlines() or [""]:
        line = ""
        for word in paragraph.split() or [""]:
            longer = f"{line} {word}" if line else word
            if font.width(longer) <= room:
                line = longer
                continue
            if line:
                yield line
            *whole, line = _pieces(word, font, room)
            yield from whole
        yield line


def _pieces(word: str, font: Face, room: float) -> list[str]:
    pieces, width = [""], 0
    for letter in word:
        width += font.width(letter)
        if width > room:
            pieces.append("")
            width = font.width(letter)
        pieces[-1] += letter
    return pieces
