"""Inviting an official once more or no more, and accepting an invitation."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import histories, registrations, statuses
from chalicelib.domain.authorities import Authority
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import InvitationOver, NotFound, Stale
from chalicelib.domain.histories import Deed
from chalicelib.domain.officials import Acting, Official
from chalicelib.services import colleagues
from chalicelib.storage import directory, invitations, members
from chalicelib.storage.invitations import Invitation


def send_again(
    authority: str, official: str, *, version: int | None, by: Acting, at: datetime
) -> Official:
    """
    Invite *official* once more; a link sent before holds no more.

    Raises:
        Conflict: The official has accepted already.
        DomainError: As :func:`colleagues.change` does.
    """

    def invited(before: Official, _: Authority) -> Official:
        return registrations.invite(before, at=at)

    return colleagues.change(
        authority, official, invited, version=version, by=by, at=at, deed=Deed.INVITE
    )


def revoke(
    authority: str, official: str, *, version: int | None, by: Acting, at: datetime
) -> Official:
    """
    Take back the invitation of *official*; a link sent before holds no more.

    Raises:
        Conflict, DomainError: As :func:`send_again` does.
    """

    def revoked(before: Official, _: Authority) -> Official:
        return registrations.revoke(before)

    return colleagues.change(
        authority, official, revoked, version=version, by=by, at=at, deed=Deed.REVOKE
    )


def read(token: str, *, at: datetime) -> tuple[Official, Invitation]:
    """
    Return whom *token* invites, and to what.

    Raises:
        InvitationOver: It invites nobody, or nobody any more.
    """
    invitation = invitations.find(token)
    try:
        official = directory.official(invitation.official)
    except NotFound as error:
        raise InvitationOver from error
    registrations.must_hold(official, invited_at=invitation.invited_at, at=at)
    if directory.authority(invitation.authority).status in statuses.OVER:
        raise InvitationOver
    return official, invitation


def accept(token: str, *, at: datetime) -> tuple[Official, Invitation]:
    """
    Let whom *token* invites come in from now on; it holds no more afterwards.

    Raises:
        InvitationOver: It invites nobody, or nobody any more.
        Stale: Others kept changing the same staff.
    """
    for left in reversed(range(colleagues.TRIES)):
        before, invitation = read(token, at=at)
        party = before.memberships[invitation.authority].party
        after = registrations.accept(before, today=local_day(at, party.time_zone))
        offices = members.offices(before.memberships)
        told = histories.entries(
            Deed.ACCEPT,
            before,
            after,
            authority=invitation.authority,
            by=after.id,
            on_behalf_of=party,
            at=at,
        )
        try:
            saved = members.save(after, before=before, offices=offices, at=at, told=told)
        except Stale:
            if not left:
                raise
        else:
            return saved, invitation
    raise AssertionError("the last try returns or raises")
