from __future__ import annotations

import pytest

from chalicelib.domain.authorities import folded
from tests.builders import SWEDEN, a_party, an_authority


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        pytest.param("Århus", "arhus", id="Danish"),
        pytest.param("ΑΘΉΝΑ", "αθηνα", id="Greek"),
        pytest.param("ŁÓDŹ", "łodz", id="Polish"),
        pytest.param("Straße", "strasse", id="German"),
    ],
)
def test_case_and_accents_do_not_matter(typed, plain):
    assert folded(typed) == plain


def test_a_title_falls_back_to_the_official_name():
    assert a_party(titles={"da": "Titel"}).title("da") == "Titel"
    assert a_party(titles={}, name="Navn").title("da") == "Navn"


def test_an_authority_is_found_by_every_name_and_its_city():
    text = an_authority(party=a_party(name="Myndighed", titles={"el": "Αρχή"}), city="Århus")

    assert {"myndighed", "αρχη", "arhus"} <= set(text.search_text.split())


def test_what_is_looked_for_is_found_in_name_and_titles():
    found = a_party(SWEDEN).search_text

    assert found == "halsoverket swedish health authority"
