"""Handing e-mails over no faster than the account may, however many senders there are."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

from chalicelib.mail import ses
from chalicelib.mail.compose import Message
from chalicelib.storage import pacing as storage

QUOTA_SECONDS: Final = 300
"""How long what the mail service says of the account holds."""
PATIENCE: Final = 5
"""Seconds that an e-mail waits for its turn before it is put off."""


class _Known(NamedTuple):
    quota: ses.Quota | None
    until: float


_known = _Known(None, 0.0)


def send(message: Message) -> str:
    """
    Hand *message* to SES in its turn and return what it is called there.

    Raises:
        MailRejected: SES will never take it.
        Busy: There was no turn for it.
        MailError: SES did not take it now.
    """
    quota = _quota()
    if quota:
        if quota.left <= 0:
            raise ses.Busy("the quota of the day is used up")
        _await_turn(max(1, int(quota.per_second)))
    return ses.send(message)


def forget() -> None:
    """Ask the mail service anew at the next e-mail."""
    global _known  # noqa: PLW0603 - one process knows one account
    _known = _Known(None, 0.0)


def _await_turn(rate: int) -> None:
    for left in reversed(range(PATIENCE)):
        now = time.time()
        if storage.take_turn(int(now), rate):
            return
        if left:
            time.sleep(int(now) + 1 - now)
    raise ses.Busy("no turn")


def _quota() -> ses.Quota | None:
    """Return what the account may send; None while that is not known, when SES itself throttles."""
    global _known  # noqa: PLW0603 - as above
    now = time.monotonic()
    if now >= _known.until:
        _known = _Known(ses.quota(), now + QUOTA_SECONDS)
    return _known.quota
