"""
Our reputation at the mail service: how many e-mails came back, and what follows.

Amazon reviews an account from which 5 % came back, and may stop it at 10 %. We hold
back before it does, so that what has a deadline still goes out.

Source: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from chalicelib.domain.notices import Topic
from chalicelib.domain.postings import TO_MAILBOX, TO_ONE

WARNED_AT: Final = 0.05
STOPPED_AT: Final = 0.10
FEWEST: Final = 100
"""E-mails of which something was reported, below which a share says nothing."""
DAYS: Final = 7
"""Days (UTC), today among them, of which the reports count."""

ESSENTIAL: Final = TO_MAILBOX | TO_ONE
"""What goes out in any case: it has a clock, or is about somebody's account."""


class Reputation(StrEnum):
    """What the share of e-mails that came back means."""

    GOOD = "good"
    WARNED = "warned"
    STOPPED = "stopped"
    """What is not essential waits."""


class Reports(NamedTuple):
    """Of how many e-mails it was reported that they arrived, and that they came back."""

    arrived: int
    bounced: int

    @property
    def reputation(self) -> Reputation:
        """What follows from these reports."""
        known = self.arrived + self.bounced
        if known < FEWEST:
            return Reputation.GOOD
        share = self.bounced / known
        if share >= STOPPED_AT:
            return Reputation.STOPPED
        return Reputation.WARNED if share >= WARNED_AT else Reputation.GOOD


def first_day(today: date) -> date:
    """Return the first day of which the reports count *today* (both UTC)."""
    return today - timedelta(days=DAYS - 1)


def goes_out(topic: Topic, reputation: Reputation) -> bool:
    """Return whether an e-mail about *topic* may go out now."""
    return reputation is not Reputation.STOPPED or topic in ESSENTIAL
