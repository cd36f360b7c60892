from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from chalicelib.domain import statuses
from chalicelib.domain.authorities import Status
from chalicelib.domain.care import Act
from chalicelib.domain.errors import Conflict, Invalid
from chalicelib.domain.statuses import OVER, STEPS, TRANSITIONS
from tests.builders import DENMARK, FINLAND, PORTUGAL, TODAY, a_party, an_authority

SUCCESSOR = an_authority(replace(a_party(DENMARK), id="successor"))


def step(authority, act):
    return statuses.step(authority, act, by="coordinator", on=TODAY)


@pytest.mark.parametrize(("status", "act"), TRANSITIONS)
def test_the_table_leads_on(status, act):
    assert step(an_authority(status=status), act).status is TRANSITIONS[status, act]


@pytest.mark.parametrize(
    ("status", "act"), sorted(set(itertools.product(Status, Act)) - set(TRANSITIONS))
)
def test_what_the_table_leaves_out_is_refused(status, act):
    with pytest.raises(Conflict):
        step(an_authority(status=status), act)


def test_nothing_leads_out_of_the_end():
    assert {status for status, _ in TRANSITIONS} & OVER == set()
    assert set(STEPS) == {act for _, act in TRANSITIONS}


def test_to_confirm_sets_the_day_and_nothing_else():
    authority = an_authority()

    assert step(authority, Act.CONFIRM) == replace(authority, confirmed_on=TODAY)


@pytest.mark.parametrize("before", [None, "first"])
def test_who_validates_is_the_validating_coordinator_unless_there_is_one(before):
    waiting = an_authority(status=Status.AWAITING_VALIDATION, validating_coordinator=before)

    validated = step(waiting, Act.VALIDATE)

    assert validated.validating_coordinator == (before or "coordinator")


def test_a_merged_authority_names_its_successor():
    merged = statuses.merge(an_authority(), SUCCESSOR, by="coordinator", on=TODAY)

    assert (merged.status, merged.successor) == (Status.MERGED, "successor")


@pytest.mark.parametrize(
    "into",
    [
        pytest.param(None, id="nowhere"),
        pytest.param(an_authority(), id="itself"),
        pytest.param(an_authority(PORTUGAL), id="abroad"),
        pytest.param(replace(SUCCESSOR, status=Status.SUSPENDED), id="suspended"),
    ],
)
def test_an_authority_is_merged_into_an_active_one_of_its_country(into):
    with pytest.raises(Invalid):
        statuses.merge(an_authority(), into, by="coordinator", on=TODAY)


@pytest.mark.parametrize("status", list(Status))
def test_the_record_of_what_has_ended_stays_as_it_is(status):
    authority = an_authority(FINLAND, status=status)

    if status not in OVER:
        statuses.must_be_open(authority)
        return
    with pytest.raises(Conflict):
        statuses.must_be_open(authority)
