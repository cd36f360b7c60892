"""Amazon API Gateway, as far as the app can tell: HTTP in, proxy event out, answer back."""

from __future__ import annotations

import base64
import json
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from urllib.parse import parse_qs

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from chalicelib.i18n import negotiate
from chalicelib.web import problems
from infra.localstage.bodies import TooLarge, read
from infra.localstage.problems import problem

PAYLOAD_BYTES: Final = 10 * 1024 * 1024
"""What API Gateway takes in one request; a quota that cannot be raised."""

Event = dict[str, Any]


class App(Protocol):
    """What the gateway needs of a Chalice application."""

    @property
    def routes(self) -> Mapping[str, Mapping[str, Any]]:
        """Views by path and by method."""

    @property
    def api(self) -> Any:
        """Where the app says which content types are binary."""

    def __call__(self, event: Event, context: Any) -> dict[str, Any]:
        """Answer one proxy event."""


@dataclass(frozen=True, slots=True)
class LambdaContext:
    """What Lambda tells a function about its invocation."""

    function_name: str = "imi-training-APIHandler"
    function_version: str = "$LATEST"
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:imi-training"
    memory_limit_in_mb: int = 512
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def get_remaining_time_in_millis(self) -> int:
        """Return a time that is never short: nothing here times out."""
        return 30_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client of the API gets to see."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """The body, read as UTF-8."""
        return self.body.decode()

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


class Gateway:
    """
    The way into the app, for the local server and for tests.

    What API Gateway itself refuses never reaches the app: an unknown path, a
    method that a path does not offer, a body beyond the payload quota.
    """

    def __init__(self, app: App, *, lock: threading.RLock | None = None) -> None:
        """
        Stand before *app*.

        Args:
            app: The Chalice application.
            lock: Held during each call. A failed transaction of moto puts whole
                tables back, so that a parallel write would vanish.
        """
        self._app = app
        self._lock = lock or threading.RLock()

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Answer:
        """Return the answer to one request; *path* may carry a query."""
        sent = EnvironBuilder(
            path, method=method, headers=list((headers or {}).items()), data=body or None
        )
        response = self.answer(Request(sent.get_environ() | {"REQUEST_URI": path}))
        return Answer(response.status_code, response.headers, response.get_data())

    def answer(self, request: Request) -> Response:
        """Return the app's answer to *request*, or a problem document."""
        language = negotiate(request.headers.get("Accept-Language"))
        path = raw_path(request)
        if (found := self._match(path)) is None:
            return problem(problems.NOT_FOUND, language)
        resource, parameters = found
        methods = self._app.routes[resource]
        if request.method not in methods:
            return problem(problems.WRONG_METHOD, language, allow=", ".join(sorted(methods)))
        try:
            body = read(request, PAYLOAD_BYTES)
        except TooLarge:
            return problem(problems.TOO_LARGE, language)

        event = self._event(request, resource, path, parameters) | self._payload(request, body)
        with self._lock:
            return as_response(self._app(event, LambdaContext()))

    def _match(self, path: str) -> tuple[str, dict[str, str]] | None:
        """Return the route that takes *path*, fixed segments first, and its parameters."""
        asked = path.rstrip("/").split("/")
        for resource in sorted(self._app.routes, key=lambda route: route.count("{")):
            parameters: dict[str, str] = {}
            offered = resource.rstrip("/").split("/")
            if len(offered) == len(asked) and all(
                _fits(segment, value, parameters)
                for segment, value in zip(offered, asked, strict=True)
            ):
                return resource, parameters
        return None

    def _event(
        self, request: Request, resource: str, path: str, parameters: dict[str, str]
    ) -> Event:
        query = parse_qs(request.query_string.decode("latin-1"), keep_blank_values=True)
        headers: dict[str, list[str]] = {}
        for name, value in request.headers:
            headers.setdefault(name, []).append(value)
        return {
            "resource": resource,
            "path": path,
            "httpMethod": request.method,
            "headers": {name: values[-1] for name, values in headers.items()},
            "multiValueHeaders": headers,
            "queryStringParameters": {name: values[-1] for name, values in query.items()}
            or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": parameters or None,
            "stageVariables": None,
            "requestContext": {
                "resourcePath": resource,
                "path": path,
                "httpMethod": request.method,
                "requestId": str(uuid.uuid4()),
                "requestTimeEpoch": int(datetime.now(UTC).timestamp() * 1000),
                "protocol": request.environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
                "stage": "api",
                "identity": {
                    "sourceIp": request.remote_addr or "127.0.0.1",
                    "userAgent": request.headers.get("User-Agent"),
                },
            },
        }

    def _payload(self, request: Request, body: bytes) -> Event:
        """Return *body* as an event carries it: text, but base64 for binary content."""
        if request.mimetype in self._app.api.binary_types:
            return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
        return {
            "body": body.decode(errors="replace") if body else None,
            "isBase64Encoded": False,
        }


def raw_path(request: Request) -> str:
    """Return the path as it was sent, percent-encoded; the app gets its parameters so."""
    sent = request.environ.get("REQUEST_URI") or request.path
    return str(sent).partition("?")[0]


def as_response(answered: Mapping[str, Any]) -> Response:
    """Return what a Lambda function *answered* as the HTTP response it stands for."""
    body = answered.get("body") or ""
    encoded = answered.get("isBase64Encoded", False)
    response = Response(
        base64.b64decode(body) if encoded else body, status=answered.get("statusCode", 200)
    )
    response.headers.remove("Content-Type")
    for name, value in (answered.get("headers") or {}).items():
        response.headers[name] = str(value)
    for name, values in (answered.get("multiValueHeaders") or {}).items():
        response.headers.setlist(name, [str(value) for value in values])
    response.headers.setdefault("Content-Type", "application/json")
    return response


def _fits(segment: str, value: str, parameters: dict[str, str]) -> bool:
    """Return whether *value* fits the *segment* of a route, and note it as a parameter."""
    if segment.startswith("{"):
        parameters[segment.strip("{}")] = value
        return bool(value)
    return segment == value
