"""Letters: what has become of a notice for each of its readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.domain.notices import Notice


class Fate(StrEnum):
    """What has become of a letter."""

    HELD = "held"
    """It waits to go with others."""
    SENT = "sent"
    """It is handed over."""
    REFUSED = "refused"
    """The mail service never takes it: the address is none."""
    DELIVERED = "delivered"
    """It has arrived at the server of its reader."""
    BOUNCED = "bounced"
    """It came back."""
    COMPLAINED = "complained"
    """Its reader has marked it as unwanted."""
    UNREACHABLE = "unreachable"
    """It was not sent, because nothing arrives at the address."""
    DROPPED = "dropped"
    """Its reader has left, or wants no e-mails any more."""
    FAILED = "failed"
    """It could not be handed over for a day."""


LOST: Final = frozenset({Fate.BOUNCED, Fate.UNREACHABLE, Fate.REFUSED, Fate.FAILED})
"""What its reader has not got."""

BEFORE: Final = {
    Fate.DELIVERED: frozenset({Fate.SENT}),
    Fate.BOUNCED: frozenset({Fate.SENT, Fate.DELIVERED}),
    Fate.COMPLAINED: frozenset({Fate.SENT, Fate.DELIVERED}),
}
"""After what each report counts: they come in any order, and the worst stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice for one reader."""

    notice: Notice
    reader: str
    """Id of the official; for the mailbox, of the authority."""
    fate: Fate
    due_at: datetime | None = None
    """Until when it is held, UTC."""
    sent_at: datetime | None = None
    attempts: int = 0
    """How many tries have failed."""

    @property
    def to_office(self) -> bool:
        """Whether it goes to the mailbox of the authority."""
        return self.reader == self.notice.reader
