"""What officials set for themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import Enum, auto

from chalicelib.domain import absences, deadlines
from chalicelib.domain.errors import Stale
from chalicelib.domain.officials import Absence, Acting, Mail, Official
from chalicelib.storage import directory, members


class Back(Enum):
    """That an official is away no more."""

    AGAIN = auto()


def change(
    by: Acting,
    *,
    version: int,
    at: datetime,
    language: str | None = None,
    absence: Absence | Back | None = None,
    mail: Mail | None = None,
) -> Official:
    """
    Return the official who asks after a change of the own entry.

    Args:
        version: The version that the change was made to.
        language: In which pages and e-mails are to come from now on; None for no change.
        absence: When and for whom somebody else acts; None for no change.
        mail: How often e-mails about requests come from now on; None for no change.

    Raises:
        Stale: The entry has been changed since.
        Invalid: The absence cannot be taken.
    """
    official = by.official
    if official.version != version:
        raise Stale
    changed = replace(
        official, language=language or official.language, mail=mail or official.mail
    )
    if isinstance(absence, Absence):
        today = deadlines.local_day(at, by.membership.party.time_zone)
        absences.check(absence, official, colleagues_of(by), today=today)
        changed = replace(changed, absence=absence)
    elif absence is Back.AGAIN:
        changed = replace(changed, absence=None)
    return members.save(changed, before=official, offices={})


def confirm(by: Acting, *, at: datetime) -> Official:
    """Return the official *by* who says, *at* (UTC), that the own entry is right: on that day there."""
    official = by.official
    # As the record of the authority, which is confirmed at the same click.
    today = deadlines.local_day(at, by.membership.party.time_zone)
    # Somebody who acts in two time zones may have done so where the day is a later one.
    if official.confirmed_on and official.confirmed_on >= today:
        return official
    confirmed = replace(official, confirmed_on=today)
    return members.save(confirmed, before=official, offices={})


def colleagues_of(by: Acting) -> dict[str, Official]:
    """Return those who act for the same authority now, the one who asks included, by id."""
    return {
        each.id: each
        for each in directory.officials_of(by.authority)
        if each.works_for(by.authority)
    }
