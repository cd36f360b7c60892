"""
Lessons of a training stage: what is offered, how far a learner has come, and what is next.

How far somebody has come is read from timelines and audits each time, never noted by the way.
Kept is only which lesson was begun when, and on which day one was first found done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from types import MappingProxyType
from typing import Final

from chalicelib.domain import lessons
from chalicelib.domain.authorities import Access, Authority, Part, Party, Status
from chalicelib.domain.errors import AlreadyDone, NotFound, Stale
from chalicelib.domain.events import CREATED
from chalicelib.domain.invented import drawn
from chalicelib.domain.lessons import (
    Audience,
    Begun,
    Deed,
    Lesson,
    Progress,
    Step,
    Teller,
    Wording,
)
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.requests import Request
from chalicelib.services import boxes, counterparts
from chalicelib.services.new_records import new_id
from chalicelib.services.records import entry
from chalicelib.storage import audit, calls, directory, records, retention
from chalicelib.storage import boxes as stored_boxes
from chalicelib.storage import counterparts as practice
from chalicelib.storage import lessons as storage
from chalicelib.storage import requests as stored_requests
from chalicelib.storage.boxes import Days
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write

MOST_REQUESTS: Final = 5
"""Requests begun since the lesson, newest first, of which one may be the learner's."""
MOST_EVENTS: Final = 200
"""Lines of a timeline that are read for a lesson."""
MOST_ENTRIES: Final = 100
"""Entries of an audit, newest first, that are read for a lesson."""
MOST_NEIGHBOURS: Final = 50
"""Authorities of a country that are looked at."""
MOST_REMOVED: Final = 100
"""Requests of a learner that are looked at when she or he starts afresh."""
TRIES: Final = 4
"""How often progress is written while another window of the same person writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A lesson as it stands to a learner."""

    lesson: Lesson
    begun: bool
    done_on: date | None
    """Day on which it was first found done, UTC; None while it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Where a learner is in the lesson that was begun last."""

    lesson: Lesson
    taken: int
    """How many of its steps are taken; all of them when it is done."""
    about: str | None
    """Number of the request, or id of the authority, that it is about; None if nothing is yet."""
    next: Lesson | None
    """Another one that is offered and not done."""

    @property
    def step(self) -> Step | None:
        """What is to be done now; None when all is done."""
        return self.lesson.steps[self.taken] if self.taken < len(self.lesson.steps) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """How a learner stands."""

    progress: Progress
    offered: tuple[Lesson, ...]
    guide: Guide | None
    """Of the lesson that goes on."""


@dataclass(frozen=True, slots=True)
class _Trail:
    """What has been done towards a lesson."""

    deeds: tuple[Deed, ...]
    about: str | None


def offers(*, by: Acting, at: datetime) -> tuple[Offer, ...]:
    """Return the lessons that are meant for *by*, in their order, as they stand at *at* (UTC)."""
    stand = _stand(by, at)
    begun, done = stand.progress.begun, stand.progress.done
    return tuple(
        Offer(lesson=each, begun=each.key in begun, done_on=done.get(each.key))
        for each in stand.offered
    )


def words(language: str) -> Mapping[str, Wording]:
    """
    Return the words of each lesson in *language*, by its key.

    Raises:
        NotFound: None were published.
    """
    return storage.words(language)


def record(*, by: Acting, at: datetime) -> tuple[int, int]:
    """Return how many of the lessons that are meant for *by* are done, and how many there are."""
    found = offers(by=by, at=at)
    return sum(each.done_on is not None for each in found), len(found)


def guide(*, by: Acting, at: datetime) -> Guide | None:
    """Return where *by* is in the lesson begun last, at *at* (UTC); None if none goes on."""
    return _stand(by, at).guide


def begin(key: str, *, by: Acting, call: Call | None, at: datetime) -> None:
    """
    Let *by* begin the lesson *key*, for the first time or once more.

    What it needs is made: counterparts answer from then on, and where the lesson is about
    something that comes to the learner, it comes. The same *call* again begins nothing anew.

    Raises:
        NotFound: There is no such lesson, or it is not meant for *by*.
        TooMany, NotAllowed: As :func:`counterparts.ask` does.
    """
    # The one that has gone on until now may be done by what nobody has looked at yet.
    stand = _stand(by, at)
    lesson = next((each for each in stand.offered if each.key == key), None)
    if lesson is None:
        raise NotFound
    earlier = stand.progress.begun.get(key)
    # The same call makes the same, also if it is broken off in the middle.
    seed = call.key if call else secrets.token_hex()
    if earlier and earlier.seed == seed:
        return
    counterparts.switch(on=True, by=by, at=at)
    begun = Begun(at=at, about=_prepared(lesson, by, seed, call, at), seed=seed)
    _change(by, lambda now: replace(now, current=key, begun={**now.begun, key: begun}))


