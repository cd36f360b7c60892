"""
How long what is personal in a request is kept: its clock starts when the request is over.

Source:
    Regulation (EU) No 1024/2012, Art. 14(1): personal data is blocked as soon as it is no longer
    necessary, and as a rule six months after the formal closure at the latest, eighteen where a Union
    act says so; Art. 14(3): blocked data is erased three years after the formal closure.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date
from typing import Final

from chalicelib.domain.requests import AskedQuestion, Kept, Request

ERASED_AFTER_MONTHS: Final = 36


def started(request: Request, *, on: date, blocked_after_months: int) -> Request:
    """
    Return *request*, which is over, with the days on which its personal data is blocked and erased.

    Args:
        on: Day of the closure or withdrawal, UTC.
        blocked_after_months: Calendar months, as the legal area has them.
    """
    return replace(
        request,
        blocked_on=months_after(on, blocked_after_months),
        erased_on=months_after(on, ERASED_AFTER_MONTHS),
    )


def hastened(request: Request, *, on: date) -> Request:
    """Return *request*, whose personal data is to be erased *on* this day (UTC) already."""
    blocked_on = min(request.blocked_on, on) if request.blocked_on else on
    return replace(request, blocked_on=blocked_on, erased_on=on)


def due(request: Request, *, today: date) -> Kept:
    """Return what must be kept of *request* *today* (UTC), whatever still is."""
    if request.erased_on and today >= request.erased_on:
        return Kept.NOTHING
    if request.blocked_on and today >= request.blocked_on:
        return Kept.BLOCKED
    return Kept.ALL


def blocked(request: Request) -> Request:
    """Return *request* with its personal data blocked; nobody reads it from now on."""
    return replace(request, kept=Kept.BLOCKED, version=request.version + 1)


def erased(request: Request) -> Request:
    """Return what is left of *request* for good."""
    left = without_words(request)
    return replace(left, kept=Kept.NOTHING, version=request.version + 1)


def without_words(request: Request) -> Request:
    """Return *request* without a word that somebody typed: codes, authorities and days."""
    returned = request.returned
    return replace(
        request,
        reason="",
        urgent_reason="",
        withdrawal_reason="",
        salt="",
        questions=tuple(AskedQuestion(code=each.code) for each in request.questions),
        returned=replace(returned, reason="") if returned else None,
        allocated={},
    )


def months_after(day: date, months: int) -> date:
    """Return the same day *months* later, or the last one of its month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))
