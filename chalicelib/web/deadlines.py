"""Days counted to a deadline, one by one, with the holidays of both countries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from msgspec import Struct

from chalicelib.domain import calendars
from chalicelib.domain.areas import DayUnit
from chalicelib.domain.calendars import FIRST_YEAR, LAST_YEAR, LONGEST_DAYS, Calendar, Counted
from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.i18n import catalogue
from chalicelib.storage import calendars as storage
from chalicelib.web import http
from chalicelib.web.asked import Asked
from chalicelib.web.holiday_labels import HOLIDAYS
from chalicelib.web.http import Answer

routes = http.routes(__name__)

MOST_DIGITS: Final = 3


class Day(Struct):
    """A day on the way to the deadline."""

    on: date
    counts: bool
    """Whether it is one of the days of the period."""
    off: bool
    """Whether it is a Saturday, a Sunday or a public holiday of the authority that is asked."""
    asked: str | None
    """The public holiday where the authority that is asked is, in the reader's language."""
    asking: str | None
    """Likewise where the one that asks is; it changes nothing."""


class CountedPeriod(Struct):
    """The last day of a period, and how it is found."""

    on: date
    """Last day in time; it ends at 24:00 in the time zone of the authority that is asked."""
    days: list[Day]
    """Every day after the first one, up to the last."""


@routes.route(
    "/api/deadline",
    "GET",
    answer=CountedPeriod,
    query=("from", "days", "to", "unit", "asking", "asked"),
)
def read_deadline(asked: Asked) -> Answer:
    """Count the days of a period (days), or those up to a day (to)."""
    from_on = _day(asked, "from")
    unit = _unit(asked)
    ours, theirs = (_calendar(asked, name) for name in ("asking", "asked"))
    if "to" in asked.query:
        to_on = _day(asked, "to")
        if not 0 < (to_on - from_on).days <= LONGEST_DAYS:
            raise Invalid(Fault("/to", "out_of_period", {"longest": LONGEST_DAYS}))
        found = calendars.until(from_on, to_on, unit, asked=theirs, asking=ours)
    else:
        found = calendars.count(from_on, _days(asked), unit, asked=theirs, asking=ours)
    if found[-1].on.year > LAST_YEAR:
        raise Invalid(_beyond("/days"))
    name = catalogue(asked.language).gettext
    days = [_view(each, theirs, name) for each in found]
    return Answer(CountedPeriod(on=found[-1].on, days=days))


def _view(day: Counted, calendar: Calendar, name: Callable[[str], str]) -> Day:
    return Day(
        on=day.on,
        counts=day.counts,
        off=calendars.is_day_off(day.on, calendar),
        asked=name(HOLIDAYS[day.asked]) if day.asked else None,
        asking=name(HOLIDAYS[day.asking]) if day.asking else None,
    )


def _day(asked: Asked, name: str) -> date:
    text = asked.query.get(name, "")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(Fault(f"/{name}", "not_a_date")) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(_beyond(f"/{name}"))
    return day


def _beyond(pointer: str) -> Fault:
    return Fault(pointer, "beyond_calendar", {"first": FIRST_YEAR, "last": LAST_YEAR})


def _days(asked: Asked) -> int:
    text = asked.query.get("days", "")
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not fits or not 1 <= int(text) <= LONGEST_DAYS:
        raise Invalid(Fault("/days", "out_of_period", {"longest": LONGEST_DAYS}))
    return int(text)


def _unit(asked: Asked) -> DayUnit:
    try:
        return DayUnit(asked.query.get("unit", DayUnit.WORKING))
    except ValueError as error:
        raise Invalid(Fault("/unit", "not_an_option")) from error


def _calendar(asked: Asked, name: str) -> Calendar:
    country = asked.query.get(name, "")
    if country not in CODES:
        raise Invalid(Fault(f"/{name}", "no_such_country"))
    return storage.of(country)
