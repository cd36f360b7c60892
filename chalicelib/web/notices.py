"""E-mails to the official who asks, and what has become of them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from chalicelib.domain.letters import Fate, Letter
from chalicelib.domain.postings import UNASKED
from chalicelib.i18n import catalogue
from chalicelib.mail import steps
from chalicelib.services import areas, letters
from chalicelib.web import http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


class NoticeRow(Struct):
    """One thing that I am told by e-mail."""

    at: datetime
    """When it happened."""
    topic: str
    text: str
    """What it says, in a few words."""
    number: str | None
    """Of the request; null where it is about none."""
    area: str | None
    area_title: str | None
    fate: Fate
    """What has become of the e-mail."""
    due_at: datetime | None
    """When it goes out, while it waits to go with others."""
    sent_at: datetime | None
    """When it was handed over."""


class Notices(Struct):
    """A part of what I was told, newest first."""

    items: list[NoticeRow]
    next: str | None


@routes.route("/api/notices", "GET", answer=Notices, query=("limit", "cursor"))
def list_notices(asked: Asked) -> Answer:
    """List the e-mails to me of the last year, and what has become of each."""
    page = letters.mine(by=asked.official, limit=asked.limit, cursor=asked.cursor)
    titles = {each.code: each.titles for each in areas.catalogue(at=asked.at)}
    language = asked.language
    rows = [
        _row(each, titles.get(each.notice.area, {}).get(language), language)
        for each in page.items
    ]
    return Answer(Notices(items=rows, next=page.cursor))


def _row(letter: Letter, title: str | None, language: str) -> NoticeRow:
    notice = letter.notice
    about = bool(notice.area) and notice.topic not in UNASKED
    return NoticeRow(
        at=notice.at,
        topic=notice.topic.value,
        text=catalogue(language).gettext(steps.headline(notice.topic)),
        number=notice.number if about else None,
        area=notice.area or None,
        area_title=(title or notice.area) if notice.area else None,
        fate=letter.fate,
        due_at=letter.due_at,
        sent_at=letter.sent_at,
    )
