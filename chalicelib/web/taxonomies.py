"""The words for competences and professions, for forms and filters."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import wording
from chalicelib.domain.taxonomies import Taxonomy
from chalicelib.services import taxonomies
from chalicelib.web import http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


class TermView(Struct):
    """One term of a taxonomy."""

    code: str
    text: str
    language: str
    """Language code of *text*."""


class TaxonomyView(Struct):
    """A taxonomy, its terms in the order of the reader's alphabet."""

    code: str
    version: int
    terms: list[TermView]


class Taxonomies(Struct):
    """All taxonomies."""

    items: list[TaxonomyView]
    next: None = None


@routes.route("/api/taxonomies", "GET", answer=Taxonomies)
def list_taxonomies(asked: Asked) -> Answer:
    """List the competences and professions that an authority's record may name."""
    found = taxonomies.catalogue(at=asked.at)
    items = [_view(each, asked.language) for _, each in sorted(found.items())]
    return Answer(Taxonomies(items=items))


def _view(taxonomy: Taxonomy, language: str) -> TaxonomyView:
    terms = []
    for code, words in taxonomy.terms.items():
        said_in, text = wording(words, language)
        terms.append(TermView(code=code, text=text, language=said_in))
    terms.sort(key=lambda term: sort_key(term.text, language))
    return TaxonomyView(code=taxonomy.code, version=taxonomy.version, terms=terms)
