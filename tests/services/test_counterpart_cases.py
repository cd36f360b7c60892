"""Requests of the published training stage that counterparts bring to a coordinator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain import moves
from chalicelib.domain.errors import NotAllowed, Reason, TooMany
from chalicelib.domain.moves import Move
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, State
from chalicelib.services import (
    counterpart_cases,
    counterpart_requests,
    counterparts,
    learners,
    requests,
)
from chalicelib.storage import boxes, directory, retention
from chalicelib.storage import counterparts as storage
from chalicelib.storage.calls import Call
from tests.services.training_stage import MONDAY, head

COORDINATOR = "dk-coordinator"
INGRID = "ingrid.moellevang@imi-koordinator-dk.example"
AREAS = ("professional_qualifications", "services")


pytestmark = pytest.mark.usefixtures("invented")


@pytest.fixture
def ingrid() -> Acting:
    found = directory.officials_of(COORDINATOR)
    return next(each for each in found if each.email == INGRID).acting_for(COORDINATOR)


def bring(by: Acting, *, approval: bool, **more: Any) -> str:
    wanted = {"wanted": AREAS, "at": MONDAY, "seed": "a seed", "call": None} | more
    return counterpart_cases.bring(by, approval=approval, **wanted)


def passes(by: Acting, days: int) -> None:
    counterparts.switch(on=True, by=by, at=MONDAY)
    for hours in range(0, 24 * days, 6):
        counterparts.act(MONDAY + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("approval", "state"), [(True, State.APPROVAL), (False, State.REFERRED)]
)
@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_it_comes_from_home_goes_abroad_and_waits_for_the_coordinator(
    ingrid, approval, state, seed
):
    request = head(bring(ingrid, approval=approval, seed=seed))

    assert request.state is state
    assert request.ball_with
    assert request.ball_with.id == COORDINATOR
    assert request.asking.country == "DK"
    assert request.asked
    assert request.asked.country != "DK"
    assert request.area in AREAS
    assert storage.asked_of(COORDINATOR) == (request.number,)


@pytest.mark.parametrize(
    ("approval", "word", "state"),
    [
        pytest.param(True, moves.Approve(), State.CLOSED, id="approved"),
        pytest.param(True, moves.Reject(comment="No"), State.WITHDRAWN, id="not approved"),
        pytest.param(False, moves.Uphold(), State.CLOSED, id="suffices"),
        pytest.param(False, moves.SendBack(), State.CLOSED, id="more"),
    ],
)
def test_what_was_decided_is_lived_with(ingrid, approval: bool, word: Move, state: State):
    number = bring(ingrid, approval=approval)
    version = head(number).version
    requests.act(number, word, version=version, by=ingrid, call=None, at=MONDAY)

    passes(ingrid, 30)

    assert head(number).state is state


@pytest.mark.parametrize("approval", [True, False])
def test_nobody_goes_on_before_it_is_decided(ingrid, approval):
    number = bring(ingrid, approval=approval)
    version = head(number).version

    passes(ingrid, 10)

    assert head(number).version == version


def test_the_same_call_brings_it_once_and_goes_on_where_it_was_broken_off(ingrid, monkeypatch):
    call = Call(key="a key", fingerprint="same", at=MONDAY)
    act = requests.act

    def broken(number: str, move: Move, **more: Any) -> Any:
        if move.action is Action.REFUSE:
            raise RuntimeError
        return act(number, move, **more)

    with monkeypatch.context() as patched:
        patched.setattr(requests, "act", broken)
        with pytest.raises(NotAllowed):
            bring(ingrid, approval=False, call=call)
    assert storage.asked_of(COORDINATOR) == ()

    number = bring(ingrid, approval=False, call=call)
    version = head(number).version

    assert bring(ingrid, approval=False, call=call) == number
    assert head(number).version == version
    assert storage.asked_of(COORDINATOR) == (number,)


def test_who_practises_takes_part_only_if_everybody_does(ingrid):
    at_home = [each for each in storage.temperaments() if each.startswith("dk-")]
    abroad = sorted(storage.temperaments().keys() - {*at_home})
    calm = (at_home.pop(), abroad.pop())
    for each in [*at_home, *abroad]:
        storage.switch(each, on=True, at=MONDAY)

    request = head(bring(ingrid, approval=True))
    assert (request.asking.id, request.asked and request.asked.id) == calm

    for each in calm:
        storage.switch(each, on=True, at=MONDAY)
    assert head(bring(ingrid, approval=True, seed="another")).state is State.APPROVAL


def test_nothing_is_done_in_the_name_of_who_learns(ingrid):
    for each in storage.temperaments():
        learners.join(f"learner at {each}", authority=each, name="L", language="da", at=MONDAY)

    number = bring(ingrid, approval=False)

    lines = boxes.whole(number, most=100).page.items
    acted = {line.event.official for line in lines}
    assert not [each for each in acted if learners.is_learner(directory.official(each))]


def test_nobody_able_is_said(ingrid, monkeypatch):
    monkeypatch.setattr(counterpart_requests, "takes_part", lambda *_: False)

    with pytest.raises(NotAllowed) as refused:
        bring(ingrid, approval=True)

    assert refused.value.reason is Reason.NO_COUNTERPART


def test_what_is_gone_by_then_is_not_brought_again(ingrid):
    call = Call(key="a key", fingerprint="same", at=MONDAY)
    number = bring(ingrid, approval=True, call=call)
    retention.remove(number)
    storage.drop(COORDINATOR, number)

    assert bring(ingrid, approval=True, call=call) == number
    assert storage.asked_of(COORDINATOR) == ()


def test_who_has_nobody_to_write_leaves_it_to_others(ingrid, monkeypatch):
    drafted, refused = counterpart_requests.drafted, []

    def first_refused(*args: Any, **more: Any) -> str:
        if not refused:
            refused.append(args)
            raise NotAllowed(Reason.NO_ROLE)
        return drafted(*args, **more)

    monkeypatch.setattr(counterpart_requests, "drafted", first_refused)

    assert head(bring(ingrid, approval=True)).state is State.APPROVAL


def test_no_more_come_than_one_can_learn_from(ingrid, monkeypatch):
    monkeypatch.setattr(counterpart_requests, "MOST_ASKED", 1)
    bring(ingrid, approval=True)

    with pytest.raises(TooMany):
        bring(ingrid, approval=True, seed="another")
