"""What waits for an official: which task a request is, and whose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from chalicelib.domain import absences, staff
from chalicelib.domain.authorities import Authority, Part
from chalicelib.domain.officials import Acting, Official, Role
from chalicelib.domain.requests import Request, Side, State


class Task(StrEnum):
    """What is to be done."""

    SEND = "send"
    ACCEPT = "accept"
    ANSWER = "answer"
    CHECK_REPLY = "check_reply"
    CLARIFY = "clarify"
    CLOSE_OR_REFER = "close_or_refer"
    APPROVE = "approve"
    DECIDE = "decide"
    ALLOCATE = "allocate"
    """Of who names the colleagues that see to a request, where the authority wants that."""
    AGREE_DATE = "agree_date"
    """Of whoever the other day was offered to, whosever turn it is."""
    CONFIRM_DATA = "confirm_data"
    """Of who is to say again that an entry is right."""
    CORRECT_ADDRESS = "correct_address"
    """Of administrators: e-mails to somebody, or to the mailbox, do not arrive."""
    LOOK_AFTER_REGISTER = "look_after_register"
    """Of administrators: the entry of a register is to be approved, corrected or confirmed."""


class Subject(StrEnum):
    """What a task is about that is about no request."""

    AUTHORITY = "authority"
    """The record of the authority acted for."""
    OFFICIAL = "official"
    """The official's own entry; of an address, a colleague's."""
    MAILBOX = "mailbox"
    """The mailbox of the authority acted for."""


TASKS: Final[Mapping[State, Task]] = MappingProxyType(
    {
        State.DRAFT: Task.SEND,
        State.AWAITING_ACCEPTANCE: Task.ACCEPT,
        State.ACCEPTED: Task.ANSWER,
        State.PARTLY_ANSWERED: Task.ANSWER,
        State.REPLIED: Task.CHECK_REPLY,
        State.CLARIFICATION: Task.CLARIFY,
        State.CLARIFICATION_REFUSED: Task.CLOSE_OR_REFER,
        State.APPROVAL: Task.APPROVE,
        State.REPLY_APPROVAL: Task.APPROVE,
        State.REFERRED: Task.DECIDE,
    }
)
"""The task that each state with somebody's turn is."""

ROLES: Final[Mapping[Task, Role]] = MappingProxyType(
    {Task.APPROVE: Role.APPROVER, Task.DECIDE: Role.REFERRAL_HANDLER}
)
"""Whom a task waits for; all others wait for request handlers."""


INCOMING: Final = frozenset({State.AWAITING_ACCEPTANCE, State.ACCEPTED, State.PARTLY_ANSWERED})
"""States in which what came in waits to be answered for the first time."""


def of(request: Request, by: Acting, parts: Mapping[str, Part]) -> Task | None:
    """
    Return what *request*, whose turn is that of the authority of *by*, asks of *by*; None if nothing.

    Args:
        parts: The part that the authority has in each legal area.
    """
    task, roles = TASKS.get(request.state), by.roles(request.area)
    if task is None:
        return None
    if Role.ALLOCATOR in roles and _is_to_be_allocated(request, parts):
        return Task.ALLOCATE
    return task if ROLES.get(task, Role.HANDLER) in roles else None


def _is_to_be_allocated(request: Request, parts: Mapping[str, Part]) -> bool:
    """Return whether the authority assigns what comes in, and this one to nobody yet."""
    return (
        request.state in INCOMING
        and parts.get(request.area, Part()).allocation
        and not request.allocated.get(Side.ASKED)
    )


def is_allocated_to(request: Request, officials: Collection[str], authority: str) -> bool:
    """Return whether *authority* has allocated *request* to one of the *officials*, by their ids."""
    side = request.side_of(authority)
    named = request.allocated.get(side, ()) if side else ()
    return any(each in officials for each in named)


def stood_in_for(by: Acting, colleagues: Mapping[str, Official], today: date) -> frozenset[str]:
    """
    Return the ids of those whose tasks *by* has *today*: the own one, and of who is away.

    Args:
        colleagues: Those who act for the same authority now, by id.
        today: Local to the authority.
    """
    own = by.official.id
    away = (
        each.id
        for each in colleagues.values()
        if (acts := absences.who_acts(each, colleagues, today)) and acts.id == own
    )
    return frozenset({own, *away})


def to_confirm(
    by: Acting, own: Authority | None, *, today: date
) -> Iterator[tuple[Subject, date]]:
    """
    Yield what *by* is to confirm again, and since when.

    What was never confirmed is a point of the checklist, and no task.

    Args:
        own: The authority acted for; None where *by* does not administer it.
        today: The date in UTC.
    """
    keeps = own if by.membership.administrator else None
    dated = (
        (Subject.AUTHORITY, keeps.confirmed_on if keeps else None),
        (Subject.OFFICIAL, by.official.confirmed_on),
    )
    for subject, confirmed_on in dated:
        if confirmed_on is None:
            continue
        due_on = staff.confirmation_due_on(confirmed_on, today=today)
        if due_on <= today:
            yield subject, due_on
