"""Sendings: when a request went to an authority, and how it got there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.events import Event
from chalicelib.domain.receipts import Opening, Receipts
from chalicelib.domain.requests import Action, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How one sending has reached whom it was for; None for what is not known."""

    sequence: int
    """Of the event by which it was sent."""
    to: str
    """Id of the authority that it was sent to."""
    sent_at: datetime
    delivered_at: datetime | None = None
    """When the first e-mail about it was handed over to be delivered."""
    opened_at: datetime | None = None
    accepted_at: datetime | None = None


def of(event: Event, receipts: Receipts) -> Sending | None:
    """Return what *receipts* tell of *event*; None if nothing was sent with it."""
    if event.asked is None or event.state is not State.AWAITING_ACCEPTANCE:
        return None
    delivered = [
        one.at
        for one in receipts.delivered
        if one.authority == event.asked and one.version == event.sequence
    ]
    opened = [
        one.at for one in receipts.opened if one.authority == event.asked and _is_of(one, event)
    ]
    return Sending(
        sequence=event.sequence,
        to=event.asked,
        sent_at=event.at,
        delivered_at=min(delivered, default=None),
        opened_at=min(opened, default=None),
    )


def all_of(events: Iterable[Event], receipts: Receipts) -> Iterator[Sending]:
    """Yield what is known of each sending among *events*, oldest first, with its acceptance."""
    known = list(events)
    for place, event in enumerate(known):
        if sending := of(event, receipts):
            yield _accepted(sending, known[place + 1 :])


def _accepted(sending: Sending, later: Iterable[Event]) -> Sending:
    """Return *sending* with the moment of the acceptance, unless it was sent on before."""
    for event in later:
        if event.action == Action.ACCEPT:
            return replace(sending, accepted_at=event.at)
        if event.action in {Action.RETURN, Action.FORWARD, Action.WITHDRAW}:
            break
    return sending


def _is_of(opening: Opening, event: Event) -> bool:
    """Return whether what *event* sent is what was opened; a forward keeps the first moment."""
    if event.action == Action.FORWARD:
        return opening.sent_at <= event.at <= opening.at
    return opening.sent_at == event.at
