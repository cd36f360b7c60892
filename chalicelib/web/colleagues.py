"""The officials of an authority: registering, changing and removing them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from msgspec import Struct, UnsetType

from chalicelib.domain import registrations, staff
from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import NotFound, WayOut
from chalicelib.domain.officials import Official, Role, Standing
from chalicelib.domain.registrations import Entry
from chalicelib.services import admissions, colleagues, letters
from chalicelib.web import bodies, http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.profiles import known_language

routes = http.routes(__name__)

Given = TypeVar("Given")

ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")


class OfficialView(Struct):
    """An official, as colleagues and coordinators see him or her."""

    id: str
    name: str
    email: str
    language: str
    status: Standing
    roles: dict[str, list[str]]
    """By legal area, for this authority."""
    administrator: bool
    last_seen_on: date | None
    confirmed_on: date | None
    """Day, where the official acted then, on which the own entry was last said to be right."""
    absence: views.AbsenceView | None
    invited_until: date | None
    """First day on which the invitation holds no more; null without one."""
    mail_fails_since: date | None
    """Since when e-mails to this address do not arrive; null while they do."""
    training_on: date | None
    """Since when the account may enter the training stage, UTC; null while it may not."""
    etag: str


class Rule(Struct):
    """Whether an authority has officials enough."""

    active: int
    administrators: int
    way_out: WayOut | None
    """What has to be done; null while there are enough."""
    below_since: date | None
    grace_ends_on: date | None
    """Last day on which the authority takes part as before."""


class Team(Struct):
    """The officials of an authority, those invited included."""

    items: list[OfficialView]
    rule: Rule
    may_change: bool
    """Whether I may register, change and remove them."""
    may_admit: bool
    """Whether I may give them access to the training stage."""
    next: str | None


@routes.route("/api/authorities/{id}/officials", "GET", answer=Team)
def list_officials(asked: Asked, id: str) -> Answer:
    """List the officials of my authority, or of one in my care."""
    team = colleagues.team(known_id(id), by=asked.official)
    fails = letters.failing(each.email for each in team.officials)
    items = [view(each, id, fails) for each in team.officials]
    may_admit = admissions.may_admit(team, by=asked.official)
    since = team.authority.below_rule_since
    rule = Rule(
        active=team.staff.active,
        administrators=team.staff.administrators,
        way_out=team.staff.way_out,
        below_since=since,
        grace_ends_on=staff.last_day_of_grace(since) if since else None,
    )
    return Answer(
        Team(items=items, rule=rule, may_change=team.may_change, may_admit=may_admit, next=None)
    )


@routes.route(
    "/api/authorities/{id}/officials",
    "POST",
    body=bodies.NewOfficial,
    answer=OfficialView,
    status=201,
)
def register_official(asked: Asked, id: str) -> Answer:
    """Register a colleague; an invitation goes out by e-mail."""
    new = asked.body(bodies.NewOfficial)
    entry = Entry(
        name=new.name,
        email=new.email,
        language=known_language(new.language) or new.language,
        roles={area: frozenset(held) for area, held in new.roles.items() if held},
        administrator=new.administrator,
    )
    official, is_new = colleagues.register(
        known_id(id), entry, by=asked.official, call=asked.repeatable, at=asked.at
    )
    where = f"/api/authorities/{id}/officials/{official.id}"
    status = 201 if is_new else 200
    return Answer(view(official, id), status, version=official.version, location=where)


@routes.route("/api/authorities/{id}/officials/{official}", "GET", answer=OfficialView)
def read_official(asked: Asked, id: str, official: str) -> Answer:
    """Read the entry of a colleague."""
    return _shown(colleagues.read(known_id(id), known_id(official), by=asked.official), id)


@routes.route(
    "/api/authorities/{id}/officials/{official}",
    "PATCH",
    body=bodies.OfficialChange,
    answer=OfficialView,
)
def change_official(asked: Asked, id: str, official: str) -> Answer:
    """Change the rights of a colleague, or name, language and e-mail address."""
    change = asked.body(bodies.OfficialChange)
    language = known_language(change.language)

    def edited(stored: Official, authority: Authority) -> Official:
        return registrations.change(
            stored,
            authority,
            roles=_merged(stored.memberships[id].roles, change.roles),
            administrator=_given(change.administrator),
            name=_given(change.name),
            language=language,
            email=_given(change.email),
        )

    changed = colleagues.change(
        known_id(id),
        known_id(official),
        edited,
        version=asked.version,
        by=asked.official,
        at=asked.at,
    )
    return _shown(changed, id)


@routes.route("/api/authorities/{id}/officials/{official}", "DELETE", answer=None, status=204)
def remove_official(asked: Asked, id: str, official: str) -> Answer:
    """Remove a colleague, who is kept out at once."""
    colleagues.remove(
        known_id(id), known_id(official), version=asked.version, by=asked.official, at=asked.at
    )
    return Answer(None, 204)


@routes.route(
    "/api/authorities/{id}/officials/{official}/mail",
    "POST",
    body=bodies.Nothing,
    answer=OfficialView,
)
def try_mail_again(asked: Asked, id: str, official: str) -> Answer:
    """Let e-mails go to a colleague's address again, and what was missed of late."""
    asked.body(bodies.Nothing)
    authority, colleague = known_id(id), known_id(official)
    letters.try_again(authority, colleague, by=asked.official, at=asked.at)
    return _shown(colleagues.read(authority, colleague, by=asked.official), id)


@routes.route(
    "/api/authorities/{id}/officials/{official}/training",
    "POST",
    body=bodies.Nothing,
    answer=OfficialView,
)
def admit_official(asked: Asked, id: str, official: str) -> Answer:
    """Give an official of an authority in my care access to the training stage."""
    asked.body(bodies.Nothing)
    admitted = admissions.admit(
        known_id(id), known_id(official), version=asked.version, by=asked.official, at=asked.at
    )
    return _shown(admitted, id)


def view(
    official: Official, authority: str, fails: Mapping[str, date] = MappingProxyType({})
) -> OfficialView:
    """
    Return *official* as somebody at *authority* sees her or him.

    Args:
        fails: Addresses at which nothing arrives, with the day since when.
    """
    membership = official.memberships[authority]
    invited = official.invited_at
    return OfficialView(
        id=official.id,
        name=official.name,
        email=official.email,
        language=official.language,
        status=staff.standing(official, authority),
        roles=views.roles(membership.roles),
        administrator=membership.administrator,
        last_seen_on=official.last_seen_on,
        confirmed_on=official.confirmed_on,
        absence=views.absence(official.absence),
        invited_until=registrations.ends_at(invited).date() if invited else None,
        mail_fails_since=fails.get(official.email),
        training_on=official.training_on,
        etag=views.etag(official.version),
    )


def known_id(text: str) -> str:
    """
    Return *text* if it can be an id.

    Raises:
        NotFound: Nothing has such an id.
    """
    if not ID.fullmatch(text):
        raise NotFound
    return text


def _shown(official: Official, authority: str) -> Answer:
    fails = letters.failing([official.email])
    return Answer(view(official, authority, fails), version=official.version)


def _merged(
    roles: Mapping[str, frozenset[Role]], patch: Mapping[str, list[Role] | None] | UnsetType
) -> dict[str, frozenset[Role]] | None:
    """Return *roles* with those of *patch* in the areas that it names (RFC 7396)."""
    if isinstance(patch, UnsetType):
        return None
    return {**roles, **{area: frozenset(held or ()) for area, held in patch.items()}}


def _given(value: Given | UnsetType) -> Given | None:
    """Return *value*, or None where it is left out."""
    return None if isinstance(value, UnsetType) else value
