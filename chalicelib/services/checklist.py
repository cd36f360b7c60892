"""How ready an official and the authority acted for are."""

from __future__ import annotations

from datetime import datetime

from chalicelib.config import settings
from chalicelib.domain import checklist
from chalicelib.domain.authorities import Authority
from chalicelib.domain.checklist import Known, Point
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request
from chalicelib.services import countries, profiles
from chalicelib.storage import boxes, directory


def points(*, by: Acting, at: datetime) -> tuple[Point, ...]:
    """Return the points of the checklist for *by*, at *at* (UTC)."""
    authority = directory.authority(by.authority)
    known = Known(
        by=by,
        authority=authority,
        colleagues=tuple(profiles.colleagues_of(by).values()),
        has_exchanged=_has_exchanged(authority),
        coordinator=_coordinator(authority.party.country, at),
        lessons=_lessons(by),
        today=at.date(),
    )
    return checklist.points(known)


def _lessons(by: Acting) -> tuple[int, int] | None:
    if settings.stage != "training":
        return None
    # Whoever does not learn starts without what teaches.
    from chalicelib.services import lessons

    return lessons.record(by=by)


def _has_exchanged(authority: Authority) -> bool:
    """Return whether *authority* has sent or received a request lately: one look at each box."""
    name, areas = authority.party.id, sorted(authority.areas)
    received = boxes.received_by(name, areas=areas, limit=1, cursor=None)
    if received.items:
        return True
    sent = boxes.sent_by(name, areas=areas, keep=_is_sent, limit=1, cursor=None)
    return bool(sent.items)


def _is_sent(request: Request) -> bool:
    return request.sent_at is not None


def _coordinator(country: str, at: datetime) -> str | None:
    found = (each for each in countries.catalogue(at=at) if each.code == country)
    return next((each.coordinator.name for each in found), None)
