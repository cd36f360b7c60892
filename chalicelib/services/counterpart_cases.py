"""Requests between simulated counterparts on which a coordinator has to decide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import product
from typing import Final

from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.domain.invented import drawn
from chalicelib.domain.moves import Coordination
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request
from chalicelib.domain.temperaments import Temperament
from chalicelib.services import counterparts
from chalicelib.services.counterparts import Cast
from chalicelib.storage import calls, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage import requests as stored_requests
from chalicelib.storage.calls import Call

MOST_ROUNDS: Final = 4
"""How often it is the turn of both sides before they do not agree."""


def bring(
    by: Acting,
    *,
    wanted: Collection[str],
    approval: bool,
    at: datetime,
    seed: str,
    call: Call | None,
) -> str:
    """
    Let counterparts bring a request to *by*, acting for a coordinator, who is to decide on it.

    One of them sits in the country of *by*, the other one abroad. The same *call* again brings
    nothing more, and goes on where it was broken off.

    Args:
        wanted: Legal areas of which it is to be one.
        approval: Whether it waits to be approved; else it was replied to, and referred.
        at: The present moment, UTC.
        seed: What is drawn from: who asks whom, in which legal area and what.

    Returns:
        The number of the request.

    Raises:
        TooMany: As many requests of counterparts are open as one can learn from.
        NotAllowed: No two counterparts can have something to do with each other.
        KeyReused: *call* came before with something else.
    """
    number = calls.earlier(call) if call else None
    if number is None:
        counterparts.must_have_room(by.authority)
        number = _drafted(by, wanted, at, seed, call)
    _lead_on(number, by, approval, at, seed)
    storage.note(by.authority, number, at=at)
    return number


def _drafted(
    by: Acting, wanted: Collection[str], at: datetime, seed: str, call: Call | None
) -> str:
    """Return the number of a draft by a counterpart in the country of *by* to one abroad."""
    for area, who, asked in _pairs(by, wanted, at, seed):
        try:
            return counterparts.drafted(
                who.party, area, asked.party, at=at, seed=seed, call=call
            )
        except NotAllowed:
            continue
    raise NotAllowed(Reason.NO_ACCESS)


def _pairs(
    by: Acting, wanted: Collection[str], at: datetime, seed: str
) -> list[tuple[str, Authority, Authority]]:
    """Return who could ask whom in which legal area, in an order that *seed* draws."""
    # Whoever practises there would find a request that nobody of them has begun.
    names = storage.temperaments().keys() - {*storage.switched_on(), by.authority}
    able = [
        each
        for each in directory.authorities(sorted(names))
        if counterparts.takes_part(each, at)
    ]
    country = by.membership.party.country
    at_home = [each for each in able if each.party.country == country]
    abroad = [each for each in able if each.party.country != country]
    pairs = [
        (area, who, asked)
        for area, who, asked in product(sorted(wanted), at_home, abroad)
        if area in who.areas & asked.areas
    ]
    return sorted(
        pairs,
        key=lambda each: drawn(seed, each[0], each[1].party.id, each[2].party.id, of=2**32),
    )


def _lead_on(number: str, by: Acting, approval: bool, at: datetime, seed: str) -> None:
    """Let both sides act until *by* is to decide on the request *number*."""
    own = by.membership.party
    for _ in range(MOST_ROUNDS + 1):
        request = _head(number)
        if request.asking_coordinator or request.asked is None:
            return
        sides = (request.asking, request.asked)
        cast = Cast(
            dict.fromkeys((each.id for each in sides), Temperament.REFUSES),
            seed,
            at,
            hurried=True,
            insists=not approval,
            decided_by=Coordination(asking=own, approves_sending=approval),
        )
        for side in sides:
            counterparts.worked(number, side, cast)
    raise NotAllowed(Reason.NO_ACCESS)


def _head(number: str) -> Request:
    (request,) = stored_requests.heads([number])
    return request
