"""Turning pages into HTML, with one Jinja environment for each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from chalicelib import i18n, register_words, status_words
from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import shown_as, wording
from sitegen import drawings, emails, feeds, lessons, life, markup, menu, registers, series
from sitegen.content import Article
from sitegen.pages import SCREENS, Page
from sitegen.report import Report
from sitegen.sources import Sources
from sitegen.terms import Term

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
FIGURES: Final = frozenset(path.stem for path in TEMPLATES.glob("figures/*.html"))
"""What a line ``[[name]]`` in an article may ask for."""

TAGS: Final = re.compile(r"<[^>]*>")
HEADING: Final = re.compile(r'<h2 id="([a-z-]+)">(.*?)</h2>')


class Compiled(BytecodeCache):
    """Compiles each template once for all languages: what differs comes when it is rendered."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the two copies of the system that the pages may belong to."""

    training: bool = False
    """Whether nothing on it is real; every page then says so, without script too."""
    other: str = ""
    """Where the other one stands, without a slash at its end; empty if nobody has said."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article, from one heading of level 2 to the next."""

    id: str
    title: Markup
    body: Markup


def render(
    pages: Sequence[Page],
    sources: Sources,
    assets: Mapping[str, str],
    *,
    origin: str,
    report: Report,
    guides: bool,
    stage: Stage,
) -> dict[str, str]:
    """
    Return the HTML of *pages* by address.

    Args:
        pages: Every page of the site.
        sources: What they are made of.
        assets: The address of each asset by its name.
        origin: Where the site will stand, ``https://imi.example``; without a slash at its end.
        report: What is translated, for the page that tells.
        guides: Whether there are PDFs of the quick guide to link to.
        stage: Of which stage the pages are.
    """
    texts, compiled = Texts(sources.terms), Compiled()
    environments = {
        language: environment(language, sources, assets, texts, compiled)
        for language in i18n.LANGUAGES
    }
    for env in environments.values():
        env.globals |= {"origin": origin, "report": report, "guides": guides, "stage": stage}
    for language, env in environments.items():
        env.globals["emails"] = partial(emails.groups, language, sources.areas, origin)
    translated: dict[str, list[str]] = {}
    for page in pages:
        if not page.root and not page.text_language:
            translated.setdefault(page.path, []).append(page.language)
    return {
        page.url: environments[page.language]
        .get_template(page.template)
        .render(
            page.facts,
            page=page,
            translated=translated.get(page.path, ()),
        )
        for page in pages
    }


def environment(
    language: str,
    sources: Sources,
    assets: Mapping[str, str],
    texts: Texts,
    compiled: BytecodeCache,
) -> Environment:
    """Return the environment in which the pages of *language* are rendered."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=compiled,
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
        "day": partial(format_date, format="long", locale=i18n.locale(language)),
        "spaced": lambda text, other=language: markup.spaced(text, other),
        "plain": plain,
        "parts": lambda text: list(parts(text)),
    }
    env.globals |= {
        "languages": sorted(i18n.LANGUAGES),
        "names": i18n.NAMES,
        "screens": SCREENS,
        "asset": assets.__getitem__,
        "in_language": in_language,
        "menu": menu,
        "sources": sources,
        "text_of": partial(text_of, env, texts),
        "article_of": cache(partial(article_of, sources)),
        "label": lambda key: series.label(key, language, sources.terms),
        "said": lambda value, unit: drawings.said(value, unit, language),
        "life": life,
        "wording": lambda texts: wording(texts, language),
        "countries": lambda: countries(sources, language),
        "glossary": lambda: glossary(sources, language),
        "lessons": lessons.by_role(sources.lessons),
        "answers": register_words.ANSWERS,
        "by_answer": registers.by_answer,
        "register_languages": lambda found: registers.languages(found, language),
        "register_row": lambda register: registers.row(register, sources.directory, language),
        "register_places": registers.places,
        "registers_use": registers.used,
        "parts_of_system": lambda: [
            (part.value, i18n.catalogue(language).gettext(label))
            for part, label in status_words.PARTS.items()
        ],
        "language_name": lambda code: i18n.language_names(language).get(code, code),
        "area_titles": lambda codes: area_titles(sources, codes, language),
        "profession_names": lambda codes: profession_names(sources, codes, language),
        "registers": lambda: registers.groups(sources.directory, language),
        "news": lambda: feeds.in_language(sources.news, language),
    }
    return env


def area_titles(sources: Sources, codes: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Return the legal areas *codes* with their titles, in the order of the alphabet."""
    titles = {area.code: area.title(language) for area in sources.areas}
    return _ordered(((code, titles[code]) for code in codes), language)


