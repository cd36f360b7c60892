from __future__ import annotations

from datetime import date

import pytest

from chalicelib.domain import calendars, deadlines
from chalicelib.domain.areas import DayUnit
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.requests import State
from tests.builders import FRIDAY, a_request

MONDAY = date(2026, 3, 2)
HERE = {date(2026, 3, 3): "national_day"}
THERE = {date(2026, 3, 4): "freedom_day"}


@pytest.mark.parametrize(
    ("day", "off"),
    [
        pytest.param(date(2026, 3, 3), True, id="public holiday"),
        pytest.param(date(2026, 3, 4), False, id="Wednesday"),
        pytest.param(date(2026, 3, 7), True, id="Saturday"),
        pytest.param(date(2026, 3, 8), True, id="Sunday"),
    ],
)
def test_a_day_off_is_a_weekend_or_a_public_holiday(day, off):
    assert calendars.is_day_off(day, HERE) is off


def test_every_day_is_told_with_the_holidays_of_both_sides():
    found = calendars.count(MONDAY, 2, DayUnit.WORKING, asked=HERE, asking=THERE)

    assert [(day.on.day, day.counts, day.asked, day.asking) for day in found] == [
        (3, False, "national_day", None),
        (4, True, None, "freedom_day"),
        (5, True, None, None),
    ]


@pytest.mark.parametrize("days", [0, -1, calendars.LONGEST_DAYS + 1])
def test_a_period_without_days_or_of_years_is_none(days):
    with pytest.raises(ValueError, match="days"):
        calendars.count(MONDAY, days, DayUnit.WORKING, asked=HERE, asking=THERE)


def test_the_days_up_to_a_date_count_by_their_unit():
    def counting(unit: DayUnit) -> list[bool]:
        days = calendars.until(MONDAY, date(2026, 3, 4), unit, asked=HERE, asking=THERE)
        return [day.counts for day in days]

    assert counting(DayUnit.WORKING) == [False, True]
    assert counting(DayUnit.CALENDAR) == [True, True]


@pytest.mark.parametrize(
    ("asked", "asking", "code"),
    [
        pytest.param({FRIDAY: "good_friday"}, {FRIDAY: "freedom_day"}, "holiday", id="there"),
        pytest.param(NO_HOLIDAYS, {FRIDAY: "freedom_day"}, "other_holiday", id="here"),
        pytest.param(NO_HOLIDAYS, NO_HOLIDAYS, None, id="neither"),
    ],
)
def test_a_date_on_a_holiday_of_either_side_is_worth_a_warning(asked, asking, code):
    request = a_request(state=State.ACCEPTED, agreed_on=FRIDAY)

    found = deadlines.warnings(request, asked=asked, asking=asking)

    assert [fault.code for fault in found] == ([code] if code else [])
