"""The number of a request: for life, and short enough to read over the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misheard or misread."""

MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": ""})
RANDOM_CHARACTERS: Final = 7
SIZE: Final = len(ALPHABET)


def new(choose: Callable[[str], str]) -> str:
    """
    Return a new number such as ``K7QM-3XPT``.

    Args:
        choose: Picks one character of a string; ``secrets.choice`` but in tests.
    """
    body = "".join(choose(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return _written(body + check_character(body))


def check_character(body: str) -> str:
    """
    Return the character that guards *body* against slips.

    Every single wrong character and nearly every swap of two neighbours is found.

    Source:
        ISO/IEC 7064, hybrid system with the moduli 33 and 32.
    """
    product = SIZE
    for character in body:
        total = (product + ALPHABET.index(character)) % SIZE or SIZE
        product = 2 * total % (SIZE + 1)
    return ALPHABET[(SIZE + 1 - product) % SIZE]


def parse(text: str) -> str | None:
    """Return the number that *text* means, however it was typed; None if it is none."""
    plain = text.upper().translate(MISREAD)
    if len(plain) != RANDOM_CHARACTERS + 1 or not set(plain) <= set(ALPHABET):
        return None
    return _written(plain) if check_character(plain[:-1]) == plain[-1] else None


def _written(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:]}"
