"""How long an authority usually needs to answer, as its last requests tell."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chalicelib.domain.deadlines import local_day
from chalicelib.domain.requests import AWAITED_STATES, Request, State

LEAST: Final = 5
"""Requests of which a median is told; of fewer it would tell of a single one."""


WAITS: Final = frozenset({State.AWAITING_ACCEPTANCE, State.REPLY_APPROVAL, *AWAITED_STATES})
"""States in which the asking side waits for a reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long it has taken from the day of sending to that of the first reply."""

    days: int | None
    """The median in calendar days; of two in the middle the longer one. None while too few tell."""
    of: int
    """How many requests were counted; 0 while too few tell."""


def of(requests: Sequence[Request], *, at: datetime) -> Pace:
    """
    Return how long those of *requests* have taken that are answered.

    What waits longer than they took counts with the days for which it has waited. What another
    authority had before is left out: nobody knows how much of the time was whose.

    Args:
        at: The moment, UTC.
    """
    own = [each for each in requests if not each.former]
    days = [took for each in own if (took := _days(each, each.answered_at)) is not None]
    if len(days) < LEAST:
        return Pace(days=None, of=0)
    usual = statistics.median_high(days)
    waiting = [_days(each, at) for each in own if each.state in WAITS and not each.answered_at]
    days += [waited for waited in waiting if waited is not None and waited > usual]
    return Pace(days=statistics.median_high(days), of=len(days))


def _days(request: Request, until: datetime | None) -> int | None:
    """Return the days from sending *request* to *until*, local to who answers; None without both."""
    if not (request.sent_at and until and request.asked):
        return None
    zone = request.asked.time_zone
    return (local_day(until, zone) - local_day(request.sent_at, zone)).days
