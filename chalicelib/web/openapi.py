"""The OpenAPI file, made from the routes and the structs that they name."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from chalicelib.domain.errors import Reason, WayOut
from chalicelib.web import door, http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer, Route

routes = http.routes(__name__)

API_VERSION: Final = "1"
"""Of the contract; which code is running says GET /api/health."""

REF: Final = "#/components/schemas/{name}"


@routes.route("/api/openapi.json", "GET", answer=dict[str, Any], public=True)
def describe(_asked: Asked) -> Answer:
    """Describe this API (OpenAPI 3.1)."""
    return Answer(document())


@functools.cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document of all routes."""
    described = [route for room in door.ROOMS for route in door.routes(room).described.values()]
    schemas, components = _schemas(described)
    paths: dict[str, Any] = {}
    for route in described:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    components["Problem"] = PROBLEM
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Internal Market Information System",
            "version": API_VERSION,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "A problem document (RFC 9457), in the reader's language.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "detail": {"type": "string"},
                    "authority": {"type": "string"},
                },
            },
        },
        "actions": {"type": "array", "items": {"type": "string"}},
        "suggested_on": {"type": "string", "format": "date"},
        "reason": {"enum": [each.value for each in Reason]},
        "way_out": {"enum": [each.value for each in WayOut]},
    },
}


def _schemas(described: Iterable[Route]) -> tuple[dict[Any, Any], dict[str, Any]]:
    shapes = dict.fromkeys(
        shape
        for route in described
        for shape in (*_bodies(route), route.answer)
        if shape is not None
    )
    found, components = msgspec.json.schema_components(list(shapes), ref_template=REF)
    return dict(zip(shapes, found, strict=True)), dict(components)


def _bodies(route: Route) -> tuple[Any, ...]:
    """Return what the body of *route* may be; several for a route of several actions."""
    return route.body if isinstance(route.body, tuple) else (route.body,)


def _operation(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    parameters = [_parameter(name, "path") for name in _in_path(route.path)]
    parameters += [_parameter(name, "query") for name in route.query]
    parameters.append(_parameter("Accept-Language", "header"))
    if not route.public:
        parameters.append(_parameter("Imi-Authority", "header"))
    if route.method == "POST":
        parameters.append(_parameter("Idempotency-Key", "header"))
    if _changes(route):
        parameters.append(_parameter("If-Match", "header"))
    good: dict[str, Any] = {"description": route.summary}
    if route.answer is not None:
        good["content"] = {"application/json": {"schema": schemas[route.answer]}}
    if route.media:
        good["content"][route.media] = {"schema": {"type": "string", "format": "binary"}}
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}}}
    operation: dict[str, Any] = {
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            str(route.status): good,
            "default": {"description": "A problem", "content": problem},
        },
        "security": [] if route.public else [{"token": []}],
    }
    if route.body is not None:
        bodies = [schemas[body] for body in _bodies(route)]
        schema = {"anyOf": bodies} if len(bodies) > 1 else bodies[0]
        operation["requestBody"] = {
            "required": True,
            "content": {
                media: {"schema": schema}
                for media in http.MEDIA_TYPES.get(route.method, [http.JSON])
            },
        }
    return operation


def _changes(route: Route) -> bool:
    """Return whether *route* changes what is stored, and asks for the version it is made to."""
    acts = ("{action}", "/invite", "/revoke")
    return route.method in {"PATCH", "PUT", "DELETE"} or route.path.endswith(acts)


def _in_path(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _parameter(name: str, place: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "schema": {"type": "string"},
    }
