"""Requests that rest are told of, once for each time, whatever was missed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.authorities import Part
from chalicelib.domain.errors import Stale
from chalicelib.domain.notices import Topic
from chalicelib.domain.requests import State
from chalicelib.services import stillness
from chalicelib.storage import directory, notices
from chalicelib.storage import requests as storage
from chalicelib.storage import stillness as stored
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

SIXTY, THIRTY = timedelta(days=60), timedelta(days=30)


@pytest.fixture(autouse=True)
def _directory(aws):
    part = Part(request_coordinators=("gone", COORDINATOR_PT))
    directory.save_authority(an_authority(PORTUGAL, parts={AREA: part}))
    for each in (DENMARK, COORDINATOR_PT):
        directory.save_authority(an_authority(each))


def stored_request(**changes):
    RequestItem.from_domain(a_request(**changes)).save()


def told(at):
    return {(each.notice.topic, each.notice.reader) for each in notices.lease(at)}


def head():
    return next(storage.heads([NUMBER]))


def test_it_is_told_after_sixty_days_and_not_before():
    stored_request(state=State.ACCEPTED)

    assert stillness.run(NOON + SIXTY - timedelta(days=1)) == 0
    assert stillness.run(NOON + SIXTY) == 1

    assert told(NOON + SIXTY) == {
        (Topic.NOTHING_HAPPENS, PORTUGAL),
        (Topic.CARE_NOTHING_HAPPENS, COORDINATOR_PT),
    }
    assert head().nagged_on == (NOON + SIXTY).date()
    assert head().version == a_request().version
    assert stillness.run(NOON + SIXTY) == 0
    assert stillness.run(NOON + SIXTY + THIRTY) == 1


def test_what_was_missed_for_months_is_told_once():
    stored_request(state=State.ACCEPTED)

    assert [stillness.run(NOON + timedelta(days=400 + day)) for day in (0, 1)] == [1, 0]


def test_what_is_over_rests_in_peace():
    stored_request(state=State.CLOSED)

    assert stillness.run(NOON + timedelta(days=4000)) == 0


def test_what_moves_meanwhile_is_not_told_of():
    stored_request(state=State.ACCEPTED)
    seen = head()
    stored_request(state=State.ACCEPTED, version=seen.version + 1)

    with pytest.raises(Stale):
        stored.tell(seen, [], today=(NOON + SIXTY).date())


def test_one_that_fails_keeps_no_other_from_being_told_of(monkeypatch, caplog):
    stored_request(state=State.ACCEPTED)
    stored_request(state=State.ACCEPTED, number="0000-0000")
    heads = storage.heads

    def broken(numbers):
        if "0000-0000" in numbers:
            raise RuntimeError("a word that somebody typed")
        return heads(numbers)

    monkeypatch.setattr(storage, "heads", broken)

    assert stillness.run(NOON + SIXTY) == 1
    assert "RuntimeError" in caplog.text
    assert "typed" not in caplog.text


def test_one_that_moves_between_is_left_for_another_night(monkeypatch):
    stored_request(state=State.ACCEPTED)

    def stale(*_args, **_more):
        raise Stale

    monkeypatch.setattr(stored, "tell", stale)

    assert stillness.run(NOON + SIXTY) == 0
