"""Who decides on a request besides the two authorities between which it is."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authorities import Part, Party, Status
from chalicelib.domain.moves import NO_COORDINATORS, Coordination
from chalicelib.domain.requests import Action, Request
from chalicelib.storage import directory


def of(request: Request, action: Action) -> Coordination:
    """
    Return who decides on *request*, as far as *action* may need it.

    The first request coordinator of each side in the legal area does that is active and none of
    the two sides itself: nobody approves the own request, or decides on the own reply.
    """
    sides = _sides_wanted(request, action)
    if not sides:
        return NO_COORDINATORS
    records = {each.party.id: each for each in directory.authorities([p.id for p in sides])}
    parts = {key: each.parts.get(request.area, Part()) for key, each in records.items()}
    named = {each for part in parts.values() for each in part.request_coordinators}
    found = directory.authorities(sorted(named - {*_both(request)}))
    able = {each.party.id: each.party for each in found if each.status is Status.ACTIVE}
    asking, asked = (parts.get(key, Part()) for key in _both(request))
    return Coordination(
        asking=_first(asking, able),
        asked=_first(asked, able),
        approves_sending=asking.approves_sending,
        approves_reply=asked.approves_reply,
    )


def _sides_wanted(request: Request, action: Action) -> list[Party]:
    """Return the sides whose coordinators *action* may need."""
    asked = [request.asked] if request.asked else []
    match action:
        case Action.SEND:
            return [request.asking]
        case Action.REPLY:
            return asked
        case Action.REFER:
            return [request.asking, *asked]
    return []


def _first(part: Part, able: Mapping[str, Party]) -> Party | None:
    """Return the first request coordinator of *part* that is among those *able* to decide."""
    return next((able[each] for each in part.request_coordinators if each in able), None)


def _both(request: Request) -> tuple[str, str]:
    """Return the ids of the asking and the asked authority, the latter empty while there is none."""
    return request.asking.id, request.asked.id if request.asked else ""
