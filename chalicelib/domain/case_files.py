"""The case file: what one reader may have of a request, so that its chain can be checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from chalicelib.domain import chain
from chalicelib.domain.chain import Salted
from chalicelib.domain.events import Event, Note
from chalicelib.domain.requests import Action, Case, Kept, Side, State


class Missing(StrEnum):
    """Why a part of an event is not in the file."""

    WITHHELD = "withheld"
    """The reader may not have it, or not yet."""
    REPLACED = "replaced"
    """Something else has taken its place since."""
    BLOCKED = "blocked"
    ERASED = "erased"


GONE: Final = {Kept.BLOCKED: Missing.BLOCKED, Kept.NOTHING: Missing.ERASED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as the file has it."""

    event: Event
    known: bool
    """Whether the reader may know of it; else the file says no more than its digest."""
    note: Note | None = None
    parts: Mapping[str, Salted] = field(default_factory=dict)
    missing: Mapping[str, Missing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whose file it is."""

    authority: str
    side: Side
    known: frozenset[int]
    """Numbers of the events that it may know of."""
    notes: frozenset[int]
    """Numbers of those whose notes it may read."""


def entries(
    lines: Sequence[tuple[Event, Note | None]], case: Case, reader: Reader
) -> tuple[Entry, ...]:
    """
    Return the entries of the file for *reader*.

    Args:
        lines: All events with what was written to them, oldest first.
        case: As the reader may see it.
    """
    at = {name: _place(name, lines, case, reader) for name in CARRIED}
    return tuple(_entry(event, note, case, reader, at) for event, note in lines)


GIVEN: Final = frozenset({chain.ANSWERS, chain.FILES})
"""Parts that come with the reply."""

CARRIED: Final = (chain.REQUEST, chain.SEALED, *sorted(GIVEN), chain.REASON)
"""Parts that lie in the case, which holds the last of each alone."""


def _entry(
    event: Event, note: Note | None, case: Case, reader: Reader, at: Mapping[str, int]
) -> Entry:
    if event.sequence not in reader.known:
        return Entry(event=event, known=False)
    readable = note if event.sequence in reader.notes else None
    found: dict[str, Salted] = {}
    missing: dict[str, Missing] = {}
    for name in event.parts:
        part = _part(name, event, readable, case, reader, at)
        if part:
            found[name] = part
        else:
            missing[name] = _why(name, event, note, case, at)
    return Entry(event=event, known=True, note=readable, parts=found, missing=missing)


def _part(
    name: str,
    event: Event,
    note: Note | None,
    case: Case,
    reader: Reader,
    at: Mapping[str, int],
) -> Salted | None:
    """Return the part *name* of *event*, if the reader may have it."""
    if name == chain.NOTE:
        return chain.parts(case, event, note).get(name) if note else None
    if name in CARRIED:
        return chain.held(name, case) if at[name] == event.sequence else None
    own = event.authority == reader.authority
    named = any(party.id == event.suggested for party in case.request.parties)
    may = own or (name == chain.SUGGESTION and named)
    return chain.parts(case, event, note)[name] if may else None


def _why(
    name: str, event: Event, note: Note | None, case: Case, at: Mapping[str, int]
) -> Missing:
    """Return why the part *name* of *event* is not in the file."""
    gone = GONE.get(case.request.kept)
    if name == chain.NOTE:
        return Missing.WITHHELD if note else gone or Missing.ERASED
    if name not in CARRIED:
        return Missing.WITHHELD
    if gone:
        return gone
    return Missing.REPLACED if event.sequence < at[name] else Missing.WITHHELD


def _place(
    name: str, lines: Sequence[tuple[Event, Note | None]], case: Case, reader: Reader
) -> int:
    """
    Return the number of the event with which the part *name* was written that *case* holds.

    What is being written anew belongs to no event yet; then the number is after all of them.
    """
    known = [event for event, _ in lines if event.sequence in reader.known]
    writing = name in {chain.REQUEST, chain.SEALED} and case.request.state is State.DRAFT
    place = 0
    for event in known:
        carries = name in event.parts
        if name in GIVEN and reader.side is Side.ASKING:
            # What waits for a coordinator's word has not reached the asking side.
            carries = carries and event.state is State.REPLIED
        elif name in GIVEN and event.action == Action.ANSWER:
            writing = True
        if carries:
            place, writing = event.sequence, writing and name not in GIVEN
    return case.request.version + 1 if writing else place