def resume(key: str, *, by: Acting) -> None:
    """
    Show *by* the lesson *key* again, where it was left.

    Raises:
        NotFound: There is no such lesson, it is not meant for *by*, or was not begun.
    """
    progress = storage.progress(by.official.id, by.authority)
    if key not in progress.begun or key not in {each.key for each in _offered(by)}:
        raise NotFound
    _change(by, lambda now: replace(now, current=key))


def stop(*, by: Acting) -> None:
    """Show *by* no lesson any more; how far it has come is kept."""
    if storage.progress(by.official.id, by.authority).current:
        _change(by, lambda now: replace(now, current=None))


def start_afresh(*, by: Acting, at: datetime) -> int:
    """
    Forget how far *by* has come, and remove the requests that belong to the lessons.

    Those are what *by* has begun, and what was sent for a lesson, since the first one; but not
    where somebody practises at the other authority, too, or has it now.

    Returns:
        How many requests were removed.
    """
    progress = storage.progress(by.official.id, by.authority)
    found = {each.number: each for each in _requests_of(progress, by)}
    practising = {*practice.switched_on()} - {by.authority}
    removed = 0
    for request in found.values():
        sides = {each.id for each in (request.asking, request.asked) if each}
        sides |= {each.party.id for each in request.former}
        if by.authority in sides and not sides & practising:
            for number in (*(part.number for part in request.parts), request.number):
                retention.remove(number)
            practice.drop(by.authority, request.number)
            removed += 1
    counterparts.switch(on=False, by=by, at=at)
    storage.forget(by.official.id, by.authority)
    return removed


def _stand(by: Acting, at: datetime) -> _Stand:
    """Return how *by* stands; a lesson that is found done is noted as such, for good."""
    progress = storage.progress(by.official.id, by.authority)
    offered = _offered(by)
    lesson = next((each for each in offered if each.key == progress.current), None)
    if lesson is None:
        return _Stand(progress=progress, offered=offered, guide=None)
    trail = _best(lesson, progress.begun[lesson.key], by)
    taken = lessons.reached(lesson, trail.deeds)
    if taken == len(lesson.steps) and lesson.key not in progress.done:
        progress = _change(by, partial(_with_done, lesson, at))
    following = (each for each in offered if each.key not in progress.done)
    guide = Guide(lesson=lesson, taken=taken, about=trail.about, next=next(following, None))
    return _Stand(progress=progress, offered=offered, guide=guide)


def _with_done(lesson: Lesson, at: datetime, progress: Progress) -> Progress:
    day = at.astimezone(UTC).date()
    return replace(progress, done={lesson.key: day, **progress.done})


def _offered(by: Acting) -> tuple[Lesson, ...]:
    every = storage.lessons()
    if not every:
        return ()
    own = directory.authority(by.authority)
    return lessons.offered(every, by, own, _neighbours(own))


def _neighbours(own: Authority) -> frozenset[str]:
    """Return the legal areas in which another authority of the country of *own* takes part."""
    page = directory.find(
        own.party.country, words=(), area=None, limit=MOST_NEIGHBOURS, cursor=None
    )
    others = (each for each in page.items if each.party.id != own.party.id)
    return frozenset(area for each in others for area in each.areas)


def _prepared(
    lesson: Lesson, by: Acting, seed: str, call: Call | None, at: datetime
) -> str | None:
    """Return what *lesson* is about, made for *by*; None where the learner begins with nothing."""
    match lesson.told_by:
        case Teller.WHAT_I_AM_ASKED:
            wanted = _wanted(lesson, by)
            return counterparts.ask(by.authority, at=at, seed=seed, wanted=wanted, call=call)
        case Teller.A_NEW_AUTHORITY:
            return _invent(by, seed, call, at)
    return None


def _wanted(lesson: Lesson, by: Acting) -> Collection[str]:
    """Return the legal areas of which the request for *lesson* is to be one."""
    match lesson.offered_to:
        case Audience.ALLOCATOR:
            return {area for area in by.readable_areas if Role.ALLOCATOR in by.roles(area)}
        case Audience.HANDLER_WITH_NEIGHBOURS:
            neighbours = _neighbours(directory.authority(by.authority))
            return {area for area in by.readable_areas if by.handles(area)} & neighbours
    return {area for area in by.readable_areas if by.handles(area)}


def _invent(by: Acting, seed: str, call: Call | None, at: datetime) -> str:
    """
    Return the id of an authority that is as if it had just handed in its record to *by*.

    Nobody works in it. The same *call* again invents nothing more.
    """
    if call and (earlier := calls.earlier(call)):
        return earlier
    own = directory.authority(by.authority)
    authority = _invented(own, seed, at)
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=authority.party.id)
    records.put(write, authority, before=None)
    records.claim(write, authority, seen=records.names(own.party.country))
    told = entry("invite", authority.party.id, by, at, new=authority.party.name)
    audit.add(write, told)
    try:
        write.commit()
    except AlreadyDone:
        return _invent(by, seed, call, at)
    return authority.party.id


