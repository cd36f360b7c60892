"""How often each operation calls DynamoDB, besides the one read of who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from botocore.client import BaseClient

from chalicelib.domain import deadlines
from chalicelib.domain.areas import Deadline
from chalicelib.storage import areas, countries
from chalicelib.web import tokens
from infra.localstage.gateway import Answer, Gateway
from tests.stack.seed import fill
from tests.web.stage import A_DRAFT, INES, METTE, Api, jwks

WRITE: Final = "TransactWriteItems"


class Calls(NamedTuple):
    """Calls to DynamoDB."""

    reads: int
    writes: int = 0
    """Transactions."""

    def within(self, budget: Calls) -> bool:
        """Return whether neither number is larger than that of *budget*."""
        return self.reads <= budget.reads and self.writes <= budget.writes


LIST, CASE, CHANGE = Calls(1), Calls(2), Calls(1, 1)

# fmt: off
BUDGETS: Final[Mapping[str, Calls]] = {
    "me":                      Calls(0),
    "legal areas":             LIST,
    "one legal area":          LIST,
    "countries":               LIST,
    "authorities of a country": LIST,
    "authorities everywhere":  LIST,
    "an authority":            LIST,
    "my tasks":                LIST,
    "requests received":       LIST,
    "requests sent":           LIST,
    "a request by its number": LIST,
    "a case":                  CASE,
    "its timeline":            CASE,
    "create":                  CHANGE,
    "change":                  CHANGE,
    "delete":                  CHANGE,
    "send":                    CHANGE,
    "accept":                  CHANGE,
    "answer":                  CHANGE,
    "reply":                   CHANGE,
    "close":                   CHANGE,
    "withdraw":                CHANGE,
    "my language":             CHANGE,
}
# fmt: on
"""What architecture allows; in a function that has answered before."""


PUBLIC: Final = frozenset({"countries"})
"""Operations before which nobody is asked who he or she is."""


def counted(api: Api) -> dict[str, Calls]:
    """Return the most that each operation of :data:`BUDGETS` calls; the tables are empty before."""
    areas.forget()
    countries.forget()
    fill()
    found: dict[str, Calls] = {}
    with patch.object(tokens, "keys", tokens.Keys(jwks)), _watched() as calls:
        for name, answer in _operations(api.of(METTE), api.of(INES)):
            assert answer.status < 300, (name, answer.text)
            writes = calls.count(WRITE)
            who = 0 if name in PUBLIC else 1
            now = Calls(len(calls) - writes - who, writes)
            found[name] = max(now, found.get(name, now))
            calls.clear()
    areas.forget()
    countries.forget()
    return found


def _operations(asking: Api, asked: Api) -> Iterator[tuple[str, Answer]]:
    """Yield operations and what they answered, none of them the first of its process."""
    on = deadlines.suggested(
        Deadline(days=14), datetime.now(UTC).date(), urgent=False
    ).isoformat()
    draft = A_DRAFT | {"proposed_on": on}
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Passeios"}]
    life: list[tuple[Api, str, Any]] = [
        (asking, "send", {}),
        (asked, "accept", {"agreed_on": on}),
        (asked, "answer", {"answers": answers}),
        (asked, "reply", {}),
        (asking, "close", {}),
    ]
    # What is published is read once and kept, by the first who asks for it.
    yield "legal areas", asking.call("GET", "/api/areas")
    yield "one legal area", asking.call("GET", "/api/areas/services")
    yield "countries", asking.call("GET", "/api/countries")

    made = asking.call("POST", "/api/requests", draft, key="create")
    yield "create", made
    path = f"/api/requests/{made.json()['number']}"
    made = asking.call("PATCH", path, {"reason": "Another"}, tag=made.json()["etag"])
    yield "change", made
    for by, action, body in life:
        tag = made.json()["etag"]
        made = by.call("POST", f"{path}/{action}", body, tag=tag, key=action)
        yield action, made

    yield "a case", asked.call("GET", path)
    yield "its timeline", asked.call("GET", f"{path}/events")
    yield from _reads(asked, path.rpartition("/")[2])

    for other in ("delete", "withdraw"):
        made = asking.call("POST", "/api/requests", draft)
        yield "create", made
        path, tag = f"/api/requests/{made.json()['number']}", made.json()["etag"]
        if other == "delete":
            yield other, asking.call("DELETE", path, tag=tag)
        else:
            made = asking.call("POST", f"{path}/send", {}, tag=tag)
            yield "send", made
            tag = made.json()["etag"]
            yield other, asking.call("POST", f"{path}/withdraw", {"reason": "Found"}, tag=tag)


def _reads(asked: Api, number: str) -> Iterator[tuple[str, Answer]]:
    me = asked.call("GET", "/api/me")
    yield "me", me
    change = {"language": "en"}
    yield "my language", asked.call("PATCH", "/api/me", change, tag=me.json()["etag"])
    yield "my tasks", asked.call("GET", "/api/tasks")
    yield "requests received", asked.call("GET", "/api/requests?box=received")
    yield "requests sent", asked.call("GET", "/api/requests?box=sent")
    yield "a request by its number", asked.call("GET", f"/api/requests?q={number}")
    yield "authorities of a country", asked.call("GET", "/api/authorities?country=DK")
    yield "authorities everywhere", asked.call("GET", "/api/authorities?q=kontor")
    yield "an authority", asked.call("GET", "/api/authorities/dk-business")


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Note the name of every call to DynamoDB."""
    calls: list[str] = []
    call = BaseClient._make_api_call

    def noted(client: Any, operation: str, arguments: Any) -> Any:
        if client.meta.service_model.service_name == "dynamodb":
            calls.append(operation)
        return call(client, operation, arguments)

    with patch.object(BaseClient, "_make_api_call", noted):
        yield calls


def the_api() -> Api:
    """Return the real app as a client sees it, without anybody signed in."""
    from app import app

    return Api(Gateway(app))
