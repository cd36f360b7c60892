"""Files that officials attach: announced, uploaded, checked, downloaded, taken away."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.domain import attaching, attachments, file_contents, steps
from chalicelib.domain.attachments import NOT_READY, Attachment, Condition, Unsent
from chalicelib.domain.errors import AlreadyDone, Conflict, Invalid, NotFound, Stale
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, Case, Side
from chalicelib.services import boxes, requests
from chalicelib.storage import calls, file_items, objects
from chalicelib.storage import requests as storage
from chalicelib.storage.calls import Call

log = logging.getLogger(__name__)

TRIES: Final = 5
"""How often a file is attached anew when others have changed the request meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A file that may be uploaded now."""

    case: Case
    file: Attachment
    url: str
    """Where to send its content by PUT, for a quarter of an hour."""
    headers: Mapping[str, str]
    """What to send with it."""


def announce(
    number: str,
    file: Attachment,
    *,
    for_message: bool = False,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Announced:
    """
    Attach *file*, whose content is yet to come; the same *call* again attaches nothing more.

    Args:
        file: As its owner describes it; id and home are given here.
        for_message: Whether it is meant for a message, with which it is sent; else it
            belongs to the draft or to the answers.

    Raises:
        NotFound: There is no such request, or it does not exist for *by*.
        DomainError: As :func:`attaching.attached` says or, of a message, :func:`steps.take`.
        KeyReused: *call* came before with something else.
    """
    new = replace(file, id=str(uuid.uuid4()), home=number)
    try:
        attach = _laid_by if for_message else _attached
        case, file = attach(number, new, by, call, at)
    except AlreadyDone:
        earlier = calls.earlier(call) if call else None
        case = requests.read(number, by=by)
        file = _found(case, earlier or "", by).file
    url, headers = objects.upload(file)
    return Announced(case=case, file=file, url=url, headers=headers)


def unsent(case: Case, *, by: Acting) -> tuple[Unsent, ...]:
    """Return what *by* has uploaded for a message on *case* and not sent yet, by name."""
    found = file_items.unsent(case.request.number, of=by).values()
    return tuple(sorted(found, key=lambda each: each.file.name))


def take_away(number: str, id: str, *, by: Acting, at: datetime) -> None:
    """
    Remove the file *id* that the side of *by* has attached.

    What others have received, too, stays with them until the request is erased.

    Raises:
        DomainError: As :func:`attaching.detached` says.
    """
    for left in reversed(range(TRIES)):
        case = storage.load(number, reader=by.authority)
        requests.must_know_of(case.request, by)
        unsent = file_items.unsent(number, of=by).get(id)
        if unsent and file_items.forget(unsent.file):
            file_items.drop([unsent.file])
            return
        changed = attaching.detached(case, id, by=by, at=at)
        file = _found(case, id, by).file
        try:
            storage.detach(
                changed, _side(case, by), by=by.authority, before=case.request.version
            )
        except Stale:
            if not left:
                raise
        else:
            # The content last: a colleague may have sent the file a moment ago.
            if not attaching.is_shared(case.request, file):
                file_items.drop([file])
            return


def link(number: str, id: str, *, by: Acting) -> tuple[Attachment, str]:
    """
    Return the file *id* and where it can be downloaded within a minute; it is counted and logged.

    Raises:
        NotFound: There is none, or it does not exist for *by*, or not yet, or not any more.
        Conflict: It is not checked, or did not pass.
    """
    file, now = _found(requests.read(number, by=by), id, by)
    if now is not Condition.READY:
        raise Conflict(replace(NOT_READY[now], pointer=""))
    file_items.count_download(file.home, id)
    log.info("attachment %s of %s goes to %s", id, number, by.authority)
    return file, objects.download(file)


def conditions(case: Case) -> Mapping[str, Condition]:
    """Return how far each file in *case* is, by id."""
    return file_items.conditions(_all(case))


def inspect(home: str, id: str) -> None:
    """
    Look whether the content of a file is what was announced; delete it if not.

    Safe to run twice and late: what was taken away meanwhile is deleted.
    """
    known = file_items.find(home, id)
    if known is None:
        objects.delete(home, id)
        return
    data = objects.read(home, id)
    fits = (
        data is not None
        and len(data) == int(known.size)
        and hashlib.sha256(data).hexdigest() == known.sha256
        and file_contents.agrees(data, known.type)
    )
    if known.condition is Condition.READY and not fits:
        log.error("attachment %s of %s was replaced after its check", id, home)
    _judge(home, id, fits=fits)


def scanned(home: str, id: str, *, clean: bool | None) -> None:
    """Take note of what a scanner says of a file, None if it could not tell; delete it unless *clean*."""
    if clean is None:
        _judge(home, id, fits=False)
    else:
        _judge(home, id, clean=clean)


def _judge(home: str, id: str, *, fits: bool | None = None, clean: bool | None = None) -> None:
    there = file_items.tell(home, id, fits=fits, clean=clean)
    if fits is False or clean is False or not there:
        objects.delete(home, id)


def _laid_by(
    number: str, new: Attachment, by: Acting, call: Call | None, at: datetime
) -> tuple[Case, Attachment]:
    for left in reversed(range(TRIES)):
        case = requests.read(number, by=by)
        if call and (earlier := calls.earlier(call)):
            return case, _found(case, earlier, by).file
        steps.must_be_open(case.request, Action.MESSAGE, by, today=at.date())
        there = [each.file for each in file_items.unsent(number, of=by).values()]
        if faults := tuple(attachments.faults(new, there)):
            raise Invalid(*faults)
        try:
            storage.lay_by(new, by=by, before=case.request.version, call=call)
        except Stale:
            if not left:
                raise
        else:
            return case, new
    raise AssertionError("the last try returns or raises")


def _attached(
    number: str, new: Attachment, by: Acting, call: Call | None, at: datetime
) -> tuple[Case, Attachment]:
    for left in reversed(range(TRIES)):
        case = storage.load(number, reader=by.authority)
        requests.must_know_of(case.request, by)
        if call and (earlier := calls.earlier(call)):
            return requests.shown(case, by), _found(case, earlier, by).file
        changed = attaching.attached(case, new, by=by, at=at)
        try:
            storage.attach(
                changed,
                _side(case, by),
                new,
                by=by.authority,
                before=case.request.version,
                call=call,
            )
        except Stale:
            if not left:
                raise
        else:
            return requests.shown(changed, by), new
    raise AssertionError("the last try returns or raises")


def _side(case: Case, by: Acting) -> Side:
    return case.request.side_of(by.authority) or Side.FORMER


def _all(case: Case) -> tuple[Attachment, ...]:
    return (*attaching.of(case, Side.ASKING), *attaching.of(case, Side.ASKED))


def _found(case: Case, id: str, by: Acting) -> Unsent:
    """
    Return the file *id* as *by* may know of it, and how far it is: with *case*, or with a message.

    Raises:
        NotFound: There is none that *by* may know of.
    """
    for each in _all(case):
        if each.id == id:
            now = file_items.conditions([each]).get(id, Condition.WAITING)
            return Unsent(each, now)
    number = case.request.number
    item = file_items.find(number, id)
    if item is None:
        raise NotFound
    if item.sent_in:
        line = boxes.line(number, int(item.sent_in), by=by)
        files = line.note.files if line and line.note else ()
        file = next((each for each in files if each.id == id), None)
    else:
        mine = (item.by, item.official) == (by.authority, by.official.id)
        file = item.to_domain() if item.unsent and mine else None
    if file is None:
        raise NotFound
    return Unsent(file, item.condition)
