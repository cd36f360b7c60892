"""How long an authority usually needs to answer, as its last requests tell."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.deadlines import local_day
from chalicelib.domain.requests import Request

LEAST: Final = 5
"""Requests of which a median is told; of fewer it would tell of a single one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long it has taken from the day of sending to that of the first reply."""

    days: int | None
    """The median in calendar days; of two in the middle the longer one. None while too few tell."""
    of: int
    """How many requests were counted."""


def of(requests: Iterable[Request]) -> Pace:
    """
    Return how long those of *requests* have taken that are answered.

    What another authority had before is left out: nobody knows how much of the time was whose.
    """
    days = list(_days(requests))
    usual = statistics.median_high(days) if len(days) >= LEAST else None
    return Pace(days=usual, of=len(days))


def _days(requests: Iterable[Request]) -> Iterator[int]:
    for each in requests:
        if each.sent_at and each.answered_at and each.asked and not each.former:
            zone = each.asked.time_zone
            yield (local_day(each.answered_at, zone) - local_day(each.sent_at, zone)).days
