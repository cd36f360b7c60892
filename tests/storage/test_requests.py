from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import moves, steps
from chalicelib.domain.errors import (
    AlreadyDone,
    Fault,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    Stale,
)
from chalicelib.domain.events import CREATED, Event, replay
from chalicelib.domain.moves import Accept, Give, Move, Reply, Send
from chalicelib.domain.requests import Answer, Case, State
from chalicelib.domain.steps import Moved
from chalicelib.storage import boxes, calls, cursors, directory, notices
from chalicelib.storage import requests as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write
from tests.builders import (
    AREA,
    CANARY,
    DENMARK,
    FINLAND,
    FRIDAY,
    NOON,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_sealed_part,
    acting,
    an_authority,
    circumstances,
)

pytestmark = pytest.mark.usefixtures("aws")

NUMBER = a_draft_request().number
CALL = Call(key="key", fingerprint="fingerprint", at=NOON)


@pytest.fixture(autouse=True)
def _directory(aws) -> None:
    for each in (DENMARK, PORTUGAL):
        directory.save_authority(an_authority(each))


def created(case: Case | None = None, call: Call | None = None) -> Case:
    case = case or a_case(a_draft_request())
    event = Event(
        number=case.request.number,
        sequence=case.request.version,
        action=CREATED,
        authority=DENMARK,
        official="someone",
        at=NOON,
    )
    storage.create(case, event, call)
    return case


def moved(case: Case, move: Move, by: str) -> Moved:
    return steps.take(case, move, circumstances(), by=acting(by))


def done(case: Case, move: Move, by: str, call: Call | None = None) -> Case:
    what = moved(case, move, by)
    storage.save(what, before=case.request.version, call=call)
    return what.case


def accepted() -> Case:
    sent = done(created(), Send(), DENMARK)
    return done(sent, Accept(agreed_on=FRIDAY), PORTUGAL)


ANSWERS = {
    "Q-1": Answer(value="yes", language="pt"),
    "Q-2": Answer(value="Sim", comment="Claro", language="pt"),
}


def test_what_is_written_is_read():
    case = created()

    assert storage.load(NUMBER, reader=DENMARK) == case


def test_the_other_side_cannot_reach_what_is_sealed():
    done(created(), Send(), DENMARK)

    case = storage.load(NUMBER, reader=PORTUGAL)

    assert case.sealed is None
    assert CANARY not in repr(case)


def test_acceptance_hands_over_what_was_sealed():
    before = accepted()

    assert storage.load(NUMBER, reader=PORTUGAL).sealed == before.sealed
    assert storage.load(NUMBER, reader=FINLAND).sealed is None


def test_what_must_be_handed_over_is_read_for_the_acceptance_alone():
    done(created(), Send(), DENMARK)

    sealed = storage.load_to_accept(NUMBER, reader=PORTUGAL).sealed
    assert sealed
    assert sealed == a_sealed_part(salt=sealed.salt)


def test_answers_reach_the_asking_side_with_the_reply():
    case = done(accepted(), Give(answers=ANSWERS), PORTUGAL)

    assert storage.load(NUMBER, reader=PORTUGAL).answers == ANSWERS
    assert storage.load(NUMBER, reader=DENMARK).answers == {}

    done(case, Reply(), PORTUGAL)

    assert storage.load(NUMBER, reader=DENMARK).answers == ANSWERS


def test_the_second_of_two_writers_loses_and_leaves_nothing():
    sent = done(created(), Send(), DENMARK)
    first = moved(sent, Accept(agreed_on=FRIDAY), PORTUGAL)
    second = moved(sent, moves.Withdraw(reason="No"), DENMARK)

    storage.save(first, before=sent.request.version, call=None)
    with pytest.raises(Stale):
        storage.save(second, before=sent.request.version, call=CALL)

    assert storage.load(NUMBER, reader=DENMARK).request.state is State.ACCEPTED
    page = boxes.timeline(NUMBER, limit=20, cursor=None).page
    assert [line.event.action for line in page.items] == [CREATED, "send", "accept"]
    assert storage.load(NUMBER, reader=DENMARK, call=CALL)


def test_a_number_is_given_once():
    created()

    with pytest.raises(Stale):
        created()


def test_a_call_that_comes_twice_is_recognised():
    created(call=CALL)
    sent = done(storage.load(NUMBER, reader=DENMARK), Send(), DENMARK, call=CALL)

    assert calls.earlier(CALL) == NUMBER
    with pytest.raises(AlreadyDone):
        storage.load(NUMBER, reader=DENMARK, call=CALL)
    with pytest.raises(AlreadyDone):
        storage.save(moved(sent, Accept(agreed_on=FRIDAY), PORTUGAL), before=2, call=CALL)


def test_a_key_with_another_body_is_refused():
    created(call=CALL)

    with pytest.raises(KeyReused):
        calls.earlier(replace(CALL, fingerprint="other"))


def test_a_key_is_forgotten_after_a_day():
    created(call=CALL)

    assert calls.earlier(replace(CALL, at=NOON + timedelta(hours=25))) is None


@pytest.mark.parametrize(
    "early", [timedelta(0), timedelta(microseconds=1), timedelta(seconds=1)]
)
def test_around_the_end_of_the_day_a_key_is_either_known_or_free(early):
    created(call=CALL)
    again = replace(CALL, at=NOON + timedelta(hours=24) - early)
    another = a_case(a_draft_request(number="0000-0000"))

    if calls.earlier(again):
        with pytest.raises(AlreadyDone):
            created(another, call=again)
    else:
        created(another, call=again)


