"""In which order each language puts words: ``č`` after all other ``c`` in Czech, not in French."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import folded

# fmt: off
ALPHABETS: Final[Mapping[str, str]] = MappingProxyType({
    "bg": "и<й",
    "cs": "c<č h<ch r<ř s<š z<ž",
    "da": "z<æ<ø<å",
    "es": "n<ñ",
    "et": "s<š<z<ž w<õ<ä<ö<ü",
    "fi": "z<å<ä<ö",
    "hr": "c<č<ć d<dž<đ l<lj n<nj s<š z<ž",
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö s<sz t<ty u<ü z<zs",
    "lt": "c<č i=y s<š z<ž",
    "lv": "a<ā c<č e<ē g<ģ i<ī<y k<ķ l<ļ n<ņ o<ō r<ŗ s<š u<ū z<ž",
    "mt": "b<ċ f<ġ g<għ h<ħ y<ż",
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "ro": "a<ă<â i<î s<ș t<ț",
    "sk": "a<ä c<č h<ch o<ô s<š z<ž",
    "sl": "c<č<ć d<đ s<š z<ž",
    "sv": "z<å<ä<ö",
})
# fmt: on
"""
Letters of their own by language: ``c<č`` files č after everything that begins with c,
``i=y`` does not tell the two apart. All other accents count only between equals.

Source: the collation tables of Unicode's CLDR, of which this is the letters of names.
"""

AFTER: Final = "\uffff"
"""Comes after every letter."""


def sort_key(text: str, language: str) -> tuple[str, str]:
    """Return what to sort *text* by, among others, for a reader of *language*."""
    places = _places(language)
    lower = text.casefold().replace("’", "'")
    parts = _letters(language).findall(lower)
    return "".join(places.get(part) or _plain(part) for part in parts), lower


_plain = functools.lru_cache(maxsize=4096)(folded)
"""What a letter is without case and accents; a directory has millions of letters."""


@functools.cache
def _places(language: str) -> Mapping[str, str]:
    """Return what stands in for each letter of the language's own."""
    places: dict[str, str] = {}
    for rule in ALPHABETS.get(language, "").split():
        if "=" in rule:
            base, other = rule.split("=")
            places[other] = base
        else:
            base, *others = rule.split("<")
            for rank, other in enumerate(others, 1):
                places[other] = base + AFTER * rank
    return places


@functools.cache
def _letters(language: str) -> re.Pattern[str]:
    """Return a pattern that takes a text apart, long letters such as ``dzs`` first."""
    longest_first = sorted(_places(language), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, longest_first), "."]), re.DOTALL)
