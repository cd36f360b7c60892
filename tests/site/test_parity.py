"""A translation that lost something of the English is not built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.parity import faults
from tests.site.builders import an_article

ENGLISH = """## Begin {#begin}

Open **{my_tasks}**, see [this](../sending/) and [that](term:reply).

- one
- two

1. first
2. second

| a | b |
|---|---|

> Said.

[[scene]]
"""


def complaints(body: str) -> list[str]:
    translated = body.replace("see [this]", "se [dette]")
    danish = an_article(language="da", body=translated, summary="Hvad der gemmes.")
    articles = [an_article(body=ENGLISH), danish]
    return [str(fault) for fault in faults(articles)]


def test_other_words_in_the_same_form_are_a_translation():
    assert complaints(ENGLISH.replace("Begin", "Begynd").replace("one", "en")) == []


@pytest.mark.parametrize(
    ("lost", "found", "what"),
    [
        ("## Begin {#begin}", "## Begynd {#begynd}", "headings differ"),
        ("(../sending/)", "(../replying/)", "links differ"),
        ("{my_tasks}", "Mine opgaver", "labels differ"),
        ("[[scene]]", "", "figures differ"),
        ("- two\n", "", "points of lists differ"),
        ("2. second\n", "", "numbered points differ"),
        ("|---|---|\n", "", "rows of tables differ"),
        ("> Said.", "Sagt.", "quotations differ"),
        ("**{my_tasks}**", "{my_tasks}", "emphasis differ"),
        ("1. first", "Something more.\n\n1. first", "paragraphs differ"),
    ],
)
def test_what_was_lost_is_named_with_file_and_line(lost, found, what):
    named = complaints(ENGLISH.replace(lost, found))

    assert [one for one in named if one.startswith(f"content/pages/cookies/da.md:1: {what}")]


def test_a_translation_that_is_still_english_is_refused_with_its_line():
    english = an_article(body="Short.\n\nThis is a long sentence that somebody forgot.")
    danish = replace(english, language="da", file="da.md", first_line=10)

    assert [str(fault) for fault in faults([english, danish])] == [
        "da.md:1: the summary is still English",
        "da.md:12: this is still English",
    ]


def test_a_page_without_its_english_original_is_refused():
    found = [str(fault) for fault in faults([an_article(language="da")])]

    assert found == ["content/pages/cookies/da.md:1: the page has no English original"]


def test_every_heading_can_be_linked_to():
    (fault,) = faults([an_article(body="Text.\n\n## Begin", first_line=10)])

    assert str(fault) == "content/pages/cookies/en.md:12: a heading has no {#id}"
