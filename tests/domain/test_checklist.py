from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import checklist
from chalicelib.domain.checklist import Key, Known, Point
from chalicelib.domain.officials import Role
from tests.builders import TODAY, an_authority, an_official

ME, OTHER = an_official(name="me"), an_official(name="other")
DAY = timedelta(days=1)


def found(key: Key, **changes) -> Point:
    known = Known(
        by=ME.acting_for(),
        authority=an_authority(),
        colleagues=(ME, OTHER),
        has_exchanged=False,
        coordinator=None,
        lessons=None,
        today=TODAY,
    )
    points = {point.key: point for point in checklist.points(replace(known, **changes))}
    assert list(points) == list(Key)
    return points[key]


def confirmed(days_ago: int) -> dict:
    return {"authority": an_authority(confirmed_on=TODAY - days_ago * DAY)}


def seen(days_ago: int) -> dict:
    return {"colleagues": (ME, replace(OTHER, last_seen_on=TODAY - days_ago * DAY))}


VIEWER = an_official(name="me", role=Role.VIEWER)
NOBODY_ELSE = {"colleagues": (ME,)}
NO_HANDLER = {"colleagues": (ME, an_official(name="other", role=None))}


@pytest.mark.parametrize(
    ("key", "changes", "done"),
    [
        pytest.param(Key.REGISTERED, {}, True, id="signed in"),
        pytest.param(Key.ACTIVITY, {}, True, id="an area"),
        pytest.param(Key.ACTIVITY, {"authority": an_authority(areas=())}, False, id="no area"),
        pytest.param(Key.TASKS, {}, True, id="a handler"),
        pytest.param(Key.TASKS, {"by": VIEWER.acting_for()}, False, id="a viewer"),
        pytest.param(Key.COUNTERPARTS, {}, False, id="nothing exchanged"),
        pytest.param(Key.COUNTERPARTS, {"has_exchanged": True}, True, id="exchanged"),
        pytest.param(Key.BACKUP, {}, True, id="a colleague who handles the same"),
        pytest.param(Key.BACKUP, NOBODY_ELSE, False, id="alone"),
        pytest.param(Key.BACKUP, NO_HANDLER, False, id="nobody else handles"),
        pytest.param(Key.LEFT, {}, True, id="never seen is not gone"),
        pytest.param(Key.LEFT, seen(365), True, id="seen a year ago"),
        pytest.param(Key.LEFT, seen(366), False, id="unseen for longer"),
        pytest.param(Key.COORDINATOR, {}, False, id="no coordinator known"),
        pytest.param(Key.COORDINATOR, {"coordinator": "Kontoret"}, True, id="coordinator"),
        pytest.param(Key.MATERIAL, {}, False, id="material"),
        pytest.param(Key.TRAINING, {"has_exchanged": True}, False, id="exchanged in earnest"),
        pytest.param(Key.TRAINING, {"lessons": (0, 9)}, False, id="no lesson done"),
        pytest.param(Key.TRAINING, {"lessons": (1, 9)}, True, id="a lesson done"),
        pytest.param(Key.INFORMATION, {}, False, id="never confirmed"),
        pytest.param(Key.INFORMATION, confirmed(90), True, id="confirmed"),
        pytest.param(Key.INFORMATION, confirmed(91), False, id="confirmed long ago"),
        pytest.param(Key.REGISTERS, {}, False, id="registers"),
    ],
)
def test_a_point_is_done_when_what_is_known_says_so(key, changes, done):
    assert found(key, **changes).done is done


def test_the_evidence_names_what_it_rests_on():
    assert found(Key.REGISTERED).facts == {"authority": "Erhvervskontoret"}
    assert found(Key.BACKUP).facts == {"count": 1}
    assert found(Key.LEFT, **seen(400)).facts == {"count": 1}
    assert found(Key.INFORMATION, **confirmed(0)).facts == {"date": "2026-03-02"}
    assert found(Key.TRAINING, lessons=(2, 9)).facts == {"count": 2, "total": 9}
    assert not found(Key.TRAINING).knowable
    assert found(Key.TRAINING, lessons=(0, 9)).knowable
    assert found(Key.MATERIAL).evidence is None
