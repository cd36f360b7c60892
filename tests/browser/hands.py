"""How an official works with a page: with the mouse, or with the keyboard alone."""

from __future__ import annotations

from typing import Final, Protocol

from playwright.sync_api import Locator, Page, expect

MOST_TABS: Final = 200
"""More stops than any page has."""

WHERE_IS_IT: Final = """
target => {
  const here = document.activeElement
  if (here === target) return 'here'
  const isRadio = one => one && one.type === 'radio'
  const along = isRadio(here) && isRadio(target) && here.name === target.name
  const order = target.compareDocumentPosition(here)
  const behind = here && here !== document.body && order & Node.DOCUMENT_POSITION_FOLLOWING
  return (along ? 'along ' : '') + (behind ? 'behind' : 'ahead')
}
"""
KEYS: Final = {
    "ahead": "Tab",
    "behind": "Shift+Tab",
    "along ahead": "ArrowDown",
    "along behind": "ArrowUp",
}
"""By where the target lies, the key that leads towards it."""


class Hand(Protocol):
    """What one does with the elements of a page."""

    def press(self, target: Locator) -> None: ...
    def choose(self, target: Locator) -> None: ...
    def write(self, target: Locator, text: str) -> None: ...
    def select(self, target: Locator, option: str) -> None: ...


class Mouse:
    """Points and clicks."""

    def press(self, target: Locator) -> None:
        target.click()

    def choose(self, target: Locator) -> None:
        target.check()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def select(self, target: Locator, option: str) -> None:
        target.select_option(label=option)


class Keyboard:
    """Goes with Tab, Shift+Tab and the arrows, and never clicks."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, target: Locator) -> None:
        self.tab_to(target)
        self._page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        self.tab_to(target)
        # What is chosen may change its own name, as a question does that takes up a word.
        reached = self._page.locator(":focus")
        if not reached.is_checked():
            self._page.keyboard.press("Space")
        expect(reached).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        self.tab_to(target)
        self._page.keyboard.press("ControlOrMeta+A")
        self._page.keyboard.type(text)

    def select(self, target: Locator, option: str) -> None:
        self.tab_to(target)
        self._page.keyboard.type(option)
        expect(target.locator("option:checked")).to_have_text(option)

    def tab_to(self, target: Locator) -> None:
        """Move the focus to *target* as the page lets one; there it must be seen."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            where = target.evaluate(WHERE_IS_IT)
            if where == "here":
                assert target.evaluate("target => target.matches(':focus-visible')")
                expect(target).to_be_in_viewport()
                return
            self._page.keyboard.press(KEYS[where])
        raise AssertionError(f"no key leads to {target}")
