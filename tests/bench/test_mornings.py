"""What is played as the load of the network is as much as the network has, and can be done."""

from __future__ import annotations

from chalicelib.domain.requests import OVER, TRANSITIONS, Action, Side, State
from tests.bench import mornings


def test_the_requests_of_a_day_make_the_exchanges_of_a_day():
    lives = list(mornings.lives(mornings.REQUESTS))

    assert sum(len(life.actions) for life in lives) == mornings.EXCHANGES


def test_each_request_goes_a_way_of_the_table_to_its_end():
    for life in mornings.lives(mornings.REQUESTS):
        state = State.DRAFT
        for step, action in enumerate(life.actions[1:], 1):
            asked = life.turn(step, 0).authority == life.asked
            side = Side.ASKED if asked else Side.ASKING
            state = TRANSITIONS[state, side, Action(action)].to

        assert state in OVER, life


def test_a_morning_is_the_same_each_time():
    assert list(mornings.lives(30)) == list(mornings.lives(30))
