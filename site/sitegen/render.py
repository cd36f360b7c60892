"""Turning pages into HTML, with one Jinja environment for each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import markdown
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chalicelib import i18n
from sitegen.pages import SCREENS, Page

TEMPLATES = Path(__file__).parent.parent / "templates"


def render(pages: Sequence[Page], assets: Mapping[str, str]) -> dict[str, str]:
    """Return the HTML of *pages* by address; *assets* gives the address of each asset."""
    environments = {language: environment(language, assets) for language in i18n.LANGUAGES}
    translated: dict[str, list[str]] = {}
    for page in pages:
        if not page.root and not page.text_language:
            translated.setdefault(page.path, []).append(page.language)
    return {
        page.url: environments[page.language]
        .get_template(page.template)
        .render(page.facts, page=page, translated=translated.get(page.path, ()))
        for page in pages
    }


def environment(language: str, assets: Mapping[str, str]) -> Environment:
    """Return the environment in which the pages of *language* are rendered."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(  # type: ignore[attr-defined]
        i18n.catalogue(language), newstyle=True
    )
    env.filters |= {
        "sentence": sentence,
        "to_html": to_html,
        "day": partial(format_date, format="long", locale=i18n.locale(language)),
    }
    env.globals |= {
        "languages": sorted(i18n.LANGUAGES),
        "names": i18n.NAMES,
        "screens": SCREENS,
        "asset": assets.__getitem__,
        "in_language": in_language,
    }
    return env


def sentence(text: str) -> str:
    """Return *text* with a capital at its start, as a title is written."""
    return text[:1].upper() + text[1:]


def in_language(language: str) -> Callable[[str], str]:
    """Return the translator into *language*, for pages that speak several."""
    return i18n.catalogue(language).gettext


def to_html(source: str) -> Markup:
    """Return Markdown as HTML; HTML within it comes out as text."""
    reader = markdown.Markdown(extensions=["tables", "toc"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return Markup(reader.convert(source))  # noqa: S704 - built from escaped text
