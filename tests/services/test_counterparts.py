"""
Simulated counterparts in the training stage as it is published: they do what officials do.

Freja, of the Danish business authority, asks authorities of each temperament. The clock moves on
in steps of six hours, as that of the stage on one machine does.
"""

from __future__ import annotations

import logging
import random
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain import moves
from chalicelib.domain.areas import UNKNOWN
from chalicelib.domain.authorities import Status
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import KeyReused, NotAllowed, TooMany
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.moves import Coordination, Move
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, Answer, AskedQuestion, Request, Side, State
from chalicelib.services import coordination, counterparts, requests
from chalicelib.storage import areas, boxes, directory
from chalicelib.storage import counterparts as storage
from chalicelib.storage import requests as stored
from chalicelib.storage.calls import Call
from chalicelib.storage.pages import Page
from tests.services.conftest import fill

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STEP = timedelta(hours=6)
DAY = timedelta(days=1)
FREJA = "freja.ravnsholt@erhvervsmyndigheden.example"
DANES = "dk-business"

PROMPT, SLOW, ASKS = "fi-business", "it-commerce", "se-business"
FORWARDS, FORWARDED_TO, RETURNS = "nl-maastricht", "nl-professions", "lu-trades"
INCOMPLETE, REFUSES = "cz-trades", "be-brussels"
EVERYBODY = (PROMPT, SLOW, ASKS, FORWARDS, RETURNS, INCOMPLETE, REFUSES)
CODES = ("SV-01", "SV-02", "SV-05", "SV-09")


pytestmark = pytest.mark.usefixtures("invented")


class Stage:
    """A training stage: its clock, and Freja at her desk."""

    def __init__(self) -> None:
        self.at = MONDAY
        found = (each for each in directory.officials_of(DANES) if each.email == FREJA)
        self.freja: Acting = next(found).acting_for(DANES)

    def practises(self) -> None:
        counterparts.switch(on=True, by=self.freja, at=self.at)

    def passes(self, days: int) -> int:
        """Let *days* pass; return how many moves counterparts have made."""
        made = 0
        for _ in range(4 * days):
            self.at += STEP
            made += counterparts.act(self.at)
        return made

    def passes_until(self, is_done: Callable[[], bool], *, most: int = 30) -> None:
        for _ in range(4 * most):
            if is_done():
                return
            self.at += STEP
            counterparts.act(self.at)
        raise AssertionError(f"nothing of the kind happens within {most} days")

    def asks(self, asked: str) -> str:
        """Send a request to *asked*, with two weeks to answer it; return its number."""
        question_set, _ = areas.question_set("services", 1, "en")
        draft = Draft(
            asked=directory.authority(asked).party,
            language="da",
            reason="En øvelse",
            proposed_on=(self.at + 14 * DAY).date(),
            questions=tuple(
                AskedQuestion(
                    code=code,
                    slots={s.name: "Eksempel" for s in question_set.question(code).slots},
                )
                for code in CODES
            ),
        )
        begun = requests.create("services", draft, by=self.freja, call=None, at=self.at)
        return self.does(begun.request.number, moves.Send()).number

    def does(self, number: str, move: Move, by: Acting | None = None) -> Request:
        version, by = head(number).version, by or self.freja
        case = requests.act(number, move, version=version, by=by, call=None, at=self.at)
        return case.request

    def answers(self, number: str) -> dict[str, str]:
        """Return what Freja reads of the reply."""
        case = requests.read(number, by=self.freja)
        return {code: answer.value for code, answer in case.answers.items()}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def head(number: str) -> Request:
    return next(stored.heads([number]))


def state(number: str) -> State:
    return head(number).state


def events(number: str) -> list[Event]:
    return [line.event for line in boxes.whole(number, most=100).page.items]


def actions(number: str) -> list[str]:
    """Return what was done since it was sent."""
    begun = {CREATED, Action.SEND}
    return [str(each.action) for each in events(number) if each.action not in begun]


def notes(number: str) -> list[tuple[str, str]]:
    """Return language and text of what was written on the way."""
    lines = boxes.whole(number, most=100).page.items
    return [(line.note.language, line.note.text) for line in lines if line.note]


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


# --- What counterparts ask ---


def a_call(key: str = "a key", fingerprint: str = "a body") -> Call:
    return Call(key=key, fingerprint=fingerprint, at=MONDAY)


def test_a_counterpart_abroad_asks_something_that_can_be_accepted(stage):
    number = counterparts.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])

    request = head(number)
    assert request.state is State.AWAITING_ACCEPTANCE
    assert (request.asked.id, request.area) == (DANES, "services")
    assert request.asking.country != "DK"
    assert request.language == request.asking.language
    stage.does(number, moves.Accept(agreed_on=request.proposed_on))
    case = requests.read(number, by=stage.freja)
    assert case.sealed.person.name


