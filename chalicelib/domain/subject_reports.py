"""
What the requests of an authority hold of a person, who has a right to know.

Source:
    Regulation (EU) No 1024/2012, Art. 19(1): IMI actors see to it that data subjects can effectively
    exercise their right of access to the data relating to them in IMI, and have what is wrong
    corrected within 30 days.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from chalicelib.domain import care, texts
from chalicelib.domain.authorities import Authority
from chalicelib.domain.care import Act
from chalicelib.domain.drafts import LONGEST_NAME
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.events import Note
from chalicelib.domain.requests import Case, Person, Request, Sealed
from chalicelib.domain.transliteration import latin

WORD: Final = re.compile(r"[^\W_]+")

FEWEST_WORDS: Final = 2
"""A name of fewer words is not looked for in free text: it might be any word."""


class Held(StrEnum):
    """A kind of data that a request holds."""

    NAME = "name"
    BORN_ON = "born_on"
    DETAILS = "details"
    REASON = "reason"
    """Why it was asked, why it is urgent, why it was withdrawn."""
    SLOTS = "slots"
    """What fills the gaps of questions, such as the number of a document."""
    COMMENTS = "comments"
    ATTACHMENTS = "attachments"
    ANSWERS = "answers"
    ANSWER_COMMENTS = "answer_comments"
    NOTES = "notes"
    """Messages, and the reasons and comments that were written to steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who wants to know; shows nothing of it where it is printed."""

    words: Counter[str] = field(repr=False)
    """Of the name: without case, accents and order, in Latin letters."""
    born_on: date | None = field(default=None, repr=False)
    """None where it does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A request that holds something of the person; tells no value."""

    request: Request
    concerned: bool
    """Whether it is about the person; else it mentions the name."""
    held: tuple[Held, ...]
    """All that its copy holds, be it of the person or not."""


def subject(name: str, born_on: date | None = None) -> Subject:
    """
    Return who is called *name*.

    Raises:
        Invalid: *name* holds no word, or is too long.
    """
    name = texts.clean(name)
    if fault := texts.fault(name, LONGEST_NAME):
        raise Invalid(Fault("/name", fault, {"longest": LONGEST_NAME}))
    words = _words(name)
    if not words:
        raise Invalid(Fault("/name", "missing"))
    return Subject(words=words, born_on=born_on)


def may_report(of: Authority, to: Authority, area: str) -> bool:
    """Return whether the authority *of* may learn of requests of *to* in the legal *area*."""
    return bool(care.relations(of, to, area) & care.ALLOWED[Act.REPORT_SUBJECT])


def finding(case: Case, wanted: Subject, notes: Sequence[Note] = ()) -> Finding | None:
    """
    Return that *case* holds something of whom is *wanted*, or None.

    Args:
        notes: What was written on the way, as far as the authority has it.
    """
    sealed = case.sealed or Sealed()
    concerned = _is(sealed.person, wanted)
    if not concerned and not _mentions(case, sealed, notes, wanted):
        return None
    held = tuple(_held(case, sealed, notes))
    return Finding(request=case.request, concerned=concerned, held=held)


def _is(person: Person | None, wanted: Subject) -> bool:
    if person is None or _words(person.name) != wanted.words:
        return False
    # Who was stored without a date of birth may be the one.
    return not (wanted.born_on and person.born_on) or wanted.born_on == person.born_on


def _mentions(case: Case, sealed: Sealed, notes: Sequence[Note], wanted: Subject) -> bool:
    if wanted.words.total() < FEWEST_WORDS:
        return False
    return any(wanted.words <= _words(text) for text in _texts(case, sealed, notes))


def _texts(case: Case, sealed: Sealed, notes: Sequence[Note]) -> Iterator[str]:
    """Yield all that is written in *case* but the name of the person concerned."""
    request = case.request
    yield from (request.reason, request.urgent_reason, request.withdrawal_reason)
    for question in request.questions:
        yield from question.slots.values()
    if sealed.person:
        yield sealed.person.details
    for values in sealed.slots.values():
        yield from values.values()
    yield from sealed.comments.values()
    yield from (file.name for file in (*sealed.attachments, *case.files))
    for answer in case.answers.values():
        yield answer.value
        yield answer.comment
    for note in notes:
        yield note.text
        yield from (file.name for file in note.files)


def _held(case: Case, sealed: Sealed, notes: Sequence[Note]) -> Iterator[Held]:
    person, answers, request = sealed.person, case.answers.values(), case.request
    slots = (*sealed.slots.values(), *(each.slots for each in request.questions))
    there = {
        Held.NAME: person and person.name,
        Held.BORN_ON: person and person.born_on,
        Held.DETAILS: person and person.details,
        Held.REASON: request.reason or request.urgent_reason or request.withdrawal_reason,
        Held.SLOTS: any(any(values.values()) for values in slots),
        Held.COMMENTS: any(sealed.comments.values()),
        Held.ATTACHMENTS: sealed.attachments or case.files or any(n.files for n in notes),
        Held.ANSWERS: any(each.value for each in answers),
        Held.ANSWER_COMMENTS: any(each.comment for each in answers),
        Held.NOTES: notes,
    }
    yield from (kind for kind, something in there.items() if something)


def _words(text: str) -> Counter[str]:
    return Counter(map(latin, WORD.findall(unicodedata.normalize("NFC", text))))
