from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.domain import reminders
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.notices import Topic
from chalicelib.domain.requests import AWAITED_STATES, Kept, Side, State
from tests.builders import (
    COORDINATOR_DK,
    COORDINATOR_PT,
    DENMARK,
    FRIDAY,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    a_draft_request,
    a_notice,
    a_party,
    a_request,
)

RUI, INGRID = a_party(COORDINATOR_PT), a_party(COORDINATOR_DK)
CARED_FOR = {PORTUGAL: RUI, DENMARK: INGRID}
DAY = timedelta(days=1)
MONDAY = NOON.date()


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def topics(request, day: date) -> list[Topic]:
    return [each.topic for each in reminders.due(request, at(day))]


RESTS = [
    Topic.NOTHING_HAPPENS,
    Topic.CARE_NOTHING_HAPPENS,
    Topic.OTHER_RESTS,
    Topic.CARE_OTHER_RESTS,
]


def told(request, day, coordinators=CARED_FOR):
    due = reminders.due(request, at(day))
    found = reminders.notices(request, due, coordinators, at=at(day))
    return [(each.topic, each.reader, each.counterpart.id) for each in found]


def lived(request, until: date) -> list[tuple[int, list[Topic]]]:
    """Return what is said day by day, as days since Monday, and that it is noted."""
    said = []
    for n in range((until - MONDAY).days + 1):
        day = MONDAY + n * DAY
        if found := topics(request, day):
            rests = set(found) & reminders.REST
            request = replace(
                request, told_on=day, nagged_on=day if rests else request.nagged_on
            )
            said.append((n, found))
            assert topics(request, day) == []
    return said


def test_a_request_that_is_not_accepted():
    waits = a_request(turn_since=NOON)

    assert reminders.next_on(waits) == MONDAY + 5 * DAY
    assert lived(waits, MONDAY + 91 * DAY) == [
        (5, [Topic.NOT_ACCEPTED]),
        (7, [Topic.NOT_ACCEPTED, Topic.CARE_NOT_ACCEPTED]),
        (60, RESTS),
        (90, RESTS),
    ]


@pytest.mark.parametrize("state", AWAITED_STATES)
def test_a_reply_that_is_awaited(state):
    awaited = a_request(state=state, agreed_on=MONDAY + 20 * DAY, turn_since=NOON)

    assert lived(awaited, MONDAY + 59 * DAY) == [
        (17, [Topic.DUE_SOON]),
        (21, [Topic.OVERDUE]),
        (27, [Topic.CARE_OVERDUE]),
    ]


def test_who_has_just_promised_a_near_day_is_not_reminded_of_it():
    promised = a_request(state=State.ACCEPTED, agreed_on=MONDAY + 2 * DAY, turn_since=NOON)

    assert lived(promised, MONDAY + 5 * DAY) == [(3, [Topic.OVERDUE])]


@pytest.mark.parametrize("state", [State.REPLIED, State.CLARIFICATION_REFUSED])
def test_a_reply_that_nobody_closes(state):
    assert lived(a_request(state=state, turn_since=NOON), MONDAY + 59 * DAY) == [
        (14, [Topic.NOT_CLOSED])
    ]


def test_both_sides_are_told_before_personal_data_is_blocked():
    blocked_on = MONDAY + 30 * DAY
    closed = a_request(state=State.CLOSED, agreed_on=FRIDAY, blocked_on=blocked_on)

    assert lived(closed, MONDAY + 99 * DAY) == [(16, [Topic.BLOCKED_SOON])]
    assert told(closed, MONDAY + 16 * DAY) == [
        (Topic.BLOCKED_SOON, DENMARK, PORTUGAL),
        (Topic.BLOCKED_SOON, PORTUGAL, DENMARK),
    ]
    due = reminders.due(closed, at(blocked_on))
    [first, _] = reminders.notices(closed, due, {}, at=at(blocked_on))
    assert first.due_on == blocked_on
    never_accepted = replace(closed, agreed_on=None)
    assert told(never_accepted, blocked_on) == [(Topic.BLOCKED_SOON, DENMARK, PORTUGAL)]
    for kept in (Kept.BLOCKED, Kept.NOTHING):
        assert reminders.next_on(replace(closed, kept=kept)) is None


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_what_is_over_may_rest(state):
    over = a_request(state=state, blocked_on=None)

    assert reminders.next_on(over) is None
    assert told(over, MONDAY + 400 * DAY) == []


def test_what_was_missed_is_said_once_and_the_gravest_alone():
    awaited = a_request(state=State.ACCEPTED, agreed_on=MONDAY + 20 * DAY, turn_since=NOON)

    assert topics(awaited, MONDAY + 26 * DAY) == [Topic.OVERDUE]
    assert topics(awaited, MONDAY + 40 * DAY) == [Topic.OVERDUE, Topic.CARE_OVERDUE]
    assert topics(awaited, MONDAY + 70 * DAY) == RESTS


def test_whose_turn_it_is_is_told_and_who_waits_and_the_coordinator_of_each():
    day = MONDAY + 60 * DAY
    assert told(a_request(state=State.ACCEPTED), day) == [
        (Topic.NOTHING_HAPPENS, PORTUGAL, DENMARK),
        (Topic.CARE_NOTHING_HAPPENS, COORDINATOR_PT, PORTUGAL),
        (Topic.OTHER_RESTS, DENMARK, PORTUGAL),
        (Topic.CARE_OTHER_RESTS, COORDINATOR_DK, PORTUGAL),
    ]
    assert told(a_request(state=State.REPLIED), day, {}) == [
        (Topic.NOTHING_HAPPENS, DENMARK, PORTUGAL),
        (Topic.OTHER_RESTS, PORTUGAL, DENMARK),
    ]


