"""The records of authorities as a reader sees them: with what the reader may do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from chalicelib.domain import care, records, statuses
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Status
from chalicelib.domain.care import Act, Charge, Relation
from chalicelib.domain.officials import Acting
from chalicelib.i18n import catalogue
from chalicelib.services import letters, parts
from chalicelib.services.records import Seen
from chalicelib.web import record_labels as labels
from chalicelib.web import views
from chalicelib.web.views import AuthoritySummary


class PartView(Struct):
    """An authority's part in one legal area."""

    kind: Kind
    kind_label: str
    access: Access
    access_label: str
    access_coordinator: AuthoritySummary | None
    request_coordinators: list[AuthoritySummary]
    linked_coordinators: list[AuthoritySummary]
    approves_sending: bool
    approves_reply: bool
    allocation: bool
    editable: bool
    """Whether the reader may decide on it."""
    may_take_back: bool
    """Whether the reader may take back what was asked, or refuse it."""


class RecordField(Struct):
    """A field that an action asks for."""

    name: str
    type: str
    label: str
    required: bool


class RecordAction(Struct):
    """What the reader may do now."""

    action: Act
    label: str
    fields: list[RecordField]


class AuthorityRecord(Struct):
    """An authority in full."""

    id: str
    name: str
    language: str
    """Language code of *name*."""
    title: str
    """What it is, in the reader's language."""
    titles: dict[str, str]
    country: str
    """ISO 3166 code."""
    level: str
    region: str
    city: str
    address: str
    website: str
    phone: str
    mailbox: str
    time_zone: str
    languages: list[str]
    areas: list[str]
    """Legal areas to which it has access."""
    competences: list[str]
    professions: list[str]
    parts: dict[str, PartView]
    """By legal area."""
    status: Status
    status_label: str
    validating_coordinator: AuthoritySummary | None
    successor: AuthoritySummary | None
    """The authority that it was merged into."""
    confirmed_on: date | None
    below_rule_since: date | None
    """Null for those to whom it is neither their own nor in their care."""
    mailbox_fails_since: date | None
    """Day (UTC) since when e-mails to *mailbox* do not arrive; null likewise."""
    mine: bool
    """Whether it is the authority that the reader acts for."""
    in_my_care: bool
    relations: list[Relation]
    """What the reader's authority is to it."""
    editable: list[str]
    """Fields that the reader may change."""
    may_add_areas: bool
    may_ask_for_areas: bool
    """Whether the reader may ask for access to further legal areas."""
    may_report: bool
    """Whether the reader may find what its requests hold of a person."""
    actions: list[RecordAction]
    etag: str


class AuditEntry(Struct):
    """Something that was changed."""

    at: datetime
    official: str
    """Id of who did it."""
    official_name: str | None
    """Null for one of another authority."""
    on_behalf_of: AuthoritySummary
    action: str
    action_label: str
    area: str | None
    field: str | None
    field_label: str | None
    old: Any
    new: Any
    about: str | None
    """Id of the official that the values tell of."""
    erased: bool
    """Whether personal values have been erased."""
    words: Mapping[str, str]
    """What codes and ids are called that *old* and *new* may hold; empty for a field without."""


class AuditList(Struct):
    """A part of an authority's audit, newest first."""

    items: list[AuditEntry]
    next: str | None


def record(seen: Seen, by: Acting, language: str) -> AuthorityRecord:
    """Return the record *seen* as *by* sees it, for a reader of *language*."""
    authority, own = seen.authority, seen.own
    found = care.relations(own, authority)
    mine = by.authority == authority.party.id
    words = catalogue(language).gettext
    return AuthorityRecord(
        **_plain(authority, language),
        parts={
            area: _part(part, area, seen, by, language)
            for area, part in sorted(authority.parts.items())
        },
        status_label=words(labels.STATUSES[authority.status]),
        validating_coordinator=_other(authority.validating_coordinator, seen, language),
        successor=_other(authority.successor, seen, language),
        below_rule_since=authority.below_rule_since if found else None,
        mailbox_fails_since=letters.mailbox_fails_since(seen),
        mine=mine,
        in_my_care=bool(found) and not mine,
        relations=sorted(found),
        editable=_editable(authority, own, by),
        may_add_areas=authority.status not in statuses.OVER and _may_add(own, authority, by),
        may_ask_for_areas=_may_ask(own, authority, by),
        may_report=care.refusal(Act.REPORT_SUBJECT, by, own, authority) is None,
        actions=_actions(authority, own, by, language),
    )


