"""The case file: what each reader has of it, and that it is checked offline."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain import chain
from chalicelib.domain.authorities import Part
from chalicelib.domain.officials import Role
from chalicelib.services import case_files, retention
from chalicelib.storage import boxes as stories
from chalicelib.storage import directory
from chalicelib.storage.event_items import EventItem
from chalicelib.storage.request_items import RequestTable
from tests.builders import (
    AREA,
    CANARY,
    COORDINATOR_PT,
    FINLAND,
    FRIDAY,
    PORTUGAL,
    an_authority,
    an_official,
)
from tests.web.stage import A_DRAFT, AINO, OUTSIDE, VIEWER
from tests.web.test_attachments import attach

SCRIPT = Path(__file__).parents[2] / "site/verify/verify_case_file.py"
LATER = (FRIDAY + timedelta(days=7)).isoformat()
OVER = date(2026, 9, 2)
LONG_OVER = date(2029, 3, 2)


def _verifier():
    spec = importlib.util.spec_from_file_location("verify_case_file", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verifier = _verifier()


@pytest.fixture
def verified(tmp_path, capsys):
    """Return a function that runs the published script on answers, and returns what it prints."""

    def run(*raws: bytes, code: int = 0) -> str:
        paths = []
        for index, raw in enumerate(raws):
            paths.append(tmp_path / f"{index}.json")
            paths[-1].write_bytes(raw)
        ended = verifier.main([str(path) for path in paths])
        told = capsys.readouterr().out
        assert ended == code, told
        return told

    return run


def file_of(api, number):
    answer = api.call("GET", f"/api/requests/{number}/file")
    assert answer.status == 200, answer.text
    return answer


def events(answer):
    return {event["sequence"]: event for event in answer.json()["events"]}


def test_both_sides_have_the_same_chain_and_each_what_it_may_read(
    mette, ines, replied, verified
):
    mette.call("POST", f"/api/requests/{replied}/messages", {"text": f"{CANARY} in a message"})
    ours, theirs = file_of(mette, replied), file_of(ines, replied)

    told = verified(ours.body, theirs.body)

    assert ours.json()["chain"]["head"] == theirs.json()["chain"]["head"]
    assert "note verified" in told
    assert events(ours)[1]["content"]["action"] == "create"
    assert set(events(theirs)[1]) == {"sequence", "digest", "hash"}
    assert events(ours)[3]["missing"] == {"own": "withheld"}
    assert "own" in events(theirs)[3]["parts"]
    for answer in (ours, theirs):
        assert f"{CANARY} in person" in answer.text
        assert "answers" in events(answer)[5]["parts"]
        assert events(answer)[2]["parts"].keys() >= {"request", "sealed"}


def test_what_is_sealed_stays_sealed_and_the_chain_fits(ines, sent, verified):
    answer = file_of(ines, sent)

    assert CANARY not in answer.text
    assert events(answer)[2]["missing"] == {"own": "withheld", "sealed": "withheld"}
    assert answer.json()["request"]["sealed"]
    assert "sealed withheld" in verified(answer.body)


def test_it_fits_after_blocking_and_after_erasure(mette, ines, replied, verified):
    mette.act(replied, "message", {"text": "unused"})
    mette.call("POST", f"/api/requests/{replied}/messages", {"text": f"{CANARY} in a message"})
    assert mette.act(replied, "close").status == 200
    before = file_of(mette, replied)

    for day, why in ((OVER, "blocked"), (LONG_OVER, "erased")):
        retention.run(day)
        for by in (mette, ines):
            after = file_of(by, replied)
            assert CANARY not in after.text
            told = verified(before.body, after.body)
            for name in ("request", "sealed", "answers", "note"):
                assert f"{name} {why}" in told
        assert (
            CANARY not in repr([item.serialize() for item in RequestTable.query(replied)])
            or why == "blocked"
        )


def test_who_was_asked_before_has_its_own_part_and_no_more(
    api, mette, ines, accepted, verified
):
    assert ines.act(accepted, "forward", {"to": FINLAND, "reason": "Theirs"}).status == 200
    aino = api.of(AINO)
    assert aino.act(accepted, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 200

    left, now, asking = (file_of(by, accepted) for by in (ines, aino, mette))

    told = verified(left.body, now.body, asking.body)
    assert CANARY not in left.text
    assert [each["sequence"] for each in left.json()["events"]] == [1, 2, 3, 4]
    assert left.json()["request"]["questions"] == []
    assert [each["to"] for each in left.json()["receipts"]] == [PORTUGAL]
    assert [each["to"] for each in now.json()["receipts"]] == [PORTUGAL, FINLAND]
    assert "request withheld; sealed withheld" in told.replace("own withheld; ", "")


def test_what_is_written_anew_replaces_what_was_sent(mette, ines, sent, verified):
    assert ines.act(sent, "return", {"reason": "Not ours", "suggested": FINLAND}).status == 200
    assert "request replaced" in verified(file_of(mette, sent).body)

    seen = mette.get(f"/api/requests/{sent}")
    mette.call("PATCH", f"/api/requests/{sent}", {"reason": "Anew"}, tag=seen["etag"])
    assert mette.act(sent, "send").status == 200

    answer = file_of(mette, sent)
    verified(answer.body)
    sendings = [each for each in answer.json()["events"] if each["content"]["action"] == "send"]
    assert [each["missing"].get("request") for each in sendings] == ["replaced", None]
    verified(file_of(ines, sent).body)


def test_answers_are_checked_where_they_were_sent(mette, ines, replied, verified):
    assert mette.act(replied, "clarify", {"questions": ["Q-1"], "reason": "More"}).status == 200
    answers = [{"code": "Q-1", "value": "no"}]
    assert ines.act(replied, "answer", {"answers": answers}).status == 200

    assert "answers replaced" in verified(file_of(ines, replied).body)
    assert "answers verified" in verified(file_of(mette, replied).body)

    assert ines.act(replied, "reply").status == 200
    for by in (mette, ines):
        told = verified(file_of(by, replied).body)
        assert "answers replaced" in told
        assert "answers verified" in told


def test_a_reply_that_waits_for_approval_has_not_reached_the_asking_side(
    api, mette, ines, sent, verified
):
    part = Part(request_coordinators=(COORDINATOR_PT,), approves_reply=True)
    record = directory.authority(PORTUGAL)
    directory.save_authority(replace(record, parts={AREA: part}))
    directory.save_authority(an_authority(COORDINATOR_PT))
    decides = an_official(COORDINATOR_PT, "rui", role=Role.VIEWER, also=(Role.APPROVER,))
    directory.save_official(decides)
    ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()})
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": f"{CANARY} answered"}]
    ines.act(sent, "answer", {"answers": answers})
    assert ines.act(sent, "reply").json()["state"] == "reply_approval"
    rui = api.of(decides)

    waiting = file_of(mette, sent)
    assert f"{CANARY} answered" not in waiting.text
    assert "answers withheld" in verified(waiting.body)
    assert "answers verified" in verified(file_of(rui, sent).body)
    assert "sealed withheld" in verified(file_of(rui, sent).body)

    assert rui.act(sent, "approve", {"comment": "Good"}).status == 200
    assert "answers verified" in verified(file_of(mette, sent).body)
    verified(file_of(rui, sent).body, file_of(ines, sent).body, file_of(mette, sent).body)


def test_a_withdrawal_says_why(mette, ines, sent, verified):
    assert mette.act(sent, "withdraw", {"reason": "No more"}).status == 200
    for by in (mette, ines):
        assert "reason verified" in verified(file_of(by, sent).body)


def test_events_from_before_the_chain_are_read_and_told(mette, ines, accepted, verified):
    for sequence in (1, 2):
        item = EventItem.get(accepted, EventItem.key(sequence))
        item.update([getattr(EventItem, name).remove() for name in NEW])
    item = EventItem.get(accepted, EventItem.key(3))
    digest = item.digest
    item.update([EventItem.hash.set(chain.following(chain.START, digest))])

    answer = file_of(mette, accepted)

    assert answer.json()["chain"]["begins_at"] == 3
    assert "unchained" in verified(answer.body)
    assert verified(file_of(ines, accepted).body)


NEW = ("salts", "parts", "digest", "hash")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param(lambda e: e[2]["content"].update(asked=FINLAND), "event 3: its content", id="content"),
        pytest.param(lambda e: e.pop(2), "event 4: the chain breaks here", id="left out"),
        pytest.param(lambda e: e[1]["parts"]["request"]["value"].update(reason="Other"), "event 2: request", id="value"),
        pytest.param(lambda e: e[1]["parts"].pop("sealed"), "event 2: its parts", id="part"),
        pytest.param(lambda e: e.pop(), "the end of the chain", id="cut"),
    ],
)  # fmt: skip
def test_what_is_forged_is_found_though_the_file_is_digested_anew(
    mette, replied, verified, change, named
):
    file = file_of(mette, replied).json()
    change(file["events"])
    del file["digest"]
    file["digest"] = chain.sha256(chain.canonical(file))

    assert named in verified(chain.canonical(file), code=1)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        pytest.param(("reason",), "the request: reason", id="reason"),
        pytest.param(("person", "name"), "the person", id="person"),
        pytest.param(("questions", 0, "comment"), "question Q-1: comment", id="comment"),
        pytest.param(("questions", 0, "slots", "firm"), "question Q-1", id="slot"),
        pytest.param(("questions", 0, "answer", "value"), "answer Q-1", id="answer"),
    ],
)
def test_what_the_file_shows_is_held_against_the_chain(mette, replied, verified, path, named):
    file = file_of(mette, replied).json()
    place = file["request"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = "forged"
    del file["digest"]
    file["digest"] = chain.sha256(chain.canonical(file))

    assert named in verified(chain.canonical(file), code=1)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_change_of_a_byte_is_found(mette, replied, tmp_path_factory, data):
    raw = made_once(mette, replied)
    place = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != raw[place]))
    path = tmp_path_factory.getbasetemp() / "changed.json"
    path.write_bytes(raw[:place] + bytes([byte]) + raw[place + 1 :])

    assert verifier.main([str(path)]) == 1


MADE: dict[str, bytes] = {}


def made_once(api, number):
    if number not in MADE:
        MADE[number] = file_of(api, number).body
    return MADE[number]


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"format":"imi-case-file","version":1}'],
)  # fmt: skip
def test_what_is_no_case_file_is_refused(verified, raw):
    assert "DOES NOT FIT" in verified(raw, code=1)


def test_two_files_that_tell_different_stories_are_told_apart(mette, ines, replied, verified):
    forged = file_of(ines, replied).json()
    previous = chain.START
    forged["events"] = [forged["events"][0]]
    forged["events"][0]["digest"] = "1" * 64
    forged["events"][0]["hash"] = chain.following(previous, "1" * 64)
    forged["chain"]["head"] = {"sequence": 1, "hash": forged["events"][0]["hash"]}
    del forged["digest"]
    forged["digest"] = chain.sha256(chain.canonical(forged))

    told = verified(file_of(mette, replied).body, chain.canonical(forged), code=1)

    assert "another file of this request tells otherwise" in told


def test_strangers_and_who_has_no_role_learn_nothing(api, mette, sent):
    for other in (AINO, OUTSIDE):
        assert api.of(other).call("GET", f"/api/requests/{sent}/file").status == 404
    for unknown in ("K7QM-3XPT", "nothing"):
        assert mette.call("GET", f"/api/requests/{unknown}/file").status == 404


def test_a_viewer_has_a_file_without_what_is_personal(api, accepted, verified):
    answer = file_of(api.of(VIEWER), accepted)

    assert CANARY not in answer.text
    verified(answer.body)


def test_that_a_file_is_made_is_counted_and_the_request_stays(mette, sent):
    before = mette.get(f"/api/requests/{sent}")["etag"]
    first, second = file_of(mette, sent), file_of(mette, sent)

    [item] = [each for each in RequestTable.query(sent) if each.item == "story!receipts"]
    assert item.files == 2
    assert mette.get(f"/api/requests/{sent}")["etag"] == before
    assert first.json()["chain"] == second.json()["chain"]
    assert first.headers["Content-Disposition"] == f'attachment; filename="imi-{sent}.json"'


def test_a_draft_that_was_never_sent_leaves_nothing_behind(mette):
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    file_of(mette, draft["number"])
    path = f"/api/requests/{draft['number']}"
    assert mette.call("DELETE", path, tag=draft["etag"]).status == 204

    assert list(RequestTable.query(draft["number"])) == []


def test_a_case_with_very_many_events_says_that_it_goes_on(
    mette, replied, verified, monkeypatch
):
    monkeypatch.setattr(case_files, "MOST_EVENTS", 3)

    answer = file_of(mette, replied)

    assert [each["sequence"] for each in answer.json()["events"]] == [1, 2, 3]
    assert "the case goes on" in verified(answer.body)


def test_what_keeps_changing_while_it_is_read_gives_no_file(mette, sent, monkeypatch):
    whole = stories.whole

    def other(number, *, most):
        story = whole(number, most=most)
        return replace(story, request=replace(story.request, version=99))

    monkeypatch.setattr(stories, "whole", other)

    assert mette.call("GET", f"/api/requests/{sent}/file").status == 412


def test_what_was_split_off_has_a_file_of_its_own_and_both_fit(
    api, mette, ines, accepted, verified
):
    split = {"to": FINLAND, "questions": ["Q-2"], "reason": "Theirs"}
    part = ines.act(accepted, "split", split).json()["parts"][0]["number"]
    aino = api.of(AINO)

    for by, number in ((mette, accepted), (ines, accepted), (mette, part), (ines, part)):
        verified(file_of(by, number).body)
    assert CANARY not in file_of(aino, part).text
    aino.act(part, "accept", {"agreed_on": FRIDAY.isoformat()})
    told = verified(file_of(aino, part).body, file_of(mette, part).body)
    assert "sealed verified" in told
    assert "request verified" in verified(file_of(mette, accepted).body)


def test_attached_files_are_in_the_chain_by_their_digests(mette, ines, verified):
    number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    attach(mette, number)
    verified(file_of(mette, number).body)
    mette.act(number, "send")
    ines.act(number, "accept", {"agreed_on": FRIDAY.isoformat()})
    attach(ines, number)
    verified(file_of(ines, number).body)
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Yes"}]
    ines.act(number, "answer", {"answers": answers})
    ines.act(number, "reply")

    file = file_of(mette, number)

    assert [each["side"] for each in file.json()["request"]["attachments"]] == [
        "asking",
        "asked",
    ]
    assert "files verified" in verified(file.body, file_of(ines, number).body)
    mette.act(number, "clarify", {"questions": ["Q-1"], "reason": "More"})
    attach(ines, number)
    verified(file_of(mette, number).body, file_of(ines, number).body)
