"""The quick guide as a PDF in each language: two tagged pages, made of the page on the site."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from sitegen.faults import Fault, SiteError
from sitegen.tools import ROOT

KEPT: Final = ROOT / ".cache/guides"
"""Guides made before, under a digest of all that goes into them."""
PAGES: Final = 2
NOT_ON_PAPER: Final = re.compile(r"<(?:link|script|meta property)[^>]*>(?:</script>)?")
"""What changes with every change of the site and shows on no paper."""


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
    html: Mapping[str, str], styles: bytes, images: Mapping[str, bytes]
) -> dict[str, bytes]:
    """
    Return the guides by their path below the output directory.

    Args:
        html: The guide to print, by language code.
        styles: The style sheet of the site; its rules for print count.
        images: What the guide shows, by address.

    Raises:
        SiteError: A guide does not fit on its two pages.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    papers = {language: NOT_ON_PAPER.sub("", page) for language, page in html.items()}
    with ProcessPoolExecutor() as pool:
        made = {
            language: pool.submit(_kept, page, styles, dict(images))
            for language, page in papers.items()
        }
        guides = {language: future.result() for language, future in made.items()}
    faults = [
        Fault(f"content/pages/quick-guide/{language}.md", 1, f"the PDF has {count} pages")
        for language, (count, _) in guides.items()
        if count != PAGES
    ]
    if faults:
        raise SiteError(faults)
    return {name(language): pdf for language, (_, pdf) in guides.items()}


def _kept(html: str, styles: bytes, images: dict[str, bytes]) -> tuple[int, bytes]:
    """Return number of pages and PDF, as kept from an earlier build or made now."""
    parts = [html.encode(), styles, *(images[key] for key in sorted(images))]
    digest = hashlib.sha256(b"\0".join([*parts, Path(__file__).read_bytes()])).hexdigest()
    kept = KEPT / f"{digest}.pdf"
    if not kept.exists():
        count, pdf = _set(html, styles, images)
        if count != PAGES:
            return count, pdf
        kept.write_bytes(pdf)
    return PAGES, kept.read_bytes()


def _set(html: str, styles: bytes, images: dict[str, bytes]) -> tuple[int, bytes]:
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):  # type: ignore[misc]
        """Knows the pictures of ours and nothing else; the screen's style sheets are empty."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            path = "/" + url.split("/", 3)[3]
            kind = "image/svg+xml" if path in images else "text/css"
            return URLFetcherResponse(url, images.get(path, b""), {"Content-Type": kind})

    paper = HTML(string=html, base_url="https://imi.example/", url_fetcher=Pictures())
    how = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    document = paper.render(stylesheets=[CSS(string=styles.decode())], **how)
    return len(document.pages), document.write_pdf(**how) or b""
