from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain import retention
from chalicelib.domain.requests import AskedQuestion, Kept, Returned, Side, State
from tests.builders import PORTUGUESE, a_request

CLOSED_ON = date(2026, 3, 2)


def over(**changes):
    request = a_request(state=State.CLOSED, **changes)
    return retention.started(request, on=CLOSED_ON, blocked_after_months=6)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 3, 2), 6, date(2026, 9, 2), id="half a year"),
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="no such day"),
        pytest.param(date(2027, 8, 31), 6, date(2028, 2, 29), id="leap year"),
        pytest.param(date(2028, 2, 29), 36, date(2031, 2, 28), id="three years"),
        pytest.param(date(2026, 12, 31), 18, date(2028, 6, 30), id="over two years' ends"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day, months, expected):
    assert retention.months_after(day, months) == expected


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        pytest.param(date(2026, 9, 1), Kept.ALL, id="the day before"),
        pytest.param(date(2026, 9, 2), Kept.BLOCKED, id="six months"),
        pytest.param(date(2029, 3, 1), Kept.BLOCKED, id="nearly three years"),
        pytest.param(date(2029, 3, 2), Kept.NOTHING, id="three years"),
    ],
)
def test_what_is_over_is_blocked_after_six_months_and_erased_after_three_years(today, kept):
    assert retention.due(over(), today=today) is kept


def test_what_is_not_over_is_kept_however_old():
    assert retention.due(a_request(), today=date(2099, 1, 1)) is Kept.ALL


def test_blocking_changes_no_word():
    before = over()

    after = retention.blocked(before)

    assert after == replace(before, kept=Kept.BLOCKED, version=before.version + 1)


def test_what_is_left_for_good_holds_no_word_that_somebody_typed():
    before = over(
        urgent_reason="Now",
        withdrawal_reason="Found",
        returned=Returned(by=PORTUGUESE, reason="Not ours", language="pt"),
        allocated={Side.ASKED: ("one",)},
    )

    after = retention.erased(before)

    typed = {"We need to know", "Now", "Found", "Not ours", "guided tours"}
    assert not [word for word in typed if word in repr(after)]
    assert after.questions == (AskedQuestion(code="Q-1"), AskedQuestion(code="Q-2"))
    assert (after.kept, after.version) == (Kept.NOTHING, before.version + 1)
    assert (after.asking, after.asked, after.state) == (
        before.asking,
        before.asked,
        before.state,
    )
    assert retention.erased(over()).returned is None
