"""
What is said of a request because days have passed: to whom, and on which day.

All days are local to who must act; a reminder is due from its day on, until it is told.

Source:
    Regulation (EU) No 1024/2012, Art. 14(7): technical means let a coordinator step in where a
    procedure has been inactive for more than two months without justification, and encourage the
    formal closure of what is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.domain import calendars
from chalicelib.domain.authorities import Party
from chalicelib.domain.calendars import Calendar
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.requests import AWAITED_STATES, Kept, Request, State

ACCEPTED_WITHIN: Final = timedelta(days=7)
"""How soon a request is to be accepted: one of the figures by which countries are compared."""
LAST_CALL: Final = timedelta(days=2)
"""How long before that it is said for the first time."""
DUE_SOON: Final = timedelta(days=3)
OVERDUE_FOR: Final = timedelta(days=7)
"""After how many days the coordinator learns that a reply is overdue."""
CLOSED_WITHIN: Final = timedelta(days=14)
BLOCKED_SOON: Final = timedelta(days=14)
RESTED_FOR: Final = timedelta(days=60)
AGAIN_AFTER: Final = timedelta(days=30)

WORKING_HOURS: Final = (time(8), time(17))
"""From when until when officials are reminded, local to them."""


class Reminded(Enum):
    """Who is reminded."""

    TURN = auto()
    """Whose turn it is."""
    COORDINATOR = auto()
    """Its coordinator in the legal area."""
    BOTH = auto()
    """Both sides of what is over."""
    OTHER = auto()
    """Who waits for whose turn it is."""
    OTHER_COORDINATOR = auto()
    """The coordinator of who waits."""


WHO_IS_REMINDED: Final = {
    Topic.NOTHING_HAPPENS: Reminded.TURN,
    Topic.OVERDUE: Reminded.TURN,
    Topic.DUE_SOON: Reminded.TURN,
    Topic.NOT_ACCEPTED: Reminded.TURN,
    Topic.NOT_CLOSED: Reminded.TURN,
    Topic.DRAFT_RESTS: Reminded.TURN,
    Topic.CARE_NOTHING_HAPPENS: Reminded.COORDINATOR,
    Topic.CARE_OVERDUE: Reminded.COORDINATOR,
    Topic.CARE_NOT_ACCEPTED: Reminded.COORDINATOR,
    Topic.BLOCKED_SOON: Reminded.BOTH,
    Topic.OTHER_RESTS: Reminded.OTHER,
    Topic.CARE_OTHER_RESTS: Reminded.OTHER_COORDINATOR,
}
"""Who is told of each topic; of several for the same reader on one day the first alone is told."""

REST: Final = frozenset({Topic.NOTHING_HAPPENS, Topic.DRAFT_RESTS})
"""What says that nothing happens, and comes again."""


RESTING: Final = REST | {
    Topic.CARE_NOTHING_HAPPENS,
    Topic.OTHER_RESTS,
    Topic.CARE_OTHER_RESTS,
}
"""All that is said of what rests."""


class Reminder(NamedTuple):
    """What is to be said from a day on."""

    on: date
    topic: Topic


def next_on(request: Request) -> date | None:
    """Return the day on which something is to be said of *request* next; None if nothing ever is."""
    return min((each.on for each in _coming(request)), default=None)


def due(request: Request, at: datetime) -> tuple[Reminder, ...]:
    """
    Return what is to be said of *request* at the moment *at* (UTC), the gravest to each reader.

    What was missed on the days before is among it, and is not said besides.
    """
    today = local_day(at, who_acts(request).time_zone)
    found = {each.topic: each for each in _coming(request) if each.on <= today}
    told: dict[Reminded, Reminder] = {}
    for topic, reminded in WHO_IS_REMINDED.items():
        if topic in found:
            told.setdefault(reminded, found[topic])
    return tuple(told.values())


def holds(request: Request, notice: Notice) -> bool:
    """Return whether what *notice* said of *request* at its time is so still."""
    if notice.topic in RESTING:
        return request.updated_at <= notice.at
    if notice.topic is Topic.REMINDER:
        return (request.turn_since or request.updated_at) <= notice.at
    day = local_day(notice.at, who_acts(request).time_zone)
    said = {each.topic for each in _once(request) if each.on <= day}
    return notice.topic in said and request.due_on == notice.due_on


def who_acts(request: Request) -> Party:
    """Return whose days count: whose turn it is, and of what is over who has asked."""
    return request.ball_with or request.asking


def who_waits(request: Request) -> Party | None:
    """Return who is on the other side of whose days count; None while nobody is."""
    acts = who_acts(request)
    return request.asked if acts.id == request.asking.id else request.asking


def is_working_time(at: datetime, *, time_zone: str, calendar: Calendar) -> bool:
    """
    Return whether somebody works at the moment *at* (UTC).

    Args:
        time_zone: IANA name of the zone of the authority.
        calendar: Public holidays in its country.
    """
    local = at.astimezone(ZoneInfo(time_zone))
    start, end = WORKING_HOURS
    return start <= local.time() < end and not calendars.is_day_off(local.date(), calendar)


def notices(
    request: Request,
    reminders: Sequence[Reminder],
    coordinators: Mapping[str, Party],
    *,
    at: datetime,
) -> Iterator[Notice]:
    """
    Yield the notices of *reminders* of *request*.

    Args:
        coordinators: In the legal area, by the id of the authority that they care for.
    """
    turn, other = who_acts(request), who_waits(request)
    cares = coordinators.get(turn.id)
    for reminder in reminders:
        match WHO_IS_REMINDED[reminder.topic]:
            case Reminded.TURN:
                to = _allocated(request, turn)
                yield replace(_notice(reminder.topic, request, turn, other or turn, at), to=to)
            case Reminded.COORDINATOR if cares and cares.id != turn.id:
                yield _notice(reminder.topic, request, cares, turn, at)
            case Reminded.OTHER if other and request.sent_at:
                to = _allocated(request, other)
                yield replace(_notice(reminder.topic, request, other, turn, at), to=to)
            case Reminded.OTHER_COORDINATOR if other and request.sent_at:
                theirs = coordinators.get(other.id)
                if theirs and theirs.id not in {turn.id, other.id, cares.id if cares else ""}:
                    yield _notice(reminder.topic, request, theirs, turn, at)
            case Reminded.BOTH:
                yield _notice(reminder.topic, request, turn, other or turn, at)
                if other and request.sent_at and request.agreed_on:
                    yield _notice(reminder.topic, request, other, turn, at)


def _coming(request: Request) -> Iterator[Reminder]:
    """Yield what has not been said of *request* yet, on days to come and on those gone by."""
    told_on = request.told_on
    for each in _once(request):
        if told_on is None or each.on > told_on:
            yield each
    if request.ball_side is not None:
        yield from _resting(request)


def _once(request: Request) -> Iterator[Reminder]:
    """Yield what is said once while *request* is where it is now."""
    since = local_day(request.turn_since or request.updated_at, who_acts(request).time_zone)
    if request.state is State.AWAITING_ACCEPTANCE:
        yield Reminder(since + ACCEPTED_WITHIN - LAST_CALL, Topic.NOT_ACCEPTED)
        yield Reminder(since + ACCEPTED_WITHIN, Topic.NOT_ACCEPTED)
        yield Reminder(since + ACCEPTED_WITHIN, Topic.CARE_NOT_ACCEPTED)
    elif request.state in AWAITED_STATES and request.due_on:
        if request.due_on - DUE_SOON > since:
            yield Reminder(request.due_on - DUE_SOON, Topic.DUE_SOON)
        yield Reminder(request.due_on + timedelta(days=1), Topic.OVERDUE)
        yield Reminder(request.due_on + OVERDUE_FOR, Topic.CARE_OVERDUE)
    elif request.state in {State.REPLIED, State.CLARIFICATION_REFUSED}:
        yield Reminder(since + CLOSED_WITHIN, Topic.NOT_CLOSED)
    elif request.blocked_on and request.kept is Kept.ALL:
        yield Reminder(request.blocked_on - BLOCKED_SOON, Topic.BLOCKED_SOON)


def _resting(request: Request) -> Iterator[Reminder]:
    """Yield what is said next of a *request* in which nothing happens, again and again."""
    on = local_day(request.updated_at, who_acts(request).time_zone) + RESTED_FOR
    if request.nagged_on:
        on = request.nagged_on + AGAIN_AFTER
    if request.state is State.DRAFT:
        yield Reminder(on, Topic.DRAFT_RESTS)
        return
    yield Reminder(on, Topic.NOTHING_HAPPENS)
    yield Reminder(on, Topic.CARE_NOTHING_HAPPENS)
    yield Reminder(on, Topic.OTHER_RESTS)
    yield Reminder(on, Topic.CARE_OTHER_RESTS)


def _allocated(request: Request, party: Party) -> tuple[str, ...]:
    """Return whom *party*, one of the two sides, has allocated *request* to."""
    side = request.side_of(party.id)
    return request.allocated.get(side, ()) if side else ()


def _notice(
    topic: Topic, request: Request, reader: Party, counterpart: Party, at: datetime
) -> Notice:
    return Notice(
        topic=topic,
        number=request.number,
        # Told once a day at most: the day stands for the version, which has not changed.
        version=int(f"{at:%Y%m%d}"),
        area=request.area,
        reader=reader.id,
        counterpart=counterpart,
        due_on=request.blocked_on if topic is Topic.BLOCKED_SOON else request.due_on,
        proposed_on=request.proposed_on,
        at=at,
    )
