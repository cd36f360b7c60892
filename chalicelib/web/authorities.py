"""Finding the authority to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from chalicelib import i18n
from chalicelib.domain.authorities import Kind
from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.finding import Wanted
from chalicelib.services import finder
from chalicelib.web import http, labels, records, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)

LANGUAGE: Final = re.compile(r"[a-z]{2}")
LONGEST_TEXT: Final = 200


@routes.route(
    "/api/authorities",
    "GET",
    answer=views.Authorities,
    query=("q", "country", "area", "language", "role", "care", "limit", "cursor"),
)
def find_authorities(asked: Asked) -> Answer:
    """Find authorities by words, country, legal area, language and role, best hit first."""
    if care := asked.query.get("care"):
        records.must_be_mine(care)
        return records.in_my_care(asked)
    found = finder.find(
        asked.query.get("q", "")[:LONGEST_TEXT],
        _wanted(asked.query),
        language=asked.language,
        limit=asked.limit,
        cursor=asked.cursor,
        at=asked.at,
    )
    rows = [views.row(authority, asked.language) for authority in found.page.items]
    words = i18n.catalogue(asked.language).gettext
    told = [views.Told("", words(labels.FINDER_BY_NAME))] if found.by_name_only else []
    return Answer(views.Authorities(items=rows, next=found.page.cursor, warnings=told))


def _wanted(query: Mapping[str, str]) -> Wanted:
    """Return what every hit must be; an empty wish is none."""
    country, area = query.get("country"), query.get("area")
    language, role = query.get("language"), query.get("role")
    faults = [
        Fault(f"/{name}", "not_an_option")
        for name, wish, known in (
            ("country", country, CODES),
            ("language", language, None),
            ("role", role, tuple(Kind)),
        )
        if wish and not (wish in known if known else LANGUAGE.fullmatch(wish))
    ]
    if faults:
        raise Invalid(*faults)
    return Wanted(
        country=country or None,
        area=area[:LONGEST_TEXT] if area else None,
        language=language or None,
        role=Kind(role) if role else None,
    )