def test_other_seeds_ask_other_things_of_others(stage):
    numbers = [counterparts.ask(DANES, at=stage.at, seed=f"{n}") for n in range(12)]
    found = [head(each) for each in numbers]

    assert len({each.asking.id for each in found}) > 5
    assert len({each.area for each in found}) > 1


def test_who_wants_an_area_that_nobody_has_is_asked_something_else(stage):
    number = counterparts.ask(DANES, at=stage.at, seed="a seed", wanted=["spells"])

    assert head(number).area in directory.authority(DANES).areas


def test_what_is_asked_needs_no_approval(stage, monkeypatch):
    coordinator = directory.authority("dk-coordinator").party
    strict = Coordination(asking=coordinator, approves_sending=True)
    monkeypatch.setattr(coordination, "of", lambda *_: strict)

    number = counterparts.ask(DANES, at=stage.at, seed="a seed")

    assert state(number) is State.AWAITING_ACCEPTANCE


def test_what_is_replied_needs_no_approval(stage, monkeypatch):
    number = stage.asks(PROMPT)
    stage.practises()
    coordinator = directory.authority("dk-coordinator").party
    strict = Coordination(asked=coordinator, approves_reply=True)
    monkeypatch.setattr(coordination, "of", lambda *_: strict)

    stage.passes_until(lambda: state(number) is State.REPLIED)

    assert "reply" in actions(number)


def test_the_same_call_asks_once(stage):
    first = counterparts.ask(DANES, at=stage.at, seed="a key", call=a_call())
    again = counterparts.ask(DANES, at=stage.at, seed="a key", call=a_call())

    assert first == again
    assert storage.asked_of(DANES) == (first,)
    with pytest.raises(KeyReused):
        counterparts.ask(DANES, at=stage.at, seed="a key", call=a_call(fingerprint="other"))


def test_the_same_call_goes_on_where_it_was_broken_off(stage, monkeypatch):
    def crash(*_: Any, **__: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(requests, "act", crash)
        with pytest.raises(RuntimeError):
            counterparts.ask(DANES, at=stage.at, seed="a key", call=a_call())
    [begun] = storage.asked_of(DANES)
    assert state(begun) is State.DRAFT

    assert counterparts.ask(DANES, at=stage.at, seed="a key", call=a_call()) == begun
    assert state(begun) is State.AWAITING_ACCEPTANCE


def test_what_was_begun_and_not_sent_is_sent_by_the_clock(stage, monkeypatch):
    coordinator = directory.authority("dk-coordinator").party
    strict = Coordination(asking=coordinator, approves_sending=True)
    monkeypatch.setattr(coordination, "of", lambda *_: strict)
    monkeypatch.setattr(counterparts, "_send", lambda *_, **__: None)
    number = counterparts.ask(DANES, at=stage.at, seed="a seed")
    stage.practises()

    stage.passes(2)

    assert state(number) is State.AWAITING_ACCEPTANCE


def test_no_more_are_asked_than_one_can_learn_from(stage, monkeypatch):
    monkeypatch.setattr(counterparts, "MOST_ASKED", 2)
    first, _ = (counterparts.ask(DANES, at=stage.at, seed=f"{n}") for n in range(2))

    with pytest.raises(TooMany):
        counterparts.ask(DANES, at=stage.at, seed="3")

    asking = head(first).asking.id
    area = head(first).area
    by = next(
        acting
        for each in directory.officials_of(asking)
        if (acting := each.acting_for(asking)).handles(area)
    )
    stage.does(first, moves.Withdraw(reason="Øvelse"), by=by)
    assert counterparts.ask(DANES, at=stage.at, seed="4")
    assert first not in storage.asked_of(DANES)


def test_who_has_asked_agrees_to_another_day_and_closes_in_the_end(stage):
    number = counterparts.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])
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
    number = counterparts.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])
    stage.practises()
    stage.does(number, moves.Return(reason="Ikke os"))

    stage.passes_until(lambda: state(number) is State.WITHDRAWN)

    assert actions(number) == ["return", "withdraw"]


def test_a_part_is_answered_by_who_is_simulated_and_closed_with_the_whole(stage):
    number = counterparts.ask(DANES, at=stage.at, seed="a seed", wanted=["services"])
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
        counterparts.ask(DANES, at=stage.at, seed="a seed")


def test_where_nobody_abroad_can_ask_nothing_is_asked(stage, monkeypatch):
    monkeypatch.setattr(storage, "temperaments", dict)

    with pytest.raises(NotAllowed):
        counterparts.ask(DANES, at=stage.at, seed="a seed")


def test_who_has_nobody_to_write_leaves_it_to_others(stage, monkeypatch):
    original, asked = directory.officials_of, []

    def nobody_at_first(authority: str) -> list[Any]:
        asked.append(authority)
        return [] if len(asked) < 3 else original(authority)

    monkeypatch.setattr(directory, "officials_of", nobody_at_first)

    number = counterparts.ask(DANES, at=stage.at, seed="a seed")

    assert head(number).asking.id == asked[2]
