"""
Lessons of a training stage: short paths through what an official does, followed by what was done.

A lesson is a row of steps, each recognised by a deed: a line of a request's timeline or of the
audit. How far a learner has come follows from the deeds since the lesson began, and from nothing
else, so that it makes no difference where and how somebody did them. What counts as a deed is
:mod:`chalicelib.domain.deeds`, whom a lesson is meant for :mod:`chalicelib.domain.audiences`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from typing import Final

from chalicelib.domain import steps
from chalicelib.domain.audiences import Audience, areas_for
from chalicelib.domain.authorities import Authority
from chalicelib.domain.deeds import ACTIONS, Deed, Doer
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import OVER, Request


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


IN_ANY_ORDER: Final = frozenset({Teller.MY_AUTHORITY, Teller.A_NEW_AUTHORITY})
"""Where it makes no difference what was done first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a lesson."""

    key: str
    """The lesson's texts have the words for it."""
    done_by: Doer
    deed: str
    """An action of a timeline or of the audit, or a deed that :mod:`chalicelib.domain.deeds` names."""
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
