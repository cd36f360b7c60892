"""Emptying a training stage of what people have done there; nothing else reads whole tables."""

from __future__ import annotations

from typing import Final

from chalicelib.storage import objects
from chalicelib.storage.counterparts import PracticeItem, PractisingItem
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.lessons import LearnerItem
from chalicelib.storage.rows import KEYS, ContentRow, NoticeRow, RequestRow, removed

PAGE: Final = 100


def wipe() -> int:
    """
    Remove all requests with their files, all notices and e-mails, and what learners have begun.

    Who works where, the directory, what is published and which lessons somebody has done stay.
    Safe to run again.

    Returns:
        How many rows were removed.
    """
    return _requests() + _notices() + _practice() + _progress()


def _requests() -> int:
    rows = list(RequestRow.scan(attributes_to_get=["number", "item"], page_size=PAGE))
    for row in rows:
        if row.item.startswith(FileItem.PREFIX):
            objects.delete(row.number, row.item.removeprefix(FileItem.PREFIX))
    return removed(rows)


def _notices() -> int:
    return removed(NoticeRow.scan(attributes_to_get=KEYS, page_size=PAGE))


def _practice() -> int:
    of_learners = ContentRow.id.startswith(PracticeItem.of(""))
    wanted = of_learners | (ContentRow.id == PractisingItem.ID)
    return removed(ContentRow.scan(filter_condition=wanted, page_size=PAGE))


def _progress() -> int:
    """Remove what was begun, and keep what was done: that is the record of a learner."""
    count = 0
    learners = LearnerItem.id.startswith(LearnerItem.of(""))
    for item in LearnerItem.scan(filter_condition=learners, page_size=PAGE):
        if item.progress["begun"]:
            nothing: dict[str, object] = {"current": None, "begun": {}, "first_at": None}
            item.progress = {**item.progress, **nothing}
            item.version += 1
            item.save()
            count += 1
    return count
