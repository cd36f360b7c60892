"""What is held of a person: found by an administrator or a coordinator, shown without values, printed."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import FREJA, INGRID, NARROW, WIDE, Desk
from tests.browser.journey import GUIDE
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW, take

PATH = "workspace/authority/"
TURNED = " ".join(reversed(GUIDE.upper().split()))


def test_an_administrator_finds_what_is_held(freja: Desk, stage: Stage):
    number = cases.a_replied(stage)
    freja.opens(PATH)

    freja.press("link", "Find what is held of a person")
    freja.lands_on("What is held of a person")
    freja.press("button", "Search")
    freja.sees("Enter the name")
    freja.write("Name", TURNED)
    freja.press("button", "Search")

    expect(freja.page.locator("#found")).to_be_focused()
    card = freja.page.locator(".imi-card", has_text=number)
    expect(card).to_contain_text(freja.say("The request is about this person."))
    expect(card).to_contain_text(freja.say("Answers"))
    assert TURNED.lower() not in freja.page.url.lower()

    freja.write("Name", "Nobody Atall")
    expect(card).to_have_count(0)


def test_a_coordinator_finds_it_for_an_authority_in_its_care(sits: Sits, stage: Stage):
    number = cases.a_sent(stage)
    ingrid = seated(sits, INGRID)
    ingrid.opens(f"{PATH}?id=dk-business#report")

    ingrid.write("Name", GUIDE)
    ingrid.press("button", "Search")

    expect(ingrid.page.locator(".imi-card", has_text=number)).to_be_visible()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_it_looks_well_and_prints_what_was_found_alone(sits: Sits, stage: Stage, width: int):
    number = cases.a_replied(stage)
    freja = seated(sits, FREJA, width=width)
    freja.opens(f"{PATH}#report")
    freja.write("Name", GUIDE)
    freja.press("button", "Search")
    expect(freja.page.locator("#found")).to_be_focused()

    freja.checks()
    assert freja.page.evaluate(OVERFLOW) == []
    take(freja.page, f"subject-report-{width}.png")
    freja.page.emulate_media(media="print")
    expect(freja.page.locator("#name")).to_be_hidden()
    printed = PdfReader(io.BytesIO(freja.page.pdf(format="A4")))
    assert number in " ".join(page.extract_text() for page in printed.pages)
