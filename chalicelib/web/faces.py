"""The letters of a PDF: cut out of a font beforehand by infra/fonts.py, with their measures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

FONTS: Final = Path(__file__).parent / "fonts"

UNKNOWN: Final = "\ufffd"
"""Stands for a letter that the fonts do not have."""


class Face(NamedTuple):
    """A font: its file, compressed, and its measures in thousandths of its size."""

    file: bytes
    box: list[int]
    ascent: int
    descent: int
    capitals: int
    glyphs: Mapping[str, tuple[int, int]]
    """By letter: which glyph it is, and how wide."""

    def width(self, text: str) -> int:
        """Return how wide *text* is in thousandths of the size."""
        return sum(self._glyph(letter)[1] for letter in text)

    def codes(self, text: str) -> str:
        """Return *text* as a page writes it."""
        return "".join(f"{self._glyph(letter)[0]:04x}" for letter in text)

    def _glyph(self, letter: str) -> tuple[int, int]:
        return self.glyphs.get(letter) or self.glyphs[UNKNOWN]


@cache
def face(style: str) -> Face:
    """Return the font ``regular`` or ``bold``."""
    measures: dict[str, Any] = json.loads((FONTS / f"{style}.json").read_text("utf-8"))
    return Face((FONTS / f"{style}.ttf.z").read_bytes(), **measures)
