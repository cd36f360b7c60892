"""Once a week a training stage is emptied of what people have done; who works where stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.config import settings
from chalicelib.services import counterparts, inbox, outbox, wiping
from chalicelib.storage import boxes, directory
from chalicelib.storage import counterparts as practice
from chalicelib.storage import lessons as learners
from chalicelib.storage.notices import NoticeItem
from chalicelib.storage.request_items import RequestTable
from tests.builders import DENMARK, NOON
from tests.web.conftest import api, mette, now, sent  # noqa: F401 - the small stage
from tests.web.stage import METTE


def test_requests_mails_and_progress_go_and_people_stay(mette, sent, monkeypatch):  # noqa: F811
    monkeypatch.setattr(inbox, "settings", replace(settings, inbox="only"))
    mette.call("POST", "/api/lessons/reply/begin", {})
    outbox.deliver(NOON)
    before = directory.officials_of(DENMARK)

    assert wiping.wipe() > 10

    assert [*RequestTable.scan()] == []
    assert NoticeItem.count(index_name=None, hash_key=f"to#{METTE.id}") == 0
    assert practice.asked_of(DENMARK) == practice.switched_on() == ()
    assert learners.progress(METTE.id, DENMARK).begun == {}
    assert directory.officials_of(DENMARK) == before
    assert learners.lessons()
    assert practice.temperaments()
    assert not boxes.sent_by(DENMARK, areas=["services"], limit=10, cursor=None).items
    assert wiping.wipe() == 0


def test_what_was_wiped_can_be_begun_again(mette, sent):  # noqa: F811
    wiping.wipe()

    answer = mette.call("POST", "/api/lessons/reply/begin", {})

    assert answer.json()["lesson"]["taken"] == 0
    assert counterparts.act(NOON) >= 0


def test_no_other_stage_is_wiped(mette, sent, monkeypatch):  # noqa: F811
    monkeypatch.setattr(wiping, "settings", replace(settings, stage="production"))

    with pytest.raises(RuntimeError):
        wiping.wipe()

    assert mette.get(f"/api/requests/{sent}")["state"] == "awaiting_acceptance"
