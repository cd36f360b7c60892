"""What makes a new user and an authority ready, and how far they have come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Authority
from chalicelib.domain.officials import Acting, Official

AUTHORITY_CONFIRMED_FOR: Final = timedelta(days=90)
"""How long it holds that an administrator has said that a record is right."""
UNSEEN_AFTER: Final = timedelta(days=365)
"""After which time without a sign-in an official is thought to have left."""


class Key(StrEnum):
    """The points, in their order; the page ``checklist`` has the words for each."""

    REGISTERED = "registered"
    ACTIVITY = "activity"
    TASKS = "tasks"
    COUNTERPARTS = "counterparts"
    BACKUP = "backup"
    LEFT = "left"
    COORDINATOR = "coordinator"
    MATERIAL = "material"
    TRAINING = "training"
    INFORMATION = "information"
    REGISTERS = "registers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about an official and the authority acted for."""

    by: Acting
    authority: Authority
    colleagues: tuple[Official, ...]
    """All who act for the authority now, the official included."""
    has_exchanged: bool
    """Whether the authority has sent or received a request."""
    coordinator: str | None
    """Name of the national coordinator; None while nobody knows it."""
    lessons: tuple[int, int] | None
    """How many lessons are done, of how many that are meant for the official; None outside a training stage."""
    today: date
    """In UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the checklist."""

    key: Key
    done: bool
    evidence: str | None = None
    """Code of the sentence that says why; ``web.labels`` has the words. None without one."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What the sentence names."""
    knowable: bool = True
    """Whether the system can tell; else it is for the official to say."""


def points(known: Known) -> tuple[Point, ...]:
    """Return all points of the checklist, each with the evidence that there is."""
    return tuple(POINTS[key](known) for key in Key)


def _registered(known: Known) -> Point:
    name = known.authority.party.name
    return Point(key=Key.REGISTERED, done=True, evidence="acts_for", facts={"authority": name})


def _activity(known: Known) -> Point:
    count = len(known.authority.areas)
    facts = {"count": count}
    return Point(key=Key.ACTIVITY, done=count > 0, evidence="areas", facts=facts)


def _tasks(known: Known) -> Point:
    count = len(_handled(known.by.official, known))
    facts = {"count": count}
    return Point(key=Key.TASKS, done=count > 0, evidence="handled_areas", facts=facts)


def _counterparts(known: Known) -> Point:
    done = known.has_exchanged
    return Point(key=Key.COUNTERPARTS, done=done, evidence="exchanged" if done else None)


def _backup(known: Known) -> Point:
    mine, me = _handled(known.by.official, known), known.by.official.id
    others = [each for each in known.colleagues if each.id != me]
    count = sum(bool(_handled(each, known)) for each in others)
    covered = {area for each in others for area in _handled(each, known)}
    done = bool(others) and mine <= covered
    return Point(key=Key.BACKUP, done=done, evidence="backups", facts={"count": count})


def _left(known: Known) -> Point:
    since = known.today - UNSEEN_AFTER
    count = sum(bool(day and day < since) for day in _days(known.colleagues))
    return Point(key=Key.LEFT, done=count == 0, evidence="unseen", facts={"count": count})


def _coordinator(known: Known) -> Point:
    name = known.coordinator
    if name is None:
        return _not_known(Key.COORDINATOR)
    facts = {"coordinator": name}
    return Point(key=Key.COORDINATOR, done=True, evidence="coordinator", facts=facts)


def _training(known: Known) -> Point:
    if known.lessons is None:
        # They are done in another stage, which tells this one nothing.
        return _for_you(Key.TRAINING)
    count, total = known.lessons
    facts = {"count": count, "total": total}
    return Point(key=Key.TRAINING, done=count > 0, evidence="lessons", facts=facts)


def _information(known: Known) -> Point:
    confirmed_on = known.authority.confirmed_on
    if confirmed_on is None:
        return _not_known(Key.INFORMATION)
    return Point(
        key=Key.INFORMATION,
        done=known.today <= confirmed_on + AUTHORITY_CONFIRMED_FOR,
        evidence="confirmed",
        facts={"date": confirmed_on.isoformat()},
    )


def _not_known(key: Key) -> Point:
    """Return the point *key* as long as nothing tells whether it is done."""
    return Point(key=key, done=False)


def _for_you(key: Key) -> Point:
    """Return the point *key*, of which nothing will ever tell whether it is done."""
    return Point(key=key, done=False, knowable=False)


def _handled(official: Official, known: Known) -> frozenset[str]:
    """Return the legal areas of the authority in which *official* handles requests."""
    acting = official.acting_for(known.authority.party.id)
    return frozenset(area for area in known.authority.areas if acting.handles(area))


def _days(colleagues: Iterable[Official]) -> Iterable[date | None]:
    return (each.last_seen_on for each in colleagues)


# fmt: off
POINTS: Final[Mapping[Key, Callable[[Known], Point]]] = MappingProxyType({
    Key.REGISTERED:   _registered,
    Key.ACTIVITY:     _activity,
    Key.TASKS:        _tasks,
    Key.COUNTERPARTS: _counterparts,
    Key.BACKUP:       _backup,
    Key.LEFT:         _left,
    Key.COORDINATOR:  _coordinator,
    Key.MATERIAL:     lambda _: _for_you(Key.MATERIAL),
    Key.TRAINING:     _training,
    Key.INFORMATION:  _information,
    Key.REGISTERS:    lambda _: _for_you(Key.REGISTERS),
})
# fmt: on
