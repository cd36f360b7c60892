"""How officials come to an authority, change their rights there, and leave it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import (
    Conflict,
    Fault,
    Invalid,
    InvitationOver,
    NotAllowed,
    Reason,
)
from chalicelib.domain.officials import Membership, Official, Role, Standing

LONGEST_NAME: Final = 200
LONGEST_EMAIL: Final = 254
EMAIL: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([^\W_]([\w-]*[^\W_])?\.)+[^\W_]([\w-]*[^\W_])?"
)
BLOCKED_YEARS: Final = 3
"""
Years for which it is kept who acted for an authority, as proof of what was exchanged.

Source:
    Regulation (EU) No 1024/2012, Art. 15(3).
"""
INVITED_FOR: Final = timedelta(days=14)
"""How long an invitation holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written when somebody registers an official."""

    name: str
    email: str
    language: str
    roles: Mapping[str, frozenset[Role]]
    administrator: bool = False


def checked(entry: Entry, authority: Authority) -> Entry:
    """
    Return *entry* without blanks around its texts.

    Raises:
        Invalid: A text is missing, too long or no e-mail address, or there is a role in a legal
            area to which *authority* neither has access nor has asked for it.
    """
    tidy = replace(entry, name=" ".join(entry.name.split()), email=entry.email.strip())
    faults = [
        *_name_faults(tidy.name),
        *_email_faults(tidy.email),
        *_role_faults(tidy.roles, authority),
    ]
    if faults:
        raise Invalid(*faults)
    return tidy


def register(
    entry: Entry, id: str, authority: Authority, *, before: Official | None, at: datetime
) -> Official:
    """
    Return the official whom *entry* describes, as one who acts for *authority*.

    Who acts for another authority keeps name, language and account, and is not invited again;
    who has not accepted yet gets a new invitation; who has left everywhere comes back by one.

    Args:
        id: Of the sign-in account, for an official who is new.
        before: The official who has the e-mail address already, if any.
        at: When it is done, UTC.
    """
    here = Membership(
        party=authority.party, roles=entry.roles, administrator=entry.administrator
    )
    if before is None:
        return Official(
            id=id,
            name=entry.name,
            email=entry.email,
            language=entry.language,
            authority=authority.party.id,
            memberships={authority.party.id: here},
            standing=Standing.INVITED,
            invited_at=at,
        )
    joined = replace(before, memberships={**before.memberships, authority.party.id: here})
    if before.standing is Standing.ACTIVE:
        return joined
    if before.standing is Standing.INVITED:
        return replace(joined, invited_at=at)
    return replace(
        joined,
        name=entry.name,
        language=entry.language,
        authority=authority.party.id,
        standing=Standing.INVITED,
        removed_at=None,
        invited_at=at,
    )


def is_member(official: Official | None, authority: str) -> bool:
    """Return whether *official* was registered for *authority* and has not been removed."""
    membership = official.memberships.get(authority) if official else None
    return membership is not None and membership.removed_at is None


def change(
    official: Official,
    authority: Authority,
    *,
    roles: Mapping[str, frozenset[Role]] | None = None,
    administrator: bool | None = None,
    name: str | None = None,
    language: str | None = None,
    email: str | None = None,
) -> Official:
    """
    Return *official* with other rights at *authority*, or another name, language or e-mail address.

    Args:
        roles: All roles by legal area; None, as everywhere here, for no change.

    Raises:
        Invalid: The name or the address cannot be taken, or there is a new role in a legal area
            to which *authority* neither has access nor has asked for it.
        NotAllowed: Name, language or address are to change, and the official acts for others, too.
    """
    here = official.memberships[authority.party.id]
    shared = any(
        is_member(official, each) for each in official.memberships.keys() - {authority.party.id}
    )
    new_name = official.name if name is None else " ".join(name.split())
    new_language = official.language if language is None else language
    new_email = official.email if email is None else email.strip()
    own = (new_name, new_language, new_email)
    if shared and own != (official.name, official.language, official.email):
        raise NotAllowed(Reason.OTHER_EMPLOYER)
    new_roles = here.roles if roles is None else roles
    added = {
        area: held
        for area, held in new_roles.items()
        if held - here.roles.get(area, frozenset())
    }
    if faults := [
        *_name_faults(new_name),
        *_email_faults(new_email),
        *_role_faults(added, authority),
    ]:
        raise Invalid(*faults)
    membership = replace(
        here,
        roles={area: held for area, held in new_roles.items() if held},
        administrator=here.administrator if administrator is None else administrator,
    )
    return replace(
        official,
        name=new_name,
        language=new_language,
        email=new_email,
        memberships={**official.memberships, authority.party.id: membership},
    )


def remove(official: Official, authority: str, *, at: datetime) -> Official:
    """
    Return *official* as one who acts for *authority* no more, since *at* (UTC).

    Who acts for no other one is removed altogether; what was done keeps its author.
    """
    here = replace(official.memberships[authority], removed_at=at)
    left = replace(official, memberships={**official.memberships, authority: here})
    others = [each for each in official.memberships if is_member(left, each)]
    if not others:
        return replace(left, standing=Standing.REMOVED, removed_at=at, invited_at=None)
    return replace(
        left, authority=official.authority if official.authority in others else others[0]
    )


def erasable_on(official: Official) -> date | None:
    """Return the first day (UTC) on which something of *official* is to be erased; None if never."""
    days = [_blocked_until(each) for each in official.memberships.values() if each.removed_at]
    return min(days, default=None)


def erased(official: Official, *, today: date) -> Official | None:
    """
    Return *official* without the authorities that were left years ago; None if nothing is left.

    Args:
        today: The date in UTC.
    """
    kept = {
        authority: membership
        for authority, membership in official.memberships.items()
        if membership.removed_at is None or _blocked_until(membership) > today
    }
    return replace(official, memberships=kept) if kept else None


def _blocked_until(membership: Membership) -> date:
    """Return the day from which on nobody need know any more that *membership* was."""
    left_on = membership.removed_at.date() if membership.removed_at else date.max
    try:
        return left_on.replace(year=left_on.year + BLOCKED_YEARS)
    except ValueError:
        # The 29th of February has no like in three years.
        return date(left_on.year + BLOCKED_YEARS, 3, 1)


def invite(official: Official, *, at: datetime) -> Official:
    """
    Return *official* with an invitation written *at* (UTC); one written before holds no more.

    Raises:
        Conflict: The official has accepted one already.
    """
    if official.standing is not Standing.INVITED:
        raise Conflict(Fault("/status", "not_invited"))
    return replace(official, invited_at=at)


def revoke(official: Official) -> Official:
    """
    Return *official* without an invitation that holds.

    Raises:
        Conflict: The official has accepted it already.
    """
    if official.standing is not Standing.INVITED:
        raise Conflict(Fault("/status", "not_invited"))
    return replace(official, invited_at=None)


def ends_at(invited_at: datetime) -> datetime:
    """Return the moment from which on an invitation written at *invited_at* holds no more."""
    return invited_at + INVITED_FOR


def must_hold(official: Official, *, invited_at: datetime, at: datetime) -> None:
    """
    Do nothing if the invitation of *official* that was written at *invited_at* holds *at*.

    Raises:
        InvitationOver: It was used or taken back, another one followed, or it has expired.
    """
    same = official.standing is Standing.INVITED and official.invited_at == invited_at
    if not same or at >= ends_at(invited_at):
        raise InvitationOver


def accept(official: Official, *, today: date) -> Official:
    """Return *official* as active from *today* (local to the authority) on; the invitation is used up."""
    return replace(official, standing=Standing.ACTIVE, invited_at=None, confirmed_on=today)


def _name_faults(name: str) -> Iterator[Fault]:
    if not name:
        yield Fault("/name", "missing")
    elif len(name) > LONGEST_NAME:
        yield Fault("/name", "too_long", {"longest": LONGEST_NAME})
    elif not name.isprintable():
        yield Fault("/name", "control_character")


def _email_faults(email: str) -> Iterator[Fault]:
    if not email:
        yield Fault("/email", "missing")
    elif len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        yield Fault("/email", "not_an_email")


def _role_faults(roles: Mapping[str, frozenset[Role]], authority: Authority) -> Iterator[Fault]:
    for area in sorted(roles.keys() - authority.areas - authority.asked_areas):
        if roles[area]:
            yield Fault(f"/roles/{area}", "area_closed")
