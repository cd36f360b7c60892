"""The directory of registers: every country, every language, open to programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib import i18n
from chalicelib.domain.countries import CODES
from chalicelib.domain.registers import EVERYWHERE, Answer, Rhythm
from sitegen import registers
from sitegen.faults import SiteError

CONTENT = Path(__file__).parents[2] / "content"
DIRECTORY = registers.read(CONTENT)
ORIGIN = "https://imi.example"


def test_every_country_has_a_register_of_its_own_and_all_have_some_together():
    assert {each.country for each in DIRECTORY.registers} == {*CODES, EVERYWHERE}


def test_every_kind_is_named_in_every_language_and_used():
    for code, names in DIRECTORY.kinds.items():
        assert set(names) == set(i18n.LANGUAGES), code
    assert {each.kind for each in DIRECTORY.registers} == set(DIRECTORY.kinds)


def test_what_nobody_has_confirmed_has_no_day():
    # None has been checked at its address yet; the page says so.
    assert {each.confirmed_on for each in DIRECTORY.registers} == {None}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_all_of_them_are_told_in_every_language(language):
    found = registers.groups(DIRECTORY, language)

    assert sum(len(group.rows) for group in found) == len(DIRECTORY.registers)
    assert found[-1].code == EVERYWHERE
    assert "EL" in {group.code for group in found}
    for group in found:
        for row in group.rows:
            assert all((row.kind, row.cost, *row.answers, *row.keys, *row.languages))
            # Each by its name, and not by its code.
            assert set(row.languages).isdisjoint(row.register.languages)
    told = [answer for answer, rows in registers.by_answer(found) if rows]
    assert told == list(Answer)


def test_what_can_be_chosen_is_there_and_in_the_order_of_the_alphabet():
    found = registers.languages(registers.groups(DIRECTORY, "da"), "da")

    names = [name for _, name in found]
    assert ("is", "islandsk") in found
    assert names.index("dansk") < names.index("islandsk") < names.index("ungarsk")


def test_a_row_tells_what_the_keeper_says_and_what_has_taken_its_place():
    cvr = DIRECTORY.register("dk-cvr")
    told = replace(
        cvr, guidance={"da": "Skriv navnet."}, rhythm=Rhythm.WEEKLY, successor="dk-sik"
    )

    found = registers.row(told, DIRECTORY, "fi")

    assert found.guidance == ("da", "Skriv navnet.")
    assert found.successor is DIRECTORY.register("dk-sik")
    assert found.rhythm == i18n.catalogue("fi").gettext("every week")
    bare = registers.row(cvr, DIRECTORY, "fi")
    assert (bare.guidance, bare.successor, bare.rhythm) == (None, None, "")


def test_programs_read_them_as_a_table():
    rows = list(
        csv.DictReader(
            io.StringIO(registers.as_csv(DIRECTORY).removeprefix("\N{BYTE ORDER MARK}"))
        )
    )

    assert len(rows) == len(DIRECTORY.registers)
    (cvr,) = [row for row in rows if row["id"] == "dk-cvr"]
    assert (cvr["country"], cvr["kind"], cvr["confirmed_on"]) == ("DK", "Business register", "")
    assert "Whether a firm is registered" in cvr["answers"].split("; ")
    assert {row["country"] for row in rows} == {*CODES, EVERYWHERE}
    assert registers.as_csv(DIRECTORY).startswith("\N{BYTE ORDER MARK}id,country,")
    # No cell is taken for a formula.
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)


def test_programs_read_them_as_a_catalogue():
    found = json.loads(registers.as_json_ld(DIRECTORY, ORIGIN))

    assert (found["@context"], found["@type"]) == ("https://schema.org", "DataCatalog")
    assert found["license"] == registers.LICENCE
    assert len(found["dataset"]) == len(DIRECTORY.registers)
    for each in found["dataset"]:
        assert each["@type"] == "Dataset"
        assert each["url"].startswith("https://")
        assert each["@id"].startswith(f"{ORIGIN}/en/registers/")
        assert {text["@language"] for text in each["description"]} == set(i18n.LANGUAGES)
        assert all(": " in text["@value"] for text in each["description"])
        assert isinstance(each["isAccessibleForFree"], bool)


# Source: schema.org; properties of DataCatalog, Dataset, CreativeWork, Thing and Place that we use.
PROPERTIES = {
    "DataCatalog": {"name", "url", "license", "dataset"},
    "Dataset": {
        "name", "description", "url", "inLanguage", "isAccessibleForFree", "conditionsOfAccess", "keywords",
        "creativeWorkStatus", "spatialCoverage", "dateModified",
    },
    "Place": {"name", "identifier"},
}  # fmt: skip


def test_the_catalogue_says_nothing_that_schema_org_does_not_know():
    def check(node):
        if isinstance(node, list):
            for each in node:
                check(each)
        elif isinstance(node, dict) and "@type" in node:
            used = {name for name in node if not name.startswith("@")}
            assert used <= PROPERTIES[node["@type"]], node
            for value in node.values():
                check(value)
        elif isinstance(node, dict):
            assert node.keys() == {"@value", "@language"}
            assert node["@language"] in {*i18n.LANGUAGES, *i18n.OTHER_LANGUAGES}

    found = json.loads(registers.as_json_ld(DIRECTORY, ORIGIN))
    check(found)
    assert len({each["@id"] for each in found["dataset"]}) == len(found["dataset"])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("kind: business", "kind: other"), "of no kind"),
        (("id: dk-sik", "id: dk-cvr"), "there twice"),
        (("url: https://www.sik.dk", "url: http://www.sik.dk"), "https"),
        (("cost: free", "price: free"), "'cost' is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_file(tmp_path, change, why):
    shutil.copytree(CONTENT / "registers", tmp_path / "registers")
    path = tmp_path / "registers/dk.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")

    with pytest.raises(SiteError) as refused:
        registers.read(tmp_path)

    assert why in str(refused.value)
    assert "dk" in str(refused.value)
