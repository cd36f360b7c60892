"""Finding the authority to ask."""

from __future__ import annotations

from typing import Final

from chalicelib.domain.authorities import Authority, folded
from chalicelib.storage import directory
from chalicelib.storage.pages import Page

MOST_WORDS: Final = 8


def find(
    *,
    text: str = "",
    country: str | None = None,
    area: str | None = None,
    limit: int,
    cursor: str | None = None,
) -> Page[Authority]:
    """
    Return active authorities by name; a page may be short though the list goes on.

    Args:
        text: Words that must all occur in its name, a title or its city; case
            and accents do not matter.
        country: ISO 3166 code; None for all.
        area: Legal area to which it must have access; None for any.
    """
    words = folded(text).split()[:MOST_WORDS]
    return directory.find(country, words=words, area=area, limit=limit, cursor=cursor)


def read(id: str) -> Authority:
    """
    Return the authority *id*.

    Raises:
        NotFound: There is none.
    """
    return directory.authority(id)
