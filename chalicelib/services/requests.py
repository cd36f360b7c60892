"""What officials do with one request."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from chalicelib.domain import attaching, chain, drafts, numbers, retention, steps
from chalicelib.domain.attachments import Attachment
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
from chalicelib.domain.moves import (
    Circumstances,
    Coordination,
    Move,
    Say,
)
from chalicelib.domain.officials import Acting, Role
from chalicelib.domain.receipts import Opening
from chalicelib.domain.requests import (
    SEALED_STATES,
    Action,
    Case,
    Kept,
    Request,
    Side,
    State,
)
from chalicelib.services import areas, coordination
from chalicelib.storage import calendars, calls, directory, file_items, receipts
from chalicelib.storage import requests as storage
from chalicelib.storage import retention as erasure
from chalicelib.storage.calls import Call
from chalicelib.storage.erased import NotNoted
from chalicelib.storage.writes import Write

LEAVING: Final = frozenset({Action.RETURN, Action.FORWARD})
"""Actions with which the asked authority loses the request."""

ENDING: Final = frozenset({Action.CLOSE, Action.WITHDRAW})
"""Actions after which nobody has anything more to say."""

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


def head(number: str, *, by: Acting) -> Request:
    """
    Return the request *number* without anything that lies apart.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
    """
    for request in storage.heads([number]):
        must_know_of(request, by)
        return request
    raise NotFound


def parts(request: Request, *, by: Acting) -> tuple[Request, ...]:
    """Return the parts of *request* in their order; none but to those who asked for all of it."""
    if request.side_of(by.authority) is not Side.ASKING:
        return ()
    found = {each.number: each for each in storage.heads(p.number for p in request.parts)}
    return tuple(found[each.number] for each in request.parts if each.number in found)


def opened(number: str, *, by: Acting, at: datetime) -> Case:
    """
    Return what :func:`read` does, and note when the asked side does so for the first time.

    Raises:
        NotFound: As there.
    """
    case = read(number, by=by)
    sent_at = case.request.sent_at
    is_asked = case.request.side_of(by.authority) is Side.ASKED
    if is_asked and sent_at and not case.receipts.has_opened(by.authority, sent_at):
        receipts.note_opening(number, Opening(by.authority, sent_at, at))
    return case


def addressee(
    id: str | None, *, known: Party | None = None, at: str = "/asked"
) -> Party | None:
    """
    Return the authority that a request is or may be meant for.

    Args:
        id: Its id; None while none is chosen.
        known: The one that the draft names already, which is not read again.
        at: JSON pointer to *id*, for who wrote it.

    Raises:
        Invalid: There is no such authority.
    """
    if id is None:
        return None
    if known and known.id == id:
        return known
    if not id:
        raise Invalid(Fault(at, "unknown_authority"))
    try:
        return directory.authority(id).party
    except NotFound as error:
        raise Invalid(Fault(at, "unknown_authority")) from error


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
        turn_since=at,
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


def copy(number: str, *, by: Acting, call: Call | None, at: datetime) -> Case:
    """
    Write a new draft like the request *number*, without its date, and return it.

    Questions that the area no longer has are left out, and files are not copied.

    Raises:
        NotAllowed: *by* acts for the other side, or does not handle its area.
        DomainError: As :func:`read` and :func:`create` say.
    """
    case = read(number, by=by)
    area = case.request.area
    by.must_handle(area)
    if case.request.side_of(by.authority) is not Side.ASKING:
        raise NotAllowed(Reason.OTHER_SIDE)
    known = areas.structure(area, areas.current_version(area, at=at)).codes
    draft = drafts.of(case)
    kept = tuple(question for question in draft.questions if question.code in known)
    again = replace(draft, questions=kept, proposed_on=None, attachments=())
    return create(area, again, by=by, call=call, at=at)


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
    case = own_draft(number, version=version, by=by, at=at)
    request = replace(case.request, updated_at=at, version=version + 1)
    changed = drafts.write(
        request,
        edit(drafts.of(case)),
        areas.structure(request.area, request.question_set_version),
    )
    storage.change(changed, before=version)
    return changed


def delete(
    number: str,
    *,
    version: int,
    by: Acting,
    at: datetime,
    besides: Callable[[Write, Request], None] | None = None,
) -> None:
    """
    Remove the draft *number*, which nobody else has seen.

    Args:
        besides: Adds what is written with that, or not at all.

    Raises:
        NotFound, NotAllowed, IllegalAction, Stale: As :func:`change` does.
    """
    case = own_draft(number, version=version, by=by, at=at)
    request = case.request
    if request.was_out:
        open_now = tuple(steps.open_actions(request, by, today=at.date()))
        raise IllegalAction(request.state, None, open_now=open_now)
    write = Write()
    storage.delete(write, request)
    if besides:
        besides(write, request)
    write.commit()
    file_items.drop(case.sealed.attachments if case.sealed else ())


def act(
    number: str,
    move: Move,
    *,
    version: int | None,
    by: Acting,
    call: Call | None,
    at: datetime,
    decided_by: Coordination | None = None,
) -> Case:
    """
    Take one step in the life of the request *number*.

    The same *call* again changes nothing and returns the request as it now is.

    Args:
        version: The version that the official saw; None where the call names none.
            A message is written to whichever version there is.
        decided_by: The coordinators, where an exercise wants others than the records name.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
        Stale: It has been changed since.
        VersionMissing: There is no *version*, and the call did not come before.
        DomainError: As :func:`steps.take` and :func:`storage.save` say.
    """
    load = storage.load_to_accept if move.action is Action.ACCEPT else storage.load
    try:
        case = load(number, reader=by.authority, call=call)
        request = case.request
        must_know_of(request, by)
        if request.sides_of(by.authority) == (Side.FORMER,):
            # Before the version is looked at, which would tell that something happened since.
            raise NotAllowed(Reason.OTHER_SIDE)
        if move.action is not Action.MESSAGE and version != request.version:
            raise VersionMissing if version is None else Stale
        around = circumstances(request, move, by=by, at=at, decided_by=decided_by)
        moved = steps.take(case, move, around, by=by)
        _must_send_whole_files(case, move, by)
        storage.save(moved, before=request.version, call=call)
    except AlreadyDone:
        _erase_now(number, move, at)
        file_items.drop(_unsent(number, move, by))
        return read(number, by=by)
    file_items.drop(_out_of_reach(case, move, by))
    if _erase_now(number, move, at):
        return read(number, by=by)
    return shown(moved.case, by)


def _out_of_reach(case: Case, move: Move, by: Acting) -> Iterator[Attachment]:
    """Yield the files of *case* that nobody can send or read any more once *move* is taken."""
    if move.action in LEAVING:
        yield from case.files
    yield from _unsent(case.request.number, move, by)


def _unsent(number: str, move: Move, by: Acting) -> Iterator[Attachment]:
    """Yield what was uploaded for messages on *number* that nobody can send once *move* is taken."""
    if move.action in {*LEAVING, *ENDING}:
        left_by = by.authority if move.action in LEAVING else None
        yield from file_items.all_unsent(number, by=left_by)


def _must_send_whole_files(case: Case, move: Move, by: Acting) -> None:
    """Demand that what goes out with *move* is there and has been checked."""
    side = case.request.side_of(by.authority)
    if side is None or move.action not in {Action.SEND, Action.REPLY}:
        return
    files = attaching.of(case, side)
    attaching.must_be_ready(files, file_items.conditions(files))


def _erase_now(number: str, move: Move, at: datetime) -> bool:
    """Erase at once what both sides want erased; return whether it is. The night does what is left."""
    if move.action is not Action.ERASE_EARLY:
        return False
    try:
        return erasure.apply(number, today=at.date()) is Kept.NOTHING
    except (Stale, NotNoted):
        return False


def say(number: str, message: Say, *, by: Acting, call: Call | None, at: datetime) -> Case:
    """
    Send *message* to the other side of the request *number*, whatever has changed meanwhile.

    Raises:
        DomainError: As :func:`act` says.
    """
    for left in reversed(range(TRIES)):
        try:
            return act(number, message, version=None, by=by, call=call, at=at)
        except Stale:
            if not left:
                raise
        except Invalid:
            # Its files may be gone because the same call has sent them a moment ago.
            if not (left and call and message.attachments):
                raise
    raise AssertionError("the last try returns or raises")


def circumstances(
    request: Request,
    move: Move,
    *,
    by: Acting,
    at: datetime,
    decided_by: Coordination | None = None,
) -> Circumstances:
    """Return what *move* by *by* on *request* depends on, as far as it does; the rest as :func:`act`."""
    action, files = move.action, isinstance(move, Say) and move.attachments
    return Circumstances(
        question_set=areas.structure(request.area, request.question_set_version),
        at=at,
        calendar=calendars.of((request.asked or request.asking).country),
        seed=secrets.token_hex(),
        coordination=decided_by or coordination.of(request, action),
        handlers=_handlers(request, by) if action is Action.ALLOCATE else frozenset(),
        unsent=file_items.unsent(request.number, of=by) if files else {},
    )


def shown(case: Case, by: Acting) -> Case:
    """
    Return *case* without what *by* may not see now.

    Storage hands out no more than that anyway; this says it once more, and
    keeps personal data from those who only view.
    """
    request = case.request
    side = request.side_of(by.authority)
    rejected = side is Side.ASKING_COORDINATOR and request.state is State.DRAFT
    if side is Side.FORMER or rejected:
        return Case(request=_remembered(request, by.authority))
    if request.kept is not Kept.ALL:
        return Case(request=retention.without_words(request))
    if side in steps.COORDINATORS:
        decides = by.roles(request.area) & {Role.APPROVER, Role.REFERRAL_HANDLER}
        return replace(case, sealed=None, answers=case.answers if decides else {}, files=())
    sealed_from = side is Side.ASKED and request.state in SEALED_STATES
    too_early = side is Side.ASKING and request.replied_at is None
    viewer = not by.handles(request.area)
    return replace(
        case,
        sealed=None if sealed_from or viewer else case.sealed,
        answers={} if too_early or viewer else case.answers,
        files=() if too_early or viewer else case.files,
    )


def _remembered(request: Request, authority: str) -> Request:
    """Return what is left of *request* for an *authority* that has nothing more to do with it."""
    left = {each.party.id: each.state for each in request.former}
    until = {each.party.id: each.until for each in request.former}
    return replace(
        request,
        state=left.get(authority, request.state),
        version=until.get(authority, request.version),
        sent_at=None,
        referred_to=None,
        asking_coordinator=None,
        asked_coordinator=None,
        kept=Kept.ALL,
        updated_at=request.created_at,
        replied_at=None,
        answered_at=None,
        closed_at=None,
        blocked_on=None,
        erased_on=None,
        decided=False,
        erasure_by=None,
        nagged_on=None,
        turn_since=None,
        told_on=None,
        timeliness=None,
        effort=None,
        asked=None,
        reason="",
        urgent_reason="",
        proposed_on=None,
        agreed_on=None,
        questions=(),
        returned=None,
        offer=None,
        clarify=(),
        parts=(),
        withdrawal_reason="",
        salt="",
        chain="",
        allocated={},
    )


def _handlers(request: Request, by: Acting) -> frozenset[str]:
    """Return the ids of the colleagues of *by* who handle the area of *request*."""
    return frozenset(
        each.id
        for each in directory.officials_of(by.authority)
        if each.works_for(by.authority) and each.acting_for(by.authority).handles(request.area)
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
        link = chain.link(case, event, None, seed=secrets.token_hex())
        try:
            storage.create(link.case, link.event, call)
        except Stale:
            if attempt == TRIES - 1:
                raise
            fresh = replace(case.request, number=numbers.new(secrets.choice))
            case = replace(case, request=fresh)
        else:
            break
    return link.case


def own_draft(number: str, *, version: int | None, by: Acting, at: datetime) -> Case:
    """
    Return the draft *number* of the own authority.

    Args:
        version: The version that the official saw; None where any will do.

    Raises:
        NotFound: There is none, or it does not exist for *by*.
        NotAllowed: *by* handles no requests of its legal area.
        IllegalAction: It is no draft any more.
        Stale: It has been changed since *version*.
    """
    case = storage.load(number, reader=by.authority)
    request = case.request
    must_know_of(request, by)
    by.must_handle(request.area)
    if request.side_of(by.authority) is not Side.ASKING:
        raise NotAllowed(Reason.OTHER_SIDE)
    if request.state is not State.DRAFT:
        open_now = tuple(steps.open_actions(request, by, today=at.date()))
        raise IllegalAction(request.state, None, open_now=open_now)
    if version not in {None, request.version}:
        raise Stale
    return case
