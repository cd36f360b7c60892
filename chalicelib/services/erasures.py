"""Erasing what is kept of officials who left years ago."""

from __future__ import annotations

import logging
from datetime import date

from chalicelib.domain import registrations
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.storage import audit, directory, members

log = logging.getLogger(__name__)


def erase(today: date) -> int:
    """
    Erase what is due *today* (UTC) of officials who have left authorities years ago.

    What they did keeps their id, which then tells nothing of them. Safe to run again: the
    personal values in the audit go first, and what is left over is found once more.

    Returns:
        Of how many officials something was erased.
    """
    return sum(_tried(official, today) for official in members.erasable(today))


def _tried(id: str, today: date) -> bool:
    """Return whether something was erased; whatever is wrong with one, the others go on."""
    try:
        return _erase(id, today)
    except Exception as error:  # noqa: BLE001 - the others are erased tonight all the same
        log.error("official %s cannot be erased: %s", id, type(error).__name__)  # noqa: TRY400 - the error's text may hold a name
        return False


def _erase(id: str, today: date) -> bool:
    try:
        before = directory.official(id)
    except NotFound:
        return False
    after = registrations.erased(before, today=today)
    left = before.memberships.keys() - (after.memberships.keys() if after else set())
    if not left:
        # Came back since the index was written.
        return False
    for authority in left:
        audit.erase(authority, id)
    try:
        members.erase(before, after)
    except Stale:
        log.warning("official %s was changed meanwhile and is erased tomorrow", id)
        return False
    return True
