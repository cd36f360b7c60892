"""
What a simulated counterpart of the training stage does next, and from when on.

It sees what an official of its authority sees, and makes the moves that such an official may
make. What it does follows from its temperament, the case and a seed alone: the same again gives
the same move at the same moment. Nothing here is of use outside a training stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from chalicelib.domain import counterpart_answers, deadlines
from chalicelib.domain.counterpart_situations import Situation
from chalicelib.domain.invented import Phrase, drawn
from chalicelib.domain.moves import (
    Accept,
    AgreeDate,
    Clarify,
    Close,
    DeclineDate,
    Forward,
    Give,
    Move,
    ProposeDate,
    Refer,
    Refuse,
    Reply,
    Return,
    Send,
    Withdraw,
)
from chalicelib.domain.requests import AWAITED_STATES, Action, Answer, Side, State
from chalicelib.domain.temperaments import UNSURE, Temperament

SOME_DAYS: Final = (1, 2)
"""After how many working days something is answered."""
SLOW_DAYS: Final = (2, 3)
"""After how many working days a slow authority accepts."""
LATER_BY: Final = 5
"""Working days by which the other date is later that somebody asks for."""
GOOD_RATINGS: Final = (3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention:
    """What a counterpart is about to do."""

    from_at: datetime
    """The moment from which on it does so, UTC; somebody is at work then."""
    moves: tuple[Move, ...]
    """What it does; each of the others where the rules do not allow those before it."""


def intention(now: Situation) -> Intention | None:
    """Return what the counterpart does next; None if it is not its turn."""
    request = now.request
    waits_for = request.offer_waits_for if request.state in AWAITED_STATES else None
    if waits_for and waits_for.id == now.me:
        return _on_offer(now)
    side = request.ball_side
    holder = request.party(side)
    if side is None or holder is None or holder.id != now.me:
        return None
    plan = PLANS.get((side, request.state))
    return plan(now) if plan else None


def _on_offer(now: Situation) -> Intention:
    """Agree to the day that the other side proposes."""
    return Intention(
        from_at=now.hours_after(now.last(Action.PROPOSE_DATE), "agree"),
        moves=(AgreeDate(), DeclineDate()),
    )


def _decide(now: Situation) -> Intention:
    """Accept the request, or say that one is not competent."""
    request, since = now.request, now.turn_since
    moves: tuple[Move, ...] = tuple(_acceptances(now))
    # Whoever sends it to the same authority again means it: there it is dealt with.
    insists = any(each.party.id == now.me for each in request.former)
    wished_at = now.hours_after(since, "decide")
    if now.temperament is Temperament.MISDIRECTED and not insists:
        moves = (*_elsewhere(now), *moves)
    elif now.temperament is Temperament.SLOW:
        wished_at = now.days_after(since, SLOW_DAYS, "accept")
    from_at = now.in_time(wished_at, request.proposed_on, not_before=since)
    return Intention(from_at=from_at, moves=moves)


def _acceptances(now: Situation) -> Iterator[Accept]:
    """Yield acceptances, of the day asked for first; today can always be promised."""
    request, today = now.request, now.today
    usual = deadlines.suggested(
        now.question_set.deadline, today, urgent=request.urgent, calendar=now.who.calendar
    )
    wished = request.proposed_on
    for day in dict.fromkeys((wished, usual, today)):
        if day and day >= today:
            yield Accept(agreed_on=day)


def _elsewhere(now: Situation) -> Iterator[Move]:
    """Yield ways to be rid of a request that one is not competent for."""
    request = now.request
    had_it = {each.party.id for each in request.former} | {request.asking.id, now.me}
    other = next((each for each in now.who.others if each.id not in had_it), None)
    if other and not request.ask_before_forwarding:
        yield Forward(to=other, reason=now.say(Phrase.OTHER_COMPETENT))
    elif other:
        yield Return(reason=now.say(Phrase.OTHER_COMPETENT), suggested=other)
    yield Return(reason=now.say(Phrase.NOT_COMPETENT))


def _answer(now: Situation) -> Intention:
    """Answer what was accepted; whoever asks for more time does so first."""
    replying = _replying(_lacking(now))
    if now.temperament is Temperament.ASKS_MORE_TIME and not _was_proposed(now):
        wish = ProposeDate(on=_later(now), reason=now.say(Phrase.OTHER_DATE))
        from_at = now.hours_after(now.last(Action.ACCEPT), "propose")
        return Intention(from_at=from_at, moves=(wish, replying))
    since = now.last(Action.ACCEPT, Action.AGREE_DATE, Action.DECLINE_DATE)
    return Intention(from_at=_answered_from(now, since, "answer"), moves=(replying,))


def _clarify(now: Situation) -> Intention:
    """Say more of what did not suffice, or refuse to."""
    request = now.request
    wanted = counterpart_answers.again(request.clarify, request, now.question_set, now.writer)
    new = {code: each for code, each in wanted.items() if now.case.answers.get(code) != each}
    moves: tuple[Move, ...] = (_replying({**_lacking(now), **new}),)
    # Once the coordinators have decided, the rules let nobody refuse.
    if now.temperament is Temperament.REFUSES and not request.decided:
        moves = (Refuse(reason=now.say(Phrase.REFUSAL)), *moves)
    return Intention(from_at=_answered_from(now, now.turn_since, "clarify"), moves=moves)


def _send(now: Situation) -> Intention:
    """Send what was begun; take back what came back."""
    move = Withdraw(reason=now.say(Phrase.WITHDRAWAL)) if now.request.was_out else Send()
    return Intention(from_at=now.hours_after(now.turn_since, "send"), moves=(move,))


def _judge(now: Situation) -> Intention:
    """Be content with the reply, or let the coordinators decide on it."""
    if now.who.insists and not now.request.decided:
        return Intention(
            from_at=now.hours_after(now.turn_since, "insist"), moves=(_doubt(now),)
        )
    return _close(now)


def _doubt(now: Situation) -> Move:
    """Return how one asks for more, and goes on when that is refused."""
    if now.request.state is State.CLARIFICATION_REFUSED:
        return Refer(reason=now.say(Phrase.REFERRAL))
    codes = tuple(each.code for each in now.request.questions)
    return Clarify(questions=codes, reason=now.say(Phrase.DOUBT))


def _close(now: Situation) -> Intention:
    """Be content with the reply."""
    close = Close(
        timeliness=now.pick(GOOD_RATINGS, "timeliness"),
        effort=now.pick(GOOD_RATINGS, "effort"),
    )
    return Intention(from_at=now.days_after(now.turn_since, SOME_DAYS, "close"), moves=(close,))


PLANS: Final[Mapping[tuple[Side, State], Callable[[Situation], Intention]]] = MappingProxyType(
    {
        (Side.ASKED, State.AWAITING_ACCEPTANCE): _decide,
        (Side.ASKED, State.ACCEPTED): _answer,
        (Side.ASKED, State.PARTLY_ANSWERED): _answer,
        (Side.ASKED, State.CLARIFICATION): _clarify,
        (Side.ASKING, State.DRAFT): _send,
        (Side.ASKING, State.REPLIED): _judge,
        (Side.ASKING, State.CLARIFICATION_REFUSED): _judge,
    }
)
"""What a counterpart does whose turn it is. Coordinators are not simulated: they decide."""


def _replying(answers: Mapping[str, Answer]) -> Move:
    """Return how one goes on: with the *answers* that lack, or with the reply where none does."""
    return Give(answers=answers) if answers else Reply()


def _lacking(now: Situation) -> Mapping[str, Answer]:
    """Return the answers that nobody has given yet."""
    answers = counterpart_answers.first(
        now.request,
        now.question_set,
        now.writer,
        are_some_unknown=now.temperament in UNSURE,
    )
    given = {code for code, answer in now.case.answers.items() if answer.value}
    return {code: answer for code, answer in answers.items() if code not in given}


def _was_proposed(now: Situation) -> bool:
    """Return whether either side has spoken of another date since the acceptance."""
    return any(each.action == Action.PROPOSE_DATE for each in now.since_acceptance())


def _later(now: Situation) -> date:
    """Return the day that somebody asks for who needs more time."""
    return now.office.day_after(now.request.due_on or now.today, LATER_BY)


def _answered_from(now: Situation, since: datetime, what: str) -> datetime:
    """Return from when on something is answered that has been known *since* a moment."""
    due_on = now.request.due_on
    wished_at = now.days_after(since, SOME_DAYS, what)
    if due_on is None:
        return wished_at
    if now.temperament is Temperament.SLOW:
        is_late = drawn(now.who.seed, now.request.number, "late", of=2)
        on = now.office.day_after(due_on, 1) if is_late else now.office.last_day(due_on)
        return max(now.office.morning(on), now.office.open_from(since))
    if now.request.offer:
        # Its own one: as long as the other side says nothing, the agreed day counts.
        wished_at = now.last_morning(due_on)
    return now.in_time(wished_at, due_on, not_before=since)
