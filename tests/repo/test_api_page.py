"""The routes, the OpenAPI document and what was promised to national systems agree."""

from __future__ import annotations

import re
from typing import Any, Final

from chalicelib.domain.officials import Role
from chalicelib.domain.requests import TRANSITIONS, Action, Side, State
from chalicelib.web import openapi, requests

PROMISED: Final = """
GET    /api/health
GET    /api/openapi.json
GET    /api/me
PATCH  /api/me
POST   /api/me/confirm
GET    /api/checklist
GET    /api/tasks?allocated=
GET    /api/areas
GET    /api/areas/{area}
GET    /api/countries
GET    /api/countries/{country}
PATCH  /api/countries/{country}
GET    /api/registers?q=&country=&area=&profession=&answers=&language=&free=&spared=&questions=
GET    /api/registers/{id}
POST   /api/registers
PATCH  /api/registers/{id}
DELETE /api/registers/{id}
POST   /api/registers/{id}/answered
POST   /api/registers/{id}/proposals
DELETE /api/registers/{id}/proposals/{proposal}
POST   /api/registers/{id}/{action}
GET    /api/authorities/{id}/registers
GET    /api/taxonomies
GET    /api/authorities?q=&country=&area=&language=&role=&care=
POST   /api/authorities
GET    /api/authorities/{id}
PATCH  /api/authorities/{id}
POST   /api/authorities/{id}/{action}
PUT    /api/authorities/{id}/areas/{area}
POST   /api/authorities/{id}/areas/{area}
DELETE /api/authorities/{id}/areas/{area}
GET    /api/authorities/{id}/audit
GET    /api/authorities/{id}/pace?area=
POST   /api/authorities/{id}/subject-report
GET    /api/authorities/{id}/officials
POST   /api/authorities/{id}/officials
GET    /api/authorities/{id}/officials/{official}
PATCH  /api/authorities/{id}/officials/{official}
DELETE /api/authorities/{id}/officials/{official}
POST   /api/authorities/{id}/officials/{official}/mail
POST   /api/authorities/{id}/mail
POST   /api/authorities/{id}/officials/{official}/invite
POST   /api/authorities/{id}/officials/{official}/revoke
POST   /api/invitations/read
POST   /api/invitations/accept
POST   /api/imports
GET    /api/activity
GET    /api/practice
PUT    /api/practice
DELETE /api/practice
POST   /api/practice/ask
POST   /api/practice/hurry
POST   /api/practice/wipe
GET    /api/inbox
GET    /api/learners
POST   /api/learners
POST   /api/authorities/{id}/officials/{official}/training
GET    /api/lessons
GET    /api/lessons/current
PUT    /api/lessons/current
DELETE /api/lessons/current
POST   /api/lessons/{lesson}/begin
GET    /api/notices
GET    /api/deadline?from=&days=&to=&unit=&asking=&asked=
GET    /api/requests?box=&state=&area=&q=&country=&since=&until=&authority=
POST   /api/requests
GET    /api/requests/{number}
PATCH  /api/requests/{number}
DELETE /api/requests/{number}
POST   /api/requests/{number}/{action}
GET    /api/requests/{number}/events
GET    /api/requests/{number}/file
GET    /api/requests/{number}/similar
POST   /api/requests/{number}/messages
POST   /api/requests/{number}/copies
GET    /api/requests/{number}/attachments
POST   /api/requests/{number}/attachments
GET    /api/requests/{number}/attachments/{id}
GET    /api/requests/{number}/translations
GET    /api/requests/{number}/notices
DELETE /api/requests/{number}/attachments/{id}
"""
"""Every route there is, each with what it can be asked; those of lists turn pages besides."""

PUBLIC: Final = {
    "/api/health",
    "/api/openapi.json",
    "/api/countries",
    "/api/registers",
    "/api/registers/{id}",
    "/api/registers/{id}/proposals",
    "/api/invitations/read",
    "/api/invitations/accept",
    "/api/learners",
}

SHORT: Final = {
    ("GET", "/api/areas"),
    ("GET", "/api/authorities/{id}/officials"),
    ("GET", "/api/authorities/{id}/registers"),
    ("GET", "/api/checklist"),
    ("GET", "/api/countries"),
    ("GET", "/api/learners"),
    ("GET", "/api/lessons"),
    ("GET", "/api/requests/{number}/similar"),
    ("GET", "/api/taxonomies"),
}
"""Lists that fit on one page for ever."""

