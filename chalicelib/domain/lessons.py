"""
Lessons of a training stage: short paths through what an official does, followed by what was done.

A lesson is a row of steps, each recognised by a deed: a line of a request's timeline or of the
audit. How far a learner has come follows from the deeds since the lesson began, and from nothing
else, so that it makes no difference where and how somebody did them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from chalicelib.domain import steps
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Authority, Kind
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.requests import OVER, Action, Request

ACCEPT_OTHER_DATE: Final = "accept_other_date"
"""A deed: the request was accepted with a later day than the one asked for."""
FORWARD_OR_RETURN: Final = "forward_or_return"
"""A deed: whoever was asked is rid of the request, in one way or the other."""
APPROVE_OR_REJECT: Final = "approve_or_reject"
"""A deed: the coordinator has decided whether a request goes out."""
UPHOLD_OR_SEND_BACK: Final = "uphold_or_send_back"
"""A deed: the coordinator has decided whether a reply suffices."""
ADDRESSED: Final = "addressed"
"""A deed: a request was begun, and by now it says whom it is for."""
ANSWER_ALL: Final = "answer_all"
"""A deed: an answer was saved, and there is one to each question."""
ACTIONS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        ACCEPT_OTHER_DATE: frozenset({Action.ACCEPT}),
        FORWARD_OR_RETURN: frozenset({Action.FORWARD, Action.RETURN}),
        APPROVE_OR_REJECT: frozenset({Action.APPROVE, Action.REJECT}),
        UPHOLD_OR_SEND_BACK: frozenset({Action.UPHOLD, Action.SEND_BACK}),
        ADDRESSED: frozenset({Action.SEND}),
        ANSWER_ALL: frozenset({Action.ANSWER}),
    }
)
"""By which actions a deed can still be done, where it is not called as its action is."""
EITHER: Final = (FORWARD_OR_RETURN, APPROVE_OR_REJECT, UPHOLD_OR_SEND_BACK)
"""Deeds that are done by any of their actions."""


class Audience(StrEnum):
    """Whom a lesson is offered to."""

    HANDLER = "handler"
    HANDLER_WITH_NEIGHBOURS = "handler_with_neighbours"
    """A handler whose country has another authority for what she or he handles."""
    ALLOCATOR = "allocator"
    APPROVER = "approver"
    """Who approves at a coordinator whose country has another authority for the same."""
    REFERRAL_HANDLER = "referral_handler"
    """Who decides on referrals, likewise."""
    ADMINISTRATOR = "administrator"
    NATIONAL_COORDINATOR = "national_coordinator"
    """An administrator of the national coordinator."""


class Teller(StrEnum):
    """What is read to see how far somebody has come."""

    WHAT_I_ASK = "what_i_ask"
    """The timelines of what the learner has begun since."""
    WHAT_I_AM_ASKED = "what_i_am_asked"
    """The timeline of a request that a counterpart sends when the lesson begins."""
    WHAT_I_APPROVE = "what_i_approve"
    """The timeline of a request that counterparts bring to be approved when the lesson begins."""
    WHAT_I_DECIDE = "what_i_decide"
    """The timeline of a request that counterparts refer when the lesson begins."""
    MY_AUTHORITY = "my_authority"
    """The audit of the authority acted for."""
    A_NEW_AUTHORITY = "a_new_authority"
    """The audit of an authority that is invented when the lesson begins."""


class Turn(StrEnum):
    """Whom a lesson waits for."""

    LEARNER = "learner"
    """The learner, who is to take the next step."""
    OTHERS = "others"
    ANSWER = "answer"
    """The learner, who has to answer something that another authority has done meanwhile."""
    NOBODY = "nobody"
    """It cannot go on: something else was done."""


class Doer(StrEnum):
    """Who has to take a step."""

    ME = "me"
    OTHER = "other"
    """Another authority: the learner waits."""


IN_ANY_ORDER: Final = frozenset({Teller.MY_AUTHORITY, Teller.A_NEW_AUTHORITY})
"""Where it makes no difference what was done first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a lesson."""

    key: str
    """The lesson's texts have the words for it."""
    done_by: Doer
    deed: str
    """An action of a timeline or of the audit, or one of the deeds named above."""
    where: str
    """Where it is done: a path below the language, or :data:`REQUEST` or :data:`AUTHORITY`."""


