"""The switch of the home page, from and to each of the 24 languages."""

from __future__ import annotations

from playwright.sync_api import expect

from chalicelib.i18n import LANGUAGES, NAMES
from sitegen import content
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, Desk
from tests.browser.stage import ROOT

HEADINGS = {
    article.language: article.title
    for article in content.read(ROOT / "content/pages")
    if article.slug == "home"
}


def test_every_language_is_one_switch_away_and_leads_back(sits: Sits):
    desk = sits(FREJA)
    desk.opens("")

    for language in LANGUAGES:
        switch(desk, language)
        expect(desk.page.get_by_role("heading", level=1)).to_have_text(HEADINGS[language])
        links = desk.page.locator(".imi-languages a").evaluate_all(
            "all => all.map(a => a.href)"
        )
        assert set(links) == {f"{desk.stage.origin}/{other}/" for other in LANGUAGES}


def test_the_chosen_language_is_remembered(sits: Sits):
    desk = sits(FREJA)
    desk.opens("")

    switch(desk, "mt")
    desk.page.goto(desk.stage.origin)

    assert desk.page.url == f"{desk.stage.origin}/mt/"


def switch(desk: Desk, language: str) -> None:
    """Choose a language in the switcher; the page must exist in it."""
    address = f"{desk.stage.origin}/{language}/"
    desk.page.locator(".imi-languages summary").click()
    link = desk.page.locator(".imi-languages").get_by_role("link", name=NAMES[language])
    with desk.page.expect_response(address) as response:
        link.click()

    assert response.value.status == 200
    expect(desk.page.locator("html")).to_have_attribute("lang", language)
