"""What is personal in a request that is over: blocked after half a year, erased after three years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain import steps
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.moves import Accept, Close, Give, Reply, Say, Send
from chalicelib.domain.requests import Kept, State
from chalicelib.services import requests, retention
from chalicelib.storage import directory
from chalicelib.storage import requests as storage
from chalicelib.storage import retention as stored
from chalicelib.storage.request_items import RequestItem, RequestTable
from chalicelib.storage.writes import Write
from tests.builders import (
    CANARY,
    DENMARK,
    FRIDAY,
    NOON,
    NUMBER,
    PORTUGAL,
    a_case,
    a_draft_request,
    acting,
    an_authority,
    circumstances,
)
from tests.lives import ALL

pytestmark = pytest.mark.usefixtures("aws")

METTE, INES = acting(DENMARK), acting(PORTUGAL, name="ines")
BLOCKED_ON, ERASED_ON = date(2026, 9, 2), date(2029, 3, 2)


@pytest.fixture(autouse=True)
def closed(aws) -> None:
    """Close a request with canaries in each of its corners."""
    for each in (DENMARK, PORTUGAL):
        directory.save_authority(an_authority(each))
    case = a_case(a_draft_request(reason=f"{CANARY} in the reason"))
    begun = Event(
        number=NUMBER, sequence=1, action=CREATED, authority=DENMARK, official="m", at=NOON
    )
    storage.create(case, begun, None)
    life = [
        (METTE, Send()),
        (INES, Accept(agreed_on=FRIDAY)),
        *[(METTE, Say(text=f"{CANARY} in message {n}")) for n in range(stored.AT_ONCE)],
        (INES, Give(answers=ALL)),
        (INES, Reply()),
        (METTE, Close(timeliness=4)),
    ]
    for by, move in life:
        moved = steps.take(case, move, circumstances(), by=by)
        storage.save(moved, before=case.request.version, call=None)
        case = moved.case


def items() -> list[dict]:
    return [item.serialize() for item in RequestTable.query(NUMBER)]


def seen_by(by):
    case = requests.read(NUMBER, by=by)
    page = boxes_timeline(by).page
    return repr((case, page))


def boxes_timeline(by):
    from chalicelib.services import boxes as lists

    return lists.timeline(NUMBER, by=by, limit=100, cursor=None)


def test_nothing_happens_before_its_day():
    before = items()

    assert retention.run(BLOCKED_ON - timedelta(days=1)) == {Kept.BLOCKED: 0, Kept.NOTHING: 0}

    assert items() == before
    assert CANARY in seen_by(METTE)


def test_what_is_blocked_is_there_and_nobody_reads_it():
    assert retention.run(BLOCKED_ON) == {Kept.BLOCKED: 1, Kept.NOTHING: 0}

    assert CANARY in repr(items())
    for by in (METTE, INES):
        assert CANARY not in seen_by(by)
        assert CANARY not in repr(storage.load(NUMBER, reader=by.authority).answers)
        assert storage.load(NUMBER, reader=by.authority).sealed is None
    assert retention.run(BLOCKED_ON) == {Kept.BLOCKED: 0, Kept.NOTHING: 0}


@pytest.mark.parametrize("blocked_before", [True, False])
def test_what_is_erased_is_nowhere_and_the_statistics_stay(blocked_before):
    if blocked_before:
        retention.run(BLOCKED_ON)

    assert retention.run(ERASED_ON) == {Kept.BLOCKED: 0, Kept.NOTHING: 1}

    assert CANARY not in repr(items())
    left = requests.read(NUMBER, by=METTE).request
    assert (left.state, left.timeliness, left.agreed_on) == (State.CLOSED, 4, FRIDAY)
    assert [each.code for each in left.questions] == ["Q-1", "Q-2"]
    assert list(stored.due(date(2099, 1, 1))) == []
    page = boxes_timeline(METTE).page
    assert len(page.items) == 6 + stored.AT_ONCE


def test_what_a_crash_left_half_blocked_is_blocked_the_next_night(monkeypatch):
    save = stored._save

    def crash(*_):
        raise ConnectionError

    class Strict(Write):
        """Refuses to write nothing, as DynamoDB does and moto does not."""

        def commit(self):
            assert self._meanings
            super().commit()

    many = stored.AT_ONCE
    monkeypatch.setattr(stored, "AT_ONCE", 2)
    monkeypatch.setattr(stored, "Write", Strict)
    monkeypatch.setattr(stored, "_save", crash)
    assert retention.run(BLOCKED_ON) == {Kept.BLOCKED: 0, Kept.NOTHING: 0}

    monkeypatch.setattr(stored, "_save", save)
    assert retention.run(BLOCKED_ON + timedelta(days=1)) == {Kept.BLOCKED: 1, Kept.NOTHING: 0}
    assert CANARY not in seen_by(METTE)
    assert repr(items()).count(CANARY) >= many


def test_one_that_fails_keeps_no_other_waiting(caplog):
    broken = replace(a_draft_request(number="0000-0000"), state=State.CLOSED, closed_at=NOON)
    item = RequestItem.from_domain(replace(broken, blocked_on=BLOCKED_ON, erased_on=ERASED_ON))
    item.parties = {}
    item.save()

    assert retention.run(BLOCKED_ON)[Kept.BLOCKED] == 1

    assert "0000-0000 is not blocked or erased: KeyError" in caplog.text
