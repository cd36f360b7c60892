"""Where every call comes in: which room answers it, entered when the first such call comes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from chalice.app import Blueprint, Response

from chalicelib.web import http
from chalicelib.web.http import Routes

bp = Blueprint(__name__)

ROOMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "health": ("GET /api/health",),
        "openapi": ("GET /api/openapi.json",),
        "officials": ("GET /api/me",),
        "profiles": ("PATCH /api/me", "POST /api/me/confirm"),
        "tasks": ("GET /api/tasks",),
        "areas": ("GET /api/areas", "GET /api/areas/{area}"),
        "countries": (
            "GET /api/countries",
            "GET /api/countries/{country}",
            "PATCH /api/countries/{country}",
        ),
        "registers": (
            "GET /api/registers",
            "POST /api/registers",
            "GET /api/registers/{id}",
            "PATCH /api/registers/{id}",
            "DELETE /api/registers/{id}",
            "POST /api/registers/{id}/answered",
            "POST /api/registers/{id}/proposals",
            "DELETE /api/registers/{id}/proposals/{proposal}",
            "POST /api/registers/{id}/{action}",
            "GET /api/authorities/{id}/registers",
        ),
        "authorities": ("GET /api/authorities",),
        "records": (
            "GET /api/authorities/{id}",
            "POST /api/authorities",
            "PATCH /api/authorities/{id}",
            "POST /api/authorities/{id}/mail",
            "POST /api/authorities/{id}/{action}",
            "PUT /api/authorities/{id}/areas/{area}",
            "POST /api/authorities/{id}/areas/{area}",
            "DELETE /api/authorities/{id}/areas/{area}",
            "GET /api/authorities/{id}/audit",
        ),
        "subject_reports": ("POST /api/authorities/{id}/subject-report",),
        "taxonomies": ("GET /api/taxonomies",),
        "colleagues": (
            "GET /api/authorities/{id}/officials",
            "POST /api/authorities/{id}/officials",
            "GET /api/authorities/{id}/officials/{official}",
            "PATCH /api/authorities/{id}/officials/{official}",
            "DELETE /api/authorities/{id}/officials/{official}",
            "POST /api/authorities/{id}/officials/{official}/mail",
            "POST /api/authorities/{id}/officials/{official}/training",
        ),
        "deadlines": ("GET /api/deadline",),
        "case_files": ("GET /api/requests/{number}/file",),
        "imports": ("POST /api/imports",),
        "invitations": (
            "POST /api/authorities/{id}/officials/{official}/invite",
            "POST /api/authorities/{id}/officials/{official}/revoke",
            "POST /api/invitations/read",
            "POST /api/invitations/accept",
        ),
        "checklist": ("GET /api/checklist",),
        "requests": (
            "GET /api/requests",
            "POST /api/requests",
            "GET /api/activity",
            "GET /api/requests/{number}",
            "PATCH /api/requests/{number}",
            "DELETE /api/requests/{number}",
            "POST /api/requests/{number}/{action}",
            "GET /api/requests/{number}/events",
            "POST /api/requests/{number}/messages",
            "POST /api/requests/{number}/copies",
        ),
        "notices": ("GET /api/notices", "GET /api/requests/{number}/notices"),
        "translations": ("GET /api/requests/{number}/translations",),
        "similar": ("GET /api/requests/{number}/similar",),
        "practice": (
            "GET /api/practice",
            "PUT /api/practice",
            "DELETE /api/practice",
            "POST /api/practice/ask",
            "POST /api/practice/hurry",
            "POST /api/practice/wipe",
        ),
        "lessons": (
            "GET /api/lessons",
            "GET /api/lessons/current",
            "PUT /api/lessons/current",
            "DELETE /api/lessons/current",
            "POST /api/lessons/{lesson}/begin",
        ),
        "learners": ("GET /api/learners", "POST /api/learners"),
        "inbox": ("GET /api/inbox",),
        "pace": ("GET /api/authorities/{id}/pace",),
        "attachments": (
            "GET /api/requests/{number}/attachments",
            "POST /api/requests/{number}/attachments",
            "GET /api/requests/{number}/attachments/{id}",
            "DELETE /api/requests/{number}/attachments/{id}",
        ),
    }
)
"""The modules of this package that hold views, and all that each of them answers."""


def routes(room: str) -> Routes:
    """Return the routes of *room*, which is loaded now if nobody has asked for it before."""
    found: Routes = importlib.import_module(f"chalicelib.web.{room}").routes
    return found


def _way(room: str, way: str) -> Callable[..., Response]:
    def answer(**parameters: str) -> Response:
        return http.answer(routes(room).described[way], bp.current_request, parameters)

    return answer


for _room, _ways in ROOMS.items():
    for _each in _ways:
        _method, _path = _each.split()
        _media = http.MEDIA_TYPES.get(_method, [http.JSON])
        bp.route(_path, methods=[_method], name=_each, content_types=_media)(_way(_room, _each))