def _invented(own: Authority, seed: str, at: datetime) -> Authority:
    names = storage.invented_authorities()
    called = names.get(own.party.language) or names["en"]
    # Several learners may have one each: the number tells them apart.
    number = 1000 + drawn(seed, "authority", of=9000)
    return Authority(
        party=Party(
            id=new_id(own.party.country),
            name=f"{called.name} {number}",
            titles={language: f"{each.name} {number}" for language, each in names.items()},
            country=own.party.country,
            language=own.party.language if own.party.language in names else "en",
            time_zone=own.party.time_zone,
        ),
        level="local",
        city=called.city,
        address=f"0000 {called.city}",
        website="https://www.exercise.example",
        phone="+00 00 00 00",
        mailbox="imi@exercise.example",
        languages=own.languages,
        parts={
            area: Part(
                access=Access.REQUESTED,
                access_coordinator=own.party.id,
                request_coordinators=(own.party.id,),
            )
            for area in sorted(own.areas)[:1]
        },
        status=Status.AWAITING_VALIDATION,
        validating_coordinator=own.party.id,
        below_rule_since=at.date(),
    )


def _best(lesson: Lesson, begun: Begun, by: Acting) -> _Trail:
    """Return that of all trails towards *lesson* which leads furthest."""
    trails = list(TRAILS[lesson.told_by](begun, by))
    return max(
        trails,
        key=lambda trail: lessons.reached(lesson, trail.deeds),
        default=_Trail((), begun.about),
    )


def _asked_by_me(begun: Begun, by: Acting) -> Iterator[_Trail]:
    for request in _begun_by(by, begun.at, most=MOST_REQUESTS):
        yield _Trail(_deeds(request.number, by, begun.at), request.number)


def _asked_of_me(begun: Begun, by: Acting) -> Iterator[_Trail]:
    if begun.about:
        yield _Trail(_deeds(begun.about, by, begun.at), begun.about)


def _told_of_mine(begun: Begun, by: Acting) -> Iterator[_Trail]:
    yield _Trail(_told(by.authority, by, begun.at), None)


def _told_of_new(begun: Begun, by: Acting) -> Iterator[_Trail]:
    if begun.about:
        yield _Trail(_told(begun.about, by, begun.at), begun.about)


# fmt: off
TRAILS: Final[Mapping[Teller, Callable[[Begun, Acting], Iterator[_Trail]]]] = MappingProxyType({
    Teller.WHAT_I_ASK:      _asked_by_me,
    Teller.WHAT_I_AM_ASKED: _asked_of_me,
    Teller.MY_AUTHORITY:    _told_of_mine,
    Teller.A_NEW_AUTHORITY: _told_of_new,
})
# fmt: on
"""Where it is read how far somebody has come."""


def _deeds(number: str, by: Acting, since: datetime) -> tuple[Deed, ...]:
    """Return what *by* may know of the timeline of *number* since the lesson; nothing if it is gone."""
    try:
        story = stored_boxes.whole(number, most=MOST_EVENTS)
    except NotFound:
        return ()
    lines = boxes.known_lines(story.page.items, story.request, by)
    return lessons.deeds_of([line.event for line in lines], by, since)


def _told(authority: str, by: Acting, since: datetime) -> tuple[Deed, ...]:
    newest_first = audit.entries(authority, limit=MOST_ENTRIES, cursor=None).items
    return lessons.deeds_told(reversed(newest_first), by, since)


def _begun_by(by: Acting, since: datetime, *, most: int) -> list[Request]:
    """Return what the authority of *by* has begun to ask since then, newest first."""
    areas = by.readable_areas
    return list(
        stored_boxes.sent_by(
            by.authority,
            areas=areas,
            days=Days(since=since.astimezone(UTC).date()),
            keep=lambda request: request.created_at >= since,
            limit=most,
            cursor=None,
        ).items
        if areas
        else ()
    )


def _requests_of(progress: Progress, by: Acting) -> Iterator[Request]:
    """Yield the requests that *by* has begun since the first lesson, and those made for one."""
    if not progress.begun:
        return
    since = min(each.at for each in progress.begun.values())
    for request in _begun_by(by, since, most=MOST_REMOVED):
        if _is_begun_by(request, by):
            yield request
    made = {each.about for each in progress.begun.values() if each.about}
    yield from stored_requests.heads(sorted(made))


def _is_begun_by(request: Request, by: Acting) -> bool:
    lines = stored_boxes.whole(request.number, most=1).page.items
    return any(
        line.event.action == CREATED and line.event.official == by.official.id for line in lines
    )


def _change(by: Acting, change: Callable[[Progress], Progress]) -> Progress:
    """
    Write how far *by* has come and return it, anew while another window of the same person writes it.

    Raises:
        Stale: Others were faster each time.
    """
    for left in reversed(range(TRIES)):
        changed = change(storage.progress(by.official.id, by.authority))
        try:
            storage.save(by.official.id, by.authority, changed)
        except Stale:
            if not left:
                raise
        else:
            return changed
    raise AssertionError("the last try returns or raises")
