"""What a run of the machine has done, and what it has left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from chalicelib.domain.requests import TRANSITIONS, Action, Side, State
from tests.soak import paths
from tests.soak.paths import Way

WANTED = (
    "crash before a write",
    "crash after a write",
    "crash before a read",
    "crash after a read",
    "crash at night",
    "replay after a crash",
    "same call twice",
    "same key for something else",
    "two at once",
    "wrong step refused",
    "old version refused",
    "no version refused",
    "number drawn twice",
    "draft changed",
    "draft deleted",
    "request copied",
    "request blocked",
    "request erased",
)
"""What every run must have done at least once, besides all rows of the table."""


NEVER = {
    (
        State.ACCEPTED,
        Side.ASKED,
        Action.REPLY,
    ): "nothing is answered yet, which the refusal says",
}
"""Rows of the table that nobody can take, and why they stand there."""


@dataclass
class Tally:
    """Counts of what was done."""

    ways: Counter[Way] = field(default_factory=Counter)
    """Rows of the table that were taken, and where they led."""
    done: Counter[str] = field(default_factory=Counter)
    """Whatever else was done, by its name."""

    def add(self, other: Tally) -> None:
        """Count what *other* counts, too."""
        for each in fields(self):
            getattr(self, each.name).update(getattr(other, each.name))

    def missing(self) -> list[str]:
        """Return what was never done and must be, and what was done though nobody can."""
        return [
            *(_spelt(row) for row in TRANSITIONS if bool(self.rows[row]) is (row in NEVER)),
            *(_spelt(way) for way in paths.every() if not self.ways[way]),
            *(name for name in WANTED if not self.done[name]),
        ]

    @property
    def rows(self) -> Counter[tuple[State, Side, Action]]:
        """How often each row was taken."""
        rows: Counter[tuple[State, Side, Action]] = Counter()
        for way, count in self.ways.items():
            rows[way.before, way.side, way.action] += count
        return rows

    def lines(self) -> Iterator[str]:
        """Yield what was done, a line for each row and count."""
        rows = self.rows
        for row in TRANSITIONS:
            yield f"{rows[row]:>8}  {_spelt(row)}"
        for name, count in sorted(self.done.items()):
            yield f"{count:>8}  {name}"


def _spelt(row: tuple[Any, ...]) -> str:
    return " / ".join(str(each) for each in row)
