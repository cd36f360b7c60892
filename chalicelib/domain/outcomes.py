"""What a step leaves behind: a line of the timeline, what was written, who is told and may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Party
from chalicelib.domain.events import Event, Note
from chalicelib.domain.moves import (
    Allocate,
    Approve,
    Circumstances,
    Clarify,
    EraseEarly,
    Forward,
    Give,
    Move,
    ProposeDate,
    Refer,
    Refuse,
    Reject,
    Return,
    Say,
    SendBack,
    Split,
    Uphold,
)
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, Case, Kept, Request, Side, State, Step
from chalicelib.domain.retention import due

COUNTERPARTS: Final[Mapping[Side | None, Side]] = MappingProxyType(
    {
        Side.ASKING: Side.ASKED,
        Side.ASKED: Side.ASKING,
        Side.ASKING_COORDINATOR: Side.ASKING,
        Side.ASKED_COORDINATOR: Side.ASKED,
    }
)
"""Which authority a notice to each side names."""

DATED: Final = frozenset({Action.ACCEPT, Action.AGREE_DATE, Action.CLARIFY, Action.SEND_BACK})
"""Actions after which another day may count."""

LEAVING: Final = frozenset({Action.RETURN, Action.FORWARD, Action.SPLIT})
"""Actions with which an authority hands a request on; it keeps what it wrote to them alone."""

DECIDED_ON: Final = frozenset(
    {Action.CLARIFY, Action.REFUSE, Action.REFER, Action.UPHOLD, Action.SEND_BACK}
)
"""Actions whose notes the coordinators may read, because a referral is decided by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Ids of the authorities whose right to read changes; none where none does."""

    sealed_to: tuple[str, ...] = ()
    """Who may read the sealed part, as it now is, from now on."""
    answers_to: str | None = None
    """Who may read the answers, as they now are, from now on."""
    lost_by: str | None = None
    """Who may read neither any more."""


NOBODY: Final = Handed()


def event(case: Case, move: Move, *, by: Acting, at: datetime) -> Event:
    """Return the line of the timeline for *move* by *by*, which led to *case*."""
    after = case.request
    given = sorted(code for code, answer in case.answers.items() if answer.value)
    dated = move.action in DATED and after.state is not State.REFERRED
    goes_out = move.action is Action.APPROVE and after.state is State.AWAITING_ACCEPTANCE
    whole = isinstance(move, Split) and bool(after.parts)
    begins = isinstance(move, Split) and not whole
    addressed = begins or goes_out or move.action in {Action.SEND, Action.FORWARD}
    return Event(
        number=after.number,
        sequence=after.version,
        action=move.action,
        state=after.state,
        authority=by.authority,
        official=by.official.id,
        at=at,
        asked=after.asked.id if addressed and after.asked else None,
        suggested=move.suggested.id if isinstance(move, Return) and move.suggested else None,
        proposed_on=after.proposed_on if begins else _asked_for(after, move),
        agreed_on=after.agreed_on if dated else None,
        answered=tuple(given) if isinstance(move, Give) else (),
        part=after.parts[-1].number if whole else None,
        questions=move.questions if isinstance(move, (Clarify, Split)) else (),
        officials=move.officials if isinstance(move, Allocate) else (),
    )


def note(
    before: Request, after: Request, move: Move, around: Circumstances, *, by: Acting
) -> Note | None:
    """Return what was written with *move*, and who may read it; None if nothing was."""
    text = _written(move)
    if not text:
        return None
    sent = move.attachments if isinstance(move, Say) else ()
    files = tuple(around.unsent[each].file for each in sent)
    if isinstance(move, (Approve, Reject)):
        own = before.asking if before.state is State.APPROVAL else before.asked
        parties = [own]
    else:
        parties = [before.asking, before.asked, after.asked]
    readers = {party.id for party in parties if party} | {by.authority}
    language = by.official.language
    return Note(text=text, language=language, readers=frozenset(readers), files=files)


def may_read(note: Note, event: Event, request: Request, authority: str) -> bool:
    """Return whether *authority* may read the *note* to an *event* of *request*."""
    sides = set(request.sides_of(authority))
    if sides == {Side.FORMER}:
        return event.authority == authority and event.action in LEAVING
    decides = request.referred_to and sides & {
        Side.ASKING_COORDINATOR,
        Side.ASKED_COORDINATOR,
    }
    return authority in note.readers or bool(decides and event.action in DECIDED_ON)


def notices(
    before: Request,
    request: Request,
    move: Move,
    step: Step,
    side: Side,
    *,
    by: Acting,
    at: datetime,
) -> Iterator[Notice]:
    """Yield what others are told of *move*, a *step* by *side* that led from *before* to *request*."""
    if isinstance(move, Allocate):
        yield from _allocated(before, request, side, by=by, at=at)
    told: dict[Side | None, Topic] = dict(step.tell.items())
    if step.approval is request.state:
        told = {request.ball_side: Topic.APPROVAL_WANTED}
    elif request.referred_to and (not step.tell or step.to is not request.state):
        told = {request.referred_to: Topic.DECISION_WANTED}
    if Topic.ERASURE_WANTED in told.values() and due(request, today=at.date()) is Kept.NOTHING:
        told = dict.fromkeys(told, Topic.DATA_ERASED)
    for reader_side, topic in told.items():
        reader = request.party(reader_side)
        about = COUNTERPARTS.get(reader_side)
        counterpart = request.party(side if topic in ABOUT_WHO_ACTED else about)
        assert reader and counterpart  # noqa: S101, PT018 - what is told of has both
        to = request.allocated.get(reader_side, ()) if reader_side else ()
        yield _notice(topic, request, reader, counterpart, to=to, by=by, at=at)


def received(part: Request, *, by: Acting, at: datetime) -> Notice:
    """Return what the addressee of a *part* that *by* has split off is told."""
    assert part.asked  # noqa: S101 - a part has an addressee
    return _notice(Topic.REQUEST_RECEIVED, part, part.asked, part.asking, by=by, at=at)


def _allocated(
    before: Request, request: Request, side: Side, *, by: Acting, at: datetime
) -> Iterator[Notice]:
    """Yield what those are told to whom *request* is allocated newly, but for who has done it."""
    known = {*before.allocated.get(side, ()), by.official.id}
    to = tuple(each for each in request.allocated.get(side, ()) if each not in known)
    reader, counterpart = request.party(side), request.other_side(side)
    if to and reader and counterpart:
        yield _notice(Topic.ALLOCATED, request, reader, counterpart, to=to, by=by, at=at)


def _notice(
    topic: Topic,
    request: Request,
    reader: Party,
    counterpart: Party,
    *,
    to: tuple[str, ...] = (),
    by: Acting,
    at: datetime,
) -> Notice:
    return Notice(
        topic=topic,
        number=request.number,
        version=request.version,
        area=request.area,
        reader=reader.id,
        counterpart=counterpart,
        due_on=request.due_on,
        proposed_on=request.offer.on if request.offer else request.proposed_on,
        at=at,
        to=to,
        by=by.official.id,
    )


ABOUT_WHO_ACTED: Final = frozenset({Topic.NOT_APPROVED, Topic.REPLY_UPHELD})
"""What names the coordinator who has decided."""


def handed(before: Request, after: Request, move: Move, *, by: Acting) -> Handed:
    """Return whose right to read changes with *move* by *by*."""
    match move.action:
        case Action.SEND | Action.ACCEPT:
            return Handed(sealed_to=(by.authority,))
        case Action.SPLIT:
            # What was split off lies with its part from now on, and nobody gets it with the rest.
            return Handed(sealed_to=(after.asking.id, by.authority))
        case Action.ANSWER:
            return Handed(answers_to=by.authority)
        case Action.RETURN | Action.FORWARD:
            return Handed(lost_by=by.authority)
        case Action.REPLY if after.state is State.REPLY_APPROVAL:
            return Handed(answers_to=_id(after.asked_coordinator))
        case Action.REPLY:
            return Handed(answers_to=after.asking.id)
        case Action.APPROVE if before.state is State.REPLY_APPROVAL:
            return Handed(answers_to=after.asking.id, lost_by=by.authority)
        case Action.REJECT if before.state is State.REPLY_APPROVAL:
            return Handed(lost_by=by.authority)
        case Action.TAKE_BACK if before.state is State.REPLY_APPROVAL:
            return Handed(lost_by=_id(before.asked_coordinator))
        case Action.REFER:
            return Handed(answers_to=_id(after.ball_with))
        case Action.SEND_BACK if after.state is State.REFERRED:
            return Handed(answers_to=_id(after.ball_with), lost_by=by.authority)
        case Action.SEND_BACK | Action.UPHOLD:
            return Handed(lost_by=by.authority)
        case Action.CLOSE if before.state is State.REFERRED:
            return Handed(lost_by=_id(before.ball_with))
    return NOBODY


def _asked_for(after: Request, move: Move) -> date | None:
    """Return the day that *move* asks for, if it asks for one."""
    if isinstance(move, ProposeDate):
        return move.on
    return after.proposed_on if move.action is Action.SEND else None


def _written(move: Move) -> str:
    match move:
        case EraseEarly():
            return move.reason
        case Return() | Forward() | Split() | ProposeDate() | Clarify() | Refuse() | Refer():
            return move.reason
        case Uphold() | SendBack() | Approve() | Reject():
            return move.comment
        case Say():
            return move.text
    return ""


def _id(party: Party | None) -> str | None:
    return party.id if party else None
