"""What goes out: structs that say what a reader sees, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib.config import settings
from chalicelib.domain import staff
from chalicelib.domain.authorities import Authority, Party
from chalicelib.domain.officials import Absence, Acting, Mail, Official


class TroubleView(Struct):
    """Something that does not work as it should."""

    part: str
    """``requests``, ``mail``, ``search``, ``files``, ``registers`` or ``reminders``."""
    label: str
    """What it is, in the reader's language."""
    since: datetime


class Health(Struct):
    """Whether the system is up, and what time it is there."""

    status: str
    """``ok``, or ``disturbed`` while something does not work as it should."""
    version: str
    stage: str
    now: datetime
    today: date
    """The date in Brussels."""
    troubles: list[TroubleView]


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
    confirmed_on: date | None
    """Day on which an administrator last said that the entry is right."""
    status: str | UnsetType = UNSET
    """For coordinators, of the authorities in their care; likewise what follows."""
    status_label: str | UnsetType = UNSET
    below_rule_since: date | UnsetType | None = UNSET
    asked_areas: list[str] | UnsetType = UNSET
    """Legal areas to which it asks for access."""


class Told(Struct):
    """Something worth saying about a field."""

    pointer: str
    detail: str


class Authorities(Struct):
    """A part of the directory."""

    items: list[AuthorityRow]
    next: str | None
    warnings: list[Told]
    """What keeps the list from being as good as it could be, about the whole of it."""


class Membership(Struct):
    """What the official may do for one authority."""

    authority: AuthoritySummary
    roles: dict[str, list[str]]
    administrator: bool


class AbsenceView(Struct):
    """Days on which an official is away."""

    from_on: date
    to_on: date
    substitute: str
    """Id of the colleague who acts meanwhile."""


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
    absence: AbsenceView | None
    mail: Mail
    """How often e-mails about requests come."""
    mail_fails_since: date | None
    """Since when e-mails to me do not arrive; null while they do."""
    mailbox_fails: bool
    """Whether those to the mailbox of my authority, where mine go then, do not arrive either."""
    confirmed_on: date | None
    """Day on which I last said that my entry is right."""
    confirmation_due_on: date
    training_url: str | None
    """Origin of the training stage that I have access to; null without."""
    etag: str


def summary(party: Party, language: str) -> AuthoritySummary:
    """Return *party* at a glance, for a reader of *language*."""
    return AuthoritySummary(**_glance(party, language))


def row(authority: Authority, language: str) -> AuthorityRow:
    """Return *authority* as the finder lists it, for a reader of *language*."""
    return AuthorityRow(**_row(authority, language), confirmed_on=authority.confirmed_on)


def me(
    official: Official,
    acting: Acting,
    language: str,
    *,
    mail_fails_since: date | None,
    mailbox_fails: bool,
    today: date,
) -> Me:
    """
    Return *official*, *acting* for one authority, to itself.

    Args:
        mail_fails_since: Day (UTC) since when e-mails to her or him do not arrive.
        mailbox_fails: Whether those to the mailbox do not arrive either.
        today: The date in UTC.
    """
    memberships = [
        Membership(
            authority=summary(membership.party, language),
            roles=roles(membership.roles),
            administrator=membership.administrator,
        )
        for membership in official.memberships.values()
        if membership.removed_at is None
    ]
    return Me(
        id=official.id,
        name=official.name,
        email=official.email,
        language=official.language,
        authority=summary(acting.membership.party, language),
        authorities=memberships,
        roles=roles(acting.membership.roles),
        administrator=acting.membership.administrator,
        absence=absence(official.absence),
        mail=official.mail,
        mail_fails_since=mail_fails_since,
        mailbox_fails=mailbox_fails,
        confirmed_on=official.confirmed_on,
        confirmation_due_on=staff.confirmation_due_on(official.confirmed_on, today=today),
        training_url=(settings.training_url or None) if official.training_on else None,
        etag=etag(official.version),
    )


def absence(found: Absence | None) -> AbsenceView | None:
    """Return *found* as colleagues see it."""
    if found is None:
        return None
    return AbsenceView(from_on=found.from_on, to_on=found.to_on, substitute=found.substitute)


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


def roles(found: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Return the roles *found*, by legal area, in a fixed order."""
    return {area: sorted(each) for area, each in sorted(found.items())}
