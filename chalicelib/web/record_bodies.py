"""Records of authorities as bodies write them, and as the domain knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct, to_builtins

from chalicelib.domain import texts
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Party
from chalicelib.domain.countries import TIME_ZONES
from chalicelib.domain.registrations import Entry
from chalicelib.web import bodies
from chalicelib.web.bodies import Many, Text

Id = Annotated[str, Meta(max_length=64)]
Code = Annotated[str, Meta(max_length=40)]
Ids = Annotated[list[Id], Meta(max_length=20)]
Codes = Annotated[list[Code], Many]


class AuthorityFields(Struct, forbid_unknown_fields=True):
    """What an authority's administrators keep up to date; the name only its coordinator."""

    name: Text = ""
    titles: Annotated[dict[str, Text], Many] = {}
    """What it is, by language code."""
    level: Code = ""
    """``national``, ``regional`` or ``local``."""
    region: Text = ""
    city: Text = ""
    address: Text = ""
    website: Text = ""
    phone: Text = ""
    mailbox: Text = ""
    languages: Codes = []
    """Codes of the languages that are understood there, best first."""
    competences: Codes = []
    professions: Codes = []


class NewPart(Struct, forbid_unknown_fields=True):
    """The part that a new authority is to have in a legal area."""

    kind: Kind = Kind.COMPETENT_AUTHORITY


class NewAdministrator(Struct, forbid_unknown_fields=True):
    """Who is invited to complete the record of an authority, and to administer it."""

    name: Text
    email: Text
    language: Code


class NewAuthority(AuthorityFields, forbid_unknown_fields=True, kw_only=True):
    """An authority that is to be registered."""

    language: Code
    """Code of the language that the name is in."""
    country: Code
    parts: Annotated[dict[str, NewPart], Many] = {}
    """By legal area."""
    administrator: NewAdministrator | None = None
    """The first official of an authority that is invited; null where the record is whole."""
    despite: Annotated[list[Id], Many] = []
    """Ids of possible duplicates that were shown, and are other bodies."""


class PartChange(Struct, forbid_unknown_fields=True):
    """The whole of an authority's part in a legal area."""

    kind: Kind
    access: Access
    access_coordinator: Id | None = None
    """Null leaves the present one."""
    request_coordinators: Ids = []
    linked_coordinators: Ids = []
    approves_sending: bool = False
    approves_reply: bool = False
    allocation: bool = False


class Merger(Struct, forbid_unknown_fields=True):
    """The authority that another one is merged into."""

    into: Id


def changed(fields: Mapping[str, Any], patch: bytes) -> dict[str, Any]:
    """
    Return *fields* with the changes of *patch*, a JSON Merge Patch, texts tidied.

    Raises:
        Unreadable, Invalid: As :func:`bodies.decode` does.
    """
    return _tidy(bodies.merged(AuthorityFields(**fields), patch))


def authority(body: NewAuthority, id: str) -> Authority:
    """Return what *body* says as the domain knows it, without parts; *id* is its id."""
    fields = _tidy(body)
    party = Party(
        id=id,
        name=fields.pop("name"),
        titles=fields.pop("titles"),
        country=body.country,
        language=body.language,
        time_zone=TIME_ZONES.get(body.country, "UTC"),
    )
    codes: dict[str, Any] = {
        name: tuple(fields.pop(name)) for name in ("languages", "competences", "professions")
    }
    return Authority(party=party, parts={}, **fields, **codes)


def first(body: NewAuthority) -> Entry | None:
    """Return whom *body* invites, as the domain knows it; None where nobody is."""
    new = body.administrator
    if new is None:
        return None
    return Entry(name=new.name, email=new.email, language=new.language, roles={})


def part(body: PartChange) -> Part:
    """Return what *body* says as the domain knows it."""
    return Part(
        kind=body.kind,
        access=body.access,
        access_coordinator=body.access_coordinator,
        request_coordinators=tuple(body.request_coordinators),
        linked_coordinators=tuple(body.linked_coordinators),
        approves_sending=body.approves_sending,
        approves_reply=body.approves_reply,
        allocation=body.allocation,
    )


def _tidy(body: AuthorityFields) -> dict[str, Any]:
    """Return the fields that every record has, without blanks around its texts."""
    plain = to_builtins(body)
    fields = {name: plain[name] for name in AuthorityFields.__struct_fields__}
    for name, value in fields.items():
        if isinstance(value, str):
            fields[name] = texts.clean(value)
    fields["titles"] = {code: texts.clean(text) for code, text in fields["titles"].items()}
    return fields
