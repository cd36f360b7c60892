"""What one request must have become, by the rules alone, and what storage must hold of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from chalicelib.domain import retention
from chalicelib.domain.events import Event, Note, replay
from chalicelib.domain.requests import (
    OVER,
    Action,
    Case,
    Kept,
    Request,
    Sealed,
    State,
)
from chalicelib.domain.steps import Moved
from chalicelib.storage.calls import Call
from chalicelib.storage.event_items import EventItem, NoteItem
from chalicelib.storage.request_items import AnswersItem, RequestItem, RequestTable, SealedItem
from chalicelib.storage.retention import BLOCKED
from tests import lives
from tests.builders import CANARY

TYPED: Final = (CANARY, lives.WHY, "We need to know", "Another reason", "Found in the register")
"""All that anybody has typed, or a part of it: nothing of it is left after erasure."""


@dataclass
class Life:
    """What one request must have become."""

    request: Request
    sealed: Sealed
    events: list[Event]
    begun: Call | None = None
    """The call that made it; None for a part, which a call about the whole has made."""
    repeat: Callable[[Call], Case] | None = None
    """Does again what was done last under a key."""
    copies: dict[str, Case] = field(default_factory=dict)
    """What holds the answers that each authority may read, by its id."""
    notes: dict[int, Note] = field(default_factory=dict)
    """By number of the event."""
    blocked_until: int = 0
    """The version up to which what was written is blocked; what is written later is not."""
    accepted_by: str | None = None
    """Who of those asked may read the sealed part."""
    notices: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    """Keys under which something was done to it."""
    kept: dict[str, Any] | None = None
    """What was stored of it when it was last looked at in full; None after a change."""

    @property
    def number(self) -> str:
        return self.request.number

    @property
    def version(self) -> int:
        return self.request.version

    @property
    def last_call(self) -> Call | None:
        return self.calls[-1] if self.calls else self.begun

    def seen_by(self, authority: str) -> Case:
        """Return what *authority* can read in storage."""
        readers = {self.request.asking.id, self.accepted_by} if self.readable else set()
        sealed = self.sealed if authority in readers else None
        copy = self.copies.get(authority) if self.readable else None
        bare = Case(request=self.request)
        return replace(copy or bare, request=self.request, sealed=sealed)

    @property
    def readable(self) -> bool:
        """Whether anybody may read what is personal."""
        return self.request.kept is Kept.ALL

    def take(self, moved: Moved) -> None:
        """Live on: what an authority may read changes as the law of each action says."""
        actor, action, after = moved.event.authority, moved.event.action, moved.case.request
        given = moved.case
        match action, after.state:
            case ((Action.SEND | Action.SPLIT), _):
                assert given.sealed
                self.sealed = given.sealed
            case Action.ACCEPT, _:
                self.accepted_by = actor
            case Action.ANSWER, _:
                self.copies[actor] = given
            case (Action.REPLY, State.REPLIED):
                self.copies[after.asking.id] = given
            case (Action.APPROVE, State.REPLIED):
                self.copies[after.asking.id] = given
                del self.copies[actor]
            case (Action.REPLY | Action.REFER, _) | (Action.SEND_BACK, State.REFERRED):
                self.copies[after.ball_with.id if after.ball_with else ""] = given
        if action == Action.TAKE_BACK and after.state is not State.DRAFT:
            self.copies.pop(after.asked_coordinator.id if after.asked_coordinator else "", None)
        if action in {Action.RETURN, Action.FORWARD}:
            self.accepted_by = None if self.accepted_by == actor else self.accepted_by
            self.copies.pop(actor, None)
        rejected = action == Action.REJECT and after.state is not State.DRAFT
        if rejected or action in {Action.SEND_BACK, Action.UPHOLD}:
            self.copies.pop(actor, None)
        if action == Action.CLOSE and self.request.ball_with:
            self.copies.pop(self.request.ball_with.id if self.request.referred_to else "", None)
        self.request, self.kept = after, None
        self.leave_behind(moved)

    def leave_behind(self, moved: Moved) -> None:
        """Note the line of the timeline, what was written with it, and who is told."""
        if self.events[-1] != moved.event:
            self.events.append(moved.event)
        if moved.note:
            self.notes[moved.event.sequence] = moved.note
        self.notices += [notice.id for notice in moved.notices]

    def grow_old(self, today: date) -> Kept | None:
        """Let the night of *today* pass; return what is kept if that has changed."""
        due, kept = retention.due(self.request, today=today), self.request.kept
        if due is Kept.NOTHING and kept is not Kept.NOTHING:
            self.request = retention.erased(self.request)
            self.notes, self.copies = {}, {}
        elif due is Kept.BLOCKED and kept is Kept.ALL:
            self.blocked_until = self.version
            self.request = retention.blocked(self.request)
        else:
            return None
        self.kept = None
        return due

    @property
    def items(self) -> dict[str, Any]:
        """What must be stored of it, by key; of calls and the request itself the key alone."""
        readers = {self.request.asking.id, *([self.accepted_by] if self.accepted_by else [])}
        personal: dict[str, Any] = {
            **{f"sealed#{reader}": self.sealed for reader in readers},
            **{f"answers#{reader}": _given(copy) for reader, copy in self.copies.items()},
            **{note_key(number): note for number, note in self.notes.items()},
        }
        if self.request.kept is Kept.BLOCKED:
            late = {note_key(number) for number in self.notes if number > self.blocked_until}
            personal = {
                key if key in late else f"{BLOCKED}{key}": each
                for key, each in personal.items()
            }
        if self.request.kept is Kept.NOTHING:
            personal = {}
        return {
            "story": self.request,
            **personal,
            **{f"story#{event.sequence:06d}": event for event in self.events},
            **{call.item: None for call in self.calls},
        }


def note_key(number: int) -> str:
    return f"story#{number:06d}.note"


def stored_items(number: str) -> dict[str, RequestTable]:
    return {each.item: each for each in RequestTable.query(number, consistent_read=True)}


def plain(items: Mapping[str, RequestTable]) -> dict[str, Any]:
    return {key: item.to_simple_dict() for key, item in items.items()}


def must_be_stored(life: Life, items: Mapping[str, RequestTable]) -> None:
    """Do nothing if *items* are *life*, the whole of it and not a word more."""
    found, wanted = {key: _meaning(item) for key, item in items.items()}, life.items
    wrong = [key for key in found | wanted if found.get(key, ...) != wanted.get(key, ...)]
    assert not wrong, [(key, found.get(key, ...), wanted.get(key, ...)) for key in wrong]
    must_be_sound(life)
    story = items["story"]
    assert isinstance(story, RequestItem)
    owner = life.request.ball_with
    assert story.ball_with == (owner.id if owner else None)
    assert bool(owner) is (life.request.state not in OVER)
    if life.request.kept is Kept.NOTHING:
        left = repr([item.attribute_values for item in items.values()])
        assert not [word for word in TYPED if word in left]


def must_be_sound(life: Life) -> None:
    """Do nothing if *life* keeps what every request keeps, whatever happens to it."""
    request, told = life.request, replay(life.events)
    assert (told.state, told.agreed_on) == (request.state, request.agreed_on)
    assert [each.sequence for each in life.events] == sorted({e.sequence for e in life.events})
    if request.state is State.CLOSED:
        actions = {event.action for event in life.events}
        answered = {question.code for question in request.questions} <= told.answered
        assert request.replied_at
        assert answered or Action.REFUSE in actions
    parties = {party.id for party in request.parties}
    assert {event.authority for event in life.events} <= parties
    assert CANARY not in repr((request, life.events, life.notices))


def _given(case: Case) -> Any:
    return case.answers, case.files, case.answers_salt


def _meaning(item: RequestTable) -> Any:
    if isinstance(item, AnswersItem):
        return *item.to_domain(), item.salt or ""
    if isinstance(item, (RequestItem, SealedItem, EventItem, NoteItem)):
        return item.to_domain()
    return None
