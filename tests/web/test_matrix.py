"""
Every route crossed with everybody who may ask, in the states of a request.

``own`` and ``other`` handle requests for the asking and the asked authority,
``stranger`` for a third one; ``colleague`` works for the asking authority
without a role in the legal area; the viewers see requests of their authority.
What is refused changes nothing, and whoever may not know of a request is
answered as if it did not exist.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import pytest

from chalicelib.domain import numbers
from chalicelib.domain.officials import Official, Role
from chalicelib.domain.register_edits import Act
from chalicelib.domain.requests import Action
from chalicelib.domain.statuses import STEPS
from chalicelib.storage import directory
from infra.localstage.gateway import Answer
from tests.builders import CANARY, DENMARK, FINLAND, FRIDAY, PORTUGAL, an_official
from tests.web.stage import A_DRAFT, AINO, INES, METTE, OUTSIDE, VIEWER, Api

OWN_VIEWER: Final = an_official(DENMARK, "reader", role=Role.VIEWER)

WHO: Final[Mapping[str, Official | None]] = {
    "nobody": None,
    "own": METTE,
    "other": INES,
    "stranger": AINO,
    "colleague": OUTSIDE,
    "own viewer": OWN_VIEWER,
    "other viewer": VIEWER,
}
CASE: Final = "/api/requests/{number}"
COUNTRY: Final = "/api/countries/{country}"
RECORD: Final = "/api/authorities/{id}"
PEOPLE: Final = "/api/authorities/{id}/officials"
PERSON: Final = f"{PEOPLE}/{{official}}"
LINK: Final = "/api/invitations"
REGISTER: Final = "/api/registers/{id}"
LOOK_UP: Final = "/api/registers/{id}/answered"

# fmt: off
#                                       nobody own  other stranger colleague own viewer other viewer
ANY_TIME = [
    ("GET",    "/api/health",             200, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/openapi.json",       200, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/me",                 401, 200, 200,  200,     200,      200,       200),
    ("PATCH",  "/api/me",                 401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/tasks",              401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/notices",            401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/areas",              401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/areas/{area}",       401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/countries",          200, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/authorities",        401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/authorities/{id}",   401, 200, 200,  200,     200,      200,       200),
    ("POST",   "/api/me/confirm",         401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/checklist",          401, 200, 200,  200,     200,      200,       200),
    ("POST",   "/api/authorities",        401, 403, 403,  403,     403,      403,       403),
    ("PATCH",  RECORD,                    401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/confirm",       401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/mail",          401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/validate",      401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/suspend",       401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/resume",        401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/deactivate",    401, 403, 403,  403,     403,      403,       403),
    ("POST",   f"{RECORD}/merge",         401, 403, 403,  403,     403,      403,       403),
    ("PUT",    f"{RECORD}/areas/{{area}}", 401, 403, 403, 403,     403,      403,       403),
    ("POST",   f"{RECORD}/areas/{{area}}", 401, 403, 403, 403,     403,      403,       403),
    ("DELETE", f"{RECORD}/areas/{{area}}", 401, 403, 403, 403,     403,      403,       403),
    ("POST",   f"{RECORD}/submit",        401, 403, 403,  403,     403,      403,       403),
    ("POST",   "/api/imports",            401, 403, 403,  403,     403,      403,       403),
    ("GET",    f"{RECORD}/audit",         401, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{RECORD}/subject-report", 401, 403, 403, 403,     403,      403,       403),
    ("GET",    COUNTRY,                   401, 200, 200,  200,     200,      200,       200),
    ("PATCH",  COUNTRY,                   401, 403, 403,  403,     403,      403,       403),
    ("GET",    "/api/taxonomies",         401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/registers",          200, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/registers/{id}",     404, 404, 404,  404,     404,      404,       404),
    ("POST",   "/api/registers",          401, 403, 403,  403,     403,      403,       403),
    ("PATCH",  REGISTER,                  401, 404, 404,  404,     404,      404,       404),
    ("DELETE", REGISTER,                  401, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{REGISTER}/confirm",     401, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{REGISTER}/approve",     401, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{REGISTER}/refuse",      401, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{REGISTER}/proposals",   404, 404, 404,  404,     404,      404,       404),
    ("DELETE", f"{REGISTER}/proposals/{{proposal}}", 401, 404, 404, 404, 404, 404,      404),
    ("GET",    f"{RECORD}/registers",     401, 404, 200,  404,     404,      404,       200),
    ("POST",   LOOK_UP,                   401, 400, 400,  400,     400,      400,       400),
    ("GET",    PEOPLE,                    401, 404, 200,  404,     404,      404,       200),
    ("POST",   PEOPLE,                    401, 404, 403,  404,     404,      404,       403),
    ("GET",    PERSON,                    401, 404, 200,  404,     404,      404,       200),
    ("PATCH",  PERSON,                    401, 404, 403,  404,     404,      404,       403),
    ("DELETE", PERSON,                    401, 404, 403,  404,     404,      404,       403),
    ("POST",   f"{PERSON}/invite",        401, 404, 403,  404,     404,      404,       403),
    ("POST",   f"{PERSON}/mail",          401, 404, 403,  404,     404,      404,       403),
    ("POST",   f"{PERSON}/revoke",        401, 404, 403,  404,     404,      404,       403),
    ("POST",   f"{PERSON}/training",      401, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{LINK}/read",            404, 404, 404,  404,     404,      404,       404),
    ("POST",   f"{LINK}/accept",          404, 404, 404,  404,     404,      404,       404),
    ("GET",    f"{RECORD}/pace",          401, 422, 422,  422,     422,      422,       422),
    ("GET",    "/api/practice",           401, 200, 200,  200,     200,      200,       200),
    ("PUT",    "/api/practice",           401, 200, 200,  200,     200,      200,       200),
    ("POST",   "/api/practice/ask",       401, 201, 201,  201,     201,      201,       201),
    ("POST",   "/api/practice/hurry",     401, 200, 200,  200,     200,      200,       200),
    ("POST",   "/api/practice/wipe",      401, 403, 403,  403,     403,      403,       403),
    ("DELETE", "/api/practice",           401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/lessons",            401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/lessons/current",    401, 200, 200,  200,     200,      200,       200),
    ("PUT",    "/api/lessons/current",    401, 404, 404,  404,     404,      404,       404),
    ("DELETE", "/api/lessons/current",    401, 204, 204,  204,     204,      204,       204),
    ("POST",   "/api/lessons/{lesson}/begin", 401, 200, 200,  200,     404,      404,       404),
    ("GET",    "/api/inbox",              401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/learners",           401, 403, 403,  403,     403,      403,       403),
    ("POST",   "/api/learners",           401, 403, 403,  403,     403,      403,       403),
    ("GET",    "/api/activity",           401, 200, 200,  200,     200,      200,       200),
    ("GET",    "/api/deadline",           401, 422, 422,  422,     422,      422,       422),
    ("GET",    "/api/requests",           401, 200, 200,  200,     200,      200,       200),
    ("POST",   "/api/requests",           401, 201, 201,  201,     403,      403,       403),
]

IN_STATE = [
    ("draft",    "GET",    CASE,               401, 200, 404,  404,     404,      200,       404),
    ("draft",    "GET",    f"{CASE}/events",   401, 200, 404,  404,     404,      200,       404),
    ("draft",    "GET",    f"{CASE}/file",     401, 200, 404,  404,     404,      200,       404),
    ("draft",    "GET",    f"{CASE}/similar", 401, 200, 404,  404,     404,      200,       404),
    ("draft",    "PATCH",  CASE,               401, 200, 404,  404,     404,      403,       404),
    ("draft",    "DELETE", CASE,               401, 204, 404,  404,     404,      403,       404),
    ("draft",    "POST",   f"{CASE}/send",     401, 200, 404,  404,     404,      403,       404),
    ("draft",    "POST",   f"{CASE}/withdraw", 401, 409, 404,  404,     404,      403,       404),
    ("draft",    "POST",   f"{CASE}/accept",   401, 409, 404,  404,     404,      403,       404),
    ("draft",    "POST",   f"{CASE}/answer",   401, 409, 404,  404,     404,      403,       404),
    ("draft",    "POST",   f"{CASE}/reply",    401, 409, 404,  404,     404,      403,       404),
    ("draft",    "POST",   f"{CASE}/close",    401, 409, 404,  404,     404,      403,       404),

    ("sent",     "GET",    CASE,               401, 200, 200,  404,     404,      200,       200),
    ("sent",     "GET",    f"{CASE}/events",   401, 200, 200,  404,     404,      200,       200),
    ("sent",     "GET",    f"{CASE}/file",     401, 200, 200,  404,     404,      200,       200),
    ("sent",     "GET",    f"{CASE}/similar", 401, 200, 200,  404,     404,      200,       200),
    ("sent",     "PATCH",  CASE,               401, 409, 403,  404,     404,      403,       403),
    ("sent",     "DELETE", CASE,               401, 409, 403,  404,     404,      403,       403),
    ("sent",     "POST",   f"{CASE}/send",     401, 409, 409,  404,     404,      403,       403),
    ("sent",     "POST",   f"{CASE}/withdraw", 401, 200, 403,  404,     404,      403,       403),
    ("sent",     "POST",   f"{CASE}/accept",   401, 403, 200,  404,     404,      403,       403),
    ("sent",     "POST",   f"{CASE}/answer",   401, 409, 409,  404,     404,      403,       403),
    ("sent",     "POST",   f"{CASE}/reply",    401, 409, 409,  404,     404,      403,       403),
    ("sent",     "POST",   f"{CASE}/close",    401, 409, 409,  404,     404,      403,       403),

    ("accepted", "GET",    CASE,               401, 200, 200,  404,     404,      200,       200),
    ("accepted", "GET",    f"{CASE}/events",   401, 200, 200,  404,     404,      200,       200),
    ("accepted", "GET",    f"{CASE}/file",     401, 200, 200,  404,     404,      200,       200),
    ("accepted", "GET",    f"{CASE}/similar", 401, 200, 200,  404,     404,      200,       200),
    ("accepted", "PATCH",  CASE,               401, 409, 403,  404,     404,      403,       403),
    ("accepted", "DELETE", CASE,               401, 409, 403,  404,     404,      403,       403),
    ("accepted", "POST",   f"{CASE}/send",     401, 409, 409,  404,     404,      403,       403),
    ("accepted", "POST",   f"{CASE}/withdraw", 401, 409, 409,  404,     404,      403,       403),
    ("accepted", "POST",   f"{CASE}/accept",   401, 409, 409,  404,     404,      403,       403),
    ("accepted", "POST",   f"{CASE}/answer",   401, 403, 200,  404,     404,      403,       403),
    ("accepted", "POST",   f"{CASE}/reply",    401, 403, 422,  404,     404,      403,       403),
    ("accepted", "POST",   f"{CASE}/close",    401, 409, 409,  404,     404,      403,       403),

    ("replied",  "GET",    CASE,               401, 200, 200,  404,     404,      200,       200),
    ("replied",  "GET",    f"{CASE}/events",   401, 200, 200,  404,     404,      200,       200),
    ("replied",  "GET",    f"{CASE}/file",     401, 200, 200,  404,     404,      200,       200),
    ("replied",  "GET",    f"{CASE}/similar", 401, 200, 200,  404,     404,      200,       200),
    ("replied",  "PATCH",  CASE,               401, 409, 403,  404,     404,      403,       403),
    ("replied",  "DELETE", CASE,               401, 409, 403,  404,     404,      403,       403),
    ("replied",  "POST",   f"{CASE}/send",     401, 409, 409,  404,     404,      403,       403),
    ("replied",  "POST",   f"{CASE}/withdraw", 401, 409, 409,  404,     404,      403,       403),
    ("replied",  "POST",   f"{CASE}/accept",   401, 409, 409,  404,     404,      403,       403),
    ("replied",  "POST",   f"{CASE}/answer",   401, 409, 409,  404,     404,      403,       403),
    ("replied",  "POST",   f"{CASE}/reply",    401, 409, 409,  404,     404,      403,       403),
    ("replied",  "POST",   f"{CASE}/close",    401, 200, 403,  404,     404,      403,       403),
]

FURTHER = {
#                     draft            sent         accepted     replied: own and other
    "return":        ((409, 404), (403, 200), (403, 200), (409, 409)),
    "forward":       ((409, 404), (403, 200), (403, 200), (409, 409)),
    "split":         ((409, 404), (409, 409), (403, 200), (409, 409)),
    "allocate":      ((409, 404), (403, 403), (403, 403), (403, 403)),
    "propose-date":  ((409, 404), (409, 409), (200, 200), (409, 409)),
    "agree-date":    ((409, 404), (409, 409), (409, 409), (409, 409)),
    "decline-date":  ((409, 404), (409, 409), (409, 409), (409, 409)),
    "clarify":       ((409, 404), (409, 409), (409, 409), (200, 403)),
    "refuse":        ((409, 404), (409, 409), (409, 409), (409, 409)),
    "refer":         ((409, 404), (409, 409), (409, 409), (409, 409)),
    "uphold":        ((409, 404), (409, 409), (409, 409), (409, 409)),
    "send-back":     ((409, 404), (409, 409), (409, 409), (409, 409)),
    "approve":       ((409, 404), (409, 409), (409, 409), (409, 409)),
    "reject":        ((409, 404), (409, 409), (409, 409), (409, 409)),
    "take-back":     ((409, 404), (409, 409), (409, 409), (409, 409)),
    "remind":        ((409, 404), (200, 403), (200, 403), (403, 200)),
    "erase-early":   ((409, 404), (409, 409), (409, 409), (409, 409)),
    "messages":      ((409, 404), (409, 409), (201, 201), (201, 201)),
    "copies":        ((201, 404), (201, 403), (201, 403), (201, 403)),
    "attachments":   ((201, 404), (409, 409), (409, 201), (409, 409)),
}
"""Further steps of a handler of each side; a stranger and a colleague without a role get a 404."""

IN_STATE += [
    (state, "POST", f"{CASE}/{step}", 401, own, other, 404, 404, 403, 404 if state == "draft" else 403)
    for step, by_state in FURTHER.items()
    for state, (own, other) in zip(("draft", "sent", "accepted", "replied"), by_state, strict=True)
]

FILE = f"{CASE}/attachments/{{id}}"
TAKEN_AWAY = {
#               own  other
    "draft":    (404, 404),
    "sent":     (409, 409),
    "accepted": (409, 404),
    "replied":  (409, 409),
}
"""No request has a file of that id; what may be said of it depends on whose turn it is."""

IN_STATE += [
    (state, "DELETE", FILE, 401, own, other, 404, 404, 403, 404 if state == "draft" else 403)
    for state, (own, other) in TAKEN_AWAY.items()
]
IN_STATE += [
    (state, "GET", f"{CASE}/translations", 401, 200, 404 if state == "draft" else 200, 404, 404, 200, 404 if state == "draft" else 200)
    for state in TAKEN_AWAY
]
IN_STATE += [
    (state, "GET", f"{CASE}/notices", 401, 200, 404 if state == "draft" else 200, 404, 404, 200, 404 if state == "draft" else 200)
    for state in TAKEN_AWAY
]
IN_STATE += [(state, "GET", FILE, 401, *[404] * 6) for state in TAKEN_AWAY]
IN_STATE += [
    (state, "GET", f"{CASE}/attachments", 401, 200, 404 if state == "draft" else 200, 404, 404, 200, 404 if state == "draft" else 200)
    for state in TAKEN_AWAY
]

BODIES: Final[Mapping[tuple[str, str], Any]] = {
    ("PATCH", "/api/me"):             {"language": "sv"},
    ("POST",  f"{LINK}/read"):        {"token": "x" * 43},
    ("POST",  f"{LINK}/accept"):      {"token": "x" * 43},
    ("POST",  "/api/imports"):        {"csv": "name;city"},
    ("POST",  "/api/requests"):       {"area": "services"},
    ("PUT",   "/api/practice"):       {"counterparts": True},
    ("POST",  "/api/practice/ask"):   {},
    ("PUT",   "/api/lessons/current"): {"lesson": "send"},
    ("POST",  "/api/registers"):      {
        "name": "CVR", "language": "da", "kind": "business", "url": "https://cvr.example",
        "areas": ["services"], "answers": ["registered"], "languages": ["da"], "cost": "free",
        "keys": ["firm"],
    },
    ("POST",  f"{REGISTER}/proposals"): {"text": "The address is old."},
    ("POST",  LOOK_UP):               {"draft": numbers.new(lambda alphabet: alphabet[7]), "found": True},
    ("POST",  PEOPLE):                {"name": "Ann", "email": "ann@office.example", "language": "da"},
    ("POST",  "/api/authorities"):    {"language": "da", "country": "DK"},
    ("POST",  f"{RECORD}/merge"):     {"into": DENMARK},
    ("PUT",   f"{RECORD}/areas/{{area}}"): {"kind": "competent_authority", "access": "granted"},
    ("POST",  f"{RECORD}/subject-report"): {"name": "Ann Able"},
    ("PATCH", CASE):                  {"reason": "Another reason"},
    ("POST",  f"{CASE}/send"):        {},
    ("POST",  f"{CASE}/withdraw"):    {"reason": "No longer needed"},
    ("POST",  f"{CASE}/accept"):      {"agreed_on": FRIDAY.isoformat()},
    ("POST",  f"{CASE}/answer"):      {"answers": [{"code": "Q-1", "value": "yes"}]},
    ("POST",  f"{CASE}/reply"):       {},
    ("POST",  f"{CASE}/close"):       {"timeliness": 5, "effort": 5},
    ("POST",  f"{CASE}/return"):      {"reason": "Not ours"},
    ("POST",  f"{CASE}/forward"):     {"reason": "Theirs", "to": FINLAND},
    ("POST",  f"{CASE}/split"):       {"to": FINLAND, "questions": ["Q-2"], "reason": "Theirs"},
    ("POST",  f"{CASE}/allocate"):    {"officials": []},
    ("POST",  f"{CASE}/propose-date"): {"on": "2026-03-18", "reason": "Holidays"},
    ("POST",  f"{CASE}/agree-date"):  {},
    ("POST",  f"{CASE}/decline-date"): {},
    ("POST",  f"{CASE}/clarify"):     {"questions": ["Q-1"], "reason": "Since when?"},
    ("POST",  f"{CASE}/refuse"):      {"reason": "All is said"},
    ("POST",  f"{CASE}/refer"):       {"reason": "It does not suffice"},
    ("POST",  f"{CASE}/uphold"):      {},
    ("POST",  f"{CASE}/send-back"):   {},
    ("POST",  f"{CASE}/approve"):     {},
    ("POST",  f"{CASE}/reject"):      {"comment": "Not so"},
    ("POST",  f"{CASE}/take-back"):   {},
    ("POST",  f"{CASE}/remind"):      {},
    ("POST",  f"{CASE}/erase-early"): {"reason": "As she wishes", "consent": True},
    ("POST",  f"{CASE}/messages"):    {"text": "Good morning"},
    ("POST",  f"{CASE}/copies"):      {},
    ("POST",  f"{CASE}/attachments"): {
        "name": "a.pdf", "type": "application/pdf", "size": 100, "sha256": "0" * 64,
    },
}
# fmt: on

STATES: Final = ("draft", "sent", "accepted", "replied")
READS_IT: Final = {("own", state) for state in STATES} | {
    ("other", "accepted"),
    ("other", "replied"),
}
"""Who may read in which state what is personal; the rest never meets a canary."""

NO_FILE: Final = "0e5f2f4e-7f4a-4d2b-9c7a-0f1f6a0c9a11"
"""An id that no file has."""

NO_SUCH: Final = numbers.new(lambda alphabet: alphabet[7])
"""A number with a right check character that no request has."""

HOWS: Final[Mapping[str, tuple[Any, dict[str, Any]]]] = {
    "without a version": (None, {}),
    "stale, with a key": (None, {"tag": '"99"', "key": "a key"}),
    "for an authority of others": (None, {"headers": {"Imi-Authority": PORTUGAL}}),
    "broken": (b"{", {"tag": '"99"'}),
    "with a strange field": ({"x": CANARY}, {"tag": '"99"'}),
}
"""Ways to ask: a body of their own or the right one, and what goes with it."""


@pytest.fixture
def stage(api: Api) -> Callable[[str], str]:
    """Return a function that makes a request in a state, and returns its number."""
    directory.save_official(OWN_VIEWER)
    mette, ines = api.of(METTE), api.of(INES)
    comment = f"{CANARY} in an answer's comment"
    answers = [
        {"code": "Q-1", "value": "yes", "comment": comment},
        {"code": "Q-2", "value": f"{CANARY} in an answer"},
    ]
    steps = [
        ("sent", lambda number: mette.act(number, "send")),
        (
            "accepted",
            lambda number: ines.act(number, "accept", BODIES["POST", f"{CASE}/accept"]),
        ),
        ("answered", lambda number: ines.act(number, "answer", {"answers": answers})),
        ("replied", lambda number: ines.act(number, "reply")),
    ]

    def make(state: str) -> str:
        number = str(mette.call("POST", "/api/requests", A_DRAFT).json()["number"])
        reached = "draft"
        for name, step in steps:
            if reached == state:
                break
            assert step(number).status == 200
            reached = name
        return number

    return make


def cells(state: str, *, good: bool) -> Iterator[tuple[str, str, str, int]]:
    """Yield method, path, who and status of each call of *state* that is good, or is not."""
    for at, method, path, *statuses in IN_STATE:
        for who, status in zip(WHO, statuses, strict=True):
            if at == state and good is (status < 300):
                yield method, path, who, status


def everything(answer: Answer) -> str:
    return f"{answer.headers!r} {answer.text}"


def said(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return all that a client sees of *answer*."""
    return answer.status, sorted(answer.headers.items()), answer.body


