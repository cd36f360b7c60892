"""The case file of a request, made for one reader at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib.domain import case_files
from chalicelib.domain.case_files import Entry, Reader
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Case, Side
from chalicelib.domain.sendings import Sending
from chalicelib.services import boxes, requests
from chalicelib.storage import boxes as stories
from chalicelib.storage import receipts
from chalicelib.storage import requests as storage
from chalicelib.storage.boxes import Story

MOST_EVENTS: Final = 2000
"""In one file; a case with more says that it goes on."""

TRIES: Final = 3
"""How often a case is read that changes while it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What one reader may have of a request."""

    case: Case
    side: Side
    entries: tuple[Entry, ...]
    sendings: tuple[Sending, ...]
    names: Mapping[str, str]
    """Colleagues by id."""
    complete: bool
    """Whether no event is left out for want of room."""


def make(number: str, *, by: Acting) -> CaseFile:
    """
    Return the file of the request *number* for *by*, and count that it was made.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
        Stale: It kept changing while it was read.
    """
    whole, story = _read(number, by)
    request = whole.request
    side = request.side_of(by.authority)
    if side is None:
        raise NotFound
    until = _until(story, by, side)
    lines = [line for line in story.page.items if line.event.sequence <= until]
    known = tuple(boxes.known_lines(lines, request, by))
    notes = (line for line in known if boxes.readable(line, request, by).note)
    reader = Reader(
        authority=by.authority,
        side=side,
        known=frozenset(line.event.sequence for line in known),
        notes=frozenset(line.event.sequence for line in notes),
    )
    case = requests.shown(whole, by)
    found = CaseFile(
        case=case,
        side=side,
        entries=case_files.entries(lines, case, reader),
        sendings=tuple(boxes.known_sendings((line.event for line in known), story, by)),
        names=boxes.names(by),
        complete=story.page.cursor is None,
    )
    receipts.count_file(number)
    return found


def _read(number: str, by: Acting) -> tuple[Case, Story]:
    """Return the request with all that *by* may read of it, and all events, as of one moment."""
    for _ in range(TRIES):
        case = storage.load(number, reader=by.authority)
        requests.must_know_of(case.request, by)
        story = stories.whole(number, most=MOST_EVENTS)
        if story.request.version == case.request.version:
            return case, story
    raise Stale


def _until(story: Story, by: Acting, side: Side) -> int:
    """Return the number of the last event that there is for *by*."""
    if side is Side.FORMER:
        return max(each.until for each in story.request.former if each.party.id == by.authority)
    return story.request.version
