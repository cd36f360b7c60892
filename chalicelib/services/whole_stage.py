"""What coordinators of a training stage may have done to all of it."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import care
from chalicelib.domain.errors import NotAllowed
from chalicelib.domain.officials import Acting
from chalicelib.storage import directory, wiping_times


def may_be_wiped(*, by: Acting) -> bool:
    """Return whether *by* may have the stage emptied."""
    try:
        _must_be_allowed(by)
    except NotAllowed:
        return False
    return True


def is_wiped_soon() -> bool:
    """Return whether somebody wants the stage emptied, and that has not begun yet."""
    return wiping_times.read().is_wanted


def want_wiped(*, by: Acting, at: datetime) -> None:
    """
    Have the stage emptied by the next run of :func:`chalicelib.services.wiping.run`.

    Args:
        at: When *by* wanted it; UTC.

    Raises:
        NotAllowed: *by* is no administrator of a national coordinator.
    """
    _must_be_allowed(by)
    wiping_times.want(at)


def _must_be_allowed(by: Acting) -> None:
    care.must_be_national(by, directory.authority(by.authority))
