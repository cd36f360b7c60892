"""The one timeline of a request, and what can be read back from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chalicelib.domain.requests import TRANSITIONS, Action, State

CREATED: Final = "create"
"""The event that begins every timeline, before any action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One line of a request's history; never changed once written.

    It holds codes and dates alone: no free text, nothing personal.
    """

    number: str
    sequence: int
    """The version of the request that the event led to; grows, with gaps."""
    action: str
    """An :class:`Action`, or :data:`CREATED`."""
    authority: str
    """Id of the authority that acted."""
    official: str
    """Id of the official who acted; told to the own side alone."""
    at: datetime
    """Moment of the action, UTC."""
    asked: str | None = None
    """Id of the asked authority, where the action fixed it."""
    proposed_on: date | None = None
    agreed_on: date | None = None
    answered: tuple[str, ...] = ()
    """Codes of all questions that have an answer from then on, where the action gave some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What the timeline alone says about a request."""

    state: State
    asked: str | None = None
    proposed_on: date | None = None
    agreed_on: date | None = None
    answered: frozenset[str] = frozenset()


def replay(events: Iterable[Event]) -> Replayed:
    """
    Return what *events*, oldest first, say a request has become.

    Raises:
        KeyError: An event is not open to the state that those before it led to.
    """
    now = Replayed(state=State.DRAFT)
    for event in events:
        if event.action == CREATED:
            continue
        now = Replayed(
            state=TRANSITIONS[now.state, Action(event.action)].to,
            asked=event.asked or now.asked,
            proposed_on=event.proposed_on or now.proposed_on,
            agreed_on=event.agreed_on or now.agreed_on,
            answered=frozenset(event.answered)
            if event.action == Action.ANSWER
            else now.answered,
        )
    return now
