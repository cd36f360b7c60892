"""Requests of one's own authority that are like the one that is being written."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.services import areas, similar
from chalicelib.web import case_numbers, http, request_views
from chalicelib.web.asked import Asked
from chalicelib.web.request_views import RequestRow

routes = http.routes(__name__)


class SimilarRequest(Struct):
    """A request that asks some of the same."""

    request: RequestRow
    shared: int
    """How many of its questions are those of the other one."""


class SimilarRequests(Struct):
    """The likest first."""

    items: list[SimilarRequest]
    next: str | None = None


@routes.route("/api/requests/{number}/similar", "GET", answer=SimilarRequests)
def list_similar(asked: Asked, number: str) -> http.Answer:
    """List requests of my authority that ask some of what this one asks."""
    by, language = asked.official, asked.language
    found = similar.to(case_numbers.known(number), by=by)
    titles = {each.code: each.titles for each in areas.catalogue(at=asked.at)}
    return http.Answer(
        SimilarRequests(
            items=[
                SimilarRequest(
                    request=request_views.row(
                        each.request,
                        by,
                        titles[each.request.area].get(language, each.request.area),
                        language,
                    ),
                    shared=each.shared,
                )
                for each in found
            ]
        )
    )
