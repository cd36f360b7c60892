"""One form for every answer, also for those that Chalice gives by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from chalice.app import Blueprint, Request, Response

from chalicelib.web import http, problems
from chalicelib.web.headers import API_HEADERS

bp = Blueprint(__name__)

KINDS: Final[Mapping[int, problems.Kind]] = MappingProxyType(
    {
        400: problems.MALFORMED,
        405: problems.WRONG_METHOD,
        415: problems.WRONG_TYPE,
        500: problems.INTERNAL,
    }
)


@bp.middleware("http")
def in_form(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Turn Chalice's own errors into problem documents."""
    response = get_response(event)
    ours = set(API_HEADERS) <= set(response.headers)
    if ours or response.status_code not in KINDS:
        return response
    kind = KINDS[response.status_code]
    told = http.problem(kind, http.reader_language(event.headers))
    if allowed := response.headers.get("Allow"):
        told.headers["Allow"] = allowed
    return told
