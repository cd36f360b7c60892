"""E-mails as a mail program shows them: without barriers, on any width, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sits, seated
from tests.browser.desks import AT_400_PERCENT, EMIL, NARROW, WIDE
from tests.browser.test_looks import take
from tests.browser.watch import WCAG, assert_no_barriers
from tests.mail.test_html import emails

SHOWN = ("fi", "el", "ga")
"""Languages of which pictures are looked at: long words, another alphabet, another order."""


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


@pytest.mark.parametrize("language", SHOWN)
def test_three_emails_look_well(page: Page, language: str):
    written = emails(language)
    # The first with long facts, one with short ones, and what tells of several.
    for name, message in zip(
        ("received", "short", "several"), (written[0], written[-3], written[-1]), strict=True
    ):
        for scheme, width in (("light", WIDE), ("dark", NARROW)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.set_content(message.html)
            take(page, f"e-mail-{name}-{language}-{scheme}.png")
            expect(page.locator("html")).to_have_attribute("lang", language)


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
