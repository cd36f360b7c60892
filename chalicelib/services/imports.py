"""Registering or inviting the authorities of a list: looked through first, then row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib import i18n
from chalicelib.domain import care, imports, records
from chalicelib.domain.authorities import Authority, Kind, folded
from chalicelib.domain.countries import TIME_ZONES
from chalicelib.domain.errors import Conflict, Fault, Invalid, NotAllowed, Reason, Stale
from chalicelib.domain.imports import Fate, Row
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known, Named
from chalicelib.services import new_records
from chalicelib.storage import calls
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write

UNDECIDED = frozenset({Fate.WRONG, Fate.SIMILAR})
"""As long as one row is like this, none is imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes, or has become, of each row of a list."""

    rows: tuple[Row, ...]
    made: Mapping[int, str]
    """Ids of the authorities that were written, by the line of their row."""


def look_through(text: str, *, known: Known, by: Acting) -> Outcome:
    """
    Return what would become of each row of *text*; nothing is written.

    Raises:
        NotAllowed: *by* may register no authorities.
        Invalid: The list cannot be read as a whole.
    """
    own = _coordinator(by)
    return Outcome(rows=_rows(text, own, known), made={})


def carry_out(
    text: str, *, known: Known, by: Acting, call: Call | None, at: datetime
) -> Outcome:
    """
    Register or invite the authority of each row of *text*, and return what became of it.

    Each row is written whole or not at all. What was written before, by this list or otherwise,
    is left out: a list whose import was cut off is simply sent again.

    Raises:
        NotAllowed: *by* may register no authorities.
        Invalid: The list cannot be read as a whole.
        Conflict: A row is wrong, or somebody has to decide on it; nothing was written.
        KeyReused: *call* came before with something else.
    """
    earlier = calls.earlier(call) if call else None
    own = _coordinator(by)
    rows = _rows(text, own, known)
    if open_rows := [row for row in rows if row.fate in UNDECIDED]:
        raise Conflict(*(Fault(f"/rows/{row.line}", "row_undecided") for row in open_rows))
    made = {
        row.line: made_id
        for row in rows
        if row.fate is not Fate.THERE and (made_id := _import(row, own, known, by, at))
    }
    if call and not earlier:
        _remember(call, own.party.id)
    return Outcome(rows=rows, made=made)


def _coordinator(by: Acting) -> Authority:
    """Return the record of the authority that *by* acts for, if it may register others."""
    own = storage.load([by.authority]).get(by.authority)
    if own is None:
        raise NotAllowed(Reason.NO_MEMBER)
    care.must_register(by, own, country=own.party.country, kinds={})
    return own


def _rows(text: str, own: Authority, known: Known) -> tuple[Row, ...]:
    rows = imports.read(text, languages=i18n.LANGUAGES)
    names = tuple(storage.names(own.party.country).values())
    written = storage.load(_id(row, own) for row in rows)
    return tuple(_judged(row, own, known, names, written) for row in rows)


def _judged(
    row: Row,
    own: Authority,
    known: Known,
    names: Iterable[Named],
    written: Mapping[str, Authority],
) -> Row:
    """Return *row* with what is wrong with it, and with those that may be the same."""
    if not row.faults:
        row = replace(row, faults=tuple(_faults(row, own, known)))
    name, city = row.cells.get("name", ""), row.cells.get("city", "")
    if _id(row, own) in written:
        return replace(row, there=_id(row, own))
    similar = records.possible_duplicates(name, city, names) if name else ()
    if row.is_another:
        return replace(row, similar=similar)
    same = [
        each.id
        for each in similar
        if (folded(each.name), folded(each.city)) == (folded(name), folded(city))
    ]
    return replace(row, similar=similar, there=same[0] if same else None)


def _faults(row: Row, own: Authority, known: Known) -> Iterable[Fault]:
    new, first = _authority(row, own), imports.first(row, language=own.party.language)
    for area in imports.codes(row, "areas"):
        if area not in known.areas:
            yield Fault("areas", "unknown_area")
        elif Kind.COMPETENT_AUTHORITY not in care.given_kinds(own, area):
            yield Fault("areas", "area_not_coordinated", {"area": area})
    try:
        new_records.check(new, first, known)
    except Invalid as error:
        for fault in error.faults:
            yield replace(fault, pointer=imports.column_of(fault.pointer))


def _import(row: Row, own: Authority, known: Known, by: Acting, at: datetime) -> str | None:
    """Write the authority of *row* and return its id; None if somebody else did meanwhile."""
    new = _authority(row, own)
    kinds = dict.fromkeys(imports.codes(row, "areas"), Kind.COMPETENT_AUTHORITY)
    try:
        new_records.register(
            new,
            kinds,
            first=imports.first(row, language=own.party.language),
            despite=_others(row, own),
            known=known,
            by=by,
            call=None,
            at=at,
        )
    except (Conflict, Stale):
        return None
    return new.party.id


def _others(row: Row, own: Authority) -> list[str]:
    """Return the ids of those that are similar to *row* by now, and are said to be others."""
    if not row.is_another:
        return []
    names = storage.names(own.party.country).values()
    return [
        each.id
        for each in records.possible_duplicates(row.cells["name"], row.cells["city"], names)
    ]


def _authority(row: Row, own: Authority) -> Authority:
    return imports.authority(
        row,
        id=_id(row, own),
        country=own.party.country,
        language=own.party.language,
        time_zone=TIME_ZONES.get(own.party.country, "UTC"),
    )


def _id(row: Row, own: Authority) -> str:
    return f"{own.party.country.lower()}-{imports.key(row, own.party.id)}"


def _remember(call: Call, made: str) -> None:
    write = Write()
    calls.record(write, call, within=call.item, made=made)
    write.commit()
