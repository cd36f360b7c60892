"""The records of authorities: read, registered, kept up to date, and who changed what."""

from __future__ import annotations

import re
from typing import Final

from chalicelib import i18n
from chalicelib.domain.care import Act
from chalicelib.domain.errors import Fault, Invalid, NotFound, VersionMissing
from chalicelib.services import (
    letters,
    new_records,
    parts,
    record_edits,
    record_steps,
    records,
    taxonomies,
)
from chalicelib.services.records import Seen
from chalicelib.web import audit_words, bodies, http, record_bodies, record_views, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)

ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")

STEPS: Final = frozenset({
    Act.SUBMIT, Act.VALIDATE, Act.SUSPEND, Act.RESUME, Act.DEACTIVATE, Act.CONFIRM, Act.MERGE,
})  # fmt: skip


@routes.route("/api/authorities/{id}", "GET", answer=record_views.AuthorityRecord)
def read_authority(asked: Asked, id: str) -> Answer:
    """Read the record of an authority, and what I may do with it."""
    return _answer(records.read(_id(id), by=asked.official), asked)


@routes.route(
    "/api/authorities/{id}/mail",
    "POST",
    body=bodies.Nothing,
    answer=record_views.AuthorityRecord,
)
def try_mailbox_again(asked: Asked, id: str) -> Answer:
    """Let e-mails go to the mailbox of an authority again, and what it has missed of late."""
    asked.body(bodies.Nothing)
    letters.try_mailbox_again(_id(id), by=asked.official, at=asked.at)
    return _answer(records.read(id, by=asked.official), asked)


@routes.route(
    "/api/authorities",
    "POST",
    body=record_bodies.NewAuthority,
    answer=record_views.AuthorityRecord,
    status=201,
)
def register_authority(asked: Asked) -> Answer:
    """Register or invite an authority; possible duplicates are shown first."""
    body = asked.body(record_bodies.NewAuthority)
    seen = new_records.register(
        record_bodies.authority(body, new_records.new_id(body.country[:2])),
        {area: part.kind for area, part in body.parts.items()},
        first=record_bodies.first(body),
        despite=body.despite,
        known=taxonomies.known(i18n.LANGUAGES, at=asked.at),
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    place = f"/api/authorities/{seen.authority.party.id}"
    return _answer(seen, asked)._replace(status=201, location=place)


@routes.route(
    "/api/authorities/{id}",
    "PATCH",
    body=record_bodies.AuthorityFields,
    answer=record_views.AuthorityRecord,
)
def change_authority(asked: Asked, id: str) -> Answer:
    """Change the record of an authority (JSON Merge Patch)."""
    if asked.version is None:
        raise VersionMissing
    seen = record_edits.edit(
        _id(id),
        lambda fields: record_bodies.changed(fields, asked.raw),
        version=asked.version,
        known=taxonomies.known(i18n.LANGUAGES, at=asked.at),
        by=asked.official,
        at=asked.at,
    )
    return _answer(seen, asked)


@routes.route(
    "/api/authorities/{id}/{action}",
    "POST",
    body=(record_bodies.Merger, bodies.Nothing),
    answer=record_views.AuthorityRecord,
)
def act_on_authority(asked: Asked, id: str, action: str) -> Answer:
    """Take one step in the life of an authority."""
    if action not in STEPS:
        raise NotFound
    act = Act(action)
    if act is Act.MERGE:
        into = asked.body(record_bodies.Merger).into
    else:
        asked.body(bodies.Nothing)
        into = None
    seen = record_steps.act(
        _id(id),
        act,
        into=into,
        known=taxonomies.known(i18n.LANGUAGES, at=asked.at),
        version=asked.version,
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    return _answer(seen, asked)


@routes.route(
    "/api/authorities/{id}/areas/{area}",
    "PUT",
    body=record_bodies.PartChange,
    answer=record_views.AuthorityRecord,
)
def decide_on_area(asked: Asked, id: str, area: str) -> Answer:
    """Decide on an authority's part in a legal area: access, coordinators, settings."""
    seen = parts.decide(
        _id(id),
        area,
        record_bodies.part(asked.body(record_bodies.PartChange)),
        version=asked.version,
        known=taxonomies.known(i18n.LANGUAGES, at=asked.at),
        by=asked.official,
        at=asked.at,
    )
    return _answer(seen, asked)


@routes.route(
    "/api/authorities/{id}/areas/{area}",
    "POST",
    body=bodies.Nothing,
    answer=record_views.AuthorityRecord,
)
def ask_for_area(asked: Asked, id: str, area: str) -> Answer:
    """Ask for access to a legal area for my authority."""
    asked.body(bodies.Nothing)
    seen = parts.ask(
        _id(id),
        area,
        version=asked.version,
        known=taxonomies.known(i18n.LANGUAGES, at=asked.at),
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    return _answer(seen, asked)


@routes.route(
    "/api/authorities/{id}/areas/{area}", "DELETE", answer=record_views.AuthorityRecord
)
def take_back_area(asked: Asked, id: str, area: str) -> Answer:
    """Take back what was asked for a legal area, or refuse it."""
    seen = parts.take_back(_id(id), area, version=asked.version, by=asked.official, at=asked.at)
    return _answer(seen, asked)


@routes.route(
    "/api/authorities/{id}/audit",
    "GET",
    answer=record_views.AuditList,
    query=("limit", "cursor"),
)
def read_audit(asked: Asked, id: str) -> Answer:
    """Read who changed what at an authority, newest first."""
    page, names = records.audit_of(
        _id(id), by=asked.official, limit=asked.limit, cursor=asked.cursor
    )
    called = audit_words.called(page.items, asked.language, at=asked.at)
    rows = [
        record_views.audited(each, names, asked.language, called=called) for each in page.items
    ]
    return Answer(record_views.AuditList(items=rows, next=page.cursor))


def in_my_care(asked: Asked) -> Answer:
    """Return the authorities in the care of the one that the official acts for."""
    page = records.charges(by=asked.official, limit=asked.limit, cursor=asked.cursor)
    rows = [record_views.charge(each, asked.language) for each in page.items]
    return Answer(views.Authorities(items=rows, next=page.cursor, warnings=[]))


def must_be_mine(care: str) -> None:
    """
    Do nothing if *care* asks for the authorities in one's own care.

    Raises:
        Invalid: It asks for something else.
    """
    if care != "mine":
        raise Invalid(Fault("/care", "not_an_option"))


def _answer(seen: Seen, asked: Asked) -> Answer:
    body = record_views.record(seen, asked.official, asked.language)
    return Answer(body, version=seen.authority.version)


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise NotFound
    return text
