"""An information request: what it is, and the table of its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Topic


class State(StrEnum):
    """Where a request is in its life."""

    DRAFT = "draft"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    ACCEPTED = "accepted"
    PARTLY_ANSWERED = "partly_answered"
    REPLIED = "replied"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """A step that an official may take."""

    SEND = "send"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    ANSWER = "answer"
    REPLY = "reply"
    CLOSE = "close"


class Side(StrEnum):
    """Which of the two authorities of a request."""

    ASKING = "asking"
    ASKED = "asked"


class Step(NamedTuple):
    """Who may take an action, and where it leads."""

    by: Side
    to: State
    tell: Topic | None = None
    """What the other side is told by e-mail; None for what it need not know."""


# fmt: off
TRANSITIONS: Final[Mapping[tuple[State, Action], Step]] = MappingProxyType({
    (State.DRAFT,               Action.SEND):     Step(Side.ASKING, State.AWAITING_ACCEPTANCE, Topic.REQUEST_RECEIVED),
    (State.AWAITING_ACCEPTANCE, Action.WITHDRAW): Step(Side.ASKING, State.WITHDRAWN,           Topic.REQUEST_WITHDRAWN),
    (State.AWAITING_ACCEPTANCE, Action.ACCEPT):   Step(Side.ASKED,  State.ACCEPTED,            Topic.REQUEST_ACCEPTED),
    (State.ACCEPTED,            Action.ANSWER):   Step(Side.ASKED,  State.PARTLY_ANSWERED),
    (State.ACCEPTED,            Action.REPLY):    Step(Side.ASKED,  State.REPLIED,             Topic.REPLY_RECEIVED),
    (State.PARTLY_ANSWERED,     Action.ANSWER):   Step(Side.ASKED,  State.PARTLY_ANSWERED),
    (State.PARTLY_ANSWERED,     Action.REPLY):    Step(Side.ASKED,  State.REPLIED,             Topic.REPLY_RECEIVED),
    (State.REPLIED,             Action.CLOSE):    Step(Side.ASKING, State.CLOSED,              Topic.REQUEST_CLOSED),
})

BALL_WITH: Final[Mapping[State, Side | None]] = MappingProxyType({
    State.DRAFT:               Side.ASKING,
    State.AWAITING_ACCEPTANCE: Side.ASKED,
    State.ACCEPTED:            Side.ASKED,
    State.PARTLY_ANSWERED:     Side.ASKED,
    State.REPLIED:             Side.ASKING,
    State.CLOSED:              None,
    State.WITHDRAWN:           None,
})
# fmt: on
"""Whose turn it is in each state."""

SEALED_STATES: Final = frozenset({State.DRAFT, State.AWAITING_ACCEPTANCE, State.WITHDRAWN})
"""States in which the asked side has not accepted, and must not see personal data."""

REPLIED_STATES: Final = frozenset({State.REPLIED, State.CLOSED})
"""States in which the asking side may read the answers."""


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
    withdrawal_reason: str = ""
    timeliness: int | None = None
    effort: int | None = None
    """Ratings by the asking side when it closes, 1 (poor) to 5 (very good)."""
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    closed_at: datetime | None = None
    """When the request was closed or withdrawn."""
    version: int = 0
    """Write count, kept by storage; 0 until first saved."""

    @property
    def ball_with(self) -> Party | None:
        """The authority whose turn it is; None when nobody's."""
        side = BALL_WITH[self.state]
        return {Side.ASKING: self.asking, Side.ASKED: self.asked}[side] if side else None

    @property
    def due_on(self) -> date | None:
        """The day that counts now: the agreed one, before acceptance the proposed one."""
        return self.agreed_on or self.proposed_on

    def side_of(self, authority: str) -> Side | None:
        """
        Return the side that *authority* is on, or None for a stranger.

        A draft has no other side yet: whoever it is meant for is a stranger.
        """
        if authority == self.asking.id:
            return Side.ASKING
        if self.asked and authority == self.asked.id and self.state is not State.DRAFT:
            return Side.ASKED
        return None

    def other_side(self, side: Side) -> Party | None:
        """Return the authority that faces *side*; None while a draft names none."""
        return self.asked if side is Side.ASKING else self.asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request with as much of its sealed part and answers as its reader may have."""

    request: Request
    sealed: Sealed | None = None
    """None where the reader may not, or not yet, see it."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By question code; empty where the reader may not, or not yet, see them."""
