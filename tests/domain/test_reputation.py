from __future__ import annotations

from datetime import date

import pytest

from chalicelib.domain import reputation
from chalicelib.domain.notices import Topic
from chalicelib.domain.reputation import Reports, Reputation


@pytest.mark.parametrize(
    ("arrived", "bounced", "expected"),
    [
        (0, 0, Reputation.GOOD),
        (49, 50, Reputation.GOOD),  # too few to say anything
        (96, 4, Reputation.GOOD),
        (95, 5, Reputation.WARNED),
        (901, 99, Reputation.WARNED),
        (900, 100, Reputation.STOPPED),
        (0, 100, Reputation.STOPPED),
    ],
)
def test_what_came_back_counts_from_a_certain_volume_on(arrived, bounced, expected):
    assert Reports(arrived, bounced).reputation is expected


def test_a_week_counts_today_among_it():
    assert reputation.first_day(date(2026, 3, 8)) == date(2026, 3, 2)


@pytest.mark.parametrize("state", Reputation)
def test_what_has_a_clock_or_is_about_the_account_goes_out_in_any_case(state):
    for topic in (Topic.REQUEST_RECEIVED, Topic.OVERDUE, Topic.REMINDER, Topic.INVITATION):
        assert reputation.goes_out(topic, state)


def test_the_rest_waits_when_it_is_stopped():
    for topic in (Topic.MESSAGE, Topic.REPLY_RECEIVED, Topic.REQUEST_CLOSED):
        assert reputation.goes_out(topic, Reputation.WARNED)
        assert not reputation.goes_out(topic, Reputation.STOPPED)
