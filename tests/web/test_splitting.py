"""Questions that are split off for another authority: one number, one timeline, one end."""

from __future__ import annotations

import pytest

from chalicelib.storage import directory
from tests.builders import CANARY, DENMARK, FINLAND, FRIDAY, PORTUGAL, an_authority
from tests.web.stage import AINO

SPLIT = {"to": FINLAND, "questions": ["Q-2"], "reason": "The register is theirs"}
ACCEPT = {"agreed_on": FRIDAY.isoformat()}


def done(answer):
    assert answer.status == 200, answer.text
    return answer.json()


def offered(case):
    return [action["action"] for action in case["actions"]]


@pytest.fixture
def part(ines, accepted):
    """Split a question off; return the number of the part."""
    return done(ines.act(accepted, "split", SPLIT))["parts"][0]["number"]


def test_a_part_has_its_own_addressee_and_the_same_number(api, mette, ines, accepted, part):
    aino = api.of(AINO)
    assert part == f"{accepted}-1"

    whole = ines.get(f"/api/requests/{accepted}")
    assert [each["code"] for each in whole["questions"]] == ["Q-1"]
    assert [each["state"] for each in whole["parts"]] == [None]
    assert "split" not in offered(whole)

    sealed = aino.get(f"/api/requests/{part}")
    assert (sealed["sealed"], sealed["state"], sealed["part_of"]) == (
        True, "awaiting_acceptance", None,
    )  # fmt: skip
    assert CANARY not in repr(sealed)
    assert aino.call("GET", f"/api/requests/{accepted}").status == 404
    [first] = aino.get(f"/api/requests/{part}/events")["items"]
    assert (first["action"], first["by"]["id"], first["to"]["id"]) == (
        "split",
        PORTUGAL,
        FINLAND,
    )
    assert first["note"]["text"] == SPLIT["reason"]

    opened = done(aino.act(part, "accept", ACCEPT))
    assert opened["person"]["name"] == f"{CANARY} in person"
    assert [each["code"] for each in opened["questions"]] == ["Q-2"]
    assert "split" not in offered(opened)

    seen = mette.get(f"/api/requests/{accepted}")
    assert [(each["number"], each["state"], each["over"]) for each in seen["parts"]] == [
        (part, "accepted", False)
    ]
    assert mette.get(f"/api/requests/{part}")["part_of"] == accepted
    former = ines.get(f"/api/requests/{part}")
    assert (former["side"], former["questions"], former["state"]) == (
        "former", [], "awaiting_acceptance",
    )  # fmt: skip


def test_the_side_that_asked_reads_one_timeline(api, mette, ines, accepted, part):
    aino = api.of(AINO)
    done(aino.act(part, "accept", ACCEPT))
    done(ines.act(accepted, "answer", {"answers": [{"code": "Q-1", "value": "yes"}]}))

    lines = mette.get(f"/api/requests/{accepted}/events")["items"]

    told = [(each["number"], each["action"]) for each in lines][-4:]
    assert sorted(told) == sorted(
        [(accepted, "accept"), (accepted, "split"), (part, "accept"), (accepted, "answer")]
    )
    at = [each["at"] for each in lines]
    assert at == sorted(at)
    assert {each["to"]["id"] for each in lines if each["action"] == "split"} == {FINLAND}
    own = [each["number"] for each in ines.get(f"/api/requests/{accepted}/events")["items"]]
    assert set(own) == {accepted}


def test_it_is_read_page_by_page_and_no_line_is_lost_or_told_twice(
    api, mette, ines, accepted, part
):
    done(api.of(AINO).act(part, "accept", ACCEPT))
    done(ines.act(accepted, "answer", {"answers": [{"code": "Q-1", "value": "yes"}]}))
    path = f"/api/requests/{accepted}/events"
    whole = [(each["number"], each["sequence"]) for each in mette.get(path)["items"]]

    found, cursor = [], ""
    while cursor is not None:
        page = mette.get(f"{path}?limit=2&cursor={cursor}" if cursor else f"{path}?limit=2")
        found += [(each["number"], each["sequence"]) for each in page["items"]]
        cursor = page["next"]

    assert sorted(found) == sorted(whole)


