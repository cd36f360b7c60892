"""Whether the system is up, and what of it does not work as it should."""

from __future__ import annotations

import logging

from chalicelib import i18n
from chalicelib.config import settings
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.troubles import Part
from chalicelib.services import troubles
from chalicelib.status_words import PARTS
from chalicelib.web import http, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

log = logging.getLogger(__name__)

routes = http.routes(__name__)


@routes.route("/api/health", "GET", answer=views.Health, public=True)
def health(asked: Asked) -> Answer:
    """Say that the system is up, which version it is, what time it is there, and what does not work."""
    troubles = _troubles(asked)
    return Answer(
        views.Health(
            status="disturbed" if troubles else "ok",
            version=settings.version,
            stage=settings.stage,
            now=asked.at,
            today=local_day(asked.at, "Europe/Brussels"),
            troubles=troubles,
        )
    )


def _troubles(asked: Asked) -> list[views.TroubleView]:
    say = i18n.catalogue(asked.language).gettext
    try:
        found = troubles.known(at=asked.at)
    except Exception:
        # That nobody can say what is wrong is no reason to say nothing.
        log.exception("the alarms cannot be read")
        return [views.TroubleView(Part.REQUESTS, say(PARTS[Part.REQUESTS]), asked.at)]
    return [views.TroubleView(each.part, say(PARTS[each.part]), each.since) for each in found]
