"""Whether the address of a register still leads there, as far as daily looks can tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

DEAD_AFTER: Final = timedelta(days=7)
"""How long an address must have failed before its register counts as gone."""

DAILY: Final = timedelta(days=1)
FIRST_RETRY: Final = timedelta(hours=1)
"""After the first failure; each further one doubles it, up to a day."""


class State(StrEnum):
    """How a register was found."""

    ALIVE = "alive"
    MOVED = "moved"
    """It was reached, and says that it now lies at another address for good."""
    UNWELL = "unwell"
    """The last look failed."""
    DEAD = "dead"
    """Every look of a week has failed."""
    UNKNOWN = "unknown"
    """Its site does not want to be looked at by programs."""


class Trouble(StrEnum):
    """Why a look failed."""

    NAME = "name"
    """The name of the host leads nowhere."""
    NETWORK = "network"
    """It leads into a network of its own, where nobody may be led."""
    ADDRESS = "address"
    """It redirects to what is no public page reached safely."""
    CERTIFICATE = "certificate"
    SILENT = "silent"
    """There was no answer in time, or one that is none."""
    CIRCLE = "circle"
    """It redirects on and on."""
    REFUSED = "refused"
    """It answers with an error."""
    ERROR_TEXT = "error_text"
    """It answers as if all was well, with a page that says that nothing is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at an address has found."""

    trouble: Trouble | None = None
    """None if the register was reached."""
    allowed: bool = True
    """Whether the site lets programs look; if not, nothing else is known."""
    moved_to: str | None = None
    """The address to which it has moved for good."""
    certificate_until: date | None = None
    """Last day (UTC) of the certificate of the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is known of the address of a register."""

    url: str
    """The address that was looked at."""
    state: State
    looked_at: datetime
    """UTC."""
    reached_on: date | None = None
    """Day (UTC) of the last look that reached it."""
    failing_since: datetime | None = None
    failures: int = 0
    """Looks in a row that failed."""
    trouble: Trouble | None = None
    """Of the last look."""
    moved_to: str | None = None
    moved_on: date | None = None
    """Day (UTC) on which it was first seen that it has moved there."""
    certificate_until: date | None = None

    @property
    def due_at(self) -> datetime:
        """When to look again: after a day, after a failure sooner."""
        if not self.failures:
            return self.looked_at + DAILY
        doubled: int = 2 ** min(self.failures - 1, 10)
        return self.looked_at + min(DAILY, FIRST_RETRY * doubled)


def after(former: Health | None, look: Look, *, url: str, at: datetime) -> Health:
    """
    Return what is known after a *look* at *url*.

    Args:
        former: What was known before; of another address it tells nothing.
        at: The moment of the look, UTC.
    """
    known = (
        former
        if former and former.url == url
        else Health(url=url, state=State.UNKNOWN, looked_at=at)
    )
    if not look.allowed:
        return Health(url=url, state=State.UNKNOWN, looked_at=at, reached_on=known.reached_on)
    if look.trouble is None:
        return Health(
            url=url,
            state=State.MOVED if look.moved_to else State.ALIVE,
            looked_at=at,
            reached_on=at.date(),
            moved_to=look.moved_to,
            moved_on=_moved_on(known, look, at),
            certificate_until=look.certificate_until,
        )
    since = known.failing_since or at
    return replace(
        known,
        state=State.DEAD if at - since >= DEAD_AFTER else State.UNWELL,
        looked_at=at,
        failing_since=since,
        failures=known.failures + 1,
        trouble=look.trouble,
        moved_to=None,
        moved_on=None,
    )


def _moved_on(known: Health, look: Look, at: datetime) -> date | None:
    if look.moved_to is None:
        return None
    return known.moved_on if known.moved_to == look.moved_to else at.date()
