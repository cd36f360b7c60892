"""Handing one e-mail over: what may become of that, and when it is tried again."""

from __future__ import annotations

import logging
import random
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cached_property
from typing import Final

from chalicelib.config import settings
from chalicelib.domain.reputation import Reputation
from chalicelib.mail import ses
from chalicelib.mail.compose import Message, Stage
from chalicelib.services import areas, signals
from chalicelib.services.signals import Signal
from chalicelib.storage import reputation

log = logging.getLogger(__name__)

WAITS: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60, 120, 120, 180, 240, 300, 360)
)
"""How long an e-mail waits after each failed try but the last: 12 tries in about a day."""

SIGNALS: Final = {
    Reputation.WARNED: Signal.BOUNCES_WARNED,
    Reputation.STOPPED: Signal.BOUNCES_STOPPED,
}

JITTER: Final = 0.2
"""By which part a wait may be longer, so that not all come back at once."""

STAGE: Final = Stage(site_url=settings.site_url, training=settings.stage == "training")

Send = Callable[[Message], str | None]
"""Hands a message over, and returns what the mail service calls it."""


MOST_MESSAGES: Final = 150
"""How many one run hands over before it leaves the rest to the next; well within 29 seconds."""
SECONDS: Final = 14
"""After how long it does so too; what is begun by then ends within 29 seconds."""
SOON: Final = timedelta(minutes=1)
"""When what there was no time for is tried again."""
DOWN_AFTER: Final = 3
"""After how many in a row that SES did not take it is taken to be down."""


@dataclass
class Run:
    """One run of a sender, and how far it has come."""

    at: datetime
    """The present moment, UTC."""
    send: Send
    handed: int = 0
    """How many messages were handed over."""
    _in_a_row: int = 0
    _stopped: bool = False
    _ends: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def note(self, outcomes: Sequence[Outcome]) -> None:
        """Take note of what became of the messages about one thing."""
        self._stopped |= Outcome.LATER in outcomes
        reached = outcomes.count(Outcome.REACHED)
        self.handed += reached
        if reached:
            self._in_a_row = 0
        elif Outcome.DOWN in outcomes:
            self._in_a_row += 1

    @property
    def is_over(self) -> bool:
        """Whether the rest is left to the next run."""
        down = self._in_a_row >= DOWN_AFTER
        return self._stopped or down or self.is_late or self.handed >= MOST_MESSAGES

    @property
    def is_late(self) -> bool:
        """Whether nothing more is to be begun."""
        return time.monotonic() > self._ends

    @cached_property
    def reputation(self) -> Reputation:
        """Whether what is not essential has to wait; looked up, and told, at the first e-mail."""
        found = reputation.reports(self.at.date())
        if signal := SIGNALS.get(found.reputation):
            log.error("%d of %d e-mails came back", found.bounced, sum(found))
            signals.give(signal)
        return found.reputation


class Outcome(Enum):
    """What became of one message."""

    REACHED = auto()
    HELD = auto()
    """It waits to go with others."""
    REFUSED = auto()
    """SES will never take it."""
    DOWN = auto()
    """SES did not take it now."""
    LATER = auto()
    """There was no time for it, or no turn: another run begins with it."""
    BROKEN = auto()
    """There is no message, because something is wrong with the notice or with us."""


ENDING: Final = frozenset({Outcome.DOWN, Outcome.LATER})
"""After what nobody else is told of the same now."""


def failed(error: Exception, what: str, *, to: str) -> Outcome:
    """
    Return what it means that *error* has kept *what* from a reader; log it without any address.

    Args:
        what: What was to be told, for the log.
        to: Id of the reader.
    """
    if isinstance(error, ses.MailRejected):
        log.warning("%s was refused for %s: %s", what, to, error)
        return Outcome.REFUSED
    if isinstance(error, ses.Busy):
        log.info("%s leaves %s to another run: %s", what, to, error)
        return Outcome.LATER
    if isinstance(error, ses.MailError):
        log.warning("%s has to wait for %s: %s", what, to, error)
        return Outcome.DOWN
    frame = traceback.extract_tb(error.__traceback__)[-1]
    # Without the text of the error, which may hold an address.
    place = f"{type(error).__name__} in {frame.filename}:{frame.lineno}"
    log.error("%s is broken for %s: %s", what, to, place)
    return Outcome.BROKEN


def wait(attempts: int) -> timedelta:
    """Return how long to wait after *attempts* tries that have failed before the one that just has."""
    return WAITS[attempts] * (1 + JITTER * random.random())


def area_title(area: str, language: str, at: datetime) -> str:
    """Return what the legal area with the code *area* is called in *language*; the code if it is none."""
    titles = {listed.code: listed.titles for listed in areas.catalogue(at=at)}
    return titles.get(area, {}).get(language, area)
