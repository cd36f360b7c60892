"""A page of a headless Chromium on which the drawings are posed and photographed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from infra.film.storyboard import Storyboard

CHROMIUM: Final = "/usr/bin/chromium-headless-shell"
ARGUMENTS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-lcd-text",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--no-first-run",
]

SCRIPT: Final = (Path(__file__).parent / "stage.js").read_text(encoding="utf-8")


# fmt: off
SMALL: Final = MappingProxyType({"format": "png"})
FAST:  Final = MappingProxyType({"format": "png", "optimizeForSpeed": True})
WEBP:  Final = MappingProxyType({"format": "webp", "quality": 82})
# fmt: on


class Stage:
    """The drawings of a storyboard, ready to be posed."""

    def __init__(self, page: Page, storyboard: Storyboard) -> None:
        self._page = page
        self._storyboard = storyboard
        self._shown: CDPSession = page.context.new_cdp_session(page)

    def picture(self, second: float, form: Mapping[str, object] = SMALL) -> bytes:
        """Return the picture at that *second* of the film."""
        poses = json.dumps(self._storyboard.poses(second))
        self._page.evaluate(f"pose({poses})")
        answer = self._shown.send("Page.captureScreenshot", dict(form))
        return base64.b64decode(answer["data"])


@contextmanager
def opened(storyboard: Storyboard, drawings: Path) -> Iterator[Stage]:
    """Open a stage with all drawings in the folder *drawings*."""
    size = ViewportSize(width=storyboard.width, height=storyboard.height)
    sources = "".join(
        path.read_text(encoding="utf-8") for path in sorted(drawings.glob("*.svg"))
    )
    cast = [
        {"actors": [{"drawing": actor.drawing} for actor in scene.actors]}
        for scene in storyboard.scenes
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport=size)
        page.set_content(
            "<!doctype html><style>html,body{margin:0;overflow:hidden;background:#f3f6fc}"
            ".store{position:absolute;width:0;height:0}</style>"
            f'<div class="store">{sources}</div>'
            f'<svg id="stage" width="{size["width"]}" height="{size["height"]}"></svg>'
        )
        page.add_script_tag(content=SCRIPT)
        page.evaluate(f"fill({json.dumps(cast)})")
        yield Stage(page, storyboard)
        browser.close()
