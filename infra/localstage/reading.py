"""In which language a visitor reads, and the templates that speak it."""

from __future__ import annotations

import functools
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Request

from chalicelib.domain.countries import shown_as
from chalicelib.i18n import LANGUAGES, NAMES, catalogue, country_name, locale, negotiate

TEMPLATES: Final = Path(__file__).parent / "templates"
COOKIE: Final = "language"
"""Remembers the choice made with the site's language switch; set in the browser."""


def language_of(request: Request, *wishes: str | None) -> str:
    """
    Return the language to answer in.

    A known one among *wishes* comes first (each may list several, parted by
    spaces, best first), then the cookie, then ``Accept-Language``, then English.
    """
    for wish in (*wishes, request.cookies.get(COOKIE)):
        for tag in (wish or "").split():
            if (code := tag.partition("-")[0].lower()) in LANGUAGES:
                return code
    return negotiate(request.headers.get("Accept-Language"))


def moment(at: datetime, language: str) -> str:
    """Return *at* as it is written in *language*, in UTC."""
    return format_datetime(at, "long", locale=locale(language))


def render(template: str, language: str, **facts: Any) -> str:
    """Return the page that *template* makes of *facts*, in *language*."""
    return _environment(language).get_template(template).render(**facts)


@functools.cache
def _environment(language: str) -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.policies["ext.i18n.trimmed"] = True
    found.install_gettext_translations(  # type: ignore[attr-defined]  # added by the extension
        catalogue(language), newstyle=True
    )
    found.globals.update(
        language=language,
        names=NAMES,
        country_code=shown_as,
        country_name=functools.partial(country_name, language=language),
        moment=functools.partial(moment, language=language),
    )
    return found
