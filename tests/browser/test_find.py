"""Finding an authority: by words in one's own language, or by who is competent where."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sits, seated
from tests.browser.desks import AT_400_PERCENT, FREJA, NARROW, WIDE, Desk
from tests.browser.test_looks import OVERFLOW


@pytest.fixture
def desk(sits: Sits) -> Desk:
    return seated(sits, FREJA)


def query(desk: Desk) -> dict[str, list[str]]:
    return parse_qs(urlsplit(desk.page.url).query)


@pytest.mark.parametrize("width", [AT_400_PERCENT, NARROW, WIDE])
def test_no_state_of_the_page_has_a_barrier(sits: Sits, width: int):
    desk = seated(sits, FREJA, width=width)

    for asked in ("", "?q=turisme", "?country=PT&area=services", "?q=xyzzyq&country=PT"):
        desk.opens(f"workspace/find/{asked}")
        desk.checks()
        assert desk.page.evaluate(OVERFLOW) == []


def test_an_authority_abroad_is_found_while_one_types_in_ones_own_language(desk: Desk):
    desk.opens("workspace/find/")

    desk.page.get_by_role("searchbox").press_sequentially("turismemyndighed lisboa")

    first = desk.page.locator(".imi-task").first
    expect(first).to_contain_text("Autoridade Nacional para o Turismo")
    expect(first.locator("[lang=pt]")).to_have_text("Autoridade Nacional para o Turismo")
    expect(desk.page.get_by_role("searchbox")).to_be_focused()
    assert query(desk) == {"q": ["turismemyndighed lisboa"]}


def test_who_is_competent_somewhere_is_told_without_words(desk: Desk):
    desk.opens("workspace/find/")

    desk.page.locator("#find-area").select_option("general_enquiry")
    desk.page.locator("#find-country").select_option("PT")

    expect(desk.page.locator(".imi-task")).to_have_count(2)
    assert query(desk) == {"area": ["general_enquiry"], "country": ["PT"]}
    desk.page.go_back()
    expect(desk.page.locator("#find-country")).to_have_value("")
    expect(desk.page.locator(".imi-task").nth(2)).to_be_visible()


def test_a_search_can_be_sent_on_and_leads_to_the_authority(desk: Desk):
    desk.opens("workspace/find/?country=PT&language=es&area=services")

    rows = desk.page.locator(".imi-task__link")
    expect(rows).to_have_count(2)
    expect(desk.page.locator("#find-language")).to_have_value("es")
    ids = {
        parse_qs(urlsplit(str(row.get_attribute("href"))).query)["id"][0] for row in rows.all()
    }
    assert ids == {"pt-tourism", "pt-algarve"}


def test_who_finds_nothing_is_told_what_to_do(desk: Desk):
    desk.opens("workspace/find/?q=xyzzyq&country=GR")

    expect(desk.page.locator(".imi-empty a")).to_have_attribute("href", "/da/contacts/#EL")
    desk.press("button", "Look in all countries")

    expect(desk.page.locator("#find-country")).to_have_value("")
    expect(desk.page.locator("#found")).to_be_focused()
    assert query(desk) == {"q": ["xyzzyq"]}


def test_a_warning_of_the_search_is_shown(desk: Desk):
    told = {"items": [], "next": None, "warnings": [{"pointer": "", "detail": "By name only."}]}
    desk.page.route("**/api/authorities?*", lambda route: route.fulfill(json=told))

    desk.opens("workspace/find/?q=turisme")

    desk.sees("By name only.")


def test_a_search_that_fails_says_so_and_keeps_the_words(desk: Desk):
    desk.opens("workspace/find/?q=turisme")
    desk.watch.expected.append("500: GET")
    problem = {"status": 500, "json": {"title": "Broken", "detail": "Try later."}}
    desk.page.route("**/api/authorities?*", lambda route: route.fulfill(**problem))

    desk.page.get_by_role("searchbox").fill("handel")

    expect(desk.page.locator("#failure")).to_be_focused()
    expect(desk.page.get_by_role("searchbox")).to_have_value("handel")


def test_the_search_is_done_with_the_keyboard_alone(sits: Sits):
    desk = seated(sits, FREJA, by_keyboard=True)
    desk.opens("workspace/find/")

    desk.hand.write(desk.page.get_by_role("searchbox"), "turismemyndighed")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#found")).to_be_focused()
    desk.page.keyboard.press("Tab")

    expect(desk.page.locator(".imi-task__link").first).to_be_focused()
