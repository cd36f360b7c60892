"""What waits for an official: kinds, counts, and what is allocated to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authorities import Part
from chalicelib.domain.feedback import Kind
from chalicelib.domain.officials import Absence, Role, Standing
from chalicelib.services import outbox, tasks
from chalicelib.storage import addresses, directory
from tests.builders import (
    AREA,
    FRIDAY,
    NOON,
    PORTUGAL,
    TODAY,
    an_administrator,
    an_authority,
    an_official,
)
from tests.web.stage import A_DRAFT, INES

RITA = an_official(PORTUGAL, "rita", role=Role.ALLOCATOR)
RUI = an_official(PORTUGAL, "rui")
ADMIN = an_administrator(PORTUGAL, "boss")
LONG_AGO = TODAY - timedelta(days=100)


@pytest.fixture
def allocating(api):
    """Let Portugal assign what it receives; return its allocator's API."""
    record = directory.authority(PORTUGAL)
    parts = {AREA: Part(allocation=True)}
    directory.save_authority(an_authority(PORTUGAL, parts=parts, version=record.version))
    for each in (RITA, RUI):
        directory.save_official(each)
    return api.of(RITA)


def kinds(api, query=""):
    return [task["kind"] for task in api.get(f"/api/tasks{query}")["items"]]


def test_a_request_waits_to_be_allocated_and_then_for_whom_it_is_allocated_to(
    api, allocating, ines, sent
):
    assert kinds(allocating) == ["allocate"]
    assert kinds(ines) == ["accept"]
    assert kinds(ines, "?allocated=me") == []

    assert allocating.act(sent, "allocate", {"officials": [INES.id]}).status == 200

    assert kinds(allocating) == []
    [mine] = ines.get("/api/tasks?allocated=me")["items"]
    assert (mine["kind"], mine["number"], mine["mine"]) == ("accept", sent, True)
    assert kinds(api.of(RUI), "?allocated=me") == []
    [other] = api.of(RUI).get("/api/tasks")["items"]
    assert (other["kind"], other["mine"]) == ("accept", False)


def test_who_stands_in_finds_what_is_allocated_to_who_is_away(api, allocating, sent):
    away = Absence(from_on=TODAY, to_on=TODAY, substitute=RUI.id)
    directory.save_official(replace(directory.official(INES.id), absence=away))

    assert allocating.act(sent, "allocate", {"officials": [INES.id]}).status == 200

    assert kinds(api.of(RUI), "?allocated=me") == ["accept"]
    assert [each["mine"] for each in api.of(RUI).get("/api/tasks")["items"]] == [True]


def test_another_day_is_decided_on_by_whom_it_is_allocated_to(
    api, allocating, mette, ines, accepted
):
    assert allocating.act(accepted, "allocate", {"officials": [INES.id]}).status == 200
    other = (FRIDAY + timedelta(days=3)).isoformat()
    offer = {"on": other, "reason": "Sooner, please"}
    assert mette.act(accepted, "propose-date", offer).status == 200

    assert kinds(ines, "?allocated=me") == ["agree_date", "answer"]
    assert kinds(api.of(RUI), "?allocated=me") == []


def test_only_me_can_be_asked_for(ines):
    refused = ines.call("GET", "/api/tasks?allocated=somebody")

    assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, "/allocated")


def test_counts_are_of_all_and_not_of_the_page(mette):
    numbers = [mette.call("POST", "/api/requests", A_DRAFT).json()["number"] for _ in range(3)]

    first = mette.get("/api/tasks?limit=2")
    second = mette.get(f"/api/tasks?limit=2&cursor={first['next']}")

    assert (first["counts"], first["more"]) == ({"send": 3}, False)
    assert (second["counts"], second["next"]) == (None, None)
    shown = [each["number"] for each in first["items"] + second["items"]]
    assert sorted(shown) == sorted(numbers)


