"""What a simulated counterpart asks: a whole draft, made of the question set and of inventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chalicelib.domain import deadlines
from chalicelib.domain.areas import Question, QuestionSet, Slot, SlotType
from chalicelib.domain.authorities import Party
from chalicelib.domain.calendars import Calendar
from chalicelib.domain.drafts import Draft
from chalicelib.domain.invented import (
    Invented,
    InventedFirm,
    InventedPerson,
    Phrase,
    Words,
    chosen,
    drawn,
)
from chalicelib.domain.requests import AskedQuestion, Concerned, Person

HOW_MANY: Final = (2, 3)
"""Questions that are asked; more where more of them are mandatory."""
DAYS_BACK: Final = range(30, 700)
"""How many calendar days ago was what is asked about with a date."""
WEBSITE: Final = "website"
"""What legal areas call the gap for a firm's address on the net."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Whom an invented request is about."""

    person: InventedPerson
    firm: InventedFirm


def written(
    question_set: QuestionSet,
    *,
    asked: Party,
    words: Words,
    invented: Invented,
    calendar: Calendar,
    today: date,
    seed: str,
) -> Draft:
    """
    Return a complete draft to *asked*, the same for the same *seed*.

    Args:
        words: In the language of who asks.
        calendar: Public holidays in the country of *asked*.
        today: The date at *asked*.
    """
    questions = _questions(question_set, seed)
    concern = Concern(
        person=invented.person(asked.country, seed), firm=invented.firm(asked.country, seed)
    )
    return Draft(
        asked=asked,
        language=words.language,
        reason=words.say(Phrase.REQUEST, seed),
        proposed_on=deadlines.suggested(
            question_set.deadline, today, urgent=False, calendar=calendar
        ),
        questions=tuple(
            AskedQuestion(code=each.code, slots=_filled(each, concern, words, today, seed))
            for each in questions
        ),
        person=_person(questions, concern),
    )


def _questions(question_set: QuestionSet, seed: str) -> Sequence[Question]:
    """Return those that are mandatory and a few more, in the order of the set."""
    mandatory = [each.code for each in question_set.questions if each.mandatory]
    free = sorted(
        (each.code for each in question_set.questions if not each.mandatory),
        key=lambda code: drawn(seed, "question", code, of=2**32),
    )
    codes = {*mandatory, *free[: max(0, chosen(HOW_MANY, seed, "count") - len(mandatory))]}
    return [each for each in question_set.questions if each.code in codes]


def _filled(
    question: Question, concern: Concern, words: Words, today: date, seed: str
) -> Mapping[str, str]:
    return {slot.name: _value(slot, concern, words, today, seed) for slot in question.slots}


def _value(slot: Slot, concern: Concern, words: Words, today: date, seed: str) -> str:
    match slot.type:
        case SlotType.PERSON:
            return concern.person.name
        case SlotType.FIRM:
            return concern.firm.website if slot.name == WEBSITE else concern.firm.name
        case SlotType.DATE:
            return (today - timedelta(days=chosen(DAYS_BACK, seed, "date"))).isoformat()
    return words.slot(slot.name)


def _person(questions: Sequence[Question], concern: Concern) -> Person | None:
    """Return whom the *questions* are about; None where they name nobody."""
    types = {slot.type for question in questions for slot in question.slots}
    if SlotType.PERSON in types:
        person = concern.person
        return Person(name=person.name, born_on=person.born_on)
    if SlotType.FIRM in types:
        return Person(name=concern.firm.name, kind=Concerned.FIRM)
    return None
