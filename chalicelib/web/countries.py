"""The countries that take part, and whom to turn to there; kept by their coordinators."""

from __future__ import annotations

from chalicelib.domain.errors import VersionMissing
from chalicelib.services import countries
from chalicelib.web import country_bodies, country_views, http
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


@routes.route("/api/countries/{country}", "GET", answer=country_views.CountryRecord)
def read_country(asked: Asked, country: str) -> Answer:
    """Read all that is told of a country, with its titles in every language."""
    found, version = countries.read(country)
    return Answer(country_views.record(found, version, asked.language), version=version)


@routes.route(
    "/api/countries/{country}",
    "PATCH",
    body=country_bodies.CountryFields,
    answer=country_views.CountryRecord,
)
def change_country(asked: Asked, country: str) -> Answer:
    """Change what is told of a country (JSON Merge Patch); its national coordinator does."""
    if asked.version is None:
        raise VersionMissing
    found, version = countries.edit(
        country,
        lambda before: country_bodies.edit(before, asked.raw),
        version=asked.version,
        by=asked.official,
        at=asked.at,
    )
    return Answer(country_views.record(found, version, asked.language), version=version)
