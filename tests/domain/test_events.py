from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.events import CREATED, Event, Replayed, replay
from chalicelib.domain.requests import Action, State
from tests.builders import DENMARK, FINLAND, FRIDAY, NOON, PORTUGAL

LATER = FRIDAY + timedelta(days=7)


def an_event(action: str, sequence: int, state: State = State.DRAFT, **changes) -> Event:
    return Event(
        state=state,
        number="K7QM-3XPT",
        sequence=sequence,
        action=action,
        authority=DENMARK,
        official="someone",
        at=NOON,
        **changes,
    )


def test_the_timeline_alone_tells_what_a_request_has_become():
    events = [
        an_event(CREATED, 1),
        an_event(Action.SEND, 3, State.AWAITING_ACCEPTANCE, asked=PORTUGAL, proposed_on=FRIDAY),
        an_event(Action.ACCEPT, 4, State.ACCEPTED, agreed_on=FRIDAY),
        an_event(Action.PROPOSE_DATE, 5, State.ACCEPTED, proposed_on=LATER),
        an_event(Action.ANSWER, 6, State.PARTLY_ANSWERED, answered=("Q-1",)),
        an_event(Action.ANSWER, 7, State.PARTLY_ANSWERED, answered=("Q-1", "Q-2")),
    ]

    assert replay(events) == Replayed(
        state=State.PARTLY_ANSWERED,
        asked=PORTUGAL,
        proposed_on=FRIDAY,
        agreed_on=FRIDAY,
        answered=frozenset({"Q-1", "Q-2"}),
    )


def test_a_timeline_with_a_step_that_was_not_open_does_not_replay():
    with pytest.raises(ValueError, match="close to closed does not follow on draft"):
        replay([an_event(CREATED, 1), an_event(Action.CLOSE, 2, State.CLOSED)])


def test_what_is_forwarded_has_no_agreed_date_any_more():
    events = [
        an_event(Action.SEND, 2, State.AWAITING_ACCEPTANCE, asked=PORTUGAL, proposed_on=FRIDAY),
        an_event(Action.ACCEPT, 3, State.ACCEPTED, agreed_on=FRIDAY),
        an_event(Action.FORWARD, 4, State.AWAITING_ACCEPTANCE, asked=FINLAND),
    ]

    told = replay(events)

    assert (told.asked, told.agreed_on, told.proposed_on) == (FINLAND, None, FRIDAY)


def test_a_part_begins_with_the_split_and_leaves_the_whole_with_its_addressee():
    begun = an_event(
        Action.SPLIT, 1, State.AWAITING_ACCEPTANCE, asked=FINLAND, proposed_on=FRIDAY
    )
    whole = [
        an_event(Action.SEND, 2, State.AWAITING_ACCEPTANCE, asked=PORTUGAL),
        an_event(Action.ACCEPT, 3, State.ACCEPTED, agreed_on=FRIDAY),
        an_event(Action.SPLIT, 4, State.ACCEPTED, part="K7QM-3XPT-1", questions=("Q-2",)),
    ]

    part = replay([begun])
    assert (part.state, part.asked, part.proposed_on) == (
        State.AWAITING_ACCEPTANCE, FINLAND, FRIDAY,
    )  # fmt: skip
    assert replay(whole).asked == PORTUGAL
