"""Saying that nothing happens in a request, each night."""

from __future__ import annotations

import logging
from datetime import datetime

from chalicelib.domain import stillness
from chalicelib.domain.errors import Stale
from chalicelib.services import coordination
from chalicelib.storage import requests
from chalicelib.storage import stillness as storage

log = logging.getLogger(__name__)


def run(at: datetime) -> int:
    """
    Tell those whose turn it is, and their coordinators, of all requests that rest.

    Safe to run again, and some days late: each request is told of once, whatever was missed.

    Args:
        at: The present moment, UTC.

    Returns:
        Of how many requests it was told.
    """
    return sum(_told(number, at) for number in list(storage.due(at.date())))


def _told(number: str, at: datetime) -> bool:
    """Return whether it was told of one request; whatever is wrong with it, the others go on."""
    try:
        (request,) = requests.heads([number])
        turn = request.ball_with
        coordinator = coordination.caring(turn, request.area) if turn else None
        told = tuple(stillness.notices(request, coordinator, at=at))
        storage.tell(request, told, today=at.date())
    except Stale:
        return False
    except Exception as error:  # noqa: BLE001 - the others are told of all the same
        log.error("nobody is told that %s rests: %s", number, type(error).__name__)  # noqa: TRY400 - the error's text may quote what is stored
        return False
    return True
