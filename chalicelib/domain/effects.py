"""What each move changes in a request, and what it may carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from chalicelib.domain import (
    attaching,
    attachments,
    calendars,
    deadlines,
    drafts,
    retention,
    splits,
    texts,
)
from chalicelib.domain.areas import UNKNOWN, AnswerType, Question, QuestionSet
from chalicelib.domain.authorities import Party
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.errors import Conflict, Fault, Invalid
from chalicelib.domain.moves import (
    Accept,
    AgreeDate,
    Allocate,
    Approve,
    Circumstances,
    Clarify,
    Close,
    DeclineDate,
    EraseEarly,
    Forward,
    Give,
    Move,
    ProposeDate,
    Refer,
    Refuse,
    Reject,
    Remind,
    Reply,
    Return,
    Say,
    Send,
    SendBack,
    Split,
    TakeBack,
    Uphold,
    Withdraw,
)
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    Answer,
    Case,
    Former,
    Offer,
    Request,
    Returned,
    Side,
    State,
)

Simple = (
    Send | Withdraw | Accept | Allocate | Reply | ProposeDate | AgreeDate | DeclineDate | Clarify
    | Refuse | Refer | Uphold | SendBack | Approve | Reject | TakeBack | Remind | Say | Close
    | EraseEarly
)  # fmt: skip
"""Moves that change the request alone, and no answers."""


def of(
    case: Case, move: Move, around: Circumstances, *, by: Acting, side: Side, to: State
) -> Case:
    """
    Return *case* with what *move* by *side* changes, but for its state.

    Args:
        to: The state that it leads to.

    Raises:
        Invalid: What the move carries cannot be taken.
        Conflict: There is no coordinator who could decide.
    """
    match move:
        case Give():
            return replace(case, answers=_with(case, move, around.question_set))
        case Return() | Forward():
            left = _left(case.request, move, language=by.official.language, to=to, at=around.at)
            return replace(case, request=left, answers={}, files=())
        case Split():
            _must_be_text("/reason", move.reason)
            return splits.whole(case, move)
        case Send():
            must_be_complete(case, around)
        case Reply():
            if missing := tuple(_unanswered(case, around.question_set)):
                raise Invalid(*missing)
    return replace(case, request=_changed(case.request, move, around, side, to))


def split_off(before: Case, after: Request, around: Circumstances) -> Case:
    """Return the part of *before* that a split has left *after* without."""
    day = deadlines.local_day(around.at, after.parts[-1].asked.time_zone)
    suggested = _suggested(before.request, around)
    return splits.part(before, after, today=day, suggested=suggested, at=around.at)


def must_be_complete(case: Case, around: Circumstances) -> None:
    """
    Do nothing if the draft *case* can be sent.

    Raises:
        Invalid: As :func:`drafts.must_be_complete` does.
    """
    drafts.must_be_complete(
        drafts.of(case),
        around.question_set,
        today=_today(case.request, around),
        calendar=around.calendar,
    )


def _changed(
    request: Request, move: Simple, around: Circumstances, side: Side, to: State
) -> Request:
    at = around.at
    match move:
        case Send() | Approve() | Reply() | Reject():
            return _out(request, move, around, to)
        case Withdraw():
            _must_be_text("/reason", move.reason)
            left = replace(request, withdrawal_reason=move.reason, closed_at=at)
            return _over(left, around)
        case Accept():
            _must_be_day("/agreed_on", move.agreed_on, request, around)
            _must_keep_the_law(move.agreed_on, request, around)
            return replace(request, agreed_on=move.agreed_on)
        case Allocate():
            if unknown := [
                Fault(f"/officials/{place}", "not_a_handler")
                for place, each in enumerate(move.officials)
                if each not in around.handlers
            ]:
                raise Invalid(*unknown)
            named = {**request.allocated, side: tuple(dict.fromkeys(move.officials))}
            return replace(request, allocated={key: ids for key, ids in named.items() if ids})
        case ProposeDate() | AgreeDate() | DeclineDate():
            return _dated(request, move, around, side)
        case Clarify() | Refuse() | Refer() | Uphold() | SendBack():
            return _disputed(request, move, around, to)
        case TakeBack():
            return request
        case Remind():
            return replace(request, reminded_on=at.date())
        case Say():
            _must_be_message(move, around)
            return request
        case EraseEarly():
            return _erased(request, move, around, side)
        case _:  # Close, the one that is left: so no way leads past the last case
            rated = replace(request, timeliness=move.timeliness, effort=move.effort)
            return _over(replace(rated, closed_at=at, clarify=(), referred_to=None), around)


def _erased(request: Request, move: EraseEarly, around: Circumstances, side: Side) -> Request:
    """Return *request* with the wish of *side*; the day of erasure is come if nobody else has a say."""
    _must_be_text("/reason", move.reason)
    if not move.consent:
        raise Invalid(Fault("/consent", "consent_missing"))
    if request.erasure_by is None and request.state is not State.WITHDRAWN:
        return replace(request, erasure_by=side)
    return retention.hastened(
        replace(request, erasure_by=request.erasure_by or side), on=around.at.date()
    )


def _over(request: Request, around: Circumstances) -> Request:
    """Return *request*, which is over, with its clock of retention started."""
    months = around.question_set.blocked_after_months
    return retention.started(request, on=around.at.date(), blocked_after_months=months)


def _out(
    request: Request, move: Send | Approve | Reply | Reject, around: Circumstances, to: State
) -> Request:
    """Return *request* on its way out, or back from the coordinator."""
    if isinstance(move, Reject):
        _must_be_text("/comment", move.comment)
    elif isinstance(move, Approve):
        _may_be_text("/comment", move.comment)
    match to:
        case State.APPROVAL:
            coordinator = around.coordination.asking
            return replace(request, asking_coordinator=coordinator, returned=None)
        case State.AWAITING_ACCEPTANCE:
            if request.proposed_on and isinstance(move, Approve):
                _must_be_day("/proposed_on", request.proposed_on, request, around)
            return replace(request, sent_at=around.at, returned=None)
        case State.REPLY_APPROVAL:
            return replace(request, asked_coordinator=around.coordination.asked, offer=None)
        case State.REPLIED:
            first = request.answered_at or request.replied_at or around.at
            return replace(
                request, replied_at=around.at, answered_at=first, clarify=(), offer=None
            )
    return request


def _left(
    request: Request, move: Return | Forward, *, language: str, to: State, at: datetime
) -> Request:
    """Return *request* without the authority that is not competent."""
    _must_be_text("/reason", move.reason)
    party = request.asked
    assert party is not None  # noqa: S101 - whoever returns or forwards it was asked
    once = [each for each in request.former if each.party.id != party.id]
    gone = replace(
        request,
        former=(*once, Former(party=party, until=request.version + 1, state=to)),
        agreed_on=None,
        offer=None,
        reminded_on=None,
        allocated={
            side: named for side, named in request.allocated.items() if side is Side.ASKING
        },
    )
    if isinstance(move, Forward):
        _must_be_new(move.to, gone, "/to")
        return replace(gone, asked=move.to)
    if move.suggested:
        _must_be_new(move.suggested, gone, "/suggested")
    returned = Returned(
        by=party,
        reason=move.reason,
        language=language,
        suggested=move.suggested,
        at=at,
    )
    return replace(gone, returned=returned, sent_at=None)


def _must_be_new(to: Party, request: Request, pointer: str) -> None:
    """Do nothing if *to* may be asked; those who had *request* are in ``former`` already."""
    if to.id == request.asking.id:
        raise Invalid(Fault(pointer, "asked_itself"))
    if any(to.id == each.party.id for each in request.former):
        raise Invalid(Fault(pointer, "had_it_before"))


def _dated(
    request: Request,
    move: ProposeDate | AgreeDate | DeclineDate,
    around: Circumstances,
    side: Side,
) -> Request:
    """Return *request* with another day on offer, agreed, or declined."""
    match move, request.offer:
        case ProposeDate(), _:
            _must_be_text("/reason", move.reason)
            _must_be_day("/on", move.on, request, around)
            if move.on == request.agreed_on:
                raise Invalid(Fault("/on", "same_date"))
            return replace(request, offer=Offer(on=move.on, by=side))
        case AgreeDate(), Offer(on=on):
            _must_be_day("", on, request, around)
            return replace(request, agreed_on=on, offer=None)
    return replace(request, offer=None)


def _disputed(
    request: Request,
    move: Clarify | Refuse | Refer | Uphold | SendBack,
    around: Circumstances,
    to: State,
) -> Request:
    """Return *request* with a question whether the reply suffices, or the word on it."""
    match move:
        case Clarify():
            _must_be_text("/reason", move.reason)
            codes = _chosen(move.questions, request)
            return replace(
                request, clarify=codes, agreed_on=_suggested(request, around), offer=None
            )
        case Refuse():
            _must_be_text("/reason", move.reason)
            return replace(request, offer=None)
        case Refer():
            _must_be_text("/reason", move.reason)
            first, second = around.coordination.asking, around.coordination.asked
            if not (first or second):
                raise Conflict(Fault("", "no_request_coordinator"))
            return replace(
                request,
                asking_coordinator=first,
                asked_coordinator=second,
                referred_to=Side.ASKING_COORDINATOR if first else Side.ASKED_COORDINATOR,
            )
        case Uphold():
            _may_be_text("/comment", move.comment)
            return replace(request, referred_to=None, clarify=(), decided=True)
    _may_be_text("/comment", move.comment)
    if to is State.REFERRED:
        return replace(request, referred_to=Side.ASKED_COORDINATOR)
    day = _suggested(request, around)
    return replace(request, referred_to=None, agreed_on=day, decided=True)


def _chosen(codes: tuple[str, ...], request: Request) -> tuple[str, ...]:
    asked = [question.code for question in request.questions]
    if not codes:
        raise Invalid(Fault("/questions", "missing"))
    faults = tuple(
        Fault(f"/questions/{index}", "unknown_question")
        for index, code in enumerate(codes)
        if code not in asked
    )
    if faults:
        raise Invalid(*faults)
    return tuple(code for code in asked if code in codes)


def _with(case: Case, move: Give, question_set: QuestionSet) -> Mapping[str, Answer]:
    asked = {question.code for question in case.request.questions}
    faults: list[Fault] = []
    for index, (code, answer) in enumerate(move.answers.items()):
        at = f"/answers/{index}"
        if code not in asked:
            faults.append(Fault(f"{at}/code", "unknown_question"))
            continue
        question = question_set.question(code)
        if answer.value and (fault := question.fault(answer.value)):
            faults.append(Fault(f"{at}/value", fault, {"longest": drafts.LONGEST_COMMENT}))
        elif not _has_files(case, question, answer):
            faults.append(Fault(f"{at}/value", "not_an_attachment"))
        if fault := texts.fault(answer.comment, drafts.LONGEST_COMMENT):
            longest = {"longest": drafts.LONGEST_COMMENT}
            faults.append(Fault(f"{at}/comment", fault, longest))
    if not move.answers:
        faults.append(Fault("/answers", "missing"))
    if faults:
        raise Invalid(*faults)
    kept = {**case.answers, **move.answers}
    return {code: answer for code, answer in kept.items() if answer.value or answer.comment}


def _unanswered(case: Case, question_set: QuestionSet) -> Iterator[Fault]:
    for index, asked in enumerate(case.request.questions):
        given, at = case.answers.get(asked.code), f"/questions/{index}/answer"
        if given is None or not given.value:
            yield Fault(at, "unanswered", {"question": asked.code})
        elif not _has_files(case, question_set.question(asked.code), given):
            yield Fault(at, "not_an_attachment")


def _has_files(case: Case, question: Question, answer: Answer) -> bool:
    """Return whether all files that *answer* to *question* names are attached to the reply."""
    if question.answer_type is not AnswerType.DOCUMENT or answer.value in {"", UNKNOWN}:
        return True
    named = answer.value.split(" ")
    return len(set(named)) == len(named) and set(named) <= {file.id for file in case.files}


def _must_be_message(move: Say, around: Circumstances) -> None:
    _must_be_text("/text", move.text)
    if len(move.attachments) > attachments.MOST:
        raise Invalid(Fault("/attachments", "too_many_files", {"most": attachments.MOST}))
    if not set(move.attachments) <= set(around.unsent):
        raise Invalid(Fault("/attachments", "not_an_attachment"))
    for place, one in enumerate(move.attachments):
        if one in move.attachments[:place]:
            raise Invalid(Fault(f"/attachments/{place}", "twice"))
    chosen = [around.unsent[each] for each in move.attachments]
    attaching.must_be_ready(
        (each.file for each in chosen),
        {each.file.id: each.condition for each in chosen},
    )


def _must_be_text(pointer: str, text: str) -> None:
    if not text:
        raise Invalid(Fault(pointer, "missing"))
    _may_be_text(pointer, text)


def _may_be_text(pointer: str, text: str) -> None:
    if fault := texts.fault(text, drafts.LONGEST_REASON):
        raise Invalid(Fault(pointer, fault, {"longest": drafts.LONGEST_REASON}))


def _must_be_day(pointer: str, day: date, request: Request, around: Circumstances) -> None:
    today = _today(request, around)
    if faults := tuple(drafts.date_faults(pointer, day, today=today)):
        raise Invalid(*faults, suggested_on=_suggested(request, around))


def _must_keep_the_law(day: date, request: Request, around: Circumstances) -> None:
    """Refuse a day that the asked side alone may not set; both together may agree on it."""
    deadline, sent_at = around.question_set.deadline, request.sent_at
    if deadline.maximum_days is None or sent_at is None:
        return
    received_on = deadlines.local_day(sent_at, (request.asked or request.asking).time_zone)
    counted = calendars.count(
        received_on,
        deadline.maximum_days,
        deadline.unit,
        asked=around.calendar,
        asking=NO_HOLIDAYS,
    )
    last = counted[-1].on
    latest = max(last, request.proposed_on or last)
    # Once that has passed, by a late forward say, some day must still be possible.
    if latest >= _today(request, around) and day > latest:
        facts = {"days": deadline.maximum_days}
        raise Invalid(Fault("/agreed_on", "beyond_maximum", facts), suggested_on=last)


def _suggested(request: Request, around: Circumstances) -> date:
    return deadlines.suggested(
        around.question_set.deadline,
        _today(request, around),
        urgent=request.urgent,
        calendar=around.calendar,
    )


def _today(request: Request, around: Circumstances) -> date:
    zone = (request.asked or request.asking).time_zone
    return deadlines.local_day(around.at, zone)
