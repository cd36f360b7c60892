"""The clock of the stage, read once at the edge and passed inwards from there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from chalicelib.config import settings

_START: Final = timedelta(days=settings.clock_ahead)

_ahead = _START


def now() -> datetime:
    """Return the present moment of the stage, UTC."""
    return datetime.now(UTC) + _ahead


def advance(by: timedelta) -> None:
    """Move the clock of a training stage on; production never calls this."""
    global _ahead  # noqa: PLW0603 - a clock is the one thing that is everybody's
    _ahead += by


def reset() -> None:
    """Let the clock of a training stage show again what it showed at the start."""
    global _ahead  # noqa: PLW0603 - as above
    _ahead = _START
