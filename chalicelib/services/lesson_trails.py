"""What has been done towards a lesson, read from timelines and audits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from chalicelib.domain import deeds, lessons
from chalicelib.domain.deeds import Deed
from chalicelib.domain.errors import NotFound
from chalicelib.domain.events import CREATED
from chalicelib.domain.lessons import Begun, Lesson, Teller
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import OVER, Request
from chalicelib.services import boxes
from chalicelib.storage import audit
from chalicelib.storage import boxes as stored_boxes
from chalicelib.storage.boxes import Days, Story

MOST_REQUESTS: Final = 50
"""Requests of the authority that are looked at, newest first, for those of one learner."""
MOST_EVENTS: Final = 200
"""Lines of a timeline that are read for a lesson."""
MOST_ENTRIES: Final = 100
"""Entries of an audit, newest first, that are read for a lesson."""


@dataclass(frozen=True, slots=True)
class Trail:
    """What has been done towards a lesson."""

    deeds: tuple[Deed, ...]
    """Oldest first."""
    about: str | None
    """Number of the request, or id of the authority, that it is about."""
    request: Request | None = None
    """The request, as it is now, where it is about one."""


def best(lesson: Lesson, begun: Begun, by: Acting) -> Trail:
    """Return that of all trails of *by* towards *lesson* which leads furthest."""

    def taken(trail: Trail) -> int:
        return lessons.reached(lesson, trail.deeds)

    trails = [
        each
        for each in TRAILS[lesson.told_by](begun, by)
        # Of what the learner asks another one may be begun: one that has ended early leads nowhere.
        if lesson.told_by is not Teller.WHAT_I_ASK
        or not _is_over(each)
        or taken(each) == len(lesson.steps)
    ]
    return max(trails, key=taken, default=Trail((), begun.about))


def begun_by(by: Acting, since: datetime) -> Iterator[Story]:
    """Yield the timelines of what *by* has begun to ask since then, newest first."""
    areas = by.readable_areas
    if not areas:
        return
    page = stored_boxes.sent_by(
        by.authority,
        areas=areas,
        days=Days(since=since.astimezone(UTC).date()),
        keep=lambda request: request.created_at >= since,
        limit=MOST_REQUESTS,
        cursor=None,
    )
    begun = stored_boxes.beginnings(each.number for each in page.items)
    for request in page.items:
        first = begun.get(request.number)
        if first and first.action == CREATED and first.official == by.official.id:
            yield stored_boxes.whole(request.number, most=MOST_EVENTS)


def _is_over(trail: Trail) -> bool:
    return trail.request is not None and trail.request.state in OVER


def _asked_by_me(begun: Begun, by: Acting) -> Iterator[Trail]:
    for story in begun_by(by, begun.at):
        yield _trail(story, by, begun.at)


def _asked_of_me(begun: Begun, by: Acting) -> Iterator[Trail]:
    if begun.about is None:
        return
    try:
        story = stored_boxes.whole(begun.about, most=MOST_EVENTS)
    except NotFound:
        return
    yield _trail(story, by, begun.at)


def _told_of_mine(begun: Begun, by: Acting) -> Iterator[Trail]:
    yield Trail(_told(by.authority, by, begun.at), None)


def _told_of_new(begun: Begun, by: Acting) -> Iterator[Trail]:
    if begun.about:
        yield Trail(_told(begun.about, by, begun.at), begun.about)


# fmt: off
TRAILS: Final[Mapping[Teller, Callable[[Begun, Acting], Iterator[Trail]]]] = MappingProxyType({
    Teller.WHAT_I_ASK:      _asked_by_me,
    Teller.WHAT_I_AM_ASKED: _asked_of_me,
    Teller.WHAT_I_APPROVE:  _asked_of_me,
    Teller.WHAT_I_DECIDE:   _asked_of_me,
    Teller.MY_AUTHORITY:    _told_of_mine,
    Teller.A_NEW_AUTHORITY: _told_of_new,
})
# fmt: on
"""Where it is read how far somebody has come."""


def _trail(story: Story, by: Acting, since: datetime) -> Trail:
    """Return what *by* may know of what *story* tells of the time since the lesson."""
    request = story.request
    events = [line.event for line in boxes.known_lines(story.page.items, request, by)]
    done = deeds.of_timeline(events, request, by, since)
    return Trail(done, request.number, request)


def _told(authority: str, by: Acting, since: datetime) -> tuple[Deed, ...]:
    newest_first = audit.entries(authority, limit=MOST_ENTRIES, cursor=None).items
    return deeds.of_audit(reversed(newest_first), by, since)
