"""Importing a list of authorities, with a dry run that shows what becomes of each row."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib import i18n
from chalicelib.domain.imports import Fate, Row
from chalicelib.i18n import catalogue
from chalicelib.services import imports, taxonomies
from chalicelib.services.imports import Outcome
from chalicelib.web import http, problems
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.record_labels import FATES, IMPORTED

routes = http.routes(__name__)


class List(Struct, forbid_unknown_fields=True):
    """A list of authorities, as a spreadsheet saves it."""

    csv: Annotated[str, Meta(max_length=250_000)]
    """Its first line names the columns; there is a row for each authority."""
    dry_run: bool = True
    """Whether nothing is to be written."""


class CellProblem(Struct):
    """What is wrong with one cell."""

    column: str
    detail: str


class Similar(Struct):
    """An authority that is registered, and may be the same as that of a row."""

    id: str
    name: str
    city: str


class RowView(Struct):
    """What becomes of one row."""

    line: int
    """Number of the line on which it begins; the names of the columns are line 1."""
    name: str
    city: str
    fate: Fate
    fate_label: str
    errors: list[CellProblem]
    similar: list[Similar]
    authority: str | None
    """Id of the authority that it is; null while there is none."""


class ImportView(Struct):
    """What becomes, or has become, of a list."""

    rows: list[RowView]
    counts: dict[str, int]
    """How many rows have each fate."""
    written: bool
    """Whether the authorities have been written."""


@routes.route("/api/imports", "POST", body=List, answer=ImportView)
def import_authorities(asked: Asked) -> Answer:
    """Register or invite the authorities of a list, or show what would become of each row."""
    body = asked.body(List)
    known = taxonomies.known(i18n.LANGUAGES, at=asked.at)
    if body.dry_run:
        outcome = imports.look_through(body.csv, known=known, by=asked.official)
    else:
        outcome = imports.carry_out(
            body.csv, known=known, by=asked.official, call=asked.repeatable, at=asked.at
        )
    return Answer(_view(outcome, asked.language, written=not body.dry_run))


def _view(outcome: Outcome, language: str, *, written: bool) -> ImportView:
    rows = [_row(row, outcome, language, written=written) for row in outcome.rows]
    counts = {fate.value: sum(row.fate is fate for row in rows) for fate in Fate}
    return ImportView(rows=rows, counts=counts, written=written)


def _row(row: Row, outcome: Outcome, language: str, *, written: bool) -> RowView:
    words = FATES[row.fate]
    if row.line in outcome.made:
        words = IMPORTED[Fate.INVITE if row.is_invited else Fate.REGISTER]
    elif written:
        words = FATES[Fate.THERE]
    told = problems.told(row.faults, language)
    return RowView(
        line=row.line,
        name=row.cells.get("name", ""),
        city=row.cells.get("city", ""),
        fate=row.fate,
        fate_label=catalogue(language).gettext(words),
        errors=[CellProblem(column=each["pointer"], detail=each["detail"]) for each in told],
        similar=[Similar(id=each.id, name=each.name, city=each.city) for each in row.similar],
        authority=outcome.made.get(row.line) or row.there,
    )
