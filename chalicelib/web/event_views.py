"""The timeline of a request as one reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import TRANSITIONS, Request, State
from chalicelib.i18n import catalogue
from chalicelib.web import labels
from chalicelib.web.views import AuthoritySummary, summary

STATE_AFTER: Mapping[str, State] = {CREATED: State.DRAFT} | {
    action: step.to for (_, action), step in TRANSITIONS.items()
}
"""The state that each event leads to."""


class EventView(Struct):
    """One line of the timeline."""

    sequence: int
    at: datetime
    action: str
    text: str
    by: AuthoritySummary
    official: str | None
    """Who acted; told to the own side alone."""
    state: State
    proposed_on: date | None
    agreed_on: date | None


class Events(Struct):
    """A part of the timeline."""

    items: list[EventView]
    next: str | None


def event(
    event: Event, request: Request, by: Acting, names: Mapping[str, str], language: str
) -> EventView:
    """Return *event* as *by* sees it; *names* are those of colleagues by id."""
    party = request.asking if event.authority == request.asking.id else request.asked
    own = event.authority == by.authority
    return EventView(
        sequence=event.sequence,
        at=event.at,
        action=event.action,
        text=catalogue(language).gettext(labels.EVENTS[event.action]),
        by=summary(party or request.asking, language),
        official=names.get(event.official) if own else None,
        state=STATE_AFTER[event.action],
        proposed_on=event.proposed_on,
        agreed_on=event.agreed_on,
    )
