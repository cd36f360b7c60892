"""Free text as people type it: bounded, printable, kept as text."""

from __future__ import annotations

import unicodedata
from typing import Final

FAULTY_CATEGORIES: Final = frozenset({"Cc", "Cs", "Cn", "Co"})
"""Control characters, lone surrogates, characters that do not exist or are private."""
ALLOWED_CONTROLS: Final = frozenset("\n\t")
DIRECTION_MARKS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that show text in another order than it is stored in."""


def clean(text: str) -> str:
    """Return *text* in one Unicode form, with plain line ends, without outer space."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def fault(text: str, longest: int) -> str | None:
    """
    Return what is wrong with *text*, or None.

    Args:
        longest: How many characters it may have.
    """
    if len(text) > longest:
        return "too_long"
    if any(_is_faulty(character) for character in text):
        return "control_character"
    return None


def _is_faulty(character: str) -> bool:
    if character in DIRECTION_MARKS:
        return True
    return (
        unicodedata.category(character) in FAULTY_CATEGORIES
        and character not in ALLOWED_CONTROLS
    )
