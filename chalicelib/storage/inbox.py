"""E-mails that a training stage shows on the screen, newest last, for two weeks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.config import settings
from chalicelib.storage import cursors
from chalicelib.storage.connections import Table
from chalicelib.storage.notices import moment
from chalicelib.storage.pages import Page

KEPT: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An e-mail as its reader sees it."""

    at: datetime
    """When it was written, UTC."""
    subject: str
    text: str
    language: str
    """Code of the language that it is in."""


class ShownItem(Table):
    """An e-mail to one reader; later than :data:`KEPT` it is gone."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    subject = UnicodeAttribute()
    text = UnicodeAttribute()
    language = UnicodeAttribute()
    expires = NumberAttribute()

    @staticmethod
    def place(reader: str) -> str:
        return f"inbox#{reader}"


def keep(reader: str, shown: Shown) -> None:
    """Let *reader*, an id, read *shown*; the same at the same moment is one."""
    ShownItem(
        id=ShownItem.place(reader),
        item=f"{moment(shown.at)}#{hashlib.sha256(shown.subject.encode()).hexdigest()}",
        subject=shown.subject,
        text=shown.text,
        language=shown.language,
        expires=int((shown.at + KEPT).timestamp()),
    ).save()


def of(reader: str, *, limit: int, cursor: str | None) -> Page[Shown]:
    """
    Return the e-mails to *reader*, an id, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    place = ShownItem.place(reader)
    before = cursors.read(cursor, str)
    start = {"id": {"S": place}, "item": {"S": before}} if before else None
    found = ShownItem.query(
        place, scan_index_forward=False, limit=limit, last_evaluated_key=start
    )
    items = tuple(
        Shown(
            at=datetime.fromisoformat(item.item.partition("#")[0]),
            subject=item.subject,
            text=item.text,
            language=item.language,
        )
        for item in found
    )
    return Page(items, cursors.write(found.last_evaluated_key, "item"))
