"""The quick guide as a PDF in each language: two tagged pages, made of the page on the site."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sitegen.faults import Fault, SiteError
from sitegen.tools import ROOT

KEPT: Final = ROOT / ".cache/guides"
"""Guides made before, under a digest of all that goes into them."""
PAGES: Final = 2
NOT_ON_PAPER: Final = re.compile(r"<(?:link|script|meta property)[^>]*>(?:</script>)?")
"""What changes with every change of the site and shows on no paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a guide is made of."""

    html: str
    styles: bytes
    """The rules for paper alone."""
    images: Mapping[str, bytes]
    """What the guide shows, by address."""
    origin: str
    """Where the site will stand; links lead there."""

    @property
    def digest(self) -> str:
        """What changes when anything of it does, or the program that sets it."""
        images = [self.images[name] for name in sorted(self.images)]
        tool = version("weasyprint").encode() + Path(__file__).read_bytes()
        parts = [self.html.encode(), self.styles, *images, self.origin.encode(), tool]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()


def name(language: str) -> str:
    """Return the path of the guide in *language*, below the output directory."""
    return f"{language}/quick-guide/imi-quick-guide-{language}.pdf"


def available() -> bool:
    """Return whether this machine has Pango, which sets the text."""
    try:
        import weasyprint  # noqa: F401 - only whether it can be loaded
    except OSError:
        return False
    return True


def make(
    html: Mapping[str, str], styles: bytes, images: Mapping[str, bytes], origin: str
) -> dict[str, bytes]:
    """
    Return the guides by their path below the output directory.

    Args:
        html: The guide to print, by language code.
        styles: The style sheet for paper.
        images: What the guide shows, by address.
        origin: Where the site will stand; links lead there.

    Raises:
        SiteError: A guide does not fit on its two pages.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    papers = {
        language: Paper(
            html=NOT_ON_PAPER.sub("", page), styles=styles, images=dict(images), origin=origin
        )
        for language, page in html.items()
    }
    with ProcessPoolExecutor() as pool:
        made = {language: pool.submit(_kept, paper) for language, paper in papers.items()}
        guides = {language: future.result() for language, future in made.items()}
    faults = [
        Fault(f"content/pages/quick-guide/{language}.md", 1, f"the PDF has {count} pages")
        for language, (count, _) in guides.items()
        if count != PAGES
    ]
    if faults:
        raise SiteError(faults)
    _forget_all_but({f"{paper.digest}.pdf" for paper in papers.values()})
    return {name(language): pdf for language, (_, pdf) in guides.items()}


def _forget_all_but(used: set[str]) -> None:
    for path in KEPT.iterdir():
        if path.name not in used:
            path.unlink()


def _kept(paper: Paper) -> tuple[int, bytes]:
    """Return number of pages and PDF, as kept from an earlier build or made now."""
    kept = KEPT / f"{paper.digest}.pdf"
    if not kept.exists():
        count, pdf = _set(paper)
        if count != PAGES:
            return count, pdf
        # Never half a file under its name, however the build ends.
        unfinished = kept.with_suffix(".part")
        unfinished.write_bytes(pdf)
        unfinished.replace(kept)
    return PAGES, kept.read_bytes()


def _set(paper: Paper) -> tuple[int, bytes]:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):  # type: ignore[misc]
        """Knows the pictures of ours and nothing else; the screen's style sheets are empty."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            path = url.removeprefix(paper.origin)
            kind = "image/svg+xml" if path in paper.images else "text/css"
            content = paper.images.get(path, b"")
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    page = HTML(string=paper.html, base_url=f"{paper.origin}/", url_fetcher=Pictures())
    how = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    document = page.render(stylesheets=[CSS(string=paper.styles.decode())], **how)
    return len(document.pages), document.write_pdf(**how) or b""
