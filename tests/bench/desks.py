"""
Where officials work: the real app in a process of its own, as one instance of the function, or a line to it.

The app answers one call at a time, as an instance does; who works at it calls it without a network between.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from enum import StrEnum, auto
from multiprocessing.synchronize import Semaphore
from typing import Any, Final, NamedTuple
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives import serialization
from werkzeug.datastructures import Headers

from chalicelib.domain.officials import Official
from chalicelib.web import tokens
from infra.localstage.gateway import Answer
from tests.bench import calls
from tests.bench.mornings import OFFICES, Life, Turn
from tests.builders import an_official
from tests.soak import capacity
from tests.web import stage
from tests.web.stage import Api, jwks

PATIENCE: Final = 60
"""Seconds for which somebody waits for an answer over a line."""
NO_ANSWER: Final = 599
"""What stands for a status where the line has broken."""
FASTER: Final = frozenset({409, 412})
"""How the app says that somebody has changed the request meanwhile."""


class Line(NamedTuple):
    """By which a desk calls a stage that is deployed in an emulated account, over HTTP."""

    endpoint: str
    """Address of the account."""
    api: str
    """Id of the API in its API Gateway."""
    key: bytes
    """With which the tokens of these officials are signed (PEM)."""
    question: str
    """Code of a question of the published legal area, which is answered by yes or no."""


class Outcome(StrEnum):
    """What came of a turn."""

    DONE = auto()
    SEEN = auto()
    """A colleague was faster, which showed when the case was opened."""
    CONFLICT = auto()
    """A colleague was faster by a moment, and the app refused the second one."""
    WRONG = auto()


class Served(NamedTuple):
    """A call of the API, and what it cost."""

    name: str
    """As in :data:`calls.BUDGETS`."""
    seconds: float
    calls: int
    """Of DynamoDB."""
    units: float
    """Of capacity, read and written."""


class Taken(NamedTuple):
    """A turn that is over."""

    outcome: Outcome
    served: list[Served]
    number: str = ""
    tag: str = ""
    said: str = ""
    """What the app answered, where that was wrong."""


class Refused(Exception):
    """The app has answered a call with an error."""

    def __init__(self, name: str, answer: Answer) -> None:
        super().__init__(f"{name}: {answer.status} {answer.text}")
        self.status = answer.status


class Overtaken(Exception):
    """Somebody has changed the request since its last exchange."""


class Visit:
    """An official at a desk."""

    def __init__(self, api: Api, turn: Turn) -> None:
        self._api = api.of(official(turn.authority, turn.colleague))
        self._turn = turn
        self.served: list[Served] = []

    def take(self) -> tuple[str, str]:
        """
        Look at what waits, open the case, and take the turn; return number and tag of the request.

        Raises:
            Overtaken: It is not as its last exchange has left it.
            Refused: An answer is an error.
        """
        action, number = self._turn.action, self._turn.number
        self.call("my tasks", "GET", "/api/tasks")
        if number:
            self.open(number)
        made = self.act().json()
        if action in {"create", "close"}:
            self.call("requests sent", "GET", "/api/requests?box=sent")
        if action == "reply":
            self.call("requests received", "GET", "/api/requests?box=received")
        return made["number"], made["etag"]

    def open(self, number: str) -> None:
        """Read the page of the case, as it must be."""
        first = self._turn.action in {"accept", "return"}
        name = "open a case" if first else "a case"
        case = self.call(name, "GET", f"/api/requests/{number}").json()
        self.call("its timeline", "GET", f"/api/requests/{number}/events")
        if case["etag"] != self._turn.tag:
            raise Overtaken

    def act(self) -> Answer:
        turn = self._turn
        body, path = _bodies()[turn.action], f"/api/requests/{turn.number}"
        if turn.action == "create":
            body, path = body | {"asked": turn.asked}, "/api/requests"
        elif turn.action == "message":
            path += "/messages"
        else:
            path += f"/{turn.action}"
        return self.call(turn.action, "POST", path, body, tag=turn.tag, key=turn.key)

    def call(self, name: str, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """
        Return the answer, and note what it cost.

        Raises:
            Refused: It is an error.
        """
        with capacity.watched() as spent:
            begun = time.perf_counter()
            answer = self._api.call(method, path, body, **more)
            seconds = time.perf_counter() - begun
        if answer.status >= 300:
            raise Refused(name, answer)
        self.served.append(Served(name, seconds, len(spent), sum(spent)))
        return answer


class Exchange:
    """The way to an app at the end of a line, as :class:`infra.localstage.gateway.Gateway` is to one in the process."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Answer:
        host = f"{self._line.api}.execute-api.localhost"
        request = Request(
            f"{self._line.endpoint}/api{path}",
            method=method,
            headers={**(headers or {}), "Host": host},
            data=body.encode() if isinstance(body, str) else body,
        )
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, Headers(answer.headers.items()), answer.read())
        except HTTPError as error:
            return Answer(error.code, Headers(error.headers.items()), error.read())
        except OSError as error:
            return Answer(NO_ANSWER, Headers(), str(error).encode())


def opened(ready: Semaphore, line: Line | None) -> None:
    """
    Lead a request through the app, so that all is loaded, and say *ready*.

    The app is that of this process, or the one at the end of *line*.
    """
    if line:
        key = serialization.load_pem_private_key(line.key, None)
        patch.object(stage, "SIGNING", key).start()
        _desk.update(api=Api(Exchange(line)), bodies=_about(line.question))
    else:
        patch.object(tokens, "keys", tokens.Keys(jwks)).start()
        _desk.update(api=calls.the_api(), bodies=calls.bodies())
    # Two desks that make the same call would get the same request.
    place = -os.getpid()
    life = Life(place, *OFFICES[:2], ("create", "send", "accept", "answer", "reply", "close"))
    number = tag = ""
    for step in range(len(life.actions)):
        number, tag = Visit(_api(), life.turn(step, 0, number, tag)).take()
    ready.release()


def take(turn: Turn) -> Taken:
    """Let the official whose *turn* it is take it, and return what came of it."""
    visit = Visit(_api(), turn)
    try:
        number, tag = visit.take()
    except Overtaken:
        return _late(turn, visit, Outcome.SEEN, "somebody has changed it")
    except Refused as error:
        outcome = Outcome.CONFLICT if error.status in FASTER else Outcome.WRONG
        return _late(turn, visit, outcome, str(error))
    return Taken(Outcome.DONE, visit.served, number, tag)


def official(authority: str, colleague: int) -> Official:
    """Return one of those who work for *authority*."""
    return an_official(authority, f"colleague{colleague}")


def _late(turn: Turn, visit: Visit, outcome: Outcome, said: str) -> Taken:
    """Return that *turn* was not taken, which is wrong where nobody else was at it."""
    outcome = outcome if turn.raced else Outcome.WRONG
    return Taken(outcome, visit.served, said=f"{turn}: {said}")


def _about(question: str) -> dict[str, Any]:
    """Return what each action is sent with, where *question* is the only one."""
    bodies = calls.bodies()
    asked = {"code": question, "slots": {"firm": "Marés Claras"}}
    bodies["create"] |= {"questions": [asked]}
    bodies["answer"] = {"answers": [{"code": question, "value": "yes"}]}
    bodies["clarify"] |= {"questions": [question]}
    return bodies


_desk: Final[dict[str, Any]] = {}


def _api() -> Api:
    api: Api = _desk["api"]
    return api


def _bodies() -> dict[str, Any]:
    bodies: dict[str, Any] = _desk["bodies"]
    return bodies