def offered() -> set[tuple[str, str]]:
    """Return method and path of each route of the app, each action by itself."""
    from app import app

    return {
        (method, path.replace("{action}", action))
        for path, methods in app.routes.items()
        for method in methods
        for action in _actions(path)
    }


def _actions(path: str) -> Iterable[str]:
    if "{action}" not in path:
        return [""]
    if path.startswith(REGISTER):
        return set(Act) - {Act.REMOVE}
    return STEPS if path.startswith(RECORD) else set(Action) - {Action.MESSAGE}


def test_the_matrix_has_a_line_for_every_route_in_every_state():
    listed = {(method, path) for method, path, *_ in ANY_TIME}
    for state in STATES:
        listed_here = {(method, path) for at, method, path, *_ in IN_STATE if at == state}

        assert listed | listed_here == offered(), state


@pytest.mark.parametrize("state", ["sent", "replied"])
def test_who_gets_what_at_any_time(api, stage, state):
    stage(state)
    found = []

    for method, path, *_ in ANY_TIME:
        where, body = (
            path.format(
                area="services",
                country="DK",
                id=PORTUGAL,
                official=INES.id,
                proposal="none",
                lesson="send",
            ),
            BODIES.get((method, path)),
        )
        answers = [api.of(each).call(method, where, body, tag='"1"') for each in WHO.values()]
        found.append((method, path, *(answer.status for answer in answers)))

        assert CANARY not in "".join(map(everything, answers)), (method, path)

    assert found == ANY_TIME


