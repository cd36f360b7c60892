"""What people wrote in a request, and how much of it a reader of another language understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.areas import AnswerType, QuestionSet
from chalicelib.domain.requests import Case, Sealed


class Text(NamedTuple):
    """What somebody wrote, and in which language."""

    original: str
    language: str


class Share(NamedTuple):
    """How much of a request needs no translator."""

    ready: int
    """Questions, answers and texts that the reader has in the own language."""
    of: int
    """All of them."""


def written(case: Case, question_set: QuestionSet) -> Iterator[Text]:
    """Yield what is written in *case* in somebody's own words, as far as its reader has it."""
    request, sealed = case.request, case.sealed or Sealed()
    for text in (request.reason, request.urgent_reason, request.withdrawal_reason):
        if text:
            yield Text(text, request.language)
    for question in request.questions:
        if comment := sealed.comments.get(question.code):
            yield Text(comment, request.language)
    for code, answer in case.answers.items():
        if answer.value and question_set.question(code).answer_type is AnswerType.TEXT:
            yield Text(answer.value, answer.language)
        if answer.comment:
            yield Text(answer.comment, answer.language)


def share(case: Case, question_set: QuestionSet, language: str) -> Share:
    """
    Return how much of *case* is there in *language* without anybody translating it.

    Questions are, and answers that are chosen or dates; names, files and messages are not counted.
    """
    foreign = [text.language != language for text in written(case, question_set)]
    chosen = sum(
        bool(answer.value) and question_set.question(code).answer_type is not AnswerType.TEXT
        for code, answer in case.answers.items()
    )
    everything = len(case.request.questions) + chosen + len(foreign)
    return Share(ready=everything - sum(foreign), of=everything)
