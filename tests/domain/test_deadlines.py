from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain import deadlines


@pytest.mark.parametrize(
    ("day", "off"),
    [
        pytest.param(date(2026, 3, 13), False, id="Friday"),
        pytest.param(date(2026, 3, 14), True, id="Saturday"),
        pytest.param(date(2026, 3, 15), True, id="Sunday"),
        pytest.param(date(2026, 3, 16), False, id="Monday"),
    ],
)
def test_the_weekend_is_off(day, off):
    assert deadlines.is_day_off(day) is off


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(1, date(2026, 3, 3), id="the day itself is not counted"),
        pytest.param(5, date(2026, 3, 9), id="a Saturday becomes the next Monday"),
        pytest.param(14, date(2026, 3, 16), id="two weeks"),
    ],
)
def test_a_sensible_deadline_is_no_day_off(days, expected):
    assert deadlines.sensible(date(2026, 3, 2), days) == expected


def test_a_day_begins_when_it_does_at_the_authority():
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)

    assert deadlines.local_day(late, "Europe/Lisbon") == date(2026, 3, 2)
    assert deadlines.local_day(late, "Europe/Helsinki") == date(2026, 3, 3)
