"""
Simulated counterparts in the training stage as it is published: they do what officials do.

Freja, of the Danish business authority, asks authorities of each temperament. The clock moves on
in steps of six hours, as that of the stage on one machine does.
"""

from __future__ import annotations

import logging
import random
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain import moves
from chalicelib.domain.areas import UNKNOWN
from chalicelib.domain.authorities import Status
from chalicelib.domain.moves import Coordination, Move
from chalicelib.domain.requests import Side, State
from chalicelib.services import coordination, counterparts, requests
from chalicelib.storage import boxes, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage import requests as stored
from chalicelib.storage.pages import Page
from tests.services.conftest import fill
from tests.services.training_stage import (
    CODES,
    DANES,
    DAY,
    MONDAY,
    Stage,
    actions,
    events,
    head,
    notes,
    state,
)

PROMPT, SLOW, ASKS = "fi-business", "it-commerce", "se-business"
FORWARDS, FORWARDED_TO, RETURNS = "nl-maastricht", "nl-professions", "lu-trades"
INCOMPLETE, REFUSES = "cz-trades", "be-brussels"
EVERYBODY = (PROMPT, SLOW, ASKS, FORWARDS, RETURNS, INCOMPLETE, REFUSES)


pytestmark = pytest.mark.usefixtures("invented")


# --- How it ends ---


def test_a_prompt_authority_replies_within_days(stage):
    number = stage.asks(PROMPT)
    stage.practises()

    stage.passes(4)

    assert actions(number) == ["accept", "answer", "reply"]
    assert stage.answers(number).keys() == set(CODES)
    assert UNKNOWN not in stage.answers(number).values()
    case = requests.read(number, by=stage.freja)
    assert {answer.language for answer in case.answers.values()} == {"fi"}
    assert case.receipts.has_opened(PROMPT, head(number).sent_at)


def test_who_acts_handles_the_area_and_does_so_in_office_hours(stage):
    numbers = [stage.asks(each) for each in EVERYBODY]
    stage.practises()
    stage.passes(20)

    done = [each for number in numbers for each in events(number) if each.authority != DANES]

    assert {each.authority for each in done} == {*EVERYBODY, FORWARDED_TO}
    for each in done:
        party = directory.authority(each.authority).party
        local = each.at.astimezone(ZoneInfo(party.time_zone))
        assert 8 <= local.hour < 17, each
        assert local.weekday() < 5, each
        assert directory.official(each.official).acting_for(each.authority).handles("services")


def test_a_slow_authority_lets_it_wait_to_the_last_day_or_longer(stage):
    number = stage.asks(SLOW)
    stage.practises()

    stage.passes_until(lambda: state(number) is State.REPLIED)

    accepted, _, replied = events(number)[2:]
    assert accepted.at.date() in {date(2026, 3, 4), date(2026, 3, 5)}
    # The agreed day is a Monday.
    assert replied.at.date() in {date(2026, 3, 16), date(2026, 3, 17)}


@pytest.mark.parametrize(
    ("word", "on"),
    [
        pytest.param(moves.AgreeDate(), date(2026, 3, 23), id="agreed"),
        pytest.param(moves.DeclineDate(), date(2026, 3, 16), id="declined"),
    ],
)
def test_an_authority_that_asks_for_more_time_answers_whatever_is_decided(stage, word, on):
    number = stage.asks(ASKS)
    stage.practises()
    stage.passes_until(lambda: head(number).offer is not None)
    assert (head(number).offer.on, head(number).offer.by) == (date(2026, 3, 23), Side.ASKED)
    assert [language for language, _ in notes(number)] == ["sv"]

    stage.does(number, word)
    stage.passes_until(lambda: state(number) is State.REPLIED)

    assert head(number).agreed_on == on
    assert events(number)[-1].at.date() <= date(2026, 3, 9)


def test_an_authority_that_is_told_nothing_keeps_to_the_day(stage):
    number = stage.asks(ASKS)
    stage.practises()

    stage.passes_until(lambda: state(number) is State.REPLIED)

    assert events(number)[-1].at.date() == date(2026, 3, 16)


def test_a_misdirected_request_goes_on_to_who_is_competent(stage):
    number = stage.asks(FORWARDS)
    stage.practises()

    stage.passes_until(lambda: state(number) is State.REPLIED)

    assert actions(number) == ["forward", "accept", "answer", "reply"]
    assert head(number).asked.id == FORWARDED_TO
    assert notes(number)[0] == ("nl", notes(number)[0][1])


def test_a_misdirected_request_comes_back_where_nobody_else_is(stage):
    number = stage.asks(RETURNS)
    stage.practises()

    stage.passes(3)

    assert state(number) is State.DRAFT
    assert head(number).returned.language == "fr"
    assert head(number).returned.reason.startswith("Exercice\u00a0: ")
    stage.does(number, moves.Send())
    stage.passes_until(lambda: state(number) is State.REPLIED)
    assert actions(number) == ["return", "accept", "answer", "reply"]


