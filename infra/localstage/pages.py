"""Pages that exist on this machine alone, in the look of the site."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from chalicelib.web.headers import PAGE_HEADERS
from infra.localstage.mailbox import Mail
from infra.localstage.reading import render

ASSETS: Final = Path(__file__).parents[2] / "dist" / "assets"
PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MAIL_POLICY: Final = (
    "sandbox allow-top-navigation-by-user-activation; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)
"""An e-mail is shown as a mail reader would: no script, nothing loaded from elsewhere."""


def page(template: str, language: str, *, status: int = 200, **facts: Any) -> Response:
    """Return the page that *template* makes of *facts*, with the headers of every page."""
    text = render(template, language, assets=_assets(), **facts)
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers.update(dict(PAGE_HEADERS))
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    response.vary.update(["Accept-Language", "Cookie"])
    return response


def mail_body(mail: Mail) -> Response:
    """Return the HTML of *mail*, for a frame; its links open in the whole window."""
    text = re.sub(r"(<head[^>]*>)", r'\1<base target="_top">', mail.html, count=1)
    response = Response(text, content_type="text/html; charset=utf-8")
    response.headers.update(dict(PAGE_HEADERS))
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = "no-store"
    return response


def linked(text: str, origin: str) -> Markup:
    """Return *text* as HTML in which the addresses of this *origin* are links."""
    parts = re.split(rf"({re.escape(origin)}/[^\s<>\"]*)", text)
    return Markup().join(
        Markup('<a class="ecl-link" href="{0}">{0}</a>').format(part)
        if at % 2
        else escape(part)
        for at, part in enumerate(parts)
    )


def _assets() -> dict[str, str]:
    """Return the addresses of the site's assets by their names, as the build wrote them down."""
    manifest = ASSETS / "manifest.json"
    return json.loads(manifest.read_text("utf-8")) if manifest.is_file() else {}