@pytest.mark.parametrize("state", STATES)
def test_who_is_refused_what_of_a_request(api, stage, state):
    number, own = stage(state), api.of(METTE)
    before = own.get(CASE.format(number=number))

    for method, path, who, expected in cells(state, good=False):
        client, body = api.of(WHO[who]), BODIES.get((method, path))
        answer = client.call(
            method, path.format(number=number, id=NO_FILE), body, tag=before["etag"]
        )

        assert answer.status == expected, (method, path, who)
        assert CANARY not in everything(answer), (method, path, who)
        if expected == 404:
            nowhere = client.call(
                method, path.format(number=NO_SUCH, id=NO_FILE), body, tag=before["etag"]
            )
            assert said(answer) == said(nowhere), (method, path, who)

    assert own.get(CASE.format(number=number)) == before


@pytest.mark.parametrize("state", STATES)
def test_who_gets_what_of_a_request(api, stage, state):
    number, own = stage(state), api.of(METTE)

    for method, path, who, expected in cells(state, good=True):
        number = number if method == "GET" else stage(state)
        tag, body = own.get(CASE.format(number=number))["etag"], BODIES.get((method, path))
        answer = api.of(WHO[who]).call(
            method, path.format(number=number, id=NO_FILE), body, tag=tag
        )

        assert answer.status == expected, (method, path, who)
        if (who, state) not in READS_IT and not path.endswith("/accept"):
            assert CANARY not in everything(answer), (method, path, who)


