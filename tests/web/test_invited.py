"""An authority is invited, completes its record, is validated and gets access, step by step."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.authorities import Status
from chalicelib.services import outbox
from chalicelib.storage import directory, members
from tests.builders import AREA, DENMARK, NOON, PORTUGAL
from tests.web.coordinators import (
    BOSSES,
    CHIEF,
    LINKED,
    LUSITANIAN,
    NATIONAL,
    OF_AREA,
    OTHER_AREA,
    VALIDATOR,
    put_in_care,
)
from tests.web.stage import A_DRAFT, INES, METTE, Api

pytestmark = pytest.mark.usefixtures("coordinators")

INVITATION: dict[str, Any] = {
    "name": "Turismekontoret",
    "language": "da",
    "country": "DK",
    "city": "Ribe",
    "parts": {AREA: {}},
    "administrator": {"name": "Ann Ribe", "email": "ann@turisme.example", "language": "da"},
}
REST = {
    "titles": {"en": "Tourist office", "da": "Turistkontor"},
    "level": "local",
    "mailbox": "imi@turisme.example",
    "languages": ["da", "en"],
}


def step(client: Api, method: str, path: str, body: Any = None) -> Any:
    """Change an authority in the version that it has, and return it."""
    record = "/".join(path.split("/")[:4])
    tag = client.get(record)["etag"]
    return client.call(method, path, body, tag=tag)


def accepted(api: Api, email: str) -> Api:
    """Accept the invitation that came to *email*, and return the API as its reader sees it."""
    sent: list[Any] = []
    outbox.deliver(NOON, sent.append)
    (mail,) = [each for each in sent if each.to == email]
    token = mail.text.split("/workspace/invitation/#")[1].split()[0]
    answer = api.of(None).call("POST", "/api/invitations/accept", {"token": token})
    assert answer.status == 200
    return api.of(directory.official(str(members.by_address(email))))


def test_from_the_invitation_to_the_first_request(api):
    national = api.of(BOSSES[NATIONAL])
    made = national.call("POST", "/api/authorities", INVITATION)
    record = made.json()
    path = f"/api/authorities/{record['id']}"
    assert (made.status, record["status"]) == (201, "invited")
    assert record["parts"][AREA]["access"] == "requested"
    assert api.of(INES).call("GET", path).status == 404

    ann = accepted(api, "ann@turisme.example")
    early = step(ann, "POST", f"{path}/submit", {})
    assert early.status == 422
    assert {each["pointer"] for each in early.json()["errors"]} >= {"/level", "/mailbox"}
    assert step(ann, "PATCH", path, REST).status == 200
    alone = step(ann, "POST", f"{path}/submit", {})
    assert (alone.status, alone.json()["way_out"]) == (409, "register")
    bea = {"name": "Bea", "email": "bea@turisme.example", "language": "da",
           "roles": {AREA: ["handler"]}, "administrator": True}  # fmt: skip
    assert ann.call("POST", f"{path}/officials", bea).status == 201
    accepted(api, "bea@turisme.example")
    handed_in = step(ann, "POST", f"{path}/submit", {}).json()
    assert (handed_in["status"], handed_in["confirmed_on"]) == (
        "awaiting_validation", NOON.date().isoformat(),
    )  # fmt: skip

    assert step(national, "POST", f"{path}/validate", {}).json()["status"] == "active"
    draft = ann.call("POST", "/api/requests", A_DRAFT | {"asked": PORTUGAL}).json()
    refused = ann.act(draft["number"], "send", tag=draft["etag"])
    assert refused.status == 403
    part = {"kind": "competent_authority", "access": "granted"}
    assert step(national, "PUT", f"{path}/areas/{AREA}", part).status == 200
    assert ann.act(draft["number"], "send", tag=draft["etag"]).status == 200
    assert directory.authority(record["id"]).below_rule_since is None


def test_an_invitation_needs_a_name_a_city_and_somebody_who_can_be_written_to(api):
    body = INVITATION | {
        "city": "",
        "administrator": {"name": "", "email": "x", "language": "q"},
    }

    answer = api.of(BOSSES[NATIONAL]).call("POST", "/api/authorities", body)

    assert answer.status == 422
    assert {each["pointer"] for each in answer.json()["errors"]} == {
        "/city", "/administrator/name", "/administrator/email", "/administrator/language",
    }  # fmt: skip


def test_the_same_call_again_invites_nobody_twice(api):
    national = api.of(BOSSES[NATIONAL])

    first, second = (
        national.call("POST", "/api/authorities", INVITATION, key="k") for _ in range(2)
    )

    assert first.json()["id"] == second.json()["id"]
    sent: list[Any] = []
    outbox.deliver(NOON, sent.append)
    assert [mail.to for mail in sent] == ["ann@turisme.example"]


def test_who_has_an_account_is_a_member_at_once_and_gets_no_invitation(api):
    known = INVITATION["administrator"] | {"email": METTE.email}

    made = api.of(BOSSES[NATIONAL]).call(
        "POST", "/api/authorities", INVITATION | {"administrator": known}
    )

    team = api.of(BOSSES[NATIONAL]).get(f"/api/authorities/{made.json()['id']}/officials")
    assert [each["id"] for each in team["items"]] == [METTE.id]
    assert (team["rule"]["active"], team["rule"]["administrators"]) == (1, 1)
    assert METTE.name == directory.official(METTE.id).name


def test_an_invited_authority_that_never_came_is_given_up(api):
    national = api.of(BOSSES[NATIONAL])
    made = national.call("POST", "/api/authorities", INVITATION).json()

    gone = step(national, "POST", f"/api/authorities/{made['id']}/deactivate", {})

    assert gone.json()["status"] == "deactivated"
    again = national.call("POST", "/api/authorities", INVITATION)
    assert again.status == 201


def test_the_link_of_an_authority_that_was_given_up_holds_no_more(api):
    national = api.of(BOSSES[NATIONAL])
    made = national.call("POST", "/api/authorities", INVITATION).json()
    sent: list[Any] = []
    outbox.deliver(NOON, sent.append)
    token = {"token": sent[0].text.split("/workspace/invitation/#")[1].split()[0]}

    step(national, "POST", f"/api/authorities/{made['id']}/deactivate", {})

    assert api.of(None).call("POST", "/api/invitations/accept", token).status == 404


def test_who_has_not_accepted_an_invitation_yet_gets_another_one(api):
    national = api.of(BOSSES[NATIONAL])
    national.call("POST", "/api/authorities", INVITATION)
    national.call("POST", "/api/authorities", INVITATION | {"name": "Havnekontoret"})

    sent: list[Any] = []
    outbox.deliver(NOON, sent.append)

    assert {mail.to for mail in sent} == {"ann@turisme.example"}
    token = {"token": sent[-1].text.split("/workspace/invitation/#")[1].split()[0]}
    assert api.of(None).call("POST", "/api/invitations/accept", token).status == 200
    ann = directory.official(str(members.by_address("ann@turisme.example")))
    assert len(ann.memberships) == 2


def test_a_request_is_on_the_list_of_who_decides_on_it_alone(api):
    step(api.of(CHIEF), "POST", f"/api/authorities/{DENMARK}/areas/{OTHER_AREA}", {})

    lists = {
        who: {row["id"]: row["asked_areas"] for row in
              api.of(BOSSES[who]).get("/api/authorities?care=mine&limit=100")["items"]}
        for who in (NATIONAL, VALIDATOR, LINKED)
    }  # fmt: skip

    assert lists[NATIONAL][DENMARK] == [OTHER_AREA]
    assert lists[VALIDATOR][DENMARK] == lists[LINKED][DENMARK] == []


def test_an_authority_asks_for_access_and_its_coordinator_grants_it(api):
    chief, path = api.of(CHIEF), f"/api/authorities/{DENMARK}"
    assert chief.get(path)["may_ask_for_areas"]

    asked = step(chief, "POST", f"{path}/areas/{OTHER_AREA}", {}).json()

    part = asked["parts"][OTHER_AREA]
    assert (part["access"], part["may_take_back"], part["editable"]) == (
        "requested",
        True,
        False,
    )
    national = api.of(BOSSES[NATIONAL])
    rows = national.get("/api/authorities?care=mine")["items"]
    assert [row["asked_areas"] for row in rows if row["id"] == DENMARK] == [[OTHER_AREA]]
    granted = step(national, "PUT", f"{path}/areas/{OTHER_AREA}",
                   {"kind": "competent_authority", "access": "granted"}).json()  # fmt: skip
    assert OTHER_AREA in granted["areas"]
    assert granted["parts"][OTHER_AREA]["access_coordinator"]["id"] == NATIONAL
    late = step(chief, "DELETE", f"{path}/areas/{OTHER_AREA}")
    assert late.status == 409
    twice = step(chief, "POST", f"{path}/areas/{OTHER_AREA}", {})
    assert (twice.status, twice.json()["errors"][0]["pointer"]) == (409, "/area")


@pytest.mark.parametrize("who", [CHIEF, BOSSES[NATIONAL]], ids=["taken back", "refused"])
def test_what_was_asked_for_is_taken_back_or_refused(api, who):
    path = f"/api/authorities/{DENMARK}"
    step(api.of(CHIEF), "POST", f"{path}/areas/{OTHER_AREA}", {})

    answer = step(api.of(who), "DELETE", f"{path}/areas/{OTHER_AREA}")

    assert (answer.status, OTHER_AREA in answer.json()["parts"]) == (200, False)
    audit = api.of(CHIEF).get(f"{path}/audit")["items"]
    told = [(each["area"], each["old"], each["new"]) for each in audit]
    assert (OTHER_AREA, "requested", None) in told


def test_a_validating_coordinator_of_the_area_is_the_one_who_is_asked(api):
    put_in_care(validating_coordinator=OF_AREA, parts={})

    asked = step(api.of(CHIEF), "POST", f"/api/authorities/{DENMARK}/areas/{AREA}", {}).json()

    part = asked["parts"][AREA]
    assert part["access_coordinator"]["id"] == OF_AREA
    granted = step(
        api.of(BOSSES[OF_AREA]), "PUT", f"/api/authorities/{DENMARK}/areas/{AREA}",
        {"kind": "competent_authority", "access": "granted"},
    )  # fmt: skip
    assert granted.json()["areas"] == [AREA]


def test_asking_twice_with_the_same_key_is_asking_once(api):
    chief, path = api.of(CHIEF), f"/api/authorities/{DENMARK}"
    tag = chief.get(path)["etag"]

    first, second = (
        chief.call("POST", f"{path}/areas/{OTHER_AREA}", {}, tag=tag, key="k") for _ in range(2)
    )

    assert first.json() == second.json()


def test_nobody_asks_for_others_or_for_what_is_not_there(api):
    path = f"/api/authorities/{DENMARK}/areas"

    assert step(api.of(CHIEF), "POST", f"{path}/nowhere", {}).status == 404
    assert step(api.of(BOSSES[LUSITANIAN]), "POST", f"{path}/{OTHER_AREA}", {}).status == 403
    assert step(api.of(CHIEF), "DELETE", f"{path}/{OTHER_AREA}").status == 404
    unversioned = api.of(CHIEF).call("POST", f"{path}/{OTHER_AREA}", {})
    assert unversioned.status == 428


def test_the_last_officials_of_an_authority_that_has_ended_can_be_removed(api):
    put_in_care(status=Status.DEACTIVATED)
    national, path = api.of(BOSSES[NATIONAL]), f"/api/authorities/{DENMARK}/officials"
    team = national.get(path)["items"]

    for each in team:
        answer = national.call("DELETE", f"{path}/{each['id']}", tag=each["etag"])
        assert answer.status == 204, answer.text

    assert national.get(path)["items"] == []
