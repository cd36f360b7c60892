"""What machines read: sitemap, robots, feed."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from sitegen.feeds import atom, robots, sitemap
from sitegen.pages import plan
from tests.site.builders import an_article

ORIGIN = "https://imi.example"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_lists_each_translated_page_with_its_other_languages():
    pages = plan([an_article(), an_article(language="da")], ["en", "da", "fi"])

    urls = ET.fromstring(sitemap(pages, ORIGIN)).findall(f"{SITEMAP}url")

    assert [url.findtext(f"{SITEMAP}loc") for url in urls] == [
        "https://imi.example/en/cookies/",
        "https://imi.example/da/cookies/",
    ]
    assert all(len(url) == 4 for url in urls)


def test_robots_are_led_to_the_sitemap_and_kept_out_of_the_workspace():
    assert "Disallow: /*/workspace/" in robots(ORIGIN)
    assert "Sitemap: https://imi.example/sitemap.xml" in robots(ORIGIN)


def test_the_feed_falls_back_to_english_and_says_so():
    news = [
        an_article("2026-05-02-b", title="B & C", updated=date(2026, 5, 2)),
        an_article("2026-03-02-a", language="da", title="A på dansk"),
        an_article("2026-03-02-a", title="A"),
    ]

    feed = ET.fromstring(atom(news, "da", ORIGIN))

    language = "{http://www.w3.org/XML/1998/namespace}lang"
    entries = feed.findall(f"{ATOM}entry")
    assert [(one.get(language), one.findtext(f"{ATOM}title")) for one in entries] == [
        ("en", "B & C"),
        ("da", "A på dansk"),
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-05-02T00:00:00+00:00"
