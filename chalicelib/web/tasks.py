"""What waits for the official who asks."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from msgspec import Struct

from chalicelib.domain.requests import State
from chalicelib.services import areas, boxes
from chalicelib.services.boxes import Task
from chalicelib.web import http, request_views
from chalicelib.web.asked import LARGEST_LIMIT, Asked
from chalicelib.web.http import Answer
from chalicelib.web.views import AuthoritySummary

routes = http.routes(__name__)


class TaskRow(Struct):
    """One thing that waits."""

    kind: Task
    number: str
    area: str
    area_title: str
    state: State
    counterpart: AuthoritySummary | None
    due_on: date | None
    since: datetime
    urgent: bool


class Tasks(Struct):
    """What waits for me; *counts* are those of this page."""

    items: list[TaskRow]
    counts: dict[str, int]
    next: str | None


@routes.route("/api/tasks", "GET", answer=Tasks, query=("limit", "cursor"))
def list_tasks(asked: Asked) -> Answer:
    """List what waits for me, what is due first."""
    by = asked.official
    limit = asked.limit if "limit" in asked.query else LARGEST_LIMIT
    page = boxes.tasks(by=by, limit=limit, cursor=asked.cursor)
    titles = {each.code: each.titles for each in areas.catalogue(at=asked.at)}
    items = []
    for kind, request in page.items:
        title = titles[request.area].get(asked.language, request.area)
        row = request_views.row(request, by, title, asked.language)
        items.append(
            TaskRow(
                kind=kind,
                number=row.number,
                area=row.area,
                area_title=row.area_title,
                state=row.state,
                counterpart=row.counterpart,
                due_on=row.due_on,
                since=row.updated_at,
                urgent=row.urgent,
            )
        )
    counts = Counter(item.kind.value for item in items)
    return Answer(Tasks(items=items, counts=dict(counts), next=page.cursor))
