"""The structure of a legal area, ``area.yaml``, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from chalicelib.domain.areas import (
    BLOCKED_AFTER_MONTHS,
    LONGEST_BLOCKED_AFTER,
    AnswerType,
    DayUnit,
    Deadline,
    Question,
    QuestionSet,
    Slot,
    SlotType,
)
from infra.publication.nodes import Node, Reading

CODE: Final = re.compile(r"[A-Z]{2}-[0-9]{2}")
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
SLOT_NAME: Final = re.compile(r"[a-z][a-z_]*")
ACT: Final = re.compile(r"(\([A-Z][A-Za-z, ]*\) (No )?)?[0-9]+/[0-9]+(/[A-Z]+)?")

Word = TypeVar("Word", bound=StrEnum)


def question_set(reading: Reading, area: str, node: Node | None) -> QuestionSet:
    """Return the questions of *area*; what is wrong is noted in the reading."""
    found = reading.fields(
        node,
        ["version", "legal_basis", "deadline", "themes", "questions"],
        ["blocked_after_months"],
    )
    acts = reading.texts(found.get("legal_basis"))
    for place, act in acts:
        if not ACT.fullmatch(act):
            reading.fault(place, f"{act!r} is no number of an act, such as 2005/36/EC")
    themes = _names(reading, found.get("themes"))
    questions = tuple(_questions(reading, found.get("questions"), themes))
    for theme, place in themes.items():
        if theme not in {question.theme for question in questions}:
            reading.fault(place, f"the theme {theme!r} has no question")
    return QuestionSet(
        area=area,
        version=reading.number(found.get("version")),
        legal_basis=tuple(act for _, act in acts),
        deadline=_deadline(reading, found.get("deadline")),
        themes=tuple(themes),
        questions=questions,
        blocked_after_months=_blocked_after(reading, found.get("blocked_after_months")),
    )


def _blocked_after(reading: Reading, node: Node | None) -> int:
    """Return after how many months personal data is blocked: six, or up to what the act says."""
    if node is None:
        return BLOCKED_AFTER_MONTHS
    months = reading.number(node)
    if not BLOCKED_AFTER_MONTHS <= months <= LONGEST_BLOCKED_AFTER:
        reading.fault(
            node, f"{BLOCKED_AFTER_MONTHS} to {LONGEST_BLOCKED_AFTER} months are lawful"
        )
    return months


def _deadline(reading: Reading, node: Node | None) -> Deadline:
    found = reading.fields(node, ["days", "unit", "maximum_days", "urgent_days"])
    days = reading.number(found.get("days"))
    maximum, urgent = (
        None if name not in found or found[name].value is None else reading.number(found[name])
        for name in ("maximum_days", "urgent_days")
    )
    if node and maximum is not None and maximum < days:
        reading.fault(found["maximum_days"], "the act allows less than what is proposed")
    if node and urgent is not None and urgent > days:
        reading.fault(found["urgent_days"], "an urgent request takes longer than another")
    return Deadline(
        days=days,
        unit=_word(reading, found.get("unit"), DayUnit, DayUnit.CALENDAR),
        maximum_days=maximum,
        urgent_days=urgent,
    )


def _questions(
    reading: Reading, node: Node | None, themes: Mapping[str, Node]
) -> Iterator[Question]:
    seen: set[str] = set()
    for item in reading.items(node):
        question = _question(reading, item, themes)
        if question.code in seen:
            reading.fault(item, f"the question {question.code!r} is there twice")
        elif question.code:
            seen.add(question.code)
            yield question


def _question(reading: Reading, node: Node, themes: Mapping[str, Node]) -> Question:
    found = reading.fields(
        node,
        ["code", "theme", "mandatory", "personal", "answer_type"],
        ["options", "slots"],
    )
    code, theme = reading.text(found.get("code")), reading.text(found.get("theme"))
    if code and not CODE.fullmatch(code):
        reading.fault(found["code"], f"{code!r} is no code such as PQ-01")
    if theme and theme not in themes:
        reading.fault(found["theme"], f"unknown theme {theme!r}")
    answer_type = _word(reading, found.get("answer_type"), AnswerType, AnswerType.TEXT)
    options = tuple(_names(reading, found.get("options")))
    if (answer_type is AnswerType.CHOICE) != bool(options):
        reading.fault(node, "a choice has options, and only a choice")
    slots = tuple(_slots(reading, found.get("slots")))
    personal = reading.flag(found.get("personal"))
    if not personal and any(slot.type is SlotType.PERSON for slot in slots):
        reading.fault(found.get("personal", node), "a question about a person is personal")
    return Question(
        code=code,
        theme=theme,
        mandatory=reading.flag(found.get("mandatory")),
        personal=personal,
        answer_type=answer_type,
        options=options,
        slots=slots,
    )


def _slots(reading: Reading, node: Node | None) -> Iterator[Slot]:
    seen: set[str] = set()
    for item in reading.items(node):
        found = reading.fields(item, ["name", "type"])
        name = reading.text(found.get("name"))
        if name and not SLOT_NAME.fullmatch(name):
            reading.fault(item, f"{name!r} is no name of small letters and _")
        if name in seen:
            reading.fault(item, f"the slot {name!r} is there twice")
        elif name:
            seen.add(name)
            yield Slot(
                name=name, type=_word(reading, found.get("type"), SlotType, SlotType.TEXT)
            )


def _names(reading: Reading, node: Node | None) -> dict[str, Node]:
    names = {}
    for place, name in reading.texts(node):
        if name and not NAME.fullmatch(name):
            reading.fault(place, f"{name!r} is no name of small letters, digits and _")
        elif name:
            names[name] = place
    return names


def _word(reading: Reading, node: Node | None, words: type[Word], default: Word) -> Word:
    text = reading.text(node)
    try:
        return words(text) if text else default
    except ValueError:
        if node:
            reading.fault(node, f"unknown word {text!r}: one of {', '.join(words)} is expected")
        return default
