"""The running stage, a browser, and officials at their desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import stage as stages
from tests.browser.desks import FREJA, INES, INGRID, PATIENCE_MS, Desk, Person, a_desk
from tests.browser.stage import Stage

CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

Sits = Callable[..., Desk]


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """The training stage. It is not made anew for each test: every one asks its own requests."""
    with stages.running() as stage:
        yield stage


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, of the kind that Playwright itself is tested with."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def sits(browser: Browser, stage: Stage) -> Iterator[Sits]:
    """Seats an official at a desk; in the end nothing may have gone wrong at any."""
    desks: list[Desk] = []

    def sit(person: Person, **facts: bool | int) -> Desk:
        desks.append(a_desk(browser, stage, person, **facts))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.context.close()
    for desk in desks:
        desk.watch.assert_calm()


def seated(sits: Sits, person: Person, **facts: bool | int) -> Desk:
    """Return the desk of *person*, who is signed in."""
    desk = sits(person, **facts)
    desk.has_session()
    return desk


@pytest.fixture
def freja(sits: Sits) -> Desk:
    return seated(sits, FREJA)


@pytest.fixture
def ines(sits: Sits) -> Desk:
    return seated(sits, INES)


@pytest.fixture
def ingrid(sits: Sits) -> Desk:
    return seated(sits, INGRID)
