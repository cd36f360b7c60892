"""What every route has in common: who asks, in which language, and how answers look."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec
from chalice.app import Request as ChaliceRequest
from chalice.app import Response

from chalicelib import i18n
from chalicelib.domain.errors import DomainError
from chalicelib.services import officials
from chalicelib.web import problems, tokens
from chalicelib.web.asked import Asked
from chalicelib.web.headers import API_HEADERS
from chalicelib.web.now import now
from chalicelib.web.problems import Unreadable

log = logging.getLogger(__name__)

JSON: Final = "application/json"
MEDIA_TYPES: Final = MappingProxyType({"PATCH": [JSON, "application/merge-patch+json"]})
"""What a body may call itself, by method; RFC 7396 gives patches a name of their own."""
VARY: Final = "Accept-Language, Authorization, Imi-Authority"
LARGEST_BODY: Final = 256 * 1024
"""Bytes; the longest request that can be written takes about half."""


class Answer(NamedTuple):
    """What a view gives back."""

    body: Any
    status: int = 200
    version: int | None = None
    """Becomes the ``ETag``."""
    location: str | None = None
    kept_seconds: int | None = None
    """How long anybody may keep a public answer; None for not at all."""
    media: str = JSON
    """Of a body in bytes, which goes out as it is."""
    file: str | None = None
    """What the body is called where it is saved."""


View = Callable[..., Answer]


class Route(NamedTuple):
    """A route as the OpenAPI file describes it, and the view behind it."""

    path: str
    method: str
    summary: str
    body: Any
    answer: Any
    status: int
    query: tuple[str, ...]
    public: bool
    media: str | None
    view: View


@dataclass(slots=True)
class Routes:
    """The routes of a room, as :mod:`chalicelib.web.door` leads to them."""

    room: str
    """The module that holds the views."""
    described: dict[str, Route] = field(default_factory=dict)
    """By method and path: ``GET /api/me``."""

    def route(
        self,
        path: str,
        method: str,
        *,
        answer: Any,
        body: Any = None,
        status: int = 200,
        query: tuple[str, ...] = (),
        public: bool = False,
        media: str | None = None,
    ) -> Callable[[View], View]:
        """
        Let a view answer *method* on *path*, and describe it.

        Args:
            media: What it answers besides JSON, to those who ask for it.
        """

        def register(view: View) -> View:
            summary = (view.__doc__ or "").strip().splitlines()[0]
            self.described[f"{method} {path}"] = Route(
                path, method, summary, body, answer, status, query, public, media, view
            )
            return view

        return register


def routes(room: str) -> Routes:
    """Return the routes of the module *room*, none so far."""
    return Routes(room)


def answer(route: Route, request: ChaliceRequest, parameters: Mapping[str, str]) -> Response:
    """
    Return what the view of *route* makes of *request*, or the problem that it met.

    Views get an :class:`Asked` and may raise any DomainError. Done here and not in middleware,
    because Chalice makes a 500 of an exception before HTTP middleware sees it (aws/chalice#1884).
    """
    language = reader_language(request.headers)
    try:
        asked = _asked(request, language, public=route.public)
        language = asked.language
        return _answered(route.view(asked, **parameters), asked)
    except Unreadable as error:
        return problem(error.kind, language)
    except DomainError as error:
        kind, document = problems.of(error, language)
        return _response(kind.status, document, language)
    except Exception as error:  # noqa: BLE001 - Chalice would log its text
        log.error("%s at %s", " by ".join(_kinds(error)), ", ".join(_places(error)))  # noqa: TRY400 - as above
        return problem(problems.INTERNAL, language)


def _kinds(error: BaseException | None) -> Iterator[str]:
    """Yield what *error* and its causes are called, by Python and by AWS: what they say may quote what is stored."""
    while error:
        # As botocore has it; what others call a response is none of ours.
        response = getattr(error, "response", None)
        code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
        yield f"{type(error).__name__} ({code})" if code else type(error).__name__
        error = error.__cause__


def _places(error: Exception) -> Iterator[str]:
    """Yield file and line of each call that led to *error*, outermost first."""
    step = error.__traceback__
    while step:
        yield f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}"
        step = step.tb_next


def problem(kind: problems.Kind, language: str, **more: Any) -> Response:
    """Return the response that tells of a problem of *kind*."""
    return _response(kind.status, problems.document(kind, language, **more), language)


def reader_language(headers: Mapping[str, str], default: str = "en") -> str:
    """Return the language that the reader asks for, else *default*."""
    return i18n.negotiate(headers.get("accept-language", ""), default)


def _asked(request: ChaliceRequest, language: str, *, public: bool) -> Asked:
    headers = request.headers
    raw = request.raw_body
    if isinstance(raw, str):
        raw = raw.encode()
    if len(raw) > LARGEST_BODY:
        raise Unreadable(problems.TOO_LARGE)
    by = None
    if not public:
        bearer = tokens.bearer(headers.get("authorization"))
        by = officials.who(bearer.sub, authority=headers.get("imi-authority"))
        language = reader_language(headers, by.official.language)
    return Asked(
        method=request.method,
        # Chalice names the route here; which thing it is about is in its parameters.
        path=request.path.format_map(request.uri_params or {}),
        query=request.query_params or {},
        headers=headers,
        raw=raw,
        language=language,
        at=now(),
        by=by,
    )


def _answered(answer: Answer, asked: Asked) -> Response:
    more = {}
    if answer.version is not None:
        more["ETag"] = f'"{answer.version}"'
    if answer.location:
        more["Location"] = answer.location
    if answer.kept_seconds:
        more["Cache-Control"] = f"public, max-age={answer.kept_seconds}"
    if answer.file:
        more["Content-Disposition"] = f'attachment; filename="{answer.file}"'
    if isinstance(answer.body, bytes):
        more |= {"Content-Type": answer.media, "Vary": f"Accept, {VARY}"}
        # The gateway takes binary content in bytes, and JSON as text.
        body = answer.body.decode() if answer.media == JSON else answer.body
        headers = _headers(answer.status, asked.language, **more)
        return Response(body=body, status_code=answer.status, headers=headers)
    return _response(answer.status, answer.body, asked.language, **more)


def _response(status: int, body: Any, language: str, **more: str) -> Response:
    text = "" if body is None else msgspec.json.encode(body).decode()
    headers = _headers(status, language, **more)
    return Response(body=text, status_code=status, headers=headers)


def _headers(status: int, language: str, **more: str) -> dict[str, str | list[str]]:
    media = "application/problem+json" if status >= 400 else "application/json"
    headers: dict[str, str | list[str]] = {
        **API_HEADERS,
        "Content-Type": media,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": VARY,
        **more,
    }
    if status == problems.UNAUTHENTICATED.status:
        headers["WWW-Authenticate"] = "Bearer"
    if status == problems.UNAVAILABLE.status:
        headers["Retry-After"] = str(tokens.TRY_AGAIN_AFTER)
    return headers
