"""A citizen finds a register without a script, and narrows the directory down with one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sits
from tests.browser.desks import AT_400_PERCENT, EMIL, NARROW, WIDE
from tests.browser.stage import Stage
from tests.browser.test_looks import take


@pytest.mark.parametrize("width", [AT_400_PERCENT, NARROW, WIDE])
def test_the_directory_has_no_barrier(sits: Sits, width: int):
    desk = sits(EMIL, width=width)
    desk.opens("registers/")
    desk.page.locator("imi-registers details").evaluate("details => details.open = true")
    desk.checks()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    take(desk.page, f"registers-{width}.png")


def test_it_is_narrowed_down_and_the_address_says_how(sits: Sits):
    desk = sits(EMIL)
    desk.opens("registers/")
    # What has been entered in this stage comes after the page.
    desk.page.wait_for_load_state("networkidle")
    entries = desk.page.locator(".imi-register:visible")
    everything = entries.count()

    desk.page.locator("#registers-country").select_option("DE")
    # Its own three, and those of all countries.
    expect(entries).to_have_count(6)
    desk.page.locator("#registers-answer").select_option("may_practise")
    expect(entries).to_have_count(1)
    expect(entries).to_have_attribute("id", "de-rechtsanwaelte")
    assert desk.page.url.endswith("?country=DE&answer=may_practise")
    shown = desk.say("Registers shown: %(count)s").replace("%(count)s", "1")
    expect(desk.page.get_by_text(shown)).to_be_visible()
    desk.checks()

    desk.page.reload()
    expect(entries).to_have_count(1)
    desk.page.locator("#registers-language").select_option("is")
    expect(entries).to_have_count(0)
    desk.sees("No register fits. Change what you have chosen.")
    for name in ("country", "answer", "language"):
        desk.page.locator(f"#registers-{name}").select_option("")
    expect(entries).to_have_count(everything)
    desk.page.get_by_label(desk.say("Free of charge"), exact=True).check()
    assert 0 < entries.count() < everything


def test_an_address_that_was_made_up_chooses_nothing(sits: Sits):
    desk = sits(EMIL)
    desk.opens("registers/?country=XX&answer=%3Cscript%3E")

    assert desk.page.locator(".imi-register:visible").count() > 50
    expect(desk.page.locator("#registers-country")).to_have_value("")


def test_without_a_script_all_of_them_are_found(browser: Browser, stage: Stage):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{stage.origin}/fr/registers/")

    expect(page.locator("imi-registers form")).to_be_hidden()
    page.locator("imi-registers summary").click()
    page.locator("imi-registers details").get_by_role("link", name="CVR").first.click()
    assert page.url.endswith("#dk-cvr")
    expect(page.locator("#dk-cvr")).to_contain_text("https://datacvr.virk.dk")
    context.close()
