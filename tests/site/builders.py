"""Valid things of the site, of which a test states only what matters."""

from __future__ import annotations

from datetime import date

from sitegen.content import Article


def an_article(slug: str = "cookies", language: str = "en", **facts: object) -> Article:
    """Return a page that has nothing wrong with it."""
    made: dict[str, object] = {
        "slug": slug,
        "language": language,
        "title": "Cookies",
        "summary": "What is kept.",
        "owner": "editors",
        "published": date(2026, 3, 2),
        "updated": date(2026, 3, 2),
        "next_review": date(2027, 3, 2),
        "body": "Text.",
        "file": f"content/pages/{slug}/{language}.md",
    }
    return Article(**made | facts)  # type: ignore[arg-type]