@pytest.mark.parametrize("state", STATES)
def test_the_canaries_are_there_for_those_who_may_read_them(api, stage, state):
    number = stage(state)

    read = {
        who: CANARY in api.of(official).call("GET", CASE.format(number=number)).text
        for who, official in WHO.items()
    }

    assert {who for who, sang in read.items() if sang} == {
        who for who, at in READS_IT if at == state
    }


@pytest.mark.parametrize("state", ["draft", "replied"])
@pytest.mark.parametrize("who", ["stranger", "colleague"])
def test_a_case_of_others_answers_as_none_at_all_however_one_asks(api, stage, state, who):
    number, client = stage(state), api.of(WHO[who])
    lines = {(method, path) for _, method, path, *_ in IN_STATE}

    for (method, path), (body, more) in itertools.product(lines, HOWS.values()):
        what = body or BODIES.get((method, path))
        theirs = client.call(method, path.format(number=number, id=NO_FILE), what, **more)
        nobodys = client.call(method, path.format(number=NO_SUCH, id=NO_FILE), what, **more)

        assert said(theirs) == said(nobodys), (method, path, body, more)
        assert theirs.status >= 400


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["stranger", "colleague"])
def test_the_lists_of_those_who_are_no_party_are_empty(api, stage, state, who):
    number, client = stage(state), api.of(WHO[who])

    for path in ("/api/requests?box=received", "/api/requests?box=sent"):
        for query in (
            "",
            f"&q={number}",
            f"&q={number.lower().replace('-', '')}",
            "&q=turismo",
        ):
            assert client.get(path + query) == {"items": [], "next": None}
        theirs = client.call("GET", f"{path}&q={number}")
        assert said(theirs) == said(client.call("GET", f"{path}&q={NO_SUCH}"))
    assert client.get("/api/tasks")["items"] == []