REQUEST: Final = "request"
"""The step is done on the page of the request that the lesson is about."""
AUTHORITY: Final = "authority"
"""The step is done on the page of the authority that the lesson is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A short path through the real screens."""

    key: str
    offered_to: Audience
    told_by: Teller
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a lesson in one language."""

    title: str
    about: str
    steps: Mapping[str, str]
    """By key of the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedAuthority:
    """What an invented authority is called in one language."""

    name: str
    city: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody has done."""

    names: frozenset[str]
    """What a step may call it."""
    by: Doer


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """That a lesson was begun, for the last time."""

    at: datetime
    """UTC; deeds before it do not count."""
    about: str | None = None
    """Number of the request or id of the authority that was made for it; None without one."""
    seed: str = ""
    """Of the call that began it: the same call again begins nothing anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is kept of a learner, apart from what others see of her or his deeds."""

    current: str | None = None
    """Key of the lesson that is shown beside the screens; None for none."""
    first_at: datetime | None = None
    """When the first lesson was begun, UTC; None before."""
    begun: Mapping[str, Begun] = field(default_factory=dict)
    """By key of the lesson."""
    done: Mapping[str, date] = field(default_factory=dict)
    """Day on which a lesson was first found done, UTC, by its key: the record of completion."""
    version: int = 0
    """Write count, kept by storage; 0 until first saved."""


NOTHING: Final = Progress()
"""Of whoever has not begun."""


def offered(
    lessons: Iterable[Lesson], by: Acting, own: Authority, neighbours: Collection[str]
) -> tuple[Lesson, ...]:
    """
    Return those of *lessons* that are meant for *by*.

    Args:
        own: The authority that *by* acts for.
        neighbours: Legal areas in which another authority of its country takes part.
    """
    return tuple(each for each in lessons if areas_for(each.offered_to, by, own, neighbours))


def areas_for(
    audience: Audience, by: Acting, own: Authority, neighbours: Collection[str]
) -> frozenset[str]:
    """Return the legal areas in which *by* is one of *audience*, as for :func:`offered`; none if nowhere."""
    handled = frozenset(area for area in own.areas if by.handles(area))
    administers = own.areas if by.membership.administrator else frozenset[str]()
    match audience:
        case Audience.HANDLER:
            return handled
        case Audience.HANDLER_WITH_NEIGHBOURS:
            return handled & {*neighbours}
        case Audience.ALLOCATOR:
            return _where(Role.ALLOCATOR, by, own)
        case Audience.APPROVER:
            return _where(Role.APPROVER, by, own) & _coordinated(own) & {*neighbours}
        case Audience.REFERRAL_HANDLER:
            return _where(Role.REFERRAL_HANDLER, by, own) & _coordinated(own) & {*neighbours}
        case Audience.ADMINISTRATOR:
            return administers
        case _:  # a national coordinator, the one that is left
            return frozenset(
                area
                for area in administers
                if own.parts[area].kind is Kind.NATIONAL_COORDINATOR
            )


def _where(role: Role, by: Acting, own: Authority) -> frozenset[str]:
    return frozenset(area for area in own.areas if role in by.roles(area))


def _coordinated(own: Authority) -> frozenset[str]:
    """Return the legal areas in which *own* is a coordinator."""
    return frozenset(
        area for area, part in own.parts.items() if part.kind is not Kind.COMPETENT_AUTHORITY
    )


def reached(lesson: Lesson, deeds: Iterable[Deed]) -> int:
    """
    Return how many steps of *lesson* were taken by *deeds*, oldest first, one after another.

    What an audit tells may have been done in any order.
    """
    if lesson.told_by in IN_ANY_ORDER:
        names = frozenset[str]().union(*(deed.names for deed in deeds))
        return len([*takewhile(lambda step: step.deed in names, lesson.steps)])
    taken = 0
    for deed in deeds:
        if taken < len(lesson.steps):
            step = lesson.steps[taken]
            taken += step.deed in deed.names and step.done_by is deed.by
    return taken


def turn(step: Step, request: Request | None, by: Acting, *, today: date) -> Turn:
    """
    Return whom a lesson waits for.

    Args:
        step: What is to be done next in it.
        request: What the lesson is about; None where that is no request, or nothing yet.
        today: The date in UTC.
    """
    mine = step.done_by is Doer.ME
    if request is None:
        return Turn.LEARNER if mine else Turn.OTHERS
    wanted = ACTIONS.get(step.deed, frozenset({step.deed}))
    if mine and wanted & {*steps.open_actions(request, by, today=today)}:
        return Turn.LEARNER
    sides = {each.id for each in (request.asking, request.asked) if each}
    if request.state in OVER or by.authority not in sides:
        return Turn.NOBODY
    # Whoever is offered another date decides first, whatever else there is to do.
    waits_for = request.offer_waits_for or request.ball_with
    if not waits_for or waits_for.id != by.authority:
        return Turn.OTHERS
    return Turn.NOBODY if mine else Turn.ANSWER


def deeds_of(
    events: Iterable[Event], request: Request, by: Acting, since: datetime
) -> tuple[Deed, ...]:
    """
    Return what *events*, oldest first, tell that was done to *request* after *since* (UTC).

    What a colleague of *by* has done is left out: the learner is to do it.
    """
    found: list[Deed] = []
    asked_for: date | None = None
    for event in events:
        names = {event.action, *_finer(event, request, asked_for)}
        asked_for = event.proposed_on or asked_for
        doer = _doer(event.authority, event.official, by)
        if doer and event.at >= since:
            found.append(Deed(frozenset(names), doer))
    return tuple(found)


def deeds_told(entries: Iterable[Entry], by: Acting, since: datetime) -> tuple[Deed, ...]:
    """Return what *entries* of an audit, oldest first, tell that *by* has done after *since* (UTC)."""
    return tuple(
        Deed(frozenset({entry.action}), Doer.ME)
        for entry in entries
        if entry.at >= since and entry.by == by.official.id
    )


def _finer(event: Event, request: Request, asked_for: date | None) -> Iterable[str]:
    if event.action == CREATED and request.asked:
        yield ADDRESSED
    if event.action == Action.ANSWER and {*event.answered} >= {
        each.code for each in request.questions
    }:
        yield ANSWER_ALL
    is_later = event.agreed_on and asked_for and event.agreed_on > asked_for
    if event.action == Action.ACCEPT and is_later:
        yield ACCEPT_OTHER_DATE
    yield from (each for each in EITHER if event.action in ACTIONS[each])


def _doer(authority: str, official: str, by: Acting) -> Doer | None:
    """Return who did it, seen from *by*; None for a colleague."""
    if authority != by.authority:
        return Doer.OTHER
    return Doer.ME if official == by.official.id else None
