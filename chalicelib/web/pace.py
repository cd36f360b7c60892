"""How long an authority usually needs to answer."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.domain.errors import Fault, Invalid
from chalicelib.services import pace
from chalicelib.web import http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)


class PaceView(Struct):
    """How long it has taken from the day of sending to that of the first reply, lately."""

    days: int | None
    """The median in calendar days; null while too few requests tell."""
    of: int
    """How many requests were counted; 0 while too few tell."""


@routes.route("/api/authorities/{id}/pace", "GET", answer=PaceView, query=("area",))
def read_pace(asked: Asked, id: str) -> Answer:
    """Tell how long an authority usually needs to answer in a legal area."""
    area = asked.query.get("area", "")
    if not area:
        raise Invalid(Fault("/area", "missing"))
    found = pace.of(id, area, by=asked.official, at=asked.at)
    return Answer(PaceView(days=found.days, of=found.of))
