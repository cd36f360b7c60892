"""E-mails to the official who asks, and what has become of them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from chalicelib.domain import postings
from chalicelib.domain.letters import Fate, Letter
from chalicelib.i18n import catalogue
from chalicelib.mail import steps
from chalicelib.services import areas, letters
from chalicelib.services.letters import Posted
from chalicelib.web import case_numbers, http
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


class PostedRow(Struct):
    """One e-mail about a request to one reader of the own side."""

    number: str
    """Of the request, or of the part of it that it is about."""
    at: datetime
    """When it happened."""
    topic: str
    text: str
    """What it says, in a few words."""
    official: str | None
    """Name of the reader; null of the mailbox of the authority, and of who left and was erased."""
    to_mailbox: bool
    fate: Fate
    """What has become of the e-mail."""
    due_at: datetime | None
    """When it goes out, while it waits to go with others."""
    sent_at: datetime | None
    """When it was handed over."""


class PostedRows(Struct):
    """What the own side was told of one request, oldest first."""

    items: list[PostedRow]


@routes.route("/api/requests/{number}/notices", "GET", answer=PostedRows)
def list_notices_of(asked: Asked, number: str) -> Answer:
    """List the e-mails about a request to the own side, and what has become of each."""
    found = letters.about(case_numbers.known(number), by=asked.official)
    return Answer(PostedRows(items=[_posted(each, asked.language) for each in found]))


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
    about = postings.is_on_request(notice)
    return NoticeRow(
        at=notice.at,
        topic=notice.topic.value,
        text=_text(letter, language),
        number=notice.number if about else None,
        area=notice.area or None,
        area_title=(title or notice.area) if notice.area else None,
        fate=letter.fate,
        due_at=letter.due_at,
        sent_at=letter.sent_at,
    )


def _posted(posted: Posted, language: str) -> PostedRow:
    letter = posted.letter
    notice = letter.notice
    return PostedRow(
        number=notice.number,
        at=notice.at,
        topic=notice.topic.value,
        text=_text(letter, language),
        official=posted.name,
        to_mailbox=letter.to_office,
        fate=letter.fate,
        due_at=letter.due_at,
        sent_at=letter.sent_at,
    )


def _text(letter: Letter, language: str) -> str:
    """Return what *letter* says, in a few words of *language*."""
    return catalogue(language).gettext(steps.headline(letter.notice.topic))
