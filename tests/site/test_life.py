"""The diagram of a request's life and its tables are the table of transitions, no more and no less."""

from __future__ import annotations

import re

import pytest

from chalicelib import i18n
from chalicelib.domain.requests import TRANSITIONS, Action, Side, State
from chalicelib.web import labels
from sitegen import life

LEADING = {
    (state, to)
    for (state, _, _), step in TRANSITIONS.items()
    for to in (step.to, step.approval)
    if to not in (None, state)
}
"""The pairs of states of which one leads to the other."""

ARROW = re.compile(r"^(\w+) -> (\w+) \[(.*)\]$", re.MULTILINE)


def test_the_words_are_those_of_the_workspace():
    assert dict(labels.STATES) == dict(life.STATES)
    assert dict(labels.ACTIONS) == dict(life.ACTIONS)
    assert set(State) == set(life.STATES)
    assert set(Action) == set(life.ACTIONS)


def test_every_side_that_acts_has_words_and_a_colour():
    acting = {side for _, side, _ in TRANSITIONS}

    assert acting == set(life.SIDES) == set(life.COLOURS)


def test_what_leads_on_is_an_arrow_and_every_arrow_leads_on():
    arrows = {(state, to) for state, to, _ in ARROW.findall(life.graph("da"))}

    assert arrows == LEADING


def test_no_step_is_drawn_twice():
    drawn = [(arrow.state, arrow.to, arrow.action) for arrow in life.arrows()]

    assert len(set(drawn)) == len(drawn)


def test_the_way_by_a_coordinators_approval_is_dashed():
    for state, to, looks in ARROW.findall(life.graph("en")):
        by_approval = {state, to} & {"approval", "reply_approval"}

        assert ("style=dashed" in looks) is bool(by_approval), (state, to)


def test_every_step_that_leads_on_is_worded():
    words = [
        label.replace("\\n", " ") for label in re.findall(r'label="(.+?)"', life.graph("en"))
    ]

    for arrow in life.arrows():
        assert life.ACTIONS[arrow.action] in words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_tables_say_every_step_in_each_language(language):
    say = i18n.catalogue(language).gettext
    said = {
        (station.state, step.side, step.action, step.to)
        for station in life.stations(language)
        for step in station.steps
    }
    aside = {(side, one.action) for one in life.beside(language) for side in one.sides}

    for (state, side, action), step in TRANSITIONS.items():
        who, what = say(life.SIDES[side]), say(life.ACTIONS[action])
        row = (say(life.STATES[state]), who, what, say(life.STATES[step.to]))
        assert row in said or (who, what) in aside


def test_each_state_stands_once_in_the_table():
    states = [station.state for station in life.stations("en")]

    assert len(set(states)) == len(states)
    assert {one.action for one in life.beside("en")}.isdisjoint(
        step.action for station in life.stations("en") for step in station.steps
    )


def test_a_message_may_come_from_both_authorities():
    (message,) = [one for one in life.beside("en") if one.action == "Write a message"]

    assert message.sides == (life.SIDES[Side.ASKING], life.SIDES[Side.ASKED])
