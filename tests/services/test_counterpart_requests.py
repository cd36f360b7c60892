"""What simulated counterparts ask Freja, of the Danish business authority, in the training stage."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain import moves
from chalicelib.domain.authorities import Status
from chalicelib.domain.errors import KeyReused, NotAllowed, TooMany
from chalicelib.domain.moves import Coordination
from chalicelib.domain.requests import Answer, State
from chalicelib.services import coordination, counterpart_requests, requests
from chalicelib.storage import areas, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage.calls import Call
from tests.services.training_stage import (
    DANES,
    DAY,
    MONDAY,
    Stage,
    actions,
    head,
    state,
)

pytestmark = pytest.mark.usefixtures("invented")


def a_call(key: str = "a key", fingerprint: str = "a body") -> Call:
    return Call(key=key, fingerprint=fingerprint, at=MONDAY)


def test_a_counterpart_abroad_asks_something_that_can_be_accepted(stage):
    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])

    request = head(number)
    assert request.state is State.AWAITING_ACCEPTANCE
    assert (request.asked.id, request.area) == (DANES, "services")
    assert request.asking.country != "DK"
    assert request.language == request.asking.language
    stage.does(number, moves.Accept(agreed_on=request.proposed_on))
    case = requests.read(number, by=stage.freja)
    assert case.sealed.person.name


def test_other_seeds_ask_other_things_of_others(stage):
    numbers = [counterpart_requests.ask(DANES, at=stage.at, seed=f"{n}") for n in range(12)]
    found = [head(each) for each in numbers]

    assert len({each.asking.id for each in found}) > 5
    assert len({each.area for each in found}) > 1


def test_who_wants_an_area_that_nobody_has_is_asked_something_else(stage):
    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed", wanted=["spells"])

    assert head(number).area in directory.authority(DANES).areas


def test_what_is_asked_needs_no_approval(stage, monkeypatch):
    coordinator = directory.authority("dk-coordinator").party
    strict = Coordination(asking=coordinator, approves_sending=True)
    monkeypatch.setattr(coordination, "of", lambda *_: strict)

    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed")

    assert state(number) is State.AWAITING_ACCEPTANCE


def test_the_same_call_asks_once(stage):
    first = counterpart_requests.ask(DANES, at=stage.at, seed="a key", call=a_call())
    again = counterpart_requests.ask(DANES, at=stage.at, seed="a key", call=a_call())

    assert first == again
    assert storage.asked_of(DANES) == (first,)
    with pytest.raises(KeyReused):
        counterpart_requests.ask(
            DANES, at=stage.at, seed="a key", call=a_call(fingerprint="other")
        )


def test_the_same_call_goes_on_where_it_was_broken_off(stage, monkeypatch):
    def crash(*_: Any, **__: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(requests, "act", crash)
        with pytest.raises(RuntimeError):
            counterpart_requests.ask(DANES, at=stage.at, seed="a key", call=a_call())
    [begun] = storage.asked_of(DANES)
    assert state(begun) is State.DRAFT

    assert counterpart_requests.ask(DANES, at=stage.at, seed="a key", call=a_call()) == begun
    assert state(begun) is State.AWAITING_ACCEPTANCE


def test_what_was_begun_and_not_sent_is_sent_by_the_clock(stage, monkeypatch):
    coordinator = directory.authority("dk-coordinator").party
    strict = Coordination(asking=coordinator, approves_sending=True)
    monkeypatch.setattr(coordination, "of", lambda *_: strict)
    monkeypatch.setattr(counterpart_requests, "_send", lambda *_, **__: None)
    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed")
    stage.practises()

    stage.passes(2)

    assert state(number) is State.AWAITING_ACCEPTANCE


def test_no_more_are_asked_than_one_can_learn_from(stage, monkeypatch):
    monkeypatch.setattr(counterpart_requests, "MOST_ASKED", 2)
    first, _ = (counterpart_requests.ask(DANES, at=stage.at, seed=f"{n}") for n in range(2))

    with pytest.raises(TooMany):
        counterpart_requests.ask(DANES, at=stage.at, seed="3")

    asking = head(first).asking.id
    area = head(first).area
    by = next(
        acting
        for each in directory.officials_of(asking)
        if (acting := each.acting_for(asking)).handles(area)
    )
    stage.does(first, moves.Withdraw(reason="Øvelse"), by=by)
    assert counterpart_requests.ask(DANES, at=stage.at, seed="4")
    assert first not in storage.asked_of(DANES)


def test_who_has_asked_agrees_to_another_day_and_closes_in_the_end(stage):
    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])
    request = head(number)
    stage.does(number, moves.Accept(agreed_on=request.proposed_on))
    later = request.proposed_on + 7 * DAY
    stage.does(number, moves.ProposeDate(on=later, reason="Vi har travlt"))
    assert stage.passes(3) == 0

    stage.practises()
    stage.passes_until(lambda: head(number).agreed_on == later)
    reply(stage, number)
    stage.passes_until(lambda: state(number) is State.CLOSED)

    assert storage.asked_of(DANES) == (number,)
    stage.passes(1)
    assert storage.asked_of(DANES) == ()


def reply(stage: Stage, number: str) -> None:
    """Let Freja answer all that is asked, and reply."""
    question_set, _ = areas.question_set("services", 1, "en")
    given = {}
    for each in head(number).questions:
        question = question_set.question(each.code)
        value = question.options[0] if question.options else "yes"
        given[each.code] = Answer(value=value, language="da")
    stage.does(number, moves.Give(answers=given))
    stage.does(number, moves.Reply())


def test_what_comes_back_is_taken_back(stage):
    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])
    stage.practises()
    stage.does(number, moves.Return(reason="Ikke os"))

    stage.passes_until(lambda: state(number) is State.WITHDRAWN)

    assert actions(number) == ["return", "withdraw"]


def test_a_part_is_answered_by_who_is_simulated_and_closed_with_the_whole(stage):
    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])
    stage.practises()
    request = head(number)
    stage.does(number, moves.Accept(agreed_on=request.proposed_on))
    code = request.questions[-1].code
    aarhus = directory.authority("dk-aarhus").party
    stage.does(number, moves.Split(to=aarhus, questions=(code,), reason="Ikke os"))
    reply(stage, number)

    stage.passes_until(lambda: state(number) is State.CLOSED)

    [part] = head(number).parts
    assert state(part.number) is State.CLOSED


def test_who_cannot_be_asked_now_is_told_so(stage):
    directory.save_authority(replace(directory.authority(DANES), status=Status.SUSPENDED))

    with pytest.raises(NotAllowed):
        counterpart_requests.ask(DANES, at=stage.at, seed="a seed")


def test_where_nobody_abroad_can_ask_nothing_is_asked(stage, monkeypatch):
    monkeypatch.setattr(storage, "temperaments", dict)

    with pytest.raises(NotAllowed):
        counterpart_requests.ask(DANES, at=stage.at, seed="a seed")


def test_who_has_nobody_to_write_leaves_it_to_others(stage, monkeypatch):
    original, asked = directory.officials_of, []

    def nobody_at_first(authority: str) -> list[Any]:
        asked.append(authority)
        return [] if len(asked) < 3 else original(authority)

    monkeypatch.setattr(directory, "officials_of", nobody_at_first)

    number = counterpart_requests.ask(DANES, at=stage.at, seed="a seed")

    assert head(number).asking.id == asked[2]
