"""The life of a request as a reader sees it: the transition table with words, and a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Final, NamedTuple

from chalicelib import i18n
from chalicelib.domain.requests import TRANSITIONS, Action, Side, State
from chalicelib.i18n import N_

# fmt: off
STATES: Final[Mapping[State, str]] = MappingProxyType({
    State.DRAFT:                 N_("Draft"),
    State.APPROVAL:              N_("Awaiting approval"),
    State.AWAITING_ACCEPTANCE:   N_("Awaiting acceptance"),
    State.ACCEPTED:              N_("Accepted"),
    State.PARTLY_ANSWERED:       N_("Partially answered"),
    State.REPLY_APPROVAL:        N_("Reply awaiting approval"),
    State.REPLIED:               N_("Reply sent"),
    State.CLARIFICATION:         N_("Clarification requested"),
    State.CLARIFICATION_REFUSED: N_("Clarification refused"),
    State.REFERRED:              N_("Referred to coordinator"),
    State.CLOSED:                N_("Closed"),
    State.WITHDRAWN:             N_("Withdrawn"),
})

ACTIONS: Final[Mapping[Action, str]] = MappingProxyType({
    Action.SEND:         N_("Send request"),
    Action.WITHDRAW:     N_("Withdraw"),
    Action.ACCEPT:       N_("Accept"),
    Action.RETURN:       N_("Return as not competent"),
    Action.FORWARD:      N_("Forward"),
    Action.SPLIT:        N_("Split"),
    Action.ALLOCATE:     N_("Allocate"),
    Action.ANSWER:       N_("Save answers"),
    Action.REPLY:        N_("Send reply"),
    Action.PROPOSE_DATE: N_("Propose another date"),
    Action.AGREE_DATE:   N_("Agree to the date"),
    Action.DECLINE_DATE: N_("Decline the date"),
    Action.CLARIFY:      N_("Ask for clarification"),
    Action.REFUSE:       N_("Refuse clarification"),
    Action.REFER:        N_("Refer to the coordinators"),
    Action.UPHOLD:       N_("The reply suffices"),
    Action.SEND_BACK:    N_("More must be answered"),
    Action.APPROVE:      N_("Approve"),
    Action.REJECT:       N_("Do not approve"),
    Action.TAKE_BACK:    N_("Take back from approval"),
    Action.REMIND:       N_("Send a reminder"),
    Action.MESSAGE:      N_("Write a message"),
    Action.CLOSE:        N_("Close request"),
    Action.ERASE_EARLY:  N_("Erase early"),
})

SIDES: Final[Mapping[Side, str]] = MappingProxyType({
    Side.ASKING:             N_("Requesting authority"),
    Side.ASKED:              N_("Responding authority"),
    Side.ASKING_COORDINATOR: N_("Coordinator of the requesting authority"),
    Side.ASKED_COORDINATOR:  N_("Coordinator of the responding authority"),
})

COLOURS: Final[Mapping[Side, str]] = MappingProxyType({
    Side.ASKING:             "#0e47cb",
    Side.ASKED:              "#00704f",
    Side.ASKING_COORDINATOR: "#8a4b00",
    Side.ASKED_COORDINATOR:  "#8a4b00",
})
# fmt: on

APPROVALS: Final = frozenset({State.APPROVAL, State.REPLY_APPROVAL})
"""Stations that a request passes only where a coordinator must approve."""

ORDER: Final = tuple(STATES)
"""States from top to bottom."""

WIDEST_STATE: Final = 16
WIDEST_STEP: Final = 9
"""Characters of a line in the diagram, so that it can be read on a telephone."""

LOOKS: Final = """
rankdir=TB ranksep=0.35 nodesep=0.07 bgcolor="transparent" pad=0.05
node [shape=box style="rounded,filled" fillcolor="#f3f6fc" color="#0e47cb" margin="0.1,0.06"]
node [fontname="Arial" fontsize=14 fontcolor="#262b38"]
edge [fontname="Arial" fontsize=13 penwidth=1.6 arrowsize=0.8]
"""
"""How the diagram looks, as Graphviz reads it."""

ENDED: Final = 'fillcolor="#e9eaeb" color="#515560"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table behind the diagram; all words in one language."""

    side: str
    action: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A state with the steps that begin there; all words in one language."""

    state: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What leaves every state as it is, and who may do it; all words in one language."""

    action: str
    sides: tuple[str, ...]


