"""What a simulated counterpart answers: valid for each type of question, and clearly an exercise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from chalicelib.domain.areas import UNKNOWN, AnswerType, Question, QuestionSet
from chalicelib.domain.invented import Phrase, Words, chosen, drawn
from chalicelib.domain.requests import Answer, Request

CANNOT_ESTABLISH: Final = "cannot_establish"
"""What legal areas call the option of a choice that stands for ``unknown``."""
LIKELY: Final = ("yes", "yes", "yes", "no")
"""Most of what is asked is so."""
DAYS_BACK: Final = range(60, 3000)
"""How many calendar days before the request was begun lies what is answered with a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who answers: in which words, and drawing from what."""

    words: Words
    seed: str


def first(
    request: Request, question_set: QuestionSet, writer: Writer, *, are_some_unknown: bool
) -> Mapping[str, Answer]:
    """
    Return the answers to all questions of *request*, by code.

    Args:
        are_some_unknown: Whether about half of them, one at least, cannot be established;
            as far as their types let one say so.
    """
    asked = [question_set.question(each.code) for each in request.questions]
    unknown = _unknown(asked, request, writer) if are_some_unknown else frozenset()
    return {
        each.code: _unestablished(each, writer.words, request)
        if each.code in unknown
        else _established(each, request, writer)
        for each in asked
    }


def again(
    codes: Iterable[str], request: Request, question_set: QuestionSet, writer: Writer
) -> Mapping[str, Answer]:
    """Return full answers to the questions *codes* of *request*, of which more is wanted."""
    # Whoever asks a second time gets another word of it.
    text = writer.words.say(Phrase.CLARIFIED, writer.seed, request.number, request.replied_at)
    return {
        code: _clarified(question_set.question(code), text, request, writer) for code in codes
    }


def _unknown(asked: Sequence[Question], request: Request, writer: Writer) -> frozenset[str]:
    able = sorted(
        (each.code for each in asked if _may_be_unknown(each)),
        key=lambda code: drawn(writer.seed, request.number, "unknown", code, of=2**32),
    )
    return frozenset(able[: (len(able) + 1) // 2])


def _may_be_unknown(question: Question) -> bool:
    """Return whether it says something of its own that *question* cannot be answered."""
    match question.answer_type:
        case AnswerType.CHOICE:
            return CANNOT_ESTABLISH in question.options
        case AnswerType.DOCUMENT:
            # No document ever comes from a counterpart.
            return False
    return True


def _unestablished(question: Question, words: Words, request: Request) -> Answer:
    text = words.say(Phrase.UNKNOWN, request.number, question.code)
    match question.answer_type:
        case AnswerType.TEXT:
            return Answer(value=text, language=words.language)
        case AnswerType.CHOICE:
            return Answer(value=CANNOT_ESTABLISH, comment=text, language=words.language)
    return Answer(value=UNKNOWN, comment=text, language=words.language)


def _established(question: Question, request: Request, writer: Writer) -> Answer:
    words, occasion = writer.words, (writer.seed, request.number, question.code)
    if question.answer_type is AnswerType.TEXT:
        return Answer(value=words.say(Phrase.ANSWER, *occasion), language=words.language)
    if question.answer_type is AnswerType.DOCUMENT:
        text = words.say(Phrase.NO_DOCUMENT, *occasion)
        return Answer(value=UNKNOWN, comment=text, language=words.language)
    is_commented = drawn(*occasion, "comment", of=2)
    return Answer(
        value=_code(question, request, occasion),
        comment=words.say(Phrase.COMMENT, *occasion) if is_commented else "",
        language=words.language,
    )


def _clarified(question: Question, text: str, request: Request, writer: Writer) -> Answer:
    words, occasion = writer.words, (writer.seed, request.number, question.code)
    match question.answer_type:
        case AnswerType.TEXT:
            return Answer(value=text, language=words.language)
        case AnswerType.DOCUMENT:
            return _established(question, request, writer)
    value = _code(question, request, occasion)
    return Answer(value=value, comment=text, language=words.language)


def _code(question: Question, request: Request, occasion: Sequence[object]) -> str:
    """Return what is answered to a *question* whose answer is no text: it is established."""
    match question.answer_type:
        case AnswerType.CHOICE:
            known = [each for each in question.options if each != CANNOT_ESTABLISH]
            return chosen(known or question.options, *occasion)
        case AnswerType.DATE:
            back = timedelta(days=chosen(DAYS_BACK, *occasion))
            return (request.created_at.date() - back).isoformat()
    return chosen(LIKELY, *occasion)
