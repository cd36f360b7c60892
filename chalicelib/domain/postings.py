"""When somebody gets an e-mail: at once, with others later, or not at all."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain import calendars, reminders
from chalicelib.domain.calendars import Calendar
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Mail
from chalicelib.domain.reminders import WHO_IS_REMINDED

MORNING: Final = time(8)
"""When the daily e-mail comes, local to the reader's authority."""
TALK: Final = timedelta(hours=1)
"""How long further messages on one request are gathered after an e-mail about one."""
RUN: Final = timedelta(minutes=5)
"""How long what the clock says in one run is gathered."""

ABOUT_REGISTERS: Final = frozenset(
    {
        Topic.REGISTER_WAITS,
        Topic.REGISTER_DECIDED,
        Topic.REGISTER_OVERDUE,
        Topic.REGISTER_DEAD,
    }
)
"""What is told of the entry of a register, to those who look after it."""

ABOUT_RECORDS: Final = ABOUT_REGISTERS | frozenset(
    {
        Topic.RECORD_SUBMITTED,
        Topic.RECORD_VALIDATED,
        Topic.ACCESS_WANTED,
        Topic.ACCESS_GRANTED,
        Topic.ACCESS_REFUSED,
        Topic.NOT_SEEN,
    }
)
"""What is told of an authority, to those who administer it or decide on it."""

TO_ONE: Final = frozenset({Topic.INVITATION, Topic.ADDED})
"""What reaches one official and nobody else."""

TO_ADMINISTRATORS: Final = ABOUT_RECORDS | {Topic.BELOW_RULE, Topic.CARE_BELOW_RULE}
"""What is for those who administer the authority, and not for those who handle the area."""

TO_MAILBOX: Final = TO_ADMINISTRATORS | {
    Topic.REQUEST_RECEIVED,
    Topic.CLARIFICATION_ASKED,
    Topic.APPROVAL_WANTED,
    Topic.DECISION_WANTED,
    Topic.REMINDER,
    *WHO_IS_REMINDED,
}
"""What reaches the mailbox of the authority besides its officials: it has a clock."""

UNASKED: Final = TO_ONE | TO_ADMINISTRATORS
"""What comes at once whatever somebody has chosen: it is about the account, or the authority's."""


def is_on_request(notice: Notice) -> bool:
    """Return whether *notice* is about a request, and not about an account or an authority."""
    return notice.topic not in UNASKED


def is_wanted(notice: Notice, mail: Mail | None) -> bool:
    """Return whether a reader who has chosen *mail*, None for a mailbox, gets *notice* at all."""
    return mail is not Mail.NONE or notice.topic in UNASKED


def held_until(
    notice: Notice,
    mail: Mail,
    at: datetime,
    *,
    time_zone: str,
    calendar: Calendar,
    told_at: datetime | None,
) -> datetime | None:
    """
    Return until when (UTC) an e-mail about *notice* waits for others; None if it goes at once.

    Args:
        at: The present moment, UTC.
        time_zone: IANA name of the zone of the reader's authority.
        calendar: Public holidays in its country.
        told_at: When an e-mail about a message on the same request has last gone to the same
            reader, UTC; None if none has within :data:`TALK`.
    """
    if notice.topic in UNASKED:
        return None
    if mail is Mail.DAILY:
        return next_morning(at, time_zone=time_zone, calendar=calendar)
    if notice.topic in WHO_IS_REMINDED:
        gathered = max(at, notice.at + RUN)
        if not reminders.is_working_time(gathered, time_zone=time_zone, calendar=calendar):
            return next_morning(gathered, time_zone=time_zone, calendar=calendar)
        return gathered if at < gathered else None
    if notice.topic is Topic.MESSAGE and told_at and at < told_at + TALK:
        return told_at + TALK
    return None


def next_morning(at: datetime, *, time_zone: str, calendar: Calendar) -> datetime:
    """Return the next moment after *at* (UTC) at which a working morning begins in *time_zone*."""
    zone = ZoneInfo(time_zone)
    day = at.astimezone(zone).date()
    while True:
        morning = datetime.combine(day, MORNING, zone)
        if morning > at and not calendars.is_day_off(day, calendar):
            return morning.astimezone(at.tzinfo)
        day += timedelta(days=1)
