"""Wiping a training stage: each week, and when a coordinator wants it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from chalicelib.config import settings
from chalicelib.domain import care
from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import NotAllowed, Stale
from chalicelib.domain.officials import Acting, Official
from chalicelib.services import learners
from chalicelib.storage import directory, members, records, wiping_times
from chalicelib.storage import wiping as storage

log = logging.getLogger(__name__)


def may_want(*, by: Acting) -> bool:
    """Return whether *by* may have the stage wiped."""
    try:
        _must_be_allowed(by)
    except NotAllowed:
        return False
    return True


def is_wanted() -> bool:
    """Return whether somebody wants the stage wiped, and its requests are not gone yet."""
    return wiping_times.read().is_wanted


def want(*, by: Acting, at: datetime) -> None:
    """
    Have the stage wiped by the next :func:`run`.

    Args:
        at: When *by* wanted it, by the real clock; UTC.

    Raises:
        NotAllowed: *by* is no administrator of a national coordinator.
    """
    _must_be_allowed(by)
    wiping_times.want(at)
    log.info("%s wants the stage wiped", by.official.id)


def run(at: datetime, *, each_week: bool = True) -> int:
    """
    Wipe a training stage if that is due at the moment *at*, and return how many rows were removed.

    What people have done goes: requests, files, notices, e-mails, what learners have begun. So do
    authorities that learners have registered, or a lesson has invented, with who works nowhere
    else. What was changed in the others, and who has come to them, stays. What fails before all
    requests are gone is due again at the next run; what fails later waits for the next time. What
    somebody wants meanwhile is done by the next run, too.

    Args:
        at: By the real clock; UTC.
        each_week: Whether it is due because a week is over, and not only where somebody wants it.

    Raises:
        RuntimeError: This is another stage: nothing is removed.
    """
    if settings.stage != "training":
        raise RuntimeError("only a training stage is wiped")
    stands = wiping_times.read()
    if not (stands.is_wanted or (each_week and stands.is_due(at))):
        if stands.wiped_at is None:
            wiping_times.note(at)
        return 0
    removed = storage.wipe()
    wiping_times.note(at)
    return removed + sum(map(_removed, _registered()))


def _registered() -> list[Authority]:
    """Return the authorities that were not published; none where nobody can tell."""
    published = {each.party.id for each in learners.published()}
    if not published:
        return []
    return [each for each in directory.everybody() if each.party.id not in published]


def _removed(authority: Authority) -> bool:
    """Return whether *authority* was removed, with who works nowhere else."""
    known = authority.party.id
    try:
        for official in directory.officials_of(known):
            members.erase(official, _elsewhere(official, known))
        records.remove(authority)
    except Stale:
        log.warning("%s is changed at this moment and stays until the next time", known)
        return False
    return True


def _must_be_allowed(by: Acting) -> None:
    care.must_be_national(by, directory.authority(by.authority))


def _elsewhere(official: Official, authority: str) -> Official | None:
    """Return *official* without a place at *authority*; None where no other is left."""
    left = {key: each for key, each in official.memberships.items() if key != authority}
    if not left:
        return None
    default = official.authority if official.authority in left else next(iter(left))
    return replace(official, memberships=left, authority=default)
