"""The timeline of a request as one reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from chalicelib.domain.events import Event, Note
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request, State
from chalicelib.i18n import catalogue
from chalicelib.storage.boxes import Line
from chalicelib.web import labels
from chalicelib.web.views import AuthoritySummary, summary


class NoteView(Struct):
    """What was written to an event."""

    text: str
    language: str
    """Language code of *text*."""


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
    to: AuthoritySummary | None
    """The authority that it was sent or forwarded to, or that is said to be competent."""
    questions: list[str]
    """Codes of the questions of which more is wanted."""
    officials: list[str]
    """Names of those whom it was allocated to; told to the own side alone."""
    note: NoteView | None


class Events(Struct):
    """A part of the timeline."""

    items: list[EventView]
    next: str | None


def line(
    line: Line, request: Request, by: Acting, names: Mapping[str, str], language: str
) -> EventView:
    """Return *line* as *by* sees it; *names* are those of colleagues by id."""
    event, note = line
    parties = {party.id: party for party in request.parties}
    own = event.authority == by.authority
    to = parties.get(event.asked or event.suggested or "")
    return EventView(
        sequence=event.sequence,
        at=event.at,
        action=event.action,
        text=catalogue(language).gettext(_text(event)),
        by=summary(parties.get(event.authority, request.asking), language),
        official=names.get(event.official) if own else None,
        state=event.state,
        proposed_on=event.proposed_on,
        agreed_on=event.agreed_on,
        to=summary(to, language) if to else None,
        questions=list(event.clarify),
        officials=[names[each] for each in event.officials if each in names] if own else [],
        note=_note(note),
    )


def _text(event: Event) -> str:
    """Return what happened, in English."""
    return labels.FOR_APPROVAL.get((event.action, event.state), labels.EVENTS[event.action])


def _note(note: Note | None) -> NoteView | None:
    return NoteView(text=note.text, language=note.language) if note else None
