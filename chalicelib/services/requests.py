"""What officials do with one request."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from chalicelib.domain import drafts, moves, numbers
from chalicelib.domain.authorities import Party
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import (
    AlreadyDone,
    Fault,
    IllegalAction,
    Invalid,
    NotAllowed,
    NotFound,
    Reason,
    Stale,
    VersionMissing,
)
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.moves import Move
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    REPLIED_STATES,
    SEALED_STATES,
    Action,
    Case,
    Request,
    Side,
    State,
)
from chalicelib.services import areas
from chalicelib.storage import calendars, calls, directory
from chalicelib.storage import requests as storage
from chalicelib.storage.calls import Call

TRIES: Final = 3
"""How often a new number is drawn when one is taken already."""


def read(number: str, *, by: Acting) -> Case:
    """
    Return the request *number* with what *by* may read of it.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    case = storage.load(number, reader=by.authority)
    must_know_of(case.request, by)
    return shown(case, by)


def addressee(id: str | None, *, known: Party | None) -> Party | None:
    """
    Return the authority that a draft is meant for.

    Args:
        id: Its id; None while none is chosen.
        known: The one that the draft names already, which is not read again.

    Raises:
        Invalid: There is no such authority.
    """
    if id is None or (known and known.id == id):
        return known if id else None
    try:
        return directory.authority(id).party
    except NotFound as error:
        raise Invalid(Fault("/asked", "unknown_authority")) from error


def create(area: str, draft: Draft, *, by: Acting, call: Call | None, at: datetime) -> Case:
    """
    Write a new draft and return it; the same *call* again returns the same draft.

    Raises:
        NotFound: There is no such *area*.
        NotAllowed: *by* does not handle *area*.
        Invalid: The draft cannot be kept as it is.
        KeyReused: *call* came before with something else.
    """
    by.must_handle(area)
    version = areas.current_version(area, at=at)
    new = Request(
        number=numbers.new(secrets.choice),
        area=area,
        question_set_version=version,
        asking=by.membership.party,
        language=draft.language,
        created_at=at,
        updated_at=at,
        version=1,
    )
    case = drafts.write(new, draft, areas.structure(area, version))
    try:
        return _stored(case, by, call, at)
    except AlreadyDone:
        number = calls.earlier(call) if call else None
        if number is None:
            raise Stale from None
        return read(number, by=by)


def change(
    number: str, edit: Callable[[Draft], Draft], *, version: int, by: Acting, at: datetime
) -> Case:
    """
    Return the draft *number* after *edit*.

    Args:
        edit: Makes the new draft of the stored one.
        version: The version that the change was made to.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
        NotAllowed: *by* does not handle its area.
        IllegalAction: It has been sent.
        Stale: It has been changed since.
        Invalid: The draft cannot be kept as it would be.
    """
    case = _own_draft(number, version=version, by=by)
    request = replace(case.request, updated_at=at, version=version + 1)
    changed = drafts.write(
        request,
        edit(drafts.of(case)),
        areas.structure(request.area, request.question_set_version),
    )
    storage.change(changed, before=version)
    return changed


def delete(number: str, *, version: int, by: Acting) -> None:
    """
    Remove the draft *number*.

    Raises:
        NotFound, NotAllowed, IllegalAction, Stale: As :func:`change` does.
    """
    storage.delete(_own_draft(number, version=version, by=by).request)


def act(
    number: str,
    move: Move,
    *,
    version: int | None,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Case:
    """
    Take one step in the life of the request *number*.

    The same *call* again changes nothing and returns the request as it now is.

    Args:
        version: The version that the official saw; None where the call names none.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
        Stale: It has been changed since.
        VersionMissing: There is no *version*, and the call did not come before.
        DomainError: As :func:`moves.take` and :func:`storage.save` say.
    """
    load = storage.load_to_accept if move.action is Action.ACCEPT else storage.load
    try:
        case = load(number, reader=by.authority, call=call)
        must_know_of(case.request, by)
        if version != case.request.version:
            raise VersionMissing if version is None else Stale
        request = case.request
        question_set = areas.structure(request.area, request.question_set_version)
        calendar = calendars.of((request.asked or request.asking).country)
        moved = moves.take(case, move, question_set, by=by, at=at, calendar=calendar)
        storage.save(moved, before=request.version, call=call)
    except AlreadyDone:
        return read(number, by=by)
    return shown(moved.case, by)


def shown(case: Case, by: Acting) -> Case:
    """
    Return *case* without what *by* may not see now.

    Storage hands out no more than that anyway; this says it once more, and
    keeps personal data from those who only view.
    """
    side, state = case.request.side_of(by.authority), case.request.state
    sealed_from = side is Side.ASKED and state in SEALED_STATES
    too_early = side is Side.ASKING and state not in REPLIED_STATES
    viewer = not by.handles(case.request.area)
    return replace(
        case,
        sealed=None if sealed_from or viewer else case.sealed,
        answers={} if too_early or viewer else case.answers,
    )


def must_know_of(request: Request, by: Acting) -> None:
    """
    Do nothing if *by* may know that *request* exists.

    Raises:
        NotFound: *by* acts for neither side, or has no role in the legal area.
    """
    if request.side_of(by.authority) is None or not by.roles(request.area):
        raise NotFound


def _stored(case: Case, by: Acting, call: Call | None, at: datetime) -> Case:
    for attempt in range(TRIES):
        event = Event(
            number=case.request.number,
            sequence=case.request.version,
            action=CREATED,
            authority=by.authority,
            official=by.official.id,
            at=at,
        )
        try:
            storage.create(case, event, call)
        except Stale:
            if attempt == TRIES - 1:
                raise
            fresh = replace(case.request, number=numbers.new(secrets.choice))
            case = replace(case, request=fresh)
        else:
            break
    return case


def _own_draft(number: str, *, version: int, by: Acting) -> Case:
    case = storage.load(number, reader=by.authority)
    request = case.request
    must_know_of(request, by)
    by.must_handle(request.area)
    if request.side_of(by.authority) is not Side.ASKING:
        raise NotAllowed(Reason.OTHER_SIDE)
    if request.state is not State.DRAFT:
        raise IllegalAction(
            request.state, None, open_now=tuple(moves.open_actions(request, by))
        )
    if request.version != version:
        raise Stale
    return case