def test_the_whole_is_closed_when_its_parts_are(api, mette, ines, accepted, part):
    aino = api.of(AINO)
    done(ines.act(accepted, "answer", {"answers": [{"code": "Q-1", "value": "yes"}]}))
    done(ines.act(accepted, "reply"))

    assert "close" not in offered(mette.get(f"/api/requests/{accepted}"))
    refused = mette.act(accepted, "close", {"timeliness": None, "effort": None})
    assert (refused.status, refused.json()["type"]) == (409, "/problems/broken-rule")
    assert "still open" in refused.json()["errors"][0]["detail"]

    done(aino.act(part, "accept", ACCEPT))
    done(aino.act(part, "answer", {"answers": [{"code": "Q-2", "value": "Yes"}]}))
    done(aino.act(part, "reply"))
    done(mette.act(part, "close", {"timeliness": 5, "effort": None}))

    closed = done(mette.act(accepted, "close", {"timeliness": 5, "effort": None}))
    assert (closed["state"], closed["parts"][0]["over"]) == ("closed", True)


def test_a_part_that_came_back_is_sent_to_another_or_withdrawn(api, mette, accepted, part):
    done(api.of(AINO).act(part, "return", {"reason": "Not ours"}))

    back = mette.get(f"/api/requests/{part}")
    assert (back["state"], offered(back)) == ("draft", ["send", "withdraw"])
    assert mette.call("DELETE", f"/api/requests/{part}", tag=back["etag"]).status == 409
    assert done(mette.act(part, "withdraw", {"reason": "Found"}))["state"] == "withdrawn"
    assert mette.get(f"/api/requests/{accepted}")["parts"][0]["over"]


def test_a_part_does_not_go_back_in_a_circle(api, part):
    refused = api.of(AINO).act(part, "forward", {"to": PORTUGAL, "reason": "Yours"})

    assert refused.status == 422
    assert refused.json()["errors"][0]["pointer"] == "/to"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"questions": []}, "/questions"),
        ({"questions": ["Q-1", "Q-2"]}, "/questions"),
        ({"questions": ["Q-9"]}, "/questions/0"),
        ({"to": DENMARK}, "/to"),
        ({"to": PORTUGAL}, "/to"),
        ({"to": "nobody"}, "/to"),
        ({"to": ""}, "/to"),
        ({"reason": ""}, "/reason"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused_and_changes_nothing(
    ines, accepted, changes, pointer
):
    refused = ines.act(accepted, "split", SPLIT | changes)

    assert refused.status == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    whole = ines.get(f"/api/requests/{accepted}")
    assert (whole["parts"], len(whole["questions"])) == ([], 2)


def test_an_answered_question_stays(ines, accepted):
    done(ines.act(accepted, "answer", {"answers": [{"code": "Q-2", "value": "Yes"}]}))

    refused = ines.act(accepted, "split", SPLIT)

    assert refused.json()["errors"][0]["pointer"] == "/questions/0"
    assert "has an answer" in refused.json()["errors"][0]["detail"]


def test_it_goes_to_nobody_without_access(ines, accepted):
    directory.save_authority(an_authority(FINLAND, parts={}, version=1))

    refused = ines.act(accepted, "split", SPLIT)

    assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, "/to")


def test_a_split_that_comes_twice_is_one(ines, accepted):
    tag = ines.get(f"/api/requests/{accepted}")["etag"]
    path = f"/api/requests/{accepted}/split"
    first = ines.call("POST", path, SPLIT, tag=tag, key="once")
    again = ines.call("POST", path, SPLIT, tag=tag, key="once")

    assert (first.status, again.status) == (200, 200)
    assert len(again.json()["parts"]) == 1
