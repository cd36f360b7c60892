from __future__ import annotations

from datetime import timedelta

from chalicelib.domain import sendings
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.receipts import NO_RECEIPTS, Delivery, Opening, Receipts
from chalicelib.domain.requests import State
from tests.builders import DENMARK, FINLAND, NOON, NUMBER, PORTUGAL

HOUR = timedelta(hours=1)


def an_event(sequence, action, state=State.AWAITING_ACCEPTANCE, asked=None):
    return Event(
        number=NUMBER,
        sequence=sequence,
        action=action,
        state=state,
        authority=DENMARK,
        official="mette",
        at=NOON + sequence * HOUR,
        asked=asked,
    )


SENT = an_event(2, "send", asked=PORTUGAL)
FORWARDED = an_event(4, "forward", asked=FINLAND)


def told(events, **receipts):
    found = sendings.all_of(events, Receipts(**receipts))
    return [(each.to, each.delivered_at, each.opened_at, each.accepted_at) for each in found]


def test_nothing_is_known_of_what_has_just_been_sent():
    begun = an_event(1, CREATED, State.DRAFT)

    assert told([begun, SENT]) == [(PORTUGAL, None, None, None)]


def test_what_waits_for_approval_is_not_sent():
    assert sendings.of(an_event(2, "send", State.APPROVAL, PORTUGAL), NO_RECEIPTS) is None


def test_the_first_of_each_counts():
    early, late = SENT.at + HOUR, SENT.at + 2 * HOUR
    receipts = Receipts(
        delivered=frozenset({Delivery(PORTUGAL, 2, late), Delivery(PORTUGAL, 2, early)}),
        opened=frozenset({Opening(PORTUGAL, SENT.at, late), Opening(PORTUGAL, SENT.at, early)}),
    )

    found = sendings.of(SENT, receipts)

    assert found
    assert (found.sent_at, found.delivered_at, found.opened_at) == (SENT.at, early, early)


def test_each_addressee_has_receipts_of_its_own():
    events = [SENT, FORWARDED, an_event(5, "accept", State.ACCEPTED)]
    opened = {
        Opening(PORTUGAL, SENT.at, SENT.at + HOUR),
        Opening(FINLAND, SENT.at, FORWARDED.at + HOUR),
    }
    delivered = {Delivery(PORTUGAL, 2, SENT.at), Delivery(FINLAND, 4, FORWARDED.at)}

    assert told(events, opened=frozenset(opened), delivered=frozenset(delivered)) == [
        (PORTUGAL, SENT.at, SENT.at + HOUR, None),
        (FINLAND, FORWARDED.at, FORWARDED.at + HOUR, events[-1].at),
    ]


def test_what_is_sent_again_to_the_same_authority_is_opened_anew():
    again = an_event(5, "send", asked=PORTUGAL)
    opened = frozenset({Opening(PORTUGAL, SENT.at, SENT.at + HOUR)})

    found = told([SENT, an_event(3, "return", State.DRAFT), again], opened=opened)

    assert [each[2] for each in found] == [SENT.at + HOUR, None]
    assert Receipts(opened=opened).has_opened(PORTUGAL, SENT.at)
    assert not Receipts(opened=opened).has_opened(PORTUGAL, again.at)
    assert not Receipts(opened=opened).has_opened(FINLAND, SENT.at)


def test_other_steps_before_the_acceptance_do_not_hide_it():
    accepted = an_event(4, "accept", State.ACCEPTED)

    assert told([SENT, an_event(3, "remind"), accepted])[0][3] == accepted.at
