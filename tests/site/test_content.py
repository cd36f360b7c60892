"""Texts of content/ are Markdown with front matter, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.content import Article, parse
from sitegen.faults import SiteError
from sitegen.markup import to_html

HEAD = """---
title: Cookies
summary: What is kept.
owner: editors
published: 2026-03-01
updated: 2026-03-02
next_review: 2027-03-02
---
"""


def parsed(text: str) -> Article:
    return parse(text, slug="cookies", language="en", file="content/pages/cookies/en.md")


def test_an_article_knows_its_front_matter_and_where_its_text_begins():
    article = parsed(HEAD + "\nFirst.\n")

    assert ("Cookies", date(2026, 3, 2)) == (article.title, article.updated)
    assert article.line_of("First") == 10


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("No head", "front matter between", id="no front matter"),
        pytest.param(HEAD.replace("title: Cookies\n", ""), "title", id="a key is missing"),
        pytest.param(
            HEAD.replace("---\n", "---\nauthor: me\n", 1), "author", id="an unknown key"
        ),
        pytest.param(HEAD.replace("2026-03-02", "[", 1), "expected", id="no YAML"),
        pytest.param(HEAD.replace("2026-03-02", "soon", 1), "updated is no date", id="no date"),
        pytest.param(HEAD.replace("editors", "", 1), "owner is no str", id="empty"),
    ],
)
def test_faulty_front_matter_is_named_with_its_file(text, message):
    with pytest.raises(SiteError, match=r"content/pages/cookies/en\.md:\d+: .*" + message):
        parsed(text)


@pytest.mark.parametrize(
    "line", ["<b>bold</b>", "a <script>alert(1)</script>", "<!-- aside -->", "</div>"]
)
def test_html_in_content_is_refused_with_its_line(line):
    with pytest.raises(SiteError, match=r"en\.md:10: HTML is not allowed"):
        parsed(HEAD + "\n" + line)


@pytest.mark.parametrize("line", ["3 < 4", "`<b>`", "<https://eur-lex.europa.eu>", "    <b>"])
def test_what_only_looks_like_html_is_accepted(line):
    assert parsed(HEAD + line).body == line


@pytest.mark.parametrize("line", ['a "quotation"', "it's", '- a point: "so"'])
def test_straight_quotation_marks_are_refused_with_their_line(line):
    with pytest.raises(SiteError, match=r"en\.md:10: the language has quotation marks"):
        parsed(HEAD + "\n" + line)


def test_html_that_slipped_through_comes_out_as_text():
    assert "<script>" not in to_html("<script>alert(1)</script>")
