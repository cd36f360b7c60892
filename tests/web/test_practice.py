"""Practising with simulated counterparts, as a client of the training stage sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.config import settings
from chalicelib.services import counterpart_requests
from chalicelib.storage import counterparts as storage
from chalicelib.web import practice
from tests.builders import DENMARK, FINLAND, PORTUGAL
from tests.web.stage import OUTSIDE

WAYS = (
    ("GET", "/api/practice", None),
    ("PUT", "/api/practice", {"counterparts": True}),
    ("DELETE", "/api/practice", None),
    ("POST", "/api/practice/wipe", {}),
    ("POST", "/api/practice/ask", {}),
    ("POST", "/api/practice/hurry", {}),
    ("GET", "/api/lessons", None),
    ("GET", "/api/lessons/current", None),
    ("PUT", "/api/lessons/current", {"lesson": "send"}),
    ("DELETE", "/api/lessons/current", None),
    ("POST", "/api/lessons/send/begin", {}),
)


def test_an_authority_switches_its_counterparts_on_and_off(mette, ines):
    assert not mette.get("/api/practice")["counterparts"]

    for on in (True, True, False):
        answer = mette.call("PUT", "/api/practice", {"counterparts": on})
        assert (answer.status, answer.json()) == (200, {"counterparts": on})
        assert mette.of(OUTSIDE).get("/api/practice")["counterparts"] is on
        assert not ines.get("/api/practice")["counterparts"]


@pytest.mark.parametrize(("method", "path", "body"), WAYS)
def test_outside_the_training_stage_there_is_nothing_to_practise(
    mette, monkeypatch, method, path, body
):
    monkeypatch.setattr(practice, "settings", replace(settings, stage="production"))

    answer = mette.call(method, path, body)

    assert answer.status == 404
    assert storage.switched_on() == ()
    assert storage.asked_of(DENMARK) == ()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        pytest.param({}, "/counterparts", id="nothing"),
        pytest.param({"counterparts": "on"}, "/counterparts", id="no yes or no"),
        pytest.param({"counterparts": True, "x": 1}, "/x", id="something more"),
    ],
)
def test_a_switch_is_on_or_off(mette, body, pointer):
    answer = mette.call("PUT", "/api/practice", body)

    assert answer.status == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_counterpart_sends_my_authority_a_request(mette):
    answer = mette.call("POST", "/api/practice/ask", {})

    number = answer.json()["number"]
    assert (answer.status, answer.json()) == (201, {"number": number})
    assert answer.headers["Location"] == f"/api/requests/{number}"
    request = mette.get(answer.headers["Location"])
    assert request["asked"] == DENMARK
    assert request["asking"] in {PORTUGAL, FINLAND}
    assert request["state"] == "awaiting_acceptance"
    assert "accept" in {each["action"] for each in request["actions"]}


def test_the_same_key_asks_once(mette):
    numbers = {
        mette.call("POST", "/api/practice/ask", {}, key=key).json()["number"]
        for key in ("one", "one", "two")
    }

    assert len(numbers) == 2
    assert {*storage.asked_of(DENMARK)} == numbers


def test_a_key_that_came_with_something_else_is_refused(mette):
    mette.call("POST", "/api/requests", {"area": "services"}, key="one")

    answer = mette.call("POST", "/api/practice/ask", {}, key="one")

    assert answer.status == 422
    assert answer.json()["type"] == "/problems/idempotency-mismatch"


def test_whoever_has_enough_to_do_is_asked_nothing_more(mette, monkeypatch):
    monkeypatch.setattr(counterpart_requests, "MOST_ASKED", 1)
    assert mette.call("POST", "/api/practice/ask", {}, key="one").status == 201

    assert mette.call("POST", "/api/practice/ask", {}, key="two").status == 429
    assert mette.call("POST", "/api/practice/ask", {}, key="one").status == 201
