"""Anybody sees whether everything works, and what does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sits
from tests.browser.desks import EMIL, NARROW, WIDE
from tests.browser.test_looks import take

TROUBLE = [{"part": "mail", "label": "", "since": "2026-03-02T12:00:00Z"}]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_works_and_what_does_not_is_told(sits: Sits, width: int):
    desk = sits(EMIL, width=width)
    desk.opens("registers/")
    desk.page.get_by_role("contentinfo").get_by_role(
        "link", name=desk.say("Status of the system")
    ).click()
    desk.sees("Everything works.")
    works = desk.say("works")
    expect(desk.page.locator("imi-status dd")).to_have_text([works] * 6)
    desk.checks()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width

    health = desk.page.evaluate("fetch('/api/health').then((answer) => answer.json())")
    desk.page.route(
        "**/api/health", lambda route: route.fulfill(json=health | {"troubles": TROUBLE})
    )
    desk.page.reload()
    desk.sees("Something does not work as it should. Whoever runs the system has been told.")
    row = desk.page.locator("imi-status dd[data-name=mail]")
    expect(row).to_contain_text("2026")
    desk.checks()
    take(desk.page, f"status-{width}.png")


def test_a_system_that_does_not_answer_claims_nothing(sits: Sits):
    desk = sits(EMIL)
    desk.page.route("**/api/health", lambda route: route.abort())
    desk.watch.expected.append("net::ERR_FAILED")
    desk.opens("status/")

    desk.sees("The system does not answer now. Try again in a few minutes.")
    expect(desk.page.locator("imi-status dl")).to_be_hidden()
