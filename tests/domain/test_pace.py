"""How long an authority usually needs, as its last requests tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain import pace
from chalicelib.domain.pace import Pace
from chalicelib.domain.requests import Former, State
from tests.builders import FINNS, NOON, a_request


def answered(*days, **changes):
    return [a_request(answered_at=NOON + timedelta(days=each), **changes) for each in days]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ((), Pace(days=None, of=0)),
        ((1, 2, 3, 4), Pace(days=None, of=0)),
        ((9, 1, 2, 40, 3), Pace(days=3, of=5)),
        ((1, 2, 3, 5, 8, 13), Pace(days=5, of=6)),
    ],
)
def test_it_is_the_median_of_five_or_more(days, found):
    assert pace.of(answered(*days), at=NOON + timedelta(days=60)) == found


def test_what_is_not_answered_or_came_from_another_does_not_tell():
    forwarded = Former(party=FINNS, until=3, state=State.AWAITING_ACCEPTANCE)
    others = [a_request(), *answered(1, former=(forwarded,)), *answered(1, sent_at=None)]

    assert pace.of([*answered(7, 7, 7, 7), *others], at=NOON).of == 0
    assert pace.of([*answered(7, 7, 7, 7, 7), *others], at=NOON).of == 5


def test_days_are_those_of_who_answers():
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # the 2nd in Lisbon, the 3rd in Brussels

    found = pace.of([a_request(answered_at=late)] * 5, at=late)

    assert found == Pace(days=0, of=5)


@pytest.mark.parametrize(
    ("waited", "found"),
    [(1, Pace(days=2, of=5)), (40, Pace(days=40, of=11))],
)
def test_what_waits_longer_than_usual_counts_with_the_days_it_has_waited(waited, found):
    at = NOON + timedelta(days=50)
    waits = [a_request(sent_at=at - timedelta(days=waited))] * 6
    over = [a_request(state=State.WITHDRAWN)] * 6

    assert pace.of([*answered(2, 2, 2, 3, 3), *waits, *over], at=at) == found
