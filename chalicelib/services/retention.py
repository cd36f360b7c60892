"""Blocking and erasing what is personal in requests, each night."""

from __future__ import annotations

import logging
from datetime import date

from chalicelib.domain.requests import Kept
from chalicelib.storage import erased
from chalicelib.storage import retention as storage

log = logging.getLogger(__name__)


def run(today: date) -> dict[Kept, int]:
    """
    Block and erase all that is due *today* (UTC), and what was missed on the days before.

    Returns:
        Of how many requests something is blocked or erased now.
    """
    done = {Kept.BLOCKED: 0, Kept.NOTHING: 0}
    for number in list(storage.due(today)):
        kept = _tried(number, today)
        if kept in done:
            done[kept] += 1
    return done


def again() -> tuple[str, ...]:
    """
    Erase what was erased before a restore has brought it back.

    Returns:
        The numbers of those that are open again and cannot be erased until they are closed.
    """
    return tuple(each for each in erased.numbers() if not storage.erase_again(each))


def _tried(number: str, today: date) -> Kept | None:
    """Return what is kept of one request now; whatever is wrong with it, the others go on."""
    try:
        return storage.apply(number, today=today)
    except Exception as error:  # noqa: BLE001 - the others are seen to tonight all the same
        log.error("%s is not blocked or erased: %s", number, type(error).__name__)  # noqa: TRY400 - the error's text may quote what is stored
        return None
