"""
Greek and Cyrillic in Latin letters, and Latin letters without their marks.

Source: ELOT 743 (ISO 843, type 2) for Greek; for Bulgarian the streamlined system
of its Transliteration Act of 2009. Other Cyrillic letters are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# fmt: off
GREEK: Final[Mapping[str, str]] = MappingProxyType({
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th",
    "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p",
    "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
})

GREEK_PAIRS: Final[Mapping[str, str]] = MappingProxyType({
    "ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch",
})
"""Two letters that are written otherwise together than apart."""

BULGARIAN: Final[Mapping[str, str]] = MappingProxyType({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
})

LATIN: Final[Mapping[str, str]] = MappingProxyType({
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
})
# fmt: on
"""Letters that Unicode does not take apart into a plain one and a mark."""

VOWEL_AND_YPSILON: Final = re.compile("([αεη])[υύ](?=([θκξπστφχψ]|$)?)")
"""``αυ``, ``ευ``, ``ηυ``: said, and written, with f before a voiceless letter and at the end."""

OTHER_PAIR: Final = re.compile("ο[υύ]|γ[γξχ]")

B_AT_AN_EDGE: Final = re.compile("^μπ|μπ$")

PLAIN_LETTERS: Final = str.maketrans({**LATIN, "ς": "σ"})
LATIN_LETTERS: Final = str.maketrans({**GREEK, **BULGARIAN, **LATIN})


def plain(word: str) -> str:
    """Return *word* without case and marks, in its own script."""
    return _without_marks(word.casefold()).translate(PLAIN_LETTERS)


def latin(word: str) -> str:
    """
    Return *word* in plain Latin letters, without case and marks.

    A mark on the first of two Greek letters, or two dots on the second, tell
    that they are said apart; so the pairs are looked for before marks fall.
    """
    text = unicodedata.normalize("NFC", word.casefold())
    text = VOWEL_AND_YPSILON.sub(lambda m: GREEK[m[1]] + ("v" if m[2] is None else "f"), text)
    text = OTHER_PAIR.sub(lambda m: GREEK_PAIRS[_without_marks(m[0])], text)
    text = B_AT_AN_EDGE.sub("b", text)
    if text.endswith("ия"):
        text = f"{text[:-2]}ia"
    # Bulgarian й is a letter of its own, not an и with a mark.
    text = text.replace("й", "y")
    return _without_marks(text).translate(LATIN_LETTERS)


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))
