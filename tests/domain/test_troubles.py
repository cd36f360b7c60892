from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain import troubles
from chalicelib.domain.troubles import Alarm, Part, Trouble
from tests.builders import NOON

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("alarm", "part"),
    [
        ("sweep-fails", Part.MAIL),
        ("notice-failed", Part.MAIL),
        ("index-throttled", Part.SEARCH),
        ("scanned-fails", Part.FILES),
        ("visit-fails", Part.REGISTERS),
        ("erase-fails", Part.REMINDERS),
        ("api-slow", Part.REQUESTS),
        ("requeststable-read-throttled", Part.REQUESTS),
        ("something-new", Part.REQUESTS),
    ],
)
def test_an_alarm_tells_what_people_cannot_rely_on(alarm, part):
    assert troubles.part_of(alarm) is part


def test_a_part_does_not_work_since_its_first_alarm_that_still_rings():
    rings = [
        Alarm(name="sweep-fails", rings=True, at=NOON),
        Alarm(name="wake-fails", rings=True, at=NOON - HOUR),
        Alarm(name="notice-failed", rings=False, at=NOON - 9 * HOUR),
        Alarm(name="api-fails", rings=True, at=NOON),
    ]

    assert troubles.of(rings) == [
        Trouble(part=Part.REQUESTS, since=NOON),
        Trouble(part=Part.MAIL, since=NOON - HOUR),
    ]
    assert troubles.of([]) == []
