"""Other generators of static sites, given the same texts and the same number of pages."""

from __future__ import annotations

import itertools
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from sitegen import content
from tests import conftest

BIN: Final = conftest.ROOT / "build/bench-venv/bin"
LAYOUT: Final = (
    "<!doctype html><html><head><title>{{ .Title }}</title></head>"
    "<body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>"
)


def seconds(pages: int) -> Mapping[str, float]:
    """Return how long each of them takes, in seconds, to build *pages* pages from nothing."""
    return {
        name: _timed(make, pages) for name, make in {"MkDocs": _mkdocs, "Hugo": _hugo}.items()
    }


def _timed(make: Callable[[Path, int], list[str]], pages: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = make(Path(folder), pages)
        begun = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        taken = time.perf_counter() - begun
        made = len(list(Path(folder).rglob("p*/index.html")))
        if made != pages:
            raise AssertionError(f"{command[0]} made {made} of {pages} pages")
        return taken


def _texts(pages: int) -> Iterator[tuple[int, str]]:
    """Yield number and text of *pages* pages: all of ours, again and again."""
    articles = list(content.read(conftest.ROOT / "content/pages"))
    for number, article in enumerate(itertools.islice(itertools.cycle(articles), pages)):
        yield number, f"---\ntitle: Page {number}\n---\n\n{article.body}"


def _mkdocs(folder: Path, pages: int) -> list[str]:
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: IMI\nplugins: []\n")
    for number, text in _texts(pages):
        (folder / f"docs/p{number}.md").write_text(text, "utf-8")
    return [str(BIN / "mkdocs"), "build", "--quiet"]


def _hugo(folder: Path, pages: int) -> list[str]:
    (folder / "content").mkdir()
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "layouts/_default/single.html").write_text(LAYOUT)
    (folder / "hugo.toml").write_text('baseURL = "https://imi.example/"\ntitle = "IMI"\n')
    for number, text in _texts(pages):
        (folder / f"content/p{number}.md").write_text(text, "utf-8")
    return [str(BIN / "hugo"), "--quiet"]
