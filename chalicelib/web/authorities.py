"""Finding the authority to ask."""

from __future__ import annotations

import re
from typing import Final

from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import Fault, Invalid, NotFound
from chalicelib.services import authorities
from chalicelib.web import http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)

ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
LONGEST_TEXT: Final = 200


@routes.route(
    "/api/authorities",
    "GET",
    answer=views.Authorities,
    query=("q", "country", "area", "limit", "cursor"),
)
def find_authorities(asked: Asked) -> Answer:
    """Find authorities by name, country and legal area."""
    country, area = asked.query.get("country"), asked.query.get("area")
    if country and country not in CODES:
        raise Invalid(Fault("/country", "not_an_option"))
    page = authorities.find(
        text=asked.query.get("q", "")[:LONGEST_TEXT],
        country=country or None,
        area=area[:LONGEST_TEXT] if area else None,
        limit=asked.limit,
        cursor=asked.cursor,
    )
    rows = [views.row(authority, asked.language) for authority in page.items]
    return Answer(views.Authorities(items=rows, next=page.cursor))


@routes.route("/api/authorities/{id}", "GET", answer=views.AuthorityRecord)
def read_authority(asked: Asked, id: str) -> Answer:
    """Read the record of an authority."""
    if not ID.fullmatch(id):
        raise NotFound
    authority = authorities.read(id)
    return Answer(views.record(authority, asked.language), version=authority.version)
