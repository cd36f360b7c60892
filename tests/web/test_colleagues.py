"""Registering, changing and removing officials, as an administrator's client sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.authorities import Part
from chalicelib.domain.feedback import Kind
from chalicelib.domain.officials import Standing
from chalicelib.services import outbox
from chalicelib.storage import addresses, audit, directory, invitations, members
from tests.builders import (
    AREA,
    DENMARK,
    FINLAND,
    NOON,
    PORTUGAL,
    an_administrator,
    an_authority,
)
from tests.web.stage import A_DRAFT, AINO, INES, METTE, Api

if TYPE_CHECKING:
    from tests.conftest import Account

PEOPLE = f"/api/authorities/{DENMARK}/officials"

NEW: dict[str, Any] = {
    "name": "Ann Other",
    "email": "ann@office.example",
    "language": "da",
    "roles": {AREA: ["handler"]},
}


BO, KIM = an_administrator(DENMARK, "bo"), an_administrator(DENMARK, "kim")
CHIEF = an_administrator(FINLAND, "chief")


@pytest.fixture
def bo(aws: Account, api: Api) -> Api:
    """An administrator of the Danish office, which has another one, too."""
    aws.holds(_administrators)
    return api.of(BO)


def _administrators() -> None:
    for each in (BO, KIM, CHIEF):
        directory.save_official(each)


@pytest.fixture
def chief(bo: Api) -> Api:
    """An administrator of the authority that validates the Danish office."""
    change = {"validating_coordinator": FINLAND}
    directory.save_authority(replace(directory.authority(DENMARK), **change))
    return bo.of(CHIEF)


def entry(client: Api, official: str, of: str = PEOPLE) -> Any:
    return client.get(f"{of}/{official}")


def patch(client: Api, official: str, body: Any) -> Any:
    path = f"{PEOPLE}/{official}"
    return client.call("PATCH", path, body, tag=entry(client, official)["etag"])


def removed(client: Api, official: str) -> Any:
    path = f"{PEOPLE}/{official}"
    return client.call("DELETE", path, tag=entry(client, official)["etag"])


def mailed(at=NOON) -> list[Any]:
    sent: list[Any] = []
    outbox.deliver(at, sent.append)
    return sent


def token_of(message: Any) -> str:
    return str(message.text.split("/workspace/invitation/#")[1].split()[0])


def invited(client: Api, **changes: Any) -> Any:
    answer = client.call("POST", PEOPLE, NEW | changes)
    assert answer.status == 201, answer.text
    return answer.json()


def test_colleagues_see_each_other_and_whether_they_are_enough(bo):
    team = bo.of(METTE).get(PEOPLE)

    assert [each["name"] for each in team["items"]] == ["Bo", "Kim", "Mette", "Outside"]
    assert (team["rule"]["active"], team["rule"]["administrators"]) == (4, 2)
    assert team["rule"]["way_out"] is None
    assert not team["may_change"]
    assert bo.get(PEOPLE)["may_change"]


@pytest.mark.parametrize(
    ("official", "status"),
    [
        pytest.param(INES, 404, id="another authority"),
        pytest.param(CHIEF, 404, id="another authority's administrator"),
    ],
)
def test_the_officials_of_others_do_not_exist(bo, official, status):
    client = bo.of(official)

    assert client.call("GET", PEOPLE).status == status
    assert client.call("GET", f"{PEOPLE}/{BO.id}").status == status
    assert client.call("POST", PEOPLE, NEW).status == status
    assert client.call("PATCH", f"{PEOPLE}/{BO.id}", {}, tag='"1"').status == status
    assert client.call("DELETE", f"{PEOPLE}/{BO.id}", tag='"1"').status == status


def test_who_administers_nothing_is_told_so(bo):
    answer = bo.of(METTE).call("POST", PEOPLE, NEW)

    assert answer.status == 403
    assert "administrator" in answer.json()["detail"]


def test_the_validating_coordinator_registers_and_removes(chief):
    new = invited(chief)

    assert removed(chief, new["id"]).status == 204
    assert entry(chief, BO.id)["name"] == "Bo"


def test_an_observer_reads_and_is_told_that_it_is_no_more(bo):
    parts = {AREA: Part(linked_coordinators=(FINLAND,))}
    directory.save_authority(replace(directory.authority(DENMARK), parts=parts))
    client = bo.of(CHIEF)

    assert client.get(PEOPLE)["may_change"] is False
    assert client.call("POST", PEOPLE, NEW).status == 403


def test_who_is_registered_is_invited_and_comes_in_after_accepting(bo):
    new = invited(bo, administrator=True)
    [mail] = mailed()
    before = bo.of(directory.official(new["id"])).call("GET", "/api/me").status
    token = {"token": token_of(mail)}
    nobody = bo.of(None)
    said = nobody.call("POST", "/api/invitations/read", token).json()
    accepted = nobody.call("POST", "/api/invitations/accept", token)

    assert (new["status"], new["invited_until"]) == ("invited", "2026-03-16")
    assert mail.to == NEW["email"]
    assert "Ann" not in mail.text + mail.subject + mail.html
    assert before == 403
    assert (said["email"], said["accepted"]) == (NEW["email"], False)
    assert said["authority"]["id"] == DENMARK
    assert (accepted.status, accepted.json()["accepted"]) == (200, True)
    me = bo.of(directory.official(new["id"])).get("/api/me")
    assert (me["administrator"], me["roles"]) == (True, {AREA: ["handler"]})
    assert bo.get(PEOPLE)["rule"]["administrators"] == 3


def test_an_invitation_that_was_used_or_taken_back_or_never_was_answers_the_same(bo, now):
    used, back, again, late = (
        invited(bo, email=f"{name}@office.example") for name in ("a", "b", "c", "d")
    )
    tokens = {mail.to[0]: token_of(mail) for mail in mailed()}
    nobody = bo.of(None)
    nobody.call("POST", "/api/invitations/accept", {"token": tokens["a"]})
    for official, act in ((back, "revoke"), (again, "invite")):
        path = f"{PEOPLE}/{official['id']}/{act}"
        now(NOON + timedelta(hours=1))
        assert bo.call("POST", path, {}, tag=official["etag"]).status == 200
    now(NOON + timedelta(days=14))

    answers = [
        nobody.call("POST", f"/api/invitations/{act}", {"token": token})
        for token in (*tokens.values(), "forged", "x" * 43)
        for act in ("read", "accept")
    ]

    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["type"] == "/problems/invitation-over"
    assert directory.official(used["id"]).standing is Standing.ACTIVE
    assert directory.official(late["id"]).standing is Standing.INVITED


def test_a_new_link_works_after_the_old_one_was_taken_back(bo, now):
    new = invited(bo)
    path = f"{PEOPLE}/{new['id']}"
    revoked = bo.call("POST", f"{path}/revoke", {}, tag=new["etag"]).json()
    assert mailed() == []

    now(NOON + timedelta(hours=1))
    again = bo.call("POST", f"{path}/invite", {}, tag=revoked["etag"])
    [mail] = mailed(NOON + timedelta(hours=1))

    assert (revoked["invited_until"], again.status) == (None, 200)
    token = {"token": token_of(mail)}
    assert bo.of(None).call("POST", "/api/invitations/accept", token).status == 200
    late = bo.call("POST", f"{path}/invite", {}, tag=entry(bo, new["id"])["etag"])
    assert late.status == 409
    assert "accepted" in late.json()["errors"][0]["detail"]


def test_the_token_is_stored_nowhere(bo, monkeypatch):
    invited(bo)
    token = token_of(mailed()[0])

    assert invitations.find(token).authority == DENMARK
    assert token not in invitations.InvitationItem.place(token)


def test_the_same_address_twice_is_one_official(bo):
    first = bo.call("POST", PEOPLE, NEW, key="one")
    repeated = bo.call("POST", PEOPLE, NEW, key="one")
    again = bo.call("POST", PEOPLE, NEW | {"email": "ANN@office.example"})
    other = bo.call("POST", PEOPLE, NEW | {"name": "X"}, key="one")

    assert [each.status for each in (first, repeated, again, other)] == [201, 201, 200, 422]
    assert {each.json()["id"] for each in (first, repeated, again)} == {first.json()["id"]}
    assert len(mailed()) == 1


def test_who_acts_for_another_authority_joins_without_a_new_account(bo):
    joined = bo.call("POST", PEOPLE, NEW | {"email": INES.email})

    assert (joined.status, joined.json()["id"]) == (201, INES.id)
    assert joined.json()["name"] == INES.name
    [mail] = mailed()
    assert (mail.to, mail.language) == (INES.email, "pt")
    assert INES.name not in mail.text + mail.subject + mail.html
    assert bo.call("POST", PEOPLE, NEW | {"email": INES.email}).status == 200
    assert mailed() == []
    here = bo.of(INES).get("/api/me", headers={"Imi-Authority": DENMARK})
    assert here["authority"]["id"] == DENMARK
    assert patch(bo, INES.id, {"name": "Changed"}).status == 403
    assert patch(bo, INES.id, {"administrator": True}).status == 200


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        pytest.param({"email": "nobody"}, "/email", id="no address"),
        pytest.param({"name": " "}, "/name", id="no name"),
        pytest.param({"language": "xx"}, "/language", id="no language"),
        pytest.param({"roles": {"e_commerce": ["viewer"]}}, "/roles/e_commerce", id="closed"),
        pytest.param({"roles": {AREA: ["king"]}}, "/roles/0", id="no role"),
        pytest.param({"surname": "X"}, "/surname", id="unknown field"),
    ],
)
def test_what_is_wrong_with_a_registration_is_named(bo, change, pointer):
    answer = bo.call("POST", PEOPLE, NEW | change)

    assert answer.status == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_rights_are_changed_area_by_area(bo):
    answer = patch(bo, METTE.id, {"roles": {AREA: ["viewer"]}, "administrator": True})
    none = patch(bo, METTE.id, {"roles": {AREA: None}})

    assert (answer.json()["roles"], answer.json()["administrator"]) == (
        {AREA: ["viewer"]},
        True,
    )
    assert none.json()["roles"] == {}
    assert bo.of(METTE).get("/api/me")["roles"] == {}


def test_a_change_says_what_it_was_made_to(bo):
    path = f"{PEOPLE}/{METTE.id}"

    assert bo.call("PATCH", path, {"administrator": True}).status == 428
    assert bo.call("PATCH", path, {"administrator": True}, tag='"9"').status == 412
    assert bo.call("DELETE", path).status == 428


def test_a_removed_official_is_out_at_once_and_stays_the_author(bo):
    draft = bo.of(METTE).call("POST", "/api/requests", A_DRAFT).json()
    assert removed(bo, METTE.id).status == 204

    assert bo.of(METTE).call("GET", "/api/me").status == 403
    assert entry_status(bo, METTE.id) == 404
    assert METTE.name not in [each["name"] for each in bo.get(PEOPLE)["items"]]
    events = bo.get(f"/api/requests/{draft['number']}/events")["items"]
    assert METTE.name in str(events)


def entry_status(client: Api, official: str) -> int:
    return int(client.call("GET", f"{PEOPLE}/{official}").status)


def test_who_was_removed_can_be_registered_again(bo):
    removed(bo, METTE.id)
    back = bo.call("POST", PEOPLE, NEW | {"email": METTE.email})

    assert (back.status, back.json()["id"]) == (201, METTE.id)
    assert back.json()["status"] == "invited"


def test_the_removal_that_breaks_the_rule_is_refused_and_names_the_way_out(bo):
    answer = removed(bo, KIM.id)
    demoted = patch(bo, BO.id, {"administrator": False})

    for each in (answer, demoted):
        assert each.status == 409
        assert each.json()["type"] == "/problems/broken-rule"
        assert each.json()["way_out"] == "make_administrator"
        assert "administrator" in each.json()["detail"]
    assert patch(bo, METTE.id, {"administrator": True}).status == 200
    assert removed(bo, KIM.id).status == 204


def test_an_authority_below_the_rule_is_marked_until_it_is_mended(bo):
    rui = directory.save_official(an_administrator(PORTUGAL, "rui"))
    change = {"validating_coordinator": FINLAND}
    directory.save_authority(replace(directory.authority(PORTUGAL), **change))
    client = bo.of(rui)
    people = f"/api/authorities/{PORTUGAL}/officials"
    client.call("POST", people, NEW | {"administrator": True})
    rule = client.get(people)["rule"]

    assert (rule["way_out"], rule["below_since"]) == ("make_administrator", "2026-03-02")
    assert rule["grace_ends_on"] == "2026-04-01"
    mails = {mail.to: mail for mail in mailed()}
    offices = {an_authority(each).mailbox for each in (PORTUGAL, FINLAND)}
    assert set(mails) == {NEW["email"], rui.email, CHIEF.email, *offices}
    assert all(f"/workspace/people/?id={PORTUGAL}" in mails[each].text for each in offices)
    said = "".join(mail.text + mail.subject + mail.html for mail in mails.values())
    assert not any(name in said for name in ("Rui", "Chief", "Ann"))
    token = {"token": token_of(mails[NEW["email"]])}
    bo.of(None).call("POST", "/api/invitations/accept", token)
    assert client.get(people)["rule"]["below_since"] is None
    assert mailed() == []


def test_after_the_days_of_grace_nothing_new_is_sent_either_way(bo, now):
    mette, ines = bo.of(METTE), bo.of(INES)
    since = {"below_rule_since": NOON.date()}
    directory.save_authority(replace(directory.authority(PORTUGAL), **since))
    first, second = (mette.call("POST", "/api/requests", A_DRAFT).json() for _ in range(2))
    back = ines.call("POST", "/api/requests", A_DRAFT | {"asked": DENMARK}).json()
    later = {"proposed_on": "2026-04-20"}

    now(NOON + timedelta(days=30))
    for client, draft in ((mette, first), (mette, second), (ines, back)):
        path = f"/api/requests/{draft['number']}"
        assert client.call("PATCH", path, later, tag=draft["etag"]).status == 200
    assert mette.act(first["number"], "send").status == 200
    now(NOON + timedelta(days=31))
    refused = mette.act(second["number"], "send")
    own = ines.act(back["number"], "send")

    assert (refused.status, own.status) == (422, 403)
    assert "too few users" in refused.json()["errors"][0]["detail"]
    assert "two administrators" in own.json()["detail"]
    assert ines.act(first["number"], "accept", {"agreed_on": "2026-04-20"}).status == 200


def test_everything_that_was_done_stands_in_the_audit(bo):
    new = invited(bo)
    patch(bo, new["id"], {"administrator": True})
    removed(bo, new["id"])

    found = audit.entries(DENMARK, limit=50, cursor=None).items

    told = {(each.action, each.field) for each in found}
    assert {
        ("register_official", "email"),
        ("change_official", "administrator"),
        ("remove_official", "status"),
    } <= told
    assert {(each.by, each.about) for each in found} == {(BO.id, new["id"])}


def test_i_was_here_today_is_noted_once_a_day(bo, now):
    tag = bo.get("/api/me")["etag"]
    now(NOON + timedelta(days=1))

    assert bo.get("/api/me")["etag"] == tag
    assert entry(bo, BO.id)["last_seen_on"] == "2026-03-03"


def test_i_say_that_i_am_here_on_the_day_it_is_there(bo, now):
    now(datetime(2026, 3, 5, 23, 30, tzinfo=UTC))

    assert bo.call("POST", "/api/me/confirm", {}).json()["confirmed_on"] == "2026-03-06"
    now(datetime(2026, 3, 5, 22, 30, tzinfo=UTC))
    assert bo.call("POST", "/api/me/confirm", {}).json()["confirmed_on"] == "2026-03-06"


def test_i_say_that_i_am_here_for_ninety_days(bo):
    before = bo.get("/api/me")
    after = bo.call("POST", "/api/me/confirm", {}).json()
    again = bo.call("POST", "/api/me/confirm", {}).json()

    assert (before["confirmed_on"], before["confirmation_due_on"]) == (None, "2026-03-02")
    assert (after["confirmed_on"], after["confirmation_due_on"]) == (
        "2026-03-02",
        "2026-05-31",
    )
    assert again == after


def test_i_name_who_acts_while_i_am_away(bo):
    away = {"from_on": "2026-03-09", "to_on": "2026-03-13", "substitute": METTE.id}
    me = bo.get("/api/me")

    gone = bo.call("PATCH", "/api/me", {"absence": away}, tag=me["etag"])
    seen = entry(bo.of(METTE), BO.id)["absence"]
    back = bo.call("PATCH", "/api/me", {"absence": None}, tag=gone.json()["etag"])

    assert gone.json()["absence"] == seen == away
    assert (back.json()["absence"], back.json()["language"]) == (None, me["language"])


@pytest.mark.parametrize("substitute", [BO.id, AINO.id, "nobody"])
def test_only_a_colleague_can_be_a_substitute(bo, substitute):
    away = {"from_on": "2026-03-09", "to_on": "2026-03-13", "substitute": substitute}

    answer = bo.call("PATCH", "/api/me", {"absence": away}, tag=bo.get("/api/me")["etag"])

    assert answer.status == 422
    assert answer.json()["errors"][0]["pointer"] == "/absence/substitute"


def failing(address: str) -> None:
    addresses.fail(address, Kind.BOUNCED, today=NOON.date())


def test_an_address_is_corrected_and_what_was_missed_goes_there(bo, mette):
    number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(number, "send")
    failing(METTE.email)
    ines = bo.of(INES)
    assert ines.act(number, "return", {"reason": "Not ours"}).status == 200
    assert METTE.email not in {each.to for each in mailed()}
    assert entry(bo, METTE.id)["mail_fails_since"] == str(NOON.date())
    assert mette.get("/api/me")["mail_fails_since"] == str(NOON.date())

    changed = patch(bo, METTE.id, {"email": " Mette.New@office.example "}).json()

    assert (changed["email"], changed["mail_fails_since"]) == ("Mette.New@office.example", None)
    assert mette.get("/api/me")["mail_fails_since"] is None
    [message] = mailed(NOON + timedelta(minutes=1))
    assert message.to == "Mette.New@office.example"
    assert message.number == number
    old = bo.call("POST", PEOPLE, NEW | {"email": METTE.email})
    assert (old.status, old.json()["id"] != METTE.id) == (201, True)


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("", "missing"),
        ("no address", "not_an_email"),
        ("bo@x.example\nBcc: all@x.example", "not_an_email"),
        ("kim", "email_taken"),
    ],
)
def test_an_address_that_is_none_or_somebody_elses_is_refused(bo, email, code):
    email = KIM.email.upper() if code == "email_taken" else email

    refused = patch(bo, METTE.id, {"email": email})

    assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, "/email")
    assert directory.official(METTE.id).email == METTE.email


def test_capitals_alone_are_changed_without_a_new_account(bo):
    assert patch(bo, METTE.id, {"email": METTE.email.upper()}).status == 200
    assert directory.official(METTE.id).email == METTE.email.upper()
    assert members.by_address(METTE.email) == METTE.id


def test_an_address_is_tried_again(bo, mette):
    failing(METTE.email)
    path = f"{PEOPLE}/{METTE.id}/mail"
    assert mette.call("POST", path, {}).status == 403

    again = bo.call("POST", path, {})

    assert (again.status, again.json()["mail_fails_since"]) == (200, None)
    team = bo.get(PEOPLE)["items"]
    assert {each["mail_fails_since"] for each in team} == {None}
    assert bo.call("POST", f"{PEOPLE}/nobody/mail", {}).status == 404


def test_only_the_own_office_changes_an_address(chief, bo):
    tag = entry(bo, METTE.id)["etag"]
    path = f"{PEOPLE}/{METTE.id}"

    refused = chief.call("PATCH", path, {"email": "other@office.example"}, tag=tag)

    assert refused.status == 403
    assert directory.official(METTE.id).email == METTE.email


def test_an_invitation_follows_the_corrected_address_and_the_old_one_is_over(bo, now):
    new = bo.call("POST", PEOPLE, NEW).json()
    [first] = mailed()
    later = NOON + timedelta(hours=1)
    now(later)

    assert patch(bo, new["id"], {"email": "ann.other@office.example"}).status == 200

    [second] = mailed(later)
    assert second.to == "ann.other@office.example"
    read = [
        bo.of(None).call("POST", "/api/invitations/read", {"token": token}).status
        for message in (first, second)
        for token in [message.text.split("/workspace/invitation/#")[1].split()[0]]
    ]
    assert read == [404, 200]


def test_a_change_that_breaks_the_rule_moves_no_address(bo):
    refused = patch(bo, KIM.id, {"email": "k@office.example", "administrator": False})

    assert refused.status == 409
    assert directory.official(KIM.id).email == KIM.email