class Arrow(NamedTuple):
    """A step that leads from one state to another."""

    state: State
    to: State
    side: Side
    action: Action


LEAVING: Final = frozenset(
    action for (state, _, action), step in TRANSITIONS.items() if step.to is not state
)
"""Actions that lead on from some state at least; the others are done beside."""


def stations(language: str) -> list[Station]:
    """Return every state with the steps that lead on from it, in words of *language*."""
    say = i18n.catalogue(language).gettext
    rows = (
        (state, Step(side=say(SIDES[side]), action=say(ACTIONS[action]), to=say(STATES[to])))
        for (state, side, action), step in TRANSITIONS.items()
        for to in (step.to, step.approval)
        if to and action in LEAVING
    )
    return [
        Station(state=say(STATES[state]), steps=tuple(step for _, step in group))
        for state, group in groupby(rows, key=lambda row: row[0])
    ]


def beside(language: str) -> list[Beside]:
    """Return what may be done on the way without changing the state, in words of *language*."""
    say = i18n.catalogue(language).gettext
    return [
        Beside(action=say(words), sides=tuple(say(SIDES[side]) for side in _sides(action)))
        for action, words in ACTIONS.items()
        if action not in LEAVING
    ]


def arrows() -> Iterator[Arrow]:
    """Yield what the diagram draws: each step from one state to another, whoever takes it once."""
    drawn = set()
    for (state, side, action), step in TRANSITIONS.items():
        for to in (step.to, step.approval):
            if to and to is not state and (state, to, action) not in drawn:
                drawn.add((state, to, action))
                yield Arrow(state, to, side, action)


def graph(language: str) -> str:
    """
    Return the diagram in *language* as Graphviz reads it: states, and whose step leads on.

    Several arrows of one step to the same end have words at the first alone; one to an
    approval has none, being dashed beside that which says them.
    """
    say = i18n.catalogue(language).gettext
    drawn = list(arrows())
    first = {(arrow.to, arrow.action): arrow for arrow in reversed(drawn)}
    worded = {arrow for arrow in first.values() if arrow.to not in APPROVALS}
    nodes = [
        f'{state} [label="{_lines(say(STATES[state]), WIDEST_STATE)}"]' for state in STATES
    ]
    ends = [f"{state} [{ENDED}]" for state in (State.CLOSED, State.WITHDRAWN)]
    edges = [
        _edge(arrow, say(ACTIONS[arrow.action]) if arrow in worded else "") for arrow in drawn
    ]
    return "\n".join(["digraph {", LOOKS, *nodes, *ends, *edges, "}"])


def _edge(arrow: Arrow, words: str) -> str:
    """Return *arrow* as Graphviz writes it; one that leads back keeps out of the order of rows."""
    colour = COLOURS[arrow.side]
    looks = [f'color="{colour}" fontcolor="{colour}"']
    if words:
        looks.append(f'label="{_lines(words, WIDEST_STEP)}"')
    if APPROVALS & {arrow.state, arrow.to}:
        looks.append("style=dashed")
    if ORDER.index(arrow.to) < ORDER.index(arrow.state):
        looks.append("constraint=false")
    return f"{arrow.state} -> {arrow.to} [{' '.join(looks)}]"


def _sides(action: Action) -> list[Side]:
    return [
        side for side in SIDES if any((state, side, action) in TRANSITIONS for state in State)
    ]


def _lines(words: str, widest: int) -> str:
    """Return *words* with line breaks, as Graphviz writes them, before they get too wide."""
    lines = [""]
    for word in words.replace('"', "").split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > widest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\\n".join(lines)
