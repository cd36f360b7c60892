"""Requests between simulated counterparts on which a coordinator has to decide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import product
from typing import Final

from chalicelib.domain.authorities import Party
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.domain.invented import drawn
from chalicelib.domain.moves import Coordination
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request
from chalicelib.domain.temperaments import Temperament
from chalicelib.services import counterpart_requests, counterparts
from chalicelib.services.counterpart_officials import handler
from chalicelib.services.counterparts import Cast
from chalicelib.storage import calls, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage import requests as stored_requests
from chalicelib.storage.calls import Call

MOST_ROUNDS: Final = 4
"""How often it can be the turn of both sides: three times are enough until they do not agree."""


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
        NotAllowed: No two counterparts can bring one now.
        KeyReused: *call* came before with something else.
    """
    number = calls.earlier(call) if call else None
    if number is None:
        counterpart_requests.must_have_room(by.authority)
        number = _drafted(by, wanted, at, seed, call)
    _lead_on(number, by, approval, at, seed)
    for request in stored_requests.heads([number]):
        storage.note(by.authority, request.number, at=at)
    return number


def _drafted(
    by: Acting, wanted: Collection[str], at: datetime, seed: str, call: Call | None
) -> str:
    """Return the number of a draft by a counterpart in the country of *by* to one abroad."""
    for area, who, asked in _pairs(by, wanted, at, seed):
        try:
            # Else it would be sent to where nobody answers.
            handler(asked, area, storage.words(asked.language), seed)
            return counterpart_requests.drafted(who, area, asked, at=at, seed=seed, call=call)
        except NotAllowed:
            continue
    raise NotAllowed(Reason.NO_COUNTERPART)


def _pairs(
    by: Acting, wanted: Collection[str], at: datetime, seed: str
) -> list[tuple[str, Party, Party]]:
    """Return who could ask whom in which legal area, in an order that *seed* draws."""
    practising = {*storage.switched_on()}
    able = [
        each
        for each in directory.authorities(sorted(storage.temperaments()))
        if each.party.id != by.authority and counterpart_requests.takes_part(each, at)
    ]
    country = by.membership.party.country
    pairs = [
        (area, who.party, asked.party)
        for area, who, asked in product(sorted(wanted), able, able)
        if area in who.areas & asked.areas
        and who.party.country == country != asked.party.country
    ]

    def place(pair: tuple[str, Party, Party]) -> tuple[int, int]:
        area, who, asked = pair
        # Where somebody practises, it would be found among the own requests: only if need be.
        disturbed = len({who.id, asked.id} & practising)
        return disturbed, drawn(seed, area, who.id, asked.id, of=2**32)

    return sorted(pairs, key=place)


def _lead_on(number: str, by: Acting, approval: bool, at: datetime, seed: str) -> None:
    """Let both sides act until *by* is to decide on the request *number*; one that is gone is left."""
    decided_by = Coordination(asking=by.membership.party, approves_sending=approval)
    for _ in range(MOST_ROUNDS):
        request = _undecided(number)
        if request is None:
            return
        sides = [each for each in (request.asking, request.asked) if each]
        cast = Cast(
            dict.fromkeys((each.id for each in sides), Temperament.REFUSES),
            seed,
            at,
            hurried=True,
            insists=not approval,
            decided_by=decided_by,
        )
        for side in sides:
            counterparts.worked(number, side, cast)
    if _undecided(number):
        raise NotAllowed(Reason.NO_COUNTERPART)


def _undecided(number: str) -> Request | None:
    """Return the request *number* while no coordinator has to do with it; None if it is gone, too."""
    found = stored_requests.heads([number])
    return next((each for each in found if not each.asking_coordinator), None)
