"""Legal areas and what may be asked in them."""

from __future__ import annotations

from chalicelib.domain.errors import NotFound
from chalicelib.services import areas
from chalicelib.web import area_views, http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


@routes.route("/api/areas", "GET", answer=area_views.Areas)
def list_areas(asked: Asked) -> Answer:
    """List the legal areas, mine marked."""
    by = asked.official
    rows = [area_views.row(each, by, asked.language) for each in areas.catalogue(at=asked.at)]
    return Answer(area_views.Areas(items=sorted(rows, key=lambda row: row.title)))


@routes.route("/api/areas/{area}", "GET", answer=area_views.AreaView, query=("version",))
def read_area(asked: Asked, area: str) -> Answer:
    """Read what may be asked in a legal area."""
    wanted = asked.query.get("version")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 5):
        raise NotFound
    current = areas.current_version(area, at=asked.at)
    words = areas.read(area, int(wanted) if wanted else current, language=asked.language)
    return Answer(area_views.area(*words, asked.official, asked.language))
