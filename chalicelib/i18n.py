"""Languages and their catalogues."""

from __future__ import annotations

import functools
import gettext
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

# fmt: off
NAMES: Final[Mapping[str, str]] = MappingProxyType({
    "en": "English",
    "bg": "български",
    "cs": "čeština",
    "da": "dansk",
    "de": "Deutsch",
    "el": "ελληνικά",
    "es": "español",
    "et": "eesti keel",
    "fi": "suomi",
    "fr": "français",
    "ga": "Gaeilge",
    "hr": "hrvatski",
    "hu": "magyar",
    "it": "italiano",
    "lt": "lietuvių kalba",
    "lv": "latviešu valoda",
    "mt": "Malti",
    "nl": "Nederlands",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "sk": "slovenčina",
    "sl": "slovenščina",
    "sv": "svenska",
})
# fmt: on
"""What the speakers of each language call it, by ISO 639-1 code."""

LANGUAGES: Final[tuple[str, ...]] = tuple(NAMES)
"""ISO 639-1 codes; the first is the one that every text is written in."""

OTHER_LANGUAGES: Final = ("is", "nb", "nn", "lb", "tr")
"""Languages of authorities and registers in which nothing is shown here."""

LOCALES: Final[Mapping[str, str]] = MappingProxyType({"en": "en_IE", "pt": "pt_PT"})
"""Where the bare code means a country outside Europe, the locale for dates and numbers."""

CATALOGUES: Final = Path(__file__).parent / "locale"

LONGEST_HEADER: Final = 500
"""Characters of an Accept-Language header that are read; browsers send fewer than 100."""


def N_(message: str) -> str:  # noqa: N802 -- the name that gettext's users know
    """Return *message* as it is; mark it as a text that the catalogues translate."""
    return message


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """
    Return the messages of *language*; English needs no catalogue.

    Raises:
        FileNotFoundError: *language* is not one of ours, or its catalogue is not compiled.
    """
    return gettext.translation(
        "messages", CATALOGUES, [language], fallback=language == LANGUAGES[0]
    )


def locale(language: str) -> str:
    """Return the locale in which *language* writes dates and numbers, as ``pt_PT``."""
    return LOCALES.get(language, language)


def country_name(country: str, language: str) -> str:
    """Return what the ISO 3166 *country* is called in *language*; the code if it has no name."""
    return _countries(language).get(country, country)


@functools.cache
def _countries(language: str) -> Mapping[str, str]:
    # Babel waits until somebody wants a name: the API starts without it.
    from babel import Locale

    return Locale.parse(locale(language)).territories


@functools.cache
def language_names(language: str) -> Mapping[str, str]:
    """Return what languages are called in *language*, by code."""
    from babel import Locale

    return Locale.parse(locale(language)).languages


def negotiate(accept_language: str | None, default: str = LANGUAGES[0]) -> str:
    """
    Return the language of ours that the reader likes best, or *default*.

    Args:
        accept_language: An HTTP header, ``da, en-GB;q=0.8``; anything that is not
            understood in it counts for nothing.
        default: The answer when no language of ours is asked for.
    """
    ranges = (accept_language or "")[:LONGEST_HEADER].split(",")
    for tag, _ in sorted(_wishes(ranges), key=lambda wish: -wish[1]):
        if tag == "*":
            return default
        if tag in NAMES:
            return tag
    return default


def _wishes(ranges: Iterable[str]) -> Iterator[tuple[str, float]]:
    for wish in ranges:
        tag, _, quality = wish.partition(";")
        weight = _weight(quality)
        if weight > 0:
            yield tag.strip().lower().partition("-")[0], weight


def _weight(quality: str) -> float:
    name, _, value = quality.strip().lower().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
