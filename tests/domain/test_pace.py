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
        ((1, 2, 3, 4), Pace(days=None, of=4)),
        ((9, 1, 2, 40, 3), Pace(days=3, of=5)),
        ((1, 2, 3, 5, 8, 13), Pace(days=5, of=6)),
    ],
)
def test_it_is_the_median_of_five_or_more(days, found):
    assert pace.of(answered(*days)) == found


def test_what_is_not_answered_or_came_from_another_does_not_tell():
    forwarded = Former(party=FINNS, until=3, state=State.AWAITING_ACCEPTANCE)
    others = [a_request(), *answered(1, former=(forwarded,)), *answered(1, sent_at=None)]

    assert pace.of([*answered(7, 7, 7, 7), *others]) == Pace(days=None, of=4)


def test_days_are_those_of_who_answers():
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # the 2nd in Lisbon, the 3rd in Brussels

    found = pace.of([a_request(answered_at=late)] * 5)

    assert found == Pace(days=0, of=5)
