"""The countries in content/ are whole, and each fault in them is told by file and line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import CODES, from_plain
from chalicelib.i18n import LANGUAGES, country_name
from infra.publication import countries
from infra.publication.nodes import ContentError

ROOT = countries.FOLDER.parents[1]

CONFIRMED = {"AT", "DE", "DK", "ES", "IT", "NL"}
"""Countries whose coordinator a public source names."""

DENMARK = """\
code: "DK"
languages: [da]
names: {da: "Danmark"}
coordinator:
  name: "Kontoret"
  language: da
  website: "https://kontoret.example"
  email: "imi@kontoret.example"
  phone: "+45 00 00 00 00"
  source: "kontoret.example"
  confirmed: true
helpdesk:
  name: null
  language: null
  website: null
  email: null
  phone: null
  source: null
  confirmed: false
courses:
  - title: {da: "Kursus"}
    starts_on: "2026-05-04"
    place: "København"
    website: null
news:
  - title: {da: "Nyt"}
    published_on: "2026-03-02"
    website: "https://kontoret.example/nyt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one whole country."""
    (tmp_path / "dk.yaml").write_text(DENMARK, "utf-8")
    (tmp_path / "README.md").write_text("# Countries\n", "utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        countries.read(folder, ["DK"])
    return [fault.removeprefix(f"{folder}/") for fault in raised.value.faults]


def test_each_country_that_takes_part_has_a_file_and_every_file_is_right() -> None:
    found = countries.read()

    assert [country.code for country in found] == list(CODES)
    assert {path.name for path in countries.FOLDER.iterdir()} == {
        "README.md",
        *(f"{code.lower()}.yaml" for code in CODES),
    }


def test_a_file_says_what_is_published_to_whoever_reads_it_as_plain_yaml() -> None:
    for country in countries.read():
        path = countries.FOLDER / f"{country.code.lower()}.yaml"

        assert from_plain(yaml.safe_load(path.read_text("utf-8"))) == country


def test_only_coordinators_that_a_source_names_are_confirmed() -> None:
    found = {each.code: each.coordinator for each in countries.read()}

    assert {code for code, contact in found.items() if contact.confirmed} == CONFIRMED
    assert {code for code, contact in found.items() if contact.source} == CONFIRMED


def test_no_helpdesk_is_made_up() -> None:
    for country in countries.read():
        assert (country.helpdesk.name, country.helpdesk.confirmed) == (None, False), (
            country.code
        )


def test_no_address_stands_there_that_is_not_its_sources() -> None:
    for country in countries.read():
        for contact in (country.coordinator, country.helpdesk):
            assert contact.founded, country.code
            assert contact.email is contact.phone is contact.website is None, country.code


def test_only_the_languages_of_iceland_and_norway_are_none_of_ours() -> None:
    others = {
        country.code
        for country in countries.read()
        if not set(country.languages) <= set(LANGUAGES)
    }

    assert others == {"IS", "NO"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    names = {country_name(code, language) for code in CODES}

    assert len(names) == 30
    assert not names & set(CODES)


def test_a_place_that_is_no_country_is_called_by_its_code() -> None:
    assert country_name("XX", "da") == "XX"


def test_countries_stand_in_the_order_that_browsers_put_them_in() -> None:
    names = {lang: [country_name(code, lang) for code in CODES] for lang in LANGUAGES}
    sort = """
        const names = JSON.parse(require('fs').readFileSync(0))
        for (const [language, each] of Object.entries(names))
          each.sort((a, b) => a.localeCompare(b, language))
        console.log(JSON.stringify(names))
    """
    browsers = subprocess.run(
        ["node", "-e", sort],
        input=json.dumps(names),
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    ours = {
        language: sorted(each, key=lambda name, lang=language: sort_key(name, lang))
        for language, each in names.items()
    }
    assert ours == json.loads(browsers)


def test_a_small_folder_is_read(folder: Path) -> None:
    [country] = countries.read(folder, ["DK"])

    assert country.coordinator.email == "imi@kontoret.example"
    assert country.courses[0].starts_on.isoformat() == "2026-05-04"


# fmt: off
@pytest.mark.parametrize(("old", "new", "fault"), [
    pytest.param('code: "DK"', 'code: "SE"',
                 "dk.yaml:1: 'SE' is not the country of this file", id="another country"),
    pytest.param('code: "DK"', "code: NO",
                 "dk.yaml:1: a text is expected here", id="YAML makes a no of Norway"),
    pytest.param("languages: [da]", "languages: [da, xx]",
                 "dk.yaml:2: unknown language 'xx'", id="unknown language"),
    pytest.param("languages: [da]", "languages: [da, da]",
                 "dk.yaml:2: 'da' is there twice", id="language twice"),
    pytest.param("languages: [da]", "languages: []",
                 "dk.yaml:2: authorities work in one language at least", id="no language"),
    pytest.param("languages: [da]\n", "",
                 "dk.yaml:1: the key 'languages' is missing", id="missing key"),
    pytest.param("languages: [da]\n", "languages: [da]\ncapital: x\n",
                 "dk.yaml:3: unknown key 'capital'", id="unknown key"),
    pytest.param('{da: "Danmark"}', '{xx: "Danmark"}',
                 "dk.yaml:3: unknown language 'xx'", id="name in an unknown language"),
    pytest.param('{da: "Danmark"}', "{}",
                 "dk.yaml:3: one language at least is expected here", id="no name"),
    pytest.param('"Danmark"', '"Dan\\u202emark"',
                 "dk.yaml:3: an invisible control character", id="turned round"),
    pytest.param('"Danmark"', f'"{"a" * 201}"',
                 "dk.yaml:3: 201 characters: a text may have 200", id="too long"),
    pytest.param('name: "Kontoret"', "name: null",
                 "dk.yaml:6: a name has a language, and only a name", id="language of no name"),
    pytest.param('name: "Kontoret"', "name: null",
                 "dk.yaml:11: there is no name that could be confirmed", id="nothing to confirm"),
    pytest.param("language: da", "language: null",
                 "dk.yaml:6: a name has a language, and only a name", id="name in no language"),
    pytest.param("language: da", "language: xx",
                 "dk.yaml:6: unknown language 'xx'", id="name in a strange language"),
    pytest.param('"https://kontoret.example"', '"http://kontoret.example"',
                 "dk.yaml:7: 'http://kontoret.example' is no website such as https://…", id="unsafe website"),
    pytest.param('"imi@kontoret.example"', '"kontoret"',
                 "dk.yaml:8: 'kontoret' is no email such as somebody@somewhere", id="no e-mail address"),
    pytest.param('"+45 00 00 00 00"', '"112"',
                 "dk.yaml:9: '112' is no phone such as +45 12 34 56 78", id="no phone number"),
    pytest.param('source: "kontoret.example"', "source: null",
                 "dk.yaml:10: what is confirmed has a source, and so has every address", id="no source"),
    pytest.param('  source: "kontoret.example"\n', "",
                 "dk.yaml:4: the key 'source' is missing", id="source left out"),
    pytest.param("confirmed: true", "confirmed: perhaps",
                 "dk.yaml:11: true or false is expected here", id="half confirmed"),
    pytest.param('{da: "Kursus"}', '{nb: "Kurs"}',
                 "dk.yaml:21: unknown language 'nb'", id="title in no language of ours"),
    pytest.param('"2026-05-04"', "2026-05-04",
                 "dk.yaml:22: put '2026-05-04' in quotes", id="YAML makes a date of it"),
    pytest.param('"2026-05-04"', '"2026-02-30"',
                 "dk.yaml:22: '2026-02-30' is no date such as 2027-01-31", id="no such day"),
    pytest.param('"2026-05-04"', '"May"',
                 "dk.yaml:22: 'May' is no date such as 2027-01-31", id="no date"),
    pytest.param('    place: "København"\n', "",
                 "dk.yaml:21: the key 'place' is missing", id="course without place"),
    pytest.param('    website: "https://kontoret.example/nyt"\n', "",
                 "dk.yaml:26: the key 'website' is missing", id="news without website"),
    pytest.param('"https://kontoret.example/nyt"', '"nyt"',
                 "dk.yaml:28: 'nyt' is no website such as https://…", id="news that lead nowhere"),
])
def test_a_fault_is_told_by_file_and_line(folder: Path, old: str, new: str, fault: str) -> None:
    assert old in DENMARK
    (folder / "dk.yaml").write_text(DENMARK.replace(old, new, 1), "utf-8")

    assert fault in faults(folder)
# fmt: on


def test_a_country_without_file_is_told(folder: Path) -> None:
    (folder / "dk.yaml").unlink()

    assert faults(folder) == ["dk.yaml:1: the file is missing"]


def test_a_file_without_country_is_told(folder: Path) -> None:
    (folder / "xx.yaml").write_text(DENMARK, "utf-8")

    assert faults(folder) == ["xx.yaml:1: no country that takes part has such a file"]