@pytest.mark.parametrize("who", ["other", "other viewer"])
def test_a_draft_cannot_be_found_by_whom_it_is_meant_for(api, stage, who):
    number = stage("draft")

    for box in ("received", "sent"):
        found = api.of(WHO[who]).get(f"/api/requests?box={box}&q={number}")
        assert found["items"] == []


@pytest.mark.parametrize("who", ["own", "own viewer"])
def test_answers_stay_with_the_asked_side_until_it_replies(api, stage, who):
    number, client = stage("answered"), api.of(WHO[who])

    request = client.get(CASE.format(number=number))
    events = client.get(f"{CASE.format(number=number)}/events")

    assert request["state"] == "partly_answered"
    assert [question["answer"] for question in request["questions"]] == [None, None]
    assert f"{CANARY} in an answer" not in f"{request} {events}"


@pytest.mark.parametrize("who", ["own viewer", "other viewer"])
def test_a_viewer_never_reads_what_is_personal_even_at_the_end(api, stage, who):
    number = stage("replied")
    api.of(METTE).act(number, "close")
    client = api.of(WHO[who])

    case = CASE.format(number=number)
    for path in (case, f"{case}/events", f"{case}/file"):
        assert CANARY not in everything(client.call("GET", path))
    for box in ("received", "sent"):
        assert CANARY not in everything(client.call("GET", f"/api/requests?box={box}"))


def test_a_withdrawn_request_stays_sealed_on_every_route(api, stage):
    number, ines = stage("sent"), api.of(INES)
    api.of(METTE).act(number, "withdraw", BODIES["POST", f"{CASE}/withdraw"])
    tag = ines.get(CASE.format(number=number))["etag"]

    for method, path in {(method, path) for _, method, path, *_ in IN_STATE}:
        what = BODIES.get((method, path))
        answer = ines.call(method, path.format(number=number, id=NO_FILE), what, tag=tag)

        assert CANARY not in everything(answer)
        assert method == "GET" or answer.status in {403, 409}
