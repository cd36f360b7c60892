"""Everybody reads the directory of registers; who was about to ask says whether one has answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import registers as domain
from chalicelib.domain.register_edits import Entry
from chalicelib.domain.register_health import Health, State
from chalicelib.storage import register_health, register_uses, registers
from tests.builders import DENMARK, NOON, PORTUGAL, TODAY
from tests.web.register_shelf import BRIS, KINDS, QUESTIONS, RNPC, forget
from tests.web.stage import A_DRAFT, AINO, INES, OUTSIDE, Api

ALL = "/api/registers"


def listed(api: Api, **query: str) -> list[str]:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    items = api.get(f"{ALL}?{text}")["items"]
    return [each["id"] for each in items]


def spared(api: Api, id: str = "pt-rnpc") -> int:
    forget()
    return api.get(f"{ALL}/{id}")["spared_this_year"]


def looked_up(api: Api, draft, found=True, register="pt-rnpc", **more):
    body = {"draft": draft["number"], "found": found}
    more.setdefault("key", f"{draft['number']} {register} {found}")
    return api.call("POST", f"{ALL}/{register}/answered", body, tag=draft["etag"], **more)


def begun(api):
    return api.call("POST", "/api/requests", A_DRAFT).json()


def test_whoever_asks_is_told_and_may_keep_it_for_a_minute(api):
    answer = Api(api.gateway, None, "da").call("GET", f"{ALL}/pt-guides")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.json() == {
        "id": "pt-guides",
        "country": "PT",
        "shown_as": "PT",
        "country_name": "Portugal",
        "name": "Registo de guias",
        "language": "pt",
        "kind": {"code": "business", "label": "Virksomhedsregister"},
        "url": "https://datacvr.virk.dk",
        "areas": [{"code": "services", "label": "Services (da)"}],
        "professions": [{"code": "tourist_guide", "label": "tourist_guide"}],
        "answers": [
            {"code": "authorised", "label": "Om nogen har en autorisation eller tilladelse"}
        ],
        "languages": [{"code": "pt", "label": "portugisisk"}],
        "cost": {"code": "fee", "label": "Der opkræves gebyr"},
        "keys": [
            {"code": "firm", "label": "Virksomhedens navn"},
            {"code": "number", "label": "Nummer i registret"},
        ],
        "source": "the register",
        "confirmed_on": "2026-11-26",
        "guidance": None,
        "english_url": "",
        "region": "",
        "rhythm": None,
        "contact": "",
        "successor": None,
        "health": None,
        "spared_this_year": 0,
        "questions": [],
    }
    assert (
        Api(api.gateway, None, "da").get(f"{ALL}/eu-bris")["country_name"]
        == "Fælles for alle lande"
    )
    assert Api(api.gateway, None).get(f"{ALL}/gr-gemi")["shown_as"] == "EL"
    assert Api(api.gateway, None).call("GET", f"{ALL}/nowhere").status == 404


def test_one_that_no_rule_of_today_lets_stand_hides_no_other(api, caplog):
    item = registers.RegisterItem.get(registers.REGISTERS, "pt-guides")
    item.register = {**item.register, "url": "https://router.lan/"}
    item.save()
    forget()

    found = Api(api.gateway, None).get(ALL)["items"]

    assert [each["id"] for each in found] == ["eu-bris", "gr-gemi", "pt-rnpc"]
    assert "pt-guides" in caplog.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["eu-bris", "gr-gemi", "pt-guides", "pt-rnpc"]),
        ({"country": "PT"}, ["eu-bris", "pt-guides", "pt-rnpc"]),
        ({"area": "e_commerce"}, ["gr-gemi"]),
        ({"profession": "tourist_guide"}, ["pt-guides"]),
        ({"answers": "authorised"}, ["pt-guides"]),
        ({"language": "da"}, ["eu-bris"]),
        ({"free": "true", "country": "PT"}, ["eu-bris", "pt-rnpc"]),
        ({"q": "guias"}, ["pt-guides"]),
        ({"q": "business%20register", "language": "da"}, ["eu-bris"]),
        ({"q": "portogallo%20guias"}, ["pt-guides"]),
        ({"q": "zebra"}, []),
        ({"q": "gemi", "country": "", "answers": "", "free": ""}, ["gr-gemi"]),
    ],
)
def test_the_directory_is_narrowed_down(api, query, found):
    assert listed(api, **query) == found


@pytest.mark.parametrize(
    "query",
    [
        "country=XX",
        "answers=everything",
        "language=danish",
        "free=maybe",
        "cursor=x",
        "limit=0",
    ],
)
def test_a_wish_that_there_is_not_is_refused(api, query):
    answer = api.call("GET", f"{ALL}?{query}")

    assert answer.status == 422
    [error] = answer.json()["errors"]
    assert error["pointer"] == f"/{query.partition('=')[0]}"


def test_a_long_list_has_pages(api):
    first = api.get(f"{ALL}?limit=3")
    rest = api.get(f"{ALL}?limit=3&cursor={first['next']}")

    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 1, None]


def test_what_may_answer_questions_is_offered_with_the_questions_it_answers(api):
    def offered(language, **query):
        text = "&".join(f"{name}={value}" for name, value in query.items())
        items = Api(api.gateway, None, language).get(f"{ALL}?{text}")["items"]
        return [(each["id"], each["questions"]) for each in items]

    asked = {"area": "services", "country": "PT"}
    assert offered("da", **asked, questions="Q-1") == [
        ("pt-rnpc", ["Q-1"]),
        ("eu-bris", ["Q-1"]),
    ]
    assert offered("da", **asked, questions="Q-2,Q-7") == [("pt-guides", ["Q-2"])]
    assert offered("da", **asked, questions="Q-7") == []
    assert offered("da", country="PT", questions="Q-1") == []


def test_how_a_register_was_found_is_told_and_a_dead_one_is_offered_no_more(api):
    query = f"{ALL}?area=services&country=PT&questions=Q-1"
    health = Health(url=RNPC.url, state=State.DEAD, looked_at=NOON, reached_on=TODAY)
    register_health.save("pt-rnpc", health)
    register_health.save(
        "eu-bris", replace(health, state=State.MOVED, moved_to="https://new.example")
    )
    register_health.save("pt-guides", replace(health, url="https://former.example"))
    forget()

    found = {each["id"]: each["health"] for each in api.get(ALL)["items"]}

    assert found == {
        "eu-bris": {
            "state": "moved",
            "reached_on": TODAY.isoformat(),
            "moved_to": "https://new.example",
        },
        "gr-gemi": None,
        "pt-guides": None,
        "pt-rnpc": {"state": "dead", "reached_on": TODAY.isoformat(), "moved_to": None},
    }
    assert [each["id"] for each in api.get(query)["items"]] == ["eu-bris"]


def test_who_found_the_answer_needs_no_request(mette):
    draft = begun(mette)

    assert looked_up(mette, draft, key="once").status == 204

    assert mette.call("GET", f"/api/requests/{draft['number']}").status == 404
    assert (spared(mette), spared(mette, "eu-bris")) == (1, 0)
    assert looked_up(mette, draft, key="once").status == 204
    assert spared(mette) == 1
    assert looked_up(mette, draft, key="another").status == 404


def test_who_did_not_find_it_goes_on(mette):
    draft = begun(mette)

    for _ in range(2):
        assert looked_up(mette, draft | {"etag": None}, found=False, key="once").status == 204

    assert mette.get(f"/api/requests/{draft['number']}")["state"] == "draft"
    counts = {
        (item.id, item.item): (item.found, item.missed, item.spared)
        for item in register_uses.UseItem.query(register_uses.UseItem.of_register("pt-rnpc"))
    }
    month = "2026-03"
    assert counts == {("register-uses#pt-rnpc", f"{month}#{DENMARK}"): (0, 1, 0)}
    assert spared(mette) == 0


def test_it_is_counted_for_the_register_and_for_both_authorities(mette):
    looked_up(mette, begun(mette))
    looked_up(mette, begun(mette))
    looked_up(mette, begun(mette), found=False)

    def counts(place):
        found = register_uses.UseItem.query(place)
        return [
            (each.item, each.found, each.missed, each.spared, each.country) for each in found
        ]

    of_register = register_uses.UseItem.of_register("pt-rnpc")
    of_authority = register_uses.UseItem.of_authority
    assert counts(of_register) == [(f"2026-03#{DENMARK}", 2, 1, 0, "DK")]
    assert counts(of_authority(DENMARK)) == [("2026-03", 2, 1, 0, None)]
    assert counts(of_authority(PORTUGAL)) == [("2026-03", 0, 0, 2, None)]


def test_who_has_spared_most_comes_first(mette):
    for register in ("eu-bris", "pt-rnpc", "eu-bris"):
        looked_up(mette, begun(mette), register=register)
    looked_up(mette, begun(mette), found=False, register="pt-guides")
    forget()

    assert listed(mette, spared="true") == ["eu-bris", "pt-rnpc"]
    assert listed(mette, spared="true", q="rnpc", limit="1") == []
    assert listed(mette, spared="true", limit="1") == ["eu-bris"]
    assert len(listed(mette, spared="false")) == 4


def test_a_new_year_begins_with_none(mette, now):
    looked_up(mette, begun(mette))
    assert spared(mette) == 1

    now(NOON + timedelta(days=365))

    assert spared(mette) == 0


@pytest.mark.parametrize("found", [True, False])
def test_a_draft_of_others_does_not_exist_and_a_sent_one_is_none(mette, sent, found):
    draft = begun(mette)

    for other in (INES, AINO, OUTSIDE):
        assert looked_up(mette.of(other), draft, found).status == 404
    assert looked_up(mette, draft, found, register="nowhere").status == 404
    gone = mette.get(f"/api/requests/{sent}")
    assert looked_up(mette, gone, found).status == 409
    assert spared(mette) == 0


def test_a_register_that_cannot_answer_is_not_counted(mette):
    draft = begun(mette)

    for found in (True, False):
        assert looked_up(mette, draft, found, register="gr-gemi").status == 404

    assert spared(mette, "gr-gemi") == 0
    assert mette.get(f"/api/requests/{draft['number']}")["state"] == "draft"


def test_what_a_colleague_has_changed_is_not_deleted_unseen(mette):
    draft = begun(mette)

    assert looked_up(mette, draft | {"etag": '"9"'}).status == 412
    assert looked_up(mette, draft | {"etag": None}).status == 428
    assert (
        mette.call("POST", f"{ALL}/pt-rnpc/answered", {"draft": draft["number"]}).status == 422
    )
    assert mette.get(f"/api/requests/{draft['number']}")["state"] == "draft"


def test_what_was_edited_here_survives_the_next_publication(api):
    item = registers.RegisterItem.from_domain(Entry(register=replace(RNPC, name="Edited")))
    item.edited_at = NOON
    item.save()

    registers.publish(domain.directory([RNPC, BRIS], KINDS, QUESTIONS))

    forget()
    assert api.get(f"{ALL}/pt-rnpc")["name"] == "Edited"
