"""What a national coordinator writes about its country, as a body and as the domain knows it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from chalicelib.domain import texts
from chalicelib.domain.countries import Contact, Country, Course, News
from chalicelib.domain.country_edits import Edit
from chalicelib.web import bodies
from chalicelib.web.bodies import Many, Text


class ContactFields(Struct, forbid_unknown_fields=True):
    """An office that helps the authorities or officials of a country."""

    name: Text | None = None
    language: Annotated[str, Meta(max_length=2)] | None = None
    """Code of the language that the name is in."""
    website: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class CourseFields(Struct, forbid_unknown_fields=True):
    """A planned course."""

    title: Annotated[dict[str, Text], Many]
    """By language code."""
    starts_on: date
    place: Text
    website: Text | None = None


class NewsFields(Struct, forbid_unknown_fields=True):
    """Something that the users of a country are told."""

    title: Annotated[dict[str, Text], Many]
    """By language code."""
    published_on: date
    website: Text | None = None


class CountryFields(Struct, forbid_unknown_fields=True):
    """What the national coordinator of a country writes about it."""

    coordinator: ContactFields = field(default_factory=ContactFields)
    helpdesk: ContactFields = field(default_factory=ContactFields)
    courses: Annotated[list[CourseFields], Many] = []
    news: Annotated[list[NewsFields], Many] = []


def fields(country: Country) -> CountryFields:
    """Return *country* as a body that would write it."""
    return CountryFields(
        coordinator=_contact_fields(country.coordinator),
        helpdesk=_contact_fields(country.helpdesk),
        courses=[CourseFields(**_titled(each)) for each in country.courses],
        news=[NewsFields(**_titled(each)) for each in country.news],
    )


def edit(country: Country, patch: bytes) -> Edit:
    """
    Return what *patch*, a JSON Merge Patch, makes of *country*.

    Raises:
        Unreadable, Invalid: As :func:`bodies.decode` does.
    """
    body = bodies.merged(fields(country), patch)
    return Edit(
        coordinator=_contact(body.coordinator),
        helpdesk=_contact(body.helpdesk),
        courses=tuple(
            Course(
                title=_clean(each.title),
                starts_on=each.starts_on,
                place=texts.clean(each.place),
                website=_optional(each.website),
            )
            for each in body.courses
        ),
        news=tuple(
            News(
                title=_clean(each.title),
                published_on=each.published_on,
                website=_optional(each.website),
            )
            for each in body.news
        ),
    )


def _titled(each: Course | News) -> dict[str, Any]:
    plain = asdict(each)
    return {**plain, "title": dict(plain["title"])}


def _contact_fields(contact: Contact) -> ContactFields:
    return ContactFields(
        name=contact.name,
        language=contact.language,
        website=contact.website,
        email=contact.email,
        phone=contact.phone,
    )


def _contact(body: ContactFields) -> Contact:
    return Contact(
        name=_optional(body.name),
        language=body.language if _optional(body.name) else None,
        website=_optional(body.website),
        email=_optional(body.email),
        phone=_optional(body.phone),
    )


def _clean(title: dict[str, str]) -> dict[str, str]:
    return {language: texts.clean(text) for language, text in title.items()}


def _optional(text: str | None) -> str | None:
    return texts.clean(text or "") or None
