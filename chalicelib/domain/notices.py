"""What an authority is to be told by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.authorities import Party


class Topic(StrEnum):
    """What has happened; each has an e-mail of the same name."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_ACCEPTED = "request_accepted"
    REPLY_RECEIVED = "reply_received"
    REQUEST_WITHDRAWN = "request_withdrawn"
    REQUEST_CLOSED = "request_closed"
    INVITATION = "invitation"
    """An official is invited; the only one that is about no request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """
    Something that one authority is to be told, once.

    It holds no personal data and no free text, so that no e-mail can.
    """

    topic: Topic
    number: str
    """Number of the request that it is about; of an invitation, the id of the official."""
    version: int
    """Version of the request, or of the official's entry, that caused it."""
    area: str
    """Empty for an invitation."""
    reader: str
    """Id of the authority that is told."""
    counterpart: Party
    """The other authority of the request; of an invitation, the one to act for."""
    due_on: date | None
    """The day that counts now, local to the asked authority; when an invitation ends."""
    proposed_on: date | None
    """The day first asked for, local to the asked authority."""
    at: datetime
    """When it happened, UTC."""

    @property
    def id(self) -> str:
        """Same id, same notice: what makes a repeated write harmless."""
        return f"{self.number}.{self.version}.{self.topic}"