def test_more_than_is_counted_is_said_and_nothing_is_lost(mette, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_COUNTED", 2)
    for _ in range(3):
        mette.call("POST", "/api/requests", A_DRAFT)

    first = mette.get("/api/tasks")
    second = mette.get(f"/api/tasks?cursor={first['next']}")

    assert (first["counts"], first["more"]) == ({"send": 2}, True)
    assert (len(first["items"]), len(second["items"])) == (2, 1)


def test_more_days_to_agree_on_than_are_shown_are_said(mette, ines, accepted, monkeypatch):
    other = (FRIDAY + timedelta(days=3)).isoformat()
    mette.act(accepted, "propose-date", {"on": other, "reason": "Sooner, please"})
    assert ines.get("/api/tasks")["more"] is False

    assert ines.get("/api/tasks?limit=1")["more"] is True
    monkeypatch.setattr(tasks, "MOST_OFFERED", 0)
    assert ines.get("/api/tasks")["more"] is True


def test_entries_are_confirmed_again_after_ninety_days(api, now):
    record = directory.authority(PORTUGAL)
    confirmed = an_authority(PORTUGAL, confirmed_on=LONG_AGO, version=record.version)
    directory.save_authority(confirmed)
    directory.save_official(replace(ADMIN, confirmed_on=LONG_AGO))
    boss = api.of(ADMIN)

    found = boss.get("/api/tasks")

    assert [(each["kind"], each["subject"]) for each in found["items"]] == [
        ("confirm_data", "authority"),
        ("confirm_data", "official"),
    ]
    assert found["items"][0]["due_on"] == (LONG_AGO + timedelta(days=90)).isoformat()
    assert found["counts"] == {"confirm_data": 2}
    assert kinds(boss, "?allocated=me") == []

    tag = boss.get(f"/api/authorities/{PORTUGAL}")["etag"]
    path = f"/api/authorities/{PORTUGAL}/confirm"
    assert boss.call("POST", path, {}, tag=tag).status == 200
    assert boss.call("POST", "/api/me/confirm", {}).status == 200
    assert kinds(boss) == []

    now(NOON + timedelta(days=91))
    assert kinds(boss) == ["confirm_data", "confirm_data"]


@pytest.fixture
def boss(api):
    directory.save_official(ADMIN)
    return api.of(ADMIN)


def fail(*emails):
    for each in emails:
        addresses.fail(each, Kind.BOUNCED, today=TODAY)


def test_who_administers_is_to_correct_addresses_at_which_nothing_arrives(boss, ines):
    mailbox = directory.authority(PORTUGAL).mailbox
    fail(mailbox, INES.email, "somebody@else.example")

    rows = boss.get("/api/tasks")["items"]

    assert [(row["kind"], row["subject"], row["name"]) for row in rows] == [
        ("correct_address", "mailbox", None),
        ("correct_address", "official", INES.name),
    ]
    assert boss.get("/api/tasks")["counts"] == {"correct_address": 2}
    assert kinds(ines) == []
    assert kinds(boss, "?allocated=me") == []


def test_the_own_address_and_that_of_who_has_left_are_nobody_s_task(boss):
    gone = an_official(PORTUGAL, "gone")
    directory.save_official(replace(gone, standing=Standing.REMOVED))
    fail(ADMIN.email, gone.email)

    assert kinds(boss) == []


def test_the_mailbox_is_tried_again_or_corrected_and_gets_what_it_has_missed(boss, mette, sent):
    mailbox = directory.authority(PORTUGAL).mailbox
    fail(mailbox)
    assert mailbox not in delivered(NOON)
    record = boss.get(f"/api/authorities/{PORTUGAL}")
    assert record["mailbox_fails_since"] == TODAY.isoformat()
    assert mette.get(f"/api/authorities/{PORTUGAL}")["mailbox_fails_since"] is None

    fail(ADMIN.email)
    assert boss.get("/api/me")["mailbox_fails"] is True
    addresses.work(ADMIN.email, today=TODAY)
    assert boss.get("/api/me")["mailbox_fails"] is False

    again = boss.call("POST", f"/api/authorities/{PORTUGAL}/mail", {})

    assert (again.status, again.json()["mailbox_fails_since"]) == (200, None)
    assert mailbox in delivered(NOON + timedelta(minutes=1))
    fail(mailbox)
    other = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(other, "send")
    assert mailbox not in delivered(NOON + timedelta(minutes=2))

    change = {"mailbox": "new@turismo.example"}
    path, tag = f"/api/authorities/{PORTUGAL}", again.json()["etag"]
    assert boss.call("PATCH", path, change, tag=tag).status == 200

    assert "new@turismo.example" in delivered(NOON + timedelta(minutes=3))
    assert "correct_address" not in kinds(boss)


def test_who_does_not_keep_the_record_lets_nothing_be_tried_again(mette, ines):
    path = f"/api/authorities/{PORTUGAL}/mail"
    fail(directory.authority(PORTUGAL).mailbox)

    assert ines.call("POST", path, {}).status == 403
    assert mette.call("POST", path, {}).status == 403
    assert mette.call("POST", "/api/authorities/nobody/mail", {}).status == 404
    assert addresses.failing([directory.authority(PORTUGAL).mailbox])


def delivered(at):
    """Let what waits go out *at*; return to which addresses."""
    told: list[str] = []
    outbox.deliver(at, lambda message: told.append(message.to) or f"{at} {len(told)}")
    return told
