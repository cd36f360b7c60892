"""The countries that take part, and whom to turn to in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

# fmt: off
CODES: Final = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)
# fmt: on
"""ISO 3166 codes of the 27 Member States and the three EFTA states of the EEA."""

EU_STYLE: Final[Mapping[str, str]] = MappingProxyType({"GR": "EL"})
"""Where European institutions write another code than ISO 3166 has."""

ENGLISH: Final = "en"

# fmt: off
TIME_ZONES: Final[Mapping[str, str]] = MappingProxyType({
    "AT": "Europe/Vienna",     "BE": "Europe/Brussels",   "BG": "Europe/Sofia",
    "CY": "Asia/Nicosia",      "CZ": "Europe/Prague",     "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn",    "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki",   "FR": "Europe/Paris",      "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",     "HU": "Europe/Budapest",   "IE": "Europe/Dublin",
    "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome",      "LI": "Europe/Vaduz",
    "LT": "Europe/Vilnius",    "LU": "Europe/Luxembourg", "LV": "Europe/Riga",
    "MT": "Europe/Malta",      "NL": "Europe/Amsterdam",  "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw",     "PT": "Europe/Lisbon",     "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",  "SI": "Europe/Ljubljana",  "SK": "Europe/Bratislava",
})
# fmt: on
"""IANA names, of each country's capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An office that helps the authorities or officials of a country."""

    name: str | None = None
    """None while nobody knows it."""
    language: str | None = None
    """Code of the language that *name* is in; None without a name."""
    website: str | None = None
    email: str | None = None
    phone: str | None = None
    source: str | None = None
    """Where this was found; None while that is open."""
    confirmed: bool = False
    """Whether a source says so."""

    @property
    def founded(self) -> bool:
        """Whether a source stands behind what is confirmed, and behind every address."""
        claims = self.confirmed or self.website or self.email or self.phone
        return self.source is not None or not claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course for the users of a country."""

    title: Mapping[str, str]
    """By language code; one at least."""
    starts_on: date
    place: str
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that the coordinator of a country tells its users."""

    title: Mapping[str, str]
    """By language code; one at least."""
    published_on: date
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """
    A country that takes part.

    Source:
        Regulation (EU) No 1024/2012, Art. 6 (one national coordinator a country).
    """

    code: str
    """ISO 3166; Greece is ``GR``."""
    languages: tuple[str, ...]
    """Codes of the languages in which its authorities work, most used first."""
    names: Mapping[str, str]
    """What it calls itself, by language code."""
    coordinator: Contact
    helpdesk: Contact
    courses: tuple[Course, ...] = ()
    news: tuple[News, ...] = ()


def shown_as(code: str) -> str:
    """Return the code that people see for the country *code*: EL for Greece."""
    return EU_STYLE.get(code, code)


def wording(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """
    Return that one of *texts* which a reader of *language* gets, after its language.

    It is the one in *language*, else the English, else the first; there must be one.
    """
    best = next(code for code in (language, ENGLISH, *texts) if code in texts)
    return best, texts[best]


def from_plain(plain: Mapping[str, Any]) -> Country:
    """
    Return the country that *plain* describes, as a file of ``content/countries`` does.

    Raises:
        KeyError: A field is missing. Files are checked before they are published.
    """
    return Country(
        code=plain["code"],
        languages=tuple(plain["languages"]),
        names=dict(plain["names"]),
        coordinator=Contact(**plain["coordinator"]),
        helpdesk=Contact(**plain["helpdesk"]),
        courses=tuple(
            Course(**each | {"starts_on": date.fromisoformat(each["starts_on"])})
            for each in plain["courses"]
        ),
        news=tuple(
            News(**each | {"published_on": date.fromisoformat(each["published_on"])})
            for each in plain["news"]
        ),
    )


def as_plain(country: Country) -> dict[str, Any]:
    """Return what :func:`from_plain` makes *country* of: values that JSON can hold."""
    plain = asdict(country)
    for course in plain["courses"]:
        course["starts_on"] = course["starts_on"].isoformat()
    for each in plain["news"]:
        each["published_on"] = each["published_on"].isoformat()
    return plain
