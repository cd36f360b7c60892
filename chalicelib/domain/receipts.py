"""Receipts: what is known of how a request reached whom it was sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple


class Delivery(NamedTuple):
    """An e-mail about a sending has been handed over."""

    authority: str
    """Id of the authority that was told."""
    version: int
    """Version of the request with which it was sent."""
    at: datetime


class Opening(NamedTuple):
    """Somebody of the asked authority has read the request."""

    authority: str
    sent_at: datetime
    """As the request had it then: each sending is opened anew."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """All that is known of the sendings of one request."""

    delivered: frozenset[Delivery] = frozenset()
    opened: frozenset[Opening] = frozenset()

    def has_opened(self, authority: str, sent_at: datetime) -> bool:
        """Return whether it is known that *authority* has read what was sent at *sent_at*."""
        return any(one.authority == authority and one.sent_at == sent_at for one in self.opened)


NO_RECEIPTS: Final = Receipts()
"""Of what was never sent, or before anybody has looked."""
