"""What every route has in common: problems, versions, repeated calls, bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.officials import Standing
from chalicelib.services import checklist
from chalicelib.storage import directory
from chalicelib.web.headers import API_HEADERS
from tests.builders import CANARY, FRIDAY, NOON, PORTUGAL
from tests.web.stage import A_DRAFT, METTE, Api


def test_every_answer_carries_the_security_headers(api, mette):
    for answer in (
        api.call("GET", "/api/health"),
        api.call("GET", "/api/me"),
        mette.call("GET", "/api/me"),
        mette.call("POST", "/api/requests", b"{"),
        mette.call("GET", "/api/requests/0000-0000"),
        api.call("GET", "/api/nowhere"),
        api.call("PUT", "/api/me"),
    ):
        assert API_HEADERS.items() <= dict(answer.headers).items()
        assert answer.headers["Cache-Control"] == "no-store"


# fmt: off
PROBLEMS = [
    pytest.param("GET",   "/api/nowhere",            None,                       404, "not-found",              id="unknown path"),
    pytest.param("PUT",   "/api/me",                 {},                         405, "method-not-allowed",     id="wrong method"),
    pytest.param("POST",  "/api/requests",           b"{",                       400, "malformed",              id="broken JSON"),
    pytest.param("POST",  "/api/requests",           b"\xff",                    400, "malformed",              id="not UTF-8"),
    pytest.param("POST",  "/api/requests",           b'{"area":"\\ud800"}',      400, "malformed",              id="lone surrogate"),
    pytest.param("POST",  "/api/requests",           {},                         422, "invalid",                id="field missing"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "x": 1}, 422, "invalid",              id="field unknown"),
    pytest.param("POST",  "/api/requests",           {"area": 7},                422, "invalid",                id="wrong type"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "reason": "x" * 300_000}, 413, "too-large", id="far too much"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "reason": "x" * 2001}, 422, "invalid",  id="too long"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "reason": "x\x00"}, 422, "invalid",   id="NUL"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "reason": "a\u202eb"}, 422, "invalid", id="turned round"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "asked": "nobody"}, 422, "invalid",   id="unknown authority"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "proposed_on": "soon"}, 422, "invalid", id="no date"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "language": "xx"}, 422, "invalid",    id="no language of ours"),
    pytest.param("POST",  "/api/requests",           {"area": "services", "attachments": ["a"]}, 422, "invalid", id="attachments"),
    pytest.param("POST",  "/api/requests",           {"area": "e_commerce"},     403, "not-allowed",            id="closed area"),
    pytest.param("PATCH", "/api/me",                 {"language": "da"},         428, "precondition-required",  id="no version"),
    pytest.param("GET",   "/api/requests?limit=0",   None,                       422, "invalid",                id="limit"),
    pytest.param("GET",   "/api/requests?limit=000000050999", None,              422, "invalid",                id="limit with noughts"),
    pytest.param("GET",   "/api/requests?limit=" + "9" * 5000, None,             422, "invalid",                id="limit without end"),
    pytest.param("PATCH", "/api/requests/0000-0000", b"[" * 60_000,              428, "precondition-required",  id="depth without version"),
    pytest.param("GET",   "/api/requests?limit=٣",   None,                       422, "invalid",                id="limit in other digits"),
    pytest.param("GET",   "/api/requests?cursor=x",  None,                       422, "invalid",                id="cursor"),
    pytest.param("GET",   "/api/requests?box=lost",  None,                       422, "invalid",                id="box"),
    pytest.param("GET",   "/api/requests?state=odd", None,                       422, "invalid",                id="state"),
    pytest.param("GET",   "/api/authorities?country=XX", None,                   422, "invalid",                id="country"),
    pytest.param("GET",   "/api/authorities/no-such",    None,                   404, "not-found",              id="no authority"),
    pytest.param("GET",   "/api/areas/no_such",      None,                       404, "not-found",              id="no area"),
    pytest.param("GET",   "/api/areas/services?version=9", None,                 404, "not-found",              id="no version of it"),
    pytest.param("GET",   "/api/areas/services?version=x", None,                 404, "not-found",              id="version is no number"),
]
# fmt: on


@pytest.mark.parametrize(("method", "path", "body", "status", "slug"), PROBLEMS)
def test_a_problem_is_told_in_one_form(mette, method, path, body, status, slug):
    answer = mette.call(method, path, body)

    told = answer.json()
    assert answer.status == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (told["type"], told["status"]) == (f"/problems/{slug}", status)
    assert told["title"]
    assert told["detail"]
    if status == 422:
        assert all(error["pointer"] and error["detail"] for error in told["errors"])


def test_another_content_type_is_refused(mette):
    answer = mette.call("POST", "/api/requests", b"<x/>", headers={"Content-Type": "text/xml"})

    assert (answer.status, answer.json()["type"]) == (415, "/problems/unsupported-media-type")


def test_a_problem_speaks_the_readers_language(api):
    danish = Api(api.gateway, METTE, "da")

    answer = danish.call("GET", "/api/requests/0000-0000")

    assert answer.headers["Content-Language"] == "da"
    assert "Accept-Language" in answer.headers["Vary"]


def test_without_a_wish_the_officials_own_language_is_spoken(api):
    asked = Api(api.gateway, METTE, "")

    assert asked.call("GET", "/api/me").headers["Content-Language"] == "da"


def test_markup_is_stored_and_shown_as_text(mette):
    bold = "<script>alert(1)</script> & <b>bold</b>"

    draft = mette.call("POST", "/api/requests", A_DRAFT | {"reason": bold}).json()

    assert mette.get(f"/api/requests/{draft['number']}")["reason"] == bold


def test_a_stale_version_changes_nothing(sent, mette, ines):
    tag = mette.get(f"/api/requests/{sent}")["etag"]
    ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()})

    answer = mette.act(sent, "withdraw", {"reason": "No"}, tag=tag)

    assert (answer.status, answer.json()["type"]) == (412, "/problems/stale")
    assert mette.get(f"/api/requests/{sent}")["state"] == "accepted"


@pytest.mark.parametrize("written", ['"{}"', 'W/"{}"', "{}"])
def test_a_version_is_understood_as_the_network_writes_it(sent, ines, written):
    version = ines.get(f"/api/requests/{sent}")["etag"].strip('"')

    answer = ines.act(
        sent, "accept", {"agreed_on": FRIDAY.isoformat()}, tag=written.format(version)
    )

    assert answer.status == 200


@pytest.mark.parametrize("tag", ["*", '"x"', '"' + "9" * 5000 + '"', '"٣"', '""'])
def test_a_version_that_is_none_of_ours_is_stale(sent, ines, tag):
    answer = ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()}, tag=tag)

    assert answer.status == 412


def test_a_patch_without_bottom_is_malformed(mette):
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    deep = b'{"person":' + b'{"a":' * 60_000 + b"1" + b"}" * 60_001

    path = f"/api/requests/{draft['number']}"
    answer = mette.call("PATCH", path, deep[:250_000], tag=draft["etag"])

    assert (answer.status, answer.json()["type"]) == (400, "/problems/malformed")


def test_a_word_that_looks_like_a_number_is_searched_as_a_word(sent, mette):
    assert mette.get("/api/requests?box=sent&q=berliner")["items"] == []
    assert len(mette.get("/api/requests?box=sent&q=autoridade")["items"]) == 1
    assert len(mette.get(f"/api/requests?box=sent&q={sent.lower()}")["items"]) == 1


def test_an_action_without_a_version_is_refused(sent, ines):
    path = f"/api/requests/{sent}/accept"

    answer = ines.call("POST", path, {"agreed_on": FRIDAY.isoformat()})

    assert answer.status == 428


def test_an_illegal_step_says_what_is_possible_now(sent, mette):
    answer = mette.act(sent, "close")

    assert answer.status == 409
    assert answer.json()["actions"] == ["withdraw", "remind"]


def test_the_other_sides_step_is_refused_with_its_reason(sent, mette):
    answer = mette.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()})

    assert (answer.status, answer.json()["type"]) == (403, "/problems/not-allowed")


def test_the_same_post_twice_makes_one_draft(mette):
    first = mette.call("POST", "/api/requests", A_DRAFT, key="k")
    second = mette.call("POST", "/api/requests", A_DRAFT, key="k")

    assert (first.status, second.status) == (201, 201)
    assert first.json() == second.json()
    assert len(mette.get("/api/requests?box=sent")["items"]) == 1


def test_the_same_action_twice_is_done_once(sent, ines):
    tag = ines.get(f"/api/requests/{sent}")["etag"]
    body = {"agreed_on": FRIDAY.isoformat()}

    first = ines.act(sent, "accept", body, tag=tag, key="k")
    second = ines.act(sent, "accept", body, tag=tag, key="k")

    assert (first.status, second.status) == (200, 200)
    assert first.json() == second.json()


def test_a_key_with_another_body_is_refused(mette):
    mette.call("POST", "/api/requests", A_DRAFT, key="k")

    answer = mette.call("POST", "/api/requests", A_DRAFT | {"reason": "Other"}, key="k")

    assert (answer.status, answer.json()["type"]) == (422, "/problems/idempotency-mismatch")


def test_a_key_is_its_senders_own(mette, ines):
    mine = mette.call("POST", "/api/requests", A_DRAFT, key="k").json()

    theirs = ines.call("POST", "/api/requests", {"area": "services"}, key="k").json()

    assert theirs["number"] != mine["number"]


def test_a_key_is_forgotten_after_a_day(mette, now):
    first = mette.call("POST", "/api/requests", A_DRAFT, key="k").json()
    now(NOON + timedelta(hours=25))

    second = mette.call("POST", "/api/requests", A_DRAFT, key="k").json()

    assert second["number"] != first["number"]


def test_what_was_made_and_deleted_is_not_made_again(mette):
    draft = mette.call("POST", "/api/requests", A_DRAFT, key="k").json()
    mette.call("DELETE", f"/api/requests/{draft['number']}", tag=draft["etag"])

    assert mette.call("POST", "/api/requests", A_DRAFT, key="k").status == 404
    assert mette.get("/api/requests?box=sent")["items"] == []


def test_a_removed_official_is_out_at_once(mette):
    official = directory.official(METTE.id)
    directory.save_official(replace(official, standing=Standing.REMOVED))

    assert mette.call("GET", "/api/me").status == 403


def test_nobody_acts_for_an_authority_of_others(mette):
    answer = mette.call("GET", "/api/me", headers={"Imi-Authority": PORTUGAL})

    assert answer.status == 403


def test_an_official_chooses_the_language_of_pages_and_mails(mette):
    me = mette.get("/api/me")

    changed = mette.call("PATCH", "/api/me", {"language": "sv"}, tag=me["etag"])
    again = mette.call("PATCH", "/api/me", {"language": "fi"}, tag=me["etag"])

    assert (changed.status, changed.json()["language"]) == (200, "sv")
    assert again.status == 412
    assert mette.call("PATCH", "/api/me", {"language": "xx"}, tag='"2"').status == 422


def test_no_personal_value_is_logged(sent, ines, mette, caplog):
    caplog.set_level("INFO")
    ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()})
    mette.call("POST", "/api/requests", A_DRAFT | {"person": {"name": CANARY * 20}})
    mette.call("POST", "/api/requests", A_DRAFT | {"questions": [{"code": CANARY}]})

    assert CANARY not in caplog.text


def test_of_what_nobody_has_thought_of_the_log_tells_where_and_not_what(
    mette, monkeypatch, caplog, capfd
):
    def broken(*_: Any, **__: Any) -> None:
        refused = ClientError({"Error": {"Code": "Throttling", "Message": CANARY}}, CANARY)
        refused.__cause__ = strange = OSError(CANARY)
        strange.response = object()
        raise ValueError(CANARY) from refused

    monkeypatch.setattr(checklist, "points", broken)

    answer = mette.call("GET", "/api/checklist")

    assert (answer.status, answer.json()["status"]) == (500, 500)
    assert "ValueError by ClientError (Throttling) by OSError at " in caplog.text
    assert "checklist.py:" in caplog.text
    printed = capfd.readouterr()
    assert CANARY not in caplog.text + printed.out + printed.err + answer.body.decode()
