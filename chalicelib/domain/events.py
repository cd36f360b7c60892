"""The one timeline of a request, and what can be read back from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from chalicelib.domain.attachments import Attachment
from chalicelib.domain.requests import TRANSITIONS, Action, State

CREATED: Final = "create"
"""The event that begins every timeline, before any action; but that of a part, which a split begins."""

OPEN_STEPS: Final = frozenset(
    (before, action, to)
    for (before, _, action), step in TRANSITIONS.items()
    for to in {step.to, step.approval or step.to}
) | {
    (State.REFERRED, Action.SEND_BACK, State.REFERRED),
    (State.REPLY_APPROVAL, Action.REJECT, State.CLARIFICATION),
    (State.REPLY_APPROVAL, Action.TAKE_BACK, State.CLARIFICATION),
    (State.DRAFT, Action.SPLIT, State.AWAITING_ACCEPTANCE),
}
"""What may follow on what: a state, an action, the state after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One line of a request's history; never changed once written.

    It holds codes and dates alone: no free text, nothing personal.
    """

    number: str
    sequence: int
    """The version of the request that the event led to; grows, with gaps."""
    action: str
    """An :class:`Action`, or :data:`CREATED`."""
    state: State = State.DRAFT
    """The state that the action led to."""
    authority: str
    """Id of the authority that acted."""
    official: str
    """Id of the official who acted; told to the own side alone."""
    at: datetime
    """Moment of the action, UTC."""
    asked: str | None = None
    """Id of the asked authority, where the action fixed it."""
    suggested: str | None = None
    """Id of the authority that is competent in the eyes of who returned the request."""
    proposed_on: date | None = None
    """The day asked for, where the action asked for one; local to the asked authority."""
    agreed_on: date | None = None
    """The day that counts from then on, where the action fixed one."""
    answered: tuple[str, ...] = ()
    """Codes of all questions that have an answer from then on, where the action gave some."""
    part: str | None = None
    """Number of the part that was split off."""
    questions: tuple[str, ...] = ()
    """Codes of the questions of which the asking side wants more, or that were split off."""
    officials: tuple[str, ...] = ()
    """Ids of those whom the request was allocated to; told to the own side alone."""
    salts: Mapping[str, str] = field(default_factory=dict)
    """What makes the digests of this line, and of its parts that not all may read, unguessable."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Digests of what lies apart or is not told to all, by name."""
    digest: str = ""
    """Of this line; empty on lines from before there was a chain."""
    hash: str = ""
    """Of the chain up to this line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    What somebody wrote to an event: a reason, a comment or a message.

    It lies apart from the event, because it may be personal and can be erased.
    """

    text: str
    language: str
    """Code of the language that *text* is in."""
    readers: frozenset[str]
    """Ids of the authorities that may read it."""
    salt: str = ""
    """Of its digest in the chain."""
    files: tuple[Attachment, ...] = ()
    """What was sent with a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What the timeline alone says about a request."""

    state: State
    asked: str | None = None
    proposed_on: date | None = None
    agreed_on: date | None = None
    answered: frozenset[str] = frozenset()


def replay(events: Iterable[Event]) -> Replayed:
    """
    Return what *events*, oldest first, say a request has become.

    Raises:
        ValueError: An event is not open to the state that those before it led to.
    """
    now = Replayed(state=State.DRAFT)
    for event in events:
        if event.action == CREATED:
            continue
        if (now.state, Action(event.action), event.state) not in OPEN_STEPS:
            raise ValueError(f"{event.action} to {event.state} does not follow on {now.state}")
        forgets = event.action in {Action.RETURN, Action.FORWARD}
        now = Replayed(
            state=event.state,
            asked=event.asked or now.asked,
            proposed_on=now.proposed_on
            if event.action == Action.PROPOSE_DATE
            else event.proposed_on or now.proposed_on,
            agreed_on=None if forgets else event.agreed_on or now.agreed_on,
            answered=frozenset(event.answered)
            if event.action == Action.ANSWER
            else now.answered,
        )
    return now
