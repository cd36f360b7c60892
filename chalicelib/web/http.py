"""What every route has in common: who asks, in which language, and how answers look."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from chalice.app import Blueprint, Response
from chalice.app import Request as ChaliceRequest

from chalicelib import i18n
from chalicelib.domain.errors import DomainError, Fault, Invalid
from chalicelib.domain.officials import Acting
from chalicelib.services import officials
from chalicelib.storage.calls import Call
from chalicelib.web import bodies, problems, tokens
from chalicelib.web.headers import API_HEADERS
from chalicelib.web.now import now
from chalicelib.web.problems import Unreadable

log = logging.getLogger(__name__)

Body = TypeVar("Body")

JSON: Final = "application/json"
MEDIA_TYPES: Final = MappingProxyType({"PATCH": [JSON, "application/merge-patch+json"]})
"""What a body may call itself, by method; RFC 7396 gives patches a name of their own."""
LARGEST_BODY: Final = 256 * 1024
"""Bytes; the longest request that can be written takes about half."""
LONGEST_KEY: Final = 200
DEFAULT_LIMIT: Final = 20
LARGEST_LIMIT: Final = 100
MOST_DIGITS: Final = 9
NO_VERSION: Final = -1
"""What a tag that is none of ours stands for; no stored version is equal to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call, with all that a view may want to know of it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    language: str
    """Code of the language that the answer is in."""
    at: datetime
    """When the call came, by the clock of the stage; UTC."""
    by: Acting | None = None
    """Who asks; None on public routes alone."""

    @property
    def official(self) -> Acting:
        """Who asks, on a route that is not public."""
        if self.by is None:
            raise TypeError("a public route knows nobody")
        return self.by

    @property
    def limit(self) -> int:
        """How many rows are wanted."""
        text = self.query.get("limit", str(DEFAULT_LIMIT))
        wanted = _whole_number(text)
        if wanted is None or not 1 <= wanted <= LARGEST_LIMIT:
            raise Invalid(Fault("/limit", "out_of_range"))
        return wanted

    @property
    def cursor(self) -> str | None:
        """Where a list goes on."""
        return self.query.get("cursor")

    @property
    def version(self) -> int | None:
        """The version that the call was made to (``If-Match``); None if it names none."""
        tag = self.headers.get("if-match")
        if tag is None:
            return None
        version = _whole_number(tag.strip().removeprefix("W/").strip('"'))
        return NO_VERSION if version is None else version

    @property
    def repeatable(self) -> Call | None:
        """What recognises the call when it comes again; None without Idempotency-Key."""
        key = self.headers.get("idempotency-key")
        if key is None:
            return None
        if not key.isascii() or not key.isprintable() or not 0 < len(key) <= LONGEST_KEY:
            raise Unreadable(problems.MALFORMED)
        return Call(
            key=_digest(self.official.official.id, self.official.authority, key),
            fingerprint=_digest(key, self.method, self.path, self.raw.hex()),
            at=self.at,
        )

    def body(self, type: type[Body]) -> Body:
        """
        Return the body as *type*.

        Raises:
            Unreadable: It is no JSON.
            Invalid: A field is unknown, missing or of the wrong type.
        """
        return bodies.decode(self.raw or b"{}", type)


class Answer(NamedTuple):
    """What a view gives back."""

    body: Any
    status: int = 200
    version: int | None = None
    """Becomes the ``ETag``."""
    location: str | None = None


View = Callable[..., Answer]


class Route(NamedTuple):
    """A route as the OpenAPI file describes it."""

    path: str
    method: str
    summary: str
    body: Any
    answer: Any
    status: int
    query: tuple[str, ...]
    public: bool


@dataclass(slots=True)
class Routes:
    """
    A blueprint whose views get an :class:`Asked` and may raise any DomainError.

    Done here and not in middleware, because Chalice makes a 500 of an
    exception before HTTP middleware sees it (aws/chalice#1884).
    """

    blueprint: Blueprint
    described: list[Route] = field(default_factory=list)

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
    ) -> Callable[[View], View]:
        """Register a view for *method* on *path*, and describe it."""

        def register(view: View) -> View:
            summary = (view.__doc__ or "").strip().splitlines()[0]
            self.described.append(
                Route(path, method, summary, body, answer, status, query, public)
            )
            self.blueprint.route(
                path,
                methods=[method],
                name=view.__name__,
                content_types=MEDIA_TYPES.get(method, [JSON]),
            )(_answering(view, self.blueprint, public=public))
            return view

        return register


def routes(name: str) -> Routes:
    """Return a new blueprint for the module *name*."""
    return Routes(Blueprint(name))


def problem(kind: problems.Kind, language: str, **more: Any) -> Response:
    """Return the response that tells of a problem of *kind*."""
    return _response(kind.status, problems.document(kind, language, **more), language)


def reader_language(headers: Mapping[str, str], default: str = "en") -> str:
    """Return the language that the reader asks for, else *default*."""
    return i18n.negotiate(headers.get("accept-language", ""), default)


def _answering(view: View, blueprint: Blueprint, *, public: bool) -> Callable[..., Response]:
    @functools.wraps(view)
    def answering(**parameters: str) -> Response:
        request: ChaliceRequest = blueprint.current_request
        language = reader_language(request.headers)
        try:
            asked = _asked(request, language, public=public)
            language = asked.language
            return _answered(view(asked, **parameters), asked)
        except Unreadable as error:
            return problem(error.kind, language)
        except DomainError as error:
            kind, document = problems.of(error, language)
            return _response(kind.status, document, language)

    return answering


def _asked(request: ChaliceRequest, language: str, *, public: bool) -> Asked:
    headers = request.headers
    raw = request.raw_body
    if isinstance(raw, str):
        raw = raw.encode()
    if len(raw) > LARGEST_BODY:
        raise Unreadable(problems.TOO_LARGE)
    by = None
    if not public:
        sub = tokens.subject(headers.get("authorization"))
        by = officials.who(sub, authority=headers.get("imi-authority"))
        language = reader_language(headers, by.official.language)
    return Asked(
        method=request.method,
        path=request.path,
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
    return _response(answer.status, answer.body, asked.language, **more)


def _response(status: int, body: Any, language: str, **more: str) -> Response:
    media = "application/problem+json" if status >= 400 else "application/json"
    headers: dict[str, str | list[str]] = {
        **API_HEADERS,
        "Content-Type": media,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept-Language, Authorization, Imi-Authority",
        **more,
    }
    if status == problems.UNAUTHENTICATED.status:
        headers["WWW-Authenticate"] = "Bearer"
    if status == problems.UNAVAILABLE.status:
        headers["Retry-After"] = str(tokens.TRY_AGAIN_AFTER)
    text = "" if body is None else msgspec.json.encode(body).decode()
    return Response(body=text, status_code=status, headers=headers)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def _whole_number(text: str) -> int | None:
    """Return what *text* says in plain digits, or None."""
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if fits else None
