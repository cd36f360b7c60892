from __future__ import annotations

import pytest

from chalicelib.domain.events import CREATED, Event, Replayed, replay
from chalicelib.domain.requests import Action, State
from tests.builders import DENMARK, FRIDAY, NOON, PORTUGAL


def an_event(action: str, sequence: int, **changes) -> Event:
    return Event(
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
        an_event(Action.SEND, 3, asked=PORTUGAL, proposed_on=FRIDAY),
        an_event(Action.ACCEPT, 4, agreed_on=FRIDAY),
        an_event(Action.ANSWER, 5, answered=("Q-1",)),
        an_event(Action.ANSWER, 6, answered=("Q-1", "Q-2")),
    ]

    assert replay(events) == Replayed(
        state=State.PARTLY_ANSWERED,
        asked=PORTUGAL,
        proposed_on=FRIDAY,
        agreed_on=FRIDAY,
        answered=frozenset({"Q-1", "Q-2"}),
    )


def test_a_timeline_with_a_step_that_was_not_open_does_not_replay():
    with pytest.raises(KeyError):
        replay([an_event(CREATED, 1), an_event(Action.CLOSE, 2)])
