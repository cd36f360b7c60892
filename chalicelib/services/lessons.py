"""
Lessons of a training stage: what is offered, how far a learner has come, and what is next.

How far somebody has come is read from timelines and audits each time, never noted by the way.
Kept is only which lesson was begun when, and on which day one was first found done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from chalicelib.domain import lessons
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.lessons import Begun, Lesson, Progress, Step, Turn, Wording
from chalicelib.domain.officials import Acting
from chalicelib.services import afresh, counterparts, lesson_needs, lesson_trails
from chalicelib.storage import directory
from chalicelib.storage import lessons as storage
from chalicelib.storage.calls import Call

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
    turn: Turn | None
    """Whom it waits for; None when all is done."""
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


def record(*, by: Acting) -> tuple[int, int]:
    """Return how many of the lessons that are meant for *by* are noted as done, and how many there are."""
    offered = _offered(by)
    if not offered:
        return 0, 0
    done = storage.progress(by.official.id, by.authority).done
    return sum(each.key in done for each in offered), len(offered)


def guide(*, by: Acting, at: datetime) -> Guide | None:
    """Return where *by* is in the lesson begun last, at *at* (UTC); None if none goes on."""
    # Each page of the workspace asks, and mostly no lesson goes on.
    if storage.progress(by.official.id, by.authority).current is None:
        return None
    return _stand(by, at).guide


def begin(key: str, *, by: Acting, call: Call | None, at: datetime) -> None:
    """
    Let *by* begin the lesson *key*, for the first time or once more.

    What it needs is made: counterparts answer from then on, and where the lesson is about
    something that comes to the learner, it comes. What came for it before goes, unless somebody
    else has to do with it. The same *call* again begins nothing anew.

    Raises:
        NotFound: There is no such lesson, or it is not meant for *by*.
        TooMany, NotAllowed, KeyReused: As :func:`lesson_needs.prepared` does.
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
    about = lesson_needs.prepared(lesson, by, seed, call=call, at=at)
    if earlier and earlier.about and earlier.about != about:
        afresh.let_go(earlier.about, by=by)
    begun = Begun(at=at, about=about, seed=seed)
    _change(by, partial(_with_begun, key, begun))


def resume(key: str, *, by: Acting, at: datetime) -> None:
    """
    Show *by* the lesson *key* again, where it was left, and let counterparts answer.

    Raises:
        NotFound: There is no such lesson, it is not meant for *by*, or was not begun.
    """
    progress = storage.progress(by.official.id, by.authority)
    if key not in progress.begun or key not in {each.key for each in _offered(by)}:
        raise NotFound
    # A colleague may have switched them off.
    counterparts.switch(on=True, by=by, at=at)
    _change(by, lambda now: replace(now, current=key))


def stop(*, by: Acting) -> None:
    """Show *by* no lesson any more; how far it has come is kept."""
    if storage.progress(by.official.id, by.authority).current:
        _change(by, lambda now: replace(now, current=None))


def _stand(by: Acting, at: datetime) -> _Stand:
    """Return how *by* stands; a lesson that is found done is noted as such."""
    progress = storage.progress(by.official.id, by.authority)
    offered = _offered(by)
    lesson = next((each for each in offered if each.key == progress.current), None)
    if lesson is None:
        return _Stand(progress=progress, offered=offered, guide=None)
    trail = lesson_trails.best(lesson, progress.begun[lesson.key], by)
    taken = lessons.reached(lesson, trail.deeds)
    if taken == len(lesson.steps) and lesson.key not in progress.done:
        progress = _change(by, partial(_with_done, lesson, at))
    following = (each for each in offered if each.key not in progress.done)
    step = lesson.steps[taken] if taken < len(lesson.steps) else None
    today = at.astimezone(UTC).date()
    guide = Guide(
        lesson=lesson,
        taken=taken,
        about=trail.about,
        turn=lessons.turn(step, trail.request, by, today=today) if step else None,
        next=next(following, None),
    )
    return _Stand(progress=progress, offered=offered, guide=guide)


def _with_begun(key: str, begun: Begun, progress: Progress) -> Progress:
    return replace(
        progress,
        current=key,
        begun={**progress.begun, key: begun},
        first_at=progress.first_at or begun.at,
    )


def _with_done(lesson: Lesson, at: datetime, progress: Progress) -> Progress:
    day = at.astimezone(UTC).date()
    return replace(progress, done={lesson.key: day, **progress.done})


def _offered(by: Acting) -> tuple[Lesson, ...]:
    every = storage.lessons()
    if not every:
        return ()
    own = directory.authority(by.authority)
    return lessons.offered(every, by, own, lesson_needs.neighbours(own))


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
