"""E-mails as a mail program shows them, and how an official chooses when they come."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.domain.notices import Topic
from tests.browser.conftest import Sits, seated
from tests.browser.desks import AT_400_PERCENT, EMIL, NARROW, WIDE
from tests.browser.stage import Stage
from tests.browser.test_looks import take
from tests.browser.test_people import is_told
from tests.browser.test_turns import looked_at
from tests.browser.watch import WCAG, assert_no_barriers
from tests.mail.test_html import emails

SHOWN = ("fi", "el", "ga")
"""Languages of which pictures are looked at: long words, another alphabet, another order."""
LOOKED_AT = {0: "received", 2 * len(Topic) - 1: "short", 2 * len(Topic): "several"}
"""Of which e-mails, by their places: with long facts, with short ones, and what tells of several."""


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", SHOWN)
def test_no_email_has_a_barrier_or_is_wider_than_its_window(page: Page, language: str):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for n, message in enumerate(emails(language)):
            page.set_content(message.html)
            # Its landmarks are those of the mail program that shows it.
            assert_no_barriers(page, WCAG)
            for width in (AT_400_PERCENT, NARROW, WIDE):
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (n, width)
                if n in LOOKED_AT:
                    take(page, f"e-mail-{LOOKED_AT[n]}-{language}-{scheme}-{width}.png")


def test_an_official_chooses_when_e_mails_come(sits: Sits, stage: Stage):
    emil = seated(sits, EMIL)
    emil.opens("workspace/profile/")
    emil.sees("Your latest e-mails")
    expect(emil.page.get_by_label(emil.say("At once"))).to_be_checked()
    emil.checks()
    looked_at(emil, "e-mails")

    emil.page.get_by_label(emil.say("Once a day, on working mornings")).check()
    emil.press("button", "Save choice")

    is_told(emil, "Your choice is saved.")
    assert stage.get(EMIL.email, "/me")["mail"] == "daily"
    emil.opens("workspace/profile/")
    expect(emil.page.get_by_label(emil.say("Once a day, on working mornings"))).to_be_checked()
    emil.page.get_by_label(emil.say("No e-mails")).check()
    emil.press("button", "Save choice")
    is_told(emil, "Your choice is saved.")


def test_the_link_of_every_e_mail_leads_to_the_choice(sits: Sits):
    emil = seated(sits, EMIL, width=NARROW)
    emil.opens("workspace/profile/#mail")

    expect(emil.page.locator("#mail")).to_be_in_viewport()
    expect(emil.page.locator("#mail")).to_be_focused()


def test_who_chooses_sees_an_example_of_each(sits: Sits):
    emil = seated(sits, EMIL)
    emil.opens("workspace/profile/#mail")
    emil.press("link", "See an example of every e-mail")

    expect(emil.page).to_have_url(f"{emil.stage.origin}/{emil.language}/e-mails/#all")
    example = emil.page.locator("#request-received")
    example.get_by_text(emil.say("Accept the request")).first.click()
    expect(example).to_contain_text(emil.say("Also goes to the mailbox of the authority."))
    expect(example.locator(".imi-email__subject")).to_contain_text("K7QM-3XPT")
    emil.checks()


@pytest.mark.parametrize("width", [AT_400_PERCENT, NARROW, WIDE])
def test_the_examples_have_no_barrier(sits: Sits, width: int):
    desk = sits(EMIL, width=width)
    desk.opens("e-mails/")
    desk.page.locator("details.imi-email").evaluate_all("all => all.map(x => x.open = true)")
    desk.checks()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
