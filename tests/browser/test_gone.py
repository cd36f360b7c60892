"""Personal data goes: blocked and erased as the clock moves on, or early, as both sides want."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import cases
from tests.browser import stage as stages
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, INES, Desk, a_desk
from tests.browser.journey import ACTIVITIES, GUIDE, REASON
from tests.browser.stage import Stage
from tests.browser.test_turns import at_the_case, begin, case, is_done, looked_at

HALF_A_YEAR, THE_REST = 186, 915
"""Days until personal data is blocked, and from then on until it is erased."""
WISH = "A pessoa pediu-o por escrito."


@pytest.fixture
def own_stage() -> Iterator[Stage]:
    """A stage whose clock may be moved: the others need theirs."""
    with stages.running() as stage:
        yield stage


def shows_nothing(desk: Desk) -> None:
    """Assert that what somebody typed is nowhere on the page."""
    for text in (GUIDE, REASON, ACTIVITIES):
        desk.sees_no(text)


def test_what_is_personal_is_blocked_and_erased_as_time_goes_by(browser, own_stage: Stage):
    number = cases.a_closed(own_stage)
    freja = a_desk(browser, own_stage, FREJA)
    freja.has_session()
    freja.opens(case(number))
    freja.sees(GUIDE)

    own_stage.advance(HALF_A_YEAR)
    freja.opens(case(number))
    shows_nothing(freja)
    looked_at(freja, "blocked")

    own_stage.advance(THE_REST)
    freja.opens(case(number))
    freja.sees(
        "The number, the authorities, the dates and the codes of the questions are kept."
    )
    shows_nothing(freja)
    looked_at(freja, "erased")
    freja.context.close()
    freja.watch.assert_calm()


def test_both_sides_have_it_erased_early(sits: Sits, stage: Stage):
    number = cases.a_closed(stage)
    ines = at_the_case(sits, INES, number)
    begin(ines, "Erase early")
    ines.press("button", "Erase early")
    expect(ines.page.locator("#error-summary li")).to_have_count(2)
    ines.write("Reason", WISH)
    ines.choose("checkbox", "The person concerned agrees to the erasure.")
    looked_at(ines, "erase-early")
    ines.press("button", "Erase early")
    is_done(ines, "You have asked for the erasure. The other authority has to agree.")

    freja = at_the_case(sits, FREJA, number)
    freja.sees(WISH)
    looked_at(freja, "erasure-wanted")
    freja.press("link", "Agree to the erasure")
    freja.lands_on("Erase the personal data early")
    freja.write("Reason", "Enig.")
    freja.choose("checkbox", "The person concerned agrees to the erasure.")
    freja.press("button", "Erase early")

    is_done(freja, "The personal data is erased.")
    shows_nothing(freja)
    looked_at(freja, "erased-early")
