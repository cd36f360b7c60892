"""The inbox on the screen of a training stage: what would have been sent, or is sent too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from chalicelib.config import settings
from chalicelib.domain.officials import Acting
from chalicelib.mail.compose import Message
from chalicelib.services import pacing
from chalicelib.storage import inbox as storage
from chalicelib.storage.inbox import Shown
from chalicelib.storage.pages import Page

ONLY: Final = "only"
"""The setting with which e-mails are shown and nothing leaves."""


def send(message: Message, *, by: Callable[[Message], str] | None = None) -> str:
    """
    Let *message* reach its reader as this stage does, and return what the mail service calls it.

    Where e-mails are shown on the screen alone, the mail service never hears of them.

    Args:
        by: Hands it to the mail service; in its turn, if left out.

    Raises:
        MailRejected, MailError: As :func:`pacing.send` does.
    """
    sent = "" if settings.inbox == ONLY else (by or pacing.send)(message)
    if settings.inbox and message.reader:
        shown = Shown(
            at=message.at,
            subject=message.subject,
            text=message.text,
            language=message.language,
        )
        storage.keep(message.reader, shown)
    return sent


def mine(*, by: Acting, limit: int, cursor: str | None) -> Page[Shown]:
    """
    Return the e-mails to *by*, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    return storage.of(by.official.id, limit=limit, cursor=cursor)
