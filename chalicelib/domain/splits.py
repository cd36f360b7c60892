"""Splitting: some questions of a request go on to another authority, as a part under the same number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from chalicelib.domain import numbers
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.moves import Split
from chalicelib.domain.requests import (
    Case,
    Former,
    Request,
    Sealed,
    SplitPart,
    State,
)


def whole(case: Case, move: Split) -> Case:
    """
    Return *case* without the questions that *move* splits off, and what belongs to them.

    Raises:
        Invalid: None, all, unknown or answered ones are chosen, or an authority
            that cannot be asked.
    """
    if faults := tuple(_faults(case, move)):
        raise Invalid(*faults)
    request = case.request
    number = numbers.part(request.number, len(request.parts) + 1)
    left = tuple(each for each in request.questions if each.code not in move.questions)
    codes = tuple(each.code for each in request.questions if each.code in move.questions)
    part = SplitPart(number=number, asked=move.to, questions=codes)
    assert case.sealed is not None  # noqa: S101 - else nothing would be written over what is sealed
    rest = _sealed(case.sealed, tuple(each.code for each in left))
    request = replace(request, questions=left, parts=(*request.parts, part))
    return replace(case, request=request, sealed=rest)


def part(case: Case, whole: Request, *, today: date, suggested: date, at: datetime) -> Case:
    """
    Return what was split off from *case*, sealed as a request of its own.

    Args:
        whole: What is left of the request.
        today: The date at the new addressee.
        suggested: The day proposed to it where the agreed one is over, local to it.
    """
    request, split = case.request, whole.parts[-1]
    splitter, agreed = request.asked, request.agreed_on
    assert splitter is not None  # noqa: S101 - whoever splits it was asked
    left = Former(party=splitter, until=1, state=State.AWAITING_ACCEPTANCE)
    return Case(
        request=Request(
            number=split.number,
            state=State.AWAITING_ACCEPTANCE,
            area=request.area,
            question_set_version=request.question_set_version,
            asking=request.asking,
            asked=split.asked,
            language=request.language,
            reason=request.reason,
            urgent=request.urgent,
            urgent_reason=request.urgent_reason,
            proposed_on=agreed if agreed and agreed >= today else suggested,
            questions=tuple(each for each in request.questions if each.code in split.questions),
            former=(left,),
            created_at=at,
            updated_at=at,
            sent_at=at,
            turn_since=at,
            version=1,
        ),
        sealed=_sealed(case.sealed or Sealed(), split.questions),
    )


def _sealed(sealed: Sealed, codes: tuple[str, ...]) -> Sealed:
    """Return what of *sealed* belongs to the questions *codes*, and whom they concern."""

    def chosen(values: Mapping[str, Any]) -> dict[str, Any]:
        return {code: value for code, value in values.items() if code in codes}

    return replace(sealed, slots=chosen(sealed.slots), comments=chosen(sealed.comments))


def _faults(case: Case, move: Split) -> Iterator[Fault]:
    request = case.request
    codes = {question.code for question in request.questions}
    yield from _addressee_faults(request, move.to.id)
    if not move.questions:
        yield Fault("/questions", "missing")
    for index, code in enumerate(move.questions):
        if code not in codes:
            yield Fault(f"/questions/{index}", "unknown_question")
        elif code in case.answers:
            yield Fault(f"/questions/{index}", "answered_question", {"question": code})
    if codes <= set(move.questions):
        yield Fault("/questions", "all_questions")


def _addressee_faults(request: Request, to: str) -> Iterator[Fault]:
    if to == request.asking.id:
        yield Fault("/to", "asked_itself")
    elif request.asked and to == request.asked.id:
        yield Fault("/to", "own_authority")
    elif any(to == each.party.id for each in request.former):
        yield Fault("/to", "had_it_before")
