from __future__ import annotations

from chalicelib.domain.taxonomies import (
    CODES,
    COMPETENCES,
    PROFESSIONS,
    Taxonomy,
    words_by_code,
)


def test_a_taxonomy_says_its_terms_by_code_and_language():
    taxonomy = Taxonomy(code=PROFESSIONS, version=1, terms={"nurse": {"en": "Nurse"}})

    assert taxonomy.terms["nurse"]["en"] == "Nurse"
    assert set(CODES) == {COMPETENCES, PROFESSIONS}


def test_the_words_of_several_taxonomies_are_found_by_code():
    professions = Taxonomy(
        code=PROFESSIONS, version=1, terms={"nurse": {"en": "Nurse", "sv": "Sjuksköterska"}}
    )
    competences = Taxonomy(code=COMPETENCES, version=1, terms={"tourism": {"en": "Tourism"}})

    assert words_by_code([competences, professions]) == {
        "tourism": ("Tourism",),
        "nurse": ("Nurse", "Sjuksköterska"),
    }
