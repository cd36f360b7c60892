"""What is typed is kept: by Back and Reload, in two tabs, when the session ends."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Page, expect

from tests.browser import cases, journey
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, INES, Desk, is_saved
from tests.browser.journey import REASON, SLOTS
from tests.browser.stage import Stage
from tests.browser.watch import assert_no_barriers
from tests.browser.words import words

DUARTE = replace(INES, name="Duarte Quintão", email="duarte.quintao@autoridade-turismo.example")
"""Inês' colleague."""
END_SESSION = """
() => {
  const tokens = JSON.parse(sessionStorage.getItem('imi.tokens'))
  sessionStorage.setItem('imi.tokens', JSON.stringify({...tokens, refresh: 'revoked', expires: 0}))
}
"""


def test_back_and_reload_keep_what_was_typed(freja: Desk, stage: Stage):
    number = cases.a_draft(stage, reason="", person=None)
    freja.opens(f"workspace/new/?number={number}&step=person")
    freja.choose("radio", "A firm")
    freja.write("Name", "Marés Claras, Lda.")
    freja.press("button", "Continue")
    freja.lands_on("Reason and date")

    freja.write("Reason", REASON)
    freja.page.go_back()
    freja.lands_on("Person or firm concerned")
    expect(freja.find("textbox", "Name")).to_have_value("Marés Claras, Lda.")
    freja.page.go_forward()
    freja.lands_on("Reason and date")
    expect(freja.find("textbox", "Reason")).to_have_value(REASON)
    is_saved(freja.page)
    freja.page.reload()
    freja.settles()

    expect(freja.page.locator("#step")).to_have_text(freja.say("Reason and date"))
    expect(freja.find("textbox", "Reason")).to_have_value(REASON)


