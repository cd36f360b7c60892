"""The clock of the stage, read once at the edge and passed inwards from there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.config import settings

_ahead = timedelta()


def now() -> datetime:
    """Return the present moment of the stage, UTC."""
    return real() + timedelta(days=settings.clock_ahead) + _ahead


def real() -> datetime:
    """Return the present moment, UTC, whatever a training stage takes for it."""
    return datetime.now(UTC)


def advance(by: timedelta) -> None:
    """Move the clock of a training stage on; production never calls this."""
    global _ahead  # noqa: PLW0603 - a clock is the one thing that is everybody's
    _ahead += by


def reset() -> None:
    """Let the clock of a training stage show again what it showed at the start."""
    global _ahead  # noqa: PLW0603 - as above
    _ahead = timedelta()
