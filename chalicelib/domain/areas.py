"""Legal areas as data: which questions may be asked, in which words, answered how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from chalicelib.domain import texts

BLOCKED_AFTER_MONTHS: Final = 6
"""Unless the act of an area says otherwise: Regulation (EU) No 1024/2012, Art. 14(1)."""
LONGEST_BLOCKED_AFTER: Final = 18
LONGEST_SLOT: Final = 200
LONGEST_ANSWER: Final = 4000
UNKNOWN: Final = "unknown"
"""The answer of an authority that cannot establish it."""
YES_NO: Final = ("yes", "no", UNKNOWN)
PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z_]*)\}")
ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ATTACHMENT_IDS: Final = re.compile(r"[A-Za-z0-9-]{1,64}( [A-Za-z0-9-]{1,64}){0,19}")


class AnswerType(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"
    DOCUMENT = "document"


class SlotType(StrEnum):
    """What is filled into a gap of a question."""

    TEXT = "text"
    PERSON = "person"
    FIRM = "firm"
    DOCUMENT = "document"
    DATE = "date"

    @property
    def sealed(self) -> bool:
        """Whether the asked authority sees the value only once it has accepted."""
        return self in SEALED


SEALED: Final = frozenset({SlotType.PERSON, SlotType.FIRM, SlotType.DOCUMENT})


class DayUnit(StrEnum):
    """Which days a period counts."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A gap in a question, filled by the asking official."""

    name: str
    type: SlotType

    def fault(self, value: str) -> str | None:
        """Return what is wrong with *value*, or None; an empty one is a gap, not wrong."""
        if not value:
            return None
        if self.type is SlotType.DATE:
            return None if _is_date(value) else "not_a_date"
        if "\n" in value or "\t" in value:
            return "control_character"
        return texts.fault(value, LONGEST_SLOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of an area, without its words."""

    code: str
    theme: str
    mandatory: bool
    """Every request of the area contains it."""
    personal: bool
    """It or its answer is about a natural person."""
    answer_type: AnswerType
    options: tuple[str, ...] = ()
    """Codes to choose from; empty unless the answer is a choice."""
    slots: tuple[Slot, ...] = ()

    def fault(self, value: str) -> str | None:
        """
        Return what is wrong with *value* as an answer, or None.

        A date or a document that cannot be established is answered with
        ``unknown``, as yes or no is. Several attachments are given by their ids
        with a space between; whether they exist is not known here.
        """
        if not value.strip():
            return "missing"
        match self.answer_type:
            case AnswerType.TEXT:
                return texts.fault(value, LONGEST_ANSWER)
            case AnswerType.YES_NO:
                return None if value in YES_NO else "not_an_option"
            case AnswerType.CHOICE:
                return None if value in self.options else "not_an_option"
            case AnswerType.DATE:
                return None if value == UNKNOWN or _is_date(value) else "not_a_date"
        return None if ATTACHMENT_IDS.fullmatch(value) else "not_an_attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """How long an answer in this area may take; counted in *unit*."""

    days: int
    """What a new request proposes."""
    unit: DayUnit = DayUnit.CALENDAR
    maximum_days: int | None = None
    """The longest period that the act allows, if it sets one."""
    urgent_days: int | None = None
    """What an urgent request proposes, if the area knows urgency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """One version of what may be asked in an area; never changes once published."""

    area: str
    version: int
    legal_basis: tuple[str, ...]
    """Numbers of the acts, such as 2005/36/EC."""
    deadline: Deadline
    themes: tuple[str, ...]
    questions: tuple[Question, ...]
    blocked_after_months: int = BLOCKED_AFTER_MONTHS
    """Calendar months from the end of a request until its personal data is blocked."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all questions, in the order of the set."""
        return tuple(question.code for question in self.questions)

    def question(self, code: str) -> Question:
        """
        Return the question with *code*.

        Raises:
            LookupError: *code* is none of ``codes``.
        """
        for question in self.questions:
            if question.code == code:
                return question
        raise LookupError(f"{self.area} version {self.version} has no question {code}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTexts:
    """The words of a slot in one language."""

    text: str
    """The label: names the field, and stands in for a value that is not shown."""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTexts:
    """The words of a question in one language."""

    text: str
    """With a ``{name}`` for each slot."""
    hint: str
    options: Mapping[str, str]
    slots: Mapping[str, SlotTexts]

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the question with *values*, and with labels where there is no value."""
        labels = {name: slot.text for name, slot in self.slots.items()}
        return fill(self.text, values, labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTexts:
    """The words of an area in one language."""

    title: str
    summary: str
    themes: Mapping[str, str]
    questions: Mapping[str, QuestionTexts]


def fill(text: str, values: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """
    Return *text* with each ``{name}`` replaced by its value, or else its label.

    What is filled in is never read again: braces in a value stay braces. A name
    with neither value nor label stays as it is.
    """
    return PLACEHOLDER.sub(
        lambda found: values.get(found[1]) or labels.get(found[1]) or found[0], text
    )


def _is_date(value: str) -> bool:
    if not ISO_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
