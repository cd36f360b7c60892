"""What the requests of an authority hold of a person: which of them and what kinds of data, no value."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct

from chalicelib.domain import subject_reports as rules
from chalicelib.domain.errors import NotFound
from chalicelib.domain.requests import Kept, State
from chalicelib.domain.subject_reports import Finding, Held
from chalicelib.services import areas, subject_reports
from chalicelib.web import http, views
from chalicelib.web.asked import Asked
from chalicelib.web.bodies import Text
from chalicelib.web.http import Answer
from chalicelib.web.views import AuthoritySummary

routes = http.routes(__name__)

ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")


class Wanted(Struct, forbid_unknown_fields=True):
    """The person who wants to know."""

    name: Text
    born_on: date | None = None


class FindingView(Struct):
    """A request that holds something of the person."""

    number: str
    box: Literal["sent", "received"]
    """Whether the authority has sent or received it."""
    area: str
    area_title: str
    counterpart: AuthoritySummary | None
    """Null for what was not sent."""
    state: State
    concerned: bool
    """Whether it is about the person; else it mentions the name."""
    held: list[Held]
    """What kinds of data it holds."""
    created_at: datetime
    sent_at: datetime | None
    replied_at: datetime | None
    closed_at: datetime | None
    kept: Kept
    blocked_on: date | None
    erased_on: date | None


class SubjectReport(Struct):
    """A part of a report."""

    items: list[FindingView]
    looked_at: int
    """How many requests were searched for this part."""
    erased: int
    """In how many more there is nothing left to be searched."""
    made_at: datetime
    next: str | None


@routes.route(
    "/api/authorities/{id}/subject-report",
    "POST",
    body=Wanted,
    answer=SubjectReport,
    query=("limit", "cursor"),
)
def report_subject(asked: Asked, id: str) -> Answer:
    """Find what an authority's requests hold of a person, blocked data included, without its values."""
    if not ID.fullmatch(id):
        raise NotFound
    body = asked.body(Wanted)
    found = subject_reports.make(
        id,
        rules.subject(body.name, body.born_on),
        by=asked.official,
        limit=asked.limit,
        cursor=asked.cursor,
        at=asked.at,
    )
    titles = {each.code: each.titles for each in areas.catalogue(at=asked.at)}
    rows = [
        _row(each, id, titles[each.request.area].get(asked.language, ""), asked.language)
        for each in found.findings
    ]
    return Answer(
        SubjectReport(
            items=rows,
            looked_at=found.looked_at,
            erased=found.erased,
            made_at=asked.at,
            next=found.cursor,
        )
    )


def _row(finding: Finding, authority: str, title: str, language: str) -> FindingView:
    request = finding.request
    sent = request.asking.id == authority
    other = request.asked if sent else request.asking
    return FindingView(
        number=request.number,
        box="sent" if sent else "received",
        area=request.area,
        area_title=title or request.area,
        counterpart=views.summary(other, language) if other and request.sent_at else None,
        state=request.state,
        concerned=finding.concerned,
        held=list(finding.held),
        created_at=request.created_at,
        sent_at=request.sent_at,
        replied_at=request.replied_at,
        closed_at=request.closed_at,
        kept=request.kept,
        blocked_on=request.blocked_on,
        erased_on=request.erased_on,
    )
