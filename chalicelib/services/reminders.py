"""Reminding authorities of what they must put right."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import staff
from chalicelib.storage import notices, records


def remind(at: datetime) -> int:
    """
    Remind those that have too few officials, a week before their days of grace end.

    Safe to run again, and some days late: what has been written is not written twice.

    Args:
        at: The present moment, UTC.

    Returns:
        How many notices are new.
    """
    return sum(
        notices.add(notice)
        for authority in records.below_rule(*staff.reminded_since(at.date()))
        for notice in staff.reminders(authority, at=at)
    )
