"""The canonical journey through the API alone, and what each side sees on the way."""

from __future__ import annotations

from chalicelib.domain.notices import Topic
from chalicelib.storage import notices
from tests.builders import CANARY, FRIDAY, NOON, SATURDAY
from tests.web.stage import A_DRAFT, Api

LATER = "2026-03-20"


def topics_told() -> list[tuple[Topic, str]]:
    return sorted((each.notice.topic, each.notice.reader) for each in notices.lease(NOON))


def test_a_question_in_danish_is_answered_in_portuguese_and_read_in_danish(api, mette, ines):
    danish, portuguese = (
        Api(api.gateway, mette.official, "da"),
        Api(api.gateway, ines.official, "pt"),
    )

    draft = danish.call("POST", "/api/requests", A_DRAFT, key="one").json()
    number = draft["number"]
    assert draft["state"] == "draft"
    assert [task["kind"] for task in danish.get("/api/tasks")["items"]] == ["send"]

    request = danish.act(number, "send", key="two").json()
    assert (request["state"], request["ball_with"]) == ("awaiting_acceptance", "pt-tourism")
    assert "Q-1 in da?" in request["questions"][0]["text"]

    received = portuguese.get(f"/api/requests/{number}")
    assert received["sealed"]
    assert received["questions"][0]["text"] == "Q-1 in pt? the firm"
    assert received["reason"] == "We need to know"
    assert [action["action"] for action in received["actions"]] == [
        "accept",
        "return",
        "forward",
    ]

    request = portuguese.act(number, "accept", {"agreed_on": LATER}).json()
    assert (request["proposed_on"], request["agreed_on"]) == (FRIDAY.isoformat(), LATER)
    assert request["person"]["name"] == f"{CANARY} in person"
    assert request["questions"][0]["text"] == f"Q-1 in pt? {CANARY} in a slot"

    unready = portuguese.act(number, "reply")
    assert unready.status == 422
    assert [error["pointer"] for error in unready.json()["errors"]] == [
        "/questions/0/answer",
        "/questions/1/answer",
    ]

    one = [{"code": "Q-1", "value": "yes", "comment": "Desde 2017"}]
    request = portuguese.act(number, "answer", {"answers": one}).json()
    assert request["state"] == "partly_answered"
    assert danish.get(f"/api/requests/{number}")["questions"][0]["answer"] is None

    two = [{"code": "Q-2", "value": "Passeios guiados"}]
    portuguese.act(number, "answer", {"answers": two})
    assert portuguese.act(number, "reply").json()["state"] == "replied"

    answer = danish.get(f"/api/requests/{number}")["questions"][0]["answer"]
    assert (answer["value"], answer["comment"]) == ("yes", "Desde 2017")
    assert (answer["text"], answer["language"]) == ("Ja", "pt")

    closed = danish.act(number, "close", {"timeliness": 5, "effort": None}).json()
    assert (closed["state"], closed["ball_with"]) == ("closed", None)
    assert [each["action"] for each in closed["actions"]] == ["erase-early"]
    for side in (danish, portuguese):
        assert side.get("/api/tasks")["items"] == []

    assert topics_told() == [
        (Topic.REPLY_RECEIVED, "dk-business"),
        (Topic.REQUEST_ACCEPTED, "dk-business"),
        (Topic.REQUEST_CLOSED, "pt-tourism"),
        (Topic.REQUEST_RECEIVED, "pt-tourism"),
    ]


def test_the_timeline_names_people_to_their_own_side_alone(replied, mette, ines):
    danes = mette.get(f"/api/requests/{replied}/events")["items"]
    portuguese = ines.get(f"/api/requests/{replied}/events")["items"]

    assert [event["action"] for event in danes] == [
        "create",
        "send",
        "accept",
        "answer",
        "reply",
    ]
    assert [event["official"] for event in danes] == ["Mette", "Mette", None, None, None]
    assert [event["action"] for event in portuguese] == ["send", "accept", "answer", "reply"]
    assert [event["official"] for event in portuguese] == [None, "Ines", "Ines", "Ines"]


def test_a_day_off_is_accepted_with_a_warning(sent, ines):
    request = ines.act(sent, "accept", {"agreed_on": SATURDAY.isoformat()}).json()

    assert [warning["pointer"] for warning in request["warnings"]] == ["/agreed_on"]


def test_a_date_in_the_past_is_refused_and_a_sensible_one_offered(sent, ines):
    answer = ines.act(sent, "accept", {"agreed_on": "2026-03-01"})

    assert answer.status == 422
    assert answer.json()["suggested_on"] == "2026-03-16"
    assert ines.get(f"/api/requests/{sent}")["state"] == "awaiting_acceptance"


def test_a_withdrawn_request_stays_sealed(sent, mette, ines):
    mette.act(sent, "withdraw", {"reason": "Found in the register"})

    request = ines.get(f"/api/requests/{sent}")
    assert (request["state"], request["sealed"]) == ("withdrawn", True)
    assert request["withdrawal_reason"] == "Found in the register"
    assert CANARY not in str(request)


def test_a_draft_is_changed_bit_by_bit(mette):
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    path = f"/api/requests/{draft['number']}"

    changed = mette.call(
        "PATCH", path, {"reason": "Another", "person": {"details": None}}, tag=draft["etag"]
    ).json()

    assert changed["reason"] == "Another"
    assert changed["person"] == {
        "name": f"{CANARY} in person",
        "kind": "person",
        "born_on": None,
        "details": "",
    }
    assert changed["questions"][0]["slots"] == {"firm": f"{CANARY} in a slot"}
    assert mette.call("DELETE", path, tag=changed["etag"]).status == 204
    assert mette.call("GET", path).status == 404
