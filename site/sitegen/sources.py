"""Everything that the site is made of, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib.domain import countries
from chalicelib.domain.countries import Country
from chalicelib.domain.registers import Directory
from sitegen import areas, content, data, film, lessons, registers, series, terms
from sitegen.areas import Area
from sitegen.content import Article
from sitegen.faults import blaming
from sitegen.film import Film
from sitegen.lessons import Lesson
from sitegen.series import Series
from sitegen.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The content of the site; no later step opens a file of it."""

    articles: tuple[Article, ...]
    news: tuple[Article, ...]
    """Newest first."""
    terms: Mapping[str, Term]
    areas: tuple[Area, ...]
    countries: tuple[Country, ...]
    directory: Directory
    """The registers of all countries."""
    professions: Mapping[str, Mapping[str, str]]
    """What professions are called, by code and language code."""
    lessons: tuple[Lesson, ...]
    """Of the training environment."""
    series: Mapping[str, Series]
    film: Film


def read(root: Path) -> Sources:
    """
    Return what lies below *root*, the folder ``content``.

    Raises:
        SiteError: A page is not as it should be.
    """
    news = sorted(content.read(root / "news"), key=lambda item: item.slug, reverse=True)
    return Sources(
        articles=tuple(content.read(root / "pages")),
        news=tuple(news),
        terms=terms.read(root),
        areas=areas.read(root),
        countries=tuple(map(_country, sorted(root.glob("countries/*.yaml")))),
        directory=registers.read(root),
        professions=registers.professions(root),
        lessons=lessons.read(root),
        series=series.read(root),
        film=film.read(root),
    )


def _country(path: Path) -> Country:
    plain = data.load(path)
    with blaming(str(path)):
        return countries.from_plain(plain)
