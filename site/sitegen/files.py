"""From content to the files of the site, all in memory and all checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from chalicelib import i18n
from sitegen import (
    assets,
    checks,
    feeds,
    film,
    guides,
    proofreading,
    registers,
    search,
    sources,
)
from sitegen.drawings import draw
from sitegen.faults import Fault, SiteError
from sitegen.pages import Page, plan
from sitegen.render import Stage, render
from sitegen.report import report
from sitegen.sources import Sources
from sitegen.tools import ROOT

VERIFIER = ROOT / "site/verify/verify_case_file.py"
"""What checks a case file; a stable address, because case files name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be built."""

    origin: str = "http://localhost:8000"
    """Where the site will stand, without a slash at its end."""
    release_on: date | None = None
    """Day of a release, on which no review may be overdue; None for a build between releases."""
    guides: bool = True
    """Whether to make the PDFs of the quick guide."""
    stage: Stage = field(default_factory=Stage)
    search: bool = True
    """Whether to make the search index."""


def files(content: Path, wanted: Wanted) -> dict[str, bytes]:
    """
    Return the files of the site: path below the output directory, and content.

    Args:
        content: The folder ``content``.
        wanted: What is to be built.

    Raises:
        SiteError: A text, a page or an asset is not as it should be.
    """
    read = sources.read(content)
    _refuse(proofreading.faults(read, wanted.release_on))
    # The tools that both wait for are other programs, so they can run at the same time.
    with ThreadPoolExecutor() as pool:
        gathering = pool.submit(assets.gather)
        made = list(_made(read))
    gathered = [*gathering.result(), *made]
    addresses = assets.addresses(gathered)
    pages = plan(read.articles, i18n.LANGUAGES, read.directory.registers)
    html = render(
        pages,
        read,
        addresses,
        origin=wanted.origin,
        report=report(read.articles, i18n.LANGUAGES),
        guides=wanted.guides,
        stage=wanted.stage,
    )
    found = {asset.url.lstrip("/"): asset.content for asset in gathered}
    found["assets/manifest.json"] = json.dumps(addresses, indent=1).encode()
    found |= dict(_for_machines(pages, read, wanted.origin))
    if wanted.guides:
        found |= _guides(html, gathered, wanted.origin)
    there = frozenset(f"/{name}" for name in found)
    _refuse(checks.faults(pages, html, there, wanted.origin))
    if wanted.search:
        found |= search.index(html)
    return found | {page.file: html[page.url].encode() for page in pages}


def _refuse(faults: Iterable[Fault]) -> None:
    if found := list(faults):
        raise SiteError(found)


def _made(read: Sources) -> Iterator[assets.Asset]:
    """Yield the assets that are made of content: drawings, captions, question sets."""
    for name, svg in draw(read.series, read.terms).items():
        yield assets.named(name, svg)
    for language, scenes in read.film.scenes.items():
        yield assets.named(f"captions/{language}.vtt", film.vtt(scenes).encode())
    for language in i18n.LANGUAGES:
        words = {
            each.code: [area.pieces(each.code, language), area.answers(each, language)]
            for area in read.areas
            for each in area.questions
        }
        content = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        yield assets.named(f"areas/{language}.json", content.encode())


def _for_machines(pages: list[Page], read: Sources, origin: str) -> Iterator[tuple[str, bytes]]:
    yield f"verify/{VERIFIER.name}", VERIFIER.read_bytes()
    yield registers.CSV, registers.as_csv(read.directory).encode()
    yield registers.JSON_LD, registers.as_json_ld(read.directory, origin).encode()
    yield "robots.txt", feeds.robots(origin).encode()
    yield "sitemap.xml", feeds.sitemap(pages, origin).encode()
    for language in i18n.LANGUAGES:
        feed = feeds.atom(read.news, language, origin)
        yield f"{language}/news/feed.xml", feed.encode()


def _guides(
    html: dict[str, str], gathered: list[assets.Asset], origin: str
) -> dict[str, bytes]:
    styles = next(asset.content for asset in gathered if asset.name == "guide.css")
    images = {asset.url: asset.content for asset in gathered if asset.name.endswith(".svg")}
    pages = {language: html[f"/{language}/quick-guide/"] for language in i18n.LANGUAGES}
    shown = {url: images[url] for url in images if url in pages["en"]}
    return guides.make(pages, styles, shown, origin)
