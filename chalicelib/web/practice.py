"""Practising with simulated counterparts: there is none of it outside the training stage."""

from __future__ import annotations

import secrets

from msgspec import Struct

from chalicelib.config import settings
from chalicelib.domain.errors import NotFound
from chalicelib.services import afresh, counterpart_requests, counterparts, wiping
from chalicelib.web import bodies, http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.now import real

routes = http.routes(__name__)


class Practice(Struct, forbid_unknown_fields=True):
    """How my authority practises."""

    counterparts: bool
    """Whether simulated counterparts answer it."""


class Practising(Struct):
    """How my authority practises, and what is about to happen to the stage."""

    counterparts: bool
    """Whether simulated counterparts answer it."""
    may_wipe: bool
    """Whether I may have the whole stage wiped."""
    wiped_soon: bool
    """Whether somebody wants that, and the requests are not gone yet."""


class Hurried(Struct):
    """What simulated counterparts have done at once."""

    moves: int
    """How many steps they have taken in requests of my authority."""


class Removed(Struct):
    """What was removed so that one can start afresh."""

    requests: int


class Practised(Struct):
    """What a simulated counterpart has sent my authority."""

    number: str
    """Of the request."""


@routes.route("/api/practice", "GET", answer=Practising)
def read_practice(asked: Asked) -> Answer:
    """Tell how my authority practises, and what happens to the stage; in the training stage alone."""
    must_be_training()
    by = asked.official
    return Answer(
        Practising(
            counterparts=counterparts.is_on(by),
            may_wipe=wiping.may_want(by=by),
            wiped_soon=wiping.is_wanted(),
        )
    )


@routes.route("/api/practice", "PUT", body=Practice, answer=Practice)
def switch_practice(asked: Asked) -> Answer:
    """Let simulated counterparts answer my authority, or no longer; in the training stage alone."""
    must_be_training()
    wanted = asked.body(Practice)
    counterparts.switch(on=wanted.counterparts, by=asked.official, at=asked.at)
    return Answer(wanted)


@routes.route("/api/practice/ask", "POST", body=bodies.Nothing, answer=Practised, status=201)
def ask_me(asked: Asked) -> Answer:
    """Let a simulated counterpart send my authority a request; in the training stage alone."""
    must_be_training()
    asked.body(bodies.Nothing)
    by, call = asked.official, asked.repeatable
    number = counterpart_requests.ask(
        by.authority,
        at=asked.at,
        # The same call asks the same, also if it is broken off in the middle.
        seed=call.key if call else secrets.token_hex(),
        wanted=[area for area in by.readable_areas if by.handles(area)],
        call=call,
    )
    return Answer(Practised(number=number), status=201, location=f"/api/requests/{number}")


@routes.route("/api/practice/hurry", "POST", body=bodies.Nothing, answer=Hurried)
def hurry_practice(asked: Asked) -> Answer:
    """Let simulated counterparts do now what they are about to do; in the training stage alone."""
    must_be_training()
    asked.body(bodies.Nothing)
    return Answer(Hurried(moves=counterparts.hurry(asked.official, at=asked.at)))


@routes.route("/api/practice", "DELETE", answer=Removed)
def start_afresh(asked: Asked) -> Answer:
    """Forget my lessons and remove the requests that belong to them; in the training stage alone."""
    must_be_training()
    return Answer(Removed(requests=afresh.start_afresh(by=asked.official)))


@routes.route(
    "/api/practice/wipe", "POST", body=bodies.Nothing, answer=bodies.Nothing, status=202
)
def wipe_stage(asked: Asked) -> Answer:
    """
    Have the whole stage wiped within a quarter of an hour; in the training stage alone.

    Everybody's requests, files, e-mails and lessons under way go, and the authorities that were registered.
    """
    must_be_training()
    asked.body(bodies.Nothing)
    wiping.want(by=asked.official, at=real())
    return Answer(bodies.Nothing(), status=202)


def must_be_training() -> None:
    """
    Do nothing in a training stage.

    Raises:
        NotFound: This is another stage: there is nothing to practise.
    """
    if settings.stage != "training":
        raise NotFound
