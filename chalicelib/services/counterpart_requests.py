"""What simulated counterparts ask by themselves: of an authority in which somebody learns, or of one another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from chalicelib.domain import counterpart_drafts, deadlines, staff
from chalicelib.domain.authorities import Authority, Party, Status
from chalicelib.domain.errors import NotAllowed, Reason, TooMany
from chalicelib.domain.invented import drawn
from chalicelib.domain.moves import NO_COORDINATORS, Send
from chalicelib.domain.requests import OVER, Request, State
from chalicelib.services import areas, requests
from chalicelib.services.counterpart_officials import call_of, handler
from chalicelib.storage import calendars, calls, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage import requests as stored_requests
from chalicelib.storage.calls import Call

MOST_ASKED: Final = 100
"""Requests of counterparts to one authority that are open at a time, of all who learn there together."""


def ask(
    authority: str,
    *,
    at: datetime,
    seed: str,
    wanted: Collection[str] = (),
    call: Call | None = None,
) -> str:
    """
    Let a counterpart in another country send a request to *authority*, an id.

    The same *call* again asks nothing more.

    Args:
        at: The present moment, UTC.
        seed: What is drawn from: who asks, in which legal area and what.
        wanted: Legal areas of which it is to be one, if possible.

    Returns:
        The number of the request.

    Raises:
        TooMany: As many requests of counterparts are open as one can learn from.
        NotAllowed: The authority cannot be asked anything now, or nobody abroad could ask it.
        KeyReused: *call* came before with something else.
    """
    number = calls.earlier(call) if call else None
    if number is None:
        must_have_room(authority)
        number = _first_draft(authority, at=at, seed=seed, wanted=wanted, call=call)
    storage.note(authority, number, at=at)
    for draft in stored_requests.heads([number]):
        _send(draft, at=at, seed=seed)
    return number


def must_have_room(authority: str) -> None:
    """
    Do nothing if counterparts may bring *authority* something more.

    Raises:
        TooMany: As many requests of theirs are open as one can learn from.
    """
    if len(still_open(authority)) >= MOST_ASKED:
        raise TooMany


def still_open(authority: str) -> list[Request]:
    """Return what counterparts have asked *authority*, or brought it, that is not over; forget the rest."""
    found = list(stored_requests.heads(storage.asked_of(authority)))
    for request in found:
        if request.state in OVER:
            storage.drop(authority, request.number)
    return [request for request in found if request.state not in OVER]


def _first_draft(
    authority: str, *, at: datetime, seed: str, wanted: Collection[str], call: Call | None
) -> str:
    """Return the number of a draft to *authority* that a counterpart has written."""
    asked = directory.authority(authority)
    if not takes_part(asked, at):
        raise NotAllowed(Reason.BELOW_RULE)
    for who, area in _askers(asked, wanted, at, seed):
        try:
            return drafted(who, area, asked.party, at=at, seed=seed, call=call)
        except NotAllowed:
            continue
    raise NotAllowed(Reason.NO_COUNTERPART)


def drafted(
    who: Party, area: str, asked: Party, *, at: datetime, seed: str, call: Call | None
) -> str:
    """
    Return the number of a draft to *asked* that *who*, a counterpart, has written at *at* (UTC).

    Raises:
        NotAllowed: Nobody handles *area* there.
    """
    words = storage.words(who.language)
    by = handler(who, area, words, seed)
    version = areas.current_version(area, at=at)
    draft = counterpart_drafts.written(
        areas.structure(area, version),
        asked=asked,
        words=words,
        invented=storage.invented(),
        calendar=calendars.of(asked.country),
        today=deadlines.local_day(at, asked.time_zone),
        seed=seed,
    )
    return requests.create(area, draft, by=by, call=call, at=at).request.number


def _askers(
    asked: Authority, wanted: Collection[str], at: datetime, seed: str
) -> list[tuple[Party, str]]:
    """Return who could ask *asked* something, and in which area, in an order that *seed* draws."""
    simulated = directory.authorities(sorted(storage.temperaments()))
    open_areas = asked.areas & {*wanted} or asked.areas
    able = [
        (each.party, area)
        for each in simulated
        if each.party.country != asked.party.country and takes_part(each, at)
        for area in sorted(each.areas & open_areas)
    ]
    return sorted(able, key=lambda pair: drawn(seed, pair[0].id, pair[1], of=2**32))


def takes_part(authority: Authority, at: datetime) -> bool:
    """Return whether *authority* can send and be asked something new."""
    is_past_grace = staff.is_past_grace(authority.below_rule_since, today=at.date())
    return authority.status is Status.ACTIVE and not is_past_grace


def _send(draft: Request, *, at: datetime, seed: str) -> None:
    """Send *draft*, unless that was done by an earlier call."""
    if draft.state is not State.DRAFT or draft.was_out:
        return
    by = handler(draft.asking, draft.area, storage.words(draft.asking.language), seed)
    move = Send()
    requests.act(
        draft.number,
        move,
        version=draft.version,
        by=by,
        call=call_of(draft, move, by, at),
        at=at,
        decided_by=NO_COORDINATORS,
    )
