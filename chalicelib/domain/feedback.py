"""What the mail service reports of an e-mail that it has taken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

LONGEST: Final = 300_000
"""Characters of a report; the service's own limit is lower."""


class Kind(StrEnum):
    """What has become of an e-mail at its receiver."""

    DELIVERED = "delivered"
    BOUNCED = "bounced"
    """It came back for good: nothing that is sent there arrives."""
    COMPLAINED = "complained"
    """Its receiver has marked it as unwanted."""


class Report(NamedTuple):
    """One thing reported."""

    kind: Kind
    message: str
    """What the mail service calls the e-mail."""
    addresses: tuple[str, ...]
    """Whom it is about; empty where it is about all to whom the e-mail went."""
    sent_at: datetime
    """When the mail service took the e-mail, UTC."""


def read(text: str) -> Report | None:
    """
    Return what *text* reports, or None if it is nothing that matters here, such as a delay.

    Raises:
        ValueError: It is no report.
    """
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        found = json.loads(text)
        message = found["mail"]["messageId"]
        sent_at = datetime.fromisoformat(found["mail"]["timestamp"])
        event = found.get("eventType") or found.get("notificationType")
        kind, field = KINDS.get((event, _for_good(found)), (None, ""))
        if kind is None:
            return None
        addresses = tuple(each["emailAddress"] for each in _receivers(found, field))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a report") from error
    if not all(isinstance(each, str) for each in (message, *addresses)) or not message:
        raise ValueError("not a report")
    return Report(kind, message, addresses, sent_at.astimezone(UTC))


KINDS: Final = {
    ("Delivery", False): (Kind.DELIVERED, ""),
    ("Complaint", False): (Kind.COMPLAINED, "complainedRecipients"),
    ("Bounce", True): (Kind.BOUNCED, "bouncedRecipients"),
}


def _for_good(found: Any) -> bool:
    return bool(found.get("bounce", {}).get("bounceType") == "Permanent")


def _receivers(found: Any, field: str) -> list[Any]:
    if not field:
        return []
    part = found["complaint" if field.startswith("complained") else "bounce"]
    receivers: list[Any] = part[field]
    return receivers
