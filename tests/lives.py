"""Lives that a request may lead: who may do what, arbitrary attempts, and what stops them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from hypothesis import strategies as st

from chalicelib.domain.errors import DomainError, IllegalAction, Invalid, NotAllowed, NotFound
from chalicelib.domain.moves import Accept, Close, Give, Move, Reply, Send, Withdraw
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.requests import TRANSITIONS, Answer, Case, Side, State
from tests.builders import (
    AREA,
    CANARY,
    DENMARK,
    FINLAND,
    FRIDAY,
    PORTUGAL,
    SATURDAY,
    TODAY,
    acting,
)

OFFICIALS: Final[Mapping[str, Acting]] = {
    "asking": acting(DENMARK, name="mette"),
    "asked": acting(PORTUGAL, name="ines"),
    "stranger": acting(FINLAND, name="aino"),
    "asking viewer": acting(DENMARK, name="viewer", role=Role.VIEWER),
    "asked viewer": acting(PORTUGAL, name="viewer", role=Role.VIEWER),
    "asking colleague": acting(DENMARK, name="outside", role=None),
    "asked colleague": acting(PORTUGAL, name="outside", role=None),
}
PARTIES: Final = (DENMARK, PORTUGAL)

YES = Answer(value="yes", comment=f"{CANARY} in an answer's comment", language="pt")
TEXT = Answer(value=f"{CANARY} in an answer", language="pt")
NONE = Answer(value="", language="pt")
ALL: Final = {"Q-1": YES, "Q-2": TEXT}
"""An answer to each question of the request that builders make."""


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
NEXT: Final[Mapping[State, Step]] = {
    State.DRAFT:               Step("asking", Send()),
    State.AWAITING_ACCEPTANCE: Step("asked",  Accept(agreed_on=FRIDAY)),
    State.ACCEPTED:            Step("asked",  Give(answers=ALL)),
    State.PARTLY_ANSWERED:     Step("asked",  Reply()),
    State.REPLIED:             Step("asking", Close(timeliness=4)),
}
# fmt: on
"""The straight way from a draft to the end."""

GOOD: Final[tuple[Move, ...]] = (
    Send(),
    Withdraw(reason="Found in the register"),
    Accept(agreed_on=FRIDAY),
    Accept(agreed_on=SATURDAY),
    Give(answers={"Q-1": YES}),
    Give(answers={"Q-2": TEXT}),
    Give(answers={"Q-1": NONE}),
    Give(answers=ALL),
    Reply(),
    Close(),
    Close(timeliness=5, effort=1),
)
BAD: Final[tuple[Move, ...]] = (
    Withdraw(reason=""),
    Accept(agreed_on=TODAY - timedelta(days=1)),
    Accept(agreed_on=TODAY + timedelta(days=400)),
    Give(answers={}),
    Give(answers={"Q-3": YES}),
    Give(answers={"Q-1": Answer(value="perhaps", language="pt")}),
)

anybody: Final = st.sampled_from(["asking", "asked"] * 4 + sorted(OFFICIALS))
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


def refusal(case: Case, step: Step) -> type[DomainError] | None:
    """Return how *step* must be refused, read off the table; None if it must be taken."""
    request, by, action = case.request, step.by, step.move.action
    is_party = by.authority in PARTIES[: 1 if request.state is State.DRAFT else 2]
    if not is_party or not by.roles(AREA):
        return NotFound
    if by.roles(AREA) != {Role.HANDLER}:
        return NotAllowed
    if (request.state, action) not in TRANSITIONS:
        return IllegalAction
    side = Side.ASKING if by.authority == DENMARK else Side.ASKED
    if TRANSITIONS[request.state, action].by is not side:
        return NotAllowed
    if not step.good or (isinstance(step.move, Reply) and not all_answered(case)):
        return Invalid
    return None


def all_answered(case: Case) -> bool:
    """Return whether every question of *case* has a value as its answer."""
    return all(
        question.code in case.answers and case.answers[question.code].value
        for question in case.request.questions
    )
