"""The countries and whom to turn to there, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from msgspec import Struct

from chalicelib.domain import country_edits
from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import Contact, Country, Course, News, shown_as, wording
from chalicelib.i18n import LANGUAGES, country_name
from chalicelib.web import country_bodies, problems, views
from chalicelib.web.country_bodies import CourseFields, NewsFields


class OwnName(Struct):
    """What a country calls itself in one of its languages."""

    language: str
    text: str


class ContactView(Struct):
    """An office that helps the authorities or officials of a country."""

    name: str | None
    """None while nobody knows it."""
    language: str | None
    """Language code of *name*."""
    website: str | None
    email: str | None
    phone: str | None
    source: str | None
    """Where this was found."""
    confirmed: bool
    """Whether a source says so; what is not confirmed is to be shown as such."""


class CourseView(Struct):
    """A course for the users of a country."""

    title: str
    language: str
    """Language code of *title*."""
    starts_on: date
    place: str
    website: str | None


class NewsView(Struct):
    """Something that a coordinator tells the users of its country."""

    title: str
    language: str
    """Language code of *title*."""
    published_on: date
    website: str | None


class CountryRow(Struct):
    """A country that takes part."""

    code: str
    """ISO 3166."""
    shown_as: str
    """The code that people see: EL for Greece."""
    name: str
    """In the reader's language."""
    own_names: list[OwnName]
    languages: list[str]
    """Codes of the languages in which its authorities work, most used first."""
    coordinator: ContactView
    helpdesk: ContactView
    courses: list[CourseView]
    news: list[NewsView]


class Countries(Struct):
    """All countries that take part."""

    items: list[CountryRow]
    next: None = None


class CountryRecord(Struct):
    """A country as its coordinator keeps it: titles in every language."""

    code: str
    """ISO 3166."""
    shown_as: str
    name: str
    """In the reader's language."""
    languages: list[str]
    coordinator: ContactView
    helpdesk: ContactView
    courses: list[CourseFields]
    news: list[NewsFields]
    warnings: list[views.Told]
    """Titles that are not there in every language yet."""
    etag: str


def record(country: Country, version: int, language: str) -> CountryRecord:
    """Return *country* as it is kept, for a reader of *language*."""
    written = country_bodies.fields(country)
    missing = problems.told(country_edits.untranslated(country, LANGUAGES), language)
    return CountryRecord(
        code=country.code,
        shown_as=shown_as(country.code),
        name=country_name(country.code, language),
        languages=list(country.languages),
        coordinator=_contact(country.coordinator),
        helpdesk=_contact(country.helpdesk),
        courses=written.courses,
        news=written.news,
        warnings=[views.Told(**each) for each in missing],
        etag=views.etag(version),
    )


def rows(countries: Iterable[Country], language: str) -> list[CountryRow]:
    """Return *countries*, alphabetically, for a reader of *language*."""
    found = [_row(country, language) for country in countries]
    return sorted(found, key=lambda row: sort_key(row.name, language))


def _row(country: Country, language: str) -> CountryRow:
    return CountryRow(
        code=country.code,
        shown_as=shown_as(country.code),
        name=country_name(country.code, language),
        own_names=[OwnName(language=code, text=name) for code, name in country.names.items()],
        languages=list(country.languages),
        coordinator=_contact(country.coordinator),
        helpdesk=_contact(country.helpdesk),
        courses=[_course(course, language) for course in country.courses],
        news=[_news(each, language) for each in country.news],
    )


def _contact(contact: Contact) -> ContactView:
    return ContactView(**asdict(contact))


def _course(course: Course, language: str) -> CourseView:
    said_in, title = wording(course.title, language)
    return CourseView(
        title=title,
        language=said_in,
        starts_on=course.starts_on,
        place=course.place,
        website=course.website,
    )


def _news(news: News, language: str) -> NewsView:
    said_in, title = wording(news.title, language)
    return NewsView(
        title=title,
        language=said_in,
        published_on=news.published_on,
        website=news.website,
    )