def profession_names(
    sources: Sources, codes: Iterable[str], language: str
) -> list[tuple[str, str]]:
    """Return the professions *codes* with their names, in the order of the alphabet."""
    return _ordered(((code, sources.professions[code][language]) for code in codes), language)


def _ordered(named: Iterable[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    return sorted(named, key=lambda pair: sort_key(pair[1], language))


def text_of(env: Environment, texts: Texts, article: Article, page: Page) -> Markup:
    """Return the body of *article* as HTML, with the figures that it asks for."""

    def figure(found: re.Match[str]) -> str:
        name = found[1]
        return env.get_template(f"figures/{name}.html").render(page=page, figure=name)

    html = markup.FIGURE_HTML.sub(figure, texts.html(article))
    if page.text_language:
        # What it leads to may be there in the reader's language.
        html = html.replace(f'href="/{article.language}/', f'href="/{page.language}/')
    return Markup(html)  # noqa: S704 - both are escaped


class Texts:
    """The bodies of articles as HTML, each made once for all languages that fall back to it."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms
        self._made: dict[Article, Markup] = {}

    def html(self, article: Article) -> Markup:
        """Return the body of *article*; its figures are still lines in brackets."""
        if article not in self._made:
            labels = {
                key: sentence(term.words[article.language]) for key, term in self._terms.items()
            }
            self._made[article] = markup.to_html(article.body, article.language, labels)
        return self._made[article]


def article_of(sources: Sources, slug: str, language: str) -> Article:
    """Return the page *slug* in *language*, or in English where it is not translated."""
    found = {a.language: a for a in sources.articles if a.slug == slug}
    return found.get(language) or found["en"]


def parts(html: Markup) -> Iterator[Part]:
    """Yield the parts of an article's *html*; what stands before the first heading is left out."""
    pieces = HEADING.split(html)
    for place in range(1, len(pieces), 3):
        name, title, body = pieces[place : place + 3]
        yield Part(name, Markup(title), Markup(body))  # noqa: S704 - pieces of checked HTML


def countries(sources: Sources, language: str) -> list[dict[str, Any]]:
    """Return the countries in the order of the alphabet of *language*, with their names in it."""
    rows = [
        {
            "country": each,
            "name": i18n.country_name(each.code, language),
            "code": shown_as(each.code),
        }
        for each in sources.countries
    ]
    return sorted(rows, key=lambda row: sort_key(str(row["name"]), language))


def glossary(sources: Sources, language: str) -> list[dict[str, Any]]:
    """Return the words that have a meaning, in the order of the alphabet of *language*."""
    rows = [
        {
            "term": term,
            "word": term.words[language],
            "meaning": term.meanings.get(language) or term.meanings["en"],
            "meaning_language": language if language in term.meanings else "en",
        }
        for term in sources.terms.values()
        if term.meanings
    ]
    return sorted(rows, key=lambda row: sort_key(row["word"], language))


def plain(html: Markup) -> str:
    """Return *html* without its tags, and with the spaces that it has."""
    return unescape(TAGS.sub("", html))


def sentence(text: str) -> str:
    """Return *text* with a capital at its start, as a title is written."""
    return text[:1].upper() + text[1:]


def in_language(language: str) -> Callable[[str], str]:
    """Return the translator into *language*, for pages that speak several."""
    return i18n.catalogue(language).gettext
