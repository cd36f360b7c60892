"""
Simulated counterparts of a training stage: they do what officials do, by the same services.

Whose counterparts are switched on is answered as if somebody worked in the other authorities.
What is done, and when, says :mod:`chalicelib.domain.counterparts`; here it is carried out, with
the rights of an official of that authority, and refused where that official would be refused.
What they ask by themselves is :mod:`chalicelib.services.counterpart_requests`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chalicelib.domain import counterparts
from chalicelib.domain.authorities import Party
from chalicelib.domain.counterpart_situations import Counterpart, Situation
from chalicelib.domain.errors import (
    Conflict,
    DomainError,
    IllegalAction,
    Invalid,
    NotAllowed,
    NotFound,
)
from chalicelib.domain.moves import NO_COORDINATORS, Coordination, Move
from chalicelib.domain.office_hours import Office
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import AWAITED_STATES, Request, State
from chalicelib.domain.temperaments import Temperament
from chalicelib.services import areas, boxes, counterpart_requests, requests
from chalicelib.services.counterpart_officials import call_of, handler
from chalicelib.storage import boxes as stored_boxes
from chalicelib.storage import calendars, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage import requests as stored_requests

log = logging.getLogger(__name__)

SEED: Final = "training"
"""What counterparts draw from: another seed makes other authorities late, and other answers."""

OPEN: Final = (State.AWAITING_ACCEPTANCE, *AWAITED_STATES)
"""States in which what was sent waits for a counterpart."""

MOST_PAGES: Final = 5
"""Of what an authority has sent, newest first, that are looked through."""

MOST_MOVES: Final = 3
"""Moves that a counterpart makes at a time in one case: it answers, and replies."""

MOST_OTHERS: Final = 20
"""Authorities of a country that are looked at for one that is competent."""

MOST_EVENTS: Final = 500
"""Lines of a timeline that a counterpart reads."""

REFUSED: Final = (Conflict, IllegalAction, Invalid, NotAllowed)
"""What is said to a move that the rules do not allow: another one may be."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is simulated in a run, and how."""

    temperaments: Mapping[str, Temperament]
    """By id of the authority."""
    seed: str
    """What is drawn from."""
    at: datetime
    """The present moment, UTC."""
    hurried: bool = False
    """Whether nobody waits for office hours, or for a day that suits the temperament."""
    insists: bool = False
    """Whether no reply suffices until the coordinators have decided."""
    decided_by: Coordination = NO_COORDINATORS
    """The coordinators, whatever the records say: those that they name may not practise."""


def is_on(by: Acting) -> bool:
    """Return whether the authority of *by* has switched its counterparts on."""
    return storage.is_on(by.authority)


def switch(*, on: bool, by: Acting, at: datetime) -> None:
    """Let counterparts act for the authority of *by*, or no longer."""
    storage.switch(by.authority, on=on, at=at)


def act(at: datetime, *, seed: str = SEED) -> int:
    """
    Let counterparts make the moves that are due at the moment *at* (UTC) of the stage's clock.

    They act in what authorities have sent that have switched them on, and in what they
    themselves have asked those. Safe to run again, and some days late: nothing is done twice,
    and what was missed is done now. What is refused is tried again the next time.

    Returns:
        How many moves were made.
    """
    practising = storage.switched_on()
    if not practising:
        return 0
    cast = Cast(storage.temperaments(), seed, at)
    return sum(_acted(each, cast) for each in practising)


def hurry(by: Acting, *, at: datetime, seed: str = SEED) -> int:
    """
    Let counterparts make now, at *at* (UTC), the moves that they are about to make to *by*'s authority.

    It is as if the days had passed on which they would have; the clock stays where it is. Whoever
    asks for that wants them to act: they are switched on.

    Returns:
        How many moves were made.
    """
    storage.switch(by.authority, on=True, at=at)
    return _acted(by.authority, Cast(storage.temperaments(), seed, at, hurried=True))


def _acted(authority: str, cast: Cast) -> int:
    """Return how many moves were made in the practice of *authority*."""
    made = 0
    for request in [*_sent_by(authority), *_asked_of(authority)]:
        for party in (request.asked, request.asking):
            if party and party.id != authority and party.id in cast.temperaments:
                made += worked(request.number, party, cast)
    return made


