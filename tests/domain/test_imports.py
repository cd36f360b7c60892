from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import imports
from chalicelib.domain.errors import Invalid
from chalicelib.domain.imports import Fate, Row
from chalicelib.domain.records import Named

LANGUAGES = ("en", "da")


def read(*lines: str) -> tuple[Row, ...]:
    return imports.read("\n".join(lines), languages=LANGUAGES)


def codes(row: Row) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in row.faults]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_rows_are_read_with_the_lines_on_which_they_begin(delimiter):
    lines = ("\ufeffName;City", '"A\nB";Ribe', "", "C; Esbjerg ")

    rows = read(*(line.replace(";", delimiter) for line in lines))

    assert [(row.line, dict(row.cells)) for row in rows] == [
        (2, {"name": "A B", "city": "Ribe"}),
        (5, {"name": "C", "city": "Esbjerg"}),
    ]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param([""], "missing_column", id="nothing"),
        pytest.param(["name;city"], "no_rows", id="head alone"),
        pytest.param(["name;city;wand", "A;B;C"], "unknown_column", id="unknown"),
        pytest.param(["name;city;name", "A;B;C"], "column_twice", id="twice"),
        pytest.param(["name", "A"], "missing_column", id="missing"),
        pytest.param(["name;city", '"A;B'], "broken_quotes", id="quotes"),
        pytest.param(["name;city", *["A;B"] * 301], "too_many_rows", id="too many"),
    ],
)
def test_a_list_that_is_none_is_refused(lines, code):
    with pytest.raises(Invalid) as raised:
        read(*lines)

    assert code in {fault.code for fault in raised.value.faults}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        pytest.param("A;B;;yes;C", ("name", "wrong_cells"), id="too many cells"),
        pytest.param("A;B", ("name", "wrong_cells"), id="too few cells"),
        pytest.param("A\ufffd;B;;yes", ("name", "not_utf8"), id="lost characters"),
        pytest.param("=A;B;;yes", ("name", "formula"), id="formula"),
        pytest.param("A;B;-1;yes", ("phone", "formula"), id="no phone number"),
        pytest.param("A;B;+45 1;yes", None, id="phone number"),
        pytest.param("A;B;;maybe", ("another_authority", "not_yes_or_no"), id="maybe"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_by_column(cells, fault):
    (row,) = read("name;city;phone;another_authority", cells)

    assert codes(row) == ([fault] if fault else [])


def test_a_margin_of_empty_columns_is_left_out():
    rows = read("name;city;;", "A;B;;", "C;D;;;")
    with pytest.raises(Invalid):
        read("name;city;", "A;B;C")

    assert [row.cells for row in rows] == [
        {"name": "A", "city": "B"},
        {"name": "C", "city": "D"},
    ]


def test_one_that_may_be_the_same_as_one_before_it_is_wrong_unless_somebody_says_otherwise():
    rows = read(
        "name;city;another_authority",
        "Havnekontoret;Ribe;",
        "Havnekontorets;Ribe;",
        "Havnekontoret;Ribe;yes",
        ";Ribe;",
    )

    assert [codes(row) for row in rows] == [[], [("name", "twice_in_file")], [], []]
    assert [row.place for row in rows] == [0, 0, 1, 0]
    assert len({imports.key(row, "dk") for row in rows}) == 4
    assert imports.key(rows[0], "dk") != imports.key(rows[0], "se")


def test_what_becomes_of_a_row_follows_from_what_is_known_of_it():
    (row,) = read("name;city", "A;B")
    (invited,) = read("name;city;administrator_email", "A;B;a@b.example")
    like = (Named(id="x", name="A", city="C"),)
    (wrong,) = read("name;city", "=A;B")
    (other,) = read("name;city;another_authority", "A;B;Yes")

    assert row.fate is Fate.REGISTER
    assert invited.fate is Fate.INVITE
    assert wrong.fate is Fate.WRONG
    assert replace(row, there="x").fate is Fate.THERE
    assert replace(row, similar=like).fate is Fate.SIMILAR
    assert replace(other, similar=like).fate is Fate.REGISTER


def test_a_row_describes_an_authority_and_whom_to_invite():
    (row,) = read(
        "name;city;title_en;title_da;languages;areas;administrator_name;administrator_email",
        "Havnekontoret;Ribe;Harbour office;;da, en;services;Ann;ann@havn.example",
    )

    made = imports.authority(
        row, id="dk-1", country="DK", language="da", time_zone="Europe/Copenhagen"
    )
    first = imports.first(row, language="da")

    assert (made.party.name, made.party.language, made.city) == ("Havnekontoret", "da", "Ribe")
    assert made.party.titles == {"en": "Harbour office"}
    assert made.languages == ("da", "en")
    assert imports.codes(row, "areas") == ["services"]
    assert first is not None
    assert (first.name, first.email, first.language) == ("Ann", "ann@havn.example", "da")
    assert imports.first(read("name;city", "A;B")[0], language="da") is None


@pytest.mark.parametrize(
    ("pointer", "column"),
    [
        ("/titles/da", "title_da"),
        ("/titles", "title_en"),
        ("/administrator/email", "administrator_email"),
        ("/parts/services", "areas"),
        ("/languages/0", "languages"),
        ("/city", "city"),
    ],
)
def test_a_fault_of_a_record_is_told_by_its_column(pointer, column):
    assert imports.column_of(pointer) == column
