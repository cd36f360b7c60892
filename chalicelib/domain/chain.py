"""
The chain over the events of a request: whoever changes one breaks all that follow.

An event's digest is taken over what everybody may know of it and over the digests of its parts:
what was written with it, and what the own side alone is told. Each part has a salt of its own,
which lies with the part. So a line or a part may be withheld from a reader, or erased for good,
and the chain can be checked all the same, and nobody guesses from a digest what is gone.
docs/case-file.md describes it for those who check.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from chalicelib.domain.attachments import Attachment
from chalicelib.domain.events import Event, Note
from chalicelib.domain.requests import Action, Answer, Case, Request, Sealed, State

START: Final = "0" * 64
"""What stands for the hash before the first one."""

EVENT: Final = "event"
"""The name of the salt of an event's own digest."""
OWN: Final = "own"
SUGGESTION: Final = "suggestion"
NOTE: Final = "note"
REQUEST: Final = "request"
SEALED: Final = "sealed"
ANSWERS: Final = "answers"
FILES: Final = "files"
REASON: Final = "reason"


class Salted(NamedTuple):
    """A part of an event with what makes its digest unguessable."""

    salt: str
    value: Any
    """Of what JSON knows."""

    @property
    def digest(self) -> str:
        """What the event says of it."""
        return sha256(canonical([self.salt, self.value]))


class Link(NamedTuple):
    """An event in its place in the chain, and what it was written with."""

    case: Case
    event: Event
    note: Note | None


def canonical(value: Any) -> bytes:
    """Return *value* in the one way in which it is written to be digested."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def link(case: Case, event: Event, note: Note | None, *, seed: str) -> Link:
    """
    Return *event*, which led to *case*, joined to the chain of the request.

    Args:
        note: What was written with it.
        seed: Drawn for this event and kept nowhere.
    """
    case, note = _salted(case, event, note, seed)
    salts = {name: salt(seed, name) for name in (EVENT, OWN)}
    if event.suggested:
        salts[SUGGESTION] = salt(seed, SUGGESTION)
    event = replace(event, salts=salts)
    event = replace(
        event, parts={name: part.digest for name, part in parts(case, event, note).items()}
    )
    digest = sha256(canonical(content(event)))
    joined = replace(event, digest=digest, hash=following(case.request.chain or START, digest))
    request = replace(case.request, chain=joined.hash)
    return Link(replace(case, request=request), joined, note)


def following(hash: str, digest: str) -> str:
    """Return the hash of the chain that goes on from *hash* with an event of *digest*."""
    return sha256(bytes.fromhex(hash) + bytes.fromhex(digest))


def content(event: Event) -> dict[str, Any]:
    """Return what the digest of *event* is taken over; told to all who may know of the event."""
    return {
        "number": event.number,
        "sequence": event.sequence,
        "action": str(event.action),
        "state": event.state.value,
        "authority": event.authority,
        "at": moment(event.at),
        "asked": event.asked,
        "proposed_on": event.proposed_on.isoformat() if event.proposed_on else None,
        "agreed_on": event.agreed_on.isoformat() if event.agreed_on else None,
        "part": event.part,
        "questions": list(event.questions),
        "salt": event.salts.get(EVENT, ""),
        "parts": dict(event.parts),
    }


def parts(case: Case, event: Event, note: Note | None) -> dict[str, Salted]:
    """Return the parts of *event*, as far as *case* and *note* hold what it was written with."""
    found = {OWN: Salted(event.salts[OWN], _own(event))}
    if event.suggested:
        found[SUGGESTION] = Salted(event.salts[SUGGESTION], event.suggested)
    if note:
        found[NOTE] = Salted(note.salt, _note(note))
    return found | {name: _written(name, case) for name in carried(event)}


def carried(event: Event) -> tuple[str, ...]:
    """Return the names of those parts of *event* that lie in the case."""
    approved = event.action == Action.APPROVE and event.state is State.REPLIED
    if event.action in {Action.SEND, Action.SPLIT}:
        # Of a split: what is left of the whole, or the part with all that belongs to it.
        return (REQUEST, SEALED)
    if event.action == Action.REPLY or approved:
        return (ANSWERS, FILES)
    return (REASON,) if event.action == Action.WITHDRAW else ()


def held(name: str, case: Case) -> Salted | None:
    """Return the part *name* as *case* has it now; None if it holds none, or none with a salt."""
    if name == SEALED and case.sealed is None:
        return None
    if name in {ANSWERS, FILES} and not case.answers:
        return None
    part = _written(name, case)
    return part if part.salt else None


def salt(seed: str, name: str) -> str:
    """Return the salt of the part *name* for a move with *seed*."""
    return sha256(f"{seed}:{name}".encode())[:32]


def moment(at: datetime) -> str:
    """Return *at* as the chain writes it: UTC, with all its microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _salted(case: Case, event: Event, note: Note | None, seed: str) -> tuple[Case, Note | None]:
    """Return *case* and *note* with new salts for what *event* writes."""
    request = case.request
    if REQUEST in carried(event):
        case = replace(case, request=replace(request, salt=salt(seed, REQUEST)))
        if SEALED in carried(event) and case.sealed:
            case = replace(case, sealed=replace(case.sealed, salt=salt(seed, SEALED)))
    elif event.action == Action.WITHDRAW and not request.salt:
        case = replace(case, request=replace(request, salt=salt(seed, REASON)))
    elif event.action == Action.ANSWER or (ANSWERS in carried(event) and not case.answers_salt):
        case = replace(case, answers_salt=salt(seed, ANSWERS))
    return case, replace(note, salt=salt(seed, NOTE)) if note else None


