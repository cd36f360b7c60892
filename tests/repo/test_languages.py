from __future__ import annotations

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import i18n


def test_there_are_24_languages_and_texts_are_written_in_english():
    assert len(i18n.LANGUAGES) == 24
    assert i18n.LANGUAGES[0] == "en"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_language_has_a_catalogue(language):
    assert isinstance(i18n.catalogue(language), gettext.NullTranslations)


def test_an_unknown_language_has_none():
    with pytest.raises(FileNotFoundError):
        i18n.catalogue("xx")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("da", "da", id="one of ours"),
        pytest.param("DE-at", "de", id="a variant of ours"),
        pytest.param("en;q=0.5, fi", "fi", id="the higher wish first"),
        pytest.param("no, nb;q=0.9, sv;q=0.8", "sv", id="the first that we have"),
        pytest.param("pt;q=0, el;q=0.1", "el", id="zero means never"),
        pytest.param("*", "mt", id="any"),
        pytest.param("en;q=nan, fr;q=5, et;q=0.1", "et", id="nonsense counts for nothing"),
        pytest.param("", "mt", id="empty"),
        pytest.param(None, "mt", id="no header"),
        pytest.param("xx," * 400 + "da", "mt", id="too long to be read to its end"),
    ],
)
def test_the_reader_gets_the_language_asked_for(header, expected):
    assert i18n.negotiate(header, default="mt") == expected


@given(st.text())
def test_whatever_a_browser_sends_the_answer_is_a_language_of_ours(header):
    assert i18n.negotiate(header) in i18n.LANGUAGES
