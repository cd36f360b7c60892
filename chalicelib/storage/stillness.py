"""Finding requests in which nothing happens, and noting that it was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from chalicelib.domain.errors import Stale
from chalicelib.domain.notices import Notice
from chalicelib.domain.requests import Request
from chalicelib.storage import notices
from chalicelib.storage.request_items import RequestItem
from chalicelib.storage.writes import Write


def due(today: date) -> Iterator[str]:
    """Yield the numbers of all requests of which something is to be said *today* (UTC)."""
    end = f"{today.isoformat()}~"
    for item in RequestItem.by_quiet.query(RequestItem.QUIET, RequestItem.quiet_key <= end):
        yield item.number


def tell(request: Request, told: Sequence[Notice], *, today: date) -> None:
    """
    Write what is *told* of *request*, and that it is.

    Raises:
        Stale: Something has happened meanwhile, or it was told already.
    """
    after = RequestItem.from_domain(replace(request, nagged_on=today))
    unchanged = RequestItem.version == request.version
    untold = RequestItem.quiet_key <= f"{today.isoformat()}~"
    write = Write()
    write.update(
        RequestItem(number=request.number, item=RequestItem.KEY),
        [
            RequestItem.nagged_on.set(today.isoformat()),
            RequestItem.quiet_key.set(after.quiet_key),
        ],
        unchanged & untold,
        Stale(),
    )
    for notice in told:
        write.put(notices.waiting_item(notice))
    write.commit()
