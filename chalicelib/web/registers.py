"""The directory of registers: where anybody can look up what would have to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.register_finding import Wish
from chalicelib.domain.registers import EVERYWHERE
from chalicelib.domain.registers import Answer as Answered
from chalicelib.services import registers
from chalicelib.storage import cursors
from chalicelib.web import case_numbers, http, register_views
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer

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
        "q", "country", "area", "profession", "answers", "language", "free", "questions", "limit",
        "cursor",
    ),
    public=True,
)  # fmt: skip
def list_registers(asked: Asked) -> Answer:
    """List public registers by words, country, area and what they answer, the best first."""
    wish = _wish(asked.query)
    known = registers.known(at=asked.at)
    codes = [code for code in asked.query.get("questions", "").split(",") if code]
    if codes:
        items = [
            register_views.row(each.register, known, asked.language, each.codes)
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
    start = max(0, cursors.read(asked.cursor, int) or 0)
    end = start + asked.limit
    return Answer(
        register_views.Registers(
            items=[
                register_views.row(each, known, asked.language) for each in found[start:end]
            ],
            next=cursors.encode([end]) if end < len(found) else None,
        ),
        kept_seconds=KEPT_SECONDS,
    )


@routes.route("/api/registers/{id}", "GET", answer=register_views.RegisterRow, public=True)
def read_register(asked: Asked, id: str) -> Answer:
    """Read what is known of a register."""
    known = registers.known(at=asked.at)
    found = register_views.row(known.directory.register(id), known, asked.language)
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


def _wish(query: Mapping[str, str]) -> Wish:
    """Return what every register must be; an empty wish is none."""
    country, answer = query.get("country"), query.get("answers")
    language, free = query.get("language"), query.get("free")
    faults = [
        Fault(f"/{name}", "not_an_option")
        for name, wish, fits in (
            ("country", country, country in {*CODES, EVERYWHERE}),
            ("answers", answer, answer in set(Answered)),
            ("language", language, bool(LANGUAGE.fullmatch(language or ""))),
            ("free", free, free in {"true", "false"}),
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
