"""Every text that a person sees exists in every language, whole and in our own words."""

from __future__ import annotations

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from chalicelib import i18n
from infra import texts
from sitegen import texts as of_the_site

from . import catalogues

TRANSLATED = i18n.LANGUAGES[1:]


@pytest.fixture(scope="module")
def template() -> Catalog:
    return texts.extract()


def test_the_template_is_current(template):
    assert texts.TEMPLATE.read_bytes() == texts.as_template(template), "run `make texts`"


def test_what_waits_for_translation_is_still_in_use(template):
    assert catalogues.waiting() <= {catalogues.singular(message) for message in template}


def test_the_workspace_gets_every_text_of_its_scripts():
    found = {
        text
        for script in sorted(texts.ROOT.glob("site/assets/js/**/*.js"))
        for _, text in texts.javascript.texts(script.read_text("utf-8"))
    }

    assert set(of_the_site.messages(texts.ROOT / "site/assets/js")) == found


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_whole(language, template):
    catalog = texts.read(language)

    assert list(catalogues.faults(language, catalog, template)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_labels_are_the_words_of_the_list_of_terms(language):
    catalog = texts.read(language)
    labels = texts.labels(language)
    said = {
        message.id: message.string
        for message in catalog
        if message.id in labels and message.string
    }

    assert said == {label: labels[label] for label in said}


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        pytest.param("", "is not translated", id="empty"),
        pytest.param("Dear {name}", "is still English", id="English"),
        pytest.param("Kære", "has other placeholders: 'Kære'", id="placeholder lost"),
        pytest.param(
            "Kære {navn}", "has other placeholders: 'Kære {navn}'", id="placeholder translated"
        ),
        pytest.param(
            "Kære <b>{name}</b>", "has other tags: 'Kære <b>{name}</b>'", id="tag added"
        ),
        pytest.param(
            "Kære {name} ",
            "begins or ends with other white space: 'Kære {name} '",
            id="white space added",
        ),
    ],
)
def test_a_broken_translation_is_named(translation, fault):
    catalog = a_catalogue(f'msgid "Dear {{name}}"\nmsgstr "{translation}"')

    assert list(catalogues.faults("da", catalog, catalog)) == [f"'Dear {{name}}' {fault}"]


def test_a_plural_needs_every_form_of_its_language():
    catalog = a_catalogue(
        'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "en dag"\nmsgstr[1] ""'
    )

    assert list(catalogues.faults("da", catalog, catalog)) == [
        "'{count} day' is not translated"
    ]


def test_the_form_for_one_may_do_without_the_number():
    catalog = a_catalogue(
        'msgid "{count} day"\nmsgid_plural "{count} days"\n'
        'msgstr[0] "en dag"\nmsgstr[1] "{count} dage"'
    )

    assert list(catalogues.faults("da", catalog, catalog)) == []


def a_catalogue(entries: str) -> Catalog:
    return read_po(io.BytesIO(entries.encode()), "da")
