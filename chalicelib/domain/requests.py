"""An information request: what it is, and the table of its life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from chalicelib.domain.attachments import Attachment
from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Role
from chalicelib.domain.receipts import NO_RECEIPTS, Receipts


class State(StrEnum):
    """Where a request is in its life."""

    DRAFT = "draft"
    APPROVAL = "approval"
    """A coordinator of the asking side decides whether it goes out."""
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    ACCEPTED = "accepted"
    PARTLY_ANSWERED = "partly_answered"
    REPLY_APPROVAL = "reply_approval"
    """A coordinator of the asked side decides whether the reply goes out."""
    REPLIED = "replied"
    CLARIFICATION = "clarification"
    """The asking side wants more of some answers."""
    CLARIFICATION_REFUSED = "clarification_refused"
    REFERRED = "referred"
    """The coordinators of both sides decide, one after the other, whether the reply suffices."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """A step that an official may take."""

    SEND = "send"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    FORWARD = "forward"
    SPLIT = "split"
    ALLOCATE = "allocate"
    ANSWER = "answer"
    REPLY = "reply"
    PROPOSE_DATE = "propose-date"
    AGREE_DATE = "agree-date"
    DECLINE_DATE = "decline-date"
    CLARIFY = "clarify"
    REFUSE = "refuse"
    REFER = "refer"
    UPHOLD = "uphold"
    SEND_BACK = "send-back"
    APPROVE = "approve"
    REJECT = "reject"
    TAKE_BACK = "take-back"
    REMIND = "remind"
    MESSAGE = "message"
    CLOSE = "close"
    ERASE_EARLY = "erase-early"


class Side(StrEnum):
    """In which part an authority has to do with a request."""

    ASKING = "asking"
    ASKED = "asked"
    ASKING_COORDINATOR = "asking_coordinator"
    """Approves what the asking side sends, and is the first to decide on a referral."""
    ASKED_COORDINATOR = "asked_coordinator"
    FORMER = "former"
    """Was asked, and has returned or forwarded the request; sees what became of its own part."""


class Step(NamedTuple):
    """Where an action leads, who of a side may take it, and who is told."""

    to: State
    tell: Mapping[Side, Topic] = MappingProxyType({})
    """What each side is told by e-mail."""
    role: Role = Role.HANDLER
    """What the official must be in the legal area."""
    approval: State | None = None
    """Where it leads instead where a coordinator must approve first."""


_ASKING, _ASKED = Side.ASKING, Side.ASKED
_SENDERS, _ANSWERERS = Side.ASKING_COORDINATOR, Side.ASKED_COORDINATOR

# fmt: off
_WAY: Final = {
    (State.DRAFT,                 _ASKING,    Action.SEND):      Step(State.AWAITING_ACCEPTANCE, {_ASKED: Topic.REQUEST_RECEIVED}, approval=State.APPROVAL),
    (State.DRAFT,                 _ASKING,    Action.WITHDRAW):  Step(State.WITHDRAWN),
    (State.APPROVAL,              _SENDERS,   Action.APPROVE):   Step(State.AWAITING_ACCEPTANCE, {_ASKED: Topic.REQUEST_RECEIVED}, Role.APPROVER),
    (State.APPROVAL,              _SENDERS,   Action.REJECT):    Step(State.DRAFT,               {_ASKING: Topic.NOT_APPROVED}, Role.APPROVER),
    (State.APPROVAL,              _ASKING,    Action.WITHDRAW):  Step(State.WITHDRAWN),
    (State.APPROVAL,              _ASKING,    Action.TAKE_BACK): Step(State.DRAFT),
    (State.AWAITING_ACCEPTANCE,   _ASKING,    Action.WITHDRAW):  Step(State.WITHDRAWN,           {_ASKED: Topic.REQUEST_WITHDRAWN}),
    (State.AWAITING_ACCEPTANCE,   _ASKED,     Action.ACCEPT):    Step(State.ACCEPTED,            {_ASKING: Topic.REQUEST_ACCEPTED}),
    (State.AWAITING_ACCEPTANCE,   _ASKED,     Action.RETURN):    Step(State.DRAFT,               {_ASKING: Topic.REQUEST_RETURNED}),
    (State.AWAITING_ACCEPTANCE,   _ASKED,     Action.FORWARD):   Step(State.AWAITING_ACCEPTANCE, {_ASKED: Topic.REQUEST_RECEIVED, _ASKING: Topic.REQUEST_FORWARDED}),
    (State.ACCEPTED,              _ASKED,     Action.SPLIT):     Step(State.ACCEPTED,            {_ASKING: Topic.REQUEST_SPLIT}),
    (State.ACCEPTED,              _ASKED,     Action.ANSWER):    Step(State.PARTLY_ANSWERED),
    (State.ACCEPTED,              _ASKED,     Action.REPLY):     Step(State.REPLIED,             {_ASKING: Topic.REPLY_RECEIVED}, approval=State.REPLY_APPROVAL),
    (State.ACCEPTED,              _ASKED,     Action.RETURN):    Step(State.DRAFT,               {_ASKING: Topic.REQUEST_RETURNED}),
    (State.ACCEPTED,              _ASKED,     Action.FORWARD):   Step(State.AWAITING_ACCEPTANCE, {_ASKED: Topic.REQUEST_RECEIVED, _ASKING: Topic.REQUEST_FORWARDED}),
    (State.PARTLY_ANSWERED,       _ASKED,     Action.SPLIT):     Step(State.PARTLY_ANSWERED,     {_ASKING: Topic.REQUEST_SPLIT}),
    (State.PARTLY_ANSWERED,       _ASKED,     Action.ANSWER):    Step(State.PARTLY_ANSWERED),
    (State.PARTLY_ANSWERED,       _ASKED,     Action.REPLY):     Step(State.REPLIED,             {_ASKING: Topic.REPLY_RECEIVED}, approval=State.REPLY_APPROVAL),
    (State.REPLY_APPROVAL,        _ANSWERERS, Action.APPROVE):   Step(State.REPLIED,             {_ASKING: Topic.REPLY_RECEIVED}, Role.APPROVER),
    (State.REPLY_APPROVAL,        _ANSWERERS, Action.REJECT):    Step(State.PARTLY_ANSWERED,     {_ASKED: Topic.NOT_APPROVED}, Role.APPROVER),
    (State.REPLY_APPROVAL,        _ASKED,     Action.TAKE_BACK): Step(State.PARTLY_ANSWERED),
    (State.REPLIED,               _ASKING,    Action.CLARIFY):   Step(State.CLARIFICATION,       {_ASKED: Topic.CLARIFICATION_ASKED}),
    (State.REPLIED,               _ASKING,    Action.CLOSE):     Step(State.CLOSED,              {_ASKED: Topic.REQUEST_CLOSED}),
    (State.CLARIFICATION,         _ASKED,     Action.ANSWER):    Step(State.CLARIFICATION),
    (State.CLARIFICATION,         _ASKED,     Action.REPLY):     Step(State.REPLIED,             {_ASKING: Topic.REPLY_RECEIVED}, approval=State.REPLY_APPROVAL),
    (State.CLARIFICATION,         _ASKED,     Action.REFUSE):    Step(State.CLARIFICATION_REFUSED, {_ASKING: Topic.CLARIFICATION_REFUSED}),
    (State.CLARIFICATION_REFUSED, _ASKING,    Action.CLOSE):     Step(State.CLOSED,              {_ASKED: Topic.REQUEST_CLOSED}),
    (State.CLARIFICATION_REFUSED, _ASKING,    Action.REFER):     Step(State.REFERRED),
    (State.REFERRED,              _ASKING,    Action.CLOSE):     Step(State.CLOSED,              {_ASKED: Topic.REQUEST_CLOSED}),
    (State.REFERRED,              _SENDERS,   Action.UPHOLD):    Step(State.REPLIED,             {_ASKING: Topic.REPLY_UPHELD}, Role.REFERRAL_HANDLER),
    (State.REFERRED,              _SENDERS,   Action.SEND_BACK): Step(State.CLARIFICATION,       {_ASKED: Topic.CLARIFICATION_ASKED}, Role.REFERRAL_HANDLER),
    (State.REFERRED,              _ANSWERERS, Action.UPHOLD):    Step(State.REPLIED,             {_ASKING: Topic.REPLY_UPHELD}, Role.REFERRAL_HANDLER),
    (State.REFERRED,              _ANSWERERS, Action.SEND_BACK): Step(State.CLARIFICATION,       {_ASKED: Topic.CLARIFICATION_ASKED}, Role.REFERRAL_HANDLER),
}
"""What leads on. A referral that has a second coordinator stays referred after the first."""

AWAITED_STATES: Final = (State.ACCEPTED, State.PARTLY_ANSWERED, State.CLARIFICATION)
"""States in which a reply is awaited by a day that both sides have agreed."""

TALKING_STATES: Final = (*AWAITED_STATES, State.REPLY_APPROVAL, State.REPLIED, State.CLARIFICATION_REFUSED, State.REFERRED)
"""States in which both sides know the whole request and may write to each other."""

_BESIDE: Final = {
    **{(state, _ASKED, Action.ALLOCATE): Step(state, role=Role.ALLOCATOR) for state in (State.AWAITING_ACCEPTANCE, *AWAITED_STATES)},
    **{(state, _ASKING, Action.ALLOCATE): Step(state, role=Role.ALLOCATOR) for state in (State.REPLIED, State.CLARIFICATION_REFUSED)},
    **{
        (state, side, action): Step(state, {other: topic})
        for state in AWAITED_STATES
        for side, other in ((_ASKED, _ASKING), (_ASKING, _ASKED))
        for action, topic in (
            (Action.PROPOSE_DATE, Topic.DATE_PROPOSED),
            (Action.AGREE_DATE, Topic.DATE_AGREED),
            (Action.DECLINE_DATE, Topic.DATE_DECLINED),
        )
    },
    **{(state, _ASKING, Action.REMIND): Step(state, {_ASKED: Topic.REMINDER}) for state in (State.AWAITING_ACCEPTANCE, *AWAITED_STATES)},
    **{(state, _ASKED, Action.REMIND): Step(state, {_ASKING: Topic.REMINDER}) for state in (State.REPLIED, State.CLARIFICATION_REFUSED)},
    **{
        (state, side, Action.MESSAGE): Step(state, {other: Topic.MESSAGE})
        for state in TALKING_STATES
        for side, other in ((_ASKED, _ASKING), (_ASKING, _ASKED))
    },
    (State.CLOSED,    _ASKING, Action.ERASE_EARLY): Step(State.CLOSED, {_ASKED: Topic.ERASURE_WANTED}),
    (State.CLOSED,    _ASKED,  Action.ERASE_EARLY): Step(State.CLOSED, {_ASKING: Topic.ERASURE_WANTED}),
    (State.WITHDRAWN, _ASKING, Action.ERASE_EARLY): Step(State.WITHDRAWN),
}
"""What may be done on the way, and leaves the state as it is."""

TRANSITIONS: Final[Mapping[tuple[State, Side, Action], Step]] = MappingProxyType(_WAY | _BESIDE)
"""The life of a request: what each side may do in each state, and where it leads."""

BALL_WITH: Final[Mapping[State, Side | None]] = MappingProxyType({
    State.DRAFT:                 Side.ASKING,
    State.APPROVAL:              Side.ASKING_COORDINATOR,
    State.AWAITING_ACCEPTANCE:   Side.ASKED,
    State.ACCEPTED:              Side.ASKED,
    State.PARTLY_ANSWERED:       Side.ASKED,
    State.REPLY_APPROVAL:        Side.ASKED_COORDINATOR,
    State.REPLIED:               Side.ASKING,
    State.CLARIFICATION:         Side.ASKED,
    State.CLARIFICATION_REFUSED: Side.ASKING,
    State.REFERRED:              Side.ASKING_COORDINATOR,
    State.CLOSED:                None,
    State.WITHDRAWN:             None,
})
# fmt: on
"""Whose turn it is in each state; a referral goes on to the coordinator of the asked side."""

OVER: Final = frozenset(state for state, side in BALL_WITH.items() if side is None)
"""States in which nobody has anything more to do."""

SEALED_STATES: Final = frozenset(
    {State.DRAFT, State.APPROVAL, State.AWAITING_ACCEPTANCE, State.WITHDRAWN}
)
"""States in which the asked side has not accepted, and must not see personal data."""


class Kept(StrEnum):
    """What is still there of the personal data in a request."""

    ALL = "all"
    BLOCKED = "blocked"
    """It is stored as a proof of the exchange, and nobody reads it."""
    NOTHING = "nothing"
    """It is erased."""


class Concerned(StrEnum):
    """What kind of person a request is about."""

    PERSON = "person"
    FIRM = "firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The person or firm concerned."""

    name: str
    kind: Concerned = Concerned.PERSON
    born_on: date | None = None
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of the area's set, chosen for one request."""

    code: str
    slots: Mapping[str, str] = field(default_factory=dict)
    """Values by slot name."""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question."""

    value: str
    comment: str = ""
    language: str
    """Code of the language that free text of the answer is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What the asked side may read only once it has accepted."""

    person: Person | None = None
    slots: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Values of slots of a sealed type: by question code, then slot name."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """Comments by question code."""
    attachments: tuple[Attachment, ...] = ()
    """What the asking side has attached."""
    salt: str = ""
    """Of its digest in the chain; drawn anew when it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Another day that one side proposes after acceptance, until the other has decided."""

    on: date
    """Last day in time, local to the asked authority."""
    by: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """That a draft was sent before, and came back from an authority that is not competent."""

    by: Party
    reason: str
    language: str
    """Code of the language that *reason* is in."""
    suggested: Party | None = None
    at: datetime | None = None
    """None where it came back before this was noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """An authority that a request was sent to before."""

    party: Party
    until: int
    """Version of the request with which it left; what came later does not exist for it."""
    state: State
    """The state that it left the request in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPart:
    """Questions that were split off for another authority: a request of its own, under the same number."""

    number: str
    """The number of the whole, with a suffix."""
    asked: Party
    """Whom it was split off for; it may have been forwarded since."""
    questions: tuple[str, ...]
    """Their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    A set of questions that one authority puts to another.

    What is sealed and what is answered lies apart, in a :class:`Case`.
    """

    number: str
    state: State = State.DRAFT
    area: str
    question_set_version: int
    asking: Party
    asked: Party | None = None
    language: str
    """Code of the language that *reason* and the comments are in."""
    reason: str = ""
    urgent: bool = False
    urgent_reason: str = ""
    proposed_on: date | None = None
    """Last day in time as first asked for, local to the asked authority."""
    agreed_on: date | None = None
    """Last day in time as accepted, local to the asked authority."""
    questions: tuple[AskedQuestion, ...] = ()
    """Without their comments and the values of sealed slots."""
    ask_before_forwarding: bool = False
    """Whether the asked side may only return it with a suggestion, and not forward it itself."""
    offer: Offer | None = None
    """The day that one side waits for the other to agree to."""
    clarify: tuple[str, ...] = ()
    """Codes of the questions whose answers do not suffice, while that is open."""
    returned: Returned | None = None
    """Why it came back; None once it is sent again."""
    former: tuple[Former, ...] = ()
    """Those that it was sent to before, oldest first."""
    parts: tuple[SplitPart, ...] = ()
    """What was split off from it, oldest first; it can be closed when all of them are over."""
    asking_coordinator: Party | None = None
    """Who decides for the asking side, once that was wanted."""
    asked_coordinator: Party | None = None
    referred_to: Side | None = None
    """Which coordinator decides on the referral; None while it is not referred."""
    decided: bool = False
    """Whether the coordinators have spoken: then nothing is disputed any more."""
    allocated: Mapping[Side, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the officials of each side whom it is allocated to."""
    reminded_on: date | None = None
    """Day of the last reminder, UTC."""
    withdrawal_reason: str = ""
    timeliness: int | None = None
    effort: int | None = None
    """Ratings by the asking side when it closes, 1 (poor) to 5 (very good)."""
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    """When it went out to the present addressee or, if forwarded, to the first; None before."""
    replied_at: datetime | None = None
    """When answers were last sent to the asking side; None before."""
    answered_at: datetime | None = None
    """When answers were first sent to the asking side; None before."""
    closed_at: datetime | None = None
    """When the request was closed or withdrawn."""
    blocked_on: date | None = None
    """Day on which its personal data is blocked, UTC; None until it is over."""
    erased_on: date | None = None
    """Day on which that data is erased, UTC; None until it is over."""
    erasure_by: Side | None = None
    """Who has first asked for the erasure before its day."""
    kept: Kept = Kept.ALL
    turn_since: datetime | None = None
    """Since when it is the turn of whose turn it is; None where that was not noted."""
    told_on: date | None = None
    """Day of the last reminder by the clock, local to who had to act."""
    nagged_on: date | None = None
    """Day on which it was last said that nothing happens, likewise; None after any step."""
    version: int = 0
    """Write count, kept by storage; 0 until first saved."""
    salt: str = ""
    """Of the digests of what is written in it; drawn when it is sent, erased with the words."""
    chain: str = ""
    """Hash of its last event; empty while no event has one."""

    @property
    def was_out(self) -> bool:
        """Whether it has left the asking authority before, so that its number is known outside."""
        return bool(self.former or self.asking_coordinator)

    @property
    def ball_side(self) -> Side | None:
        """The side whose turn it is; None when nobody's."""
        return self.referred_to or BALL_WITH[self.state]

    @property
    def ball_with(self) -> Party | None:
        """The authority whose turn it is; None when nobody's."""
        return self.party(self.ball_side)

    @property
    def ball_awaited_by(self) -> Party | None:
        """The authority that waits while it is somebody's turn; None when nobody's, or unknown yet."""
        return self.other_side(self.ball_side) if self.ball_side else None

    @property
    def offer_waits_for(self) -> Party | None:
        """The authority that is to decide on the open offer of another day; None without one."""
        if self.offer is None:
            return None
        return self.asked if self.offer.by is Side.ASKING else self.asking

    @property
    def due_on(self) -> date | None:
        """The day that counts now: the agreed one, before acceptance the proposed one."""
        return self.agreed_on or self.proposed_on

    def party(self, side: Side | None) -> Party | None:
        """Return the authority on *side*; None where there is none, or several."""
        return {
            Side.ASKING: self.asking,
            Side.ASKED: self.asked,
            Side.ASKING_COORDINATOR: self.asking_coordinator,
            Side.ASKED_COORDINATOR: self.asked_coordinator,
        }.get(side or Side.FORMER)

    @property
    def parties(self) -> Iterator[Party]:
        """All authorities that have or had to do with it; the same one may come twice."""
        known = (self.asking, self.asked, self.asking_coordinator, self.asked_coordinator)
        yield from (party for party in known if party)
        yield from (each.party for each in self.former)
        yield from (each.asked for each in self.parts)
        if self.returned and self.returned.suggested:
            yield self.returned.suggested

    def sides_of(self, authority: str) -> tuple[Side, ...]:
        """
        Return the sides that *authority* is on, the nearest first; none for a stranger.

        What was not sent has no other side yet: whoever it is meant for is a stranger.
        """
        return tuple(
            side for side in Side if any(party.id == authority for party in self._on(side))
        )

    def side_of(self, authority: str) -> Side | None:
        """Return the nearest of :meth:`sides_of`, or None for a stranger."""
        return next(iter(self.sides_of(authority)), None)

    def other_side(self, side: Side) -> Party | None:
        """Return the authority that *side* has to do with; None while a draft names none."""
        faces_asked = side in {Side.ASKING, Side.ASKING_COORDINATOR}
        return self.asked if faces_asked else self.asking

    def _on(self, side: Side) -> tuple[Party, ...]:
        if side is Side.FORMER:
            return tuple(each.party for each in self.former)
        party = self.party(side)
        unsent = side is Side.ASKED and self.sent_at is None
        return (party,) if party and not unsent else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request with as much of its sealed part and answers as its reader may have."""

    request: Request
    sealed: Sealed | None = None
    """None where the reader may not, or not yet, see it."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By question code; empty where the reader may not, or not yet, see them."""
    files: tuple[Attachment, ...] = ()
    """What the asked side has attached to the answers; goes with them."""
    answers_salt: str = ""
    """Of the digest of the answers; drawn when they are saved."""
    receipts: Receipts = NO_RECEIPTS
