from __future__ import annotations

import pytest

from chalicelib.domain.alphabets import sort_key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("bg", "Ирландия Италия Йемен", id="Bulgarian"),
        pytest.param("cs", "Cypr Česko Dánsko Hory Chorvatsko Irsko", id="Czech"),
        pytest.param("da", "Zambia Ægypten Østrig Ålandsøerne", id="Danish"),
        pytest.param("de", "Osten Österreich Polen", id="German"),
        pytest.param("et", "Soome Šveits Zambia Taani Ungari Õhtu Ülem", id="Estonian"),
        pytest.param("fr", "Espagne Estonie États Finlande", id="French"),
        pytest.param("hu", "Cukor Csehország Dánia Dzsungel", id="Hungarian"),
        pytest.param("lt", "Kipras Lydija Lietuva Nyderlandai Norvegija", id="Lithuanian"),
        pytest.param("mt", "Belġju Ċipru Cetta Finlandja Ġermanja Greċja", id="Maltese"),
        pytest.param("pl", "Luksemburg Łotwa Malta Świat Tonga", id="Polish"),
        pytest.param("sv", "Ungern Åland Ängland Österrike", id="Swedish"),
    ],
)
def test_words_stand_in_the_order_of_the_readers_alphabet(language, words):
    mixed = words.split()[::-1]

    mixed.sort(key=lambda word: sort_key(word, language))

    assert mixed == words.split()


def test_an_accent_counts_only_between_words_that_are_otherwise_equal():
    assert sort_key("Élan", "fr")[0] == sort_key("elan", "fr")[0]
    assert sort_key("elan", "fr") < sort_key("Élan", "fr")


def test_both_apostrophes_stand_at_the_same_place():
    assert sort_key("t’Isfel", "mt") == sort_key("t'Isfel", "mt")
