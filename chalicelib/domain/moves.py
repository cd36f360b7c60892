"""One step in the life of a request: who may take it, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar

from chalicelib.domain import deadlines, drafts, texts
from chalicelib.domain.areas import QuestionSet
from chalicelib.domain.calendars import NO_HOLIDAYS, Calendar
from chalicelib.domain.errors import Fault, IllegalAction, Invalid, NotAllowed, NotFound, Reason
from chalicelib.domain.events import Event
from chalicelib.domain.notices import Notice
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    TRANSITIONS,
    Action,
    Answer,
    Case,
    Request,
    Side,
    Step,
)


@dataclass(frozen=True, slots=True)
class Send:
    """Send a complete draft to the asked authority."""

    action: ClassVar = Action.SEND


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take a request back before it is accepted."""

    action: ClassVar = Action.WITHDRAW
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Take responsibility for answering by a day."""

    action: ClassVar = Action.ACCEPT
    agreed_on: date
    """Last day in time, local to the asked authority: the proposed one or another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Give:
    """Save answers to some of the questions; unseen by the asking side until the reply."""

    action: ClassVar = Action.ANSWER
    answers: Mapping[str, Answer]
    """By question code; an empty value takes an answer back."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Send all answers to the asking authority."""

    action: ClassVar = Action.REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Accept the reply and end the request, with ratings from 1 to 5 if wished."""

    action: ClassVar = Action.CLOSE
    timeliness: int | None = None
    effort: int | None = None


Move = Send | Withdraw | Accept | Give | Reply | Close

RATINGS = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What comes of a move; stored together or not at all."""

    case: Case
    event: Event
    notice: Notice | None
    """What the other side is told."""


def open_actions(request: Request, by: Acting) -> Mapping[Action, Step]:
    """Return what *by* may do now with *request*."""
    side = request.side_of(by.authority)
    if not by.handles(request.area):
        return MappingProxyType({})
    return {
        action: step
        for (state, action), step in TRANSITIONS.items()
        if state is request.state and step.by is side
    }


def take(
    case: Case,
    move: Move,
    question_set: QuestionSet,
    *,
    by: Acting,
    at: datetime,
    calendar: Calendar = NO_HOLIDAYS,
) -> Moved:
    """
    Return what comes of *move*.

    Args:
        case: The request with all that *by* may read of it; for an acceptance
            with the sealed part.
        question_set: The version of the area's questions that the request uses.
        at: Moment of the move, UTC.
        calendar: Public holidays in the country of the asked authority.

    Raises:
        NotFound: *by* acts for neither side, or may not know of the request.
        NotAllowed: *by* acts for the wrong side or does not handle the area.
        IllegalAction: The request's state does not offer the action.
        Invalid: What the move carries cannot be taken.
    """
    request = case.request
    side = request.side_of(by.authority)
    if side is None or not by.roles(request.area):
        raise NotFound
    by.must_handle(request.area)
    step = TRANSITIONS.get((request.state, move.action))
    if step is None:
        open_now = tuple(open_actions(request, by))
        raise IllegalAction(request.state, move.action, open_now=open_now)
    if side is not step.by:
        raise NotAllowed(Reason.OTHER_SIDE)

    changed = _apply(case, move, question_set, at=at, calendar=calendar)
    moved = replace(
        changed,
        request=replace(
            changed.request, state=step.to, updated_at=at, version=request.version + 1
        ),
    )
    return Moved(
        case=moved,
        event=_event(moved, move, by=by, at=at),
        notice=_notice(moved.request, step, side, at=at),
    )


