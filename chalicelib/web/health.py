"""Whether the system is up."""

from __future__ import annotations

from chalicelib.config import settings
from chalicelib.domain.deadlines import local_day
from chalicelib.web import http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


@routes.route("/api/health", "GET", answer=views.Health, public=True)
def health(asked: Asked) -> Answer:
    """Say that the system is up, which version it is, and what time it is there."""
    return Answer(
        views.Health(
            status="ok",
            version=settings.version,
            stage=settings.stage,
            now=asked.at,
            today=local_day(asked.at, "Europe/Brussels"),
        )
    )
