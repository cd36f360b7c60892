"""The life of a request as a reader sees it: the transition table with words, and a diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from chalicelib import i18n
from chalicelib.domain.requests import TRANSITIONS, Action, Side, State
from chalicelib.i18n import N_

# fmt: off
STATES: Final[Mapping[State, str]] = MappingProxyType({
    State.DRAFT:               N_("Draft"),
    State.AWAITING_ACCEPTANCE: N_("Awaiting acceptance"),
    State.ACCEPTED:            N_("Accepted"),
    State.PARTLY_ANSWERED:     N_("Partially answered"),
    State.REPLIED:             N_("Reply sent"),
    State.CLOSED:              N_("Closed"),
    State.WITHDRAWN:           N_("Withdrawn"),
})

ACTIONS: Final[Mapping[Action, str]] = MappingProxyType({
    Action.SEND:     N_("Send request"),
    Action.WITHDRAW: N_("Withdraw"),
    Action.ACCEPT:   N_("Accept"),
    Action.ANSWER:   N_("Save answers"),
    Action.REPLY:    N_("Send reply"),
    Action.CLOSE:    N_("Close request"),
})

SIDES: Final[Mapping[Side, str]] = MappingProxyType({
    Side.ASKING: N_("Requesting authority"),
    Side.ASKED:  N_("Responding authority"),
})

COLOURS: Final[Mapping[Side, str]] = MappingProxyType({
    Side.ASKING: "#0e47cb",
    Side.ASKED:  "#00704f",
})
# fmt: on

WIDEST_LABEL: Final = 16
"""Characters of a line in the diagram, so that it fits on a telephone."""

LOOKS: Final = """
rankdir=TB ranksep=0.5 nodesep=0.35 bgcolor="transparent" pad=0.1
node [shape=box style="rounded,filled" fillcolor="#f3f6fc" color="#0e47cb" margin="0.18,0.1"]
node [fontname="Arial" fontsize=15 fontcolor="#262b38"]
edge [fontname="Arial" fontsize=13 penwidth=1.6]
"""
"""How the diagram looks, as Graphviz reads it."""

ENDED: Final = 'fillcolor="#e9eaeb" color="#515560"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table behind the diagram; all words in one language."""

    state: str
    side: str
    action: str
    to: str


def steps(language: str) -> list[Step]:
    """Return every step of a request's life with its words in *language*."""
    say = i18n.catalogue(language).gettext
    return [
        Step(
            state=say(STATES[state]),
            side=say(SIDES[step.by]),
            action=say(ACTIONS[action]),
            to=say(STATES[step.to]),
        )
        for (state, action), step in TRANSITIONS.items()
    ]


def graph(language: str) -> str:
    """Return the diagram in *language* as Graphviz reads it: states, and whose step leads on."""
    say = i18n.catalogue(language).gettext
    nodes = [f'{state} [label="{_lines(say(STATES[state]))}"]' for state in STATES]
    edges = [
        f'{state} -> {step.to} [label="{_lines(say(ACTIONS[action]), 14)}" '
        f'color="{COLOURS[step.by]}" fontcolor="{COLOURS[step.by]}"]'
        for (state, action), step in TRANSITIONS.items()
    ]
    ends = [f"{state} [{ENDED}]" for state in (State.CLOSED, State.WITHDRAWN)]
    return "\n".join(["digraph {", LOOKS, *ends, *nodes, *edges, "}"])


def _lines(words: str, widest: int = WIDEST_LABEL) -> str:
    """Return *words* with line breaks, as Graphviz writes them, before they get too wide."""
    lines = [""]
    for word in words.replace('"', "").split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > widest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\\n".join(lines)
