"""Nothing is published that leads nowhere or that somebody cannot perceive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.checks import faults
from sitegen.content import parse
from sitegen.pages import Page

HERE = Page(path="a/", language="en", template="a.html")
THERE = Page(path="b/", language="en", template="b.html")
ASSETS = frozenset({"/assets/imi.1.css"})
ORIGIN = "https://imi.example"


def html(page: Page, body: str) -> str:
    return (
        f'<html lang="{page.language}">\n'
        f'<link rel="alternate" hreflang="{page.language}" href="{page.url}">'
        f'<link rel="alternate" hreflang="x-default" href="{page.url}">\n<h1>A</h1>\n{body}</html>'
    )


def complaints(body: str, page: Page = HERE) -> list[str]:
    found = faults(
        [page, THERE],
        {page.url: html(page, body), THERE.url: html(THERE, '<p id="here">')},
        ASSETS,
        ORIGIN,
    )
    return [str(fault) for fault in found]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="../b/">',
        '<a href="/en/b/#here">',
        '<a href="#x"></a><p id="x">',
        '<a href="/en/b/?number=1">',
        '<a href="https://x.example/">',
        '<link rel="canonical" href="https://imi.example/en/b/">',
        '<a href="mailto:x@y.example">',
        '<link href="/assets/imi.1.css">',
        '<img src="/assets/imi.1.css" alt="">',
        "<h2>B</h2><h3>C</h3><h2>D</h2>",
        '<a href="/en/b/" hreflang="en" lang="en">',
    ],
)
def test_a_sound_page_has_no_faults(body):
    assert complaints(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="../c/">', "dead link to ../c/"),
        ('<a href="/da/b/">', "dead link to /da/b/"),
        ('<a href="https://imi.example/en/c/">', "dead link to https://imi.example/en/c/"),
        ('<video poster="/assets/old.webp"></video>', "dead link to /assets/old.webp"),
        ('<a href="#x">', "no such place on that page: #x"),
        ('<a href="../b/#there">', "no such place on that page: ../b/#there"),
        ('<script src="/assets/old.js"></script>', "dead link to /assets/old.js"),
        ('<img src="/assets/imi.1.css">', "no alternative text: /assets/imi.1.css"),
        ('<a href="javascript:go()">', "no link of ours leads to javascript:go()"),
        ('<a href="//evil.example/">', "no link of ours leads to //evil.example/"),
        ('<img src="https://x.example/a.png" alt="">', "no link of ours leads to https://x"),
        ("<svg></svg>", "an svg is neither hidden nor an image with a name"),
        ("<h3>C</h3>", "h3 follows h1"),
        ("<h1>B</h1>", "there is a second h1"),
        ('<p id="x"><p id="x">', "the id stands twice: x"),
        ('<p style="color: red">', "<p> has the attribute style"),
        ('<p onclick="go()">', "<p> has the attribute onclick"),
        ("<script>go()</script>", "inline <script>"),
        ('<p lang="">', "<p> has an empty lang"),
        ('<a href="/en/b/" hreflang="en">', "a link names its language"),
    ],
)
def test_a_fault_is_named_with_file_line_and_page(body, message):
    (complaint,) = complaints(body)

    assert complaint.startswith("site/templates/a.html:4: /en/a/: ")
    assert message in complaint


def test_a_page_says_its_own_language():
    page = replace(HERE, language="da")
    wrong = html(page, "").replace('lang="da">\n', 'lang="en">\n')

    found = faults([page], {page.url: wrong}, frozenset(), ORIGIN)

    assert [fault.message for fault in found] == ["/da/a/: the page's lang is not da but en"]


def test_a_page_names_its_translations_and_a_default():
    found = faults([HERE], {HERE.url: '<html lang="en"><h1>A</h1>'}, frozenset(), ORIGIN)

    assert sum("hreflang" in fault.message for fault in found) == 2


def test_a_dead_link_in_content_is_traced_to_the_line_of_its_source():
    source = parse(
        "---\ntitle: A\nsummary: B\nowner: C\npublished: 2026-03-02\nupdated: 2026-03-02\n"
        "next_review: 2027-03-02\n---\nFirst.\n\n[gone](../gone/)\n",
        slug="a",
        language="en",
        file="content/pages/a/en.md",
    )

    (complaint,) = complaints('<a href="../gone/">', replace(HERE, source=source))

    assert complaint == "content/pages/a/en.md:11: /en/a/: dead link to ../gone/"
