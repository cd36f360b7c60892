"""Dates by which something is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain.areas import DayUnit, Deadline
from chalicelib.domain.errors import Fault
from chalicelib.domain.requests import BALL_WITH, Request, State

SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=366)
"""A deadline further off than this is a slip of the pen."""


def local_day(at: datetime, time_zone: str) -> date:
    """
    Return the date that it is at *at* in *time_zone*.

    Args:
        at: A moment, UTC.
        time_zone: IANA name of the zone of the authority that must act.
    """
    return at.astimezone(ZoneInfo(time_zone)).date()


def is_day_off(day: date) -> bool:
    """
    Return whether *day* is a Saturday or a Sunday.

    Source:
        Regulation (EEC, Euratom) No 1182/71, Art. 2(2): working days are all
        days other than public holidays, Sundays and Saturdays.
    """
    return day.weekday() >= SATURDAY


def suggested(deadline: Deadline, today: date, *, urgent: bool) -> date:
    """
    Return the day by which a reply is sensibly asked for: never a day off.

    Args:
        deadline: What the legal area says.
        today: The date at the asked authority.
        urgent: Whether the shorter period of the area counts, if it has one.

    Source:
        Regulation (EEC, Euratom) No 1182/71, Art. 3(1) (the day of the event
        is not counted) and Art. 3(4) (a period that would end on a Saturday or
        Sunday ends with the following working day).
    """
    days = deadline.urgent_days if urgent and deadline.urgent_days else deadline.days
    day = today
    while days or is_day_off(day):
        day += ONE_DAY
        if days and not (deadline.unit is DayUnit.WORKING and is_day_off(day)):
            days -= 1
    return day


def warnings(request: Request) -> Iterator[Fault]:
    """Yield what is harmless but worth saying about the day by which *request* is due."""
    awaited = BALL_WITH[request.state] is not None and request.state is not State.REPLIED
    if awaited and request.due_on and is_day_off(request.due_on):
        yield Fault("/agreed_on" if request.agreed_on else "/proposed_on", "day_off")
