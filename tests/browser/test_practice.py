"""Whoever practises alone is answered, and asked, by authorities in which nobody works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import FREJA, NARROW, WIDE
from tests.browser.stage import Stage
from tests.browser.test_looks import take

OVER_DAYS = 10
"""Calendar days in which a prompt counterpart has done all that it has to."""


@pytest.fixture(autouse=True)
def left_as_it_was(stage: Stage) -> Iterator[None]:
    """Others find no counterparts at work, and the clock where it was."""
    yield
    stage.reset()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_counterpart_asks_when_one_wants_it(sits: Sits, width: int):
    desk = seated(sits, FREJA, width=width)
    desk.opens("workspace/")
    desk.page.get_by_role("link", name=desk.say("Practice"), exact=True).click()
    desk.sees("They do not answer: only people who practise do.")
    desk.checks()
    desk.press("button", "Have a request sent to us")
    asked = desk.page.locator("#asked")
    expect(asked).to_be_focused()
    desk.checks()
    take(desk.page, f"practice-{width}.png")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    number = asked.get_by_role("link").inner_text()
    asked.get_by_role("link").click()
    expect(desk.page.get_by_text(number).first).to_be_visible()


def test_a_counterpart_answers_once_it_is_switched_on(sits: Sits, stage: Stage):
    desk = seated(sits, FREJA)
    silent = cases.a_sent(stage)
    stage.advance(OVER_DAYS)
    assert stage.get(FREJA.email, f"/requests/{silent}")["state"] == "awaiting_acceptance"
    desk.opens("workspace/practice/")
    desk.press("button", "Let them answer")
    desk.sees("They answer what your authority sends.")
    desk.checks()

    stage.advance(OVER_DAYS)

    answered = stage.get(FREJA.email, f"/requests/{silent}")
    assert answered["state"] == "replied"
    assert all(each["answer"] for each in answered["questions"])
    assert stage.mail(FREJA.email, about=silent)
    desk.opens(f"workspace/case/?number={silent}")
    expect(desk.page.get_by_text(silent).first).to_be_visible()
    desk.checks()

    desk.opens("workspace/practice/")
    desk.press("button", "Let them answer no more")
    desk.sees("They do not answer: only people who practise do.")
