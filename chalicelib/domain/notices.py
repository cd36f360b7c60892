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
    REQUEST_RETURNED = "request_returned"
    REQUEST_FORWARDED = "request_forwarded"
    REQUEST_SPLIT = "request_split"
    APPROVAL_WANTED = "approval_wanted"
    NOT_APPROVED = "not_approved"
    DATE_PROPOSED = "date_proposed"
    DATE_AGREED = "date_agreed"
    DATE_DECLINED = "date_declined"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_REFUSED = "clarification_refused"
    DECISION_WANTED = "decision_wanted"
    REPLY_UPHELD = "reply_upheld"
    REMINDER = "reminder"
    MESSAGE = "message"
    ERASURE_WANTED = "erasure_wanted"
    DATA_ERASED = "data_erased"
    NOT_ACCEPTED = "not_accepted"
    """A request waits for its acceptance; told to the asked side."""
    CARE_NOT_ACCEPTED = "care_not_accepted"
    """Likewise, told to its coordinator."""
    DUE_SOON = "due_soon"
    """The day of the reply is near; told to the asked side."""
    OVERDUE = "overdue"
    CARE_OVERDUE = "care_overdue"
    """Likewise for a week, told to the coordinator of the asked side."""
    NOT_CLOSED = "not_closed"
    """A reply waits to be accepted or disputed; told to the asking side."""
    BLOCKED_SOON = "blocked_soon"
    """The personal data of what is over is about to be blocked; told to both sides."""
    ALLOCATED = "allocated"
    """A request is allocated to colleagues, who alone are told."""
    NOTHING_HAPPENS = "nothing_happens"
    """A request has rested for long; told to whose turn it is."""
    CARE_NOTHING_HAPPENS = "care_nothing_happens"
    """Likewise, told to the coordinator of whose turn it is."""
    OTHER_RESTS = "other_rests"
    """Likewise, told to the side that waits."""
    CARE_OTHER_RESTS = "care_other_rests"
    """Likewise, told to the coordinator of the side that waits."""
    DRAFT_RESTS = "draft_rests"
    INVITATION = "invitation"
    """An official is invited; it is about no request."""
    ADDED = "added"
    """An official who has an account may act for another authority, too; about no request."""
    BELOW_RULE = "below_rule"
    """The authority that is told has too few officials; about no request."""
    RECORD_SUBMITTED = "record_submitted"
    """An authority has handed in its record; told to who validates it."""
    RECORD_VALIDATED = "record_validated"
    ACCESS_WANTED = "access_wanted"
    """An authority asks for access to a legal area; told to who decides."""
    ACCESS_GRANTED = "access_granted"
    ACCESS_REFUSED = "access_refused"
    NOT_SEEN = "not_seen"
    """Somebody who acts for the authority that is told has not signed in for long."""
    REGISTER_WAITS = "register_waits"
    """The entry of a register waits to be approved; told to the national coordinator."""
    REGISTER_DECIDED = "register_decided"
    """The coordinator has approved or refused what the authority wrote about a register."""
    REGISTER_OVERDUE = "register_overdue"
    """Nobody has confirmed the entry of a register for a year; told to who keeps it."""
    REGISTER_DEAD = "register_dead"
    """The address of a register has not been reached for a week; told to who looks after it."""
    CARE_BELOW_RULE = "care_below_rule"
    """An authority that it validated has too few; about no request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """
    Something that one authority is to be told, once.

    It holds no personal data and no free text, so that no e-mail can.
    """

    topic: Topic
    number: str
    """
    Number of the request that it is about.

    Of what one official alone is told, the id of the official; of one that is about an
    authority, the authority's, and of one about a register, the register's.
    """
    version: int
    """
    Version of the request, or of the official's entry, that caused it.

    Of one that is about an authority, the day for which it is told, as 20260302; of a register likewise, or
    the version of its entry.
    """
    area: str
    """Empty for one that is about no request."""
    reader: str
    """Id of the authority that is told."""
    counterpart: Party
    """The other authority of the request; else the one to act for, or that it is about."""
    due_on: date | None
    """
    The day that counts now, local to the asked authority.

    When an invitation ends; the last day of grace (UTC) of an authority with too few officials.
    """
    proposed_on: date | None
    """The day first asked for, local to the asked authority."""
    at: datetime
    """When it happened, UTC."""
    to: tuple[str, ...] = ()
    """Ids of the officials whom it concerns; all who handle such things where there is none of them."""
    by: str = ""
    """Id of the official who caused it, who is not told of it."""

    @property
    def id(self) -> str:
        """Same id, same notice: what makes a repeated write harmless."""
        return f"{self.number}.{self.version}.{self.topic}.{self.reader}"
