"""The timeline of a request as one reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from chalicelib.domain.events import Event, Note
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, Side, State
from chalicelib.domain.sendings import Sending
from chalicelib.i18n import catalogue
from chalicelib.services.boxes import Timeline
from chalicelib.storage.boxes import Line
from chalicelib.web import labels
from chalicelib.web.views import AuthoritySummary, summary


class SentAttachment(Struct):
    """A file that was sent with a message."""

    id: str
    name: str
    type: str
    """Media type."""
    size: int
    """Bytes."""


class NoteView(Struct):
    """What was written or sent with an event."""

    text: str
    language: str
    """Language code of *text*."""
    attachments: list[SentAttachment]


class ReceiptView(Struct):
    """How what was sent has reached whom it was for; what is not known is null."""

    delivered_at: datetime | None
    """When the first e-mail about it was handed over."""
    opened_at: datetime | None
    """When the asked authority first read it."""


class EventView(Struct):
    """One line of the timeline."""

    number: str
    """The request's, or that of a part of it."""
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
    """Codes of the questions of which more is wanted, or that were split off."""
    part: str | None
    """Number of the part that was split off."""
    officials: list[str]
    """Names of those whom it was allocated to; told to the own side alone."""
    note: NoteView | None
    receipt: ReceiptView | None
    """Of an event by which the request was sent to an authority."""


class Events(Struct):
    """A part of the timeline."""

    items: list[EventView]
    next: str | None


def line(line: Line, found: Timeline, by: Acting, language: str) -> EventView:
    """Return *line* of the timeline *found* as *by* sees it."""
    event, note = line
    request, names = found.requests[event.number], found.names
    parties = {party.id: party for party in request.parties}
    own = event.authority == by.authority
    split_off = {part.number: part.asked for part in request.parts}
    to = split_off.get(event.part or "") or parties.get(event.asked or event.suggested or "")
    return EventView(
        number=event.number,
        sequence=event.sequence,
        at=event.at,
        action=event.action,
        text=catalogue(language).gettext(_text(event, request.sides_of(by.authority))),
        by=summary(parties.get(event.authority, request.asking), language),
        official=names.get(event.official) if own else None,
        state=event.state,
        proposed_on=event.proposed_on,
        agreed_on=event.agreed_on,
        to=summary(to, language) if to else None,
        questions=list(event.questions),
        part=event.part,
        officials=[names[each] for each in event.officials if each in names] if own else [],
        note=_note(note),
        receipt=_receipt(found.sendings.get((event.number, event.sequence))),
    )


def _text(event: Event, sides: Sequence[Side]) -> str:
    """Return what happened to one on *sides*, in English."""
    if event.action == Action.APPROVE and Side.ASKED in sides:
        # Who approves what the other side sends is that side's own business.
        sent = event.state is State.AWAITING_ACCEPTANCE
        return labels.EVENTS[Action.SEND] if sent else labels.EVENTS[event.action]
    return labels.INSTEAD.get((event.action, event.state), labels.EVENTS[event.action])


def _receipt(sending: Sending | None) -> ReceiptView | None:
    if sending is None:
        return None
    return ReceiptView(delivered_at=sending.delivered_at, opened_at=sending.opened_at)


def _note(note: Note | None) -> NoteView | None:
    if note is None:
        return None
    files = [SentAttachment(each.id, each.name, each.type, each.size) for each in note.files]
    return NoteView(text=note.text, language=note.language, attachments=files)
