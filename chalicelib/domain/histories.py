"""What the audit of an authority says about a change of one of its officials."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.domain import staff
from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Party
from chalicelib.domain.officials import Official


class Deed(StrEnum):
    """What was done to an official's entry."""

    REGISTER = "register_official"
    CHANGE = "change_official"
    REMOVE = "remove_official"
    INVITE = "invite_official"
    REVOKE = "revoke_invitation"
    ACCEPT = "accept_invitation"
    ADMIT = "admit_to_training"


def entries(
    deed: Deed,
    before: Official | None,
    after: Official,
    *,
    authority: str,
    by: str,
    on_behalf_of: Party,
    at: datetime,
) -> tuple[Entry, ...]:
    """
    Return an entry for each fact about *after* that has changed at *authority*; else one for all.

    Args:
        before: None for an official who is new.
        by: Id of the official who did it, acting for *on_behalf_of*, *at* (UTC).
    """
    old, new = _facts(before, authority), _facts(after, authority)
    fields: list[str | None] = [field for field in new if old.get(field) != new[field]]
    return tuple(
        Entry(
            authority=authority,
            at=at,
            by=by,
            on_behalf_of=on_behalf_of,
            action=deed.value,
            field=field,
            old=old.get(field) if field else None,
            new=new[field] if field else None,
            about=after.id,
            n=n,
        )
        for n, field in enumerate(fields or [None])
    )


def _facts(official: Official | None, authority: str) -> dict[str, Any]:
    """Return what the audit keeps of *official*, as JSON can hold it."""
    if official is None or authority not in official.memberships:
        return {}
    membership = official.memberships[authority]
    return {
        "name": official.name,
        "email": official.email,
        "language": official.language,
        "status": staff.standing(official, authority).value,
        "roles": {area: sorted(held) for area, held in sorted(membership.roles.items())},
        "administrator": membership.administrator,
    }
