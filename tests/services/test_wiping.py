"""
A training stage is wiped of what people have done there; who works where stays.

Once a week, and whenever an administrator of a national coordinator wants it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import boto3
import pytest

from chalicelib.config import settings
from chalicelib.domain.errors import Stale
from chalicelib.domain.lessons import Progress
from chalicelib.services import inbox, outbox, wiping
from chalicelib.storage import directory, wiping_times
from chalicelib.storage import lessons as learners
from chalicelib.storage.rows import DirectoryRow
from chalicelib.web import lessons as web_lessons
from tests.builders import DENMARK, NOON, a_party, an_authority, an_official
from tests.web.conftest import api, mette, now, sent  # noqa: F401 - the small stage
from tests.web.coordinators import BOSSES, NATIONAL, OF_AREA, settle
from tests.web.stage import METTE

WEEK = timedelta(days=7)
A_QUARTER = timedelta(minutes=15)
REGISTERED = "dk-0123456789ab"
"""An authority that a learner has registered."""


def rows(table: str) -> list[dict[str, Any]]:
    """Return all that *table* holds, of whatever kind."""
    client: Any = boto3.client("dynamodb")
    found: list[dict[str, Any]] = client.scan(TableName=table)["Items"]
    return found


@pytest.fixture
def lived(mette, sent, monkeypatch) -> None:  # noqa: F811
    """People have done something: a request with a file and messages, lessons, e-mails."""
    monkeypatch.setattr(inbox, "settings", replace(settings, inbox="only"))
    file = {"name": "a.pdf", "type": "application/pdf", "size": 10, "sha256": "0" * 64}
    draft = mette.call("POST", "/api/requests", {"area": "services"}).json()
    path = f"/api/requests/{draft['number']}/attachments"
    assert mette.call("POST", path, file, tag=draft["etag"]).status == 201
    lesson = mette.call("POST", "/api/lessons/forward/begin", {}).json()["lesson"]
    number = lesson["where"].partition("number=")[2]
    assert mette.act(number, "return", {"reason": "Not ours"}).status == 200
    assert mette.get("/api/lessons/current")["lesson"]["text"] is None
    outbox.deliver(NOON)
    registered = replace(a_party(DENMARK), id=REGISTERED, name="Kontoret")
    directory.save_authority(an_authority(registered))
    directory.save_official(an_official(registered, "only-there"))
    both = an_official(DENMARK, "both")
    there = replace(both.memberships[DENMARK], party=registered)
    memberships = {**both.memberships, REGISTERED: there}
    directory.save_official(replace(both, authority=REGISTERED, memberships=memberships))


def test_requests_mails_and_what_was_begun_go_and_people_stay(lived):
    before = directory.officials_of(DENMARK)
    assert rows(settings.requests_table)
    assert any("inbox#" in each["id"]["S"] for each in rows(settings.notices_table))

    wiping_times.want(NOON)
    assert wiping.run(NOON) > 10

    assert rows(settings.requests_table) == rows(settings.notices_table) == []
    content = {each["id"]["S"] for each in rows(settings.content_table)}
    assert not {each for each in content if each.startswith("practice#")}
    assert "practising" not in content
    assert {each.id for each in directory.officials_of(DENMARK)} == {each.id for each in before}
    known = {each.party.id for each in directory.everybody()}
    assert DENMARK in known
    assert REGISTERED not in known
    assert directory.known(f"only-there-{REGISTERED}") is None
    both = directory.official(f"both-{DENMARK}")
    assert (both.authority, {*both.memberships}) == (DENMARK, {DENMARK})
    left = {each["id"]["S"] for each in rows(settings.directory_table)}
    assert REGISTERED not in left
    assert not {each for each in left if each == f"only-there-{REGISTERED}"}
    assert wiping.run(NOON + A_QUARTER) == 0


def test_which_lessons_were_done_is_kept(lived):
    wiping_times.want(NOON)
    wiping.run(NOON)

    progress = learners.progress(METTE.id, DENMARK)

    assert progress == Progress(done={"forward": NOON.date()}, version=progress.version)


def test_a_process_that_has_loaded_nothing_else_wipes_all(lived):
    # In AWS nobody has loaded before what tells one kind of row from another.
    said = (
        "import app, sys\n"
        "from chalicelib.storage import wiping\n"
        "print('chalicelib.storage.event_items' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], env=os.environ, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
    kinds = {each["kind"]["S"] for each in rows(settings.requests_table) if "kind" in each}
    assert {"event", "note"} <= kinds
    assert wiping.storage.RequestRow.count() == len(rows(settings.requests_table))
    own = [each for each in rows(settings.directory_table) if each["id"]["S"] == REGISTERED]
    assert DirectoryRow.count(REGISTERED) == len(own) > 1


def test_what_was_wiped_can_be_begun_again(mette, lived):  # noqa: F811
    wiping_times.want(NOON)
    wiping.run(NOON)

    answer = mette.call("POST", "/api/lessons/reply/begin", {})

    assert answer.json()["lesson"]["taken"] == 0


def test_no_other_stage_is_wiped(mette, sent, monkeypatch):  # noqa: F811
    monkeypatch.setattr(wiping, "settings", replace(settings, stage="production"))

    wiping_times.want(NOON)
    with pytest.raises(RuntimeError):
        wiping.run(NOON)

    assert mette.get(f"/api/requests/{sent}")["state"] == "awaiting_acceptance"


def test_the_first_run_counts_the_weeks_from_then(lived):
    assert wiping.run(NOON) == wiping.run(NOON + A_QUARTER) == 0
    assert rows(settings.requests_table)

    assert wiping.run(NOON + WEEK) > 10
    assert wiping.run(NOON + WEEK + A_QUARTER) == 0


def test_a_week_is_over_only_where_weeks_count(lived):
    wiping.run(NOON)

    assert wiping.run(NOON + WEEK, each_week=False) == 0
    assert rows(settings.requests_table)


def test_what_fails_before_anything_is_gone_is_due_again(lived, monkeypatch):
    wiping_times.want(NOON)
    with monkeypatch.context() as patched:
        patched.setattr(wiping.storage, "wipe", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            wiping.run(NOON + A_QUARTER)

    assert wiping.run(NOON + 2 * A_QUARTER) > 10


def test_what_fails_later_does_not_remove_what_is_done_since(lived, monkeypatch):
    wiping_times.want(NOON)
    with monkeypatch.context() as patched:
        patched.setattr(wiping.records, "remove", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            wiping.run(NOON + A_QUARTER)

    assert wiping.run(NOON + 2 * A_QUARTER) == 0


def test_who_is_changed_at_the_moment_stays_until_the_next_time(lived, monkeypatch):
    def changed(*_: object) -> NoReturn:
        raise Stale

    wiping_times.want(NOON)
    with monkeypatch.context() as patched:
        patched.setattr(wiping.members, "erase", changed)
        assert wiping.run(NOON) > 10
    assert directory.authority(REGISTERED)

    wiping_times.want(NOON + A_QUARTER)
    assert wiping.run(NOON + A_QUARTER) > 0

    assert REGISTERED not in {each.party.id for each in directory.everybody()}


def test_an_administrator_of_a_national_coordinator_has_it_emptied(lived, api):  # noqa: F811
    settle()
    boss = api.of(BOSSES[NATIONAL])
    before = boss.get("/api/practice")
    assert (before["may_wipe"], before["wiped_soon"]) == (True, False)

    assert boss.call("POST", "/api/practice/wipe", {}).status == 202
    assert boss.call("POST", "/api/practice/wipe", {}).status == 202

    assert boss.get("/api/practice")["wiped_soon"]
    assert api.of(METTE).get("/api/lessons/current")["wiped_soon"]


@pytest.mark.parametrize(("day", "told"), [(27, False), (28, True)])
def test_everybody_is_told_on_saturday_that_sunday_comes(api, monkeypatch, day, told):  # noqa: F811
    monkeypatch.setattr(web_lessons, "real", lambda: datetime(2026, 11, day, 12, tzinfo=UTC))

    assert api.of(METTE).get("/api/lessons/current")["wiped_within_a_day"] is told


def test_what_a_coordinator_wanted_is_done_once(lived, api):  # noqa: F811
    settle()
    api.of(BOSSES[NATIONAL]).call("POST", "/api/practice/wipe", {})

    stands = wiping_times.read()
    assert wiping.run(stands.wanted_at + A_QUARTER) > 10
    assert not wiping_times.read().is_wanted
    assert rows(settings.requests_table) == []
    assert wiping.run(stands.wanted_at + 2 * A_QUARTER) == 0


def test_nobody_else_has_it_emptied(lived, api):  # noqa: F811
    settle()
    for official in (METTE, BOSSES[OF_AREA]):
        other = api.of(official)
        answer = other.call("POST", "/api/practice/wipe", {})

        assert answer.status == 403
        assert not other.get("/api/practice")["may_wipe"]

    assert wiping.run(NOON) == 0
    assert rows(settings.requests_table)
