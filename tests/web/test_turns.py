"""The turns that a request can take, as both sides and their coordinators see them through the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authorities import Part, Status
from chalicelib.domain.officials import Role
from chalicelib.storage import directory
from tests.builders import (
    AREA,
    CANARY,
    COORDINATOR_DK,
    COORDINATOR_PT,
    DENMARK,
    FINLAND,
    FRIDAY,
    NOON,
    PORTUGAL,
    an_authority,
    an_official,
)
from tests.web.stage import A_DRAFT, AINO, INES, METTE, VIEWER

DECIDES = (Role.APPROVER, Role.REFERRAL_HANDLER)
INGRID = an_official(COORDINATOR_DK, "ingrid", role=Role.VIEWER, also=DECIDES)
RUI = an_official(COORDINATOR_PT, "rui", role=Role.VIEWER, also=DECIDES)
BOSS = an_official(PORTUGAL, "boss", also=(Role.ALLOCATOR,))
LATER = (FRIDAY + timedelta(days=7)).isoformat()


@pytest.fixture
def coordinated(api):
    """Give each side a request coordinator; return a function that lets them approve, too."""
    for each in (COORDINATOR_DK, COORDINATOR_PT):
        directory.save_authority(an_authority(each))
    for each in (INGRID, RUI, BOSS):
        directory.save_official(each)

    def approving(*, approves: bool) -> None:
        for each, coordinator in ((DENMARK, COORDINATOR_DK), (PORTUGAL, COORDINATOR_PT)):
            part = Part(
                request_coordinators=(coordinator,),
                approves_sending=approves,
                approves_reply=approves,
            )
            record = directory.authority(each)
            changed = an_authority(each, parts={AREA: part}, version=record.version)
            directory.save_authority(changed)

    approving(approves=False)
    return approving


def done(answer):
    assert answer.status in {200, 201}, answer.text
    return answer.json()


def events(api, number):
    return api.get(f"/api/requests/{number}/events")["items"]


def offered(case):
    return [action["action"] for action in case["actions"]]


def kinds(api):
    return [task["kind"] for task in api.get("/api/tasks")["items"]]


def test_what_is_returned_with_a_suggestion_goes_on_in_two_steps(api, mette, ines, sent):
    left = done(ines.act(sent, "return", {"reason": "Not ours", "suggested": FINLAND}))
    assert (left["side"], left["questions"], left["reason"], left["actions"]) == (
        "former", [], "", [],
    )  # fmt: skip

    back = mette.get(f"/api/requests/{sent}")
    assert (back["state"], back["number"]) == ("draft", sent)
    assert events(mette, sent)[-1]["to"]["id"] == FINLAND
    assert back["returned"]["reason"] == "Not ours"
    assert back["returned"]["by"]["id"] == PORTUGAL
    assert back["returned"]["at"] == events(mette, sent)[-1]["at"]
    assert back["returned"]["suggested"]["id"] == FINLAND
    assert offered(back) == ["send", "withdraw"]
    deleted = mette.call("DELETE", f"/api/requests/{sent}", tag=back["etag"])
    assert deleted.status == 409

    changed = mette.call("PATCH", f"/api/requests/{sent}", {"asked": FINLAND}, tag=back["etag"])
    again = done(mette.act(sent, "send", tag=changed.json()["etag"]))
    assert (again["returned"], again["asked"]) == (None, FINLAND)
    assert [each["action"] for each in events(ines, sent)] == ["send", "return"]
    assert api.of(AINO).get(f"/api/requests/{sent}")["sealed"]
    assert [each["note"] for each in events(api.of(AINO), sent)] == [None] * 3


def test_what_is_forwarded_is_sealed_again_and_gone_for_who_had_it(api, mette, ines, accepted):
    assert CANARY in ines.call("GET", f"/api/requests/{accepted}").text
    aino = api.of(AINO)

    left = done(ines.act(accepted, "forward", {"to": FINLAND, "reason": "Theirs"}))

    assert left["side"] == "former"
    assert CANARY not in ines.call("GET", f"/api/requests/{accepted}").text
    assert ines.call("POST", f"/api/requests/{accepted}/messages", {"text": "x"}).status == 403
    received = aino.get(f"/api/requests/{accepted}")
    assert (received["sealed"], received["agreed_on"]) == (True, None)
    assert CANARY not in repr(received)
    assert kinds(aino) == ["accept"]
    assert events(aino, accepted)[-1]["note"] == {
        "text": "Theirs", "language": "pt", "attachments": [],
    }  # fmt: skip
    opened = done(aino.act(accepted, "accept", {"agreed_on": FRIDAY.isoformat()}))
    assert opened["person"]["name"] == f"{CANARY} in person"
    assert [each["action"] for each in events(mette, accepted)][-2:] == ["forward", "accept"]
    assert ines.get(f"/api/requests/{accepted}")["state"] == "awaiting_acceptance"


@pytest.mark.parametrize(
    ("to", "pointer"),
    [
        pytest.param(DENMARK, "/to", id="who asks"),
        pytest.param(PORTUGAL, "/to", id="itself"),
        pytest.param("nobody", "/to", id="unknown"),
        pytest.param("fi-outside", "/to", id="without access"),
    ],
)
def test_it_is_not_forwarded_to_whom_it_cannot_go(ines, sent, to, pointer):
    directory.save_authority(an_authority(FINLAND, parts={}, version=1))
    to = FINLAND if to == "fi-outside" else to

    refused = ines.act(sent, "forward", {"to": to, "reason": "Theirs"})

    assert refused.status == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert ines.get(f"/api/requests/{sent}")["state"] == "awaiting_acceptance"


def test_who_asks_may_demand_to_be_asked_before_a_forward(mette, ines):
    draft = A_DRAFT | {"ask_before_forwarding": True}
    made = mette.call("POST", "/api/requests", draft).json()
    number = made["number"]
    done(mette.act(number, "send", tag=made["etag"]))

    seen = ines.get(f"/api/requests/{number}")
    assert seen["ask_before_forwarding"]
    assert offered(seen) == ["accept", "return"]
    refused = ines.act(number, "forward", {"to": FINLAND, "reason": "Theirs"})
    assert (refused.status, refused.json()["type"]) == (409, "/problems/broken-rule")


def test_a_date_is_negotiated_by_offer_and_counter_offer(mette, ines, accepted):
    other = (FRIDAY + timedelta(days=3)).isoformat()
    offered_on = done(ines.act(accepted, "propose-date", {"on": LATER, "reason": "Holidays"}))
    assert offered_on["offer"] == {"on": LATER, "by": "asked"}
    assert "agree-date" not in offered(offered_on)
    assert kinds(mette) == ["agree_date"]
    assert kinds(ines) == ["answer"]
    assert {"agree-date", "decline-date"} <= set(
        offered(mette.get(f"/api/requests/{accepted}"))
    )

    done(mette.act(accepted, "propose-date", {"on": other, "reason": "Sooner, please"}))
    assert kinds(mette) == []
    assert kinds(ines) == ["agree_date", "answer"]
    assert [t["kind"] for t in ines.get("/api/tasks?limit=1")["items"]] == ["answer"]
    agreed = done(ines.act(accepted, "agree-date"))

    assert (agreed["agreed_on"], agreed["offer"]) == (other, None)
    assert kinds(ines) == ["answer"]
    last = events(mette, accepted)[-3:]
    assert [(each["action"], each["proposed_on"], each["agreed_on"]) for each in last] == [
        ("propose-date", LATER, None),
        ("propose-date", other, None),
        ("agree-date", None, other),
    ]
    assert [each["note"] and each["note"]["text"] for each in last] == [
        "Holidays", "Sooner, please", None,
    ]  # fmt: skip


def test_a_dispute_goes_through_both_coordinators_and_back(
    api, coordinated, mette, ines, replied
):
    ingrid, rui = api.of(INGRID), api.of(RUI)
    for coordinator in (ingrid, rui):
        assert coordinator.call("GET", f"/api/requests/{replied}").status == 404

    asked = done(mette.act(replied, "clarify", {"questions": ["Q-2"], "reason": "Which ones?"}))
    assert (asked["clarify"], asked["state"]) == (["Q-2"], "clarification")
    assert kinds(ines) == ["clarify"]
    done(ines.act(replied, "refuse", {"reason": "All is said"}))
    assert kinds(mette) == ["close_or_refer"]
    done(mette.act(replied, "refer", {"reason": "It is not"}))

    assert (kinds(ingrid), kinds(rui)) == (["decide"], [])
    case = ingrid.call("GET", f"/api/requests/{replied}")
    assert case.json()["side"] == "asking_coordinator"
    assert case.json()["questions"][0]["answer"]["value"] == "yes"
    assert CANARY not in case.text
    notes = [each["note"]["text"] for each in events(ingrid, replied) if each["note"]]
    assert notes == ["Which ones?", "All is said", "It is not"]
    assert rui.call("POST", f"/api/requests/{replied}/send-back", {}, tag='"1"').status in {
        409,
        412,
    }

    passed = done(ingrid.act(replied, "send-back", {"comment": "Please say more"}))
    assert (passed["state"], passed["ball_with"]) == ("referred", COORDINATOR_PT)
    assert ingrid.get(f"/api/requests/{replied}")["questions"][0]["answer"] is None
    assert kinds(rui) == ["decide"]
    back = done(rui.act(replied, "send-back"))
    assert (back["state"], back["ball_with"]) == ("clarification", PORTUGAL)

    answers = [{"code": "Q-2", "value": "Passeios a pé"}]
    done(ines.act(replied, "answer", {"answers": answers}))
    before = mette.get(f"/api/requests/{replied}")["questions"][1]["answer"]["value"]
    assert before == "Passeios guiados"
    done(ines.act(replied, "reply"))
    after = mette.get(f"/api/requests/{replied}")
    assert after["questions"][1]["answer"]["value"] == "Passeios a pé"
    assert done(mette.act(replied, "close"))["state"] == "closed"


def test_a_coordinator_upholds_a_reply(api, coordinated, mette, ines, replied):
    done(mette.act(replied, "clarify", {"questions": ["Q-2"], "reason": "Which ones?"}))
    done(ines.act(replied, "refuse", {"reason": "All is said"}))
    done(mette.act(replied, "refer", {"reason": "It is not"}))

    upheld = done(api.of(INGRID).act(replied, "uphold", {"comment": "It is"}))

    assert (upheld["state"], upheld["ball_with"]) == ("replied", DENMARK)
    assert offered(mette.get(f"/api/requests/{replied}")) == ["close", "message"]


def test_without_coordinators_a_referral_is_refused_with_the_reason(mette, ines, replied):
    done(mette.act(replied, "clarify", {"questions": ["Q-2"], "reason": "Which ones?"}))
    done(ines.act(replied, "refuse", {"reason": "All is said"}))

    refused = mette.act(replied, "refer", {"reason": "It is not"})

    assert refused.status == 409
    assert "Neither authority has a coordinator" in refused.text


def test_who_had_a_request_learns_nothing_of_what_becomes_of_it(api, mette, ines, accepted):
    path = f"/api/requests/{accepted}"
    done(ines.call("POST", f"{path}/messages", {"text": f"{CANARY} called"}))
    done(ines.act(accepted, "forward", {"to": FINLAND, "reason": "Theirs"}))
    left = ines.get(path)
    done(api.of(AINO).act(accepted, "accept", {"agreed_on": FRIDAY.isoformat()}))

    assert ines.get(path) == left
    assert CANARY not in repr(events(ines, accepted))
    assert ines.get(f"{path}/events")["next"] is None
    for action in ("accept", "close", "reply"):
        refused = ines.call("POST", f"{path}/{action}", BODY.get(action, {}), tag=left["etag"])
        assert refused.status in {403, 412}
        assert "Accepted" not in refused.text


BODY = {"accept": {"agreed_on": FRIDAY.isoformat()}, "close": {}}


@pytest.mark.parametrize("gone", ["coordinator", "approver"])
def test_where_nobody_can_approve_nothing_goes_out_and_it_is_said(coordinated, mette, gone):
    coordinated(approves=True)
    record = directory.authority(COORDINATOR_DK)
    if gone == "coordinator":
        directory.save_authority(replace(record, status=Status.DEACTIVATED))
    else:
        directory.save_official(
            an_official(COORDINATOR_DK, "ingrid", role=Role.VIEWER, version=1)
        )
    made = mette.call("POST", "/api/requests", A_DRAFT).json()

    refused = mette.act(made["number"], "send", tag=made["etag"])

    assert (refused.status, refused.json()["type"]) == (409, "/problems/broken-rule")
    assert "nobody there can do so" in refused.json()["errors"][0]["detail"]
    assert mette.get(f"/api/requests/{made['number']}")["state"] == "draft"


def test_what_waits_for_approval_is_taken_back(api, coordinated, mette):
    coordinated(approves=True)
    made = mette.call("POST", "/api/requests", A_DRAFT).json()
    done(mette.act(made["number"], "send", tag=made["etag"]))

    back = done(mette.act(made["number"], "take-back"))

    assert (back["state"], kinds(api.of(INGRID))) == ("draft", [])
    assert offered(back) == ["send", "withdraw"]


def test_where_it_is_provided_for_nothing_goes_out_unapproved(api, coordinated, mette, ines):
    coordinated(approves=True)
    ingrid, rui = api.of(INGRID), api.of(RUI)
    made = mette.call("POST", "/api/requests", A_DRAFT).json()
    number = made["number"]

    waits = done(mette.act(number, "send", tag=made["etag"]))
    assert (waits["state"], waits["sent_at"]) == ("approval", None)
    assert ines.call("GET", f"/api/requests/{number}").status == 404
    assert kinds(ingrid) == ["approve"]
    assert CANARY not in ingrid.call("GET", f"/api/requests/{number}").text

    done(ingrid.act(number, "reject", {"comment": "Say why"}))
    assert mette.get(f"/api/requests/{number}")["state"] == "draft"
    assert ingrid.get(f"/api/requests/{number}")["questions"] == []
    assert events(mette, number)[-1]["note"]["text"] == "Say why"
    done(mette.act(number, "send"))
    done(ingrid.act(number, "approve"))
    done(ines.act(number, "accept", {"agreed_on": FRIDAY.isoformat()}))
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Sim"}]
    done(ines.act(number, "answer", {"answers": answers}))

    assert done(ines.act(number, "reply"))["state"] == "reply_approval"
    assert mette.get(f"/api/requests/{number}")["questions"][0]["answer"] is None
    seen = rui.get(f"/api/requests/{number}")
    assert seen["questions"][1]["answer"]["value"] == "Sim"
    done(rui.act(number, "approve"))
    assert rui.get(f"/api/requests/{number}")["questions"][1]["answer"] is None
    assert mette.get(f"/api/requests/{number}")["questions"][1]["answer"]["value"] == "Sim"


def test_messages_are_read_by_both_sides_and_nobody_else(api, mette, ines, accepted):
    path = f"/api/requests/{accepted}/messages"
    said = {"text": f"{CANARY} called"}

    for _ in range(2):
        written = ines.call("POST", path, said, key="once")
        assert written.status == 201
        assert written.headers["Location"] == f"/api/requests/{accepted}/events"
    done(mette.call("POST", path, {"text": "Thank you"}))

    for reader in (mette, ines):
        notes = [each["note"]["text"] for each in events(reader, accepted) if each["note"]]
        assert notes == [said["text"], "Thank you"]
    viewer = api.of(VIEWER)
    assert [each["note"] for each in events(viewer, accepted)] == [None] * 4
    assert ines.call("POST", path, {"text": ""}).status == 422
    assert ines.call("POST", path, {"text": "x" * 2001}).status == 422


def test_a_reminder_is_sent_once_in_three_days(mette, sent, now):
    done(mette.act(sent, "remind"))
    assert mette.act(sent, "remind").status == 409
    assert "remind" not in offered(mette.get(f"/api/requests/{sent}"))

    now(NOON + timedelta(days=3))

    done(mette.act(sent, "remind"))


def test_it_is_allocated_to_handlers_of_the_own_side_and_told_to_no_other(
    api, coordinated, mette, accepted
):
    boss = api.of(BOSS)

    named = done(boss.act(accepted, "allocate", {"officials": [INES.id]}))

    assert named["allocated"] == [INES.id]
    assert events(boss, accepted)[-1]["officials"] == ["Ines"]
    assert mette.get(f"/api/requests/{accepted}")["allocated"] == []
    assert events(mette, accepted)[-1]["officials"] == []
    refused = boss.act(accepted, "allocate", {"officials": [METTE.id]})
    assert refused.status == 422


def test_a_copy_is_a_new_draft_without_a_date(mette, ines, replied):
    made = mette.call("POST", f"/api/requests/{replied}/copies", {}, key="once")
    again = mette.call("POST", f"/api/requests/{replied}/copies", {}, key="once")

    copy = made.json()
    assert (made.status, made.headers["Location"]) == (201, f"/api/requests/{copy['number']}")
    assert again.json()["number"] == copy["number"] != replied
    assert (copy["state"], copy["asked"], copy["proposed_on"]) == ("draft", PORTUGAL, None)
    assert copy["person"]["name"] == f"{CANARY} in person"
    assert [each["answer"] for each in copy["questions"]] == [None, None]
    assert ines.call("POST", f"/api/requests/{replied}/copies", {}).status == 403


def test_a_draft_that_came_back_can_be_withdrawn(mette, ines, sent):
    done(ines.act(sent, "return", {"reason": "Not ours"}))

    over = done(mette.act(sent, "withdraw", {"reason": "Found in the register"}))

    assert (over["state"], offered(over)) == ("withdrawn", ["erase-early"])


def test_the_asked_side_reads_of_a_sending_and_not_of_its_approval(
    api, coordinated, mette, ines
):
    coordinated(approves=True)
    made = mette.call("POST", "/api/requests", A_DRAFT).json()
    done(mette.act(made["number"], "send", tag=made["etag"]))
    done(api.of(INGRID).act(made["number"], "approve"))

    assert [each["text"] for each in events(ines, made["number"])] == ["Request sent"]
    assert events(mette, made["number"])[-1]["text"] == "Approved"
