"""Who enters a training stage: with an account of the real system, for an invented authority."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Final

from chalicelib.domain import registrations
from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.errors import Fault, Invalid, Stale
from chalicelib.domain.officials import Official, Role, Standing
from chalicelib.domain.registrations import Entry
from chalicelib.storage import counterparts, directory

EVERY_ROLE: Final = frozenset(Role) - {Role.VIEWER}
"""Whoever learns may try everything."""
ADDRESSES: Final = "@learner.example"
"""How the e-mail addresses end that learners get."""
TRIES: Final = 6
"""How often somebody is let in while others come to the same authority."""


def published() -> list[Authority]:
    """Return the invented authorities that came with the stage, by country and name."""
    simulated = directory.authorities(sorted(counterparts.temperaments()))
    coordinators = {each.validating_coordinator for each in simulated} - {None}
    found = [*simulated, *directory.authorities(sorted(map(str, coordinators)))]
    return sorted(found, key=lambda each: (each.party.country, each.party.name))


def authorities() -> list[Authority]:
    """Return those of them that one can practise for."""
    return [each for each in published() if each.status is Status.ACTIVE]


def is_learner(official: Official) -> bool:
    """Return whether *official* has come to practise, and is none of those that came with the stage."""
    return official.email.endswith(ADDRESSES)


def join(sub: str, *, authority: str, name: str, language: str, at: datetime) -> Official:
    """
    Let who has the account *sub* practise for the invented *authority*, an id.

    Whoever works somewhere already stays there: the same twice changes nothing. Whoever was
    removed by others comes in again.

    Args:
        name: As others who practise see it; it may be invented.
        language: Code of the language of pages and e-mails.
        at: The present moment, UTC.

    Raises:
        Invalid: There is no such authority to practise for, or the name cannot be taken.
        Stale: Others kept coming to the same authority.
    """
    entry, joined = _entry(sub, authority, name, language)
    for left in reversed(range(TRIES)):
        before = directory.known(sub)
        if before and before.works_for(before.authority):
            return before
        learner = registrations.register(entry, sub, joined, before=before, at=at)
        here = replace(
            learner,
            authority=authority,
            standing=Standing.ACTIVE,
            invited_at=None,
            last_seen_on=at.date(),
        )
        try:
            return directory.save_official(here)
        except Stale:
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _entry(sub: str, authority: str, name: str, language: str) -> tuple[Entry, Authority]:
    """Return what is written of who has the account *sub*, and the record of *authority*."""
    joined = next((each for each in authorities() if each.party.id == authority), None)
    if joined is None:
        raise Invalid(Fault("/authority", "not_an_option"))
    entry = Entry(
        name=name,
        # What would be mailed is shown on the screen: no address of a person is needed.
        email=f"{hashlib.sha256(sub.encode()).hexdigest()[:16]}{ADDRESSES}",
        language=language,
        roles=dict.fromkeys(joined.areas, EVERY_ROLE),
        administrator=True,
    )
    return registrations.checked(entry, joined), joined
