"""
Emptying a training stage of what people have done there; nothing else reads whole tables.

Rows are taken by their keys, of whatever kind they are: a process knows those kinds alone that it
has loaded, and a row of another kind would be passed over.
"""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.config import settings
from chalicelib.storage import objects
from chalicelib.storage.connections import Table
from chalicelib.storage.counterparts import PracticeItem, PractisingItem
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.lessons import LearnerItem

PAGE: Final = 100


class RequestRow(Table):
    """Any row about a request."""

    class Meta:
        table_name = settings.requests_table
        region = settings.region

    number = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)


class NoticeRow(Table):
    """Any row about a notice or an e-mail."""

    class Meta:
        table_name = settings.notices_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)


class ContentRow(Table):
    """Any row beside what was published."""

    class Meta:
        table_name = settings.content_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)


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
    removed = 0
    for row in RequestRow.scan(attributes_to_get=["number", "item"], page_size=PAGE):
        if row.item.startswith(FileItem.PREFIX):
            objects.delete(row.number, row.item.removeprefix(FileItem.PREFIX))
        row.delete()
        removed += 1
    return removed


def _notices() -> int:
    removed = 0
    for row in NoticeRow.scan(attributes_to_get=["id", "item"], page_size=PAGE):
        row.delete()
        removed += 1
    return removed


def _practice() -> int:
    removed = 0
    wanted = ContentRow.id.startswith(PracticeItem.of("")) | (
        ContentRow.id == PractisingItem.ID
    )
    for row in ContentRow.scan(filter_condition=wanted, page_size=PAGE):
        row.delete()
        removed += 1
    return removed


def _progress() -> int:
    """Remove what was begun, and keep what was done: that is the record of a learner."""
    removed = 0
    learners = LearnerItem.id.startswith(LearnerItem.of(""))
    for item in LearnerItem.scan(filter_condition=learners, page_size=PAGE):
        if not item.progress["begun"]:
            continue
        item.progress = {
            **item.progress,
            "current": None,
            "begun": {},
            "first_at": None,
        }
        item.version += 1
        item.save()
        removed += 1
    return removed
