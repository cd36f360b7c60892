"""The words for what authorities are competent for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from chalicelib.domain.records import Known
from chalicelib.domain.taxonomies import COMPETENCES, PROFESSIONS, Taxonomy
from chalicelib.services import areas
from chalicelib.storage import taxonomies as storage


def catalogue(*, at: datetime) -> Mapping[str, Taxonomy]:
    """Return the published taxonomies, by code."""
    return storage.catalogue(at)


def known(languages: Collection[str], *, at: datetime) -> Known:
    """Return the codes that a record may use in this stage; *languages* are those of texts."""
    found = storage.catalogue(at)
    terms = {code: frozenset(taxonomy.terms) for code, taxonomy in found.items()}
    return Known(
        languages=languages,
        competences=terms.get(COMPETENCES, frozenset()),
        professions=terms.get(PROFESSIONS, frozenset()),
        areas=frozenset(each.code for each in areas.catalogue(at=at)),
    )
