"""Invitations of officials: sent again, taken back, read and accepted."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from chalicelib.domain import registrations
from chalicelib.domain.officials import Official
from chalicelib.services import accounts, invitations
from chalicelib.storage.invitations import Invitation
from chalicelib.web import bodies, colleagues, http, views
from chalicelib.web.asked import Asked
from chalicelib.web.colleagues import OfficialView
from chalicelib.web.http import Answer

routes = http.routes(__name__)


class InvitationView(Struct):
    """What an invitation says to whoever holds its link."""

    authority: views.AuthoritySummary
    email: str
    """The address to sign in with."""
    language: str
    """In which the invited official was registered."""
    invited_until: date
    """First day on which it holds no more."""
    accepted: bool
    sets_password: bool
    """Whether whoever signs in for the first time sets a password there."""


@routes.route(
    "/api/authorities/{id}/officials/{official}/invite",
    "POST",
    body=bodies.Nothing,
    answer=OfficialView,
)
def invite_again(asked: Asked, id: str, official: str) -> Answer:
    """Send an invitation again; the former link stops working."""
    asked.body(bodies.Nothing)
    found = invitations.send_again(
        colleagues.known_id(id),
        colleagues.known_id(official),
        version=asked.version,
        by=asked.official,
        at=asked.at,
    )
    return Answer(colleagues.view(found, id), version=found.version)


@routes.route(
    "/api/authorities/{id}/officials/{official}/revoke",
    "POST",
    body=bodies.Nothing,
    answer=OfficialView,
)
def revoke_invitation(asked: Asked, id: str, official: str) -> Answer:
    """Take an invitation back; its link stops working."""
    asked.body(bodies.Nothing)
    found = invitations.revoke(
        colleagues.known_id(id),
        colleagues.known_id(official),
        version=asked.version,
        by=asked.official,
        at=asked.at,
    )
    return Answer(colleagues.view(found, id), version=found.version)


@routes.route(
    "/api/invitations/read",
    "POST",
    body=bodies.Token,
    answer=InvitationView,
    public=True,
)
def read_invitation(asked: Asked) -> Answer:
    """Read what an invitation says; its token is no part of an address, which would be logged."""
    token = asked.body(bodies.Token).token
    official, invitation = invitations.read(token, at=asked.at)
    return Answer(_view(official, invitation, asked.language, accepted=False))


@routes.route(
    "/api/invitations/accept",
    "POST",
    body=bodies.Token,
    answer=InvitationView,
    public=True,
)
def accept_invitation(asked: Asked) -> Answer:
    """Accept an invitation; the official can sign in from then on."""
    token = asked.body(bodies.Token).token
    official, invitation = invitations.accept(token, at=asked.at)
    return Answer(_view(official, invitation, asked.language, accepted=True))


def _view(
    official: Official, invitation: Invitation, language: str, *, accepted: bool
) -> InvitationView:
    return InvitationView(
        authority=views.summary(official.memberships[invitation.authority].party, language),
        email=official.email,
        language=official.language,
        invited_until=registrations.ends_at(invitation.invited_at).date(),
        accepted=accepted,
        sets_password=accounts.have_passwords(),
    )