def _sent_by(authority: str) -> Iterator[Request]:
    """Yield what *authority* has sent and a counterpart may have to act on."""
    try:
        parts = directory.authority(authority).parts
    except NotFound:
        return
    cursor = None
    for _ in range(MOST_PAGES):
        page = stored_boxes.sent_by(
            authority,
            areas=sorted(parts),
            states=OPEN,
            limit=stored_boxes.LOOKED_AT,
            cursor=cursor,
        )
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def _asked_of(authority: str) -> Iterator[Request]:
    """Yield what counterparts have asked *authority*, and the parts that were split off."""
    for request in counterpart_requests.still_open(authority):
        yield request
        yield from stored_requests.heads(each.number for each in request.parts)


def worked(number: str, party: Party, cast: Cast) -> int:
    """Return how many moves *party* has made in the request *number*; the others go on in any case."""
    office = Office(time_zone=party.time_zone, calendar=calendars.of(party.country))
    made = 0
    try:
        is_at_work = cast.hurried or office.is_open(cast.at)
        while is_at_work and made < MOST_MOVES and _moved(number, party, cast):
            made += 1
    except DomainError as error:
        # Somebody was faster, or has taken from the authority what it would need.
        log.info("%s has to wait with %s: %s", party.id, number, type(error).__name__)
    except Exception as error:  # noqa: BLE001 - the other counterparts act all the same
        log.error("%s cannot go on with %s: %s", party.id, number, type(error).__name__)  # noqa: TRY400 - the error's text may quote what is stored
    return made


def _moved(number: str, party: Party, cast: Cast) -> bool:
    """Return whether *party* has made a move in the request *number* that was due."""
    (head,) = stored_requests.heads([number])
    if party.id not in {each.id for each in (head.ball_with, head.offer_waits_for) if each}:
        return False
    who = _counterpart(party, head, cast)
    now = _situation(who, head, cast)
    intention = counterparts.intention(now)
    if intention is None or (intention.from_at > cast.at and not cast.hurried):
        return False
    return any(_made(now.request, move, who.by, cast) for move in intention.moves)


def _counterpart(party: Party, head: Request, cast: Cast) -> Counterpart:
    """Return *party* as it is simulated in the request *head*."""
    words = storage.words(party.language)
    return Counterpart(
        by=handler(party, head.area, words, cast.seed, head.number),
        temperament=cast.temperaments[party.id],
        words=words,
        calendar=calendars.of(party.country),
        seed=cast.seed,
        others=_others(party, head.area, cast),
        insists=cast.insists,
    )


def _situation(who: Counterpart, head: Request, cast: Cast) -> Situation:
    """Return the request *head* as *who* may see it now."""
    case = requests.opened(head.number, by=who.by, at=cast.at)
    story = stored_boxes.whole(head.number, most=MOST_EVENTS)
    lines = boxes.known_lines(story.page.items, story.request, who.by)
    return Situation(
        case=case,
        events=[line.event for line in lines],
        who=who,
        question_set=areas.structure(head.area, head.question_set_version),
        at=cast.at,
    )


def _made(request: Request, move: Move, by: Acting, cast: Cast) -> bool:
    """Return whether *by* was allowed to make *move* on *request* as it is."""
    try:
        requests.act(
            request.number,
            move,
            version=request.version,
            by=by,
            call=call_of(request, move, by, cast.at),
            at=cast.at,
            decided_by=cast.decided_by,
        )
    except REFUSED as error:
        told = (by.authority, move.action, request.number, type(error).__name__)
        log.info("%s may not %s %s: %s", *told)
        return False
    return True


def _others(party: Party, area: str, cast: Cast) -> tuple[Party, ...]:
    """Return who else in the country of *party* is competent in *area*, and simulated."""
    if cast.temperaments[party.id] is not Temperament.MISDIRECTED:
        return ()
    page = directory.find(party.country, words=(), area=area, limit=MOST_OTHERS, cursor=None)
    # Where nobody is simulated, the request would lie for ever.
    return tuple(each.party for each in page.items if each.party.id in cast.temperaments)
