"""Lives that a request may lead: who may do what, arbitrary attempts, and what stops them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from hypothesis import strategies as st

from chalicelib.domain.errors import (
    Conflict,
    DomainError,
    IllegalAction,
    Invalid,
    NotAllowed,
    NotFound,
)
from chalicelib.domain.moves import (
    Accept,
    AgreeDate,
    Allocate,
    Approve,
    Clarify,
    Close,
    Coordination,
    DeclineDate,
    EraseEarly,
    Forward,
    Give,
    Move,
    ProposeDate,
    Refer,
    Refuse,
    Reject,
    Remind,
    Reply,
    Return,
    Say,
    Send,
    SendBack,
    Split,
    TakeBack,
    Uphold,
    Withdraw,
)
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.requests import (
    TRANSITIONS,
    Action,
    Answer,
    Case,
    Kept,
    Request,
    Side,
    State,
)
from tests.builders import (
    AREA,
    CANARY,
    COORDINATOR_DK,
    COORDINATOR_PT,
    DANES,
    DENMARK,
    FINLAND,
    FINNS,
    FRIDAY,
    PORTUGAL,
    SATURDAY,
    SWEDEN,
    TODAY,
    a_coordination,
    acting,
)

DECIDERS: Final = (Role.APPROVER, Role.REFERRAL_HANDLER)
OFFICIALS: Final[Mapping[str, Acting]] = {
    "asking": acting(DENMARK, name="mette", also=(Role.ALLOCATOR,)),
    "asked": acting(PORTUGAL, name="ines", also=(Role.ALLOCATOR,)),
    "asked next": acting(FINLAND, name="aino", also=(Role.ALLOCATOR,)),
    "asking coordinator": acting(
        COORDINATOR_DK, name="ingrid", role=DECIDERS[0], also=DECIDERS
    ),
    "asked coordinator": acting(COORDINATOR_PT, name="rui", role=DECIDERS[0], also=DECIDERS),
    "stranger": acting(SWEDEN, name="elsa", also=DECIDERS),
    "asking viewer": acting(DENMARK, name="viewer", role=Role.VIEWER),
    "asked viewer": acting(PORTUGAL, name="viewer", role=Role.VIEWER),
    "asking colleague": acting(DENMARK, name="outside", role=None),
    "asked colleague": acting(PORTUGAL, name="outside", role=None),
}
HANDLERS: Final = frozenset({"mette-dk-business"})
ALONE: Final = Coordination()
COORDINATED: Final = a_coordination()
APPROVED: Final = a_coordination(approves_sending=True, approves_reply=True)

YES = Answer(value="yes", comment=f"{CANARY} in an answer's comment", language="pt")
TEXT = Answer(value=f"{CANARY} in an answer", language="pt")
NONE = Answer(value="", language="pt")
ALL: Final = {"Q-1": YES, "Q-2": TEXT}
"""An answer to each question of the request that builders make."""
WHY: Final = "As the law says"


class Step(NamedTuple):
    """What somebody tries."""

    who: str
    move: Move
    good: bool = True
    """Whether what the move carries can be taken; whether it comes in time is another matter."""

    @property
    def by(self) -> Acting:
        return OFFICIALS[self.who]


# fmt: off
NEXT: Final[Mapping[State, Move]] = {
    State.DRAFT:                 Send(),
    State.APPROVAL:              Approve(),
    State.AWAITING_ACCEPTANCE:   Accept(agreed_on=FRIDAY),
    State.ACCEPTED:              Give(answers=ALL),
    State.PARTLY_ANSWERED:       Reply(),
    State.REPLY_APPROVAL:        Approve(comment=WHY),
    State.REPLIED:               Close(timeliness=4),
    State.CLARIFICATION:         Reply(),
    State.CLARIFICATION_REFUSED: Refer(reason=WHY),
    State.REFERRED:              SendBack(),
}
# fmt: on
"""The straight way from a draft to the end, and back to it."""

GOOD: Final[tuple[Move, ...]] = (
    Send(),
    Withdraw(reason="Found in the register"),
    Accept(agreed_on=FRIDAY),
    Accept(agreed_on=SATURDAY),
    Return(reason=WHY),
    Return(reason=WHY, suggested=FINNS),
    Forward(to=FINNS, reason=WHY),
    Split(to=FINNS, questions=("Q-2",), reason=WHY),
    Allocate(officials=()),
    Give(answers={"Q-1": YES}),
    Give(answers={"Q-2": TEXT}),
    Give(answers={"Q-1": NONE}),
    Give(answers=ALL),
    Reply(),
    ProposeDate(on=SATURDAY + timedelta(days=3), reason=WHY),
    AgreeDate(),
    DeclineDate(),
    Clarify(questions=("Q-2",), reason=WHY),
    Refuse(reason=WHY),
    Refer(reason=WHY),
    Uphold(comment=WHY),
    SendBack(),
    Approve(),
    Reject(comment=WHY),
    TakeBack(),
    Remind(),
    Say(text=f"{CANARY} in a message"),
    Close(),
    Close(timeliness=5, effort=1),
    EraseEarly(reason=WHY, consent=True),
)
BAD: Final[tuple[Move, ...]] = (
    Withdraw(reason=""),
    Accept(agreed_on=TODAY - timedelta(days=1)),
    Accept(agreed_on=TODAY + timedelta(days=400)),
    Return(reason=""),
    Return(reason=WHY, suggested=DANES),
    Forward(to=FINNS, reason=""),
    Forward(to=DANES, reason=WHY),
    Split(to=FINNS, questions=(), reason=WHY),
    Split(to=FINNS, questions=("Q-1", "Q-2"), reason=WHY),
    Split(to=FINNS, questions=("Q-3",), reason=WHY),
    Split(to=FINNS, questions=("Q-2",), reason=""),
    Split(to=DANES, questions=("Q-2",), reason=WHY),
    Allocate(officials=("nobody",)),
    Give(answers={}),
    Give(answers={"Q-3": YES}),
    Give(answers={"Q-1": Answer(value="perhaps", language="pt")}),
    ProposeDate(on=TODAY - timedelta(days=1), reason=WHY),
    ProposeDate(on=SATURDAY + timedelta(days=3), reason=""),
    Clarify(questions=(), reason=WHY),
    Clarify(questions=("Q-3",), reason=WHY),
    Clarify(questions=("Q-2",), reason=""),
    Refuse(reason=""),
    Refer(reason=""),
    Reject(comment=""),
    Uphold(comment="x" * 2001),
    SendBack(comment="x" * 2001),
    Approve(comment="x" * 2001),
    Say(text=""),
    EraseEarly(reason="", consent=True),
    EraseEarly(reason=WHY, consent=False),
)

anybody: Final = st.sampled_from(
    ["asking", "asked"] * 6
    + ["asked next", "asking coordinator", "asked coordinator"] * 2
    + sorted(OFFICIALS)
)
"""Anybody, but most often one who may do something."""

attempts: Final = st.builds(
    Step,
    anybody,
    st.sampled_from(GOOD),
    st.just(True),
) | st.builds(
    Step,
    anybody,
    st.sampled_from(BAD),
    st.just(False),
)
"""Anything that anybody may try, sensible or not."""

steps: Final = st.none() | attempts
"""An attempt, or None: the next step on the straight way, so that lives get somewhere."""


def next_step(request: Request) -> Step | None:
    """Return the next step on the straight way, by the one whose turn it is; None at the end."""
    move, turn = NEXT.get(request.state), request.ball_with
    if isinstance(move, Give) and request.parts:
        asked = {question.code for question in request.questions}
        move = Give(answers={code: each for code, each in ALL.items() if code in asked})
    if move is None or turn is None:
        return None
    who = next(name for name, each in OFFICIALS.items() if each.authority == turn.id)
    return Step(who, move)


def sides(request: Request, authority: str) -> set[Side]:
    """Return the sides of *request* that *authority* is on, said in another way."""
    found = {Side.ASKING} if authority == request.asking.id else set()
    if request.sent_at and request.asked and request.asked.id == authority:
        found.add(Side.ASKED)
    for side, party in (
        (Side.ASKING_COORDINATOR, request.asking_coordinator),
        (Side.ASKED_COORDINATOR, request.asked_coordinator),
    ):
        if party and party.id == authority:
            found.add(side)
    if any(each.party.id == authority for each in request.former):
        found.add(Side.FORMER)
    return found


def refusal(
    case: Case, step: Step, coordination: Coordination, *, at: datetime
) -> type[DomainError] | None:
    """Return how *step* must be refused, read off the table; None if it must be taken."""
    request, by, action = case.request, step.by, step.move.action
    mine = sides(request, by.authority)
    if not mine or not by.roles(AREA):
        return NotFound
    if mine == {Side.FORMER}:
        return NotAllowed
    rows = {
        s: row
        for (state, s, a), row in TRANSITIONS.items()
        if (state, a) == (request.state, action)
    }
    able = {side for side in mine & rows.keys() if rows[side].role in by.roles(AREA)}
    if not able:
        refused = mine & rows.keys() or by.roles(AREA) == {Role.VIEWER} or rows
        return NotAllowed if refused else IllegalAction
    if stands_against(request, able, action, at):
        return Conflict
    if not step.good or (isinstance(step.move, Reply) and not all_answered(case)):
        return Invalid
    if asks_for_another(case, step.move) or is_answered(case, step.move):
        return Invalid
    if had_it(request, step.move) or repeats_date(request, step.move):
        return Invalid
    if action is Action.REFER and not (coordination.asking or coordination.asked):
        return Conflict
    return None


def stands_against(request: Request, able: set[Side], action: Action, at: datetime) -> bool:
    """Return whether something besides the state keeps *able* from *action*."""
    offer = request.offer
    match action:
        case Action.AGREE_DATE | Action.DECLINE_DATE:
            return offer is None or {offer.by} == able
        case Action.WITHDRAW:
            returned = request.former or request.asking_coordinator
            return request.state is State.DRAFT and not returned
        case Action.UPHOLD | Action.SEND_BACK:
            return request.referred_to not in able
        case Action.REMIND:
            last = request.reminded_on
            return last is not None and (at.date() - last).days < 3
        case Action.CLARIFY | Action.REFUSE:
            return request.decided
        case Action.ERASE_EARLY:
            return request.kept is Kept.NOTHING or request.erasure_by in able
        case Action.SPLIT:
            return len(request.questions) == 1
    return False


def had_it(request: Request, move: Move) -> bool:
    """Return whether *move* names an authority that the request was with, or is with."""
    named = move.to if isinstance(move, (Forward, Split)) else None
    named = move.suggested if isinstance(move, Return) else named
    known = {each.party.id for each in request.former} | {
        request.asked.id if request.asked else ""
    }
    return named is not None and named.id in known


def asks_for_another(case: Case, move: Move) -> bool:
    """Return whether *move* is about a question that was split off before."""
    left = {question.code for question in case.request.questions}
    match move:
        case Give():
            return not move.answers.keys() <= left
        case Clarify() | Split():
            return not set(move.questions) <= left
    return False


def is_answered(case: Case, move: Move) -> bool:
    """Return whether *move* splits off what has an answer."""
    return isinstance(move, Split) and bool(set(move.questions) & case.answers.keys())


def repeats_date(request: Request, move: Move) -> bool:
    """Return whether *move* proposes the day that is agreed already."""
    return isinstance(move, ProposeDate) and move.on == request.agreed_on


def all_answered(case: Case) -> bool:
    """Return whether every question of *case* has a value as its answer."""
    return all(
        question.code in case.answers and case.answers[question.code].value
        for question in case.request.questions
    )
