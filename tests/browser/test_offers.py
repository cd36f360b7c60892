"""A register that may answer is offered to who is about to ask: it spares the request, or it does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from chalicelib.i18n import catalogue
from tests.browser import cases
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, INES, NARROW, WIDE, Desk, Person
from tests.browser.stage import Stage
from tests.browser.test_looks import take

FIRM = {
    "area": "services",
    "questions": [{"code": "SV-01", "slots": {"firm": "Muster GmbH"}}],
    "person": None,
}
"""Whether a firm is established."""
REGISTER = "de-handelsregister"


def spared(stage: Stage) -> int:
    return int(stage.get(FREJA.email, f"/registers/{REGISTER}")["spared_this_year"])


def at_the_questions(
    sits: Sits,
    stage: Stage,
    person: Person = FREJA,
    asked: str = "de-thuringia",
    width: int = WIDE,
) -> tuple[Desk, str]:
    """Seat *person* before the questions of a draft about a firm."""
    number = cases.a_draft(stage, person.email, **FIRM | {"asked": asked})
    desk = sits(person, width=width)
    desk.has_session()
    desk.opens(f"workspace/new/?number={number}&step=questions")
    return desk, number


def offer(desk: Desk, name: str = "Handelsregister") -> Locator:
    return desk.page.locator(".imi-offer").filter(has=desk.page.get_by_role("link", name=name))


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_who_finds_the_answer_in_a_register_sends_no_request(
    sits: Sits, stage: Stage, width: int
):
    before = spared(stage)
    freja, number = at_the_questions(sits, stage, width=width)
    found = offer(freja)
    expect(found.get_by_role("link", name="Handelsregister")).to_have_attribute(
        "href", "https://www.handelsregister.de"
    )
    expect(freja.page.locator(".imi-offer").first).to_contain_text("Handelsregister")
    found.get_by_text(freja.say("How to look something up")).click()
    expect(found).to_contain_text(freja.say("Number in the register"))
    freja.checks()
    assert freja.page.evaluate("document.documentElement.scrollWidth") <= width
    take(freja.page, f"offers-{width}.png")

    found.get_by_role("button", name=freja.say("I found it there")).click()
    dialog = freja.page.get_by_role("dialog", name=freja.say("No request needed?"))
    expect(dialog).to_be_visible()
    freja.checks()
    dialog.get_by_role("button", name=freja.say("Keep draft")).click()
    expect(dialog).to_be_hidden()
    assert (spared(stage), len(drafts(stage, number))) == (before, 1)

    found.get_by_role("button", name=freja.say("I found it there")).click()
    # The second of a double click, wherever it lands, ends nothing.
    delete = dialog.get_by_role("button", name=freja.say("Delete draft"))
    delete.dispatch_event("click", {"detail": 2})
    expect(dialog).to_be_visible()
    delete.click()

    freja.lands_on("No request needed")
    freja.checks()
    take(freja.page, f"spared-{width}.png")
    assert drafts(stage, number) == []
    assert spared(stage) == before + 1


def test_who_does_not_find_it_goes_on_with_the_request(sits: Sits, stage: Stage):
    before = spared(stage)
    freja, number = at_the_questions(sits, stage)

    offer(freja).get_by_role("button", name=freja.say("It did not answer")).click()

    expect(offer(freja)).to_contain_text(
        freja.say("It did not answer. Go on with your request.")
    )
    expect(offer(freja).get_by_role("button")).to_have_count(0)
    freja.press("button", "Continue")
    freja.lands_on("Person or firm concerned")
    assert (spared(stage), len(drafts(stage, number))) == (before, 1)


def test_a_dead_register_is_not_offered_and_the_request_goes_on(sits: Sits, stage: Stage):
    there, gone = at_the_questions(sits, stage, asked="at-tyrol"), "at-firmenbuch"
    expect(offer(there[0], "Firmenbuch")).to_be_visible()
    # Another official, whose browser has kept nothing.
    stage.register_dies(gone)

    ines, _ = at_the_questions(sits, stage, INES, asked="at-tyrol")

    expect(ines.page.get_by_role("checkbox").first).to_be_visible()
    ines.page.wait_for_load_state("networkidle")
    expect(offer(ines, "Firmenbuch")).to_have_count(0)
    ines.press("button", "Continue")
    ines.lands_on("Person or firm concerned")

    ines.opens(f"registers/{gone}/")
    ines.checks()
    told = catalogue("pt").gettext("The register has not been reached yet.")
    expect(ines.page.locator("imi-register-life")).to_have_text(told)
    take(ines.page, "register-1280.png")


def drafts(stage: Stage, number: str) -> list[str]:
    items = stage.get(FREJA.email, f"/requests?box=sent&q={number}")["items"]
    return [each["number"] for each in items]
