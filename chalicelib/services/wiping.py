"""Emptying a training stage: each week, and when a coordinator wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.config import settings
from chalicelib.domain.officials import Official
from chalicelib.services import learners
from chalicelib.storage import directory, members, records, wiping_times
from chalicelib.storage import wiping as storage


def run(at: datetime, *, each_week: bool = True) -> int:
    """
    Empty a training stage if that is due at the moment *at* (UTC), and return how many rows were removed.

    What fails is due again at the next run. What somebody wants while it is emptied is done by the
    next one, too.

    Args:
        each_week: Whether it is due because a week is over, and not only where somebody wants it.

    Raises:
        RuntimeError: This is another stage: nothing is removed.
    """
    stands = wiping_times.read()
    if not (stands.is_wanted or (each_week and stands.is_due(at))):
        if stands.emptied_at is None:
            wiping_times.emptied(at)
        return 0
    removed = wipe()
    wiping_times.emptied(at)
    return removed


def wipe() -> int:
    """
    Empty a training stage of what people have done there, and return how many rows that were.

    Authorities that learners have registered, or a lesson has invented, go too, with who works
    nowhere else. What was changed in the others, and who has come to them, stays.

    Raises:
        RuntimeError: This is another stage: nothing is removed.
    """
    if settings.stage != "training":
        raise RuntimeError("only a training stage is wiped")
    published = {each.party.id for each in learners.published()}
    removed = storage.wipe()
    # Where nothing is published nobody can tell what was registered.
    registered = [each for each in directory.everybody() if each.party.id not in published]
    for each in registered if published else ():
        for official in directory.officials_of(each.party.id):
            members.erase(official, _elsewhere(official, each.party.id))
        records.remove(each)
        removed += 1
    return removed


def _elsewhere(official: Official, authority: str) -> Official | None:
    """Return *official* without a place at *authority*; None where no other is left."""
    left = {key: each for key, each in official.memberships.items() if key != authority}
    if not left:
        return None
    default = official.authority if official.authority in left else next(iter(left))
    return replace(official, memberships=left, authority=default)
