"""Finding an authority, as a client of the API does it."""

from __future__ import annotations

import pytest

from chalicelib.services import finder
from chalicelib.storage import directory, snapshots, taxonomies
from tests.builders import DENMARK, FINLAND, NOON, PORTUGAL
from tests.web.stage import Api


@pytest.fixture
def danish(mette: Api) -> Api:
    taxonomies.forget()
    while finder.rebuild(NOON):
        pass
    return mette


def ids(found) -> list[str]:
    return [each["id"] for each in found["items"]]


def test_the_best_hit_comes_first_and_nothing_is_amiss(danish):
    found = danish.get("/api/authorities?q=turismo")

    assert ids(found) == [PORTUGAL]
    assert (found["next"], found["warnings"]) == (None, [])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("language=pt", [PORTUGAL], id="language"),
        pytest.param("role=competent_authority&area=services&country=FI", [FINLAND], id="role"),
        pytest.param("role=area_coordinator", [], id="role that nobody has"),
        pytest.param("q=&country=&area=&language=&role=", [PORTUGAL, FINLAND, DENMARK], id="all"),
        pytest.param("q=" + "x" * 2000, [], id="a long text"),
        pytest.param("q=%00%22)(*:%5C~%20AND%20OR", [], id="what other searches take for commands"),
    ],
)  # fmt: skip
def test_the_list_holds_what_is_wanted(danish, query, expected):
    assert ids(danish.get(f"/api/authorities?{query}")) == expected


@pytest.mark.parametrize("wish", ["country=XX", "language=english", "role=emperor"])
def test_a_wish_that_nobody_can_have_is_named(danish, wish):
    answer = danish.call("GET", f"/api/authorities?{wish}")

    assert answer.status == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"/{wish.split('=')[0]}"]


def test_the_list_goes_on(danish):
    first = danish.get("/api/authorities?limit=2")
    second = danish.get(f"/api/authorities?limit=2&cursor={first['next']}")

    assert ids(first) + ids(second) == [PORTUGAL, FINLAND, DENMARK]


def test_without_a_snapshot_the_answer_says_what_it_could_not_do(mette):
    found = mette.get("/api/authorities?q=turismo")

    assert ids(found) == [PORTUGAL]
    (warning,) = found["warnings"]
    assert warning["pointer"] == ""
    assert warning["detail"]


def test_the_table_is_asked_once_besides_who_asks(danish, monkeypatch):
    danish.get("/api/authorities?q=turismo")
    asked = []
    read = directory.authorities
    monkeypatch.setattr(directory, "authorities", lambda ids: asked.append(ids) or read(ids))

    danish.get("/api/authorities?q=turismo")

    assert asked == [[PORTUGAL]]
    assert snapshots.shelf.index(NOON)