def test_nothing_of_a_call_is_kept_but_digests():
    created(call=CALL)

    item = calls.DoneItem.get(CALL.item, CALL.item)

    assert set(item.attribute_values) == {
        "number",
        "item",
        "kind",
        "fingerprint",
        "result",
        "expires",
    }


def test_an_asked_authority_without_access_is_refused():
    directory.save_authority(replace(directory.authority(PORTUGAL), parts={}))

    with pytest.raises(Invalid) as error:
        done(created(), Send(), DENMARK)

    assert error.value.faults == (Fault("/asked", "no_access"),)
    assert storage.load(NUMBER, reader=DENMARK).request.state is State.DRAFT


def test_an_asking_authority_without_access_sends_nothing():
    directory.save_authority(replace(directory.authority(DENMARK), parts={}))

    with pytest.raises(NotAllowed):
        done(created(), Send(), DENMARK)


def deleted(request):
    write = Write()
    storage.delete(write, request)
    write.commit()


def test_a_deleted_draft_leaves_nothing():
    case = created()

    deleted(case.request)

    with pytest.raises(NotFound):
        storage.load(NUMBER, reader=DENMARK)
    assert list(storage.RequestTable.query(NUMBER)) == []


def test_a_draft_that_was_changed_meanwhile_is_not_deleted():
    case = created()
    storage.change(replace(case, request=replace(case.request, version=2)), before=1)

    with pytest.raises(Stale):
        deleted(case.request)


def test_a_notice_is_written_with_its_cause():
    done(created(), Send(), DENMARK)

    assert [leased.notice.reader for leased in notices.lease(NOON)] == [PORTUGAL]


def test_lists_show_each_side_its_own():
    created()
    lists = {"areas": [AREA], "limit": 20, "cursor": None}

    assert boxes.received_by(PORTUGAL, **lists).items == ()
    assert [r.number for r in boxes.sent_by(DENMARK, **lists).items] == [NUMBER]

    sent = done(storage.load(NUMBER, reader=DENMARK), Send(), DENMARK)

    assert boxes.received_by(PORTUGAL, **lists).items == (sent.request,)
    assert boxes.waiting_for(PORTUGAL, **lists).items == (sent.request,)
    assert boxes.waiting_for(DENMARK, **lists).items == ()
    assert boxes.received_by(FINLAND, **lists).items == ()


def test_a_list_keeps_to_the_areas_and_states_asked_for():
    created()

    def found(**wanted):
        return boxes.sent_by(DENMARK, limit=20, cursor=None, **wanted).items

    assert found(areas=[]) == ()
    assert found(areas=["general_enquiry"]) == ()
    assert found(areas=[AREA], states=[State.CLOSED]) == ()
    assert len(found(areas=[AREA], states=[State.DRAFT])) == 1


def test_a_list_goes_on_where_it_stopped():
    numbers = [f"000{n}-0000" for n in range(5)]
    for index, number in enumerate(numbers):
        at = NOON + timedelta(minutes=index)
        created(a_case(a_draft_request(number=number, created_at=at)))

    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = boxes.sent_by(DENMARK, areas=[AREA], limit=2, cursor=cursor)
        seen += [request.number for request in page.items]
        cursor = page.cursor

    assert seen == numbers[::-1]
    assert cursor is None


def test_what_is_due_first_comes_first():
    for number, days in (("0000-0000", 9), ("0001-0000", 2), ("0002-0000", 5)):
        due = a_draft_request(number=number, proposed_on=FRIDAY + timedelta(days=days))
        created(a_case(due))

    waiting = boxes.waiting_for(DENMARK, areas=[AREA], limit=20, cursor=None)

    assert [r.number for r in waiting.items] == ["0001-0000", "0002-0000", "0000-0000"]


def test_a_strange_cursor_is_refused():
    created()
    for cursor in ("%%%", "bnVsbA", "WzFd", "x" * 2000, cursors.encode(["", ""])):
        with pytest.raises(Invalid):
            boxes.sent_by(DENMARK, areas=[AREA], limit=2, cursor=cursor)
    for cursor in ("%%%", "bnVsbA", "x" * 2000, cursors.encode(["answers#"])):
        with pytest.raises(Invalid):
            boxes.timeline(NUMBER, limit=2, cursor=cursor)


def test_a_list_looks_at_so_much_and_no_more(monkeypatch):
    monkeypatch.setattr(boxes, "LOOKED_AT", 2)
    for index in range(5):
        created(a_case(a_draft_request(number=f"000{index}-0000")))

    page = boxes.sent_by(DENMARK, areas=[AREA], states=[State.CLOSED], limit=2, cursor=None)

    assert page.items == ()
    assert page.cursor


def test_the_timeline_replays_to_the_stored_state_and_turns_pages():
    done(accepted(), Give(answers=ANSWERS), PORTUGAL)

    story = boxes.timeline(NUMBER, limit=2, cursor=None)
    request, first = story.request, story.page
    second = boxes.timeline(NUMBER, limit=2, cursor=first.cursor).page

    replayed = replay(line.event for line in (*first.items, *second.items))
    assert replayed.state is request.state
    assert replayed.agreed_on == request.agreed_on
    assert (
        second.cursor is None
        or not boxes.timeline(NUMBER, limit=2, cursor=second.cursor).page.items
    )
