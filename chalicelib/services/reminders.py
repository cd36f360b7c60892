"""Reminding: officials of requests in which days have passed, authorities of what is to be put right."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain import register_edits, register_notices, reminders, staff
from chalicelib.domain.authorities import Party, Status
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import Stale
from chalicelib.domain.register_health import Health, State
from chalicelib.domain.registers import Register
from chalicelib.domain.reminders import WHO_IS_REMINDED, Reminded, Reminder
from chalicelib.domain.requests import Request
from chalicelib.services import coordination
from chalicelib.storage import (
    calendars,
    directory,
    notices,
    records,
    register_health,
    registers,
    requests,
)
from chalicelib.storage import reminders as storage

log = logging.getLogger(__name__)

NOON: Final = 12
"""The hour (UTC) of the look at who does not sign in: all are at work, and once a day will do."""

AHEAD: Final = timedelta(hours=14)
"""By how much the first zone on earth is ahead of UTC: there it may be tomorrow already."""


def remind(at: datetime) -> int:
    """
    Remind all who are to be reminded and are at work at the moment *at* (UTC).

    Safe to run again, and some days late: nothing is said twice, and what was missed is said once.

    Returns:
        How many notices are new.
    """
    of_requests = sum(_of_request(each, at) for each in _due(at))
    daily = _of_unseen(at) + _of_registers(at) if at.hour == NOON else 0
    return of_requests + _of_staff(at) + daily


def _due(at: datetime) -> list[str]:
    return list(storage.due((at + AHEAD).date()))


def _of_staff(at: datetime) -> int:
    """Remind those that have too few officials, a week before their days of grace end."""
    return sum(
        notices.add(notice)
        for authority in records.below_rule(*staff.reminded_since(at.date()))
        if _is_at_work(authority.party, at)
        for notice in staff.reminders(authority, at=at)
    )


def _of_unseen(at: datetime) -> int:
    """Tell those that take part of who has not signed in for a year."""
    found = {
        notice.id: notice
        for official in directory.seen_between(*staff.unseen_since(at.date()))
        for notice in staff.unseen(official, at=at)
    }
    known = records.load(each.reader for each in found.values())
    return sum(
        notices.add(each)
        for each in found.values()
        if each.reader in known
        and known[each.reader].status is Status.ACTIVE
        and _is_at_work(each.counterpart, at)
    )


def _of_registers(at: datetime) -> int:
    """Tell those who look after registers of what is not confirmed, or cannot be reached."""
    health = register_health.read()
    found = registers.directory(at).registers
    countries = {each.country for each in found if _may_concern(each, health, at)}
    nationals = {code: records.national(code) for code in countries}
    concerned = [each for each in found if each.country in countries]
    wanted = {each.keeper for each in concerned} | {*nationals.values()}
    known = records.load(key for key in wanted if key)
    parties = {key: each.party for key, each in known.items() if each.status is Status.ACTIVE}
    told = (
        notice
        for each in concerned
        for notice in register_notices.due(
            each,
            health.get(each.id),
            keeper=parties.get(each.keeper or ""),
            coordinator=parties.get(nationals[each.country] or ""),
            at=at,
        )
    )
    return sum(notices.add(each) for each in told if _is_at_work(each.counterpart, at))


def _may_concern(register: Register, health: Mapping[str, Health], at: datetime) -> bool:
    """Return whether anybody may have to be told of *register*."""
    found = health.get(register.id)
    overdue = register.confirmed_on and register_edits.is_overdue(register, today=at.date())
    return bool(overdue) or (found is not None and found.state is State.DEAD)


def _of_request(number: str, at: datetime) -> int:
    """Return of how many it was told; whatever is wrong with one request, the others go on."""
    try:
        (request,) = requests.heads([number])
        acts = reminders.who_acts(request)
        due = reminders.due(request, at)
        if not due or not _is_at_work(acts, at):
            return 0
        told = tuple(reminders.notices(request, due, _caring(request, due), at=at))
        storage.tell(request, due, told, today=local_day(at, acts.time_zone))
    except Stale:
        return 0
    except Exception as error:  # noqa: BLE001 - the others are told of all the same
        log.error("nobody is reminded of %s: %s", number, type(error).__name__)  # noqa: TRY400 - the error's text may quote what is stored
        return 0
    return len(told)


def _caring(request: Request, due: Sequence[Reminder]) -> Mapping[str, Party]:
    """Return the coordinators that are told of what is *due*, by whom they care for."""
    reminded = {WHO_IS_REMINDED[each.topic] for each in due}
    wanted = [
        party
        for whose, party in (
            (Reminded.COORDINATOR, reminders.who_acts(request)),
            (Reminded.OTHER_COORDINATOR, reminders.who_waits(request)),
        )
        if party and whose in reminded
    ]
    found = {party.id: coordination.caring(party, request.area) for party in wanted}
    return {key: coordinator for key, coordinator in found.items() if coordinator}


def _is_at_work(party: Party, at: datetime) -> bool:
    calendar = calendars.of(party.country)
    return reminders.is_working_time(at, time_zone=party.time_zone, calendar=calendar)