PAGED: Final = {"limit", "cursor"}

COORDINATORS: Final = {"asking_coordinator", "asked_coordinator"}

ACTIONS: Final = {
    "send": {"asking"},
    "withdraw": {"asking"},
    "accept": {"asked"},
    "return": {"asked"},
    "forward": {"asked"},
    "split": {"asked"},
    "allocate": {"asking", "asked"},
    "answer": {"asked"},
    "reply": {"asked"},
    "propose-date": {"asking", "asked"},
    "agree-date": {"asking", "asked"},
    "decline-date": {"asking", "asked"},
    "clarify": {"asking"},
    "refuse": {"asked"},
    "refer": {"asking"},
    "uphold": COORDINATORS,
    "send-back": COORDINATORS,
    "approve": COORDINATORS,
    "reject": COORDINATORS,
    "take-back": {"asking", "asked"},
    "remind": {"asking", "asked"},
    "close": {"asking"},
    "erase-early": {"asking", "asked"},
}
"""Who may take each action."""

STATES: Final = [
    "draft",
    "approval",
    "awaiting_acceptance",
    "accepted",
    "partly_answered",
    "reply_approval",
    "replied",
    "clarification",
    "clarification_refused",
    "referred",
    "closed",
    "withdrawn",
]


def promised() -> dict[tuple[str, str], set[str]]:
    """Return the promised routes: what each can be asked, by method and path."""
    found = {}
    for line in PROMISED.strip().splitlines():
        method, address = line.split()
        path, _, query = address.partition("?")
        found[method, path] = set(re.findall(r"(\w+)=", query))
    return found


def described() -> dict[tuple[str, str], set[str]]:
    return {
        (method.upper(), path): {
            parameter["name"]
            for parameter in operation["parameters"]
            if parameter["in"] == "query"
        }
        for path, operations in openapi.document()["paths"].items()
        for method, operation in operations.items()
    }


def test_every_route_is_promised_and_every_promise_a_route():
    from app import app

    routes = {(method, path) for path, methods in app.routes.items() for method in methods}

    assert routes == set(promised())


def test_every_route_is_in_the_openapi_document():
    assert set(described()) == set(promised())


def test_every_promised_question_can_be_asked():
    for route, query in promised().items():
        assert query <= described()[route], route


def test_every_list_turns_pages():
    lists = {
        (method.upper(), path)
        for path, operations in openapi.document()["paths"].items()
        for method, operation in operations.items()
        if is_list(operation)
    }

    assert lists == {
        ("GET", "/api/areas"),
        ("GET", "/api/authorities"),
        ("GET", "/api/authorities/{id}/audit"),
        ("GET", "/api/authorities/{id}/officials"),
        ("GET", "/api/authorities/{id}/registers"),
        ("GET", "/api/checklist"),
        ("GET", "/api/countries"),
        ("GET", "/api/inbox"),
        ("GET", "/api/learners"),
        ("GET", "/api/lessons"),
        ("GET", "/api/notices"),
        ("GET", "/api/registers"),
        ("GET", "/api/requests"),
        ("GET", "/api/requests/{number}/events"),
        ("GET", "/api/requests/{number}/similar"),
        ("GET", "/api/tasks"),
        ("GET", "/api/taxonomies"),
        ("POST", "/api/authorities/{id}/subject-report"),
    }
    for route in lists - SHORT:
        assert described()[route] >= PAGED, route


def test_only_what_is_public_can_be_had_without_a_token():
    unguarded = {
        path
        for path, operations in openapi.document()["paths"].items()
        for operation in operations.values()
        if not operation["security"]
    }

    assert unguarded == PUBLIC


def test_the_actions_states_and_roles_have_their_promised_names():
    # A message has a path of its own.
    assert set(Action) - {"message"} == set(requests.MOVES) == set(ACTIONS)
    assert set(State) == set(STATES)
    assert set(Side) == {"asking", "asked", "former", *COORDINATORS}
    assert set(Role) == {"viewer", "handler", "allocator", "referral_handler", "approver"}


def test_each_action_is_the_promised_sides():
    by = {
        action: {side for _, side, its in TRANSITIONS if its == action}
        for action in requests.MOVES
    }

    assert by == ACTIONS


def is_list(operation: Any) -> bool:
    good = next(iter(operation["responses"].values()))
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    components = openapi.document()["components"]["schemas"]
    return {"items", "next"} <= set(components.get(name, {}).get("properties", {}))
