"""The items of a request's timeline."""

from __future__ import annotations

from datetime import date
from typing import Final

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.domain.events import Event
from chalicelib.storage.request_items import RequestItem, RequestTable


class EventItem(RequestTable, discriminator="event"):
    """One line of the timeline."""

    PREFIX: Final = f"{RequestItem.KEY}#"

    action = UnicodeAttribute()
    authority = UnicodeAttribute()
    official = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    asked = UnicodeAttribute(null=True)
    proposed_on = UnicodeAttribute(null=True)
    agreed_on = UnicodeAttribute(null=True)
    answered = JSONAttribute()

    @classmethod
    def key(cls, sequence: int) -> str:
        return f"{cls.PREFIX}{sequence:06d}"

    @classmethod
    def from_domain(cls, event: Event) -> EventItem:
        return cls(
            number=event.number,
            item=cls.key(event.sequence),
            action=str(event.action),
            authority=event.authority,
            official=event.official,
            at=event.at,
            asked=event.asked,
            proposed_on=event.proposed_on.isoformat() if event.proposed_on else None,
            agreed_on=event.agreed_on.isoformat() if event.agreed_on else None,
            answered=list(event.answered),
        )

    def to_domain(self) -> Event:
        return Event(
            number=self.number,
            sequence=int(self.item.removeprefix(self.PREFIX)),
            action=self.action,
            authority=self.authority,
            official=self.official,
            at=self.at,
            asked=self.asked,
            proposed_on=date.fromisoformat(self.proposed_on) if self.proposed_on else None,
            agreed_on=date.fromisoformat(self.agreed_on) if self.agreed_on else None,
            answered=tuple(self.answered),
        )
