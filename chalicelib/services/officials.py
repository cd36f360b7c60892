"""Who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import NotAllowed, NotFound, Reason
from chalicelib.domain.officials import Acting, Official
from chalicelib.storage import directory


def who(sub: str, *, authority: str | None) -> Acting:
    """
    Return the official behind a sign-in, in the service of one authority.

    Args:
        sub: The subject of a verified token.
        authority: Id of the authority acted for; None for the official's default.

    Raises:
        NotAllowed: Nobody active stands behind *sub*, or not for *authority*.
    """
    try:
        official = directory.official(sub)
    except NotFound as error:
        raise NotAllowed(Reason.NO_ACCOUNT) from error
    return official.acting_for(authority)


def seen(official: Official, *, at: datetime) -> Official:
    """Note that *official* was here on the day of *at*, and return her or him with that."""
    today = at.date()
    if official.last_seen_on == today:
        return official
    directory.seen(official, today)
    return replace(official, last_seen_on=today)
