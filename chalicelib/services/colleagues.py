"""Registering, changing and removing the officials of an authority."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from chalicelib.domain import histories, registrations, staff, statuses
from chalicelib.domain.audit import Entry as AuditEntry
from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import (
    AlreadyDone,
    DomainError,
    Fault,
    Invalid,
    NotAllowed,
    NotFound,
    Reason,
    Stale,
    VersionMissing,
)
from chalicelib.domain.histories import Deed
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Acting, Official, Standing
from chalicelib.domain.registrations import Entry
from chalicelib.domain.staff import Staff
from chalicelib.services import accounts
from chalicelib.storage import calls, directory, letters, members
from chalicelib.storage.calls import Call
from chalicelib.storage.members import Desk, Office

log = logging.getLogger(__name__)

Done = TypeVar("Done")

TRIES: Final = 4
"""How often a change is tried while others change the same staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The officials of an authority, and whether they are enough."""

    authority: Authority
    own: Authority
    """That which the one who asks acts for; it may be the same."""
    officials: tuple[Official, ...]
    staff: Staff
    may_change: bool
    """Whether the one who asks may register, change and remove them."""


def team(authority: str, *, by: Acting) -> Team:
    """
    Return who acts for *authority* or is invited to.

    Raises:
        NotFound: There is no such authority, or its officials do not exist for *by*.
    """
    desk = members.desk(authority, None, own=by.authority)
    staff.must_see(by, desk.own, desk.office.authority)
    found = [
        each
        for each in directory.officials_of(authority)
        if registrations.is_member(each, authority)
    ]
    return Team(
        authority=desk.office.authority,
        own=desk.own,
        officials=tuple(sorted(found, key=lambda official: (official.name, official.id))),
        staff=desk.office.staff,
        may_change=staff.may_manage(by, desk.own, desk.office.authority),
    )


def read(authority: str, official: str, *, by: Acting) -> Official:
    """
    Return one *official* of *authority*.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    desk = members.desk(authority, official, own=by.authority)
    staff.must_see(by, desk.own, desk.office.authority)
    return _present(desk)


def register(
    authority: str, entry: Entry, *, by: Acting, call: Call | None, at: datetime
) -> tuple[Official, bool]:
    """
    Register an official for *authority* and return her or him, and whether this was new.

    The same *call* again, and the same e-mail address again, lead to the same official.

    Raises:
        NotFound: There is no such authority, or its officials do not exist for *by*.
        NotAllowed: *by* may not register anybody there.
        Invalid: *entry* cannot be taken.
        KeyReused: *call* came before with something else.
        Stale: Others kept changing the same staff.
        NoAccountNow: There is no sign-in account for her or him now.
    """

    if call and (made := calls.earlier(call)):
        return directory.official(made), True

    def prepared() -> Callable[[], tuple[Official, bool]]:
        desk = members.desk(authority, None, own=by.authority)
        staff.must_manage(by, desk.own, desk.office.authority)
        tidy = registrations.checked(entry, desk.office.authority)
        before = who_has(tidy.email)
        if before and registrations.is_member(before, authority):
            return lambda: (before, False)
        account = before.id if before else accounts.open_for(tidy.email)
        new = registrations.register(tidy, account, desk.office.authority, before=before, at=at)
        save = _saving(Deed.REGISTER, new, before, desk.office, by=by, call=call, at=at)
        return lambda: (save(), True)

    try:
        return _persistently(prepared)
    except AlreadyDone:
        return register(authority, entry, by=by, call=call, at=at)


def change(
    authority: str,
    official: str,
    edit: Callable[[Official, Authority], Official],
    *,
    version: int | None,
    by: Acting,
    at: datetime,
    deed: Deed = Deed.CHANGE,
) -> Official:
    """
    Return the *official* of *authority* after *edit*.

    Args:
        edit: Makes of the stored official, and the authority's record, what is to be stored.
        version: The version that the change was made to; None where the call names none.
        deed: What the audit calls it.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
        NotAllowed: *by* may not change anybody there.
        VersionMissing: There is no *version*.
        Stale: The official has been changed since, or others kept changing the same staff.
        BrokenRule: Too few would be left.
        DomainError: As *edit* raises.
    """

    moved = False

    def prepared() -> Callable[[], Official]:
        nonlocal moved
        desk = members.desk(authority, official, own=by.authority)
        staff.must_manage(by, desk.own, desk.office.authority)
        before = _present(desk)
        if version is None:
            raise VersionMissing
        if version != before.version:
            raise Stale
        after = edit(before, desk.office.authority)
        moved = _is_moved(before, after)
        if moved and by.authority != authority:
            # Whoever has the address has the account: that is its own office's business.
            raise NotAllowed(Reason.OTHER_COORDINATOR)
        if moved and after.standing is Standing.INVITED:
            after = registrations.invite(after, at=at)
        if desk.office.authority.status not in statuses.OVER:
            now = desk.office.staff
            staff.must_keep_rule(now, staff.changed(now, authority, before=before, after=after))
        if moved:
            # What came back from the old address goes to the new one.
            letters.send_again(after.id, at=at)
        save = _saving(deed, after, before, desk.office, by=by, call=None, at=at)
        return functools.partial(_moving, save, before, after) if moved else save

    return _persistently(prepared)