def test_an_incomplete_reply_is_completed_on_request(stage):
    number = stage.asks(INCOMPLETE)
    stage.practises()
    stage.passes_until(lambda: state(number) is State.REPLIED)
    lacking = tuple(
        code
        for code, value in stage.answers(number).items()
        if value == UNKNOWN or value.endswith("nelze zjistit.")
    )
    assert 1 <= len(lacking) < len(CODES)

    stage.does(number, moves.Clarify(questions=lacking, reason="Hvorfor?"))
    stage.passes_until(lambda: state(number) is State.REPLIED)

    said = stage.answers(number)
    assert not [code for code in lacking if said[code] == UNKNOWN]
    assert said.keys() == set(CODES)


def test_an_authority_refuses_until_the_coordinators_have_decided(stage):
    number = stage.asks(REFUSES)
    stage.practises()
    stage.passes_until(lambda: state(number) is State.REPLIED)

    stage.does(number, moves.Clarify(questions=("SV-01",), reason="Hvorfor?"))
    stage.passes_until(lambda: state(number) is not State.CLARIFICATION)

    assert state(number) is State.CLARIFICATION_REFUSED
    assert notes(number)[-1][0] == "fr"


def test_what_is_replied_needs_no_approval(stage, monkeypatch):
    number = stage.asks(PROMPT)
    stage.practises()
    coordinator = directory.authority("dk-coordinator").party
    strict = Coordination(asked=coordinator, approves_reply=True)
    monkeypatch.setattr(coordination, "of", lambda *_: strict)

    stage.passes_until(lambda: state(number) is State.REPLIED)

    assert "reply" in actions(number)


def test_another_day_is_agreed_to(stage):
    number = stage.asks(SLOW)
    stage.practises()
    stage.passes_until(lambda: state(number) is State.ACCEPTED)

    stage.does(number, moves.ProposeDate(on=date(2026, 3, 27), reason="Vi har travlt"))
    stage.passes(2)

    assert head(number).agreed_on == date(2026, 3, 27)
    assert head(number).offer is None


def told() -> list[Any]:
    """Return all that happens to requests of Freja to everybody, in three weeks."""
    stage = Stage()
    numbers = [stage.asks(each) for each in EVERYBODY]
    stage.practises()
    stage.passes(21)
    lines = [(e.action, e.authority, e.official, e.at) for n in numbers for e in events(n)]
    return [numbers, lines, [stage.answers(each) for each in numbers], [*map(notes, numbers)]]


def test_the_same_seed_tells_the_same_again(aws, monkeypatch):
    stories = []
    for _ in range(2):
        aws.holds(fill)
        monkeypatch.setattr(secrets, "choice", random.Random(7).choice)
        stories.append(told())

    assert stories[0] == stories[1]


def test_another_seed_tells_another_story(stage, monkeypatch):
    number = stage.asks(PROMPT)
    stage.practises()
    stage.passes_until(lambda: state(number) is State.ACCEPTED)
    stage.at += 3 * DAY
    tried: list[Move] = []
    monkeypatch.setattr(requests, "act", lambda _, move, **__: tried.append(move))

    for n in range(12):
        counterparts.act(stage.at, seed=f"seed {n}")

    assert len({repr(each) for each in tried}) > 1


# --- When nothing happens ---


def test_nobody_acts_for_those_who_have_not_switched_it_on(stage):
    number = stage.asks(PROMPT)

    assert stage.passes(5) == 0
    stage.practises()
    assert counterparts.is_on(stage.freja)
    counterparts.switch(on=False, by=stage.freja, at=stage.at)
    counterparts.switch(on=False, by=stage.freja, at=stage.at)
    assert stage.passes(5) == 0

    assert actions(number) == []
    assert not counterparts.is_on(stage.freja)
    assert storage.switched_on() == ()


def test_nobody_acts_at_night_or_on_a_sunday(stage):
    number = stage.asks(PROMPT)
    stage.practises()

    for at in (MONDAY + timedelta(hours=14), datetime(2026, 3, 8, 10, tzinfo=UTC)):
        assert counterparts.act(at) == 0

    assert actions(number) == []


def test_who_is_not_simulated_stays_silent(stage):
    number = stage.asks("dk-coordinator")
    stage.practises()

    assert stage.passes(5) == 0

    assert actions(number) == []


def test_without_published_counterparts_nobody_acts(stage, aws):
    number = stage.asks(PROMPT)
    stage.practises()
    storage.CastItem(id=storage.CastItem.ID, item=storage.CastItem.TEMPERAMENTS).delete()

    assert stage.passes(2) == 0

    assert actions(number) == []


