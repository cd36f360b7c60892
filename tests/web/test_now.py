"""The clock of a stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.config import settings
from chalicelib.web import now

A_MINUTE = timedelta(minutes=1)


def test_the_clock_of_a_stage_is_ahead_by_days_and_the_real_one_is_not(monkeypatch):
    monkeypatch.setattr(now, "settings", replace(settings, clock_ahead=7))

    ahead = now.now() - now.real()

    assert timedelta(days=7) <= ahead + A_MINUTE < timedelta(days=7) + 2 * A_MINUTE


def test_a_clock_that_was_advanced_is_put_back():
    now.advance(timedelta(days=1))
    assert now.now() - now.real() > timedelta(hours=23)

    now.reset()

    assert abs(now.now() - now.real()) < A_MINUTE