def _is_moved(before: Official, after: Official) -> bool:
    """Return whether *after* has another address than *before*, which nobody else may have."""
    if before.email.casefold() == after.email.casefold():
        return False
    other = who_has(after.email)
    if other and other.id != after.id:
        raise Invalid(Fault("/email", "email_taken"))
    return True


def _moving(save: Callable[[], Official], before: Official, after: Official) -> Official:
    """Return what *save* returns, having let *after* sign in with the new address; back if it fails."""
    accounts.move(after.id, after.email)
    try:
        return save()
    except Exception:
        try:
            accounts.move(before.id, before.email)
        except DomainError as error:
            log.warning("an account keeps an address that nobody has: %s", type(error).__name__)
        raise


def remove(
    authority: str, official: str, *, version: int | None, by: Acting, at: datetime
) -> None:
    """
    Let the *official* act for *authority* no more.

    Raises:
        DomainError: As :func:`change` does.
    """

    def removed(before: Official, _: Authority) -> Official:
        return registrations.remove(before, authority, at=at)

    change(authority, official, removed, version=version, by=by, at=at, deed=Deed.REMOVE)


def _saving(
    deed: Deed,
    after: Official,
    before: Official | None,
    office: Office,
    *,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Callable[[], Official]:
    """Return what writes *after*, with the e-mail that tells the official of it, if any."""
    authority = office.authority
    name = authority.party.id
    return functools.partial(
        members.save,
        after,
        before=before,
        offices={name: office},
        at=at,
        notice=news(before, after, authority, at),
        told=told(deed, before, after, name, by=by, at=at),
        call=call,
    )


def told(
    deed: Deed,
    before: Official | None,
    after: Official,
    authority: str,
    *,
    by: Acting,
    at: datetime,
) -> tuple[AuditEntry, ...]:
    """Return what the audit of *authority* says about what *by* did to an official, *at* (UTC)."""
    return histories.entries(
        deed,
        before,
        after,
        authority=authority,
        by=by.official.id,
        on_behalf_of=by.membership.party,
        at=at,
    )


def news(
    before: Official | None, after: Official, authority: Authority, at: datetime
) -> Notice | None:
    """
    Return what tells an official of a new invitation to *authority*, or of a place there.

    Args:
        before: What is stored; None for an official who is new.
        after: What is to be stored, *at* (UTC).
    """
    name = authority.party.id
    if after.invited_at and after.invited_at != (before.invited_at if before else None):
        topic, due_on = Topic.INVITATION, registrations.ends_at(at).date()
    elif after.works_for(name) and not (before and before.works_for(name)):
        topic, due_on = Topic.ADDED, None
    else:
        return None
    return Notice(
        topic=topic,
        number=after.id,
        version=after.version + 1,
        area="",
        reader=name,
        counterpart=authority.party,
        due_on=due_on,
        proposed_on=None,
        at=at,
    )


def who_has(email: str) -> Official | None:
    """Return the official with the address *email*, or None; also one who has left."""
    found = members.by_address(email)
    return directory.official(found) if found else None


def _present(desk: Desk) -> Official:
    official = desk.official
    if official is None or not registrations.is_member(
        official, desk.office.authority.party.id
    ):
        raise NotFound
    return official


def _persistently(prepared: Callable[[], Callable[[], Done]]) -> Done:
    """Return what comes of the write that is *prepared*, anew while others change the same."""
    for left in reversed(range(TRIES)):
        write = prepared()
        try:
            return write()
        except Stale:
            if not left:
                raise
    raise AssertionError("the last try returns or raises")
