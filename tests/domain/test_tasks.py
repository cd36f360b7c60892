"""Which task a request is, for whom, and what is to be confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import tasks
from chalicelib.domain.authorities import Part
from chalicelib.domain.officials import Absence, Role
from chalicelib.domain.requests import Side, State
from chalicelib.domain.staff import CONFIRMED_FOR_DAYS
from chalicelib.domain.tasks import Subject, Task
from tests.builders import (
    AREA,
    DENMARK,
    PORTUGAL,
    TODAY,
    a_coordination,
    a_request,
    acting,
    an_administrator,
    an_authority,
    an_official,
)

ALLOCATES = {AREA: Part(allocation=True)}
ALLOCATOR = acting(PORTUGAL, name="rita", role=Role.ALLOCATOR)
HANDLER = acting(PORTUGAL, name="ines")
BOTH = acting(PORTUGAL, name="boss", also=(Role.ALLOCATOR,))
LONG_AGO = TODAY - timedelta(days=CONFIRMED_FOR_DAYS)


@pytest.mark.parametrize(
    ("by", "parts", "allocated", "task"),
    [
        (ALLOCATOR, ALLOCATES, (), Task.ALLOCATE),
        (BOTH, ALLOCATES, (), Task.ALLOCATE),
        (HANDLER, ALLOCATES, (), Task.ACCEPT),
        (ALLOCATOR, {}, (), None),
        (BOTH, {}, (), Task.ACCEPT),
        (ALLOCATOR, ALLOCATES, ("ines",), None),
        (BOTH, ALLOCATES, ("ines",), Task.ACCEPT),
    ],
)
def test_who_allocates_does_so_first_where_the_authority_wants_it(by, parts, allocated, task):
    request = a_request(allocated={Side.ASKED: allocated} if allocated else {})

    assert tasks.of(request, by, parts) is task


@pytest.mark.parametrize("state", [State.CLARIFICATION, State.REPLIED])
def test_what_came_back_is_nothing_to_allocate_first(state):
    assert tasks.of(a_request(state=state), BOTH, ALLOCATES) is not Task.ALLOCATE


def test_what_the_other_side_has_allocated_is_allocated_to_nobody_here():
    request = a_request(allocated={Side.ASKING: ("mette",)})

    assert tasks.of(request, ALLOCATOR, ALLOCATES) is Task.ALLOCATE


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.REPLY_APPROVAL])
def test_there_is_nothing_to_allocate_where_nobody_may(state):
    assert tasks.of(a_request(state=state), ALLOCATOR, ALLOCATES) is None


def test_a_referral_waits_for_who_decides():
    coordination = a_coordination()
    request = a_request(
        state=State.REFERRED,
        asking_coordinator=coordination.asking,
        referred_to=Side.ASKING_COORDINATOR,
    )
    decides = acting("dk-coordinator", role=Role.REFERRAL_HANDLER)

    assert tasks.of(request, decides, {}) is Task.DECIDE
    assert tasks.of(request, acting("dk-coordinator"), {}) is None


@pytest.mark.parametrize(
    ("allocated", "authority", "is_mine"),
    [
        ({Side.ASKED: ("ines", "rui")}, PORTUGAL, True),
        ({Side.ASKED: ("rui",)}, PORTUGAL, False),
        ({Side.ASKING: ("ines",)}, PORTUGAL, False),
        ({Side.ASKING: ("ines",)}, "fi-trade", False),
        ({}, PORTUGAL, False),
    ],
)
def test_what_is_allocated_to_somebody(allocated, authority, is_mine):
    request = a_request(allocated=allocated)

    assert tasks.is_allocated_to(request, {"ines", "mette"}, authority) is is_mine


def test_who_stands_in_has_the_tasks_of_who_is_away():
    mette, bo, ida = (an_official(DENMARK, name) for name in ("mette", "bo", "ida"))
    away = Absence(from_on=TODAY, to_on=TODAY, substitute=mette.id)
    colleagues = {each.id: each for each in (mette, replace(bo, absence=away), ida)}

    assert tasks.stood_in_for(mette.acting_for(), colleagues, TODAY) == {mette.id, bo.id}
    assert tasks.stood_in_for(ida.acting_for(), colleagues, TODAY) == {ida.id}
    tomorrow = TODAY + timedelta(days=1)
    assert tasks.stood_in_for(mette.acting_for(), colleagues, tomorrow) == {mette.id}


@pytest.mark.parametrize(
    ("official", "own", "subjects"),
    [
        (LONG_AGO, LONG_AGO, [Subject.AUTHORITY, Subject.OFFICIAL]),
        (LONG_AGO + timedelta(days=1), LONG_AGO, [Subject.AUTHORITY]),
        (LONG_AGO, LONG_AGO + timedelta(days=1), [Subject.OFFICIAL]),
        (None, None, []),
    ],
)
def test_an_entry_is_confirmed_again_when_its_time_is_over(official, own, subjects):
    by = an_administrator(DENMARK, confirmed_on=official).acting_for()

    found = [*tasks.to_confirm(by, an_authority(DENMARK, confirmed_on=own), today=TODAY)]

    assert found == [(subject, TODAY) for subject in subjects]


def test_the_record_is_confirmed_by_administrators_alone():
    by = an_official(DENMARK, confirmed_on=TODAY).acting_for()

    own = an_authority(DENMARK, confirmed_on=LONG_AGO)
    assert [*tasks.to_confirm(by, own, today=TODAY)] == []
