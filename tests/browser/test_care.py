"""The coordinator's view: who is in care, who is registered, and what is told of a country."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sits, seated
from tests.browser.desks import AT_400_PERCENT, FREJA, INES, INGRID, NARROW, WIDE, Desk
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW


@pytest.fixture
def desk(sits: Sits) -> Desk:
    return seated(sits, INGRID)


def described(desk: Desk, name: str) -> None:
    """Fill in what a new authority must have."""
    page = desk.page
    desk.choose("radio", "Fill in its record myself")
    page.locator("#name").fill(name)
    for code in ("da", "en"):
        page.locator(f"#titles-{code}").fill("Practice authority")
    page.locator("#level").select_option("local")
    page.locator("#city").fill("Odense")
    page.locator("#mailbox").fill("imi@oevekontoret.example")
    page.locator("#parts input").first.check()


def patch_country(stage: Stage, **fields: Any) -> None:
    """Change what is told of Denmark, as a colleague does."""
    who = {"Authorization": f"Bearer {stage.token(INGRID.email)}"}
    etag = stage.get(INGRID.email, "/countries/DK")["etag"]
    stage._call("PATCH", "/api/countries/DK", fields, {**who, "If-Match": etag})


def register(stage: Stage, name: str) -> str:
    """Register an authority as a colleague does, and return its id."""
    who = {"Authorization": f"Bearer {stage.token(INGRID.email)}"}
    body = {
        "name": name, "language": "da", "country": "DK", "titles": {"en": "Practice authority"},
        "level": "local", "city": "Odense", "languages": ["da"],
        "mailbox": "imi@oevekontoret.example", "parts": {"services": {}},
    }  # fmt: skip
    return str(stage._call("POST", "/api/authorities", body, who)["id"])


@pytest.mark.parametrize("width", [AT_400_PERCENT, NARROW, WIDE])
def test_no_part_of_the_page_has_a_barrier(sits: Sits, width: int):
    desk = seated(sits, INGRID, width=width)

    for part in ("", "?want=validate", "?1#register", "?2#country"):
        desk.opens(f"workspace/care/{part}")
        desk.checks()
        assert desk.page.evaluate(OVERFLOW) == []
    for add in ("Add a course", "Add a piece of news"):
        desk.press("button", add)
    desk.checks()
    assert desk.page.evaluate(OVERFLOW) == []


def test_the_menu_leads_there_those_who_coordinate(sits: Sits, desk: Desk):
    desk.opens("workspace/")
    freja = seated(sits, FREJA)
    freja.opens("workspace/")

    desk.press("link", "In your care")
    desk.settles()
    expect(desk.page.locator(".imi-task__link[data-id=dk-business]")).to_be_visible()
    freja.remembers("imi.coordinates")
    expect(freja.page.locator("a[data-count=care]")).to_be_hidden()


def test_who_coordinates_nobody_is_told_so(sits: Sits):
    desk = seated(sits, FREJA)

    desk.opens("workspace/care/")

    desk.sees("Your authority has no other authority in its care.")
    expect(desk.find("link", "Register an authority")).to_have_count(0)


def test_the_most_pressing_come_first_and_are_found_by_filters(desk: Desk):
    def row(
        id: str, status: str, confirmed_on: str | None, since: str | None
    ) -> dict[str, Any]:
        return {
            "id": id, "name": f"Navn {id}", "title": f"Title {id}", "language": "da",
            "country": "DK", "city": "Køge", "languages": ["da"], "areas": ["services"],
            "status": status, "status_label": status, "confirmed_on": confirmed_on,
            "below_rule_since": since,
        }  # fmt: skip

    today = desk.stage.get(INGRID.email, "/health")["today"]
    rows = [
        row("fresh", "active", today, None),
        row("stale", "active", "2020-01-01", None),
        row("few", "active", today, today),
        row("gone", "deactivated", None, None),
        row("new", "awaiting_validation", today, None),
    ]
    answer = {"items": rows, "next": None, "warnings": []}
    desk.page.route("**/api/authorities?care=*", lambda route: route.fulfill(json=answer))

    desk.opens("workspace/care/")

    found = desk.page.locator(".imi-task__link")
    assert [link.get_attribute("data-id") for link in found.all()] == [
        "new", "few", "stale", "fresh", "gone",
    ]  # fmt: skip
    people, requests = desk.page.locator(".imi-task").nth(1).locator(".imi-task__other").all()
    expect(people).to_have_attribute("href", "/da/workspace/people/?id=few")
    expect(requests).to_have_attribute("href", "/da/workspace/watch/?authority=few")
    desk.page.locator("#care-want").select_option("stale")
    expect(found).to_have_count(1)
    assert desk.page.url.endswith("?want=stale")
    desk.page.locator("#care-q").fill("koge fresh")
    expect(found).to_have_count(0)
    desk.press("button", "Show all authorities")
    expect(found).to_have_count(len(rows))


def test_an_authority_is_registered_with_what_it_must_have(desk: Desk):
    desk.opens("workspace/care/")
    desk.press("link", "Register an authority")
    desk.lands_on("Register an authority")
    desk.choose("radio", "Fill in its record myself")
    desk.press("button", "Register the authority")
    expect(desk.page.locator("#error-summary")).to_be_focused()
    expect(desk.page.locator("#error-summary li")).to_have_count(7)
    desk.checks()

    described(desk, "Tilsynet med Håndværk")
    desk.page.locator("#website").fill("nowhere")
    desk.press("button", "Register the authority")
    expect(desk.page.locator("#error-summary a")).to_have_attribute("href", "#website")
    desk.page.locator("#website").fill("")
    desk.press("button", "Register the authority")

    desk.lands_on("The authority is registered.")
    desk.checks()
    desk.press("link", "Back to the authorities in your care")
    desk.sees("Tilsynet med Håndværk")
    desk.watch.expected.append("422: POST")


def test_a_possible_duplicate_is_shown_and_a_deliberate_choice_demanded(
    desk: Desk, stage: Stage
):
    desk.watch.expected.append("409: POST")
    there = register(stage, "Øvekontoret for Handel")
    desk.opens("workspace/care/#register")
    described(desk, "Øvekontoret for Handel")
    desk.press("button", "Register the authority")

    expect(desk.page.locator("#duplicates")).to_be_focused()
    desk.checks()
    expect(desk.page.locator("#name")).to_have_value("Øvekontoret for Handel")
    known = desk.page.get_by_role("main").locator("a[target=_blank]")
    expect(known).to_have_attribute("href", f"/da/workspace/authority/?id={there}")
    desk.press("button", "Change what I typed")
    expect(desk.page.locator("#name")).to_be_focused()
    desk.press("button", "Register the authority")
    desk.press("button", "It is another authority: register it")

    desk.lands_on("The authority is registered.")


def test_what_is_typed_outlives_a_look_at_the_list(desk: Desk):
    desk.opens("workspace/care/#register")
    desk.page.locator("#name").fill("Øvekontoret for Fiskeri")

    desk.press("link", "Back to the authorities in your care")
    expect(desk.page.locator("#step")).to_be_focused()
    desk.page.go_back()

    expect(desk.page.locator("#name")).to_have_value("Øvekontoret for Fiskeri")


def test_a_country_tells_a_helpdesk_a_course_and_news(desk: Desk, stage: Stage):
    desk.opens("workspace/care/#country")
    page = desk.page
    page.locator("#helpdesk-name").fill("Øvehelpdesken")
    page.locator("#helpdesk-language").select_option("da")
    page.locator("#helpdesk-phone").fill("+45 00 00 00 41")
    desk.press("button", "Add a course")
    expect(page.locator("#courses-0-title-da")).to_be_focused()
    page.locator("#courses-0-title-da").fill("IMI for begyndere")
    page.locator("#courses-0-place").fill("Odense")
    desk.press("button", "Save changes")
    expect(page.locator("#error-summary a")).to_have_attribute("href", "#courses-0-starts_on")
    for part, number in (("day", "1"), ("month", "2"), ("year", "2027")):
        page.locator(f"#courses-0-starts_on-{part}").fill(number)
    desk.press("button", "Save changes")

    expect(page.locator("#saved")).to_be_focused()
    desk.checks()
    told = stage.get(INGRID.email, "/countries/DK")
    assert told["helpdesk"]["name"] == "Øvehelpdesken"
    assert told["courses"] == [
        {"title": {"da": "IMI for begyndere"}, "starts_on": "2027-02-01", "place": "Odense",
         "website": None}
    ]  # fmt: skip
    desk.press("button", "Remove this course")
    desk.press("button", "Save changes")
    expect(page.locator("#saved")).to_be_focused()
    assert stage.get(INGRID.email, "/countries/DK")["courses"] == []


def test_two_who_write_about_a_country_at_once_lose_nothing(desk: Desk, stage: Stage):
    desk.watch.expected.append("412: PATCH")
    desk.opens("workspace/care/#country")
    desk.page.locator("#coordinator-phone").fill("+45 00 00 00 42")
    desk.page.locator("#coordinator-website").fill("https://www.imi-koordinator-dk.example")
    patch_country(stage, coordinator={"phone": "+45 00 00 00 43", "email": "a@b.example"})

    desk.press("button", "Save changes")

    expect(desk.page.locator("#conflict")).to_be_focused()
    desk.checks()
    desk.sees("+45 00 00 00 43")
    desk.press("button", "Keep my version")
    desk.press("button", "Save changes")
    expect(desk.page.locator("#saved")).to_be_focused()
    told = stage.get(INGRID.email, "/countries/DK")["coordinator"]
    assert (told["phone"], told["email"], told["website"]) == (
        "+45 00 00 00 42", "a@b.example", "https://www.imi-koordinator-dk.example",
    )  # fmt: skip


def test_no_other_country_can_be_written_about(sits: Sits):
    desk = seated(sits, INES)

    desk.opens("workspace/care/#country")

    expect(desk.page.locator("imi-country")).to_have_count(0)


@pytest.mark.parametrize("language", ["da", "el"])
def test_the_public_contacts_follow_what_a_coordinator_writes(
    sits: Sits, stage: Stage, language: str
):
    patch_country(
        stage, helpdesk={"name": "Vagttelefonen", "language": "da", "phone": "+45 00 00 00 77"}
    )
    anybody = sits(INGRID)
    anybody.page.goto(f"{stage.origin}/{language}/contacts/")

    denmark = anybody.page.locator(".imi-country", has=anybody.page.locator("#DK"))
    expect(denmark).to_contain_text("Vagttelefonen")
    expect(denmark).to_contain_text("+45 00 00 00 77")
    expect(anybody.page.locator(".imi-country dl")).to_have_count(30)
    anybody.checks()
    patch_country(stage, helpdesk=None)


def test_the_start_page_asks_whether_everything_is_right_and_takes_one_click(sits: Sits):
    boss = seated(sits, replace(INGRID, name="Karen Vestergren",
                                email="karen.vestergren@kvalifikationsnaevnet.example"))  # fmt: skip
    stale = boss.stage.get(boss.person.email, "/authorities/dk-qualifications")
    boss.page.route(
        "**/api/authorities/dk-qualifications",
        lambda route: route.fulfill(json=stale | {"confirmed_on": "2020-01-01"}),
    )
    boss.opens("workspace/")

    boss.sees("Is everything still right?")
    boss.checks()
    boss.press("button", "Everything is right")

    expect(boss.page.locator("#alive")).to_be_focused()
    boss.sees("Thank you. Everything is confirmed as right today.")
    today = boss.stage.get(boss.person.email, "/health")["today"]
    record = boss.stage.get(boss.person.email, "/authorities/dk-qualifications")
    me = boss.stage.get(boss.person.email, "/me")
    assert (record["confirmed_on"], me["confirmed_on"]) == (today, today)
