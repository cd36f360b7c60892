"""What readers have written about entries of registers, until somebody has read it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.config import settings
from chalicelib.domain.errors import TooMany
from chalicelib.domain.register_edits import Proposal
from chalicelib.storage.connections import Table
from chalicelib.storage.writes import Write

KEPT: Final = timedelta(days=365)
MOST_AN_HOUR: Final = 30
"""Proposals that are taken in an hour about the registers of one country, from everybody."""
MOST_OF_ONE: Final = 10
"""Those about one register."""
MOST_UNREAD: Final = 20
"""Proposals about one register that wait to be read."""


class ProposalItem(Table):
    """A proposal, or how many came in an hour."""

    class Meta:
        table_name = settings.content_table
        region = settings.region

    HOURS: Final = "register-proposals"

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    text = UnicodeAttribute(null=True)
    at = UTCDateTimeAttribute(null=True)
    taken = NumberAttribute(null=True)
    expires = NumberAttribute()

    @staticmethod
    def place(country: str) -> str:
        return f"register-proposals#{country}"


def add(country: str, register: str, text: str, *, at: datetime) -> None:
    """
    Keep *text* about the *register*, an id, for those who look after it.

    Raises:
        TooMany: As many have come in this hour, or wait to be read, as can be read.
    """
    mine = ProposalItem.item.startswith(f"{register}#")
    if ProposalItem.count(ProposalItem.place(country), mine, limit=MOST_UNREAD) >= MOST_UNREAD:
        raise TooMany
    hour, ends = at.strftime("%Y-%m-%dT%H"), int((at + KEPT).timestamp())
    write = Write()
    for key, most in (
        (f"{hour}#{country}", MOST_AN_HOUR),
        (f"{hour}#{register}", MOST_OF_ONE),
    ):
        write.update(
            ProposalItem(id=ProposalItem.HOURS, item=key),
            [ProposalItem.taken.add(1), ProposalItem.expires.set(ends)],
            ProposalItem.taken.does_not_exist() | (ProposalItem.taken < most),
            TooMany(),
        )
    key = f"{register}#{at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    write.put(
        ProposalItem(id=ProposalItem.place(country), item=key, text=text, at=at, expires=ends)
    )
    write.commit()


def about(country: str, at: datetime) -> dict[str, list[Proposal]]:
    """Return what was written about the registers of *country* (ISO code), by id of the register."""
    found: dict[str, list[Proposal]] = {}
    alive = ProposalItem.expires > int(at.timestamp())
    for item in ProposalItem.query(ProposalItem.place(country), filter_condition=alive):
        register, _, rest = item.item.partition("#")
        found.setdefault(register, []).append(
            Proposal(id=rest, register=register, text=item.text or "", at=item.at)
        )
    return found


def drop(country: str, register: str, proposal: str) -> None:
    """Forget a proposal that somebody has read; one that is gone already is gone as wished."""
    ProposalItem(id=ProposalItem.place(country), item=f"{register}#{proposal}").delete()


def drop_all(write: Write, country: str, register: str) -> None:
    """Add to *write* that all proposals about *register*, an id, go."""
    mine = ProposalItem.item.startswith(f"{register}#")
    for item in ProposalItem.query(ProposalItem.place(country), mine, limit=MOST_UNREAD):
        write.delete(ProposalItem(id=item.id, item=item.item))
