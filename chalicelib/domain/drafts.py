"""What an official writes before sending: checked, sealed and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from chalicelib.domain import deadlines, texts
from chalicelib.domain.areas import LONGEST_SLOT, QuestionSet
from chalicelib.domain.attachments import Attachment
from chalicelib.domain.authorities import Party
from chalicelib.domain.calendars import Calendar
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.requests import AskedQuestion, Case, Person, Request, Sealed

LONGEST_REASON: Final = 2000
LONGEST_URGENT_REASON: Final = 500
LONGEST_NAME: Final = 200
LONGEST_DETAILS: Final = 2000
LONGEST_COMMENT: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that the asking side writes, in one piece."""

    asked: Party | None = None
    language: str
    reason: str = ""
    urgent: bool = False
    urgent_reason: str = ""
    proposed_on: date | None = None
    questions: tuple[AskedQuestion, ...] = ()
    person: Person | None = None
    attachments: tuple[Attachment, ...] = ()
    ask_before_forwarding: bool = False


def of(case: Case) -> Draft:
    """Return what was written in *case*, its sealed part put back in place."""
    request, sealed = case.request, case.sealed or Sealed()
    return Draft(
        asked=request.asked,
        language=request.language,
        reason=request.reason,
        urgent=request.urgent,
        urgent_reason=request.urgent_reason,
        proposed_on=request.proposed_on,
        questions=tuple(whole(request, sealed)),
        person=sealed.person,
        attachments=sealed.attachments,
        ask_before_forwarding=request.ask_before_forwarding,
    )


def whole(request: Request, sealed: Sealed) -> Iterator[AskedQuestion]:
    """Yield the questions of *request* with their sealed slots and comments."""
    for question in request.questions:
        yield AskedQuestion(
            code=question.code,
            slots={**question.slots, **sealed.slots.get(question.code, {})},
            comment=sealed.comments.get(question.code, ""),
        )


def write(request: Request, draft: Draft, question_set: QuestionSet) -> Case:
    """
    Return *request* with *draft* in it, what must be sealed parted from the rest.

    Raises:
        Invalid: A text is too long, a question or slot unknown; a draft may be
            incomplete, but never wrong.
    """
    faults = list(_faults(draft, question_set))
    if draft.asked and draft.asked.id == request.asking.id:
        faults.append(Fault("/asked", "own_authority"))
    if faults:
        raise Invalid(*faults)

    open_slots: dict[str, dict[str, str]] = {}
    sealed_slots: dict[str, dict[str, str]] = {}
    for question in draft.questions:
        types = {slot.name: slot.type for slot in question_set.question(question.code).slots}
        for name, value in question.slots.items():
            part = sealed_slots if types[name].sealed else open_slots
            part.setdefault(question.code, {})[name] = value

    return Case(
        request=replace(
            request,
            asked=draft.asked,
            language=draft.language,
            reason=draft.reason,
            urgent=draft.urgent,
            urgent_reason=draft.urgent_reason,
            proposed_on=draft.proposed_on,
            ask_before_forwarding=draft.ask_before_forwarding,
            questions=tuple(
                AskedQuestion(code=question.code, slots=open_slots.get(question.code, {}))
                for question in draft.questions
            ),
        ),
        sealed=Sealed(
            person=draft.person,
            slots=sealed_slots,
            comments={q.code: q.comment for q in draft.questions if q.comment},
            attachments=draft.attachments,
        ),
    )


def must_be_complete(
    draft: Draft,
    question_set: QuestionSet,
    *,
    today: date,
    calendar: Calendar,
) -> None:
    """
    Do nothing if *draft* can be sent.

    Args:
        today: The date at the asked authority.
        calendar: The public holidays there.

    Raises:
        Invalid: With one fault for each thing that lacks; and a sensible date
            where the proposed one has passed.
    """
    faults = tuple(_gaps(draft, question_set, today=today))
    if faults:
        wrong_date = any(fault.pointer == "/proposed_on" for fault in faults)
        suggested = deadlines.suggested(
            question_set.deadline, today, urgent=draft.urgent, calendar=calendar
        )
        raise Invalid(*faults, suggested_on=suggested if wrong_date else None)


def _faults(draft: Draft, question_set: QuestionSet) -> Iterator[Fault]:
    yield from _text_faults(draft)
    seen: set[str] = set()
    for index, question in enumerate(draft.questions):
        at = f"/questions/{index}"
        if question.code not in question_set.codes:
            yield Fault(f"{at}/code", "unknown_question")
            continue
        if question.code in seen:
            yield Fault(f"{at}/code", "twice")
        seen.add(question.code)
        slots = {slot.name: slot for slot in question_set.question(question.code).slots}
        for name, value in question.slots.items():
            if name not in slots:
                yield Fault(f"{at}/slots/{_escaped(name)}", "unknown_field")
            elif code := slots[name].fault(value):
                yield Fault(f"{at}/slots/{name}", code, {"longest": LONGEST_SLOT})


def _text_faults(draft: Draft) -> Iterator[Fault]:
    person = draft.person
    bounded: list[tuple[str, str, int]] = [
        ("/reason", draft.reason, LONGEST_REASON),
        ("/urgent_reason", draft.urgent_reason, LONGEST_URGENT_REASON),
        ("/person/name", person.name if person else "", LONGEST_NAME),
        ("/person/details", person.details if person else "", LONGEST_DETAILS),
        *(
            (f"/questions/{index}/comment", question.comment, LONGEST_COMMENT)
            for index, question in enumerate(draft.questions)
        ),
    ]
    for pointer, text, longest in bounded:
        if code := texts.fault(text, longest):
            yield Fault(pointer, code, {"longest": longest})


def _gaps(draft: Draft, question_set: QuestionSet, *, today: date) -> Iterator[Fault]:
    needed: Mapping[str, object] = {
        "/asked": draft.asked,
        "/reason": draft.reason,
        "/questions": draft.questions,
        "/proposed_on": draft.proposed_on,
        "/urgent_reason": draft.urgent_reason if draft.urgent else True,
        "/person/name": draft.person.name if draft.person else True,
    }
    yield from (Fault(pointer, "missing") for pointer, value in needed.items() if not value)

    chosen = {question.code for question in draft.questions}
    for code in question_set.codes:
        if question_set.question(code).mandatory and code not in chosen:
            yield Fault("/questions", "mandatory_question", {"question": code})
    for index, question in enumerate(draft.questions):
        for slot in question_set.question(question.code).slots:
            if not question.slots.get(slot.name):
                yield Fault(f"/questions/{index}/slots/{slot.name}", "missing")
    if draft.proposed_on:
        yield from date_faults("/proposed_on", draft.proposed_on, today=today)


def date_faults(pointer: str, day: date, *, today: date) -> Iterator[Fault]:
    """
    Yield what is wrong with *day* as a deadline.

    Args:
        today: The date at the asked authority.
    """
    if day < today:
        yield Fault(pointer, "past")
    elif day > today + deadlines.LONGEST:
        yield Fault(pointer, "too_far")


def _escaped(name: str) -> str:
    """Return *name* as a token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
