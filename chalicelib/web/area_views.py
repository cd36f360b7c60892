"""Legal areas and their question sets, as a reader sees them."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.domain.areas import (
    UNKNOWN,
    AnswerType,
    AreaTexts,
    DayUnit,
    Question,
    QuestionSet,
    QuestionTexts,
    SlotType,
)
from chalicelib.domain.officials import Acting
from chalicelib.i18n import catalogue
from chalicelib.storage.areas import Listed
from chalicelib.web import labels


class AreaRow(Struct):
    """A legal area, and what it is to the reader."""

    code: str
    title: str
    summary: str
    version: int
    mine: bool
    """Whether the reader has a role in it."""
    roles: list[str]


class Areas(Struct):
    """All legal areas."""

    items: list[AreaRow]
    next: None = None


class Coded(Struct):
    """A code and its words."""

    code: str
    text: str


class SlotView(Struct):
    """A gap in a question."""

    name: str
    type: SlotType
    text: str
    hint: str
    sealed: bool


class OfferedQuestion(Struct):
    """A question that may be asked; its text carries ``{slot}`` gaps."""

    code: str
    text: str
    hint: str
    theme: str
    mandatory: bool
    personal: bool
    answer_type: AnswerType
    options: list[Coded]
    slots: list[SlotView]


class DeadlineView(Struct):
    """How long an answer may take."""

    days: int
    unit: DayUnit
    maximum_days: int | None
    urgent_days: int | None


class AreaView(Struct):
    """One version of what may be asked in a legal area."""

    code: str
    title: str
    summary: str
    version: int
    legal_basis: list[str]
    deadline: DeadlineView
    mine: bool
    roles: list[str]
    themes: list[Coded]
    questions: list[OfferedQuestion]


def row(listed: Listed, by: Acting, language: str) -> AreaRow:
    """Return an area of the catalogue as *by* sees it."""
    roles = by.roles(listed.code)
    return AreaRow(
        code=listed.code,
        title=listed.titles.get(language, listed.code),
        summary=listed.summaries.get(language, ""),
        version=listed.version,
        mine=bool(roles),
        roles=sorted(roles),
    )


def area(question_set: QuestionSet, texts: AreaTexts, by: Acting, language: str) -> AreaView:
    """Return a question set with its words, as *by* sees it."""
    roles = by.roles(question_set.area)
    deadline = question_set.deadline
    return AreaView(
        code=question_set.area,
        title=texts.title,
        summary=texts.summary,
        version=question_set.version,
        legal_basis=list(question_set.legal_basis),
        deadline=DeadlineView(
            days=deadline.days,
            unit=deadline.unit,
            maximum_days=deadline.maximum_days,
            urgent_days=deadline.urgent_days,
        ),
        mine=bool(roles),
        roles=sorted(roles),
        themes=[Coded(code=code, text=texts.themes[code]) for code in question_set.themes],
        questions=[
            _question(question, texts.questions[question.code], language)
            for question in question_set.questions
        ],
    )


def options(question: Question, words: QuestionTexts, language: str) -> list[Coded]:
    """Return what *question* may be answered with, in words; of a date or a document what is none."""
    if question.answer_type in {AnswerType.DATE, AnswerType.DOCUMENT}:
        text = catalogue(language).gettext(labels.YES_NO[UNKNOWN])
        return [Coded(code=UNKNOWN, text=text)]
    if question.answer_type is AnswerType.YES_NO:
        said = catalogue(language).gettext
        return [Coded(code=code, text=said(text)) for code, text in labels.YES_NO.items()]
    return [Coded(code=code, text=words.options[code]) for code in question.options]


def _question(question: Question, words: QuestionTexts, language: str) -> OfferedQuestion:
    return OfferedQuestion(
        code=question.code,
        text=words.text,
        hint=words.hint,
        theme=question.theme,
        mandatory=question.mandatory,
        personal=question.personal,
        answer_type=question.answer_type,
        options=options(question, words, language),
        slots=[
            SlotView(
                name=slot.name,
                type=slot.type,
                text=words.slots[slot.name].text,
                hint=words.slots[slot.name].hint,
                sealed=slot.type.sealed,
            )
            for slot in question.slots
        ],
    )