def charge(charge: Charge, language: str) -> views.AuthorityRow:
    """Return *charge* as a row of the authorities in somebody's care."""
    party = charge.party
    return views.AuthorityRow(
        id=party.id,
        name=party.name,
        language=party.language,
        title=party.title(language),
        country=party.country,
        city=charge.city,
        languages=list(charge.languages),
        areas=sorted(charge.areas),
        status=charge.status.value,
        status_label=catalogue(language).gettext(labels.STATUSES[charge.status]),
        confirmed_on=charge.confirmed_on,
        below_rule_since=charge.below_rule_since,
        asked_areas=sorted(charge.asked_areas),
    )


def audited(
    entry: Entry,
    names: Mapping[str, str],
    language: str,
    *,
    called: Mapping[str, Mapping[str, str]],
) -> AuditEntry:
    """
    Return *entry* of the audit for a reader of *language*.

    Args:
        names: Of the reader's colleagues, by id.
        called: As :func:`audit_words.called` has it.
    """
    words = catalogue(language).gettext
    place, _, field = (entry.field or "").rpartition("/")
    label = (labels.OF_OFFICIALS if entry.about else labels.FIELDS).get(field)
    return AuditEntry(
        at=entry.at,
        official=entry.by,
        official_name=names.get(entry.by),
        on_behalf_of=views.summary(entry.on_behalf_of, language),
        action=entry.action,
        action_label=words(labels.DONE.get(entry.action, entry.action)),
        area=place.removeprefix("parts/") or None,
        field=field or None,
        field_label=words(label) if label else None,
        old=entry.old,
        new=entry.new,
        about=entry.about,
        erased=entry.erased,
        words=called.get(entry.field or "", {}),
    )


def _plain(authority: Authority, language: str) -> dict[str, Any]:
    party = authority.party
    return {
        **records.plain(authority),
        "id": party.id,
        "language": party.language,
        "title": party.title(language),
        "country": party.country,
        "time_zone": party.time_zone,
        "areas": sorted(authority.areas),
        "status": authority.status,
        "confirmed_on": authority.confirmed_on,
        "etag": views.etag(authority.version),
    }


def _part(part: Part, area: str, seen: Seen, by: Acting, language: str) -> PartView:
    words = catalogue(language).gettext
    over = seen.authority.status in statuses.OVER
    refused = care.refusal(Act.SET_AREA, by, seen.own, seen.authority, area)
    return PartView(
        kind=part.kind,
        kind_label=words(labels.KINDS[part.kind]),
        access=part.access,
        access_label=words(labels.ACCESSES[part.access]),
        access_coordinator=_other(part.access_coordinator, seen, language),
        request_coordinators=_others(part.request_coordinators, seen, language),
        linked_coordinators=_others(part.linked_coordinators, seen, language),
        approves_sending=part.approves_sending,
        approves_reply=part.approves_reply,
        allocation=part.allocation,
        editable=not over and refused is None,
        may_take_back=not over
        and part.access is Access.REQUESTED
        and parts.may_take_back(by, seen.own, seen.authority, area),
    )


def _other(id: str | None, seen: Seen, language: str) -> AuthoritySummary | None:
    found = seen.authority if id == seen.authority.party.id else seen.others.get(id or "")
    return views.summary(found.party, language) if found else None


def _others(ids: tuple[str, ...], seen: Seen, language: str) -> list[AuthoritySummary]:
    found = [_other(each, seen, language) for each in ids]
    return [each for each in found if each]


def _editable(authority: Authority, own: Authority, by: Acting) -> list[str]:
    if authority.status in statuses.OVER or care.refusal(Act.EDIT, by, own, authority):
        return []
    may_rename = care.refusal(Act.RENAME, by, own, authority) is None
    return [name for name in records.EDITABLE if name != "name" or may_rename]


def _may_add(own: Authority, authority: Authority, by: Acting) -> bool:
    found = care.relations(own, authority)
    coordinates = any(care.coordinates(own, area) for area in own.parts)
    may = Relation.NATIONAL in found or (Relation.VALIDATING in found and coordinates)
    return by.membership.administrator and may


def _may_ask(own: Authority, authority: Authority, by: Acting) -> bool:
    over = authority.status in statuses.OVER
    return not over and care.refusal(Act.ASK_AREA, by, own, authority) is None


def _actions(
    authority: Authority, own: Authority, by: Acting, language: str
) -> list[RecordAction]:
    words = catalogue(language).gettext
    into = RecordField(name="into", type="authority", label=words(labels.INTO), required=True)
    return [
        RecordAction(
            action=act,
            label=words(labels.ACTIONS[act]),
            fields=[into] if act is Act.MERGE else [],
        )
        for act in statuses.STEPS
        if (authority.status, act) in statuses.TRANSITIONS
        and care.refusal(act, by, own, authority) is None
    ]
