from __future__ import annotations

import pytest

from chalicelib.domain import countries
from chalicelib.domain.countries import CODES, Contact, shown_as, wording
from tests.builders import a_country


def test_thirty_countries_take_part():
    assert len(CODES) == len(set(CODES)) == 30
    assert list(CODES) == sorted(CODES)


def test_people_see_the_codes_of_european_institutions():
    assert (shown_as("GR"), shown_as("DK")) == ("EL", "DK")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            {"da": "Kursus", "en": "Course", "pt": "Curso"}, ("pt", "Curso"), id="own"
        ),
        pytest.param({"da": "Kursus", "en": "Course"}, ("en", "Course"), id="else English"),
        pytest.param({"da": "Kursus", "sv": "Kurs"}, ("da", "Kursus"), id="else the first"),
    ],
)
def test_a_reader_gets_the_best_wording(texts, expected):
    assert wording(texts, "pt") == expected


@pytest.mark.parametrize(
    ("contact", "founded"),
    [
        pytest.param(Contact(), True, id="nothing is known"),
        pytest.param(Contact(name="Kontoret", language="da"), True, id="a name to be checked"),
        pytest.param(
            Contact(confirmed=True, source="a page"), True, id="confirmed by a source"
        ),
        pytest.param(Contact(confirmed=True), False, id="confirmed by nobody"),
        pytest.param(Contact(website="https://kontoret.example"), False, id="a website"),
        pytest.param(Contact(email="office@kontoret.example"), False, id="an e-mail address"),
        pytest.param(Contact(phone="+45 00 00 00 00"), False, id="a phone number"),
        pytest.param(Contact(phone="+45 00 00 00 00", source="a page"), True, id="a known one"),
    ],
)
def test_what_is_claimed_rests_on_a_source(contact, founded):
    assert contact.founded is founded


def test_a_country_is_the_same_after_it_was_written_down():
    country = a_country("DK")

    assert countries.from_plain(countries.as_plain(country)) == country
    assert countries.as_plain(country)["courses"][0]["starts_on"] == "2026-05-04"
    assert countries.as_plain(country)["news"][0]["published_on"] == "2026-03-02"
