"""The countries that take part, and whom to turn to there; for everybody."""

from __future__ import annotations

from chalicelib.services import countries
from chalicelib.web import country_views, http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)

KEPT_SECONDS = 60
"""How long an answer may be kept by whoever passes it on."""


@routes.route("/api/countries", "GET", answer=country_views.Countries, public=True)
def list_countries(asked: Asked) -> Answer:
    """List the countries with their coordinators, helpdesks, courses and news."""
    found = countries.catalogue(at=asked.at)
    rows = country_views.rows(found, asked.language)
    return Answer(country_views.Countries(items=rows), kept_seconds=KEPT_SECONDS)
