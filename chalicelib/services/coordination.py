"""Who decides on a request besides the two authorities between which it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chalicelib.domain.authorities import Authority, Part, Party, Status
from chalicelib.domain.moves import NO_COORDINATORS, Coordination
from chalicelib.domain.officials import Role
from chalicelib.domain.requests import Action, Request
from chalicelib.storage import directory


def of(request: Request, action: Action) -> Coordination:
    """
    Return who decides on *request*, as far as *action* may need it.

    The first request coordinator of each side in the legal area does that is active, has somebody
    in the role, and is none of the two sides itself: nobody approves the own request, or decides on the own reply.
    """
    sides = _sides_wanted(request, action)
    if not sides:
        return NO_COORDINATORS
    records = {each.party.id: each for each in directory.authorities([p.id for p in sides])}
    parts = {key: each.parts.get(request.area, Part()) for key, each in records.items()}
    named = {each for part in parts.values() for each in part.request_coordinators}
    found = directory.authorities(sorted(named - {*_both(request)}))
    role = NEEDED[action]
    able = {each.party.id: each.party for each in found if _can(each, request.area, role)}
    asking, asked = (parts.get(key, Part()) for key in _both(request))
    return Coordination(
        asking=_first(asking, able),
        asked=_first(asked, able),
        approves_sending=asking.approves_sending,
        approves_reply=asked.approves_reply,
    )


NEEDED: Final[Mapping[Action, Role]] = {
    Action.SEND: Role.APPROVER,
    Action.REPLY: Role.APPROVER,
    Action.REFER: Role.REFERRAL_HANDLER,
}
"""What somebody at the coordinator must be, so that what is sent there does not wait for ever."""


def _can(authority: Authority, area: str, role: Role) -> bool:
    """Return whether *authority* is active and somebody there has *role* in *area*."""
    key = authority.party.id
    return authority.status is Status.ACTIVE and any(
        each.works_for(key) and role in each.acting_for(key).roles(area)
        for each in directory.officials_of(key)
    )


def caring(party: Party, area: str) -> Party | None:
    """Return the first active request coordinator of *party* in *area*; None if it has none."""
    named = directory.authority(party.id).parts.get(area, Part()).request_coordinators
    found = directory.authorities(named) if named else []
    active = (each.party for each in found if each.status is Status.ACTIVE)
    return next(active, None)


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
