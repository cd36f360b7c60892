"""Who acts when an official is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.officials import Absence, Official

LONGEST_DAYS: Final = 366
"""How far ahead an absence may end."""


def who_acts(official: Official, staff: Mapping[str, Official], day: date) -> Official | None:
    """
    Return who gets the tasks of *official* on *day*: the first of the chain who is there.

    Args:
        staff: Those who act for the same authority now, by id.
        day: Local to the authority.

    Returns:
        None when everybody in the chain is away, has left, or names one who is away in turn.
    """
    asked: set[str] = set()
    now: Official | None = official
    while now is not None and (absence := now.absence) and absence.holds_on(day):
        asked.add(now.id)
        now = None if absence.substitute in asked else staff.get(absence.substitute)
    return now


def check(
    absence: Absence, official: Official, staff: Mapping[str, Official], *, today: date
) -> None:
    """
    Do nothing if *official* may be away as *absence* says.

    Args:
        staff: Those who act for the same authority now, by id.
        today: Local to the authority.

    Raises:
        Invalid: The days are in the wrong order, over or too far away; the substitute is no
            active colleague, or is away then and leads back to *official*.
    """
    faults = []
    if absence.to_on < absence.from_on:
        faults.append(Fault("/absence/to_on", "before_start"))
    elif absence.to_on < today:
        faults.append(Fault("/absence/to_on", "past"))
    elif (absence.to_on - today).days > LONGEST_DAYS:
        faults.append(Fault("/absence/to_on", "too_far"))
    if absence.substitute == official.id or absence.substitute not in staff:
        faults.append(Fault("/absence/substitute", "not_a_colleague"))
    elif not faults and _leads_back(absence, official, staff):
        faults.append(Fault("/absence/substitute", "leads_back"))
    if faults:
        raise Invalid(*faults)


def _leads_back(absence: Absence, official: Official, staff: Mapping[str, Official]) -> bool:
    """Return whether on some day of *absence* its chain comes back to *official*."""
    asked = {official.id}
    from_on, to_on, now = absence.from_on, absence.to_on, staff.get(absence.substitute)
    while now is not None and now.id not in asked and (theirs := now.absence):
        asked.add(now.id)
        from_on, to_on = max(from_on, theirs.from_on), min(to_on, theirs.to_on)
        if from_on > to_on:
            return False
        if theirs.substitute == official.id:
            return True
        now = staff.get(theirs.substitute)
    return False
