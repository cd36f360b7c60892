"""Moves to try: for each action of the table good ones, on any day, and bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, Final

from chalicelib.domain.moves import Allocate, Move
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import TRANSITIONS, Action
from tests import lives
from tests.builders import TODAY

GOOD: Final[Mapping[Action, tuple[Move, ...]]] = {
    action: tuple(move for move in lives.GOOD if move.action is action) for action in Action
}
"""By action; whoever adds a row to the table adds moves to :data:`lives.GOOD`."""

without = sorted({action for _, _, action in TRANSITIONS if not GOOD[action]})
if without:
    raise AssertionError(f"nothing tries {', '.join(without)}: add moves to tests/lives.py")


ANY: Final = (*lives.GOOD, *lives.BAD)


def good(action: Action, *, by: Acting, today: date) -> tuple[Move, ...]:
    """Return good moves for *action*; their days lie as far from *today* as they do from Monday."""
    own = (Allocate(officials=(by.official.id,)),) if action is Action.ALLOCATE else ()
    return tuple(on_the_day(move, today) for move in (*GOOD[action], *own))


def on_the_day(move: Move, today: date) -> Move:
    """Return *move* with its days moved as far as *today* is from that of the builders."""
    return _moved(move, today - TODAY)


def _moved(move: Any, by: timedelta) -> Any:
    days = {
        each.name: getattr(move, each.name) + by
        for each in fields(move)
        if isinstance(getattr(move, each.name), date)
    }
    return replace(move, **days) if days else move
