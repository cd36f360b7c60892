"""What waits for the official who asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.officials import Acting
from chalicelib.domain.register_edits import Care
from chalicelib.domain.requests import State
from chalicelib.domain.tasks import Subject, Task
from chalicelib.services import areas, tasks
from chalicelib.services.tasks import Waiting
from chalicelib.web import http, request_views
from chalicelib.web.asked import LARGEST_LIMIT, Asked
from chalicelib.web.http import Answer
from chalicelib.web.views import AuthoritySummary

routes = http.routes(__name__)

ME = "me"


class TaskRow(Struct):
    """One thing that waits: a request, an entry to confirm, an address to correct, a register to look after."""

    kind: Task
    due_on: date | None
    subject: Subject | None = None
    """What is to be confirmed, or whose address corrected; null where it is about a request."""
    name: str | None = None
    """Of the colleague whose address is to be corrected; of a register, its own."""
    register: str | None = None
    """Id of the register whose entry is to be looked at."""
    why: Care | None = None
    """What is the matter with that entry."""
    official: str | None = None
    """Id of that colleague."""
    number: str | None = None
    area: str | None = None
    area_title: str | None = None
    state: State | None = None
    counterpart: AuthoritySummary | None = None
    since: datetime | None = None
    urgent: bool = False
    mine: bool = False
    """Whether it is allocated to me, or to a colleague whose tasks I have now."""


class Tasks(Struct):
    """What waits for me."""

    items: list[TaskRow]
    counts: dict[str, int] | None
    """How many there are of each kind in all; null on all pages but the first."""
    more: bool
    """Whether there may be more than was counted."""
    next: str | None


@routes.route("/api/tasks", "GET", answer=Tasks, query=("allocated", "limit", "cursor"))
def list_tasks(asked: Asked) -> Answer:
    """List what waits for me, what is due first; with ``allocated=me`` what is allocated to me."""
    by, allocated = asked.official, asked.query.get("allocated", "")
    if allocated not in ("", ME):
        raise Invalid(Fault("/allocated", "not_an_option"))
    found = tasks.waiting(
        by=by,
        mine=allocated == ME,
        at=asked.at,
        limit=asked.limit if "limit" in asked.query else LARGEST_LIMIT,
        cursor=asked.cursor,
    )
    titles = {each.code: each.titles for each in areas.catalogue(at=asked.at)}
    counts = found.counts
    return Answer(
        Tasks(
            items=[_row(each, by, titles, asked.language) for each in found.items],
            counts=None if counts is None else {kind.value: n for kind, n in counts.items()},
            more=found.are_more,
            next=found.cursor,
        )
    )


def _row(
    waiting: Waiting, by: Acting, titles: Mapping[str, Mapping[str, str]], language: str
) -> TaskRow:
    request = waiting.request
    if request is None:
        return TaskRow(
            kind=waiting.kind,
            due_on=waiting.due_on,
            subject=waiting.subject,
            name=waiting.name,
            register=waiting.register,
            why=waiting.why,
            official=waiting.official,
        )
    title = titles[request.area].get(language, request.area)
    row = request_views.row(request, by, title, language)
    return TaskRow(
        kind=waiting.kind,
        due_on=row.due_on,
        number=row.number,
        area=row.area,
        area_title=row.area_title,
        state=row.state,
        counterpart=row.counterpart,
        since=row.updated_at,
        urgent=row.urgent,
        mine=waiting.is_mine,
    )
