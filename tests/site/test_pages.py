"""Every page exists in every language, translated or not."""

from __future__ import annotations

from sitegen.pages import plan
from tests.site.builders import an_article


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


def test_the_article_called_home_is_the_start_of_its_language():
    pages = {page.url: page for page in plan([an_article("home")], ["en", "de"])}

    assert pages["/de/"].template == "home.html"
    assert "/de/home/" not in pages


def test_all_languages_have_the_same_pages():
    pages = [page for page in plan([an_article()], ["en", "de"]) if not page.root]

    german, english = ({p.path for p in pages if p.language == code} for code in ("de", "en"))
    assert german == english


def test_no_two_pages_share_an_address():
    urls = [page.url for page in plan([an_article()], ["en", "de"])]

    assert len(set(urls)) == len(urls)
