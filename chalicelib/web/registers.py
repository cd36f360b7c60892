"""The directory of registers: where anybody can look up what would have to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import Fault, Invalid, NotFound, VersionMissing
from chalicelib.domain.register_edits import Act
from chalicelib.domain.register_finding import Wish
from chalicelib.domain.registers import EVERYWHERE
from chalicelib.domain.registers import Answer as Answered
from chalicelib.services import register_edits, register_entries, registers
from chalicelib.services.register_entries import Seen
from chalicelib.storage import cursors
from chalicelib.web import bodies, case_numbers, http, problems, register_bodies, register_views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.problems import Unreadable

routes = http.routes(__name__)

KEPT_SECONDS: Final = 60
"""How long an answer may be kept by whoever passes it on."""
LANGUAGE: Final = re.compile(r"[a-z]{2}")
LONGEST_TEXT: Final = 200
MOST_QUESTIONS: Final = 50


@routes.route(
    "/api/registers",
    "GET",
    answer=register_views.Registers,
    query=(
        "q", "country", "area", "profession", "answers", "language", "free", "spared", "questions",
        "limit", "cursor",
    ),
    public=True,
)  # fmt: skip
def list_registers(asked: Asked) -> Answer:
    """List public registers by words, country, area and what they answer, or have spared, the best first."""
    wish = _wish(asked.query)
    known, names = registers.known(at=asked.at), registers.names(at=asked.at)
    codes = [code for code in asked.query.get("questions", "").split(",") if code]
    if codes:
        items = [
            register_views.row(each.register, known, names, asked.language, each.codes)
            for each in registers.offers(
                area=wish.area or "",
                country=wish.country or "",
                codes=codes[:MOST_QUESTIONS],
                language=asked.language,
                at=asked.at,
            )
        ]
        return Answer(
            register_views.Registers(items=items, next=None), kept_seconds=KEPT_SECONDS
        )
    text = asked.query.get("q", "")[:LONGEST_TEXT]
    found = registers.find(text, wish, language=asked.language, at=asked.at)
    if asked.query.get("spared") == "true":
        found = registers.by_spared(found, known)
    start = max(0, cursors.read(asked.cursor, int) or 0)
    end = start + asked.limit
    return Answer(
        register_views.Registers(
            items=[
                register_views.row(each, known, names, asked.language)
                for each in found[start:end]
            ],
            next=cursors.encode([end]) if end < len(found) else None,
        ),
        kept_seconds=KEPT_SECONDS,
    )


@routes.route("/api/registers/{id}", "GET", answer=register_views.RegisterRow, public=True)
def read_register(asked: Asked, id: str) -> Answer:
    """Read what is known of a register."""
    known, names = registers.known(at=asked.at), registers.names(at=asked.at)
    register = known.directory.register(id)
    found = register_views.row(register, known, names, asked.language)
    return Answer(found, kept_seconds=KEPT_SECONDS)


@routes.route(
    "/api/registers/{id}/answered",
    "POST",
    body=register_views.LookedUp,
    answer=None,
    status=204,
)
def note_answer(asked: Asked, id: str) -> Answer:
    """Count that a register has answered what a draft was to ask, or has not; the former ends the draft."""
    body = asked.body(register_views.LookedUp)
    if asked.repeatable is None:
        # The same twice would be counted twice.
        raise Unreadable(problems.MALFORMED)
    registers.looked_up(
        id,
        case_numbers.known(body.draft),
        found=body.found,
        version=asked.version,
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    return Answer(None, status=204)


@routes.route(
    "/api/registers",
    "POST",
    body=register_bodies.RegisterFields,
    answer=register_views.RegisterRecord,
    status=201,
)
def begin_register(asked: Asked) -> Answer:
    """Describe a register that is not in the directory; its first version is approved by the coordinator."""
    body = asked.body(register_bodies.RegisterFields)
    country = asked.official.membership.party.country
    found = register_edits.begin(
        country,
        lambda new: register_bodies.register_of(body, new, country),
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    return _record(found, asked, status=201)


@routes.route(
    "/api/registers/{id}",
    "PATCH",
    body=register_bodies.RegisterChange,
    answer=register_views.RegisterRecord,
)
def change_register(asked: Asked, id: str) -> Answer:
    """Change what is said of a register (JSON Merge Patch); its keeper does, or the coordinator."""
    if asked.version is None:
        raise VersionMissing
    found = register_edits.edit(
        id,
        lambda before: register_bodies.edit(before, asked.raw),
        version=asked.version,
        by=asked.official,
        at=asked.at,
    )
    return _record(found, asked)


@routes.route("/api/registers/{id}", "DELETE", answer=None, status=204)
def remove_register(asked: Asked, id: str) -> Answer:
    """Take a register out of the directory; the national coordinator does."""
    _act(asked, id, Act.REMOVE)
    return Answer(None, status=204)


@routes.route(
    "/api/registers/{id}/proposals",
    "POST",
    body=register_bodies.ProposalFields,
    answer=None,
    status=204,
    public=True,
)
def propose(asked: Asked, id: str) -> Answer:
    """Tell those who look after an entry what is wrong with it; nobody is asked who he or she is."""
    register_edits.propose(id, asked.body(register_bodies.ProposalFields).text, at=asked.at)
    return Answer(None, status=204)


@routes.route("/api/registers/{id}/proposals/{proposal}", "DELETE", answer=None, status=204)
def drop_proposal(asked: Asked, id: str, proposal: str) -> Answer:
    """Take a proposal away that was read."""
    register_edits.have_read(id, proposal, by=asked.official)
    return Answer(None, status=204)


@routes.route(
    "/api/registers/{id}/{action}",
    "POST",
    body=bodies.Nothing,
    answer=register_views.RegisterRecord,
)
def act_on_register(asked: Asked, id: str, action: str) -> Answer:
    """Confirm an entry; approve the version that waits, or refuse it."""
    if action not in {Act.CONFIRM, Act.APPROVE, Act.REFUSE}:
        raise NotFound
    asked.body(bodies.Nothing)
    found = _act(asked, id, Act(action))
    if found is None:
        return Answer(None, status=204)
    return _record(found, asked)


@routes.route("/api/authorities/{id}/registers", "GET", answer=register_views.RegisterRecords)
def list_entries(asked: Asked, id: str) -> Answer:
    """List the registers that my authority keeps, or those of the country that it coordinates."""
    found = register_entries.of(id, by=asked.official, at=asked.at)
    known = registers.known(at=asked.at)
    country = asked.official.membership.party.country
    return Answer(register_views.records(found, known, country, asked.language))


def _act(asked: Asked, id: str, act: Act) -> Seen | None:
    if asked.version is None:
        raise VersionMissing
    return register_edits.act(id, act, version=asked.version, by=asked.official, at=asked.at)


def _record(found: Seen, asked: Asked, status: int = 200) -> Answer:
    known = registers.known(at=asked.at)
    body = register_views.record(found, known, asked.language)
    return Answer(body, status=status, version=found.entry.version)


def _wish(query: Mapping[str, str]) -> Wish:
    """Return what every register must be; an empty wish is none."""
    country, answer = query.get("country"), query.get("answers")
    language, free = query.get("language"), query.get("free")
    spared = query.get("spared")
    faults = [
        Fault(f"/{name}", "not_an_option")
        for name, wish, fits in (
            ("country", country, country in {*CODES, EVERYWHERE}),
            ("answers", answer, answer in set(Answered)),
            ("language", language, bool(LANGUAGE.fullmatch(language or ""))),
            ("free", free, free in {"true", "false"}),
            ("spared", spared, spared in {"true", "false"}),
        )
        if wish and not fits
    ]
    if faults:
        raise Invalid(*faults)
    return Wish(
        country=country or None,
        area=query.get("area") or None,
        profession=query.get("profession") or None,
        answer=Answered(answer) if answer else None,
        language=language or None,
        free=free == "true",
    )
