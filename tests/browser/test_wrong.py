"""What officials do wrong, and how the pages lead them on."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from chalicelib.i18n import catalogue
from tests.browser import cases
from tests.browser.desks import FREJA, INES, Desk, is_saved
from tests.browser.journey import working_day
from tests.browser.stage import Stage
from tests.browser.words import words

PAST = date(2020, 2, 3)


def test_a_proposed_date_in_the_past_is_mended_in_one_click(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=date")

    freja.write_date("Proposed deadline", PAST)
    freja.press("button", "Continue")
    expect(freja.page.locator("#error-summary")).to_be_focused()
    freja.sees("This date has passed. Choose a later one.")
    freja.checks()
    freja.press("button", beginning(freja, "Use {date}"))
    freja.sees_no("This date has passed. Choose a later one.")
    freja.press("button", "Continue")

    freja.lands_on("Check your answers")
    stored = stage.get(FREJA.email, f"/requests/{number}")
    assert stored["proposed_on"] >= str(working_day(14))


def test_a_date_that_passed_before_sending_is_mended_in_one_click(freja: Desk, stage: Stage):
    number = cases.a_draft(stage, proposed_on=str(PAST))
    freja.watch.expected.append("422: POST")
    freja.opens(f"workspace/new/?number={number}&step=check")

    freja.press("button", "Send request")
    freja.press("link", "This date has passed. Choose a later one.")
    expect(freja.page.locator("#step")).to_have_text(freja.say("Reason and date"))
    freja.press("button", beginning(freja, "Use {date}"))
    freja.press("button", "Continue")
    freja.lands_on("Check your answers")
    freja.press("button", "Send request")

    freja.lands_on("Request sent")


def test_an_agreed_date_in_the_past_is_mended_in_one_click(ines: Desk, stage: Stage):
    number = cases.a_sent(stage)
    ines.watch.expected.append("422: POST")
    ines.opens(f"workspace/case/?number={number}#accept")

    ines.write_date("Agreed deadline", PAST)
    ines.press("button", "Accept")
    expect(ines.page.locator("#error-summary")).to_be_focused()
    ines.checks()
    ines.press("button", beginning(ines, "Use this date: {date}"))
    ines.press("button", "Accept")

    ines.sees("You have accepted the request.")


def test_a_date_on_a_weekend_is_accepted_with_a_warning(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=date")
    saturday = working_day(14)
    while saturday.isoweekday() != 6:
        saturday = date.fromordinal(saturday.toordinal() + 1)

    freja.write_date("Proposed deadline", saturday)
    is_saved(freja.page)
    expect(freja.page.locator(".ecl-notification--warning")).to_be_visible()
    freja.checks()
    freja.press("button", "Continue")

    freja.lands_on("Check your answers")


def test_an_incomplete_draft_leads_to_what_it_lacks(freja: Desk, stage: Stage):
    questions = [{"code": "PQ-01", "slots": {}, "comment": ""}]
    number = cases.a_draft(stage, reason="", questions=questions)
    freja.watch.expected.append("422: POST")
    freja.opens(f"workspace/new/?number={number}&step=check")

    freja.press("button", "Send request")
    summary = freja.page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(freja.page).to_have_title(re.compile(rf"^{beginning(freja, 'Error: {title}')}"))
    freja.checks()
    summary.get_by_role("link").first.click()

    field = freja.page.locator(":focus")
    expect(field).to_have_accessible_name(words("da").slot("PQ-01", "profession"))
    expect(field).to_have_attribute("aria-invalid", "true")
    freja.checks()


def test_a_step_that_lacks_something_says_so_at_the_field(freja: Desk, stage: Stage):
    number = cases.a_draft(stage, reason="")
    freja.opens(f"workspace/new/?number={number}&step=date")

    freja.press("button", "Continue")
    summary = freja.page.locator("#error-summary")
    expect(summary).to_be_focused()
    freja.checks()
    summary.get_by_role("link").click()

    field = freja.find("textbox", "Reason")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(
        re.compile(re.escape(summary.get_by_role("link").inner_text()))
    )


def test_a_double_click_sends_once(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=check")

    freja.find("button", "Send request").dblclick()
    freja.lands_on("Request sent")

    events = stage.get(FREJA.email, f"/requests/{number}/events")["items"]
    assert [event["action"] for event in events] == ["create", "send"]
    assert len(stage.mail(INES.email, number)) == 1


def test_another_authoritys_request_is_not_found(freja: Desk, stage: Stage):
    received = stage.get(INES.email, "/requests?box=received&limit=100")["items"]
    foreign = next(one for one in received if one["counterpart"]["country"] != "DK")
    freja.watch.expected.append(f"404: GET {stage.origin}/api/requests/{foreign['number']}")

    freja.opens(f"workspace/case/?number={foreign['number']}")

    freja.sees("There is no request with this number, or you may not see it.")
    expect(freja.page.get_by_role("heading", level=1)).to_have_text(
        freja.say("There is no such request")
    )
    freja.checks()


def test_markup_that_somebody_typed_is_shown_as_text(ines: Desk, stage: Stage):
    typed = '<img src="/nowhere" onerror="alert(1)"><script>alert(2)</script>'
    number = cases.a_draft(stage, reason=typed)
    stage.post(FREJA.email, f"/requests/{number}/send", {})
    dialogs: list[str] = []
    ines.page.on("dialog", lambda dialog: dialogs.append(dialog.message))

    ines.opens(f"workspace/case/?number={number}")

    ines.sees(typed)
    assert dialogs == []


@pytest.mark.parametrize("path", ["da/findes-ikke/", "da/workspace/findes-ikke/", "xx/"])
def test_an_address_without_a_page_leads_on(freja: Desk, stage: Stage, path: str):
    freja.watch.expected.append(f"404: GET {stage.origin}/{path}")

    answer = freja.page.goto(f"{stage.origin}/{path}")

    assert answer
    assert answer.status == 404
    freja.checks()
    freja.page.get_by_role("main").get_by_role("link").first.click()
    expect(freja.page.locator(".imi-hero")).to_be_visible()


def beginning(desk: Desk, text: str) -> str:
    """Return what a text in the desk's language says before its first fact."""
    return catalogue(desk.language).gettext(text).partition("{")[0].strip()