def _written(name: str, case: Case) -> Salted:
    request = case.request
    match name:
        case "sealed":
            sealed = case.sealed or Sealed()
            return Salted(sealed.salt, sealed_value(sealed))
        case "answers":
            return Salted(case.answers_salt, answers_value(case.answers))
        case "files":
            return Salted(case.answers_salt, files_value(case.files))
        case "reason":
            return Salted(request.salt, request.withdrawal_reason)
    return Salted(request.salt, _request(request))


def _own(event: Event) -> dict[str, Any]:
    return {
        "official": event.official,
        "officials": list(event.officials),
        "answered": list(event.answered),
    }


def _note(note: Note) -> dict[str, Any]:
    said: dict[str, Any] = {"text": note.text, "language": note.language}
    # Named only where there are any: so what was written before there could be keeps its digest.
    return said | ({"attachments": files_value(note.files)} if note.files else {})


def _request(request: Request) -> dict[str, Any]:
    return {
        "area": request.area,
        "question_set_version": request.question_set_version,
        "language": request.language,
        "reason": request.reason,
        "urgent": request.urgent,
        "urgent_reason": request.urgent_reason,
        "ask_before_forwarding": request.ask_before_forwarding,
        "questions": [
            {"code": each.code, "slots": dict(each.slots)} for each in request.questions
        ],
    }


def sealed_value(sealed: Sealed) -> dict[str, Any]:
    """Return the *sealed* part as JSON knows it."""
    person = sealed.person
    return {
        "person": {
            "name": person.name,
            "kind": person.kind.value,
            "born_on": person.born_on.isoformat() if person.born_on else None,
            "details": person.details,
        }
        if person
        else None,
        "slots": {code: dict(values) for code, values in sealed.slots.items()},
        "comments": dict(sealed.comments),
        "attachments": files_value(sealed.attachments),
    }


def files_value(files: Sequence[Attachment]) -> list[dict[str, Any]]:
    """Return *files* as JSON knows them; what they contain is told by its own digest."""
    return [
        {"name": each.name, "type": each.type, "size": each.size, "sha256": each.sha256}
        for each in files
    ]


def answers_value(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Return *answers* as JSON knows them."""
    return {
        code: {"value": each.value, "comment": each.comment, "language": each.language}
        for code, each in answers.items()
    }


def sha256(content: bytes) -> str:
    """Return the digest of *content*, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
