"""Who keeps a register looks after its entry; the coordinator decides where people are led."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from chalicelib.domain import register_health as health
from chalicelib.domain import registers as domain
from chalicelib.domain.authorities import Status
from chalicelib.domain.register_health import Look, Trouble
from chalicelib.storage import directory, register_health, register_proposals, registers
from tests.builders import DENMARK, FINLAND, NOON, PORTUGAL, TODAY, a_party
from tests.web import register_shelf
from tests.web.coordinators import BOSSES, CHIEF, NATIONAL
from tests.web.register_shelf import forget
from tests.web.stage import METTE, Api

pytestmark = pytest.mark.usefixtures("coordinators")

ALL = "/api/registers"
NEW = {
    "name": "Guideregistret",
    "language": "da",
    "kind": "business",
    "url": "https://guider.example",
    "areas": ["services"],
    "answers": ["authorised"],
    "languages": ["da", "en"],
    "cost": "free",
    "keys": ["person"],
}


@pytest.fixture
def chief(api) -> Api:
    """Who administers the authority that keeps the register."""
    return api.of(CHIEF)


@pytest.fixture
def national(api) -> Api:
    return api.of(BOSSES[NATIONAL])


def looked_after(client: Api, authority: str = DENMARK) -> list:
    return client.get(f"/api/authorities/{authority}/registers")["items"]


def seen(api: Api) -> dict:
    forget()
    items = Api(api.gateway, None).get(f"{ALL}?country=DK")["items"]
    return {each["id"]: each["url"] for each in items if each["country"] == "DK"}


def begun(chief: Api, **changes):
    answer = chief.call("POST", ALL, NEW | changes, key="new")
    assert answer.status == 201, answer.text
    return answer.json()


def act(client: Api, record, action, **more):
    forget()
    path = f"{ALL}/{record['id']}/{action}"
    return client.call("POST", path, {}, tag=more.get("tag", record["etag"]))


def approved(chief: Api, national: Api):
    return act(national, begun(chief), "approve").json()


def test_a_new_register_is_seen_once_the_coordinator_has_approved_it(api, chief, national):
    made = begun(chief)

    assert made["published"] is None
    assert made["waiting"]["keeper"] == DENMARK
    assert (made["editor"], made["actions"], made["cares"]) == ("keeper", [], [])
    assert made["keeper"]["id"] == DENMARK
    assert begun(chief)["id"] == made["id"]
    assert seen(api) == {}
    assert Api(api.gateway).call("GET", f"{ALL}/{made['id']}").status == 404
    [waits] = looked_after(national, NATIONAL)
    assert (waits["editor"], waits["cares"]) == ("coordinator", ["approve"])

    done = act(national, made, "approve")

    assert done.status == 200
    assert seen(api) == {made["id"]: NEW["url"]}
    told = Api(api.gateway).get(f"{ALL}/{made['id']}")
    assert (told["name"], told["confirmed_on"]) == (NEW["name"], TODAY.isoformat())
    [mine] = looked_after(chief)
    assert (mine["published"]["name"], mine["waiting"]) == (NEW["name"], None)
    assert mine["actions"] == ["confirm"]


def test_a_new_register_that_is_refused_is_gone(api, chief, national):
    made = begun(chief)

    assert act(national, made, "refuse").status == 204

    assert looked_after(chief) == []
    assert act(national, made, "refuse").status == 404


def test_another_address_waits_and_everything_else_does_not(api, chief, national):
    there = approved(chief, national)
    path = f"{ALL}/{there['id']}"
    renamed = chief.call("PATCH", path, {"name": "Guider"}, tag=there["etag"]).json()
    assert (renamed["published"]["name"], renamed["waiting"]) == ("Guider", None)

    url = "https://new.example"
    moved = chief.call("PATCH", path, {"url": url}, tag=renamed["etag"]).json()

    assert (moved["published"]["url"], moved["waiting"]["url"]) == (NEW["url"], url)
    assert seen(api) == {there["id"]: NEW["url"]}
    dropped = act(national, moved, "refuse").json()
    assert (dropped["published"]["url"], dropped["waiting"]) == (NEW["url"], None)
    again = chief.call("PATCH", path, {"url": url}, tag=dropped["etag"]).json()
    act(national, again, "approve")
    assert seen(api) == {there["id"]: url}


def test_what_the_keeper_says_is_told_in_the_language_of_who_reads(api, chief, national):
    there = approved(chief, national)
    path = f"{ALL}/{there['id']}"
    told = {
        "guidance": {"da": "Skriv navnet.", "pt": "Escreva o nome."},
        "region": " Bornholm ",
        "rhythm": "weekly",
        "contact": "guider@register.example",
    }
    saved = chief.call("PATCH", path, told, tag=there["etag"])
    assert saved.status == 200, saved.text

    def seen_in(language):
        forget()
        return Api(api.gateway, None, language).get(path)

    assert seen_in("pt")["guidance"] == {"language": "pt", "text": "Escreva o nome."}
    assert seen_in("en")["guidance"] == {"language": "da", "text": "Skriv navnet."}
    danish = seen_in("da")
    assert danish["rhythm"] == {"code": "weekly", "label": "hver uge"}
    assert (danish["region"], danish["contact"]) == ("Bornholm", told["contact"])

    change = {"guidance": {"da": " ", "pt": None}, "rhythm": None}
    emptied = chief.call("PATCH", path, change, tag=saved.json()["etag"]).json()

    assert (emptied["published"]["guidance"], emptied["published"]["rhythm"]) == ({}, None)
    assert seen_in("pt")["guidance"] is None
    told = {
        each["field"]: (each["old"], each["new"])
        for each in chief.get(f"/api/authorities/{DENMARK}/audit")["items"]
        if each["new"] == {}
    }
    assert told["guidance"] == ({"da": "Skriv navnet.", "pt": "Escreva o nome."}, {})


def test_a_register_may_take_the_place_of_another(api, chief, national):
    former = approved(chief, national)
    later = chief.call("POST", ALL, NEW | {"name": "Nye guider"}, key="later").json()
    path = f"{ALL}/{former['id']}"
    change = {"successor": later["id"]}
    # Nobody sees it yet.
    forget()
    assert chief.call("PATCH", path, change, tag=former["etag"]).status == 422
    act(national, later, "approve")

    forget()
    waits = chief.call("PATCH", path, change, tag=former["etag"]).json()
    assert (waits["published"]["successor"], waits["waiting"]["successor"]) == (
        None,
        later["id"],
    )
    act(national, waits, "approve")

    forget()
    told = Api(api.gateway, None).get(path)["successor"]
    assert told == {"id": later["id"], "name": "Nye guider", "language": "da"}
    offered = f"{ALL}?area=services&country=DK&questions=Q-2"
    found = [each["name"] for each in Api(api.gateway, None).get(offered)["items"]]
    assert found == ["Nye guider"]


def test_an_entry_is_confirmed_with_one_click_after_a_year(api, chief, national, now):
    there = approved(chief, national)
    at = NOON.replace(year=NOON.year + 1)
    now(at)
    forget()
    [overdue] = looked_after(chief)
    assert overdue["cares"] == ["confirm"]

    assert act(chief, there, "confirm").json()["cares"] == []

    assert looked_after(chief)[0]["confirmed_on"] == at.date().isoformat()


def test_a_dead_address_is_said_to_who_looks_after_it(chief, national):
    there = approved(chief, national)
    found = health.after(None, Look(trouble=Trouble.NAME), url=NEW["url"], at=NOON)
    dead = replace(found, state=health.State.DEAD)
    register_health.save(there["id"], dead)
    forget()

    for client, own in ((chief, DENMARK), (national, NATIONAL)):
        [entry] = looked_after(client, own)
        assert (entry["cares"], entry["health"]["state"]) == (["dead"], "dead")


def test_the_coordinator_says_who_keeps_a_register_and_may_remove_it(api, chief, national):
    made = national.call("POST", ALL, NEW).json()
    assert (made["published"]["name"], made["keeper"]) == (NEW["name"], None)
    assert looked_after(chief) == []
    path = f"{ALL}/{made['id']}"
    wrong = national.call("PATCH", path, {"keeper": PORTUGAL}, tag=made["etag"])
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/keeper"]

    kept = national.call("PATCH", path, {"keeper": DENMARK}, tag=made["etag"]).json()

    [mine] = looked_after(chief)
    other = chief.call("PATCH", path, {"keeper": FINLAND}, tag=mine["etag"]).json()
    assert other["keeper"]["id"] == DENMARK
    assert national.call("DELETE", path, tag=kept["etag"]).status == 412
    assert chief.call("DELETE", path, tag=other["etag"]).status == 403
    assert national.call("DELETE", path, tag=other["etag"]).status == 204
    assert seen(api) == {}
    assert national.call("PATCH", path, {"name": "x"}, tag=other["etag"]).status == 404
    # No publication puts back what was taken out.
    again = replace(register_shelf.RNPC, id=made["id"], country="DK")
    registers.publish(domain.directory([again], register_shelf.KINDS, {}))
    assert seen(api) == {}


def test_who_takes_no_part_any_more_is_responsible_for_nothing(chief, national):
    there = approved(chief, national)
    stored = directory.authority(DENMARK)
    directory.save_authority(replace(stored, status=Status.SUSPENDED))
    forget()

    [entry] = looked_after(national, NATIONAL)

    assert entry["actions"] == ["confirm", "remove"]
    assert looked_after(chief) == []
    assert act(national, there, "confirm").status == 200


def test_two_editors_lose_nothing(chief, national):
    there = approved(chief, national)
    path = f"{ALL}/{there['id']}"
    assert chief.call("PATCH", path, {"name": "One"}, tag=there["etag"]).status == 200

    assert national.call("PATCH", path, {"name": "Two"}, tag=there["etag"]).status == 412

    assert looked_after(chief)[0]["published"]["name"] == "One"
    assert chief.call("PATCH", path, {"name": "Two"}).status == 428
    assert act(chief, there, "confirm").status == 412
    assert act(chief, there, "confirm", tag=None).status == 428
    assert act(chief, there, "sell").status == 404


def test_others_change_nothing(api, chief, national):
    there = approved(chief, national)
    path = f"{ALL}/{there['id']}"

    for who in (METTE, None):
        client, status = api.of(who), 403 if who else 401
        assert client.call("POST", ALL, NEW).status == status
        assert client.call("PATCH", path, {"name": "x"}, tag=there["etag"]).status == status
        assert client.call("DELETE", path, tag=there["etag"]).status == status
        assert act(client, there, "confirm").status == status
    assert national.call("GET", f"/api/authorities/{DENMARK}/registers").status == 404


def test_what_was_done_stands_in_the_audit(chief, national):
    there = approved(chief, national)
    path = f"{ALL}/{there['id']}"
    chief.call("PATCH", path, {"name": "Guider", "kind": "business"}, tag=there["etag"])

    def told(client, own):
        items = client.get(f"/api/authorities/{own}/audit")["items"]
        return {(each["action"], each["field"], each["new"]) for each in items}

    approval = ("approve_register", "register", NEW["name"])
    assert told(chief, DENMARK) == {
        ("edit_register", "register", NEW["name"]),
        ("edit_register", "name", "Guider"),
        ("begin_register", "register", NEW["name"]),
        approval,
    }
    assert told(national, NATIONAL) == {approval}


def test_the_audit_says_what_the_codes_of_a_register_are_called(chief, national):
    there = approved(chief, national)
    change = {
        "kind": "vat",
        "answers": ["authorised", "registered"],
        "keys": ["vat"],
        "cost": "fee",
        "rhythm": "daily",
    }
    chief.call("PATCH", f"{ALL}/{there['id']}", change, tag=there["etag"])

    danish = replace(chief, language="da")
    items = danish.get(f"/api/authorities/{DENMARK}/audit")["items"]

    words = {each["field"]: each["words"] for each in items}
    assert words["answers"] == {
        "authorised": "Om nogen har en autorisation eller tilladelse",
        "registered": "Om en virksomhed er registreret",
    }
    assert words["cost"] == {"free": "Gratis", "fee": "Der opkræves gebyr"}
    assert words["rhythm"] == {"daily": "hver dag"}
    assert words["register_kind"] == {"business": "Virksomhedsregister", "vat": "Momsnumre"}
    assert words["keys"]["vat"] == "Momsnummer"
    assert words["register"] == {}


def test_the_audit_names_who_keeps_a_register_and_what_took_its_place(chief, national):
    heir = approved(chief, national)
    old = national.call("POST", ALL, NEW | {"url": "https://old.example"}, key="old").json()
    change = {"keeper": DENMARK, "successor": heir["id"]}
    kept = national.call("PATCH", f"{ALL}/{old['id']}", change, tag=old["etag"]).json()
    national.call("DELETE", f"{ALL}/{old['id']}", tag=kept["etag"])

    items = national.get(f"/api/authorities/{NATIONAL}/audit")["items"]

    words = {each["field"]: each["words"] for each in items}
    assert words["keeper"] == {DENMARK: a_party(DENMARK).title("en")}
    assert words["successor"] == {heir["id"]: NEW["name"]}
    [removed] = [each for each in items if each["action"] == "remove_register"]
    assert (removed["old"], removed["new"]) == (NEW["name"], None)


def test_a_correction_of_the_coordinator_does_not_decide_on_what_waits(chief, national):
    there = approved(chief, national)
    path, url = f"{ALL}/{there['id']}", "https://new.example"
    moved = chief.call("PATCH", path, {"url": url}, tag=there["etag"]).json()

    corrected = national.call("PATCH", path, {"areas": ["e_commerce"]}, tag=moved["etag"])

    assert corrected.status == 422  # the small stage has one legal area
    corrected = national.call("PATCH", path, {"name": "Guider"}, tag=moved["etag"]).json()
    assert corrected["published"]["url"] == NEW["url"]
    assert (corrected["waiting"]["url"], corrected["waiting"]["name"]) == (url, "Guider")


def test_what_is_to_be_looked_after_is_a_task(chief, national, now):
    made = begun(chief)
    assert tasks(chief) == []
    assert tasks(national) == [("approve", NEW["name"], made["id"])]

    act(national, made, "approve")
    assert tasks(national) == tasks(chief) == []
    now(NOON.replace(year=NOON.year + 1))

    assert tasks(chief) == [("confirm", NEW["name"], made["id"])]
    assert tasks(national) == []


def tasks(client: Api) -> list:
    forget()
    items = client.get("/api/tasks")["items"]
    found = [each for each in items if each["kind"] == "look_after_register"]
    return [(each["why"], each["name"], each["register"]) for each in found]


def test_wrong_fields_are_named(chief):
    answer = chief.call("POST", ALL, NEW | {"url": "http://x.example", "kind": "magic"})

    assert answer.status == 422
    assert {each["pointer"] for each in answer.json()["errors"]} == {"/url", "/kind"}
    assert chief.call("POST", ALL, NEW | {"cost": "cheap"}).status == 422


class TestProposals:
    def proposed(self, api, id, text="The address is old."):
        client = Api(api.gateway, None)
        return client.call("POST", f"{ALL}/{id}/proposals", {"text": text})

    def test_anybody_may_say_what_is_wrong_and_who_keeps_the_register_reads_it(
        self, api, chief, national
    ):
        there = approved(chief, national)
        assert self.proposed(api, there["id"]).status == 204

        for client, own, cares in ((chief, DENMARK, ["proposal"]), (national, NATIONAL, [])):
            [entry] = looked_after(client, own)
            assert [each["text"] for each in entry["proposals"]] == ["The address is old."]
            assert entry["cares"] == cares
        assert tasks(chief) == [("proposal", NEW["name"], there["id"])]

        [proposal] = entry["proposals"]
        path = f"{ALL}/{there['id']}/proposals/{quote(proposal['id'])}"
        assert api.of(METTE).call("DELETE", path).status == 403
        assert api.of(None).call("DELETE", path).status == 401
        assert chief.call("DELETE", path).status == 204
        assert chief.call("DELETE", path).status == 204
        assert tasks(chief) == []

    @pytest.mark.parametrize("text", ["", "x" * 1001, "a\x00b"])
    def test_what_cannot_be_read_is_refused(self, api, chief, national, text):
        there = approved(chief, national)

        answer = self.proposed(api, there["id"], text)

        assert answer.status == 422
        assert answer.json()["errors"][0]["pointer"] == "/text"

    def test_a_flood_is_limited_for_an_hour_and_disturbs_no_editor(
        self, api, chief, national, now
    ):
        there = approved(chief, national)
        found = [self.proposed(api, there["id"], f"no {n}").status for n in range(12)]

        assert found == [204] * 10 + [429] * 2
        path = f"{ALL}/{there['id']}"
        assert chief.call("PATCH", path, {"name": "x"}, tag=there["etag"]).status == 200
        now(NOON + timedelta(hours=1))
        assert self.proposed(api, there["id"]).status == 204
        [entry] = looked_after(chief)
        assert len(entry["proposals"]) == 11

    def test_a_flood_over_all_registers_is_limited_too(self, api, chief, national, monkeypatch):
        there = approved(chief, national)
        monkeypatch.setattr(register_proposals, "MOST_AN_HOUR", 2)

        def told(*ids):
            return [self.proposed(api, each).status for each in ids]

        # Of one country, and another one is not silenced by that.
        assert told("pt-rnpc", "pt-guides", "pt-rnpc") == [204, 204, 429]
        assert told(there["id"]) == [204]

    def test_what_nobody_reads_is_not_heaped_up(self, api, chief, national, now):
        there = approved(chief, national)
        for n in range(4):
            now(NOON + timedelta(hours=n))
            found = [self.proposed(api, there["id"], f"no {n}").status for _ in range(7)]

        assert found == [429] * 7
        [entry] = looked_after(chief)
        assert len(entry["proposals"]) == register_proposals.MOST_UNREAD
        tag = looked_after(national, NATIONAL)[0]["etag"]
        assert national.call("DELETE", f"{ALL}/{there['id']}", tag=tag).status == 204
        assert register_proposals.about("DK", NOON) == {}

    def test_what_is_old_is_read_no_more(self, api, chief, national):
        there = approved(chief, national)
        self.proposed(api, there["id"])

        assert register_proposals.about("DK", NOON + timedelta(days=364))
        assert register_proposals.about("DK", NOON + timedelta(days=366)) == {}

    def test_registers_of_all_countries_are_looked_after_by_nobody(self, api):
        assert self.proposed(api, "eu-bris").status == 404

    def test_of_what_nobody_sees_nothing_can_be_said(self, api, chief):
        made = begun(chief)

        assert self.proposed(api, made["id"]).status == 404
        assert self.proposed(api, "nowhere").status == 404
