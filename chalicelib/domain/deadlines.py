"""Dates by which something is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain import calendars
from chalicelib.domain.areas import Deadline
from chalicelib.domain.calendars import NO_HOLIDAYS, Calendar
from chalicelib.domain.errors import Fault
from chalicelib.domain.requests import AWAITED_STATES, Request, State

AWAITED: Final = frozenset(
    {State.DRAFT, State.APPROVAL, State.AWAITING_ACCEPTANCE, *AWAITED_STATES}
)
"""States in which the day that counts is still to come."""

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


def suggested(deadline: Deadline, today: date, *, urgent: bool, calendar: Calendar) -> date:
    """
    Return the day by which a reply is sensibly asked for: never a day off.

    Args:
        deadline: What the legal area says.
        today: The date at the asked authority.
        urgent: Whether the shorter period of the area counts, if it has one.
        calendar: Public holidays in the country of the asked authority.

    Source:
        Regulation (EEC, Euratom) No 1182/71, as :func:`calendars.count` tells.
    """
    days = deadline.urgent_days if urgent and deadline.urgent_days else deadline.days
    counted = calendars.count(today, days, deadline.unit, asked=calendar, asking=NO_HOLIDAYS)
    return counted[-1].on


def warnings(request: Request, *, asked: Calendar, asking: Calendar) -> Iterator[Fault]:
    """
    Yield what is harmless but worth saying about the day by which *request* is due, and on offer.

    Args:
        asked: Public holidays in the country of the asked authority.
        asking: Likewise of the asking one.
    """
    if request.state not in AWAITED:
        return
    if day := request.due_on:
        pointer = "/agreed_on" if request.agreed_on else "/proposed_on"
        yield from _told_of(day, pointer, asked, asking)
    if request.offer:
        yield from _told_of(request.offer.on, "/offer/on", asked, asking)


def _told_of(day: date, pointer: str, asked: Calendar, asking: Calendar) -> Iterator[Fault]:
    if day in asked:
        yield Fault(pointer, "holiday", {"holiday": asked[day]})
    elif calendars.is_day_off(day, NO_HOLIDAYS):
        yield Fault(pointer, "day_off")
    elif day in asking:
        yield Fault(pointer, "other_holiday", {"holiday": asking[day]})