def _apply(
    case: Case, move: Move, question_set: QuestionSet, *, at: datetime, calendar: Calendar
) -> Case:
    request = case.request
    match move:
        case Send():
            today = _today(request, at)
            draft = drafts.of(case)
            drafts.must_be_complete(draft, question_set, today=today, calendar=calendar)
            return replace(case, request=replace(request, sent_at=at))
        case Withdraw():
            _must_be_text("/reason", move.reason)
            left = replace(request, withdrawal_reason=move.reason, closed_at=at)
            return replace(case, request=left)
        case Accept():
            today = _today(request, at)
            if faults := tuple(drafts.date_faults("/agreed_on", move.agreed_on, today=today)):
                deadline = question_set.deadline
                suggested = deadlines.suggested(
                    deadline, today, urgent=request.urgent, calendar=calendar
                )
                raise Invalid(*faults, suggested_on=suggested)
            return replace(case, request=replace(request, agreed_on=move.agreed_on))
        case Give():
            return replace(case, answers=_with(case.answers, move, request, question_set))
        case Reply():
            if missing := tuple(_unanswered(case)):
                raise Invalid(*missing)
            return case
        case _:  # Close, the one that is left: so no way leads past the last case
            rated = replace(request, timeliness=move.timeliness, effort=move.effort)
            return replace(case, request=replace(rated, closed_at=at))


def _with(
    answers: Mapping[str, Answer], move: Give, request: Request, question_set: QuestionSet
) -> Mapping[str, Answer]:
    asked = {question.code for question in request.questions}
    faults: list[Fault] = []
    for index, (code, answer) in enumerate(move.answers.items()):
        at = f"/answers/{index}"
        if code not in asked:
            faults.append(Fault(f"{at}/code", "unknown_question"))
            continue
        if answer.value and (fault := question_set.question(code).fault(answer.value)):
            faults.append(Fault(f"{at}/value", fault, {"longest": drafts.LONGEST_COMMENT}))
        if fault := texts.fault(answer.comment, drafts.LONGEST_COMMENT):
            longest = {"longest": drafts.LONGEST_COMMENT}
            faults.append(Fault(f"{at}/comment", fault, longest))
    if not move.answers:
        faults.append(Fault("/answers", "missing"))
    if faults:
        raise Invalid(*faults)
    kept = {**answers, **move.answers}
    return {code: answer for code, answer in kept.items() if answer.value or answer.comment}


def _unanswered(case: Case) -> Iterator[Fault]:
    for index, question in enumerate(case.request.questions):
        given = case.answers.get(question.code)
        if given is None or not given.value:
            yield Fault(f"/questions/{index}/answer", "unanswered", {"question": question.code})


def _must_be_text(pointer: str, text: str) -> None:
    fault = texts.fault(text, drafts.LONGEST_REASON) if text else "missing"
    if fault:
        raise Invalid(Fault(pointer, fault, {"longest": drafts.LONGEST_REASON}))


def _event(case: Case, move: Move, *, by: Acting, at: datetime) -> Event:
    after = case.request
    given = sorted(code for code, answer in case.answers.items() if answer.value)
    return Event(
        number=after.number,
        sequence=after.version,
        action=move.action,
        authority=by.authority,
        official=by.official.id,
        at=at,
        asked=after.asked.id if isinstance(move, Send) and after.asked else None,
        proposed_on=after.proposed_on if isinstance(move, Send) else None,
        agreed_on=after.agreed_on if isinstance(move, Accept) else None,
        answered=tuple(given) if isinstance(move, Give) else (),
    )


def _notice(request: Request, step: Step, side: Side, *, at: datetime) -> Notice | None:
    reader = request.other_side(side)
    if step.tell is None or reader is None:
        return None
    own = request.asking if side is Side.ASKING else request.asked
    assert own is not None  # noqa: S101 - a request with another side has both
    return Notice(
        topic=step.tell,
        number=request.number,
        version=request.version,
        area=request.area,
        reader=reader.id,
        counterpart=own,
        due_on=request.due_on,
        proposed_on=request.proposed_on,
        at=at,
    )


def _today(request: Request, at: datetime) -> date:
    zone = (request.asked or request.asking).time_zone
    return deadlines.local_day(at, zone)
