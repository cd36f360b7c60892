"""What is known of how a request reached whom it was sent to, in one item beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeSetAttribute
from pynamodb.expressions.update import Action

from chalicelib.domain.receipts import Delivery, Opening, Receipts
from chalicelib.storage.request_items import RequestItem, RequestTable


class ReceiptsItem(RequestTable, discriminator="receipts"):
    """
    Receipts, each written once, by an addition to a set: two at a time do no harm.

    It tells of authorities alone, and lies between the request and its events.
    """

    KEY: Final = f"{RequestItem.KEY}!receipts"

    delivered = UnicodeSetAttribute(null=True)
    opened = UnicodeSetAttribute(null=True)
    files = NumberAttribute(null=True)
    """How many case files were made."""

    def to_domain(self) -> Receipts:
        delivered = (entry.split("#") for entry in self.delivered or ())
        opened = (entry.split("#") for entry in self.opened or ())
        return Receipts(
            delivered=frozenset(
                Delivery(authority, int(version), datetime.fromisoformat(at))
                for authority, version, at in delivered
            ),
            opened=frozenset(
                Opening(authority, datetime.fromisoformat(sent), datetime.fromisoformat(at))
                for authority, sent, at in opened
            ),
        )


def note_delivery(number: str, delivery: Delivery) -> None:
    """Note that an e-mail about a sending of the request *number* has been handed over."""
    entry = f"{delivery.authority}#{delivery.version}#{_iso(delivery.at)}"
    _add(number, ReceiptsItem.delivered.add({entry}))


def note_opening(number: str, opening: Opening) -> None:
    """Note that the asked authority has read the request *number*."""
    entry = f"{opening.authority}#{_iso(opening.sent_at)}#{_iso(opening.at)}"
    _add(number, ReceiptsItem.opened.add({entry}))


def count_file(number: str) -> None:
    """Note that one more case file of the request *number* is made."""
    _add(number, ReceiptsItem.files.add(1))


def _add(number: str, action: Action) -> None:
    ReceiptsItem(number=number, item=ReceiptsItem.KEY).update(
        [ReceiptsItem.kind.set(ReceiptsItem), action]
    )


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
