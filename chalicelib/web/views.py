"""What goes out: structs that say what a reader sees, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from chalicelib.domain.authorities import Authority, Party
from chalicelib.domain.officials import Acting, Official


class Health(Struct):
    """Whether the system is up, and what time it is there."""

    status: str
    version: str
    stage: str
    now: datetime
    today: date
    """The date in Brussels."""


class AuthoritySummary(Struct):
    """An authority at a glance."""

    id: str
    name: str
    language: str
    """Language code of *name*."""
    title: str
    """What it is, in the reader's language."""
    country: str
    """ISO 3166 code."""


class AuthorityRow(AuthoritySummary):
    """An authority in the finder."""

    city: str
    languages: list[str]
    areas: list[str]


class AuthorityRecord(AuthorityRow):
    """An authority in full."""

    titles: dict[str, str]
    level: str
    address: str
    website: str
    phone: str
    mailbox: str
    time_zone: str
    status: str
    etag: str


class Authorities(Struct):
    """A part of the directory."""

    items: list[AuthorityRow]
    next: str | None


class Membership(Struct):
    """What the official may do for one authority."""

    authority: AuthoritySummary
    roles: dict[str, list[str]]
    administrator: bool


class Me(Struct):
    """The official who asks."""

    id: str
    name: str
    email: str
    language: str
    authority: AuthoritySummary
    """The one acted for now."""
    authorities: list[Membership]
    roles: dict[str, list[str]]
    """By legal area, for the authority acted for."""
    administrator: bool
    etag: str


def summary(party: Party, language: str) -> AuthoritySummary:
    """Return *party* at a glance, for a reader of *language*."""
    return AuthoritySummary(**_glance(party, language))


def row(authority: Authority, language: str) -> AuthorityRow:
    """Return *authority* as the finder lists it, for a reader of *language*."""
    return AuthorityRow(**_row(authority, language))


def record(authority: Authority, language: str) -> AuthorityRecord:
    """Return *authority* in full, for a reader of *language*."""
    return AuthorityRecord(
        **_row(authority, language),
        titles=dict(authority.party.titles),
        level=authority.level,
        address=authority.address,
        website=authority.website,
        phone=authority.phone,
        mailbox=authority.mailbox,
        time_zone=authority.party.time_zone,
        status=authority.status.value,
        etag=etag(authority.version),
    )


def me(official: Official, acting: Acting, language: str) -> Me:
    """Return *official*, *acting* for one authority, to itself."""
    memberships = [
        Membership(
            authority=summary(membership.party, language),
            roles=_roles(membership.roles),
            administrator=membership.administrator,
        )
        for membership in official.memberships.values()
    ]
    return Me(
        id=official.id,
        name=official.name,
        email=official.email,
        language=official.language,
        authority=summary(acting.membership.party, language),
        authorities=memberships,
        roles=_roles(acting.membership.roles),
        administrator=acting.membership.administrator,
        etag=etag(official.version),
    )


def etag(version: int) -> str:
    """Return *version* as HTTP writes it."""
    return f'"{version}"'


def _glance(party: Party, language: str) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "language": party.language,
        "title": party.title(language),
        "country": party.country,
    }


def _row(authority: Authority, language: str) -> dict[str, Any]:
    return {
        **_glance(authority.party, language),
        "city": authority.city,
        "languages": list(authority.languages),
        "areas": sorted(authority.areas),
    }


def _roles(roles: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {area: sorted(each) for area, each in roles.items()}
