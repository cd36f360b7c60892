"""The e-mails of a training stage, read on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.config import settings
from chalicelib.services import inbox, outbox
from chalicelib.storage import directory
from chalicelib.web import practice
from tests.builders import NOON, PORTUGAL
from tests.web.stage import INES, METTE, Api

PORTUGUESE_MAILBOX = f"office@{PORTUGAL}.example"
LATER = NOON + timedelta(hours=1)


@pytest.fixture(params=["only", "too"])
def shown(request, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Show e-mails on the screen; returns to whom the mail service has sent some besides."""
    sent: list[str] = []

    def send(message) -> str:
        sent.append(message.to)
        return "an-id"

    monkeypatch.setattr(inbox, "settings", replace(settings, inbox=request.param))
    monkeypatch.setattr(inbox.pacing, "send", send)
    return sent


def test_what_would_be_sent_is_read_by_its_reader_alone(api, shown, request, sent):
    outbox.deliver(NOON)

    (mail,) = api.of(INES).get("/api/inbox")["items"]
    assert sent in mail["subject"]
    assert mail["language"] == INES.language
    assert f"/pt/workspace/case/?number={sent}" in mail["text"]
    assert api.of(None).call("GET", "/api/inbox").status == 401
    leaves = inbox.settings.inbox == "too"
    assert (INES.email in shown) is leaves


def test_an_address_that_somebody_takes_opens_no_inbox(mette: Api, ines: Api, shown, sent):
    outbox.deliver(NOON)
    mail = PORTUGUESE_MAILBOX
    record = directory.authority(PORTUGAL)
    assert record.mailbox == mail
    thief = replace(directory.official(METTE.id), email=mail)
    directory.save_official(thief)

    assert mette.get("/api/inbox")["items"] == []
    assert ines.get("/api/inbox")["items"]


def test_nothing_has_come_for_who_was_told_nothing(mette: Api, shown):
    assert mette.get("/api/inbox") == {"items": [], "next": None}


def test_the_newest_comes_first_and_pages_turn(mette: Api, ines: Api, shown, sent):
    outbox.deliver(NOON)
    ines.act(sent, "return", {"reason": "Not ours"})
    mette.act(sent, "send")
    outbox.deliver(LATER)

    whole = ines.get("/api/inbox")["items"]
    first = ines.get("/api/inbox?limit=1")
    second = ines.get(f"/api/inbox?limit=1&cursor={first['next']}")

    assert [each["at"] for each in whole] == [
        f"{at:%Y-%m-%dT%H:%M:%S}Z" for at in (LATER, NOON)
    ]
    assert [*first["items"], *second["items"]] == whole
    assert ines.call("GET", "/api/inbox?cursor=nonsense").status == 422


def test_without_the_setting_nothing_is_kept(mette: Api, ines: Api, sent, monkeypatch):
    monkeypatch.setattr(inbox.pacing, "send", lambda _: "an-id")

    outbox.deliver(NOON)

    assert ines.get("/api/inbox")["items"] == []


def test_outside_training_there_is_no_inbox(mette: Api, monkeypatch):
    monkeypatch.setattr(practice, "settings", replace(settings, stage="production"))

    assert mette.call("GET", "/api/inbox").status == 404
