"""Receipts: both sides see when a request was handed over, and when it was first opened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.mail import ses
from chalicelib.services import outbox
from chalicelib.storage.request_items import RequestTable
from tests.builders import FINLAND, FRIDAY, NOON
from tests.web.stage import AINO, VIEWER

LATER = NOON + timedelta(hours=2)


def receipts(api, number):
    events = api.get(f"/api/requests/{number}/events")["items"]
    return {event["sequence"]: event["receipt"] for event in events}


def utc(at):
    return at.isoformat().replace("+00:00", "Z")


def test_nothing_is_told_that_is_not_known(mette, sent):
    assert receipts(mette, sent) == {1: None, 2: {"delivered_at": None, "opened_at": None}}


def test_the_first_opening_by_the_asked_side_is_told_to_both(mette, ines, sent, now):
    mette.get(f"/api/requests/{sent}")
    assert receipts(mette, sent)[2]["opened_at"] is None

    now(LATER)
    ines.of(VIEWER).get(f"/api/requests/{sent}")
    now(LATER + timedelta(hours=1))
    ines.get(f"/api/requests/{sent}")

    assert receipts(mette, sent)[2]["opened_at"] == utc(LATER)
    assert receipts(ines, sent)[2]["opened_at"] == utc(LATER)
    [item] = [each for each in RequestTable.query(sent) if each.item == "story!receipts"]
    assert len(item.opened) == 1
    assert "viewer" not in repr(item.serialize())


def test_a_search_or_a_list_opens_nothing(mette, ines, sent):
    ines.get(f"/api/requests?box=received&q={sent}")
    ines.get("/api/tasks")
    ines.get(f"/api/requests/{sent}/events")
    assert ines.call("POST", f"/api/requests/{sent}/messages", {"text": "x"}).status == 409

    assert receipts(mette, sent)[2]["opened_at"] is None


def test_that_an_email_was_handed_over_is_told(mette, ines, sent):
    assert outbox.deliver(LATER, lambda _message: None) > 0

    assert receipts(mette, sent)[2]["delivered_at"] == utc(LATER)
    assert receipts(ines, sent)[2]["delivered_at"] == utc(LATER)
    assert outbox.deliver(LATER + timedelta(days=1), lambda _message: None) == 0


@pytest.mark.parametrize("error", [ses.MailError("down"), ses.MailRejected("no such address")])
def test_what_was_not_handed_over_is_not_told(mette, sent, error):
    def refuse(_message):
        raise error

    outbox.deliver(LATER, refuse)

    assert receipts(mette, sent)[2]["delivered_at"] is None


def test_each_addressee_has_receipts_of_its_own(api, mette, ines, sent, now):
    now(LATER)
    assert ines.act(sent, "forward", {"to": FINLAND, "reason": "Theirs"}).status == 200
    now(LATER + timedelta(hours=1))
    api.of(AINO).get(f"/api/requests/{sent}")

    assert receipts(mette, sent)[3]["opened_at"] == utc(LATER + timedelta(hours=1))
    # Whoever had it before does not learn what became of it.
    assert receipts(ines, sent)[3] is None
    assert receipts(ines, sent)[2]["opened_at"] == utc(LATER)


def test_receipts_are_told_on_every_page_of_the_timeline(mette, ines, sent):
    ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()})
    mette.call("POST", f"/api/requests/{sent}/messages", {"text": "Hello"})
    first = mette.get(f"/api/requests/{sent}/events?limit=1")
    second = mette.get(f"/api/requests/{sent}/events?limit=1&cursor={first['next']}")

    [event] = second["items"]
    assert event["action"] == "send"
    assert event["receipt"]["opened_at"] == utc(NOON)
