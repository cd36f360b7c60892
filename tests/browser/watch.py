"""What must not happen on any page: errors, refused content, barriers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browser.stage import ROOT

AXE: Final[Path] = ROOT / "node_modules/axe-core/axe.min.js"
WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PAGE: Final = (*WCAG, "best-practice")

LOOK: Final = """
async rules => {
  const found = await axe.run({runOnly: rules, iframes: false, resultTypes: ['violations']})
  return found.violations.flatMap(({id, help, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id} (${help}) at ${target}: ${failureSummary}`))
}
"""


class Watch:
    """Notes what goes wrong in every page of a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.troubles: list[str] = []
        self.expected: list[str] = []
        """Parts of troubles that a test brings about on purpose."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def assert_calm(self) -> None:
        """Fail if anything went wrong that was not expected."""
        unexpected = [
            trouble
            for trouble in self.troubles
            if not any(part in trouble for part in self.expected)
        ]
        if unexpected:
            raise AssertionError("\n".join(unexpected))

    def _console(self, message: ConsoleMessage) -> None:
        # Answers with an error are noted with their address, below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # A page that is left aborts what it had asked for.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.failure}: {request.method} {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")


def assert_no_barriers(page: Page, rules: Sequence[str] = PAGE) -> None:
    """Fail if axe finds anything on the page as it stands, by *rules*, which are tags of axe."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())

    if found := page.evaluate(LOOK, list(rules)):
        raise AssertionError("\n".join([page.url, *found]))
