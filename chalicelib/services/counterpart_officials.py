"""Who acts for a simulated counterpart, and how what she or he does is recognised if it comes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authorities import Party
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.domain.invented import Words, chosen
from chalicelib.domain.moves import Move
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request
from chalicelib.services.learners import is_learner
from chalicelib.storage import calls, directory
from chalicelib.storage.calls import Call


def handler(party: Party, area: str, words: Words, *occasion: object) -> Acting:
    """
    Return somebody who handles *area* for *party*, and writes in the language of *words*.

    Raises:
        NotAllowed: Nobody does.
    """
    able = sorted(
        (
            acting
            for each in directory.officials_of(party.id)
            # Whoever practises would find what she or he has never done.
            if not is_learner(each)
            and each.works_for(party.id)
            and (acting := each.acting_for(party.id)).handles(area)
        ),
        key=lambda acting: acting.official.id,
    )
    if not able:
        raise NotAllowed(Reason.NO_ROLE)
    found = chosen(able, "handler", *occasion)
    # The authority writes in its own language, whatever its people like to read.
    return replace(found, official=replace(found.official, language=words.language))


def call_of(request: Request, move: Move, by: Acting, at: datetime) -> Call:
    """Return what recognises *move* by *by* on this version of *request*, at *at* (UTC): twice is once."""
    key = calls.digest("counterpart", by.authority, request.number, str(request.version))
    return Call(key=key, fingerprint=calls.digest(key, move.action), at=at)
