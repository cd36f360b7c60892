"""Entering a training stage: whoever has access is known nowhere in it at first."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.config import settings
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.services import learners
from chalicelib.web import bodies, http, tokens, views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.practice import must_be_training
from chalicelib.web.profiles import known_language

routes = http.routes(__name__)


class Joinable(Struct):
    """The invented authorities that one can practise for."""

    items: list[views.AuthoritySummary]
    next: None = None


class Joining(Struct, forbid_unknown_fields=True):
    """For whom somebody will practise, and under which name."""

    authority: Annotated[str, Meta(max_length=64)]
    name: bodies.Text
    language: Annotated[str, Meta(max_length=2)]


class Joined(Struct):
    """Who practises from now on."""

    id: str
    authority: str


@routes.route("/api/learners", "GET", answer=Joinable, public=True)
def list_joinable(asked: Asked) -> Answer:
    """List the invented authorities that I can practise for; to accounts with access to training alone."""
    _learner(asked)
    found = learners.authorities()
    return Answer(Joinable(items=[views.summary(each.party, asked.language) for each in found]))


@routes.route("/api/learners", "POST", body=Joining, answer=Joined, public=True)
def join_training(asked: Asked) -> Answer:
    """Enter the training stage for an invented authority; to accounts with access to training alone."""
    sub = _learner(asked)
    wanted = asked.body(Joining)
    language = known_language(wanted.language) or wanted.language
    learner = learners.join(
        sub, authority=wanted.authority, name=wanted.name, language=language, at=asked.at
    )
    return Answer(Joined(id=learner.id, authority=learner.authority))


def _learner(asked: Asked) -> str:
    """
    Return the account of who asks: nobody has to stand behind it here yet.

    Raises:
        NotFound: This is no training stage.
        Unreadable: There is no valid token.
        NotAllowed: The account has no access to training.
    """
    must_be_training()
    # It looks for the group, if one is named; where none is, nobody joins.
    bearer = tokens.bearer(asked.headers.get("authorization"))
    if not settings.learners:
        raise NotAllowed(Reason.NO_TRAINING)
    return bearer.sub
