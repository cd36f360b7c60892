"""What a national coordinator may say of its country, and how that is checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from chalicelib.domain import addresses, texts
from chalicelib.domain.countries import Contact, Country, Course, News
from chalicelib.domain.errors import Fault, Invalid

LONGEST: Final = 200
"""Characters of a text at most."""
MOST: Final = 50
"""Courses, and pieces of news, that are kept at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """All of a country that its coordinator writes."""

    coordinator: Contact
    helpdesk: Contact
    courses: tuple[Course, ...]
    news: tuple[News, ...]


def edited(country: Country, edit: Edit, *, source: str, languages: Collection[str]) -> Country:
    """
    Return *country* as its coordinator wants it; what it says itself counts as confirmed.

    Args:
        source: Official name of the national coordinator that says so.
        languages: Codes of the languages that titles are in.

    Raises:
        Invalid: Something is missing or has the wrong form.
    """
    if faults := [*_faults(edit, languages)]:
        raise Invalid(*faults)
    return replace(
        country,
        coordinator=_vouched(edit.coordinator, country.coordinator, source),
        helpdesk=_vouched(edit.helpdesk, country.helpdesk, source),
        courses=edit.courses,
        news=edit.news,
    )


def untranslated(country: Country, languages: Collection[str]) -> list[Fault]:
    """Return, for each title that some of *languages* lack, what to say about it."""
    titles = {f"/courses/{n}/title": each.title for n, each in enumerate(country.courses)}
    titles |= {f"/news/{n}/title": each.title for n, each in enumerate(country.news)}
    return [
        Fault(pointer, "untranslated", {"count": missing})
        for pointer, title in titles.items()
        if (missing := len(set(languages) - title.keys()))
    ]


def _vouched(contact: Contact, before: Contact, source: str) -> Contact:
    if replace(contact, source=before.source, confirmed=before.confirmed) == before:
        return before
    return replace(contact, source=source, confirmed=contact.name is not None)


def _faults(edit: Edit, languages: Collection[str]) -> Iterator[Fault]:
    yield from _contact("/coordinator", edit.coordinator)
    yield from _contact("/helpdesk", edit.helpdesk)
    told: Mapping[str, tuple[Course | News, ...]] = {"courses": edit.courses, "news": edit.news}
    for name, found in told.items():
        if len(found) > MOST:
            yield Fault(f"/{name}", "too_many", {"most": MOST})
        for n, each in enumerate(found):
            yield from _titles(f"/{name}/{n}/title", each.title, languages)
            yield from _website(f"/{name}/{n}/website", each.website)
    for n, course in enumerate(edit.courses):
        yield from _text(f"/courses/{n}/place", course.place)


def _contact(pointer: str, contact: Contact) -> Iterator[Fault]:
    told = (contact.website, contact.email, contact.phone)
    if contact.name is not None:
        yield from _text(f"{pointer}/name", contact.name)
        if not contact.language:
            yield Fault(f"{pointer}/language", "missing")
    elif any(told):
        yield Fault(f"{pointer}/name", "missing")
    yield from _website(f"{pointer}/website", contact.website)
    if contact.email is not None and not addresses.is_email(contact.email):
        yield Fault(f"{pointer}/email", "not_an_email")
    if contact.phone is not None and not addresses.is_phone(contact.phone):
        yield Fault(f"{pointer}/phone", "not_a_phone")


def _titles(
    pointer: str, title: Mapping[str, str], languages: Collection[str]
) -> Iterator[Fault]:
    if not title:
        yield Fault(pointer, "missing")
    for language, text in title.items():
        if language in languages:
            yield from _text(f"{pointer}/{language}", text)
        else:
            yield Fault(pointer, "not_an_option")


def _website(pointer: str, website: str | None) -> Iterator[Fault]:
    if website is not None and not addresses.is_website(website):
        yield Fault(pointer, "not_a_website")


def _text(pointer: str, text: str) -> Iterator[Fault]:
    if code := texts.fault(text, LONGEST):
        yield Fault(pointer, code, {"longest": LONGEST})
    elif not text:
        yield Fault(pointer, "missing")
