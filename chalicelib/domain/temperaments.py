"""How simulated authorities of a training stage are to deal with."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Temperament(StrEnum):
    """How a simulated authority is to deal with."""

    PROMPT = "prompt"
    """Accepts within hours, and answers everything in a day or two."""
    SLOW = "slow"
    """Accepts after days, and answers on the last day or one too late."""
    ASKS_MORE_TIME = "asks_more_time"
    """Accepts, and proposes a later date before it answers."""
    MISDIRECTED = "misdirected"
    """Is not competent: forwards the request where it can, else returns it."""
    INCOMPLETE = "incomplete"
    """Cannot establish some of what is asked, until it is asked for more."""
    REFUSES = "refuses"
    """Likewise, and refuses to say more."""


UNSURE: Final = frozenset({Temperament.INCOMPLETE, Temperament.REFUSES})
"""Whose first reply leaves something to be asked for."""
