"""Requests of which the clock reminds: each is told of once, when whoever must act is at work."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.authorities import Part
from chalicelib.domain.errors import Stale
from chalicelib.domain.notices import Topic
from chalicelib.domain.requests import State
from chalicelib.services import reminders
from chalicelib.storage import directory, notices
from chalicelib.storage import reminders as stored
from chalicelib.storage import requests as storage
from chalicelib.storage.request_items import RequestItem
from tests.builders import (
    AREA,
    COORDINATOR_PT,
    DENMARK,
    NOON,
    NUMBER,
    PORTUGAL,
    a_request,
    an_authority,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _directory(aws):
    part = Part(request_coordinators=("gone", COORDINATOR_PT))
    directory.save_authority(an_authority(PORTUGAL, parts={AREA: part}))
    for each in (DENMARK, COORDINATOR_PT):
        directory.save_authority(an_authority(each))


def stored_request(**changes):
    facts = {"turn_since": NOON} | changes
    RequestItem.from_domain(a_request(**facts)).save()


def told(at):
    return {(each.notice.topic, each.notice.reader) for each in notices.lease(at)}


def head():
    return next(storage.heads([NUMBER]))


def test_whoever_rests_is_reminded_and_the_coordinator_learns_of_it():
    stored_request(state=State.ACCEPTED, agreed_on=None, proposed_on=None)
    assert reminders.remind(NOON + 59 * DAY) == 0
    # The sixtieth day is the first of May, a public holiday; then comes a weekend.
    assert [reminders.remind(NOON + n * DAY) for n in (60, 61, 62)] == [0, 0, 0]

    assert reminders.remind(NOON + 63 * DAY) == 3

    assert told(NOON + 63 * DAY) == {
        (Topic.NOTHING_HAPPENS, PORTUGAL),
        (Topic.CARE_NOTHING_HAPPENS, COORDINATOR_PT),
        (Topic.OTHER_RESTS, DENMARK),
    }
    day = (NOON + 63 * DAY).date()
    assert (head().nagged_on, head().told_on) == (day, day)
    assert head().version == a_request().version
    assert reminders.remind(NOON + 63 * DAY) == 0
    assert reminders.remind(NOON + 93 * DAY) == 3


@pytest.mark.parametrize("hour", [-5, 5])
def test_nobody_is_reminded_outside_working_hours(hour):
    stored_request()

    assert reminders.remind(NOON + 7 * DAY + timedelta(hours=hour)) == 0
    assert reminders.remind(NOON + 7 * DAY) == 2


def test_what_was_missed_for_months_is_told_once():
    stored_request(state=State.ACCEPTED)

    assert [reminders.remind(NOON + n * DAY) for n in (400, 401)] == [3, 0]


def test_what_is_over_rests_in_peace():
    stored_request(state=State.CLOSED, blocked_on=None)

    assert reminders.remind(NOON + 4000 * DAY) == 0


def test_what_moves_meanwhile_is_not_told_of():
    stored_request(state=State.ACCEPTED)
    seen = head()
    stored_request(state=State.ACCEPTED, version=seen.version + 1)

    with pytest.raises(Stale):
        stored.tell(seen, [], [], today=NOON.date())


def test_what_was_told_meanwhile_is_not_told_again():
    stored_request()
    seen = head()
    assert reminders.remind(NOON + 7 * DAY) == 2

    with pytest.raises(Stale):
        stored.tell(seen, [], [], today=NOON.date())


def test_one_that_fails_keeps_no_other_from_being_told_of(monkeypatch, caplog):
    stored_request(state=State.AWAITING_ACCEPTANCE)
    stored_request(state=State.AWAITING_ACCEPTANCE, number="0000-0000")
    heads = storage.heads

    def broken(numbers):
        if "0000-0000" in numbers:
            raise RuntimeError("a word that somebody typed")
        return heads(numbers)

    monkeypatch.setattr(storage, "heads", broken)

    assert reminders.remind(NOON + 7 * DAY) == 2
    assert "RuntimeError" in caplog.text
    assert "typed" not in caplog.text


def test_one_that_moves_between_is_left_for_another_hour(monkeypatch):
    stored_request()

    def stale(*_args, **_more):
        raise Stale

    monkeypatch.setattr(stored, "tell", stale)

    assert reminders.remind(NOON + 7 * DAY) == 0


def test_both_sides_are_told_that_data_will_be_blocked():
    blocked_on = (NOON + 30 * DAY).date()
    stored_request(state=State.CLOSED, agreed_on=NOON.date(), blocked_on=blocked_on)

    assert reminders.remind(NOON + 16 * DAY) == 2

    assert told(NOON + 16 * DAY) == {
        (Topic.BLOCKED_SOON, DENMARK),
        (Topic.BLOCKED_SOON, PORTUGAL),
    }
