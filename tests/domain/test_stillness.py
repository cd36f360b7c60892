from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain import stillness
from chalicelib.domain.notices import Topic
from chalicelib.domain.requests import State
from tests.builders import (
    COORDINATOR_PT,
    DENMARK,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    a_draft_request,
    a_party,
    a_request,
)

RUI = a_party(COORDINATOR_PT)


def told(request, coordinator=RUI):
    found = stillness.notices(request, coordinator, at=NOON)
    return [(each.topic, each.reader, each.counterpart.id) for each in found]


def test_after_sixty_days_and_every_thirty_then_it_is_said_that_nothing_happens():
    rests = a_request()

    assert stillness.told_on(rests) == NOON.date() + timedelta(days=60)
    again = a_request(nagged_on=NOON.date())
    assert stillness.told_on(again) == NOON.date() + timedelta(days=30)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_what_is_over_may_rest(state):
    over = a_request(state=state)

    assert stillness.told_on(over) is None
    assert told(over) == []


def test_whose_turn_it_is_is_told_and_the_own_coordinator():
    assert told(a_request(state=State.ACCEPTED)) == [
        (Topic.NOTHING_HAPPENS, PORTUGAL, DENMARK),
        (Topic.CARE_NOTHING_HAPPENS, COORDINATOR_PT, PORTUGAL),
    ]
    assert told(a_request(state=State.REPLIED), None) == [
        (Topic.NOTHING_HAPPENS, DENMARK, PORTUGAL)
    ]
    assert [each[1] for each in told(a_request(), PORTUGUESE)] == [PORTUGAL]


def test_a_draft_is_the_business_of_its_own_side_alone():
    assert told(a_draft_request()) == [(Topic.DRAFT_RESTS, DENMARK, PORTUGAL)]
    assert told(a_draft_request(asked=None)) == [(Topic.DRAFT_RESTS, DENMARK, DENMARK)]


def test_what_is_said_twice_a_day_is_one_notice():
    first, again = (
        {each.id for each in stillness.notices(a_request(), RUI, at=NOON + timedelta(hours=n))}
        for n in (0, 3)
    )

    assert first == again
