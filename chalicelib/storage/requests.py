"""
Requests, each with its sealed part, answers and timeline in one item collection.

What an authority may read lies under a key that holds its id: the sealed part
from the moment it accepts, the answers once they are its own or have been
sent. The path by which a case is read names only the reader's own keys, so it
cannot reach more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chalicelib.domain import staff
from chalicelib.domain.attachments import Attachment
from chalicelib.domain.authorities import Party
from chalicelib.domain.errors import (
    AlreadyDone,
    Conflict,
    DomainError,
    Fault,
    Invalid,
    NotAllowed,
    NotFound,
    Reason,
    Stale,
)
from chalicelib.domain.events import Event
from chalicelib.domain.officials import Acting
from chalicelib.domain.receipts import NO_RECEIPTS
from chalicelib.domain.requests import OVER, Action, Case, Request, Side, State
from chalicelib.domain.steps import Moved
from chalicelib.storage import calls, directory, file_items, notices
from chalicelib.storage.calls import Call
from chalicelib.storage.event_items import EventItem, NoteItem
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.receipts import ReceiptsItem
from chalicelib.storage.request_items import (
    AnswersItem,
    RequestItem,
    RequestTable,
    SealedItem,
)
from chalicelib.storage.writes import Write

HANDING_ON: Final = frozenset({Action.FORWARD, Action.SPLIT})
"""Actions by which the asked side chooses who is asked."""


def heads(numbers: Iterable[str]) -> Iterator[Request]:
    """Yield the requests *numbers*, without anything that lies apart."""
    keys = [(number, RequestItem.KEY) for number in numbers]
    for item in RequestItem.batch_get(keys, consistent_read=True) if keys else ():
        yield item.to_domain()


def load(number: str, *, reader: str, call: Call | None = None) -> Case:
    """
    Return the request *number* with what the authority *reader* may read of it.

    Raises:
        NotFound: There is no such request.
        AlreadyDone: *call* has been carried out before.
        KeyReused: *call* came before with something else.
    """
    keys = [
        RequestItem.KEY,
        SealedItem.key(reader),
        AnswersItem.key(reader),
        ReceiptsItem.KEY,
    ]
    if call:
        keys.append(call.item)
    found = RequestTable.batch_get([(number, key) for key in keys], consistent_read=True)
    return _case(found, sealed_for=reader, answers_for=reader, call=call)


def load_to_accept(number: str, *, reader: str, call: Call | None = None) -> Case:
    """
    Return the request *number* with the sealed part that acceptance hands over.

    The one way round the seal, for an acceptance alone: its rules decide
    before anything is shown.

    Raises:
        NotFound, AlreadyDone, KeyReused: As :func:`load` does.
    """
    everything = RequestTable.item.between("answers#", RequestItem.KEY)
    found = list(RequestTable.query(number, everything, consistent_read=True))
    asking = next((item.asking for item in found if isinstance(item, RequestItem)), reader)
    return _case(found, sealed_for=asking, answers_for=reader, call=call)


def create(case: Case, event: Event, call: Call | None) -> None:
    """
    Write a new draft with the event that begins its timeline.

    Raises:
        AlreadyDone: *call* was carried out meanwhile.
        Stale: The number is taken.
    """
    request = case.request
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=request.number)
    write.put(RequestItem.from_domain(request), RequestItem.number.does_not_exist(), Stale())
    write.put(_sealed(case, request.asking.id))
    write.put(EventItem.from_domain(event))
    write.commit()


def change(case: Case, *, before: int) -> None:
    """
    Write a changed draft over its version *before*.

    Raises:
        Stale: The stored version is another.
    """
    request = case.request
    write = Write()
    write.put(RequestItem.from_domain(request), RequestItem.version == before, Stale())
    write.put(_sealed(case, request.asking.id))
    write.commit()


def attach(
    case: Case, side: Side, file: Attachment, *, by: str, before: int, call: Call | None
) -> None:
    """
    Write *case*, whose *side* has attached *file*.

    Args:
        by: Id of the authority on that side.

    Raises:
        AlreadyDone: *call* was carried out meanwhile.
        Stale: The stored version is not *before*.
    """
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=file.id)
    _write_files(write, case, side, by=by, before=before)
    write.put(FileItem.new(file, by=by))
    write.commit()


def lay_by(file: Attachment, *, by: Acting, before: int, call: Call | None) -> None:
    """
    Write that *by* uploads *file* for a message.

    Raises:
        AlreadyDone: *call* was carried out meanwhile.
        Stale: The stored version of the request is not *before*.
    """
    write = Write()
    key = (file.home, RequestItem.KEY)
    write.check(RequestItem, key, RequestItem.version == before, Stale())
    if call:
        calls.record(write, call, within=call.item, made=file.id)
    write.put(FileItem.new(file, by=by.authority, for_message_of=by.official.id))
    write.commit()


def detach(case: Case, side: Side, *, by: str, before: int) -> None:
    """
    Write *case*, from which *side* has taken a file; what is known of the file stays.

    Raises:
        Stale: The stored version is not *before*.
    """
    write = Write()
    _write_files(write, case, side, by=by, before=before)
    write.commit()


def _write_files(write: Write, case: Case, side: Side, *, by: str, before: int) -> None:
    write.put(RequestItem.from_domain(case.request), RequestItem.version == before, Stale())
    write.put(
        _sealed(case, by) if side is Side.ASKING else AnswersItem.from_domain(case, reader=by)
    )


def delete(write: Write, request: Request) -> None:
    """
    Add to *write* that a draft goes, with all that belongs to it.

    The condition is that the stored version is that of *request*; else :class:`Stale` is raised.
    """
    number = request.number
    write.delete(
        RequestItem(number=number, item=RequestItem.KEY),
        RequestItem.version == request.version,
        Stale(),
    )
    write.delete(SealedItem(number=number, item=SealedItem.key(request.asking.id)))
    write.delete(EventItem(number=number, item=EventItem.key(1)))
    write.delete(ReceiptsItem(number=number, item=ReceiptsItem.KEY))


def save(moved: Moved, *, before: int, call: Call | None) -> None:
    """
    Write what came of a move, all or nothing, and never over somebody's change.

    Raises:
        AlreadyDone: *call* was carried out meanwhile.
        Stale: The stored version is not *before*, or a file of a message was sent meanwhile.
        NotAllowed: The asking authority has no access to the legal area, or too few people; of an
            acceptance, the asked one has none.
        Invalid: The asked authority has none, or too few.
        Conflict: A request is to be closed of which a part is not over.
    """
    request, event = moved.case.request, moved.event
    today = event.at.date()
    write = Write()
    for party, error in _must_have_access(moved):
        # Too few people are no reason to keep somebody waiting whose request was sent already.
        needs_people = None if event.action == Action.ACCEPT else today
        directory.check_access(write, party.id, request.area, error, today=needs_people)
    if event.action in {Action.CLOSE, Action.ERASE_EARLY}:
        # Files of the parts lie with the whole.
        _must_be_over(write, request)
    if call:
        calls.record(write, call, within=request.number, made=request.number)
    write.put(RequestItem.from_domain(request), RequestItem.version == before, Stale())
    _leave_behind(write, moved)
    _hand_over(write, moved)
    if moved.part:
        _begin(write, moved.part)
    try:
        write.commit()
    except (NotAllowed, Invalid) as error:
        raise _why_not(error, moved) from error


def _leave_behind(write: Write, moved: Moved) -> None:
    """Write the line of the timeline, what was written with it, and who is told."""
    write.put(EventItem.from_domain(moved.event))
    if moved.note:
        write.put(NoteItem.from_domain(moved.event, moved.note))
        file_items.send(write, moved.note.files, moved.event)
    for notice in moved.notices:
        write.put(notices.waiting_item(notice))


def _begin(write: Write, part: Moved) -> None:
    """Write what was split off, sealed."""
    request = part.case.request
    write.put(RequestItem.from_domain(request), RequestItem.number.does_not_exist(), Stale())
    write.put(_sealed(part.case, request.asking.id))
    _leave_behind(write, part)


def _must_be_over(write: Write, request: Request) -> None:
    """Demand within *write* that every part of *request* is closed or withdrawn."""
    over = RequestItem.state.is_in(*sorted(state.value for state in OVER))
    for part in request.parts:
        key = (part.number, RequestItem.KEY)
        write.check(RequestItem, key, over, Conflict(Fault("", "part_open")))


def _hand_over(write: Write, moved: Moved) -> None:
    """Let who may read more from now on find it under the own key, and take it from who may not."""
    case, handed, number = moved.case, moved.handed, moved.case.request.number
    for reader in handed.sealed_to:
        write.put(_sealed(case, reader))
    if handed.answers_to:
        write.put(AnswersItem.from_domain(case, reader=handed.answers_to))
    if handed.lost_by:
        write.delete(SealedItem(number=number, item=SealedItem.key(handed.lost_by)))
        write.delete(AnswersItem(number=number, item=AnswersItem.key(handed.lost_by)))


def _must_have_access(moved: Moved) -> Iterator[tuple[Party, DomainError]]:
    """Yield who must take part in the legal area for what *moved*, and what it means if not."""
    request, event, asked = moved.case.request, moved.event, _addressee(moved)
    goes_out = event.action == Action.APPROVE and event.state is State.AWAITING_ACCEPTANCE
    if event.action == Action.SEND or goes_out:
        yield request.asking, NotAllowed(Reason.NO_ACCESS)
        if asked:
            yield asked, Invalid(Fault("/asked", "no_access"))
    elif event.action in HANDING_ON and asked:
        yield asked, Invalid(Fault("/to", "no_access"))
    elif event.action == Action.ACCEPT and asked:
        # What is sealed is opened by it.
        yield asked, NotAllowed(Reason.NO_ACCESS)


def _addressee(moved: Moved) -> Party | None:
    """Return to whom it goes: of a split, the one that gets the part."""
    return (moved.part or moved).case.request.asked


def _why_not(error: NotAllowed | Invalid, moved: Moved) -> DomainError:
    """Return what stands against sending: *error*, or that there are too few people."""
    event = moved.event
    if event.action == Action.ACCEPT:
        return error
    asking = isinstance(error, NotAllowed)
    party = moved.case.request.asking if asking else _addressee(moved)
    if party is None:
        return error
    # One condition holds both, so only the record can tell which of them failed.
    since = directory.authority(party.id).below_rule_since
    if not staff.is_past_grace(since, today=event.at.date()):
        return error
    pointer = "/to" if event.action in HANDING_ON else "/asked"
    return NotAllowed(Reason.BELOW_RULE) if asking else Invalid(Fault(pointer, "below_rule"))


def _case(
    found: Iterable[RequestTable], *, sealed_for: str, answers_for: str, call: Call | None
) -> Case:
    items: Mapping[str, Any] = {item.item: item for item in found}
    if call and calls.result(items.get(call.item), call) is not None:
        raise AlreadyDone
    request = items.get(RequestItem.KEY)
    if request is None:
        raise NotFound
    sealed = items.get(SealedItem.key(sealed_for))
    given = items.get(AnswersItem.key(answers_for))
    answers, files = given.to_domain() if given else ({}, ())
    receipts = items.get(ReceiptsItem.KEY)
    return Case(
        request=request.to_domain(),
        sealed=sealed.to_domain() if sealed else None,
        answers=answers,
        files=files,
        answers_salt=(given.salt or "") if given else "",
        receipts=receipts.to_domain() if receipts else NO_RECEIPTS,
    )


def _sealed(case: Case, reader: str) -> SealedItem:
    if case.sealed is None:
        raise ValueError(f"the sealed part of {case.request.number} was not loaded")
    return SealedItem.from_domain(case.request.number, case.sealed, reader=reader)
