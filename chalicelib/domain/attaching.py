"""Attaching files to a draft, or to the answers: by whom, when, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from chalicelib.domain import attachments
from chalicelib.domain.attachments import NOT_READY, Attachment, Condition
from chalicelib.domain.errors import IllegalAction, Invalid, NotAllowed, NotFound, Reason
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Answer, Case, Request, Sealed, Side, State

OPEN: Final[Mapping[Side, frozenset[State]]] = MappingProxyType(
    {
        Side.ASKING: frozenset({State.DRAFT}),
        Side.ASKED: frozenset({State.ACCEPTED, State.PARTLY_ANSWERED, State.CLARIFICATION}),
    }
)
"""When each side may attach files: while it writes what they belong to."""


def may_attach(request: Request, by: Acting) -> bool:
    """Return whether *by* may attach files to *request* now."""
    side = request.side_of(by.authority)
    return by.handles(request.area) and request.state in OPEN.get(side or Side.FORMER, ())


def attached(case: Case, new: Attachment, *, by: Acting, at: datetime) -> Case:
    """
    Return *case* with the file *new* of the side of *by*.

    Raises:
        NotAllowed, IllegalAction: It is not the turn of *by* to attach anything.
        Invalid: The file cannot be attached.
    """
    side = _side(case.request, by)
    there = of(case, side)
    if faults := tuple(attachments.faults(new, there)):
        raise Invalid(*faults)
    return _with(case, side, (*there, new), at)


def detached(case: Case, id: str, *, by: Acting, at: datetime) -> Case:
    """
    Return *case* without the file *id* of the side of *by*.

    Raises:
        NotAllowed, IllegalAction: As :func:`attached` does.
        NotFound: That side has attached no such file.
    """
    side = _side(case.request, by)
    there = of(case, side)
    left = tuple(each for each in there if each.id != id)
    if len(left) == len(there):
        raise NotFound
    if side is Side.ASKED:
        case = replace(case, answers=_without(case, id))
    return _with(case, side, left, at)


def _without(case: Case, id: str) -> Mapping[str, Answer]:
    """Return the answers of *case*, of which none is given with the file *id* any more."""
    attached = {each.id for each in case.files}

    def left(answer: Answer) -> Answer:
        named = answer.value.split(" ")
        if id not in named or not attached.issuperset(named):
            return answer
        return replace(answer, value=" ".join(each for each in named if each != id))

    return {code: left(answer) for code, answer in case.answers.items()}


def must_be_ready(files: Iterable[Attachment], found: Mapping[str, Condition]) -> None:
    """
    Demand that *files* can go out: who receives them could do nothing about those that cannot.

    Args:
        found: How far they are, by id.

    Raises:
        Invalid: Some have not arrived, or not passed; each reason is named once.
    """
    faults = {
        NOT_READY[condition]
        for each in files
        if (condition := found.get(each.id, Condition.WAITING)) is not Condition.READY
    }
    if faults:
        raise Invalid(*sorted(faults, key=lambda fault: fault.code))


def is_shared(request: Request, file: Attachment) -> bool:
    """Return whether *file*, of whose turn it is, may have gone from *request* to somebody else."""
    sent = request.state is not State.DRAFT and request.replied_at is not None
    return sent or bool(request.parts) or file.home != request.number


def of(case: Case, side: Side) -> tuple[Attachment, ...]:
    """Return the files of *side* in *case*, as far as its reader sees them."""
    if side is Side.ASKING:
        return case.sealed.attachments if case.sealed else ()
    return case.files


def _side(request: Request, by: Acting) -> Side:
    by.must_handle(request.area)
    side = request.side_of(by.authority)
    if side is None or side not in OPEN:
        raise NotAllowed(Reason.OTHER_SIDE)
    if request.state not in OPEN[side]:
        raise IllegalAction(request.state, None, open_now=())
    return side


def _with(case: Case, side: Side, files: tuple[Attachment, ...], at: datetime) -> Case:
    request = replace(case.request, updated_at=at, version=case.request.version + 1)
    if side is Side.ASKING:
        sealed = replace(case.sealed or Sealed(), attachments=files)
        return replace(case, request=request, sealed=sealed)
    # What the last reply said of its files is said no more, until the next reply.
    return replace(case, request=request, files=files, answers_salt="")
