"""Every page of the journey, as it looks on a telephone and on a desk, in four languages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import FREJA, HEIGHT, INES, NARROW, WIDE, Desk
from tests.browser.stage import ROOT, Stage

SCREENSHOTS = ROOT / "build/screenshots"

OVERFLOW = """
() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  return [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1)
    .map(one => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)
    .slice(0, 5)
}
"""

# fmt: off
ASKING = {
    "home":           "",
    "not-found":      "404/",
    "tasks":          "workspace/",
    "sent":           "workspace/sent/",
    "new":            "workspace/new/",
    "new-authority":  "workspace/new/?number={draft}&step=authority",
    "new-questions":  "workspace/new/?number={draft}&step=questions",
    "new-person":     "workspace/new/?number={draft}&step=person",
    "new-date":       "workspace/new/?number={draft}&step=date",
    "new-check":      "workspace/new/?number={draft}&step=check",
    "new-sent":       "workspace/new/?number={sent}",
    "withdraw":       "workspace/case/?number={sent}#withdraw",
    "case-replied":   "workspace/case/?number={replied}",
    "close":          "workspace/case/?number={replied}#close",
    "case-closed":    "workspace/case/?number={closed}",
    "case-missing":   "workspace/case/?number=0000-0000",
}
ASKED = {
    "received":       "workspace/received/",
    "case-sealed":    "workspace/case/?number={sent}",
    "accept":         "workspace/case/?number={sent}#accept",
    "case-accepted":  "workspace/case/?number={accepted}",
    "answer-choice":  "workspace/case/?number={accepted}#questions-4-answer",
    "answer-text":    "workspace/case/?number={accepted}#questions-1-answer",
    "answer-comment": "workspace/case/?number={accepted}#questions-2-answer",
    "answer-date":    "workspace/case/?number={accepted}#questions-3-answer",
    "reply":          "workspace/case/?number={accepted}#reply",
}
# fmt: on


@pytest.fixture(scope="module")
def numbers(stage: Stage) -> Mapping[str, str]:
    """Numbers of requests, by how far they have come."""
    return {
        "draft": cases.a_draft(stage),
        "sent": cases.a_sent(stage),
        "accepted": cases.an_accepted(stage, "PQ-01", "PQ-02", "PQ-03"),
        "replied": cases.a_replied(stage),
        "closed": cases.a_closed(stage),
    }


@pytest.mark.parametrize("language", ["da", "pt", "el", "fi"])
def test_no_page_is_wider_than_its_screen(sits: Sits, numbers, language):
    asking, asked = (
        seated(sits, replace(person, language=language)) for person in (FREJA, INES)
    )
    asking.watch.expected.append("404: GET")

    wide = [
        f"{scene} at {width}: {what}"
        for desk, paths in ((asking, ASKING), (asked, ASKED))
        for scene, path in paths.items()
        for width, what in overflowing(desk, scene, path.format(**numbers))
    ]

    assert wide == []


@pytest.mark.parametrize("language", ["da", "pt", "el", "fi"])
def test_no_page_of_the_training_stage_is_wider_than_its_screen(
    sits: Sits, stage: Stage, numbers, language
):
    desk = sits(replace(FREJA, language=language))
    inbox = f"{stage.origin}/local/inbox/?to={FREJA.email}&language={language}"

    desk.page.goto(f"{stage.origin}/{language}/workspace/")
    wide = [*at_each_width(desk, "sign-in")]
    desk.press("button", FREJA.name)
    wide += at_each_width(desk, "second-factor")
    desk.page.goto(inbox)
    wide += at_each_width(desk, "inbox")
    desk.page.get_by_role("main").get_by_role("link").first.click()
    formatted = desk.page.frame_locator("iframe")
    expect(formatted.get_by_role("link").first).to_be_visible()
    wide += at_each_width(desk, "mail")

    assert wide == []


def overflowing(desk: Desk, scene: str, path: str) -> Iterator[tuple[int, str]]:
    """Open a page of the desk's language; yield what is too wide."""
    desk.page.goto("about:blank")
    desk.opens(path)
    yield from at_each_width(desk, scene)


def at_each_width(desk: Desk, scene: str) -> Iterator[tuple[int, str]]:
    """Look at the page at each width; yield what is too wide for it."""
    desk.settles()
    for width in (NARROW, WIDE):
        desk.page.set_viewport_size({"width": width, "height": HEIGHT})
        take(desk.page, f"{desk.language}/{scene}-{width}.png")
        for what in desk.page.evaluate(OVERFLOW):
            yield width, what


def take(page: Page, name: str) -> None:
    """Take a picture of the whole page, for whoever asked for them: ``make pictures``."""
    if os.environ.get("MAKE_PICTURES"):
        page.screenshot(path=SCREENSHOTS / name, full_page=True)
