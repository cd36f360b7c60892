"""The e-mails that SES accepted, as their readers would find them."""

from __future__ import annotations

import email
import functools
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import RawMessage, ses_backends


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One e-mail in one inbox."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    language: str
    sent_at: datetime

    def row(self) -> dict[str, Any]:
        """Return what ``GET /local/mail`` says about it."""
        return {
            "to": self.to,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "language": self.language,
            "sent_at": self.sent_at.isoformat().replace("+00:00", "Z"),
        }


def all_mail(region: str, *, to: str = "") -> list[Mail]:
    """
    Return what was sent in *region*, newest first.

    Args:
        region: The AWS region whose SES is asked.
        to: Only what went to this address; everything when empty.
    """
    sent = ses_backends[DEFAULT_ACCOUNT_ID][region].sent_messages
    found = [
        _read(message.id, message.raw_data)
        for message in sent
        if isinstance(message, RawMessage)
    ]
    wanted = [mail for mail in reversed(found) if not to or mail.to.casefold() == to.casefold()]
    return sorted(wanted, key=lambda mail: mail.sent_at, reverse=True)


def one(region: str, id: str) -> Mail | None:
    """Return the e-mail with that *id*, None if there is none."""
    return next((mail for mail in all_mail(region) if mail.id == id), None)


@functools.lru_cache(maxsize=4096)
def _read(id: str, raw: str) -> Mail:
    """Return the e-mail that *raw*, a MIME message, holds."""
    message = email.message_from_bytes(raw.encode(), EmailMessage, policy=default)
    return Mail(
        id=id,
        to=message["To"].addresses[0].addr_spec,
        subject=str(message["Subject"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        language=_language(message),
        sent_at=parsedate_to_datetime(message["Date"]).astimezone(UTC),
    )


def _language(message: EmailMessage) -> str:
    """Return the language that the message or, failing that, its text names."""
    body = message.get_body(("plain", "html"))
    return str(message["Content-Language"] or (body and body["Content-Language"]) or "")


def _part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    return str(found.get_content()).replace("\r\n", "\n") if found else ""