def test_an_authority_that_is_gone_does_not_stop_the_others(stage):
    number = stage.asks(PROMPT)
    stage.practises()
    storage.switch("nowhere", on=True, at=MONDAY)

    assert stage.passes(4) == 3

    assert state(number) is State.REPLIED


# --- When something goes wrong ---


def due(stage: Stage, asked: str = PROMPT) -> str:
    """Return the number of a request to *asked* that is about to be decided on."""
    number = stage.asks(asked)
    stage.practises()
    stage.at += DAY
    return number


def test_twice_is_once(stage):
    number = due(stage)

    assert counterparts.act(stage.at) == 1
    assert counterparts.act(stage.at) == 0

    assert actions(number) == ["accept"]


def test_two_at_once_do_it_once(stage, monkeypatch):
    number = due(stage)
    original = requests.act

    def act_twice(*args: Any, **named: Any) -> Any:
        original(*args, **named)
        return original(*args, **named)

    monkeypatch.setattr(requests, "act", act_twice)
    assert counterparts.act(stage.at) == 1

    assert actions(number) == ["accept"]


def test_a_crash_before_writing_loses_nothing(stage, monkeypatch, caplog):
    number, other = due(stage), stage.asks(SLOW)

    def crash(*_: Any, **__: Any) -> None:
        raise RuntimeError("Eksempel")

    with monkeypatch.context() as patched:
        patched.setattr(stored, "save", crash)
        assert counterparts.act(stage.at) == 0
    assert actions(number) == []
    assert "RuntimeError" in caplog.text
    assert "Eksempel" not in caplog.text

    assert counterparts.act(stage.at) == 1
    assert stage.passes(5) == 3
    assert actions(other) == ["accept"]


def test_a_crash_after_writing_does_nothing_twice(stage, monkeypatch):
    number = due(stage)
    original = stored.save

    def crash(*args: Any, **named: Any) -> None:
        original(*args, **named)
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(stored, "save", crash)
        counterparts.act(stage.at)

    assert counterparts.act(stage.at) == 0
    assert actions(number) == ["accept"]


def test_a_crash_between_answers_and_reply_leaves_a_reply_to_send(stage, monkeypatch):
    number = due(stage)
    monkeypatch.setattr(counterparts, "MOST_MOVES", 1)
    stage.passes_until(lambda: state(number) is State.PARTLY_ANSWERED)

    assert counterparts.act(stage.at) == 1

    assert state(number) is State.REPLIED


def test_whoever_is_faster_wins(stage, monkeypatch, caplog):
    number = due(stage)
    original = requests.act
    caplog.set_level(logging.INFO)

    def too_late(*args: Any, **named: Any) -> Any:
        monkeypatch.setattr(requests, "act", original)
        stage.does(number, moves.Withdraw(reason="Fundet i registeret"))
        return original(*args, **named)

    monkeypatch.setattr(requests, "act", too_late)
    assert counterparts.act(stage.at) == 0

    assert state(number) is State.WITHDRAWN
    assert f"{PROMPT} has to wait with {number}: Stale" in caplog.text


def test_what_is_refused_is_done_in_another_way(stage, monkeypatch, caplog):
    number = due(stage, FORWARDS)
    closed = directory.authority(FORWARDED_TO)
    directory.save_authority(replace(closed, status=Status.SUSPENDED))
    monkeypatch.setattr(directory, "find", lambda *_, **__: Page((closed,), None))
    caplog.set_level(logging.INFO)

    assert counterparts.act(stage.at) == 1

    assert actions(number) == ["return"]
    assert f"{FORWARDS} may not forward {number}: Invalid" in caplog.text
    assert "Oefening" not in caplog.text


def test_an_authority_without_handlers_has_to_wait(stage, monkeypatch, caplog):
    number = due(stage)
    caplog.set_level(logging.INFO)
    with monkeypatch.context() as patched:
        patched.setattr(directory, "officials_of", lambda _: [])
        assert counterparts.act(stage.at) == 0

    assert f"{PROMPT} has to wait with {number}: NotAllowed" in caplog.text
    assert counterparts.act(stage.at) == 1


def test_an_authority_with_many_requests_gets_through_all(stage, monkeypatch):
    monkeypatch.setattr(boxes, "LOOKED_AT", 2)
    numbers = [stage.asks(PROMPT) for _ in range(5)]
    stage.practises()
    stage.at += DAY

    assert counterparts.act(stage.at) == 5

    assert {state(each) for each in numbers} == {State.ACCEPTED}


def test_what_lies_too_far_back_is_left_alone(stage, monkeypatch):
    monkeypatch.setattr(boxes, "LOOKED_AT", 1)
    monkeypatch.setattr(counterparts, "MOST_PAGES", 2)
    for _ in range(3):
        stage.asks(PROMPT)
        stage.at += timedelta(minutes=1)
    stage.practises()
    stage.at += DAY

    assert counterparts.act(stage.at) == 2
