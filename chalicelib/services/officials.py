"""Who asks, and what they set for themselves."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.errors import NotAllowed, NotFound, Reason, Stale
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


def speak(official: Official, language: str, *, version: int) -> Official:
    """
    Let pages and e-mails reach *official* in *language* from now on.

    Args:
        version: The version that the change was made to.

    Raises:
        Stale: *official* has been changed since.
    """
    if official.version != version:
        raise Stale
    return directory.save_official(replace(official, language=language))
