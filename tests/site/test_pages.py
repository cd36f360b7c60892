"""Every page exists in every language, translated or not."""

from __future__ import annotations

from datetime import date

from sitegen.content import Article
from sitegen.pages import plan


def an_article(slug: str = "cookies", language: str = "en") -> Article:
    return Article(
        slug=slug,
        language=language,
        title="Cookies",
        summary="What is kept.",
        reviewed=date(2026, 3, 2),
        body="Text.",
        file=f"content/pages/{slug}/{language}.md",
    )


def test_an_article_without_translation_is_shown_in_english():
    pages = {page.url: page for page in plan([an_article()], ["en", "de"])}

    german = pages["/de/cookies/"]
    assert (german.language, german.text_language) == ("de", "en")
    assert {"article": an_article()} == german.facts


def test_an_article_with_translation_is_shown_in_it():
    articles = [an_article(), an_article(language="de")]

    pages = {page.url: page for page in plan(articles, ["en", "de"])}

    assert pages["/de/cookies/"].text_language == ""
    assert {"article": articles[1]} == pages["/de/cookies/"].facts


def test_all_languages_have_the_same_pages():
    pages = [page for page in plan([an_article()], ["en", "de"]) if not page.root]

    german, english = ({p.path for p in pages if p.language == code} for code in ("de", "en"))
    assert german == english


def test_no_two_pages_share_an_address():
    urls = [page.url for page in plan([an_article()], ["en", "de"])]

    assert len(set(urls)) == len(urls)
