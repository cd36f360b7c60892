"""The checklist for new users, filled in from what is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from chalicelib.domain.checklist import Key, Point
from chalicelib.i18n import catalogue, locale
from chalicelib.services import checklist
from chalicelib.web import http, labels
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

routes = http.routes(__name__)

# fmt: off
PLACES: Final[Mapping[Key, str]] = MappingProxyType({
    Key.REGISTERED:   "workspace/profile/",
    Key.ACTIVITY:     "workspace/authority/",
    Key.TASKS:        "workspace/",
    Key.COUNTERPARTS: "workspace/find/",
    Key.BACKUP:       "workspace/people/",
    Key.LEFT:         "workspace/people/",
    Key.COORDINATOR:  "contacts/",
    Key.MATERIAL:     "training-material/",
    Key.TRAINING:     "training-environment/",
    Key.INFORMATION:  "workspace/authority/",
    Key.REGISTERS:    "registers/",
})
# fmt: on
"""Where each point can be done, below the language."""


class PointView(Struct):
    """One point of the checklist."""

    key: Key
    title: str
    """In the reader's language."""
    done: bool
    knowable: bool
    """Whether the system can tell; else I have to see for myself, and it is not counted."""
    evidence: str | None
    """Why it is done or not, in the reader's language; null while nothing is known."""
    where: str
    """Where to do it: a path below the language."""


class Checklist(Struct):
    """All points of the checklist, in their order."""

    items: list[PointView]
    next: str | None


@routes.route("/api/checklist", "GET", answer=Checklist)
def read_checklist(asked: Asked) -> Answer:
    """Tell how ready I and my authority are."""
    points = checklist.points(by=asked.official, at=asked.at)
    return Answer(Checklist(items=[_view(each, asked.language) for each in points], next=None))


def _where(point: Point) -> str:
    # Where the lessons are, the system knows of them.
    is_here = point.key is Key.TRAINING and point.knowable
    return "workspace/practice/" if is_here else PLACES[point.key]


def _in_words(facts: Mapping[str, object], language: str) -> dict[str, object]:
    """Return *facts* with days as one writes them in *language*."""
    if "date" not in facts:
        return dict(facts)
    # Babel waits until there is a day to write: the API starts without it.
    from babel.dates import format_date

    day = date.fromisoformat(str(facts["date"]))
    return {**facts, "date": format_date(day, "long", locale=locale(language))}


def _view(point: Point, language: str) -> PointView:
    evidence = None
    if point.evidence:
        words = catalogue(language).gettext(labels.EVIDENCE[point.evidence])
        evidence = words.format_map(_in_words(point.facts, language))
    return PointView(
        key=point.key,
        title=catalogue(language).gettext(labels.POINTS[point.key]),
        done=point.done,
        knowable=point.knowable,
        evidence=evidence,
        where=_where(point),
    )
