from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import chain, retention, steps
from chalicelib.domain.chain import Salted
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.moves import Accept, Give, Reply, Return, Say, Send, Withdraw
from chalicelib.domain.requests import AskedQuestion, Person, Sealed
from tests.builders import (
    CANARY,
    DENMARK,
    FINNS,
    FRIDAY,
    NOON,
    NUMBER,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_request,
    acting,
    circumstances,
)
from tests.lives import ALL

METTE, INES = acting(DENMARK), acting(PORTUGAL, name="ines")
CREATION = Event(
    number=NUMBER, sequence=1, action=CREATED, authority=DENMARK, official="mette", at=NOON
)


def lived(*moves, seed="a seed"):
    """Return what came of the creation and of *moves*, each with a seed of its own."""
    begun = chain.link(a_case(a_draft_request()), CREATION, None, seed=seed)
    done, case = [begun], begun.case
    for index, (by, move) in enumerate(moves):
        around = circumstances(seed=f"{seed} {index}")
        moved = steps.take(case, move, around, by=by)
        done.append(moved)
        case = moved.case
    return done


JOURNEY = (
    (METTE, Send()),
    (INES, Accept(agreed_on=FRIDAY)),
    (METTE, Say(text="Since when?")),
    (INES, Give(answers=ALL)),
    (INES, Reply()),
)


def test_a_value_is_written_in_one_way_alone():
    value = {"b": [1, None, True], "a": 'å\n\u2028"', "ä": {}}

    assert chain.canonical(value) == '{"a":"å\\n\u2028\\"","b":[1,null,true],"ä":{}}'.encode()
    with pytest.raises(ValueError, match="JSON compliant"):
        chain.canonical(float("nan"))


def test_a_known_chain_has_known_hashes():
    """As docs/case-file.md counts it, by hand."""
    assert chain.sha256(b"") == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert Salted("00", "x").digest == chain.sha256(b'["00","x"]')
    assert chain.following(chain.START, "ff" * 32) == chain.sha256(bytes(32) + b"\xff" * 32)


def test_every_event_joins_the_chain_and_the_request_knows_its_end():
    done = lived(*JOURNEY)

    reached = chain.START
    for each in done:
        assert each.event.digest == chain.sha256(chain.canonical(chain.content(each.event)))
        reached = chain.following(reached, each.event.digest)
        assert each.event.hash == each.case.request.chain == reached


def test_what_was_written_can_be_checked_where_it_lies():
    done = lived(*JOURNEY)

    for each in done:
        parts = chain.parts(each.case, each.event, each.note)
        assert {name: part.digest for name, part in parts.items()} == each.event.parts
    assert [set(each.event.parts) - {"own"} for each in done] == [
        set(),
        {"request", "sealed"},
        set(),
        {"note"},
        set(),
        {"answers", "files"},
    ]


def test_the_end_of_the_chain_holds_what_both_sides_hold():
    case = lived(*JOURNEY)[-1].case

    for name in ("request", "sealed", "answers"):
        part = chain.held(name, case)
        assert part
        assert part.salt
    assert chain.held("sealed", replace(case, sealed=None)) is None
    assert chain.held("answers", replace(case, answers={})) is None
    assert chain.held("request", replace(case, request=retention.erased(case.request))) is None


def test_no_event_holds_a_word_that_somebody_wrote():
    for each in lived(*JOURNEY):
        assert CANARY not in repr(each.event)
        assert "Since when?" not in repr(each.event)


def test_a_return_says_apart_who_is_competent():
    event = lived((METTE, Send()), (INES, Return(reason="No", suggested=FINNS)))[-1].event

    assert FINNS.id not in repr(chain.content(event))
    assert chain.parts(a_case(), event, None)["suggestion"].value == FINNS.id


def test_a_withdrawal_keeps_its_reason_apart():
    done = lived((METTE, Send()), (METTE, Withdraw(reason="Not needed")))[-1]

    assert "Not needed" not in repr(done.event)
    part = chain.held("reason", done.case)
    assert part
    assert part.digest == done.event.parts["reason"]


def test_what_was_stored_before_there_was_a_chain_joins_it_from_here():
    """Neither hash nor salts are there: a request that was out, and answers that were saved."""
    old = a_case(a_request())
    withdrawn = steps.take(old, Withdraw(reason="No"), circumstances(), by=METTE)
    assert withdrawn.event.hash == chain.following(chain.START, withdrawn.event.digest)
    assert chain.held("reason", withdrawn.case)

    accepted = steps.take(old, Accept(agreed_on=FRIDAY), circumstances(), by=INES).case
    replied = steps.take(replace(accepted, answers=ALL), Reply(), circumstances(), by=INES)
    assert replied.case.answers_salt
    assert chain.parts(replied.case, replied.event, None)["answers"].salt


def test_without_its_seed_nobody_guesses_what_a_digest_hides():
    """The same words by the same people at the same moment, and not one digest alike."""
    one, other = lived(*JOURNEY), lived(*JOURNEY, seed="another seed")

    for first, second in zip(one, other, strict=True):
        assert first.event.digest != second.event.digest
        assert not set(first.event.parts.values()) & set(second.event.parts.values())
    salts = [salt for each in one for salt in each.event.salts.values()]
    assert len(set(salts)) == len(salts)


def test_a_sealed_part_that_is_not_at_hand_is_not_made_up():
    case = replace(a_case(a_draft_request()), sealed=None)
    event = replace(CREATION, action="send", sequence=2)

    assert chain.link(case, event, None, seed="s").case.sealed is None


@pytest.mark.parametrize(
    "change",
    [
        {"number": "0000-0000"},
        {"sequence": 9},
        {"action": "close"},
        {"authority": PORTUGAL},
        {"at": NOON.replace(microsecond=1)},
        {"asked": DENMARK},
        {"proposed_on": FRIDAY},
        {"agreed_on": FRIDAY},
        {"questions": ("Q-1",)},
        {"salts": {"event": "00", "own": "00"}},
        {"parts": {}},
    ],
    ids=repr,
)
def test_whatever_is_changed_in_an_event_changes_its_digest(change):
    event = lived(*JOURNEY)[1].event
    if change == {"proposed_on": FRIDAY}:
        change = {"proposed_on": None}

    changed = replace(event, **change)

    assert chain.sha256(chain.canonical(chain.content(changed))) != event.digest


@given(
    one=st.dictionaries(st.text(), st.text() | st.none() | st.booleans() | st.integers()),
    other=st.dictionaries(st.text(), st.text() | st.none() | st.booleans() | st.integers()),
    salt=st.text("0123456789abcdef", min_size=1),
)
def test_two_values_have_one_digest_only_if_they_are_one(one, other, salt):
    alike = chain.canonical(one) == chain.canonical(other)

    assert (Salted(salt, one).digest == Salted(salt, other).digest) is alike
    assert Salted(salt, one).digest != Salted(f"{salt}0", one).digest


def test_a_sealed_part_is_told_whole():
    sealed = Sealed(
        person=Person(name="Ann", born_on=FRIDAY), slots={"Q": {"a": "b"}}, comments={"Q": "c"}
    )

    assert chain.sealed_value(sealed) == {
        "person": {"name": "Ann", "kind": "person", "born_on": "2026-03-13", "details": ""},
        "slots": {"Q": {"a": "b"}},
        "comments": {"Q": "c"},
        "attachments": [],
    }
    assert chain.sealed_value(Sealed())["person"] is None
    assert AskedQuestion(code="Q").slots == {}
