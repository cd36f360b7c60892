"""What one request must have become, by the rules alone, and what storage must hold of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple

from chalicelib.domain import retention
from chalicelib.domain.attachments import Attachment, Condition, Unsent
from chalicelib.domain.events import Event, Note, replay
from chalicelib.domain.officials import Acting
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
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.request_items import AnswersItem, RequestItem, RequestTable, SealedItem
from chalicelib.storage.retention import BLOCKED
from tests import lives
from tests.builders import CANARY
from tests.files import PDF

TYPED: Final = (CANARY, lives.WHY, "We need to know", "Another reason", "Found in the register")
"""All that anybody has typed, or a part of it: nothing of it is left after erasure."""


A_FILE: Final = Attachment(
    id="",
    home="",
    name=f"{CANARY}.pdf",
    type="application/pdf",
    size=len(PDF),
    sha256=hashlib.sha256(PDF).hexdigest(),
)


class FileOf(NamedTuple):
    """What is stored of a file that was uploaded for a message."""

    by: str
    """Id of the authority."""
    official: str
    unsent: str = A_FILE.name
    """Its name, as long as it is not sent."""
    sent_in: int = 0
    """Number of the event that it was sent with."""


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
    files: dict[str, FileOf] = field(default_factory=dict)
    """What was uploaded for messages, by id."""
    left: set[str] = field(default_factory=set)
    """Keys of what a crash may have left, and nobody reads."""
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
        for file in moved.note.files if moved.note else ():
            self.files[file.id] = FileOf(actor, moved.event.official, "", moved.event.sequence)
        self.lose_unsent(moved)
        self.leave_behind(moved)

    def lose_unsent(self, moved: Moved) -> None:
        """Forget what nobody can send any more."""
        leaves = moved.event.action in {Action.RETURN, Action.FORWARD}
        if not leaves and moved.event.action not in {Action.CLOSE, Action.WITHDRAW}:
            return
        for key, file in [*self.files.items()]:
            if file.unsent and (not leaves or file.by == moved.event.authority):
                del self.files[key]
                self.left.add(f"file#{key}")

    def unsent(self, by: Acting) -> dict[str, Unsent]:
        """Return what *by* may send with a message, all of it checked."""
        return {
            key: Unsent(replace(A_FILE, id=key, home=self.number), Condition.READY)
            for key, file in self.files.items()
            if file.unsent and (file.by, file.official) == (by.authority, by.official.id)
        }

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
            self.notes, self.copies, self.files, self.left = {}, {}, {}, set()
        elif due is Kept.BLOCKED and kept is Kept.ALL:
            self.blocked_until, self.left = self.version, set()
            self.files = {key: file for key, file in self.files.items() if file.sent_in}
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
            **{f"file#{key}": file for key, file in self.files.items()},
        }


def note_key(number: int) -> str:
    return f"story#{number:06d}.note"


def stored_items(number: str) -> dict[str, RequestTable]:
    return {each.item: each for each in RequestTable.query(number, consistent_read=True)}


def plain(items: Mapping[str, RequestTable]) -> dict[str, Any]:
    return {key: item.to_simple_dict() for key, item in items.items()}


def must_be_stored(life: Life, items: Mapping[str, RequestTable]) -> None:
    """Do nothing if *items* are *life*, the whole of it and not a word more."""
    known = {key: item for key, item in items.items() if key not in life.left}
    found, wanted = {key: _meaning(item) for key, item in known.items()}, life.items
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
    if isinstance(item, FileItem):
        return FileOf(item.by, item.official or "", item.unsent or "", int(item.sent_in or 0))
    return None
