"""The page of an authority: one's own, another one, and those in a coordinator's care."""

from __future__ import annotations

import json
import re
import urllib.request
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sits, seated
from tests.browser.desks import AT_400_PERCENT, EMIL, FREJA, HEIGHT, INGRID, NARROW, Desk
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW
from tests.browser.words import words

PATH = "workspace/authority/"
OWN = "/authorities/dk-business"


def patch(stage: Stage, email: str, path: str, body: dict[str, Any]) -> None:
    """Change something through the API as that official."""
    asked = urllib.request.Request(
        f"{stage.origin}/api{path}",
        json.dumps(body).encode(),
        {
            "Authorization": f"Bearer {stage.token(email)}",
            "Content-Type": "application/json",
            "If-Match": stage.get(email, path)["etag"],
        },
        method="PATCH",
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.status == 200


def removes(stage: Stage, register: str, etag: str) -> None:
    """Take a register out of the directory as the national coordinator."""
    who = {"Authorization": f"Bearer {stage.token(INGRID.email)}", "If-Match": etag}
    path = f"{stage.origin}/api/registers/{register}"
    asked = urllib.request.Request(path, headers=who, method="DELETE")
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.status == 204


def test_an_administrator_confirms_in_one_click(freja: Desk, stage: Stage):
    freja.opens(PATH)
    freja.sees("Myndigheden for Erhverv og Virksomheder")
    freja.checks()

    freja.press("button", "Everything is right")

    expect(freja.page.locator("#done")).to_be_focused()
    freja.sees("Thank you. Everything is confirmed as right today.")
    freja.checks()
    assert stage.get(FREJA.email, OWN)["confirmed_on"]
    assert freja.page.locator("#confirmed time").get_attribute("datetime")


def test_an_administrator_changes_the_facts_and_sees_what_changed(freja: Desk, stage: Stage):
    freja.opens(PATH)

    freja.press("link", "Change the facts")
    freja.lands_on("Change the facts")
    freja.write("Address", "Nygade 3, 1799 København V")
    freja.checks()
    freja.press("button", "Save changes")

    expect(freja.page.locator("#done")).to_be_focused()
    freja.sees("Nygade 3, 1799 København V")
    assert stage.get(FREJA.email, OWN)["address"] == "Nygade 3, 1799 København V"
    freja.page.get_by_text(freja.say("What has changed lately")).click()
    expect(freja.page.locator("imi-authority-audit")).to_contain_text(FREJA.name)
    freja.checks()


def test_what_changed_about_a_country_is_told(sits: Sits, stage: Stage):
    course = {"title": {"da": "Første dag", "en": "First day"}, "starts_on": "2027-03-02",
              "place": "Odense", "website": None}  # fmt: skip
    helpdesk = {"name": "Vagttelefonen", "language": "da", "phone": "+45 00 00 00 77"}
    told = {"helpdesk": helpdesk, "courses": [course]}
    patch(stage, INGRID.email, "/countries/DK", told)
    # The record goes back at once; what is looked at is that it was changed.
    patch(stage, INGRID.email, "/countries/DK", {"helpdesk": None, "courses": []})
    coordinator = seated(sits, INGRID)
    coordinator.opens(f"{PATH}?id=dk-coordinator")

    coordinator.page.get_by_text(coordinator.say("What has changed lately")).click()

    audit = coordinator.page.locator("imi-authority-audit")
    for text in ("Vagttelefonen (dansk)", "+45 00 00 00 77", "engelsk: First day",
                 "2. marts 2027, Odense"):  # fmt: skip
        expect(audit).to_contain_text(text)
    coordinator.checks()


def test_what_changed_about_a_register_is_told_in_words(freja: Desk, stage: Stage):
    who = {"Authorization": f"Bearer {stage.token(FREJA.email)}"}
    body = {
        "name": "Registret over ændringer", "language": "da", "kind": "business",
        "url": "https://aendringer.example", "areas": ["services"], "answers": ["authorised"],
        "languages": ["da"], "cost": "free", "keys": ["person"],
    }  # fmt: skip
    made = stage._call("POST", "/api/registers", body, who | {"Idempotency-Key": "changes"})
    changed = {"guidance": {"da": "Søg med efternavn"}, "keys": ["vat"], "kind": "lawyers"}
    tag = who | {"If-Match": made["etag"]}
    edited = stage._call("PATCH", f"/api/registers/{made['id']}", changed, tag)
    removes(stage, made["id"], edited["etag"])
    freja.opens(PATH)

    freja.page.get_by_text(freja.say("What has changed lately")).click()

    audit = freja.page.locator("imi-authority-audit")
    for told in ("Søg med efternavn", "Momsnummer", "Registret over ændringer"):
        expect(audit).to_contain_text(told)
    expect(audit).not_to_contain_text("lawyers")
    freja.checks()


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(freja: Desk, stage: Stage):
    freja.watch.expected.append("422: PATCH")
    freja.opens(f"{PATH}#edit")

    freja.write("City", "Aarhus")
    freja.write("Mailbox", "no address")
    freja.press("button", "Save changes")
    summary = freja.page.locator("#error-summary")
    expect(summary).to_be_focused()
    freja.checks()
    summary.get_by_role("link").click()

    field = freja.find("textbox", "Mailbox")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(freja.find("textbox", "City")).to_have_value("Aarhus")
    freja.page.locator(".imi-back").click()
    freja.sees("You have typed changes that are not saved yet.")
    assert stage.get(FREJA.email, OWN)["city"] != "Aarhus"


def test_a_wrong_title_in_another_language_is_led_to(freja: Desk):
    freja.watch.expected.append("422: PATCH")
    freja.opens(f"{PATH}#edit")
    freja.page.locator("#titles summary").click()
    freja.page.locator("#titles-sv").fill("x" * 300)
    freja.page.locator("#titles summary").click()

    freja.press("button", "Save changes")
    freja.page.locator("#error-summary").get_by_role("link").click()

    expect(freja.page.locator("#titles-sv")).to_be_focused()


def test_of_two_who_change_the_same_field_nobody_loses_anything(freja: Desk, stage: Stage):
    freja.watch.expected.append("412: PATCH")
    freja.opens(f"{PATH}#edit")
    freja.write("Phone", "+45 00 00 00 11")
    freja.write("Region", "Hovedstaden")
    patch(stage, FREJA.email, OWN, {"phone": "+45 00 00 00 12", "address": "Havnen 1"})

    freja.press("button", "Save changes")
    expect(freja.page.locator("#conflict")).to_be_focused()
    freja.sees("+45 00 00 00 12")
    freja.sees("+45 00 00 00 11")
    freja.checks()
    freja.press("button", "Keep my version")
    freja.press("button", "Save changes")

    expect(freja.page.locator("#done")).to_be_focused()
    stored = stage.get(FREJA.email, OWN)
    assert stored["phone"] == "+45 00 00 00 11"
    assert stored["region"] == "Hovedstaden"
    assert stored["address"] == "Havnen 1"


def test_changes_of_other_fields_are_merged_without_a_question(freja: Desk, stage: Stage):
    freja.watch.expected.append("412: PATCH")
    freja.opens(f"{PATH}#edit")
    freja.write("Phone", "+45 00 00 00 13")
    patch(stage, FREJA.email, OWN, {"address": "Havnen 2"})

    freja.press("button", "Save changes")

    expect(freja.page.locator("#done")).to_be_focused()
    stored = stage.get(FREJA.email, OWN)
    assert (stored["phone"], stored["address"]) == ("+45 00 00 00 13", "Havnen 2")


def test_who_is_no_administrator_reads_only(sits: Sits):
    emil = seated(sits, EMIL)
    emil.opens(PATH)

    emil.sees("Myndigheden for Erhverv og Virksomheder")
    expect(emil.page.get_by_role("main").get_by_role("button")).to_have_count(0)
    expect(emil.find("link", "Change the facts")).to_have_count(0)
    expect(emil.page.locator("imi-authority-audit")).to_have_count(0)
    emil.checks()


def test_another_authority_is_read_and_asked(freja: Desk):
    freja.opens(f"{PATH}?id=pt-tourism")
    expect(freja.page.get_by_role("heading", level=1)).to_have_text("Turismemyndighed")
    expect(freja.page.locator("imi-authority").get_by_role("button")).to_have_count(0)
    freja.checks()

    freja.press("link", "New request to this authority")
    freja.settles()
    freja.choose("radio", words("da").texts["title"])
    freja.press("button", "Continue")

    freja.lands_on("Country and authority")
    expect(freja.find("radio", "Turismemyndighed").first).to_be_checked()


def test_an_authority_that_is_not_there_leads_back(freja: Desk):
    freja.watch.expected.append("404: GET")
    freja.opens(f"{PATH}?id=nowhere")

    expect(freja.page.get_by_role("heading", level=1)).to_have_text(
        freja.say("There is no such authority")
    )
    freja.checks()
    freja.page.get_by_role("main").get_by_role("link").click()
    freja.sees("Myndigheden for Erhverv og Virksomheder")


def test_a_coordinator_suspends_and_resumes(ingrid: Desk, stage: Stage):
    path = "/authorities/dk-aarhus"
    ingrid.opens(f"{PATH}?id=dk-aarhus")
    ingrid.checks()

    ingrid.press("link", "Suspend")
    ingrid.lands_on("Suspend this authority")
    ingrid.checks()
    ingrid.press("button", "Suspend")
    expect(ingrid.page.locator("#done")).to_be_focused()
    assert stage.get(INGRID.email, path)["status"] == "suspended"
    ingrid.checks()
    ingrid.press("link", "Resume")
    ingrid.press("button", "Resume")

    ingrid.sees("The authority takes part again.")
    assert stage.get(INGRID.email, path)["status"] == "active"


def test_a_coordinator_looks_again_at_what_changed_before_it_decides(
    ingrid: Desk, stage: Stage
):
    ingrid.watch.expected.append("412: POST")
    ingrid.opens(f"{PATH}?id=dk-aarhus#step-suspend")
    patch(stage, INGRID.email, "/authorities/dk-aarhus", {"phone": "+45 00 00 00 39"})

    ingrid.press("button", "Suspend")
    expect(ingrid.page.locator("#failure")).to_be_focused()
    ingrid.page.locator(".imi-back").click()

    ingrid.sees("+45 00 00 00 39")
    assert stage.get(INGRID.email, "/authorities/dk-aarhus")["status"] == "active"


def test_a_merger_needs_the_other_authority(ingrid: Desk):
    ingrid.opens(f"{PATH}?id=dk-aarhus#step-merge")

    ingrid.press("button", "Merge")
    expect(ingrid.page.locator("#error-summary")).to_be_focused()
    ingrid.checks()
    ingrid.search_for("Name or city", "erhverv")
    choose = ingrid.find("button", "Choose").first
    expect(choose).to_be_visible()
    ingrid.checks()
    choose.click()

    expect(ingrid.find("button", "Choose another")).to_be_visible()
    ingrid.checks()


def test_a_coordinator_decides_on_a_legal_area(ingrid: Desk, stage: Stage):
    path = "/authorities/dk-aarhus"
    ingrid.opens(f"{PATH}?id=dk-aarhus")

    ingrid.find("link", "Decide on this legal area").first.click()
    expect(ingrid.page.locator("#form-heading")).to_be_focused()
    ingrid.checks()
    ingrid.choose("radio", "Access suspended")
    ingrid.press("button", "Save changes")
    expect(ingrid.page.locator("#done")).to_be_focused()
    parts = stage.get(INGRID.email, path)["parts"].values()
    assert [part["access"] for part in parts].count("suspended") == 1

    ingrid.find("link", "Decide on this legal area").first.click()
    ingrid.choose("radio", "Access granted")
    ingrid.press("button", "Save changes")
    ingrid.sees("Your decision on the legal area is saved.")


def test_a_coordinator_adds_a_legal_area(ingrid: Desk, stage: Stage):
    ingrid.opens(f"{PATH}?id=dk-aarhus")

    ingrid.press("link", "Add a legal area")
    ingrid.press("button", "Add this legal area")
    expect(ingrid.page.locator("#error-summary")).to_be_focused()
    ingrid.checks()
    ingrid.choose("radio", words("da").texts["title"])
    ingrid.press("button", "Add this legal area")

    expect(ingrid.page.locator("#done")).to_be_focused()
    parts = stage.get(INGRID.email, "/authorities/dk-aarhus")["parts"]
    assert parts["professional_qualifications"]["access"] == "granted"


@pytest.mark.parametrize("language", ["da", "el", "fi"])
def test_no_page_is_wider_than_its_screen(sits: Sits, language: str):
    desk = seated(sits, replace(FREJA, language=language))
    wide = []
    for path in (PATH, f"{PATH}#edit", f"{PATH}?id=pt-tourism"):
        desk.page.goto("about:blank")
        desk.opens(path)
        for width in (AT_400_PERCENT, NARROW):
            desk.page.set_viewport_size({"width": width, "height": HEIGHT})
            wide += [f"{path} at {width}: {what}" for what in desk.page.evaluate(OVERFLOW)]

    assert wide == []


def test_the_facts_are_changed_by_keyboard_alone(sits: Sits):
    desk = seated(sits, FREJA, by_keyboard=True)
    desk.opens(PATH)

    desk.press("link", "Change the facts")
    desk.lands_on("Change the facts")
    desk.write("Address", "Øvegade 17, 1799 København V")
    desk.press("button", "Save changes")

    expect(desk.page.locator("#done")).to_be_focused()
    expect(desk.page).to_have_url(re.compile(r"/workspace/authority/$"))


def test_changed_rights_are_told_in_words(freja: Desk):
    entry = {
        "at": "2026-11-25T09:00:00Z",
        "official": "somebody",
        "official_name": None,
        "on_behalf_of": {
            "id": "dk-business",
            "name": "Kontoret",
            "language": "da",
            "title": "Kontoret",
            "country": "DK",
        },
        "action": "change_official",
        "action_label": "Bruger ændret",
        "area": None,
        "field": "roles",
        "field_label": None,
        "old": {},
        "new": {"services": ["handler", "viewer"], "general_enquiry": []},
        "about": "somebody",
        "erased": False,
        "words": {},
    }
    answer = {"items": [entry], "next": None}
    freja.page.route("**/audit?*", lambda route: route.fulfill(json=answer))
    freja.opens(PATH)

    freja.page.get_by_text(freja.say("What has changed lately")).click()

    told = freja.page.locator("imi-authority-audit")
    expect(told).to_contain_text(freja.say("request handler"))
    expect(told).to_contain_text(freja.say("None"))
    freja.checks()
