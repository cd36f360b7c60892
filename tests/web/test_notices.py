"""What an official chooses of e-mails, and which came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.letters import Fate
from chalicelib.domain.officials import Mail, Standing
from chalicelib.mail.compose import Message
from chalicelib.services import outbox
from chalicelib.storage import directory, letters
from chalicelib.storage.official_items import MemberItem
from tests.builders import FINLAND, FRIDAY, NOON, PORTUGAL, an_official
from tests.web.stage import A_DRAFT, AINO, INES


@pytest.fixture
def sent(mette, ines):
    number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    assert mette.act(number, "send").status == 200
    return number


def choose(by, mail):
    tag = by.get("/api/me")["etag"]
    return by.call("PATCH", "/api/me", {"mail": mail}, tag=tag)


def deliver(at=NOON) -> list[Message]:
    messages: list[Message] = []
    outbox.deliver(at + timedelta(minutes=1), messages.append)
    return messages


def test_everybody_begins_with_e_mails_at_once_and_may_choose(ines):
    assert ines.get("/api/me")["mail"] == "at_once"
    for mail in Mail:
        assert choose(ines, mail.value).json()["mail"] == mail.value
        assert ines.get("/api/me")["mail"] == mail.value
    refused = choose(ines, "never")
    assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, "/mail")


def test_what_came_is_listed_and_who_it_was_for_alone_sees_it(mette, ines, sent):
    deliver()

    [row] = ines.get("/api/notices")["items"]
    assert (row["topic"], row["number"], row["fate"]) == ("request_received", sent, "sent")
    assert row["text"] == "Accept the request"
    assert row["area_title"]
    assert row["sent_at"]
    assert mette.get("/api/notices")["items"] == []


def test_what_waits_for_the_morning_says_until_when(ines, sent):
    assert choose(ines, "daily").status == 200

    assert INES.email not in {each.to for each in deliver()}

    [row] = ines.get("/api/notices")["items"]
    assert (row["fate"], row["sent_at"]) == ("held", None)
    assert row["due_at"] == "2026-03-03T08:00:00Z"


def test_an_e_mail_about_one_s_own_step_comes_to_nobody(mette, ines, sent):
    deliver()
    assert ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 200

    told = {each.to for each in deliver(NOON + timedelta(minutes=5))}

    assert INES.email not in told
    assert [row["topic"] for row in ines.get("/api/notices")["items"]] == ["request_received"]
    assert [row["topic"] for row in mette.get("/api/notices")["items"]] == ["request_accepted"]


def test_the_list_is_turned_over(ines, mette):
    for _ in range(3):
        number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
        mette.act(number, "send")
    deliver()

    first = ines.get("/api/notices?limit=2")
    rest = ines.get(f"/api/notices?limit=2&cursor={first['next']}")

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert ines.call("GET", "/api/notices?cursor=x").status == 422


def about(api, number):
    return api.get(f"/api/requests/{number}/notices")["items"]


def test_each_side_sees_what_its_own_people_were_told_of_a_request(mette, ines, sent):
    deliver()

    rows = about(ines, sent)

    assert {(row["official"], row["to_mailbox"]) for row in rows} == {
        (INES.name, False),
        (None, True),
    }
    assert {(row["topic"], row["text"], row["fate"]) for row in rows} == {
        ("request_received", "Accept the request", "sent")
    }
    sending = ines.get(f"/api/requests/{sent}/events")["items"][0]
    assert {row["at"] for row in rows} == {sending["at"]}
    assert about(mette, sent) == []


def test_what_became_of_them_is_seen_and_who_has_left_is_not_named(api, ines, sent):
    deliver()
    [letter] = letters.of(INES.id, limit=9, cursor=None).items
    letters.mark([replace(letter, fate=Fate.BOUNCED)])
    colleague = an_official(PORTUGAL, "rui")
    directory.save_official(colleague)
    directory.save_official(
        replace(directory.official(INES.id), memberships={}, standing=Standing.REMOVED)
    )
    MemberItem(id=PORTUGAL, item=MemberItem.key(INES.id)).delete()

    rows = about(api.of(colleague), sent)

    assert {(row["official"], row["to_mailbox"], row["fate"]) for row in rows} == {
        (None, False, "bounced"),
        (None, True, "sent"),
    }


def test_e_mails_about_another_authority_s_request_do_not_exist(api, sent):
    deliver()
    aino = api.of(AINO)

    assert aino.call("GET", f"/api/requests/{sent}/notices").status == 404
    assert api.call("GET", f"/api/requests/{sent}/notices").status == 401
    assert aino.call("GET", "/api/requests/ZZZZ-ZZZZ/notices").status == 404


def test_what_is_about_a_part_stands_with_the_whole(api, mette, ines, accepted):
    split = {"to": FINLAND, "questions": ["Q-2"], "reason": "The register is theirs"}
    part = ines.act(accepted, "split", split).json()["parts"][0]["number"]
    accept = {"agreed_on": FRIDAY.isoformat()}
    assert api.of(AINO).act(part, "accept", accept).status == 200
    deliver(NOON + timedelta(hours=1))

    told = {(row["number"], row["topic"]) for row in about(mette, accepted)}

    assert told == {
        (accepted, "request_accepted"),
        (accepted, "request_split"),
        (part, "request_accepted"),
    }
