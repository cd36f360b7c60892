"""Requests of one's own authority that are like the one that is being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.domain import numbers
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request, Side, State
from chalicelib.services import requests
from chalicelib.storage import boxes

MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A request that asks some of the same."""

    request: Request
    shared: int
    """How many of its questions are those of the other one."""


def to(number: str, *, by: Acting) -> tuple[Similar, ...]:
    """
    Return requests of the own authority like the request *number*, the likest first.

    Those are of the same legal area, were sent, and ask some of the same questions; the last
    hundred of all areas are looked at. Of two alike the one to the same country comes first, then the newer.

    Raises:
        NotFound: There is no such request, or it does not exist for *by*.
    """
    request = requests.read(number, by=by).request
    if request.side_of(by.authority) is not Side.ASKING:
        return ()
    codes = {each.code for each in request.questions}
    page = boxes.sent_by(by.authority, areas=[request.area], limit=boxes.LOOKED_AT, cursor=None)
    found = [
        Similar(request=each, shared=len(codes & {asked.code for asked in each.questions}))
        for each in page.items
        if each.number != number and each.state is not State.DRAFT
        if not numbers.whole(each.number)
    ]
    likest = sorted(
        (each for each in found if each.shared),
        key=lambda each: (each.shared, _country(each.request) == _country(request)),
        reverse=True,
    )
    return tuple(likest[:MOST])


def _country(request: Request) -> str | None:
    return request.asked.country if request.asked else None
