"""
Public holidays, and the counting of days to a deadline.

A period counts by the calendar of the country in which action is to be taken, which is the one of
the authority that is asked; the holidays of the other country are told beside it.

Source:
    Regulation (EEC, Euratom) No 1182/71, Art. 2(1): public holidays are all days designated as
    such in the Member State or in the Community institution in which action is to be taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from chalicelib.domain.areas import DayUnit

FIRST_YEAR: Final = 2024
LAST_YEAR: Final = 2036
"""The years of which the holidays are known."""
LONGEST_DAYS: Final = 366
SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)
FEWEST_WORKING_DAYS: Final = 2

Calendar = Mapping[date, str]
"""The public holidays of a country: codes of their names by day."""
NO_HOLIDAYS: Final[Calendar] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A day on the way to a deadline."""

    on: date
    counts: bool
    """Whether it is one of the days of the period."""
    asked: str | None = None
    """Code of the public holiday where action is to be taken."""
    asking: str | None = None
    """Code of the public holiday in the country of the authority that asks."""


def is_day_off(day: date, calendar: Calendar) -> bool:
    """
    Return whether *day* is a Saturday, a Sunday or a holiday of *calendar*.

    Source:
        Regulation (EEC, Euratom) No 1182/71, Art. 2(2): working days are all days other than
        public holidays, Sundays and Saturdays.
    """
    return day.weekday() >= SATURDAY or day in calendar


def count(
    from_on: date, days: int, unit: DayUnit, *, asked: Calendar, asking: Calendar
) -> tuple[Counted, ...]:
    """
    Return every day after *from_on* up to the last day in time, which is the last one.

    Args:
        from_on: Day of the event, local to the authority that is asked; day zero.
        days: Length of the period in *unit*, 1 to :data:`LONGEST_DAYS`.
        asked: Holidays where action is to be taken.
        asking: Holidays of the other country, which count for nothing and are told.

    Raises:
        ValueError: *days* is out of range.

    Source:
        Regulation (EEC, Euratom) No 1182/71, Art. 3(1), second subparagraph (the day of the event
        is not counted); Art. 3(4) (a period in calendar days that ends on a public holiday, Sunday
        or Saturday ends with the following working day); Art. 3(5) (any period of two days or more
        includes at least two working days).
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"{days} days")
    found: list[Counted] = []
    day, left, working = from_on, days, 0
    fewest = FEWEST_WORKING_DAYS if days > 1 else 0
    while left or working < fewest or is_day_off(day, asked):
        day += ONE_DAY
        off = is_day_off(day, asked)
        counts = bool(left) and not (unit is DayUnit.WORKING and off)
        left -= counts
        working += not off
        found.append(
            Counted(on=day, counts=counts, asked=asked.get(day), asking=asking.get(day))
        )
    return tuple(found)


def until(
    from_on: date, to_on: date, unit: DayUnit, *, asked: Calendar, asking: Calendar
) -> tuple[Counted, ...]:
    """
    Return every day after *from_on* up to *to_on*, with those that count in *unit*.

    Args:
        from_on, to_on, asked, asking: As :func:`count` has them.
    """
    days = (from_on + n * ONE_DAY for n in range(1, (to_on - from_on).days + 1))
    return tuple(
        Counted(
            on=day,
            counts=unit is DayUnit.CALENDAR or not is_day_off(day, asked),
            asked=asked.get(day),
            asking=asking.get(day),
        )
        for day in days
    )
