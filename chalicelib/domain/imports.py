"""Lists of authorities from a spreadsheet: what each row says, and what is wrong with it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from chalicelib.domain import records
from chalicelib.domain.authorities import Authority, Party, folded
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.records import Named
from chalicelib.domain.registrations import Entry

MOST_ROWS: Final = 300
DELIMITERS: Final = ";,\t"
"""Spreadsheets use the one or the other, as their country does."""
FORMULAS: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""
LOST: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands where a character was that is not in UTF-8."""

TEXTS: Final = ("name", "language", "level", "region", "city", "address", "website", "phone",
                "mailbox")  # fmt: skip
LISTS: Final = ("languages", "competences", "professions", "areas")
"""Columns of codes, between which there are blanks."""
INVITED: Final = ("administrator_name", "administrator_email", "administrator_language")
"""Columns of the one who is invited; empty in a row that is registered as it is."""
OTHER: Final = "another_authority"
"""Column that says ``yes`` where a similar one is known, and is another authority."""
NEEDED: Final = ("name", "city")
TITLE: Final = "title_"


class Fate(StrEnum):
    """What becomes of a row."""

    REGISTER = "register"
    INVITE = "invite"
    THERE = "there"
    """It is registered already, and is left out."""
    SIMILAR = "similar"
    """One that may be the same is registered; somebody has to decide."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the list, and what becomes of it."""

    line: int
    """Number of the line on which it begins; the head is line 1."""
    cells: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    """What is wrong with it; the pointers are names of columns."""
    similar: tuple[Named, ...] = ()
    """Registered authorities that may be the same."""
    there: str | None = None
    """Id of the authority that it is, where that is registered."""
    place: int = 0
    """How many rows before it have the same name and city."""

    @property
    def is_another(self) -> bool:
        """Whether somebody says that it is none of those that are similar."""
        return self.cells.get(OTHER, "").casefold() == "yes"

    @property
    def is_invited(self) -> bool:
        """Whether it says whom to invite."""
        return any(self.cells.get(name) for name in INVITED)

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        if self.faults:
            return Fate.WRONG
        if self.there:
            return Fate.THERE
        if self.similar and not self.is_another:
            return Fate.SIMILAR
        return Fate.INVITE if self.is_invited else Fate.REGISTER


def read(text: str, *, languages: tuple[str, ...]) -> tuple[Row, ...]:
    """
    Return the rows of *text*, with what is wrong with the cells as they stand.

    Args:
        text: Comma-separated values: a head with names of columns, then a row an authority.
        languages: Codes of the languages in which there may be titles.

    Raises:
        Invalid: There is no head, a column is unknown, missing or there twice, or there are too
            many rows; then nothing of it can be told.
    """
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    head, rows = _split(lines)
    if faults := [*_head_faults(head, languages)]:
        raise Invalid(*faults)
    if len(rows) > MOST_ROWS:
        raise Invalid(Fault("/csv", "too_many_rows", {"rows": len(rows), "most": MOST_ROWS}))
    if not rows:
        raise Invalid(Fault("/csv", "no_rows"))
    found = [_row(line, head, cells) for line, cells in rows]
    return tuple(_once(found))


def authority(row: Row, *, id: str, country: str, language: str, time_zone: str) -> Authority:
    """
    Return the authority that *row* describes, without parts.

    Args:
        country: ISO 3166 code.
        language: Code of the language of the name, where the row says none.
    """
    cells = row.cells
    titles = {name.removeprefix(TITLE): cells[name] for name in cells if name.startswith(TITLE)}
    party = Party(
        id=id,
        name=cells["name"],
        titles={code: title for code, title in titles.items() if title},
        country=country,
        language=cells.get("language") or language,
        time_zone=time_zone,
    )
    texts = {name: cells.get(name, "") for name in TEXTS if name not in ("name", "language")}
    lists = {name: tuple(codes(row, name)) for name in LISTS if name != "areas"}
    return Authority(
        party=party,
        parts={},
        level=texts["level"],
        region=texts["region"],
        city=texts["city"],
        address=texts["address"],
        website=texts["website"],
        phone=texts["phone"],
        mailbox=texts["mailbox"],
        languages=lists["languages"],
        competences=lists["competences"],
        professions=lists["professions"],
    )


