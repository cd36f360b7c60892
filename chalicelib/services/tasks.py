"""What waits for an official, and how much of it there is."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from chalicelib.domain import deadlines, tasks
from chalicelib.domain.authorities import Authority
from chalicelib.domain.officials import Acting, Role, Standing
from chalicelib.domain.register_edits import Care
from chalicelib.domain.requests import Request
from chalicelib.domain.staff import standing
from chalicelib.domain.tasks import Subject, Task
from chalicelib.services import profiles
from chalicelib.storage import (
    addresses,
    boxes,
    directory,
)

MOST_COUNTED: Final = 200
"""Requests that are looked at to count; an authority with more knows how busy it is."""

REACHABLE: Final = frozenset({Standing.ACTIVE, Standing.INVITED})
"""Whom e-mails are to reach."""

Sees = Callable[[], Collection[str]]
"""Returns the ids of those whose tasks somebody has now; it is asked where anything is allocated."""

MOST_REGISTERS: Final = 5
"""Registers to look after that the first page names; the list of registers has them all."""

MOST_OFFERED: Final = 20
"""Other days that the first page shows; who decides on one gets to see the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: a request, or something to confirm."""

    kind: Task
    request: Request | None = None
    subject: Subject | None = None
    due_on: date | None = None
    name: str | None = None
    """Of the colleague whose address is to be corrected; of a register, its own."""
    register: str | None = None
    """Id of the register whose entry is to be looked at."""
    why: Care | None = None
    """What is the matter with that entry."""
    official: str | None = None
    """Id of that colleague."""
    is_mine: bool = False
    """Whether it is allocated to the official, or to somebody whose tasks he or she has now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """A part of what waits, what is due first."""

    items: tuple[Waiting, ...]
    cursor: str | None
    counts: Mapping[Task, int] | None
    """How many there are of each kind in all; None on all pages but the first."""
    are_more: bool
    """Whether there may be more than was counted, or than the pages show."""


def waiting(*, by: Acting, mine: bool, at: datetime, limit: int, cursor: str | None) -> Tasks:
    """
    Return what waits for *by*, what is due first.

    The first page begins with days to agree on, entries to confirm, addresses to correct and registers
    to look after, *limit* - 1 of them at most.

    Args:
        mine: Whether only what is allocated to *by* is wanted.
        at: The moment, UTC.
    """
    own = directory.authority(by.authority) if _needs_record(by) else None
    parts = own.parts if own else {}
    sees = functools.cache(lambda: _sees(by, at))

    def wanted(request: Request) -> bool:
        is_mine = not mine or _is_mine(request, by, sees)
        return is_mine and tasks.of(request, by, parts) is not None

    def task(request: Request) -> Waiting:
        kind = tasks.of(request, by, parts)
        assert kind is not None  # noqa: S101 - what is wanted has one
        return _of(kind, request, by, sees)

    areas = [area for area in by.readable_areas if by.acts(area)]
    if cursor is not None:
        page = boxes.waiting_for(
            by.authority, areas=areas, keep=wanted, limit=limit, cursor=cursor
        )
        rest = tuple(map(task, page.items))
        return Tasks(items=rest, cursor=page.cursor, counts=None, are_more=False)
    everything = boxes.waiting_for(
        by.authority,
        areas=areas,
        keep=wanted,
        limit=MOST_COUNTED,
        cursor=None,
        looked_at=MOST_COUNTED,
    )
    found = [task(each) for each in everything.items]
    offers = [*_offers(by, areas, sees, mine=mine)]
    beside = offers[:MOST_OFFERED]
    if not mine:
        beside += (
            *_confirmations(by, own, at),
            *_failing(by, own),
            *islice(_registers(by, own, at), MOST_REGISTERS),
        )
    first = beside[: limit - 1]
    left = limit - len(first)
    goes_on = len(found) > left
    return Tasks(
        items=(*first, *found[:left]),
        cursor=boxes.after(everything.items[left - 1]) if goes_on else everything.cursor,
        counts=Counter(each.kind for each in (*beside, *found)),
        are_more=bool(everything.cursor)
        or len(offers) > MOST_OFFERED
        or len(beside) > len(first),
    )


def _needs_record(by: Acting) -> bool:
    """Return whether the record of the own authority says something about the tasks of *by*."""
    allocates = any(Role.ALLOCATOR in roles for roles in by.membership.roles.values())
    return allocates or by.membership.administrator


def _sees(by: Acting, at: datetime) -> frozenset[str]:
    today = deadlines.local_day(at, by.membership.party.time_zone)
    return tasks.stood_in_for(by, profiles.colleagues_of(by), today)


def _of(kind: Task, request: Request, by: Acting, sees: Sees) -> Waiting:
    is_mine = _is_mine(request, by, sees)
    return Waiting(kind=kind, request=request, due_on=request.due_on, is_mine=is_mine)


def _is_mine(request: Request, by: Acting, sees: Sees) -> bool:
    """Return whether *request* is allocated to one of those whose tasks *by* has, who are looked up if need be."""
    own = {by.official.id}
    return bool(request.allocated) and (
        tasks.is_allocated_to(request, own, by.authority)
        or tasks.is_allocated_to(request, sees(), by.authority)
    )


def _offers(by: Acting, areas: Sequence[str], sees: Sees, *, mine: bool) -> Iterator[Waiting]:
    """Yield what has another day that *by* may agree to."""

    def wanted(request: Request) -> bool:
        return by.handles(request.area) and (not mine or _is_mine(request, by, sees))

    most = MOST_OFFERED + 1
    for each in boxes.offered_to(by.authority, areas=areas, keep=wanted, limit=most):
        yield _of(Task.AGREE_DATE, each, by, sees)


def _confirmations(by: Acting, own: Authority | None, at: datetime) -> Iterator[Waiting]:
    """Yield what *by* is to confirm again."""
    for subject, due_on in tasks.to_confirm(by, own, today=at.date()):
        yield Waiting(kind=Task.CONFIRM_DATA, subject=subject, due_on=due_on)


def _failing(by: Acting, own: Authority | None) -> Iterator[Waiting]:
    """Yield at which addresses nothing arrives, for *by* to correct; the own one is told elsewhere."""
    if own is None or not by.membership.administrator:
        return
    staff = [each for each in directory.officials_of(by.authority) if each.id != by.official.id]
    known = [each for each in staff if standing(each, by.authority) in REACHABLE]
    fails = addresses.failing((own.mailbox, *(each.email for each in known)))
    if own.mailbox in fails:
        yield Waiting(kind=Task.CORRECT_ADDRESS, subject=Subject.MAILBOX)
    for each in known:
        if each.email in fails:
            yield Waiting(
                kind=Task.CORRECT_ADDRESS,
                subject=Subject.OFFICIAL,
                name=each.name,
                official=each.id,
            )


def _registers(by: Acting, own: Authority | None, at: datetime) -> Iterator[Waiting]:
    """Yield the entries of registers that *by* should look at; each once, for what presses most."""
    if own is None or not by.membership.administrator:
        return
    # Only administrators have such tasks: the others start without what looks into registers.
    from chalicelib.services import register_entries

    for seen in register_entries.looked_after(own, at=at):
        if seen.cares:
            latest = seen.entry.latest
            yield Waiting(
                kind=Task.LOOK_AFTER_REGISTER,
                name=latest.name,
                register=latest.id,
                why=seen.cares[0],
            )
