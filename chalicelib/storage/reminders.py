"""Finding requests of which somebody is to be reminded, and noting that it was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from chalicelib.domain.errors import Stale
from chalicelib.domain.notices import Notice
from chalicelib.domain.reminders import REST, Reminder
from chalicelib.domain.requests import Request
from chalicelib.storage import notices
from chalicelib.storage.request_items import RequestItem
from chalicelib.storage.writes import Write


def due(until: date) -> Iterator[str]:
    """Yield the numbers of all requests of which something is to be said on a day *until* then."""
    end = f"{until.isoformat()}~"
    for item in RequestItem.by_reminder.query(
        RequestItem.REMINDER, RequestItem.reminder_key <= end
    ):
        yield item.number


def tell(
    request: Request, reminders: Sequence[Reminder], told: Sequence[Notice], *, today: date
) -> None:
    """
    Write what is *told* of *request*, and that its *reminders* are.

    Args:
        today: Local to who must act.

    Raises:
        Stale: Something has happened meanwhile, or it was told already.
    """
    rests = any(each.topic in REST for each in reminders)
    nagged_on = today if rests else request.nagged_on
    after = RequestItem.from_domain(replace(request, told_on=today, nagged_on=nagged_on))
    before = RequestItem.from_domain(request)
    write = Write()
    write.put(
        after,
        (RequestItem.version == request.version)
        & (RequestItem.reminder_key == before.reminder_key),
        Stale(),
    )
    for notice in told:
        write.put(notices.waiting_item(notice))
    write.commit()
