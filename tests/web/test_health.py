"""What the alarms tell is told to everybody, in terms of what people want to do."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.services import troubles
from chalicelib.storage import troubles as storage
from chalicelib.web import clock
from tests.builders import NOON
from tests.web.stage import Api

HEALTH = "/api/health"


@pytest.fixture(autouse=True)
def fresh():
    storage.forget()
    yield
    storage.forget()


def alarm(name: str, state: str = "ALARM", at=NOON) -> str:
    told = {"AlarmName": name, "NewStateValue": state, "StateChangeTime": at.isoformat()}
    return json.dumps(told)


def told(api, language="en"):
    return Api(api.gateway, None, language).get(HEALTH)


def test_while_no_alarm_rings_all_is_well(api):
    found = told(api)

    assert (found["status"], found["troubles"]) == ("ok", [])


def test_an_alarm_is_told_in_the_readers_language_until_it_rings_no_more(api):
    troubles.receive(alarm("imi-training-sweep-fails"))

    found = told(api, "da")
    assert found["status"] == "disturbed"
    (trouble,) = found["troubles"]
    assert trouble == {"part": "mail", "label": "E-mails", "since": "2026-03-02T12:00:00Z"}

    troubles.receive(alarm("imi-training-sweep-fails", "OK", NOON + timedelta(minutes=5)))
    assert told(api)["troubles"] == []


def test_what_comes_late_changes_nothing(api):
    troubles.receive(alarm("imi-training-api-fails", "OK", NOON))
    troubles.receive(alarm("imi-training-api-fails", "ALARM", NOON - timedelta(minutes=5)))

    assert told(api)["status"] == "ok"


@pytest.mark.parametrize(
    "message", ["{}", "no JSON", "[]", alarm("imi-production-api-fails"), alarm("other")]
)
def test_what_is_no_alarm_of_the_stage_is_dropped(api, message):
    troubles.receive(message)

    assert told(api)["status"] == "ok"


def test_that_alarms_cannot_be_read_is_a_trouble_itself(api, monkeypatch):
    def broken(_at):
        raise RuntimeError

    monkeypatch.setattr(storage, "known", broken)

    assert [each["part"] for each in told(api)["troubles"]] == ["requests"]


def test_the_topic_of_the_alarms_sets_it_off(api):
    record = {
        "EventSource": "aws:sns",
        "Sns": {
            "Message": alarm("imi-training-index-fails"),
            "Subject": "",
            "MessageAttributes": {},
        },
    }

    clock.alarmed({"Records": [record]}, None)

    assert [each["part"] for each in told(api)["troubles"]] == ["search"]
