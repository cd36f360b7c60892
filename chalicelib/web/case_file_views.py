"""The case file as it goes out: what docs/case-file.md describes and the published script checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct, UnsetType

from chalicelib.domain import attaching, chain
from chalicelib.domain.areas import AnswerType, AreaTexts, QuestionSet
from chalicelib.domain.case_files import Entry, Missing
from chalicelib.domain.events import Note
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Case, Kept, Side, State
from chalicelib.domain.sendings import Sending
from chalicelib.services.boxes import Timeline
from chalicelib.services.case_files import CaseFile
from chalicelib.storage.boxes import Line
from chalicelib.storage.pages import Page
from chalicelib.web import event_views, request_views
from chalicelib.web.request_views import AnswerView, PersonView
from chalicelib.web.views import AuthoritySummary, summary

FORMAT: Final = "imi-case-file"
VERSION: Final = 1


class MadeView(Struct):
    """For whom a file was made."""

    authority: AuthoritySummary
    side: Side


class FileQuestion(Struct):
    """A question, in the language of the file."""

    code: str
    text: str
    answer_type: AnswerType
    slots: dict[str, str]
    comment: str
    answer: AnswerView | None


class FileAttachment(Struct):
    """A file of a request or a reply; what it contains is told by its digest."""

    name: str
    type: str
    size: int
    sha256: str
    side: Side


class SentFile(Struct):
    """A file that was sent with a message; what it contains is told by its digest."""

    name: str
    type: str
    size: int
    sha256: str


class FileNote(Struct):
    """What was written with an event, as its part of the event has it."""

    text: str
    language: str
    attachments: list[SentFile] | UnsetType = UNSET
    """Only where there are any."""


class FileRequest(Struct):
    """The request, as far as the reader may see it."""

    number: str
    state: State
    state_label: str
    area: str
    area_title: str
    question_set_version: int
    asking_authority: AuthoritySummary
    asked_authority: AuthoritySummary | None
    language: str
    """Code of the language that the asking side writes in."""
    reason: str
    urgent: bool
    urgent_reason: str
    ask_before_forwarding: bool
    proposed_on: date | None
    agreed_on: date | None
    sent_at: datetime | None
    closed_at: datetime | None
    withdrawal_reason: str
    sealed: bool
    """Whether the part that is sealed until acceptance is not in the file."""
    kept: Kept
    blocked_on: date | None
    erased_on: date | None
    person: PersonView | None
    questions: list[FileQuestion]
    attachments: list[FileAttachment]


class DateView(Struct):
    """A day that was asked for or agreed."""

    sequence: int
    at: datetime
    text: str
    by: str
    """Id of the authority."""
    proposed_on: date | None
    agreed_on: date | None


class SendingView(Struct):
    """How a sending has reached whom it was for; what is not known is null."""

    sequence: int
    to: str
    """Id of the authority."""
    sent_at: datetime
    delivered_at: datetime | None
    opened_at: datetime | None
    accepted_at: datetime | None


class EventPartView(Struct):
    """A part of an event, with the salt of its digest."""

    salt: str
    value: Any


class FileEvent(Struct):
    """An event in the chain; of one that the reader may not know of, the first three alone."""

    sequence: int
    digest: str
    """Empty on events from before there was a chain."""
    hash: str
    content: dict[str, Any] | UnsetType = UNSET
    """What the digest is taken over."""
    parts: dict[str, EventPartView] | UnsetType = UNSET
    missing: dict[str, Missing] | UnsetType = UNSET
    """Why a part is not in the file, by its name."""
    text: str | UnsetType = UNSET
    by: AuthoritySummary | UnsetType = UNSET
    to: AuthoritySummary | UnsetType | None = UNSET
    official: str | UnsetType | None = UNSET
    """Name of who acted; told to the own side alone."""
    officials: list[str] | UnsetType = UNSET
    note: FileNote | UnsetType | None = UNSET


class Head(Struct):
    """The end of the chain: the same in the files of all who may read so far."""

    sequence: int
    hash: str


class ChainView(Struct):
    """Where the chain begins and ends."""

    begins_at: int | None
    """Number of the first event that is in the chain; null where none is."""
    head: Head | None
    complete: bool
    """Whether all events are in the file that its reader may have."""


class CaseFileView(Struct):
    """All that one reader may have of a request, in a form that can be checked."""

    format: str
    version: int
    number: str
    language: str
    made_at: datetime
    made_for: MadeView
    request: FileRequest
    dates: list[DateView]
    receipts: list[SendingView]
    events: list[FileEvent]
    chain: ChainView
    digest: str = ""
    """Of all the rest of the file."""


def view(
    found: CaseFile,
    by: Acting,
    words: tuple[QuestionSet, AreaTexts],
    language: str,
    *,
    at: datetime,
) -> CaseFileView:
    """Return the file *found* for *by*, made *at* a moment, with *words* in *language*."""
    request = found.case.request
    lines = Timeline(
        requests={request.number: request},
        page=Page((), None),
        sendings={},
        names=found.names,
    )
    events = [_event(entry, lines, by, language) for entry in found.entries]
    chained = [each for each in events if each.hash]
    made = CaseFileView(
        format=FORMAT,
        version=VERSION,
        number=found.case.request.number,
        language=language,
        made_at=at,
        made_for=MadeView(
            authority=summary(by.membership.party, language),
            side=found.side,
        ),
        request=_request(found, by, words, language, at),
        dates=list(_dates(events, found)),
        receipts=[_sending(each) for each in found.sendings],
        events=events,
        chain=ChainView(
            begins_at=chained[0].sequence if chained else None,
            head=Head(chained[-1].sequence, chained[-1].hash) if chained else None,
            complete=found.complete,
        ),
    )
    body = plain(made)
    del body["digest"]
    made.digest = chain.sha256(chain.canonical(body))
    return made


def plain(made: CaseFileView) -> dict[str, Any]:
    """Return *made* as JSON knows it."""
    found: dict[str, Any] = msgspec.to_builtins(made)
    return found


def _request(
    found: CaseFile,
    by: Acting,
    words: tuple[QuestionSet, AreaTexts],
    language: str,
    at: datetime,
) -> FileRequest:
    seen = request_views.request(found.case, by, words, language, at=at)
    names = FileRequest.__struct_fields__
    fields = {name: getattr(seen, name) for name in names if name != "attachments"}
    fields["attachments"] = list(_files(found.case))
    fields["questions"] = [
        FileQuestion(**{name: getattr(each, name) for name in FileQuestion.__struct_fields__})
        for each in seen.questions
    ]
    return FileRequest(**fields)


def _files(case: Case) -> Iterator[FileAttachment]:
    """Yield what both sides have attached, as far as the reader may know of it."""
    for side in (Side.ASKING, Side.ASKED):
        for each in attaching.of(case, side):
            yield FileAttachment(
                name=each.name, type=each.type, size=each.size, sha256=each.sha256, side=side
            )


def _event(entry: Entry, lines: Timeline, by: Acting, language: str) -> FileEvent:
    event = entry.event
    if not entry.known:
        return FileEvent(event.sequence, event.digest, event.hash)
    line = event_views.line(Line(event, entry.note), lines, by, language)
    return FileEvent(
        sequence=event.sequence,
        digest=event.digest,
        hash=event.hash,
        content=chain.content(event),
        parts={
            name: EventPartView(part.salt, part.value) for name, part in entry.parts.items()
        },
        missing=dict(entry.missing),
        text=line.text,
        by=line.by,
        to=line.to,
        official=line.official,
        officials=line.officials,
        note=_note(entry.note),
    )


def _note(note: Note | None) -> FileNote | None:
    if note is None:
        return None
    sent = [SentFile(each.name, each.type, each.size, each.sha256) for each in note.files]
    return FileNote(note.text, note.language, sent or UNSET)


def _dates(events: list[FileEvent], found: CaseFile) -> Iterator[DateView]:
    """Yield the days of the deadline as they were negotiated."""
    for entry, shown in zip(found.entries, events, strict=True):
        event = entry.event
        if entry.known and (event.proposed_on or event.agreed_on):
            yield DateView(
                sequence=event.sequence,
                at=event.at,
                text=shown.text or "",
                by=event.authority,
                proposed_on=event.proposed_on,
                agreed_on=event.agreed_on,
            )


def _sending(sending: Sending) -> SendingView:
    return SendingView(
        sequence=sending.sequence,
        to=sending.to,
        sent_at=sending.sent_at,
        delivered_at=sending.delivered_at,
        opened_at=sending.opened_at,
        accepted_at=sending.accepted_at,
    )
