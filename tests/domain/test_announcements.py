from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import announcements
from chalicelib.domain.authorities import Access, Part
from chalicelib.domain.care import Act
from chalicelib.domain.notices import Topic
from tests.builders import AREA, COORDINATOR_DK, DENMARK, NOON, acting, an_authority

RECORD = an_authority(DENMARK, validating_coordinator=COORDINATOR_DK, version=7)
BO, KIM = acting(DENMARK, name="bo"), acting(COORDINATOR_DK, name="kim")


def told(notices):
    return [(each.topic, each.reader, each.area, each.by) for each in notices]


@pytest.mark.parametrize("act", Act)
def test_the_other_side_is_told_that_a_record_is_handed_in_or_validated(act):
    found = [*announcements.of_step(act, RECORD, by=BO, at=NOON)]

    wanted = {
        Act.SUBMIT: [(Topic.RECORD_SUBMITTED, COORDINATOR_DK, "", BO.official.id)],
        Act.VALIDATE: [(Topic.RECORD_VALIDATED, DENMARK, "", BO.official.id)],
    }
    assert told(found) == wanted.get(act, [])
    for each in found:
        assert (each.number, each.version, each.counterpart) == (DENMARK, 7, RECORD.party)


def test_nobody_is_told_where_nobody_validates():
    alone = replace(RECORD, validating_coordinator=None)

    assert [*announcements.of_step(Act.SUBMIT, alone, by=BO, at=NOON)] == []


def changed(old, new, by, decides=COORDINATOR_DK):
    before, after = (
        replace(RECORD, parts={AREA: Part(access=each)} if each else {}) for each in (old, new)
    )
    found = announcements.of_access(before, after, AREA, decides=decides, by=by, at=NOON)
    return [each[:3] for each in told(found)]


def test_who_decides_is_told_that_access_is_wanted():
    wanted = [(Topic.ACCESS_WANTED, COORDINATOR_DK, AREA)]

    assert changed(None, Access.REQUESTED, BO) == wanted
    assert changed(None, Access.REQUESTED, BO, decides=None) == []


def test_who_asked_is_told_what_was_decided():
    granted, refused = (
        [(topic, DENMARK, AREA)] for topic in (Topic.ACCESS_GRANTED, Topic.ACCESS_REFUSED)
    )

    assert changed(Access.REQUESTED, Access.GRANTED, KIM) == granted
    assert changed(None, Access.GRANTED, KIM) == granted
    assert changed(Access.REQUESTED, None, KIM) == refused


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(Access.REQUESTED, None, id="taken back"),
        pytest.param(Access.GRANTED, Access.GRANTED, id="another setting"),
        pytest.param(Access.GRANTED, Access.SUSPENDED, id="suspended"),
    ],
)
def test_nobody_is_told_of_what_concerns_nobody_else(old, new):
    assert changed(old, new, BO) == []