@pytest.mark.parametrize(
    "coordinators",
    [
        {PORTUGAL: PORTUGUESE, DENMARK: a_party(DENMARK)},  # each the own one
        {DENMARK: PORTUGUESE},
    ],
)
def test_nobody_is_told_as_a_coordinator_who_is_told_as_a_side(coordinators):
    found = told(a_request(), MONDAY + 60 * DAY, coordinators)

    assert [each[1] for each in found] == [PORTUGAL, DENMARK]


def test_a_coordinator_of_both_is_told_once():
    found = told(a_request(), MONDAY + 60 * DAY, {PORTUGAL: RUI, DENMARK: RUI})

    assert [each[1] for each in found].count(COORDINATOR_PT) == 1


def test_those_whom_it_is_allocated_to_are_told():
    allocated = a_request(
        state=State.ACCEPTED, allocated={Side.ASKED: ("ines",), Side.ASKING: ("mette",)}
    )
    moment = at(MONDAY + 60 * DAY)
    due = reminders.due(allocated, moment)

    found = reminders.notices(allocated, due, CARED_FOR, at=moment)

    assert [each.to for each in found] == [("ines",), (), ("mette",), ()]


def test_what_waits_for_approval_is_no_business_of_the_other_side():
    waits = a_request(state=State.APPROVAL, sent_at=None)

    assert {each[1] for each in told(waits, MONDAY + 60 * DAY)}.isdisjoint({PORTUGAL})


def test_a_draft_is_the_business_of_its_own_side_alone():
    day = MONDAY + 60 * DAY
    assert told(a_draft_request(), day) == [(Topic.DRAFT_RESTS, DENMARK, PORTUGAL)]
    assert told(a_draft_request(asked=None), day) == [(Topic.DRAFT_RESTS, DENMARK, DENMARK)]


def test_what_is_said_twice_a_day_is_one_notice():
    waits = a_request(turn_since=NOON)
    first, again = (
        {
            each.id
            for each in reminders.notices(
                waits, reminders.due(waits, moment), CARED_FOR, at=moment
            )
        }
        for moment in (at(MONDAY + 7 * DAY), at(MONDAY + 7 * DAY) + timedelta(hours=3))
    )

    assert first == again


def test_days_are_those_of_who_must_act():
    far = replace(PORTUGUESE, time_zone="Pacific/Kiritimati")
    waits = a_request(asked=far, turn_since=NOON)
    sixth = datetime.combine(MONDAY + 5 * DAY, datetime.min.time(), tzinfo=UTC)

    # Noon on Monday in London is two in the morning of Tuesday there.
    assert reminders.next_on(waits) == MONDAY + 6 * DAY
    assert reminders.due(waits, sixth + timedelta(hours=9)) == ()
    assert len(reminders.due(waits, sixth + timedelta(hours=10))) == 1


@pytest.mark.parametrize(
    ("hour", "day", "calendar", "works"),
    [
        (7, 0, NO_HOLIDAYS, False),
        (8, 0, NO_HOLIDAYS, True),
        (16, 0, NO_HOLIDAYS, True),
        (17, 0, NO_HOLIDAYS, False),
        (12, 5, NO_HOLIDAYS, False),
        (12, 0, {MONDAY: "easter_monday"}, False),
    ],
)
def test_officials_are_reminded_when_they_work(hour, day, calendar, works):
    # In Lisbon, which keeps the time of UTC in winter.
    moment = datetime.combine(MONDAY + day * DAY, datetime.min.time(), tzinfo=UTC)

    found = reminders.is_working_time(
        moment + timedelta(hours=hour), time_zone=PORTUGUESE.time_zone, calendar=calendar
    )

    assert found is works


def said(topic, request, day):
    return a_notice(topic, at=at(day), due_on=request.due_on)


def test_a_reminder_holds_as_long_as_it_would_be_said():
    day = MONDAY + 7 * DAY
    waits = a_request(turn_since=NOON)
    accepted = replace(waits, state=State.ACCEPTED, agreed_on=MONDAY + 2 * DAY)

    assert reminders.holds(waits, said(Topic.NOT_ACCEPTED, waits, day))
    assert not reminders.holds(accepted, said(Topic.NOT_ACCEPTED, waits, day))
    assert reminders.holds(accepted, said(Topic.OVERDUE, accepted, day))
    put_off = replace(accepted, agreed_on=MONDAY + 3 * DAY)
    assert not reminders.holds(put_off, said(Topic.OVERDUE, accepted, day))


def test_that_nothing_happens_holds_until_something_does():
    day = MONDAY + 60 * DAY
    rests = a_request(state=State.ACCEPTED)
    moved = replace(rests, updated_at=at(day) + timedelta(hours=1))

    for topic in reminders.RESTING:
        assert reminders.holds(rests, said(topic, rests, day))
        assert not reminders.holds(moved, said(topic, rests, day))


def test_a_reminder_by_the_other_side_holds_until_the_turn_moves():
    waits = a_request(turn_since=NOON)

    assert reminders.holds(waits, said(Topic.REMINDER, waits, MONDAY + DAY))
    moved = replace(waits, turn_since=NOON + 2 * DAY)
    assert not reminders.holds(moved, said(Topic.REMINDER, waits, MONDAY + DAY))
