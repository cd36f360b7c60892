"""The number of a request, as it stands in a path."""

from __future__ import annotations

from typing import Final

from chalicelib.domain import numbers
from chalicelib.domain.errors import NotFound

LONGEST: Final = 200


def known(text: str) -> str:
    """
    Return the number that *text* means, however it was typed.

    Raises:
        NotFound: It is no number of a request.
    """
    number = numbers.parse(text[:LONGEST])
    if number is None:
        raise NotFound
    return number
