"""
When an office is open, by its own clock and calendar.

Every moment that comes in or goes out is UTC; every date is local to the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain import calendars, reminders
from chalicelib.domain.calendars import ONE_DAY, Calendar

OPENS_AT, CLOSES_AT = reminders.WORKING_HOURS
"""From when until before when somebody is there, local time, on working days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where an authority works."""

    time_zone: str
    """IANA name."""
    calendar: Calendar
    """Public holidays in its country."""

    def is_open(self, at: datetime) -> bool:
        """Return whether somebody is there at the moment *at*."""
        return reminders.is_working_time(at, time_zone=self.time_zone, calendar=self.calendar)

    def open_from(self, at: datetime) -> datetime:
        """Return the first moment from *at* on at which somebody is there."""
        if self.is_open(at):
            return at
        local = at.astimezone(ZoneInfo(self.time_zone))
        is_over = local.time() >= CLOSES_AT
        return self.morning(self.next_day(local.date() + ONE_DAY * is_over))

    def morning(self, day: date) -> datetime:
        """Return the moment at which the office opens on *day*, a working day."""
        local = datetime.combine(day, OPENS_AT, tzinfo=ZoneInfo(self.time_zone))
        return local.astimezone(UTC)

    def morning_after(self, at: datetime, working_days: int) -> datetime:
        """Return the morning of the working day that is *working_days* after the day of *at*."""
        day = at.astimezone(ZoneInfo(self.time_zone)).date()
        return self.morning(self.day_after(day, working_days))

    def day_after(self, day: date, working_days: int) -> date:
        """Return the working day that is *working_days* after *day*, which need not be one."""
        for _ in range(working_days):
            day = self.next_day(day + ONE_DAY)
        return day

    def next_day(self, day: date) -> date:
        """Return *day* if it is a working day, else the next one."""
        return self._nearest(day, ONE_DAY)

    def last_day(self, until: date) -> date:
        """Return the last working day up to *until*."""
        return self._nearest(until, -ONE_DAY)

    def _nearest(self, day: date, step: timedelta) -> date:
        while not self._works_on(day):
            day += step
        return day

    def _works_on(self, day: date) -> bool:
        return not calendars.is_day_off(day, self.calendar)
