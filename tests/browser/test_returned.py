"""A request that went to the wrong authority: sent on with two clicks, or taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import cases
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, NARROW, Desk, is_saved
from tests.browser.stage import Stage
from tests.browser.test_looks import take

WHY = "Os guias do <b>Algarve</b> são da competência da delegação regional."
COMPETENT = "pt-algarve"


@pytest.fixture
def freja(sits: Sits) -> Desk:
    desk = sits(FREJA, width=NARROW)
    desk.has_session()
    return desk


def test_a_returned_request_goes_to_the_suggested_authority_with_two_clicks(
    freja: Desk, stage: Stage
):
    number = cases.a_returned(stage, WHY, COMPETENT)
    freja.opens(f"workspace/new/?number={number}")
    card = freja.page.get_by_role("region", name=freja.say("Returned as not competent"))
    expect(card.get_by_text(WHY)).to_have_attribute("lang", "pt")
    expect(card.get_by_text(WHY)).to_have_attribute("dir", "auto")
    expect(card.get_by_role("time")).to_be_visible()
    looks_well(freja, "returned")

    card.get_by_role("button").click()
    freja.lands_on("Check your answers")
    freja.checks()
    freja.press("button", "Send request")

    freja.lands_on("Request sent")
    sent = stage.get(FREJA.email, f"/requests/{number}")
    assert (sent["state"], sent["asked"]) == ("awaiting_acceptance", COMPETENT)
    assert sent["returned"] is None


def test_without_a_suggestion_another_authority_is_chosen(freja: Desk, stage: Stage):
    number = cases.a_returned(stage, WHY)

    freja.opens(f"workspace/new/?number={number}")

    expect(freja.page.locator("#step")).to_have_text(freja.say("Country and authority"))
    freja.sees("Choose another authority. Everything else is kept.")
    looks_well(freja, "returned-without-suggestion")


def test_what_was_out_before_is_withdrawn_with_a_reason(freja: Desk, stage: Stage):
    number = cases.a_returned(stage, WHY)
    freja.opens(f"workspace/new/?number={number}&step=date")
    freja.page.get_by_text(freja.say("Withdraw the request")).click()
    withdrawal = freja.page.locator("imi-withdraw-draft")
    button = withdrawal.get_by_role("button")
    expect(freja.find("button", "Delete draft")).to_have_count(0)

    button.click()
    freja.sees("There is a problem")
    looks_well(freja, "withdraw-returned")
    freja.write(
        "Reason for the withdrawal", "Vi har fået svar på anden vis.", within=withdrawal
    )
    button.click()

    freja.page.wait_for_url(f"**/workspace/case/?number={number}*")
    freja.settles()
    assert stage.get(FREJA.email, f"/requests/{number}")["state"] == "withdrawn"


def test_the_wish_to_be_asked_before_forwarding_is_kept(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=date")

    freja.choose("checkbox", "The other authority asks us before it forwards the request")
    is_saved(freja.page)
    freja.press("button", "Continue")

    freja.lands_on("Check your answers")
    freja.sees("The other authority asks us before it forwards the request")
    assert stage.get(FREJA.email, f"/requests/{number}")["ask_before_forwarding"] is True


def looks_well(desk: Desk, name: str) -> None:
    """Assert that nothing keeps anybody from the page, and take a picture of it."""
    desk.checks()
    take(desk.page, f"{name}.png")
