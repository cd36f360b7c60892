"""
Rows of the tables by their keys alone, of whatever kind they are.

A process knows those kinds alone that it has loaded: a query for them passes over the others. Who
removes all that there is asks for rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.config import settings
from chalicelib.storage.connections import Table

KEYS: Final = ["id", "item"]


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
    """Any row of what was published, and beside it."""

    class Meta:
        table_name = settings.content_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)


class DirectoryRow(Table):
    """Any row about an authority or a person."""

    class Meta:
        table_name = settings.directory_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)


def removed(rows: Iterable[Any]) -> int:
    """Remove *rows* and return how many they were."""
    count = 0
    for row in rows:
        row.delete()
        count += 1
    return count
