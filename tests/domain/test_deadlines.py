from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain import deadlines
from chalicelib.domain.areas import DayUnit, Deadline
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.requests import Offer, Side, State
from tests.builders import FRIDAY, SATURDAY, a_draft_request, a_request

CALENDAR = Deadline(days=14, urgent_days=5)


@pytest.mark.parametrize(
    ("deadline", "urgent", "expected"),
    [
        pytest.param(Deadline(days=1), False, date(2026, 3, 3), id="the day is not counted"),
        pytest.param(Deadline(days=5), False, date(2026, 3, 9), id="Saturday becomes Monday"),
        pytest.param(CALENDAR, False, date(2026, 3, 16), id="two weeks"),
        pytest.param(CALENDAR, True, date(2026, 3, 9), id="urgent"),
        pytest.param(Deadline(days=14), True, date(2026, 3, 16), id="urgency unknown here"),
        pytest.param(
            Deadline(days=6, unit=DayUnit.WORKING), False, date(2026, 3, 10), id="working days"
        ),
    ],
)
def test_a_suggested_deadline_is_no_day_off(deadline, urgent, expected):
    day = date(2026, 3, 2)

    assert deadlines.suggested(deadline, day, urgent=urgent, calendar=NO_HOLIDAYS) == expected


def test_a_day_begins_when_it_does_at_the_authority():
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)

    assert deadlines.local_day(late, "Europe/Lisbon") == date(2026, 3, 2)
    assert deadlines.local_day(late, "Europe/Helsinki") == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("request_", "pointers"),
    [
        pytest.param(a_draft_request(proposed_on=SATURDAY), ["/proposed_on"], id="proposed"),
        pytest.param(
            a_request(state=State.ACCEPTED, agreed_on=SATURDAY), ["/agreed_on"], id="agreed"
        ),
        pytest.param(
            a_request(state=State.ACCEPTED, proposed_on=SATURDAY, agreed_on=FRIDAY),
            [],
            id="the agreed day counts",
        ),
        pytest.param(
            a_request(
                state=State.ACCEPTED,
                agreed_on=FRIDAY,
                offer=Offer(on=SATURDAY, by=Side.ASKED),
            ),
            ["/offer/on"],
            id="another day on offer",
        ),
        pytest.param(a_request(proposed_on=None), [], id="no day yet"),
        pytest.param(a_request(state=State.REPLIED, agreed_on=SATURDAY), [], id="replied"),
        pytest.param(a_request(state=State.CLOSED, agreed_on=SATURDAY), [], id="over"),
    ],
)
def test_a_day_off_is_worth_a_warning_while_a_reply_is_awaited(request_, pointers):
    found = deadlines.warnings(request_, asked=NO_HOLIDAYS, asking=NO_HOLIDAYS)

    assert [fault.pointer for fault in found] == pointers
