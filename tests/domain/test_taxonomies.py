from __future__ import annotations

from chalicelib.domain.taxonomies import CODES, COMPETENCES, PROFESSIONS, Taxonomy


def test_a_taxonomy_says_its_terms_by_code_and_language():
    taxonomy = Taxonomy(code=PROFESSIONS, version=1, terms={"nurse": {"en": "Nurse"}})

    assert taxonomy.terms["nurse"]["en"] == "Nurse"
    assert set(CODES) == {COMPETENCES, PROFESSIONS}
