"""What somebody has done in a training stage, as the steps of a lesson name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain.audit import Entry
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, Request

ACCEPT_OTHER_DATE: Final = "accept_other_date"
"""A deed: the request was accepted with a later day than the one asked for."""
FORWARD_OR_RETURN: Final = "forward_or_return"
"""A deed: whoever was asked is rid of the request, in one way or the other."""
APPROVE_OR_REJECT: Final = "approve_or_reject"
"""A deed: the coordinator has decided whether a request goes out."""
UPHOLD_OR_SEND_BACK: Final = "uphold_or_send_back"
"""A deed: the coordinator has decided whether a reply suffices."""
ADDRESSED: Final = "addressed"
"""A deed: a request was begun, and by now it says whom it is for."""
ANSWER_ALL: Final = "answer_all"
"""A deed: an answer was saved, and there is one to each question."""
ACTIONS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        ACCEPT_OTHER_DATE: frozenset({Action.ACCEPT}),
        FORWARD_OR_RETURN: frozenset({Action.FORWARD, Action.RETURN}),
        APPROVE_OR_REJECT: frozenset({Action.APPROVE, Action.REJECT}),
        UPHOLD_OR_SEND_BACK: frozenset({Action.UPHOLD, Action.SEND_BACK}),
        ADDRESSED: frozenset({Action.SEND}),
        ANSWER_ALL: frozenset({Action.ANSWER}),
    }
)
"""By which actions a deed can still be done, where it is not called as its action is."""
EITHER: Final = (FORWARD_OR_RETURN, APPROVE_OR_REJECT, UPHOLD_OR_SEND_BACK)
"""Deeds that are done by any of their actions."""


class Doer(StrEnum):
    """Who has to take a step."""

    ME = "me"
    OTHER = "other"
    """Another authority: the learner waits."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody has done."""

    names: frozenset[str]
    """What a step may call it."""
    by: Doer


def of_timeline(
    events: Iterable[Event], request: Request, by: Acting, since: datetime
) -> tuple[Deed, ...]:
    """
    Return what *events*, oldest first, tell that was done to *request* from *since* (UTC) on.

    What a colleague of *by* has done is left out: the learner is to do it.
    """
    found: list[Deed] = []
    asked_for: date | None = None
    for event in events:
        names = {event.action, *_finer(event, request, asked_for)}
        asked_for = event.proposed_on or asked_for
        doer = _doer(event.authority, event.official, by)
        if doer and event.at >= since:
            found.append(Deed(frozenset(names), doer))
    return tuple(found)


def of_audit(entries: Iterable[Entry], by: Acting, since: datetime) -> tuple[Deed, ...]:
    """Return what *entries* of an audit, oldest first, tell that *by* has done from *since* (UTC) on."""
    return tuple(
        Deed(frozenset({entry.action}), Doer.ME)
        for entry in entries
        if entry.at >= since and entry.by == by.official.id
    )


def _finer(event: Event, request: Request, asked_for: date | None) -> Iterable[str]:
    if event.action == CREATED and request.asked:
        yield ADDRESSED
    if event.action == Action.ANSWER and {*event.answered} >= {
        each.code for each in request.questions
    }:
        yield ANSWER_ALL
    is_later = event.agreed_on and asked_for and event.agreed_on > asked_for
    if event.action == Action.ACCEPT and is_later:
        yield ACCEPT_OTHER_DATE
    yield from (each for each in EITHER if event.action in ACTIONS[each])


def _doer(authority: str, official: str, by: Acting) -> Doer | None:
    """Return who did it, seen from *by*; None for a colleague."""
    if authority != by.authority:
        return Doer.OTHER
    return Doer.ME if official == by.official.id else None
