"""Giving officials access to the training stage that belongs to this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.config import settings
from chalicelib.domain import care, staff
from chalicelib.domain.authorities import Authority
from chalicelib.domain.care import Act
from chalicelib.domain.errors import Conflict, Fault, NotFound
from chalicelib.domain.histories import Deed
from chalicelib.domain.officials import Acting, Official, Standing
from chalicelib.services import accounts, colleagues, records
from chalicelib.services.colleagues import Team


def may_admit(team: Team, *, by: Acting) -> bool:
    """Return whether *by* may give officials of *team* access to the training stage."""
    return _leads_there() and care.refusal(Act.ADMIT, by, team.own, team.authority) is None


def admit(
    authority: str, official: str, *, version: int | None, by: Acting, at: datetime
) -> Official:
    """
    Let an *official* of *authority* enter the training stage with the account of this one.

    Nothing of what this stage holds goes there, but that the account may come in.

    Raises:
        NotFound: There is no such official for *by*, or this stage leads to no training stage.
        NotAllowed: *by* does not have the authority in its care in a way that allows that.
        Conflict: The official has not come in yet, or has left.
        Stale: The official has been changed since *version*.
        NoAccountNow: The account cannot be admitted now; another call may go on.
    """
    if not _leads_there():
        raise NotFound
    own, there = records.pair(authority, by)
    staff.must_see(by, own, there)
    care.must(Act.ADMIT, by, own, there)

    def admitted(before: Official, _: Authority) -> Official:
        if before.standing is not Standing.ACTIVE:
            raise Conflict(Fault("/status", "wrong_status"))
        accounts.admit(before.id)
        return replace(before, training_on=before.training_on or at.date())

    return colleagues.change(
        authority, official, admitted, version=version, by=by, at=at, deed=Deed.ADMIT
    )


def _leads_there() -> bool:
    """Return whether this stage leads to a training stage, with accounts of its own."""
    return bool(settings.training_url) and accounts.are_ours()
