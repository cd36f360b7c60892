"""Emptying a training stage of what people have done there; nothing else reads whole tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from chalicelib.storage import objects
from chalicelib.storage.areas import ContentTable
from chalicelib.storage.counterparts import PracticeItem, PractisingItem
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.lessons import LearnerItem
from chalicelib.storage.notices import NoticeItem
from chalicelib.storage.request_items import RequestTable

PAGE: Final = 100


def wipe() -> int:
    """
    Remove all requests with their files, all notices and e-mails, and the progress of learners.

    Who works where, the directory and what is published stay. Safe to run again.

    Returns:
        How many items were removed.
    """
    removed = 0
    for item in _everything():
        if isinstance(item, FileItem):
            objects.delete(item.number, item.id)
        item.delete()
        removed += 1
    return removed


def _everything() -> Iterator[Any]:
    yield from RequestTable.scan(page_size=PAGE)
    # Of whatever kind it is: all of them have the same key.
    yield from NoticeItem.scan(attributes_to_get=["id", "item"], page_size=PAGE)
    place = ContentTable.id
    of_learners = (
        place.startswith(LearnerItem.of(""))
        | place.startswith(PracticeItem.of(""))
        | (place == PractisingItem.ID)
    )
    yield from ContentTable.scan(filter_condition=of_learners, page_size=PAGE)
