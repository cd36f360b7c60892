"""How many bytes travel, compressed, until a page can be read and the workspace runs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NamedTuple

ASKED_FOR: Final = {
    "link": "href",
    "script": "src",
    "img": "src",
    "video": "poster",
    "use": "href",
}
AT_ONCE: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)""")
"""A script that another one imports."""
LATER: Final = re.compile(r"""import\(\s*["']\./([\w.-]+\.js)""")
"""A script that another one loads when a page needs it."""
LOADED: Final = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})


class View(NamedTuple):
    """What the first view of a page costs."""

    page: str
    bytes: int
    """Compressed, without the workspace's script and the texts that it fetches."""


def heaviest_view(dist: Path) -> View:
    """Return the page under *dist* whose first view is the heaviest."""
    pages = [page for page in dist.rglob("*.html") if page.parent != dist]
    return max((_view(page, dist) for page in pages), key=lambda view: view.bytes)


def workspace_script(dist: Path) -> int:
    """Return the bytes of script, compressed, that the heaviest screen of the workspace loads."""
    (entry,) = (dist / "assets").glob("workspace.*.js")
    base = _with_imports(entry)
    screens = [base | _with_imports(screen) for screen in _named(entry, LATER)]
    return max(sum(map(compressed, each)) for each in [base, *screens])


def _with_imports(script: Path) -> set[Path]:
    """Return *script* and what it cannot start without, on and on."""
    found, waiting = {script}, [script]
    while waiting:
        new = _named(waiting.pop(), AT_ONCE) - found
        found |= new
        waiting += new
    return found


def _named(script: Path, how: re.Pattern[str]) -> set[Path]:
    return {script.parent / name for name in how.findall(script.read_text("utf-8"))}


def heaviest_texts(dist: Path) -> int:
    """Return the bytes of the largest catalogue that the workspace fetches, compressed."""
    return max(map(compressed, (dist / "assets/texts").iterdir()))


def compressed(file: Path) -> int:
    """Return how many bytes of *file* travel."""
    return len(gzip.compress(file.read_bytes(), 9))


def _view(page: Path, dist: Path) -> View:
    reader = _References()
    reader.feed(page.read_text("utf-8"))
    files = {page, *(dist / path.lstrip("/") for path in reader.found)}
    files |= {each for file in files if file.suffix == ".css" for each in _in_style(file, dist)}
    sent = (file for file in files if not file.name.startswith("workspace."))
    return View(str(page.relative_to(dist)), sum(map(compressed, sent)))


def _in_style(style: Path, dist: Path) -> Iterator[Path]:
    for path in re.findall(r"""url\(["']?([^"')#?]+)""", style.read_text("utf-8")):
        if not path.startswith("data:"):
            yield dist / path.lstrip("/") if path.startswith("/") else style.parent / path


class _References(HTMLParser):
    """Collects what a browser fetches to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        path = (attributes.get(ASKED_FOR.get(tag, "")) or "").partition("#")[0]
        wanted = tag != "link" or LOADED & set((attributes.get("rel") or "").split())
        if path and wanted and not path.startswith(("http:", "https:", "data:")):
            self.found.add(path)
