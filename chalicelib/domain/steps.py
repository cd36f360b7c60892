"""One step in the life of a request: who may take it, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from chalicelib.domain import chain, effects, numbers, outcomes
from chalicelib.domain.authorities import Party
from chalicelib.domain.errors import (
    Conflict,
    Fault,
    IllegalAction,
    NotAllowed,
    NotFound,
    Reason,
)
from chalicelib.domain.events import Event, Note
from chalicelib.domain.moves import Circumstances, Coordination, Move, SendBack, Split
from chalicelib.domain.notices import Notice
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.outcomes import NOBODY, Handed
from chalicelib.domain.requests import (
    TRANSITIONS,
    Action,
    Case,
    Kept,
    Request,
    Side,
    State,
    Step,
)

REMINDED_FOR: Final = timedelta(days=3)
"""How long one reminder keeps further ones from being sent."""

COORDINATORS: Final = frozenset({Side.ASKING_COORDINATOR, Side.ASKED_COORDINATOR})

ROLE_MISSING: Final[Mapping[Role, Reason]] = MappingProxyType(
    {
        Role.HANDLER: Reason.NO_ROLE,
        Role.ALLOCATOR: Reason.NO_ALLOCATOR,
        Role.APPROVER: Reason.NO_APPROVER,
        Role.REFERRAL_HANDLER: Reason.NO_REFERRAL_HANDLER,
    }
)
"""What an official is told who lacks the role that a step needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What comes of a move; stored together or not at all."""

    case: Case
    event: Event
    notices: tuple[Notice, ...] = ()
    """What others are told."""
    note: Note | None = None
    """What was written with it."""
    handed: Handed = NOBODY
    """Who may read the sealed part and the answers from now on."""
    part: Moved | None = None
    """What was split off, as a request of its own."""


def open_actions(request: Request, by: Acting, *, today: date) -> Mapping[Action, Step]:
    """
    Return what *by* may do now with *request*.

    Args:
        today: The date in UTC, for what may not be done every day.
    """
    sides, roles = request.sides_of(by.authority), by.roles(request.area)
    return {
        action: step
        for (state, side, action), step in TRANSITIONS.items()
        if state is request.state
        and side in sides
        and step.role in roles
        and _obstacle(request, side, action, today) is None
    }


def must_be_open(
    request: Request, action: Action, by: Acting, *, today: date
) -> tuple[Side, Step]:
    """
    Return in which part *by* may take *action* now, and what the table says of it.

    Args:
        today: The date in UTC.

    Raises:
        NotFound, NotAllowed, IllegalAction, Conflict: As :func:`take` says.
    """
    if not request.sides_of(by.authority) or not by.roles(request.area):
        raise NotFound
    if request.sides_of(by.authority) == (Side.FORMER,):
        # Before anything is looked at, so that no answer tells what became of it.
        raise NotAllowed(Reason.OTHER_SIDE)
    side, step = _step(request, action, by, today=today)
    if fault := _obstacle(request, side, action, today):
        raise Conflict(fault)
    return side, step


def take(case: Case, move: Move, around: Circumstances, *, by: Acting) -> Moved:
    """
    Return what comes of *move*.

    Args:
        case: The request with all that *by* may read of it; for an acceptance
            with the sealed part.

    Raises:
        NotFound: *by* has nothing to do with the request, or may not know of it.
        NotAllowed: *by* acts for the wrong side or lacks the role.
        IllegalAction: The request's state does not offer the action.
        Conflict: Something else stands against it now.
        Invalid: What the move carries cannot be taken.
    """
    request = case.request
    side, step = must_be_open(request, move.action, by, today=around.at.date())
    to = _state_after(request, move, step, side, around.coordination)
    changed = effects.of(case, move, around, by=by, side=side, to=to)
    after = _counted(changed.request, request, to, at=around.at)
    part = effects.split_off(case, after, around) if isinstance(move, Split) else None
    link = chain.link(
        replace(changed, request=after),
        outcomes.event(replace(changed, request=after), move, by=by, at=around.at),
        outcomes.note(request, after, move, around, by=by),
        seed=around.seed,
    )
    return Moved(
        case=link.case,
        event=link.event,
        notices=tuple(outcomes.notices(request, after, move, step, side, by=by, at=around.at)),
        note=link.note,
        handed=outcomes.handed(request, after, move, by=by),
        part=_split_off(part, move, around, by=by) if part else None,
    )


def _split_off(part: Case, move: Move, around: Circumstances, *, by: Acting) -> Moved:
    """Return *part* with the beginning of its own timeline, and what its addressee is told."""
    event = outcomes.event(part, move, by=by, at=around.at)
    note = outcomes.note(part.request, part.request, move, around, by=by)
    link = chain.link(part, event, note, seed=f"{around.seed}:{part.request.number}")
    return Moved(
        case=link.case,
        event=link.event,
        notices=(outcomes.received(part.request, by=by, at=around.at),),
        note=link.note,
    )


def _step(request: Request, action: Action, by: Acting, *, today: date) -> tuple[Side, Step]:
    """Return in which part *by* takes *action*, and what the table says of it."""
    rows = {
        side: step
        for (state, side, its), step in TRANSITIONS.items()
        if state is request.state and its is action
    }
    mine = [side for side in request.sides_of(by.authority) if side in rows]
    able = [side for side in mine if rows[side].role in by.roles(request.area)]
    if able:
        turn = [side for side in able if side is request.ball_side] or able
        return turn[0], rows[turn[0]]
    if mine:
        raise NotAllowed(ROLE_MISSING[rows[mine[0]].role])
    if not by.acts(request.area):
        raise NotAllowed(Reason.NO_ROLE)
    if rows:
        raise NotAllowed(Reason.OTHER_SIDE)
    open_now = tuple(open_actions(request, by, today=today))
    raise IllegalAction(request.state, action, open_now=open_now)


def _obstacle(request: Request, side: Side, action: Action, today: date) -> Fault | None:
    """Return what keeps *side* from *action*, besides the state."""
    offer = request.offer
    if action in {Action.AGREE_DATE, Action.DECLINE_DATE} and not (
        offer and offer.by is not side
    ):
        return Fault("", "no_offer")
    if action in {Action.CLARIFY, Action.REFUSE} and request.decided:
        return Fault("", "decided")
    if action is Action.FORWARD and request.ask_before_forwarding:
        return Fault("", "ask_before_forwarding")
    if action is Action.ERASE_EARLY:
        return _erasure_obstacle(request, side)
    if action is Action.SPLIT:
        return _split_obstacle(request)
    if action is Action.WITHDRAW and request.state is State.DRAFT and not request.was_out:
        return Fault("", "never_sent")
    if request.referred_to and side in COORDINATORS and side is not request.referred_to:
        return Fault("", "not_your_turn")
    if action is Action.REMIND and request.reminded_on:
        again_on = request.reminded_on + REMINDED_FOR
        return Fault("", "reminded") if today < again_on else None
    return None


def _erasure_obstacle(request: Request, side: Side) -> Fault | None:
    if request.kept is Kept.NOTHING:
        return Fault("", "erased")
    return Fault("", "erasure_wanted") if request.erasure_by is side else None


def _split_obstacle(request: Request) -> Fault | None:
    if numbers.whole(request.number):
        return Fault("", "part_of_a_request")
    if request.ask_before_forwarding:
        return Fault("", "ask_before_forwarding")
    if len(request.parts) == numbers.MOST_PARTS:
        return Fault("", "too_many_parts", {"most": numbers.MOST_PARTS})
    return Fault("", "one_question") if len(request.questions) == 1 else None


def _state_after(
    request: Request, move: Move, step: Step, side: Side, coordination: Coordination
) -> State:
    """Return where *move* leads: mostly where the table says."""
    if step.approval is State.APPROVAL and coordination.approves_sending:
        return _approved_by(coordination.asking, step.approval)
    if step.approval is State.REPLY_APPROVAL and coordination.approves_reply:
        return _approved_by(coordination.asked, step.approval)
    if step.to is State.PARTLY_ANSWERED and request.clarify:
        return State.CLARIFICATION
    if isinstance(move, SendBack) and _second(request, side):
        return State.REFERRED
    return step.to


def _approved_by(coordinator: Party | None, approval: State) -> State:
    """
    Return the state in which *coordinator* decides.

    Raises:
        Conflict: There is nobody who could approve, so nothing goes out unapproved.
    """
    if coordinator is None:
        raise Conflict(Fault("", "nobody_approves"))
    return approval


def _second(request: Request, side: Side) -> bool:
    """Return whether another coordinator has a say after the one on *side*."""
    first, second = request.asking_coordinator, request.asked_coordinator
    return bool(side is Side.ASKING_COORDINATOR and first and second and first.id != second.id)


def _counted(after: Request, before: Request, to: State, *, at: datetime) -> Request:
    led = replace(after, state=to, updated_at=at, nagged_on=None, version=before.version + 1)
    if led.ball_with == before.ball_with:
        return led
    return replace(led, reminded_on=None, turn_since=at)
