"""Personal data that both authorities want erased before its day."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Stale
from chalicelib.domain.requests import Kept
from chalicelib.services import retention
from chalicelib.storage import erased
from chalicelib.storage import retention as stored
from chalicelib.storage.request_items import RequestTable
from tests.builders import CANARY, NOON

WISH = {"reason": f"{CANARY} wishes it", "consent": True}


@pytest.fixture
def closed(mette, replied):
    assert mette.act(replied, "close", {"timeliness": 5, "effort": None}).status == 200
    return replied


def everything(number):
    return repr([item.serialize() for item in RequestTable.query(number)])


def test_the_second_wish_erases_at_once(mette, ines, closed):
    wanted = ines.act(closed, "erase-early", WISH).json()
    assert (wanted["erasure_by"], wanted["kept"]) == ("asked", "all")
    assert CANARY in everything(closed)

    erased = mette.act(closed, "erase-early", WISH).json()

    assert (erased["kept"], erased["person"], erased["reason"]) == ("nothing", None, "")
    assert erased["erased_on"] == NOON.date().isoformat()
    assert CANARY not in everything(closed)
    lines = ines.get(f"/api/requests/{closed}/events")["items"]
    assert [each["action"] for each in lines][-2:] == ["erase-early", "erase-early"]
    assert mette.act(closed, "erase-early", WISH).status == 409


def test_one_side_does_not_decide_alone(ines, closed):
    assert ines.act(closed, "erase-early", WISH).status == 200

    again = ines.act(closed, "erase-early", WISH)

    assert (again.status, CANARY in everything(closed)) == (409, True)


def test_what_was_withdrawn_is_erased_by_who_wrote_it(mette, ines, sent):
    mette.act(sent, "withdraw", {"reason": "Found"})

    assert ines.act(sent, "erase-early", WISH).status == 403
    assert mette.act(sent, "erase-early", WISH).json()["kept"] == "nothing"
    assert CANARY not in everything(sent)


@pytest.mark.parametrize(
    ("changes", "pointer"), [({"reason": ""}, "/reason"), ({"consent": False}, "/consent")]
)
def test_it_needs_a_reason_and_consent(mette, closed, changes, pointer):
    refused = mette.act(closed, "erase-early", WISH | changes)

    assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_what_could_not_be_erased_at_once_is_erased_in_the_night(
    mette, ines, closed, monkeypatch
):
    ines.act(closed, "erase-early", WISH)

    def stale(*_args, **_more):
        raise Stale

    with monkeypatch.context() as patch:
        patch.setattr(stored, "apply", stale)
        agreed = mette.act(closed, "erase-early", WISH)
    assert (agreed.status, CANARY in everything(closed)) == (200, True)

    retention.run(NOON.date())

    assert CANARY not in everything(closed)


def test_the_second_wish_that_comes_twice_is_one(mette, ines, closed):
    ines.act(closed, "erase-early", WISH)
    tag = mette.get(f"/api/requests/{closed}")["etag"]
    path = f"/api/requests/{closed}/erase-early"

    first, again = (mette.call("POST", path, WISH, tag=tag, key="once") for _ in range(2))

    assert (first.status, again.status) == (200, 200)
    assert again.json()["kept"] == "nothing"


def test_nothing_is_erased_that_a_restore_would_bring_back(mette, ines, closed, monkeypatch):
    ines.act(closed, "erase-early", WISH)

    def refuse(_number: str) -> None:
        raise erased.NotNoted

    monkeypatch.setattr(erased, "note", refuse)
    left = mette.act(closed, "erase-early", WISH)

    assert (left.status, left.json()["kept"]) == (200, "all")
    assert CANARY in everything(closed)
    monkeypatch.undo()
    assert [*erased.numbers()] == []
    assert retention.run(NOON.date())[Kept.NOTHING] == 1
    assert [*erased.numbers()] == [closed]
    assert CANARY not in everything(closed)
