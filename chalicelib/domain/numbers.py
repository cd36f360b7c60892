"""The number of a request: for life, and short enough to read over the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misheard or misread."""

MOST_PARTS: Final = 9
"""Of one request; a suffix is one digit."""

SUFFIXES: Final = frozenset(str(place) for place in range(1, MOST_PARTS + 1))

MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": ""})
RANDOM_CHARACTERS: Final = 7
LENGTH: Final = RANDOM_CHARACTERS + 1
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
    body, suffix = plain[:LENGTH], plain[LENGTH:]
    if len(body) != LENGTH or not set(body) <= set(ALPHABET):
        return None
    if check_character(body[:-1]) != body[-1]:
        return None
    if not suffix:
        return _written(body)
    return part(_written(body), int(suffix)) if suffix in SUFFIXES else None


def part(number: str, place: int) -> str:
    """Return the number of the part at *place* (from 1) of the request *number*."""
    return f"{number}-{place}"


def whole(number: str) -> str | None:
    """Return the number of the request that *number* is a part of; None if it is no part."""
    whole, suffix = number[: LENGTH + 1], number[LENGTH + 1 :]
    return whole if suffix else None


def _written(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:]}"
