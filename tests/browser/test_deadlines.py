"""A date is counted where it is chosen, by the calendars of both countries."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import INES, NARROW, WIDE, Desk
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW, take


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_days_to_an_accepted_date_are_counted_on_the_screen(
    sits: Sits, stage: Stage, width: int
):
    number = cases.a_sent(stage)
    desk = seated(sits, INES, width=width)
    desk.opens(f"workspace/case/?number={number}#accept")

    desk.write_date("Agreed deadline", after_christmas())

    counted = desk.page.locator("imi-counted-days")
    expect(counted).to_contain_text(desk.say("How this date is counted"))
    counted.locator("summary").click()
    expect(counted.locator("tbody tr").last).to_contain_text("28")
    christmas = counted.locator("tbody tr", has_text="25 de dezembro")
    expect(christmas).to_contain_text(desk.say("Christmas Day"))
    expect(christmas).to_contain_text("Dinamarca")
    desk.checks()
    assert desk.page.evaluate(OVERFLOW) == []
    take(desk.page, f"counted-days-{width}.png")


def test_the_days_to_a_proposed_date_are_counted_too(freja: Desk, stage: Stage):
    number = cases.a_draft(stage, proposed_on=after_christmas().isoformat())

    freja.opens(f"workspace/new/?number={number}&step=date")

    counted = freja.page.locator("imi-counted-days")
    expect(counted).to_contain_text(freja.say("How this date is counted"))
    freja.checks()


def after_christmas() -> date:
    """Return a day after the next Christmas Day that is still to come."""
    today = datetime.now(UTC).date()
    year = today.year if today < date(today.year, 12, 20) else today.year + 1
    return date(year, 12, 28)
