from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import register_notices, registers
from chalicelib.domain.notices import Topic
from chalicelib.domain.register_edits import Entry
from chalicelib.domain.register_health import Health, State
from tests.builders import COORDINATOR_DK, DENMARK, NOON, TODAY, a_party
from tests.domain.test_registers import PLAIN

CVR = replace(registers.from_plain(PLAIN, "DK"), keeper=DENMARK, confirmed_on=TODAY)
DAY = timedelta(days=1)
DANES, COORDINATOR = a_party(DENMARK), a_party(COORDINATOR_DK)
DEAD = Health(url=CVR.url, state=State.DEAD, looked_at=NOON, failing_since=NOON - 7 * DAY)


def waits(before, after, coordinator=COORDINATOR_DK):
    found = register_notices.waits(before, after, coordinator, by=DANES, official="bo", at=NOON)
    return [(each.topic, each.number, each.version, each.reader, each.by) for each in found]


def test_the_coordinator_is_told_of_each_version_that_waits():
    first = Entry(register=None, waiting=CVR, version=1)
    told = (Topic.REGISTER_WAITS, CVR.id, 1, COORDINATOR_DK, "bo")

    assert waits(None, first) == [told]
    assert waits(None, first, None) == waits(None, first, DENMARK) == []
    assert waits(first, replace(first, version=2)) == []
    assert waits(first, Entry(register=CVR, version=2)) == []
    other = replace(first, waiting=replace(CVR, url="https://new.example"), version=2)
    assert waits(first, other) == [(*told[:2], 2, *told[3:])]


def due(register=CVR, health=None, days=0, keeper=DANES, coordinator=COORDINATOR):
    found = register_notices.due(
        register, health, keeper=keeper, coordinator=coordinator, at=NOON + days * DAY
    )
    return [(each.topic, each.reader, each.version) for each in found]


def version(days: int) -> int:
    return int(f"{TODAY + days * DAY:%Y%m%d}")


@pytest.mark.parametrize(
    ("days", "for_day"), [(364, None), (365, 365), (394, 365), (395, 395), (460, 455)]
)
def test_an_entry_that_is_not_confirmed_for_a_year_is_recalled_once_a_month(days, for_day):
    told = [(Topic.REGISTER_OVERDUE, DENMARK, version(for_day))] if for_day else []

    assert due(days=days) == told


def test_nobody_is_reminded_of_what_nobody_has_promised():
    assert due(replace(CVR, confirmed_on=None), days=999) == []
    assert due(keeper=None, coordinator=None, days=999) == []


def test_where_nobody_keeps_it_the_coordinator_is_reminded():
    assert due(keeper=None, days=365) == [
        (Topic.REGISTER_OVERDUE, COORDINATOR_DK, version(365))
    ]


def test_a_coordinator_that_keeps_a_register_is_told_once():
    told = [(Topic.REGISTER_DEAD, COORDINATOR_DK, version(0))]

    assert due(health=DEAD, keeper=COORDINATOR, days=9) == told


def test_the_keeper_is_told_what_was_decided():
    def decided(entry, by=COORDINATOR):
        found = register_notices.decided(entry, 7, by=by, official="ingrid", at=NOON)
        return [(each.topic, each.number, each.reader, each.version, each.by) for each in found]

    told = (Topic.REGISTER_DECIDED, CVR.id, DENMARK, 7, "ingrid")
    assert decided(Entry(register=None, waiting=CVR)) == [told]
    assert decided(Entry(register=replace(CVR, keeper=None))) == []
    assert decided(Entry(register=CVR), by=DANES) == []


def test_the_keeper_is_told_of_a_dead_register_and_the_coordinator_a_week_later():
    keeper = (Topic.REGISTER_DEAD, DENMARK, version(0))
    assert due(health=DEAD) == due(health=DEAD, days=6) == [keeper]
    coordinator = (Topic.REGISTER_DEAD, COORDINATOR_DK, version(7))
    assert due(health=DEAD, days=7) == due(health=DEAD, days=90) == [keeper, coordinator]
    assert due(health=DEAD, days=7, coordinator=None) == [keeper]


def test_where_nobody_keeps_it_the_coordinator_is_told_at_once():
    told = [(Topic.REGISTER_DEAD, COORDINATOR_DK, version(0))]

    assert due(health=DEAD, keeper=None, days=9) == told
    assert due(health=DEAD, keeper=None, coordinator=None) == []


def test_nobody_is_told_of_what_another_has_taken_the_place_of():
    assert due(replace(CVR, successor="dk-new"), health=DEAD, days=400) == []


def test_what_is_not_dead_or_was_another_address_is_no_news():
    assert due(health=replace(DEAD, state=State.UNWELL)) == []
    assert due(health=replace(DEAD, url="https://former.example")) == []
    unknown = replace(DEAD, failing_since=None, looked_at=NOON - 7 * DAY)
    assert due(health=unknown) == [(Topic.REGISTER_DEAD, DENMARK, version(0))]
