"""Files for machines: the sitemap, the file for robots, and a feed of news in each language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from xml.sax.saxutils import escape, quoteattr

from chalicelib import i18n
from sitegen.content import Article
from sitegen.pages import Page


def robots(origin: str) -> str:
    """Return robots.txt: everything may be read but what is meant for officials alone."""
    return f"User-agent: *\nDisallow: /api/\nDisallow: /*/workspace/\nSitemap: {origin}/sitemap.xml\n"


def sitemap(pages: Sequence[Page], origin: str) -> str:
    """Return the sitemap: every translated article of *pages*, with its other languages."""
    listed = [page for page in pages if page.source and not page.text_language]
    by_path: dict[str, list[Page]] = {}
    for page in listed:
        by_path.setdefault(page.path, []).append(page)
    entries = "".join(_entry(page, by_path[page.path], origin) for page in listed)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{entries}</urlset>\n'
    )


def _entry(page: Page, versions: Sequence[Page], origin: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other.language}" href="{origin}{other.url}"/>'
        for other in versions
    )
    updated = page.source.updated if page.source else ""
    return f"<url><loc>{origin}{page.url}</loc><lastmod>{updated}</lastmod>{links}</url>\n"


def atom(news: Sequence[Article], language: str, origin: str) -> str:
    """Return the feed of *news* in *language*; items without translation are in English."""
    say = i18n.catalogue(language).gettext
    home = f"{origin}/{language}/news/"
    latest = max((item.updated for item in news), default=None)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<id>{home}</id><title>{escape('IMI – ' + say('News'))}</title>"
        f'<link rel="self" href="{home}feed.xml"/><link href="{home}"/>'
        f"<author><name>IMI</name></author>"
        + (f"<updated>{_moment(latest)}</updated>" if latest else "")
        + "".join(_item(item, home) for item in in_language(news, language))
        + "</feed>\n"
    )


def in_language(news: Sequence[Article], language: str) -> list[Article]:
    """Return each of *news* once, in *language* or else in English, in the order given."""
    found = {(item.slug, item.language): item for item in news}
    slugs = dict.fromkeys(item.slug for item in news)
    return [found.get((slug, language)) or found[slug, "en"] for slug in slugs]


def _item(item: Article, home: str) -> str:
    return (
        f"<entry xml:lang={quoteattr(item.language)}><id>{home}#{item.slug}</id>"
        f"<title>{escape(item.title)}</title><link href={quoteattr(f'{home}#{item.slug}')}/>"
        f"<published>{_moment(item.published)}</published>"
        f"<updated>{_moment(item.updated)}</updated>"
        f"<summary>{escape(item.summary)}</summary></entry>\n"
    )


def _moment(day: object) -> str:
    return datetime.combine(day, time(), UTC).isoformat()  # type: ignore[arg-type]
