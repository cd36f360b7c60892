"""Whom a link in an e-mail invites; of the link itself nothing is kept but a digest."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pynamodb.exceptions import DoesNotExist

from chalicelib.domain.errors import InvitationOver
from chalicelib.storage.member_items import InvitationItem

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whom a link invites, to act for which authority; whether it holds says the official."""

    official: str
    authority: str
    invited_at: datetime


def issue(invitation: Invitation) -> str:
    """Return a new token that stands for *invitation*: 256 random bits that nobody can guess."""
    token = secrets.token_urlsafe(32)
    InvitationItem(
        id=InvitationItem.place(token),
        item=InvitationItem.KEY,
        official_id=invitation.official,
        authority=invitation.authority,
        invited_at=invitation.invited_at,
    ).save()
    return token


def find(token: str) -> Invitation:
    """
    Return the invitation that *token* stands for.

    Raises:
        InvitationOver: There is none.
    """
    if not TOKEN.fullmatch(token):
        raise InvitationOver
    try:
        item = InvitationItem.get(InvitationItem.place(token), InvitationItem.KEY)
    except DoesNotExist as error:
        raise InvitationOver from error
    return Invitation(
        official=item.official_id, authority=item.authority, invited_at=item.invited_at
    )
