"""What an official may ask for in the life of a request, and what it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Final

from chalicelib.domain.areas import QuestionSet
from chalicelib.domain.attachments import Unsent
from chalicelib.domain.authorities import Party
from chalicelib.domain.calendars import Calendar
from chalicelib.domain.requests import Action, Answer


@dataclass(frozen=True, slots=True)
class Send:
    """Send a complete draft to the asked authority."""

    action: ClassVar = Action.SEND


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take a request back before it is accepted."""

    action: ClassVar = Action.WITHDRAW
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Take responsibility for answering by a day."""

    action: ClassVar = Action.ACCEPT
    agreed_on: date
    """Last day in time, local to the asked authority: the proposed one or another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Give:
    """Save answers to some of the questions; unseen by the asking side until the reply."""

    action: ClassVar = Action.ANSWER
    answers: Mapping[str, Answer]
    """By question code; an empty value takes an answer back."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Send all answers to the asking authority."""

    action: ClassVar = Action.REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Give a request back that one is not competent for."""

    action: ClassVar = Action.RETURN
    reason: str
    suggested: Party | None = None
    """Who is competent, if that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Hand a request on to the authority that is competent; it is sealed again."""

    action: ClassVar = Action.FORWARD
    to: Party
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Hand some of the questions on to the authority that is competent for them."""

    action: ClassVar = Action.SPLIT
    to: Party
    questions: tuple[str, ...]
    """Their codes."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocate:
    """Name the colleagues who see to a request; none takes the allocation back."""

    action: ClassVar = Action.ALLOCATE
    officials: tuple[str, ...]
    """Their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeDate:
    """Ask the other side to agree to another day; a new offer takes the place of the last."""

    action: ClassVar = Action.PROPOSE_DATE
    on: date
    """Last day in time, local to the asked authority."""
    reason: str


@dataclass(frozen=True, slots=True)
class AgreeDate:
    """Agree to the day that the other side proposes."""

    action: ClassVar = Action.AGREE_DATE


@dataclass(frozen=True, slots=True)
class DeclineDate:
    """Keep to the day that was agreed."""

    action: ClassVar = Action.DECLINE_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarify:
    """Ask for more of some answers."""

    action: ClassVar = Action.CLARIFY
    questions: tuple[str, ...]
    """Their codes."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Decline to say more than was said."""

    action: ClassVar = Action.REFUSE
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer:
    """Let the coordinators decide whether the reply suffices."""

    action: ClassVar = Action.REFER
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uphold:
    """Decide, as a coordinator, that the reply suffices."""

    action: ClassVar = Action.UPHOLD
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """Decide, as a coordinator, that more must be said; the last one's word counts."""

    action: ClassVar = Action.SEND_BACK
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """Let a request or a reply go out, as a coordinator."""

    action: ClassVar = Action.APPROVE
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Give a request or a reply back to who wrote it, as a coordinator."""

    action: ClassVar = Action.REJECT
    comment: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take what waits for a coordinator's approval back, to change it or to wait no longer."""

    action: ClassVar = Action.TAKE_BACK


@dataclass(frozen=True, slots=True)
class Remind:
    """Remind the other side that it is its turn."""

    action: ClassVar = Action.REMIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Write a message to the other side, and send files with it."""

    action: ClassVar = Action.MESSAGE
    text: str
    attachments: tuple[str, ...] = ()
    """Ids of files that were uploaded for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Accept the reply and end the request, with ratings from 1 to 5 if wished."""

    action: ClassVar = Action.CLOSE
    timeliness: int | None = None
    effort: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseEarly:
    """
    Want the personal data erased before its day; what the second side says so to is done.

    Source:
        Regulation (EU) No 1024/2012, Art. 14(5): before the period is over, personal data is
        erased in a specific case at the express request of an authority and with the consent
        of the person concerned.
    """

    action: ClassVar = Action.ERASE_EARLY
    reason: str
    consent: bool
    """Whether the person concerned agrees."""


Move = (
    Send | Withdraw | Accept | Return | Forward | Split | Allocate | Give | Reply
    | ProposeDate | AgreeDate | DeclineDate | Clarify | Refuse | Refer | Uphold | SendBack
    | Approve | Reject | TakeBack | Remind | Say | Close | EraseEarly
)  # fmt: skip

RATINGS: Final = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """Who decides besides the two sides; neither is a side itself."""

    asking: Party | None = None
    """Request coordinator of the asking authority in the legal area."""
    asked: Party | None = None
    """Likewise of the asked one."""
    approves_sending: bool = False
    """Whether *asking* must approve what goes out."""
    approves_reply: bool = False
    """Whether *asked* must approve the reply."""


NO_COORDINATORS: Final = Coordination()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a move depends on besides the request."""

    question_set: QuestionSet
    """The version of the area's questions that the request uses."""
    at: datetime
    """Moment of the move, UTC."""
    calendar: Calendar
    """Public holidays in the country of the asked authority."""
    seed: str
    """Drawn for this move and kept nowhere; the salts of its digests come of it."""
    coordination: Coordination = NO_COORDINATORS
    """As the records of both sides say; in an exercise as it wants. Looked up to send, to reply and to refer alone."""
    handlers: frozenset[str] = frozenset()
    """Ids of the colleagues whom the request may be allocated to; looked up to allocate alone."""
    unsent: Mapping[str, Unsent] = field(default_factory=dict)
    """By id what the official has uploaded for messages; looked up for a message with files."""
