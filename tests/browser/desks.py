"""An official at a desk: one browser context, one language, one way to work with it."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chalicelib.i18n import catalogue
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.stage import Stage
from tests.browser.watch import Watch, assert_no_barriers

Role = Literal["button", "checkbox", "combobox", "heading", "link", "radio", "textbox"]

WIDE: Final = 1280
NARROW: Final = 360
AT_400_PERCENT: Final = 320
"""CSS pixels of a window of 1280 pixels when everything is four times as large."""
HEIGHT: Final = 900
PATIENCE_MS: Final = 30_000
"""What a page may take on a machine that has other things to do; who passes does not wait for it."""

BRING_TOKENS: Final = """
([tokens]) => {
  if (location.protocol === 'about:') return
  if (!sessionStorage.getItem('imi.tokens')) sessionStorage.setItem('imi.tokens', tokens)
}
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A training official."""

    name: str
    email: str
    language: str
    locale: str
    time_zone: str


FREJA: Final = Person(
    name="Freja Ravnsholt",
    email="freja.ravnsholt@erhvervsmyndigheden.example",
    language="da",
    locale="da-DK",
    time_zone="Europe/Copenhagen",
)
EMIL: Final = replace(
    FREJA, name="Emil Tørsleff", email="emil.toersleff@erhvervsmyndigheden.example"
)
"""Freja's colleague, who is no administrator."""
INGRID: Final = replace(
    FREJA, name="Ingrid Møllevang", email="ingrid.moellevang@imi-koordinator-dk.example"
)
"""An administrator of the national coordinator."""
KAREN: Final = replace(
    FREJA, name="Karen Vestergren", email="karen.vestergren@kvalifikationsnaevnet.example"
)
"""An administrator of an authority without access to one of the legal areas."""
INES: Final = Person(
    name="Inês Valadares",
    email="ines.valadares@autoridade-turismo.example",
    language="pt",
    locale="pt-PT",
    time_zone="Europe/Lisbon",
)
CONSTANCA: Final = replace(
    INES, name="Constança Mealha", email="constanca.mealha@turismo-algarve.example"
)


class Desk:
    """
    An official before a page.

    Elements are named as their reader knows them: by role and accessible name. A name is
    given in English and looked up in the catalogue of the desk's language; what no
    catalogue holds, such as a name of a person, is taken as it is.
    """

    def __init__(
        self,
        stage: Stage,
        context: BrowserContext,
        person: Person,
        *,
        by_keyboard: bool = False,
    ) -> None:
        self.stage = stage
        self.person = person
        self.language = person.language
        self.context = context
        self.watch = Watch(context)
        self.page = context.new_page()
        self.by_keyboard = by_keyboard

    @property
    def hand(self) -> Hand:
        return Keyboard(self.page) if self.by_keyboard else Mouse()

    def say(self, text: str, **facts: object) -> str:
        """Return *text* in the desk's language, with *facts* filled in."""
        return catalogue(self.language).gettext(text).format(**facts) if text else text

    def find(self, role: Role, name: str, *, within: Locator | None = None) -> Locator:
        """Return what has that role, and a name that begins with *name*."""
        return (within or self.page).get_by_role(role, name=self._begins(name))

    def press(self, role: Role, name: str) -> None:
        """Press a button or follow a link."""
        self.hand.press(self.find(role, name))

    def choose(
        self, role: Role, name: str, *, within: Locator | None = None, exactly: bool = False
    ) -> None:
        """Choose an option; without *exactly* more may follow, such as a hint."""
        if exactly:
            self.hand.choose(self.page.get_by_role(role, name=self.say(name), exact=True))
        else:
            self.hand.choose(self.find(role, name, within=within))

    def write(self, name: str, text: str, *, within: Locator | None = None) -> None:
        """Write into a field."""
        self.hand.write(self.find("textbox", name, within=within), text)

    def search_for(self, name: str, text: str) -> None:
        """Write into a search field."""
        field = self.page.get_by_role("searchbox", name=self.say(name))
        self.hand.write(field, text)

    def select(self, name: str, option: str) -> None:
        """Choose from a list."""
        self.hand.select(self.find("combobox", name), option)

    def group(self, name: str) -> Locator:
        """Return the group of fields with that name."""
        return self.page.get_by_role("group", name=self._begins(name))

    def write_date(self, name: str, day: date) -> None:
        """Write a date into its three fields."""
        fields = self.group(name)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.write(part, str(number), within=fields)

    def lands_on(self, heading: str, **facts: object) -> None:
        """Wait until the focus has moved to that heading."""
        target = self.page.get_by_role("heading", name=self.say(heading, **facts))
        expect(target).to_be_focused()

    def sees(self, text: str, **facts: object) -> None:
        """Wait until that text stands on the page."""
        expect(self.page.get_by_role("main")).to_contain_text(self.say(text, **facts))

    def sees_no(self, text: str) -> None:
        """Assert that the page, with all that it hides, does not hold *text*."""
        assert self.say(text) not in self.page.content()

    def settles(self) -> None:
        """Wait until the page has loaded what it shows."""
        expect(self.page.locator(".imi-loading")).to_have_count(0)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def remembers(self, key: str) -> None:
        """Wait until the page has noted *key* for its session."""
        # The page forbids what Playwright waits with, so it is asked again and again.
        for _ in range(PATIENCE_MS // 100):
            if self.page.evaluate("key => sessionStorage.getItem(key)", key):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{key} is not noted")

    def opens(self, path: str) -> None:
        """Go to a page of the desk's language and wait for it."""
        self.page.goto(f"{self.stage.origin}/{self.language}/{path}")
        self.settles()

    def checks(self) -> None:
        """Assert that axe finds nothing on the page as it stands."""
        assert_no_barriers(self.page)

    def _begins(self, name: str) -> re.Pattern[str]:
        return re.compile(rf"^\s*{re.escape(self.say(name))}(?!\w)")

    def has_session(self) -> None:
        """Sign in by the back door, where the sign-in is not what a test is about."""
        token = self.stage.token(self.person.email)
        payload = token.split(".")[1]
        expires = json.loads(base64.urlsafe_b64decode(payload + "=="))["exp"] * 1000
        tokens = json.dumps({"access": token, "expires": expires})
        self.context.add_init_script(f"({BRING_TOKENS.strip()})([{json.dumps(tokens)}])")


def a_desk(
    browser: Browser,
    stage: Stage,
    person: Person,
    *,
    by_keyboard: bool = False,
    width: int = WIDE,
) -> Desk:
    """Return a desk of *person* in a browser context of its own."""
    context = browser.new_context(
        locale=person.locale,
        timezone_id=person.time_zone,
        viewport={"width": width, "height": HEIGHT},
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    return Desk(stage, context, person, by_keyboard=by_keyboard)


def is_saved(page: Page) -> None:
    """Wait until the page says that what stands on it is saved."""
    expect(page.locator(".imi-saved:not(.imi-saved--failed)")).to_be_visible()
