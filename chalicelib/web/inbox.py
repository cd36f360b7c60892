"""The e-mails of a training stage, shown on the screen: there is no such thing outside it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from chalicelib.services import inbox
from chalicelib.web import http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.practice import must_be_training

routes = http.routes(__name__)


class ShownMail(Struct):
    """An e-mail to me."""

    at: datetime
    """When it was written."""
    subject: str
    text: str
    language: str
    """Code of the language that it is in."""


class Inbox(Struct):
    """A part of the e-mails to me, newest first."""

    items: list[ShownMail]
    next: str | None


@routes.route("/api/inbox", "GET", answer=Inbox, query=("cursor", "limit"))
def read_inbox(asked: Asked) -> Answer:
    """List the e-mails that would have gone to me; in the training stage alone."""
    must_be_training()
    page = inbox.mine(by=asked.official, limit=asked.limit, cursor=asked.cursor)
    items = [
        ShownMail(at=each.at, subject=each.subject, text=each.text, language=each.language)
        for each in page.items
    ]
    return Answer(Inbox(items=items, next=page.cursor))
