"""What may be asked, how a question is filled, and which values fit."""

from __future__ import annotations

import pytest

from chalicelib.domain.areas import (
    AnswerType,
    Deadline,
    Question,
    QuestionSet,
    QuestionTexts,
    Slot,
    SlotTexts,
    SlotType,
    fill,
)


def a_question(**facts: object) -> Question:
    given = {
        "code": "PQ-01",
        "theme": "profession",
        "mandatory": False,
        "personal": False,
        "answer_type": AnswerType.TEXT,
    }
    return Question(**given | facts)


def a_question_set(*questions: Question) -> QuestionSet:
    return QuestionSet(
        area="services",
        version=1,
        legal_basis=("2006/123/EC",),
        deadline=Deadline(days=14),
        themes=("profession",),
        questions=questions,
    )


def test_a_question_is_found_by_its_code() -> None:
    second = a_question(code="PQ-02")

    question_set = a_question_set(a_question(), second)

    assert question_set.codes == ("PQ-01", "PQ-02")
    assert question_set.question("PQ-02") is second


def test_a_question_that_the_set_does_not_have_is_told() -> None:
    with pytest.raises(LookupError, match="services version 1 has no question PQ-09"):
        a_question_set(a_question()).question("PQ-09")


@pytest.mark.parametrize(
    ("type", "sealed"),
    [
        (SlotType.TEXT, False),
        (SlotType.DATE, False),
        (SlotType.PERSON, True),
        (SlotType.FIRM, True),
        (SlotType.DOCUMENT, True),
    ],
)
def test_what_names_somebody_is_sealed(type: SlotType, sealed: bool) -> None:
    assert type.sealed is sealed


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"person": "Maria Silva"}, "Is Maria Silva named {}?", id="value"),
        pytest.param({}, "Is the professional named {}?", id="no value, so the label"),
        pytest.param({"person": ""}, "Is the professional named {}?", id="empty value"),
        pytest.param({"person": "{person}"}, "Is {person} named {}?", id="value like a slot"),
        pytest.param({"person": "{0.x}"}, "Is {0.x} named {}?", id="value like a format"),
        pytest.param({"person": r"\1"}, r"Is \1 named {}?", id="value like a back reference"),
        pytest.param({"person": "<b>A</b>"}, "Is <b>A</b> named {}?", id="HTML is text"),
        pytest.param({"other": "x"}, "Is the professional named {}?", id="unknown value"),
    ],
)
def test_a_question_is_filled(values: dict[str, str], expected: str) -> None:
    texts = QuestionTexts(
        text="Is {person} named {}?",
        hint="",
        options={},
        slots={"person": SlotTexts(text="the professional")},
    )

    assert texts.filled(values) == expected


def test_a_value_is_not_read_for_further_slots() -> None:
    values = {"person": "{title}", "title": "Dr"}

    assert fill("{person}: {title}", values, {}) == "{title}: Dr"


def test_a_slot_without_value_and_label_stays() -> None:
    assert fill("Is {person} here?", {}, {}) == "Is {person} here?"


@pytest.mark.parametrize(
    ("type", "value", "fault"),
    [
        pytest.param(SlotType.PERSON, "Maria Silva", None, id="name"),
        pytest.param(SlotType.PERSON, "", None, id="gap"),
        pytest.param(SlotType.FIRM, "x" * 200, None, id="just long enough"),
        pytest.param(SlotType.FIRM, "x" * 201, "too_long", id="too long"),
        pytest.param(SlotType.TEXT, "two\nlines", "control_character", id="line break"),
        pytest.param(SlotType.TEXT, "a\tb", "control_character", id="tab"),
        pytest.param(SlotType.TEXT, "a\x00b", "control_character", id="NUL"),
        pytest.param(SlotType.TEXT, "\ud800", "control_character", id="lone surrogate"),
        pytest.param(SlotType.TEXT, "a\u202eb", "control_character", id="right to left"),
        pytest.param(SlotType.TEXT, "<script>", None, id="HTML is text"),
        pytest.param(SlotType.DATE, "2026-02-28", None, id="date"),
        pytest.param(SlotType.DATE, "2026-02-30", "not_a_date", id="no such date"),
        pytest.param(SlotType.DATE, "20260228", "not_a_date", id="other form of date"),
        pytest.param(SlotType.DATE, "", None, id="no date yet"),
    ],
)
def test_a_slot_takes_what_fits(type: SlotType, value: str, fault: str | None) -> None:
    assert Slot(name="gap", type=type).fault(value) == fault


# fmt: off
@pytest.mark.parametrize(("type", "value", "fault"), [
    (AnswerType.YES_NO,   "yes",            None),
    (AnswerType.YES_NO,   "unknown",        None),
    (AnswerType.YES_NO,   "maybe",          "not_an_option"),
    (AnswerType.YES_NO,   "",               "missing"),
    (AnswerType.CHOICE,   "planned",        None),
    (AnswerType.CHOICE,   "yes",            "not_an_option"),
    (AnswerType.DATE,     "2026-02-28",     None),
    (AnswerType.DATE,     "unknown",        None),
    (AnswerType.DATE,     "28.2.2026",      "not_a_date"),
    (AnswerType.DATE,     "2026-02-29",     "not_a_date"),
    (AnswerType.TEXT,     "Two\nlines",     None),
    (AnswerType.TEXT,     " \n",            "missing"),
    (AnswerType.TEXT,     "x" * 4000,       None),
    (AnswerType.TEXT,     "x" * 4001,       "too_long"),
    (AnswerType.TEXT,     "\u2066x",        "control_character"),
    (AnswerType.DOCUMENT, "8f2c-1",         None),
    (AnswerType.DOCUMENT, "8f2c-1 8f2c-2",  None),
    (AnswerType.DOCUMENT, "unknown",        None),
    (AnswerType.DOCUMENT, "../etc",         "not_an_attachment"),
], ids=lambda value: repr(value)[:20])
def test_an_answer_fits_its_question(type: AnswerType, value: str, fault: str | None) -> None:
    options = ("done", "planned") if type is AnswerType.CHOICE else ()

    assert a_question(answer_type=type, options=options).fault(value) == fault
# fmt: on
