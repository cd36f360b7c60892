"""The legal areas in content/ are whole, and each fault in them is told by file and line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from chalicelib.domain.areas import SlotType
from chalicelib.i18n import LANGUAGES
from infra.publication import areas, editions
from infra.publication.nodes import ContentError

TERMS = areas.FOLDER.parent / "terms.csv"

STRUCTURE = """\
version: 1
legal_basis: ["2005/36/EC"]
deadline:
  days: 14
  unit: calendar
  maximum_days: null
  urgent_days: 5
themes: [work]
questions:
  - code: PQ-01
    theme: work
    mandatory: false
    personal: true
    answer_type: choice
    options: [short, long]
    slots:
      - {name: person, type: person}
"""

ENGLISH = """\
title: "Work"
summary: "Ask about work."
themes:
  work: "The work"
questions:
  PQ-01:
    text: "How long has {person} worked?"
    hint: "In years."
    options:
      short: "Under a year"
      long: "A year or more"
    slots:
      person:
        text: "the professional"
        hint: "Full name."
"""

DANISH = """\
title: "Arbejde"
summary: "Spørg om arbejde."
themes:
  work: "Arbejdet"
questions:
  PQ-01:
    text: "Hvor længe har {person} arbejdet?"
    hint: "I år."
    options:
      short: "Under et år"
      long: "Et år eller mere"
    slots:
      person:
        text: "erhvervsudøveren"
        hint: "Fulde navn."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one whole area in two languages."""
    area = tmp_path / "work"
    area.mkdir()
    (area / "area.yaml").write_text(STRUCTURE, "utf-8")
    (area / "en.yaml").write_text(ENGLISH, "utf-8")
    (area / "da.yaml").write_text(DANISH, "utf-8")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "work" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        areas.read(folder, ("en", "da"))
    return [fault.removeprefix(f"{folder}/work/") for fault in raised.value.faults]


def test_every_area_is_whole_in_every_language() -> None:
    found = areas.read()

    assert [area.question_set.area for area in found] == sorted(
        path.parent.name for path in areas.FOLDER.glob("*/area.yaml")
    )
    assert all(area.texts.keys() == set(LANGUAGES) for area in found)


def test_an_area_is_called_what_the_terms_call_it() -> None:
    with TERMS.open(encoding="utf-8-sig", newline="") as file:
        terms = {row["key"]: row for row in csv.DictReader(file)}

    for area in areas.read():
        for language, texts in area.texts.items():
            term = terms[f"area_{area.question_set.area}"][language]
            assert texts.title.casefold() == term.casefold(), language


def test_the_answer_that_nothing_can_be_established_reads_as_everywhere() -> None:
    with TERMS.open(encoding="utf-8-sig", newline="") as file:
        [term] = [row for row in csv.DictReader(file) if row["key"] == "cannot_establish"]

    for area in areas.read():
        for language, texts in area.texts.items():
            for question in texts.questions.values():
                said = question.options.get("cannot_establish", term[language])
                assert said == term[language], language


def test_a_general_enquiry_asks_for_nobodys_name() -> None:
    [general] = [a for a in areas.read() if a.question_set.area == "general_enquiry"]

    assert not any(question.personal for question in general.question_set.questions)
    assert {slot.type for q in general.question_set.questions for slot in q.slots} == {
        SlotType.TEXT
    }


def test_a_small_area_is_read(folder: Path) -> None:
    [area] = areas.read(folder, ("en", "da"))

    assert area.question_set.codes == ("PQ-01",)
    assert area.question_set.question("PQ-01").options == ("short", "long")
    assert area.texts["da"].questions["PQ-01"].filled({"person": "Maria Silva"}) == (
        "Hvor længe har Maria Silva arbejdet?"
    )


# fmt: off
@pytest.mark.parametrize(("old", "new", "fault"), [
    pytest.param("version: 1", "version: 0",
                 "area.yaml:1: a whole number of at least 1 is expected here", id="bad version"),
    pytest.param("version: 1", "version: one",
                 "area.yaml:1: a whole number of at least 1 is expected here", id="version in words"),
    pytest.param("version: 1", "version: 3",
                 "area.yaml:1: version 1 is next, not 3", id="version left out"),
    pytest.param("version: 1\n", "",
                 "area.yaml:1: the key 'version' is missing", id="missing key"),
    pytest.param("version: 1\n", "version: 1\ncolour: red\n",
                 "area.yaml:2: unknown key 'colour'", id="unknown key"),
    pytest.param("version: 1\n", "version: 1\nversion: 1\n",
                 "area.yaml:2: the key 'version' is there twice", id="key twice"),
    pytest.param('"2005/36/EC"', '"the Directive"',
                 "area.yaml:2: 'the Directive' is no number of an act, such as 2005/36/EC", id="no act"),
    pytest.param('["2005/36/EC"]', '"2005/36/EC"',
                 "area.yaml:2: a list is expected here", id="no list"),
    pytest.param("unit: calendar", "unit: lunar",
                 "area.yaml:5: unknown word 'lunar': one of calendar, working is expected", id="unit"),
    pytest.param("maximum_days: null", "maximum_days: 7",
                 "area.yaml:6: the act allows less than what is proposed", id="too long a period"),
    pytest.param("urgent_days: 5", "urgent_days: 20",
                 "area.yaml:7: an urgent request takes longer than another", id="slow urgency"),
    pytest.param("days: 14", "days: 1:30",
                 "area.yaml:4: put '1:30' in quotes", id="number of another base"),
    pytest.param("theme: work", "theme: play",
                 "area.yaml:11: unknown theme 'play'", id="unknown theme"),
    pytest.param("[work]", "[work, play]",
                 "area.yaml:8: the theme 'play' has no question", id="idle theme"),
    pytest.param("[work]", "[work, work]",
                 "area.yaml:8: 'work' is there twice", id="theme twice"),
    pytest.param("[work]", "[Work]",
                 "area.yaml:8: 'Work' is no name of small letters, digits and _", id="bad name"),
    pytest.param("code: PQ-01", "code: first",
                 "area.yaml:10: 'first' is no code such as PQ-01", id="bad code"),
    pytest.param("mandatory: false", "mandatory: never",
                 "area.yaml:12: true or false is expected here", id="no flag"),
    pytest.param("personal: true", "personal: false",
                 "area.yaml:13: a question about a person is personal", id="person not personal"),
    pytest.param("answer_type: choice", "answer_type: guess",
                 "area.yaml:14: unknown word 'guess': one of yes_no, choice, date, text, document "
                 "is expected", id="unknown answer type"),
    pytest.param("answer_type: choice", "answer_type: yes_no",
                 "area.yaml:10: a choice has options, and only a choice", id="options of no choice"),
    pytest.param("{name: person, type: person}", "{name: person, type: ghost}",
                 "area.yaml:17: unknown word 'ghost': one of text, person, firm, document, date "
                 "is expected", id="unknown slot type"),
    pytest.param("{name: person, type: person}", "{name: P1, type: person}",
                 "area.yaml:17: 'P1' is no name of small letters and _", id="bad slot name"),
    pytest.param("type: person}\n", "type: person}\n      - {name: person, type: text}\n",
                 "area.yaml:18: the slot 'person' is there twice", id="slot twice"),
    pytest.param("{name: person, type: person}", "person",
                 "area.yaml:17: keys with values are expected here", id="no mapping"),
    pytest.param("themes: [work]", "themes: [work",
                 "area.yaml:9: not YAML: did not find expected ',' or ']'", id="no YAML"),
    pytest.param("themes: [work]", "themes: [\x07]",
                 "area.yaml:1: not YAML: unacceptable character #x0007: control characters are "
                 "not allowed", id="bell"),
])
def test_a_fault_of_structure_is_told(folder: Path, old: str, new: str, fault: str) -> None:
    change(folder, "area.yaml", old, new)

    assert fault in [line.splitlines()[0] for line in faults(folder)]


@pytest.mark.parametrize(("old", "new", "fault"), [
    pytest.param("  PQ-01:", "  PQ-02:",
                 "da.yaml:5: the question 'PQ-01' has no text", id="missing question"),
    pytest.param("  PQ-01:", "  PQ-02:",
                 "da.yaml:6: the area has no question 'PQ-02' here", id="unknown question"),
    pytest.param("work:", "play:",
                 "da.yaml:4: the area has no theme 'play' here", id="unknown theme"),
    pytest.param('      short: "Under et år"\n', "",
                 "da.yaml:9: the option 'short' has no text", id="option without text"),
    pytest.param("short:", "tiny:",
                 "da.yaml:10: the area has no option 'tiny' here", id="text of no option"),
    pytest.param("      person:", "      firm:",
                 "da.yaml:13: the area has no slot 'firm' here", id="text of no slot"),
    pytest.param("{person}", "{firm}",
                 "da.yaml:7: the question has no slot {firm}", id="slot not declared"),
    pytest.param("{person}", "personen",
                 "da.yaml:7: {person} stands 0 times: once is right", id="slot left out"),
    pytest.param("{person}", "{person} og {person}",
                 "da.yaml:7: {person} stands 2 times: once is right", id="slot twice"),
    pytest.param("{person}", "{person}, {Person 2}",
                 "da.yaml:7: a brace that belongs to no placeholder", id="stray brace"),
    pytest.param('"I år."', '"I {år}."',
                 "da.yaml:8: a brace: a hint has no placeholders", id="brace in hint"),
    pytest.param('"I år."', '""',
                 "da.yaml:8: the text is empty", id="empty text"),
    pytest.param('"I år."', "5",
                 "da.yaml:8: a text is expected here", id="no text"),
    pytest.param('"I år."', '"I\\når."',
                 "da.yaml:8: the text has a line break, or space around it", id="line break"),
    pytest.param('"I år."', '"I a\u030ar."',
                 "da.yaml:8: the text is not in Unicode form C (NFC)", id="another Unicode form"),
    pytest.param('"I år."', '"I \\u202eår."',
                 "da.yaml:8: an invisible control character", id="right to left"),
    pytest.param('"I år."', '"I <b>år</b>."',
                 "da.yaml:8: HTML: a text has no markup", id="HTML"),
    pytest.param('"I år."', '"I&nbsp;år."',
                 "da.yaml:8: HTML: a text has no markup", id="HTML entity"),
    pytest.param('"I år."', '"I \'år\'."',
                 "da.yaml:8: a straight quote: write ’ or your language’s quotes", id="straight quote"),
    pytest.param('"I år."', '"In years."',
                 "da.yaml:8: not translated: 'In years.' is the English text", id="English"),
    pytest.param('"I år."', f'"{"å" * 301}"',
                 "da.yaml:8: 301 characters: a hint may have 300", id="too long"),
    pytest.param('    hint: "I år."\n', "",
                 "da.yaml:6: the hint is missing: English has one", id="hint left out"),
    pytest.param('"Arbejde"', "2026-01-01",
                 "da.yaml:1: put '2026-01-01' in quotes", id="YAML makes a date of it"),
    pytest.param("      short:", "      no:",
                 "da.yaml:10: put the key 'no' in quotes", id="YAML makes a truth of it"),
])
def test_a_fault_of_words_is_told(folder: Path, old: str, new: str, fault: str) -> None:
    change(folder, "da.yaml", old, new)

    assert fault in faults(folder)
# fmt: on


def test_a_hint_that_english_does_not_have_is_told(folder: Path) -> None:
    change(folder, "en.yaml", '    hint: "In years."\n', "")

    assert faults(folder) == ["da.yaml:8: a hint that English does not have"]


def test_a_question_that_is_there_twice_is_told(folder: Path) -> None:
    _, _, question = STRUCTURE.partition("questions:\n")
    change(folder, "area.yaml", question, question + question)

    assert faults(folder) == ["area.yaml:18: the question 'PQ-01' is there twice"]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        pytest.param(Path.unlink, "da.yaml:1: the file is missing", id="missing"),
        pytest.param(
            lambda path: path.write_text(""), "da.yaml:1: the file is empty", id="empty"
        ),
        pytest.param(
            lambda path: path.write_bytes(b"\xff\xfe\xfd"),
            "da.yaml:1: the file is not UTF-8",
            id="other encoding",
        ),
        pytest.param(
            lambda path: path.with_name("xx.yaml").write_text("title: x"),
            "xx.yaml:1: an area has no such file",
            id="unknown language",
        ),
    ],
)
def test_a_wrong_file_is_told(
    folder: Path, spoil: Callable[[Path], object], fault: str
) -> None:
    spoil(folder / "work" / "da.yaml")

    assert faults(folder) == [fault]


def test_an_area_has_a_plain_name(folder: Path) -> None:
    (folder / "work").rename(folder / "Work 2")

    with pytest.raises(ContentError, match="named in small letters and _"):
        areas.read(folder, ("en", "da"))


def test_all_faults_are_told_at_once(folder: Path) -> None:
    change(folder, "area.yaml", "unit: calendar", "unit: lunar")
    change(folder, "da.yaml", '"I år."', '""')
    change(folder, "en.yaml", '"Work"', '"<i>Work</i>"')

    assert [fault.rpartition(": ")[0].split(": ")[0] for fault in faults(folder)] == [
        "area.yaml:5",
        "da.yaml:8",
        "en.yaml:1",
    ]


def test_a_text_may_be_listed_as_the_same_in_english(folder: Path) -> None:
    change(folder, "da.yaml", '"Arbejde"', '"Work"')
    (folder / "same-as-english.yaml").write_text('da: ["Work"]\n', "utf-8")

    [area] = areas.read(folder, ("en", "da"))

    assert area.texts["da"].title == "Work"


def publish(folder: Path) -> None:
    """Record what *folder* holds as published."""
    found = areas.read(folder, ("en", "da"))
    versions = {a.question_set.area: (a.question_set.version, a.digest) for a in found}
    editions.record(folder, versions)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param("area.yaml", "days: 14", "days: 15", id="structure"),
        pytest.param("da.yaml", "I år.", "I hele år.", id="one word in one language"),
    ],
)
def test_a_published_version_never_changes(folder: Path, file: str, old: str, new: str) -> None:
    publish(folder)

    change(folder, file, old, new)

    assert faults(folder) == [
        "area.yaml:1: version 1 is published and never changes: raise the version"
    ]


def test_a_change_is_a_new_version(folder: Path) -> None:
    publish(folder)
    change(folder, "area.yaml", "days: 14", "days: 15")
    change(folder, "area.yaml", "version: 1", "version: 2")

    publish(folder)

    assert editions.read(folder)["work"].keys() == {"1", "2"}


def test_there_is_no_way_back_to_an_older_version(folder: Path) -> None:
    publish(folder)
    change(folder, "area.yaml", "version: 1", "version: 2")
    publish(folder)

    change(folder, "area.yaml", "version: 2", "version: 1")

    assert faults(folder) == ["area.yaml:1: version 1 is older than the published version 2"]


def test_a_comment_in_the_file_is_no_change(folder: Path) -> None:
    publish(folder)

    change(folder, "area.yaml", "version: 1", "# A note.\nversion: 1")

    assert len(areas.read(folder, ("en", "da"))) == 1
