"""When a training stage is wiped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.wiping import Wiping, is_near, last_turn

SUNDAY = datetime(2026, 11, 29, 0, 30, tzinfo=UTC)
A_WEEK = timedelta(days=7)
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "turn"),
    [
        (SUNDAY, SUNDAY),
        (SUNDAY + timedelta(hours=20), SUNDAY),
        (SUNDAY + A_WEEK - A_SECOND, SUNDAY),
        (SUNDAY - A_SECOND, SUNDAY - A_WEEK),
        (SUNDAY - timedelta(minutes=31), SUNDAY - A_WEEK),
    ],
)
def test_a_week_begins_half_an_hour_into_sunday(at, turn):
    assert last_turn(at) == turn


@pytest.mark.parametrize(
    ("wiped_at", "is_due"),
    [
        pytest.param(None, False, id="nobody has looked yet"),
        pytest.param(SUNDAY - A_SECOND, True, id="before this Sunday"),
        pytest.param(SUNDAY, False, id="this Sunday"),
        pytest.param(SUNDAY + timedelta(days=1), False, id="since"),
    ],
)
def test_it_is_due_once_a_week(wiped_at, is_due):
    assert Wiping(wiped_at=wiped_at).is_due(SUNDAY + timedelta(days=2)) is is_due


@pytest.mark.parametrize(
    ("wiped_at", "wanted_at", "is_wanted"),
    [
        (None, None, False),
        (SUNDAY, None, False),
        (None, SUNDAY, True),
        (SUNDAY, SUNDAY + A_SECOND, True),
        (SUNDAY, SUNDAY - A_SECOND, False),
        (SUNDAY, SUNDAY, False),
    ],
)
def test_who_wants_it_waits_until_it_has_begun(wiped_at, wanted_at, is_wanted):
    assert Wiping(wiped_at=wiped_at, wanted_at=wanted_at).is_wanted is is_wanted


@pytest.mark.parametrize(
    ("at", "near"),
    [
        (SUNDAY - timedelta(days=1) - A_SECOND, False),
        (SUNDAY - timedelta(days=1), True),
        (SUNDAY - A_SECOND, True),
        (SUNDAY, False),
    ],
)
def test_it_is_told_a_day_before(at, near):
    assert is_near(at) is near