def first(row: Row, *, language: str) -> Entry | None:
    """Return whom *row* invites, to read in *language* if it says nothing else; else None."""
    if not row.is_invited:
        return None
    name, email, reads = (row.cells.get(each, "") for each in INVITED)
    return Entry(name=name, email=email, language=reads or language, roles={})


def codes(row: Row, column: str) -> list[str]:
    """Return the codes in a *column* of *row*, in their order."""
    return row.cells.get(column, "").replace(",", " ").split()


def key(row: Row, coordinator: str) -> str:
    """
    Return what tells *row* from every other one that *coordinator* imports; safe in an id.

    It holds of the row what everybody may know, and does not change when other cells do.
    """
    said = [coordinator, *which(row), str(row.place)]
    return hashlib.sha256("\x00".join(said).encode()).hexdigest()[:20]


def which(row: Row) -> tuple[str, str]:
    """Return name and city of *row*, as they are compared."""
    return folded(row.cells.get("name", "")), folded(row.cells.get("city", ""))


def column_of(pointer: str) -> str:
    """Return the column that a fault of a record at *pointer* is about."""
    parts = pointer.strip("/").split("/")
    match parts:
        case ["titles", language]:
            return f"{TITLE}{language}"
        case ["titles"]:
            return f"{TITLE}en"
        case ["administrator", field]:
            return f"administrator_{field}"
        case ["parts", *_]:
            return "areas"
        case _:
            return parts[0]


def _split(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the head of *text*, and its rows with the line on which each begins."""
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, [" ".join(cell.split()) for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(Fault("/csv", "broken_quotes", {"line": begins})) from error
    if not rows:
        return [], []
    return _without_margin([name.casefold() for name in rows[0][1]], rows[1:])


def _without_margin(
    head: list[str], rows: list[tuple[int, list[str]]]
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return both without the columns at the end that have neither a name nor anything in them."""
    lines = [head, *(cells for _, cells in rows)]
    width = max(count for cells in lines for count, cell in enumerate(cells, start=1) if cell)
    return head[:width], [(line, cells[:width]) for line, cells in rows]


def _head_faults(head: list[str], languages: tuple[str, ...]) -> Iterator[Fault]:
    known = {*TEXTS, *LISTS, *INVITED, OTHER, *(f"{TITLE}{code}" for code in languages)}
    for name in head:
        if name not in known:
            yield Fault("/csv", "unknown_column", {"column": name[:40]})
    for name, count in Counter(head).items():
        if count > 1 and name in known:
            yield Fault("/csv", "column_twice", {"column": name})
    for name in NEEDED:
        if name not in head:
            yield Fault("/csv", "missing_column", {"column": name})


def _row(line: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) != len(head):
        facts = {"cells": len(cells), "columns": len(head)}
        known = dict(zip(head, cells, strict=False))
        return Row(line=line, cells=known, faults=(Fault("name", "wrong_cells", facts),))
    found = dict(zip(head, cells, strict=True))
    return Row(line=line, cells=found, faults=tuple(_cell_faults(found)))


def _cell_faults(cells: Mapping[str, str]) -> Iterator[Fault]:
    for name, text in cells.items():
        if LOST in text:
            yield Fault(name, "not_utf8")
        if text.startswith(FORMULAS) and not (name == "phone" and text.startswith("+")):
            yield Fault(name, "formula")
    if cells.get(OTHER, "").casefold() not in ("", "yes", "no"):
        yield Fault(OTHER, "not_yes_or_no")


def _once(rows: list[Row]) -> Iterator[Row]:
    """Yield *rows*; one that may be the same authority as one before it is wrong."""
    before: list[Named] = []
    places: Counter[tuple[str, str]] = Counter()
    for row in rows:
        name, city = row.cells.get("name", ""), row.cells.get("city", "")
        alike = () if row.is_another else records.possible_duplicates(name, city, before)
        placed = replace(row, place=places[which(row)])
        if alike:
            fault = Fault("name", "twice_in_file", {"line": alike[0].id})
            yield replace(placed, faults=(*row.faults, fault))
        else:
            yield placed
        places[which(row)] += 1
        if name:
            before.append(Named(id=str(row.line), name=name, city=city))
