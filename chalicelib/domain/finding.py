"""What makes an authority a hit, and which hit is the better one."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from chalicelib.domain import staff, transliteration
from chalicelib.domain.authorities import Authority, Kind, Status

MOST_WORDS: Final = 8
"""How many words of a query count."""

LONGEST_WORD: Final = 40
"""Characters of a word that count."""

SHORT: Final = 2
"""Words of so many letters need not occur: they are articles and prepositions."""

INSIDE_FROM: Final = 5
"""Letters of the shortest word that is looked for within longer ones."""

LONGEST_FORGIVEN: Final = 30
"""Letters of the longest word in which errors are looked for; few words are longer, and they cost."""

BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


class Worth(NamedTuple):
    """What one word of a query is worth, by how and where it was found."""

    own: float
    """In the name, the city, or a title in the reader's language."""
    other: float
    """In a title in another language, a competence, or the name of the country."""


EXACT: Final = Worth(32, 24)
PREFIX: Final = Worth(16, 12)
FUZZY: Final = Worth(8, 6)
INSIDE: Final = Worth(4, 3)
"""Within a longer word, as many languages make them: ``kontor`` in ``erhvervskontoret``."""
FUZZY_PREFIX: Final = Worth(2, 1)
WHOLE: Final = Worth(3, 2)
"""On top, where the query is the whole name or the whole title."""

BREVITY: Final = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
"""
On top, for names of one word, of two words, and so on.

Less than any better hit of a word is worth: of two that are hit alike, the one
comes first whose name says less besides.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What every hit must be; a None is a wish that nobody has."""

    country: str | None = None
    """ISO 3166 code."""
    area: str | None = None
    """Legal area to which it must have access."""
    language: str | None = None
    """Code of a language that must be understood there."""
    role: Kind | None = None
    """What it must be in *area*; in any of its areas, if none is wanted."""

    def fits(self, authority: Authority, today: date) -> bool:
        """
        Return whether *authority* takes part and is all that is wanted.

        Whoever wants an area looks for an addressee, which an authority that has had
        too few people for too long cannot be.

        Args:
            today: The date in UTC.
        """
        return (
            authority.status is Status.ACTIVE
            and not (self.area and staff.is_past_grace(authority.below_rule_since, today=today))
            and self.country in {None, authority.party.country}
            and (self.area is None or self.area in authority.areas)
            and (self.language is None or self.language in authority.languages)
            and (self.role is None or self.role in kinds(authority, self.area))
        )


def kinds(authority: Authority, area: str | None = None) -> frozenset[Kind]:
    """Return what *authority* is in the areas open to it, or in *area* alone."""
    areas = authority.areas if area is None else authority.areas & {area}
    return frozenset(authority.parts[each].kind for each in areas)


def words(text: str) -> list[str]:
    """Return the words of *text*, without what stands between them."""
    plain = unicodedata.normalize("NFC", text)
    return [word[:LONGEST_WORD] for word in BETWEEN_WORDS.split(plain) if word]


@functools.lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """
    Return the ways in which *word* is looked up and can be found.

    These are the word in its own script and the word in Latin letters, both
    without case and marks; mostly they are one.
    """
    return tuple(dict.fromkeys([transliteration.plain(word), transliteration.latin(word)]))


def long_words(words: Sequence[str]) -> list[str]:
    """Return those of *words* that must occur; all of them, if all are short."""
    return [word for word in words if len(word) > SHORT] or list(words)


def whole(text: str) -> str:
    """Return *text* as it is compared with a whole query."""
    return " ".join(forms(word)[-1] for word in words(text))


def edits(form: str) -> int:
    """Return how many letters of *form* may be wrong, missing, too many or swapped."""
    if not 4 <= len(form) <= LONGEST_FORGIVEN:
        return 0
    return 1 if len(form) < 8 else 2
