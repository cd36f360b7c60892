"""What coordinators see of the requests of the authorities in their care: whose turn it is, till when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chalicelib.domain import care, numbers
from chalicelib.domain.authorities import Authority, folded
from chalicelib.domain.care import Relation
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request
from chalicelib.services.boxes import Wanted
from chalicelib.storage import boxes, directory, records
from chalicelib.storage.pages import Page

WATCHES: Final = frozenset(
    {Relation.NATIONAL, Relation.ACCESS, Relation.REQUEST, Relation.LINKED}
)
"""What a coordinator must be in the legal area; who has validated the record watches no requests."""


def watched(*, by: Acting, wanted: Wanted, limit: int, cursor: str | None) -> Page[Request]:
    """
    Return what waits for the authorities in the care of *by*, what is due first.

    A page may be short, or empty, though the list goes on: a call looks at so
    many requests of the country and no more.

    Args:
        wanted: Its authority is the one whose turn it is, its country that of the other side.
    """
    areas = [area for area in by.readable_areas if wanted.area in (None, area)]
    page = boxes.watched_in(
        by.membership.party.country,
        areas=areas,
        states=(wanted.state,) if wanted.state else (),
        keep=_keeping(wanted, by),
        cursor=cursor,
    )
    own = directory.authority(by.authority)
    named = [each.ball_with.id for each in page.items if each.ball_with]
    known = records.load(named) if named else {}
    found = [each for each in page.items if _watches(own, each, known)]
    if len(found) > limit:
        return Page(tuple(found[:limit]), boxes.after(found[limit - 1]))
    return Page(tuple(found), page.cursor)


def _keeping(wanted: Wanted, by: Acting) -> boxes.Keep:
    """Return what keeps of the requests of a country those that are *wanted*."""
    number, words = numbers.parse(wanted.text), folded(wanted.text).split()

    def keep(request: Request) -> bool:
        turn, other = request.ball_with, request.ball_awaited_by
        if turn is None or turn.id == by.authority:
            # What waits for oneself is among one's tasks.
            return False
        names = " ".join(party.search_text for party in (turn, other) if party)
        return (
            wanted.authority in (None, turn.id)
            and wanted.country in (None, other.country if other else "")
            and (request.number == number or all(word in names for word in words))
            and wanted.days.hold(request.sent_at or request.created_at)
        )

    return keep


def _watches(own: Authority, request: Request, known: Mapping[str, Authority]) -> bool:
    """Return whether *own* has the authority whose turn it is in its care in the legal area."""
    turn = request.ball_with
    found = known.get(turn.id) if turn else None
    return found is not None and bool(care.relations(own, found, request.area) & WATCHES)
