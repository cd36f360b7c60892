"""The items of a request's timeline."""

from __future__ import annotations

from datetime import date
from typing import Final

from pynamodb.attributes import (
    JSONAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.domain.events import Event, Note
from chalicelib.domain.requests import State
from chalicelib.storage.request_items import RequestItem, RequestTable, file_values, files_of

NOTE: Final = ".note"
"""Behind the key of its event: sorts after it, and before the next one."""


class EventItem(RequestTable, discriminator="event"):
    """One line of the timeline."""

    PREFIX: Final = f"{RequestItem.KEY}#"

    action = UnicodeAttribute()
    state = UnicodeAttribute()
    authority = UnicodeAttribute()
    official = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    asked = UnicodeAttribute(null=True)
    proposed_on = UnicodeAttribute(null=True)
    agreed_on = UnicodeAttribute(null=True)
    suggested = UnicodeAttribute(null=True)
    answered = JSONAttribute()
    part = UnicodeAttribute(null=True)
    questions = JSONAttribute()
    officials = JSONAttribute()
    salts = JSONAttribute(null=True)
    parts = JSONAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    hash = UnicodeAttribute(null=True)

    @classmethod
    def key(cls, sequence: int) -> str:
        return f"{cls.PREFIX}{sequence:06d}"

    @classmethod
    def from_domain(cls, event: Event) -> EventItem:
        return cls(
            number=event.number,
            item=cls.key(event.sequence),
            action=str(event.action),
            state=event.state.value,
            authority=event.authority,
            official=event.official,
            at=event.at,
            asked=event.asked,
            proposed_on=event.proposed_on.isoformat() if event.proposed_on else None,
            agreed_on=event.agreed_on.isoformat() if event.agreed_on else None,
            suggested=event.suggested,
            answered=list(event.answered),
            part=event.part,
            questions=list(event.questions),
            officials=list(event.officials),
            salts=dict(event.salts) or None,
            parts=dict(event.parts) or None,
            digest=event.digest or None,
            hash=event.hash or None,
        )

    def to_domain(self) -> Event:
        return Event(
            number=self.number,
            sequence=int(self.item.removeprefix(self.PREFIX)),
            action=self.action,
            state=State(self.state),
            authority=self.authority,
            official=self.official,
            at=self.at,
            asked=self.asked,
            proposed_on=date.fromisoformat(self.proposed_on) if self.proposed_on else None,
            agreed_on=date.fromisoformat(self.agreed_on) if self.agreed_on else None,
            suggested=self.suggested,
            answered=tuple(self.answered),
            part=self.part,
            questions=tuple(self.questions),
            officials=tuple(self.officials),
            salts=self.salts or {},
            parts=self.parts or {},
            digest=self.digest or "",
            hash=self.hash or "",
        )


class NoteItem(RequestTable, discriminator="note"):
    """What was written to an event; lies right behind it."""

    text = UnicodeAttribute()
    language = UnicodeAttribute()
    readers = JSONAttribute()
    salt = UnicodeAttribute(null=True)
    files = JSONAttribute(null=True)

    @classmethod
    def key(cls, sequence: int) -> str:
        return f"{EventItem.key(sequence)}{NOTE}"

    @classmethod
    def from_domain(cls, event: Event, note: Note) -> NoteItem:
        return cls(
            number=event.number,
            item=cls.key(event.sequence),
            text=note.text,
            language=note.language,
            readers=sorted(note.readers),
            salt=note.salt or None,
            files=file_values(note.files),
        )

    @property
    def sequence(self) -> int:
        """The number of the event that it was written to."""
        return int(self.item.removeprefix(EventItem.PREFIX).removesuffix(NOTE))

    def to_domain(self) -> Note:
        return Note(
            text=self.text,
            language=self.language,
            readers=frozenset(self.readers),
            salt=self.salt or "",
            files=files_of(self.files),
        )
