"""What our Markdown has besides: labels, links to terms and pages, figures."""

from __future__ import annotations

import pytest

from sitegen.markup import faults, to_html
from sitegen.terms import Term
from tests.site.builders import an_article

TERMS = {"my_tasks": Term(key="my_tasks", words={"en": "My tasks"}, meanings={})}


def test_a_label_stands_as_it_does_on_the_screen():
    assert "Open <strong>Mine opgaver</strong>" in to_html(
        "Open **{my_tasks}**", "da", {"my_tasks": "Mine opgaver"}
    )


def test_a_link_to_a_term_leads_into_the_glossary_of_the_language():
    html = to_html("a [backup](term:backup_user)", "da")

    assert 'href="/da/glossary/#backup_user"' in html


def test_a_link_to_a_page_stays_in_the_language():
    assert 'href="/da/sending/#next"' in to_html("[so](../sending/#next)", "da")


def test_a_heading_has_the_same_place_in_every_language():
    assert '<h2 id="begin">Πρώτα βήματα</h2>' in to_html("## Πρώτα βήματα {#begin}", "el")


def test_a_year_at_the_start_of_a_sentence_begins_no_list():
    assert "<ol" not in to_html("2018\\. aastal küsiti.", "et")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Ainsi : « oui »", "Ainsi\u00a0: «\u00a0oui\u00a0»"),
        ("88 %", "88\u00a0%"),
    ],
)
def test_french_marks_do_not_stand_alone_on_a_line(source, html):
    assert html in to_html(source, "fr")
    assert source in to_html(source, "en")


def test_a_word_of_one_letter_does_not_end_a_line_in_czech():
    assert "odpověď v\u00a0termínu a\u00a0včas" in to_html("odpověď v termínu a včas", "cs")
    assert "plan B je" in to_html("plan B je", "sk")


def test_a_table_scrolls_under_the_name_of_its_heading():
    html = to_html("## Kinds {#kinds}\n\n| a | b |\n|---|---|\n| c | d |")

    assert 'class="imi-scroll" role="region" tabindex="0"' in html
    assert 'aria-labelledby="kinds"' in html


PAGES = frozenset({"", "replying/", "workspace/"})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Open {your_tasks}.", "there is no label your_tasks"),
        ("Open {My_tasks}.", "a label or a figure is not written as it should be"),
        ("A [word](term:word).", "there is no term word"),
        ("[[scenery]]", "there is no figure scenery"),
        ("See [[scene]] here.", "a label or a figure is not written as it should be"),
        ("See [this](../replyng/#send).", "there is no page replyng/"),
        ("![](/assets/scene.svg)", "an image has no alternative text"),
    ],
)
def test_what_nobody_has_is_named_with_its_line(line, message):
    article = an_article(body=f"First.\n\n{line}", first_line=10)

    assert list(faults(article, TERMS, {"scene"}, PAGES)) == [(12, message)]


def test_what_is_known_is_no_fault():
    body = (
        "## Begin {#begin}\n\n[[scene]]\n\n{my_tasks} [here](term:my_tasks) or "
        "[there](../replying/#send), [at work](../workspace/), `{any}`"
    )

    assert list(faults(an_article(body=body), TERMS, {"scene"}, PAGES)) == []
