"""The diagram of a request's life is the table of transitions, no more and no less."""

from __future__ import annotations

import re

import pytest

from chalicelib import i18n
from chalicelib.domain.requests import TRANSITIONS, Action, State
from chalicelib.web import labels
from sitegen import life


def test_the_words_are_those_of_the_workspace():
    assert dict(labels.STATES) == dict(life.STATES)
    assert dict(labels.ACTIONS) == dict(life.ACTIONS)
    assert set(State) == set(life.STATES)
    assert set(Action) == set(life.ACTIONS)


def test_every_step_is_an_arrow_and_every_arrow_a_step():
    arrows = re.findall(r"^(\w+) -> (\w+) ", life.graph("da"), re.MULTILINE)

    assert [(state, step.to) for (state, _), step in TRANSITIONS.items()] == arrows


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_table_says_whose_step_it_is_in_each_language(language):
    steps = life.steps(language)

    assert len(TRANSITIONS) == len(steps)
    assert i18n.catalogue(language).gettext("Responding authority") in {s.side for s in steps}
