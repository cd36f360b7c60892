"""What those who look after the entries of registers are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.register_edits import CONFIRMED_FOR_DAYS, Entry
from chalicelib.domain.register_health import DEAD_AFTER, Health, State
from chalicelib.domain.registers import Register

AGAIN_DAYS: Final = 30
"""Calendar days after which it is said once more that an entry is not confirmed."""
HELP_AFTER: Final = timedelta(days=7)
"""How long after the keeper the coordinator is told that a register cannot be reached."""


def waits(
    before: Entry | None,
    after: Entry,
    coordinator: str | None,
    *,
    by: Party,
    official: str,
    at: datetime,
) -> Iterator[Notice]:
    """
    Yield what is told of a version of an entry that waits to be approved.

    Args:
        before: The entry as it was; None for a new one.
        coordinator: Id of the national coordinator, who decides; None while there is none.
        by: The authority that wrote it.
        official: Id of the official who did.
    """
    is_new = after.waiting and (before is None or before.waiting != after.waiting)
    if coordinator and coordinator != by.id and is_new:
        register = after.latest.id
        yield _notice(
            Topic.REGISTER_WAITS, register, coordinator, by, after.version, at, by=official
        )


def decided(
    entry: Entry, version: int, *, by: Party, official: str, at: datetime
) -> Iterator[Notice]:
    """
    Yield what the keeper is told of a decision on the version that waited.

    Args:
        entry: As the keeper knew it.
        version: That of the entry after the decision.
        by: The coordinator that has decided.
        official: Id of the official who did.
    """
    if entry.keeper and entry.keeper != by.id:
        register = entry.latest.id
        yield _notice(
            Topic.REGISTER_DECIDED, register, entry.keeper, by, version, at, by=official
        )


def due(
    register: Register,
    health: Health | None,
    *,
    keeper: Party | None,
    coordinator: Party | None,
    at: datetime,
) -> Iterator[Notice]:
    """
    Yield what is to be told of *register* at the moment *at* (UTC).

    It is the same on all days until there is something new to tell, so that a day on which nobody was
    told is made up for, and nothing is told twice.

    Args:
        health: What looks at its address have found; None while there was none.
        keeper: Who keeps it and takes part; None while there is none.
        coordinator: The national coordinator of its country; None while there is none.
    """
    if register.successor:
        # Nobody is led to it any more.
        return
    today, editor = at.date(), keeper or coordinator
    if editor and register.confirmed_on:
        late = (today - register.confirmed_on).days - CONFIRMED_FOR_DAYS
        if late >= 0:
            told_on = today - timedelta(days=late % AGAIN_DAYS)
            yield _notice(
                Topic.REGISTER_OVERDUE, register.id, editor.id, editor, _day(told_on), at
            )
    if health is None or health.url != register.url or health.state is not State.DEAD:
        return
    dead_since = (health.failing_since or health.looked_at) + DEAD_AFTER
    if editor:
        on = dead_since.date()
        yield _notice(Topic.REGISTER_DEAD, register.id, editor.id, editor, _day(on), at)
    if not (keeper and coordinator) or keeper.id == coordinator.id:
        return
    if at - dead_since >= HELP_AFTER:
        on = (dead_since + HELP_AFTER).date()
        yield _notice(
            Topic.REGISTER_DEAD, register.id, coordinator.id, coordinator, _day(on), at
        )


def _notice(
    topic: Topic,
    register: str,
    reader: str,
    counterpart: Party,
    version: int,
    at: datetime,
    by: str = "",
) -> Notice:
    return Notice(
        topic=topic,
        number=register,
        version=version,
        area="",
        reader=reader,
        counterpart=counterpart,
        due_on=None,
        proposed_on=None,
        at=at,
        by=by,
    )


def _day(on: date) -> int:
    return int(f"{on:%Y%m%d}")
