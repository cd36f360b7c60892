"""Registering or inviting the authorities of a list: looked through first, then row by row."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib import i18n
from chalicelib.domain import care, imports, records, statuses
from chalicelib.domain.authorities import Authority, Kind, folded
from chalicelib.domain.countries import TIME_ZONES
from chalicelib.domain.errors import AlreadyDone, Conflict, Fault, Invalid, NotAllowed, Reason
from chalicelib.domain.imports import Fate, Row
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known, Named
from chalicelib.services import new_records
from chalicelib.storage import calls
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write

AGAIN = 1000
"""Added to the place of a row whose authority has ended; more than a list has rows."""

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
        Conflict: A row is wrong, or somebody has to decide on it; nothing was written, or
            nothing more since somebody registered something similar meanwhile.
        KeyReused: *call* came before with something else.
        Stale: Others kept writing the same.
    """
    earlier = calls.earlier(call) if call else None
    own = _coordinator(by)
    rows = _rows(text, own, known)
    if open_rows := [row for row in rows if row.fate in UNDECIDED]:
        raise Conflict(*(Fault(f"/rows/{row.line}", "row_undecided") for row in open_rows))
    if earlier:
        ours = {row.line: row.there for row in rows if row.there == _id(row, own)}
        return Outcome(rows=rows, made={line: each for line, each in ours.items() if each})
    names = storage.names(own.party.country)
    made: dict[int, str] = {}
    for row in rows:
        if row.fate is not Fate.THERE:
            made[row.line] = _import(row, own, known, names, by, at)
    if call:
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
    if ended := {key for key, each in written.items() if each.status in statuses.OVER}:
        # What has ended keeps its id; who comes again gets another one.
        rows = tuple(
            replace(row, place=row.place + AGAIN) if _id(row, own) in ended else row
            for row in rows
        )
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


def _import(
    row: Row,
    own: Authority,
    known: Known,
    names: dict[str, Named],
    by: Acting,
    at: datetime,
) -> str:
    """
    Write the authority of *row*, note it among *names*, and return its id.

    Raises:
        Conflict: Something similar was registered meanwhile.
        Stale: Others kept writing the same.
    """
    new = _authority(row, own)
    despite = [
        each.id
        for each in records.all_duplicates(new.party.name, new.city, names.values())
        if row.is_another
    ]
    place = storage.place_of(new, seen=names)
    try:
        new_records.register(
            new,
            dict.fromkeys(imports.codes(row, "areas"), Kind.COMPETENT_AUTHORITY),
            first=imports.first(row, language=own.party.language),
            despite=despite,
            known=known,
            by=by,
            call=None,
            at=at,
            names=names,
        )
    except Conflict as error:
        raise Conflict(Fault(f"/rows/{row.line}", "row_undecided")) from error
    names[place] = Named(id=new.party.id, name=new.party.name, city=new.city)
    return new.party.id


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
    with contextlib.suppress(AlreadyDone):
        write.commit()