def test_two_tabs_with_one_draft_lose_nothing(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    address = f"{stage.origin}/da/workspace/new/?number={number}&step=date"
    first, second = freja.page, freja.context.new_page()
    freja.watch.expected.append("412: PATCH")
    for tab in (first, second):
        tab.goto(address)
        expect(reason(freja, tab)).to_have_value(REASON)

    reason(freja, first).fill("Skrevet i den første fane")
    is_saved(first)
    reason(freja, second).fill("Skrevet i den anden fane")

    conflict = second.get_by_role(
        "region", name=freja.say("A colleague has changed this draft")
    )
    expect(conflict).to_contain_text("Skrevet i den første fane")
    expect(conflict).to_contain_text("Skrevet i den anden fane")
    expect(reason(freja, second)).to_have_value("Skrevet i den anden fane")
    assert_no_barriers(second)
    second.get_by_role("button", name=freja.say("Keep my version")).click()
    is_saved(second)
    stored = stage.get(FREJA.email, f"/requests/{number}")
    assert stored["reason"] == "Skrevet i den anden fane"


def test_two_tabs_that_write_in_different_fields_are_merged(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    first, second = freja.page, freja.context.new_page()
    freja.watch.expected.append("412: PATCH")
    for tab, step in ((first, "date"), (second, "person")):
        tab.goto(f"{stage.origin}/da/workspace/new/?number={number}&step={step}")
        expect(tab.locator("#step")).to_be_visible()

    reason(freja, first).fill("Skrevet i den første fane")
    is_saved(first)
    second.get_by_role("textbox", name=freja.say("Name"), exact=True).fill("Ana Prado")
    is_saved(second)

    stored = stage.get(FREJA.email, f"/requests/{number}")
    assert (stored["reason"], stored["person"]["name"]) == (
        "Skrevet i den første fane",
        "Ana Prado",
    )


def test_a_session_that_ends_while_typing_goes_on_after_a_new_sign_in(sits: Sits, stage: Stage):
    ines = sits(INES)
    number = cases.an_accepted(stage)
    question = open_question(ines, number)

    end_session(ines)
    ines.write("Comment", "Escrito sem sessão")
    dialog = ines.page.get_by_role("dialog", name=ines.say("Your session has ended"))
    expect(dialog).to_be_visible()
    ines.checks()
    sign_in_beside(ines, INES)

    expect(dialog).to_be_hidden()
    expect(ines.find("textbox", "Comment")).to_have_value("Escrito sem sessão")
    is_saved(ines.page)
    answers = stage.get(INES.email, f"/requests/{number}")["questions"]
    assert answers[0]["answer"]["comment"] == "Escrito sem sessão"
    expect(ines.page.get_by_role("heading", name=question)).to_be_visible()


def test_who_declines_to_sign_in_keeps_what_is_typed(sits: Sits, stage: Stage):
    ines = sits(INES)
    number = cases.an_accepted(stage)
    open_question(ines, number)

    end_session(ines)
    ines.write("Comment", "Escrito sem sessão")
    ines.press("button", "Not now")

    ines.sees("Not saved")
    expect(ines.find("textbox", "Comment")).to_have_value("Escrito sem sessão")
    ines.press("button", "Save now")
    sign_in_beside(ines, INES)
    is_saved(ines.page)


def test_a_different_official_does_not_go_on_with_what_another_typed(sits: Sits, stage: Stage):
    ines = sits(INES)
    number = cases.an_accepted(stage)
    open_question(ines, number)

    end_session(ines)
    ines.write("Comment", "Escrito pela Inês")
    expect(ines.page.get_by_role("dialog")).to_be_visible()
    sign_in_beside(ines, DUARTE)

    expect(ines.page.locator(".imi-account__name")).to_have_text(DUARTE.name)
    expect(ines.find("textbox", "Comment")).to_have_value("")
    answers = stage.get(INES.email, f"/requests/{number}")["questions"]
    assert answers[0]["answer"] is None


def test_another_language_keeps_page_query_and_draft(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=date")
    freja.write("Reason", "Skrevet på dansk")
    is_saved(freja.page)

    switch(freja.page, "português")

    expect(freja.page).to_have_url(
        f"{stage.origin}/pt/workspace/new/?number={number}&step=date"
    )
    freja.language = "pt"
    expect(freja.find("textbox", "Reason")).to_have_value("Skrevet på dansk")
    expect(freja.find("textbox", "Reason")).to_have_attribute("lang", "da")
    freja.checks()


def test_another_language_keeps_the_filter_of_a_list(freja: Desk, stage: Stage):
    cases.a_draft(stage)
    freja.opens("workspace/sent/?state=draft")

    switch(freja.page, "suomi")

    expect(freja.page).to_have_url(f"{stage.origin}/fi/workspace/sent/?state=draft")
    expect(freja.page.locator("#filter-state")).to_have_value("draft")


def reason(desk: Desk, tab: Page):
    return tab.get_by_role("textbox", name=desk.say("Reason"), exact=True)


def open_question(desk: Desk, number: str) -> str:
    """Sign in truly, and be led to the question that the address names; return its words."""
    desk.page.goto(
        f"{desk.stage.origin}/{desk.language}/workspace/case/?number={number}#questions-0-answer"
    )
    journey.sign_in(desk, lambda _desk: None)
    question = words(desk.language).question("PQ-01", **SLOTS)
    expect(desk.page.get_by_role("heading", name=question)).to_be_visible()
    return question


def end_session(desk: Desk) -> None:
    """Make the tokens of this tab too old, and their renewal impossible."""
    desk.watch.expected.append("400: POST")
    desk.page.evaluate(END_SESSION)


def sign_in_beside(desk: Desk, person) -> None:
    """Sign in as *person* in the window that the dialog opens; it closes by itself."""
    with desk.context.expect_page() as opening:
        desk.press("button", "Sign in")
    window = opening.value
    window.get_by_role("button", name=person.name).click()
    code = window.locator("#shown-code").inner_text()
    window.get_by_role("textbox").fill(code)
    with window.expect_event("close"):
        window.get_by_role("button", name=desk.say("Sign in"), exact=True).click()


def switch(page: Page, name: str) -> None:
    """Choose another language in the page's switcher."""
    page.locator(".imi-languages summary").click()
    page.get_by_role("link", name=name).click()


def test_a_tab_left_behind_after_sending_shows_that_it_is_sent(freja: Desk, stage: Stage):
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=check")
    stage.post(FREJA.email, f"/requests/{number}/send", {})
    freja.watch.expected.append("412: POST")

    freja.press("button", "Send request")

    freja.sees("Request sent")
    freja.sees(number)
    expect(freja.find("button", "Send request")).to_have_count(0)
    assert [each["state"] for each in [stage.get(FREJA.email, f"/requests/{number}")]] == [
        "awaiting_acceptance"
    ]
