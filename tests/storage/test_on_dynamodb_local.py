"""Storage on Amazon's own DynamoDB, where conditions, transactions and races are real."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest
from pynamodb.connection.base import Connection
from pynamodb.models import Model

from chalicelib.config import settings
from chalicelib.domain import drafts, numbers, registrations, steps
from chalicelib.domain.authorities import Authority, Kind, Part, Status
from chalicelib.domain.care import Act
from chalicelib.domain.errors import (
    AlreadyDone,
    BrokenRule,
    Conflict,
    DomainError,
    Invalid,
    InvitationOver,
    NotAllowed,
    Stale,
)
from chalicelib.domain.events import CREATED, Event, replay
from chalicelib.domain.feedback import Kind as Report
from chalicelib.domain.letters import Fate, Letter
from chalicelib.domain.moves import Accept, Close, Give, Move, Reply, Send, Split, Withdraw
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Acting, Membership, Official
from chalicelib.domain.records import Known
from chalicelib.domain.registrations import Entry
from chalicelib.domain.requests import Case, State
from chalicelib.domain.staff import Staff
from chalicelib.domain.tasks import Task
from chalicelib.i18n import LANGUAGES
from chalicelib.services import (
    authorities,
    boxes,
    colleagues,
    imports,
    invitations,
    new_records,
    pace,
    record_steps,
    requests,
    similar,
    tasks,
    watching,
)
from chalicelib.services.boxes import Wanted
from chalicelib.storage import (
    addresses,
    areas,
    audit,
    calls,
    connections,
    directory,
    letters,
    members,
    notices,
    reminders,
)
from chalicelib.storage import invitations as invitation_storage
from chalicelib.storage import records as record_storage
from chalicelib.storage import requests as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.invitations import Invitation
from chalicelib.storage.writes import Write
from tests.builders import (
    AREA,
    CANARY,
    DENMARK,
    FINLAND,
    FINNS,
    FRIDAY,
    NOON,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_question_set,
    acting,
    an_administrator,
    an_authority,
    area_texts,
    circumstances,
)
from tests.lives import ALL

pytestmark = pytest.mark.dynamodb_local

METTE, INES, AINO = acting(DENMARK), acting(PORTUGAL, name="ines"), acting(FINLAND)
CALL = Call(key="key", fingerprint="fingerprint", at=NOON)
NOTHING = Known(languages=(), competences=(), professions=())
WHOLE = drafts.of(a_case(a_draft_request()))
REALLY_DISPATCHED = Connection.dispatch


@pytest.fixture(scope="module")
def _storage_there(_dynamodb_local) -> Iterator[None]:
    """
    Let storage talk to DynamoDB Local as long as the tests of this module run.

    The AWS SDK takes the address from the environment when a client is made, so
    the clients made before are put aside. New ones are slow to make: these last.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", _dynamodb_local)
        for model in models(Model):
            patch.setattr(model, "_connection", None)
        connections.connection.cache_clear()
        yield
    connections.connection.cache_clear()


@pytest.fixture(autouse=True)
def _stage(_storage_there, dynamodb_local) -> Iterator[None]:
    areas.forget()
    areas.publish(a_question_set(), {"en": area_texts()})
    for each in (DENMARK, PORTUGAL, FINLAND):
        directory.save_authority(an_authority(each))
    yield
    areas.forget()


@pytest.fixture
def operations(monkeypatch) -> Counter[str]:
    """How often storage has asked DynamoDB for what, by name of the operation."""
    counted: Counter[str] = Counter()

    def dispatch(self: Connection, operation: str, arguments: Any) -> Any:
        counted[operation] += 1
        return REALLY_DISPATCHED(self, operation, arguments)

    monkeypatch.setattr(Connection, "dispatch", dispatch)
    return counted


@pytest.fixture
def client(dynamodb_local) -> Any:
    """Looks at the tables past our own code."""
    return boto3.client("dynamodb", endpoint_url=dynamodb_local)


def models(of: type[Model]) -> Iterator[type[Model]]:
    yield of
    for model in of.__subclasses__():
        yield from models(model)


def a_draft(**changes: Any) -> str:
    draft = replace(WHOLE, **changes)
    case = requests.create(AREA, draft, by=METTE, call=None, at=NOON)
    return case.request.number


def act(number: str, move: Move, by: Any, **more: Any) -> Case:
    version = more.pop("version", None) or requests.read(number, by=by).request.version
    return requests.act(
        number, move, version=version, by=by, call=more.pop("call", None), at=NOON
    )


def sent() -> str:
    number = a_draft()
    act(number, Send(), METTE)
    return number


def lived(number: str) -> None:
    """Lead the request *number* from draft to end."""
    act(number, Send(), METTE)
    act(number, Accept(agreed_on=FRIDAY), INES)
    act(number, Give(answers=ALL), INES)
    act(number, Reply(), INES)
    act(number, Close(timeliness=5), METTE)


def at_once(times: int, do: Callable[[int], Any]) -> list[Any]:
    """Return what came of doing *do* so often at the same time: values and errors."""

    def tried(index: int) -> Any:
        try:
            return do(index)
        except DomainError as error:
            return type(error)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(tried, range(times)))


def rows(client: Any, table: str, index: str | None = None) -> list[dict[str, Any]]:
    where = {"TableName": table} | ({"IndexName": index} if index else {})
    return list(client.scan(**where)["Items"])


def everything(client: Any) -> list[str]:
    tables = (settings.requests_table, settings.notices_table)
    return sorted(json.dumps(row, sort_keys=True) for t in tables for row in rows(client, t))


def test_a_request_lives_from_draft_to_end_and_its_timeline_tells_so():
    number = a_draft()
    at_asked = []

    for move, by in (
        (Send(), METTE),
        (Accept(agreed_on=FRIDAY), INES),
        (Give(answers=ALL), INES),
        (Reply(), INES),
        (Close(effort=3), METTE),
    ):
        act(number, move, by)
        at_asked.append(storage.load(number, reader=PORTUGAL).sealed is not None)

    assert at_asked == [False, True, True, True, True]
    found = boxes.timeline(number, by=METTE, limit=20, cursor=None)
    request, page = found.requests[number], found.page
    told = replay(line.event for line in page.items)
    assert (request.state, told.state) == (State.CLOSED, State.CLOSED)
    assert (told.asked, told.agreed_on, told.answered) == (PORTUGAL, FRIDAY, {"Q-1", "Q-2"})
    assert storage.load(number, reader=DENMARK).answers == ALL
    assert len(list(notices.lease(NOON))) == 4


def test_the_second_of_two_writers_loses_and_leaves_nothing(client):
    number = sent()
    first = storage.load_to_accept(number, reader=PORTUGAL)
    second = storage.load(number, reader=DENMARK)
    accept = steps.take(first, Accept(agreed_on=FRIDAY), circumstances(), by=INES)
    withdraw = steps.take(second, Withdraw(reason="No"), circumstances(), by=METTE)
    storage.save(accept, before=2, call=None)
    before = everything(client)

    with pytest.raises(Stale):
        storage.save(withdraw, before=2, call=CALL)

    assert everything(client) == before


def test_of_twenty_who_accept_at_once_one_succeeds():
    number = sent()

    came = at_once(20, lambda _: act(number, Accept(agreed_on=FRIDAY), INES, version=2))

    assert Counter(type(each) for each in came) == {Case: 1, type: 19}
    assert {each for each in came if isinstance(each, type)} == {Stale}
    page = boxes.timeline(number, by=METTE, limit=20, cursor=None).page
    assert [line.event.action for line in page.items] == [CREATED, "send", "accept"]
    assert len(list(notices.lease(NOON))) == 2


def test_of_those_who_begin_under_one_number_at_once_one_gets_it():
    case = a_case(a_draft_request())
    number = case.request.number

    def begin(index: int) -> None:
        event = Event(
            number=number,
            sequence=1,
            action=CREATED,
            authority=DENMARK,
            official=f"official-{index}",
            at=NOON,
        )
        storage.create(case, event, replace(CALL, key=f"key-{index}"))

    came = at_once(10, begin)

    assert Counter(came) == {None: 1, Stale: 9}
    done = [calls.earlier(replace(CALL, key=f"key-{index}")) for index in range(10)]
    assert [made for made in done if made] == [number]


def test_a_number_that_is_taken_is_drawn_again(monkeypatch):
    taken = a_draft()
    drawn = [taken, taken, "0000-0000"]
    monkeypatch.setattr(numbers, "new", lambda _: drawn.pop(0))

    again = a_draft(reason="Another")

    assert again == "0000-0000"
    assert requests.read(taken, by=METTE).request.reason == WHOLE.reason
    assert requests.read(again, by=METTE).request.reason == "Another"


def test_the_same_post_ten_times_at_once_makes_one_draft():
    came = at_once(10, lambda _: requests.create(AREA, WHOLE, by=METTE, call=CALL, at=NOON))

    assert len({case.request.number for case in came}) == 1
    found = boxes.sent(by=METTE, wanted=Wanted(), limit=20, cursor=None)
    assert len(found.items) == 1


def test_the_same_step_ten_times_at_once_is_taken_once():
    number = sent()
    accept = Accept(agreed_on=FRIDAY)

    came = at_once(10, lambda _: act(number, accept, INES, version=2, call=CALL))

    assert {case.request.version for case in came} == {3}
    assert storage.load(number, reader=INES.authority).request.version == 3
    with pytest.raises(AlreadyDone):
        storage.load(number, reader=INES.authority, call=CALL)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        pytest.param(DENMARK, NotAllowed, id="the asking one"),
        pytest.param(PORTUGAL, Invalid, id="the asked one"),
    ],
)
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"parts": {}}, id="in no area"),
        pytest.param({"parts": {"e_commerce": Part()}}, id="in another area"),
        pytest.param({"status": Status.SUSPENDED}, id="suspended"),
    ],
)
def test_without_access_nothing_is_sent_and_nothing_left(client, who, error, changes):
    number = a_draft()
    directory.save_authority(replace(directory.authority(who), **changes))
    before = everything(client)

    with pytest.raises(error):
        act(number, Send(), METTE, call=CALL)

    assert everything(client) == before


def test_a_draft_that_was_changed_meanwhile_is_not_deleted(client):
    number = a_draft()
    old = storage.load(number, reader=DENMARK).request
    requests.change(number, lambda d: replace(d, reason="New"), version=1, by=METTE, at=NOON)
    before = everything(client)

    write = Write()
    storage.delete(write, old)
    with pytest.raises(Stale):
        write.commit()

    assert everything(client) == before
    requests.delete(number, version=2, by=METTE, at=NOON)
    assert everything(client) == []


def test_what_is_sealed_lies_under_no_key_of_the_asked_side_before_it_accepts(client):
    number = sent()

    for row in rows(client, settings.requests_table):
        assert (CANARY in json.dumps(row)) == (row["item"]["S"] == f"sealed#{DENMARK}")
    assert CANARY not in json.dumps(rows(client, settings.notices_table))

    act(number, Accept(agreed_on=FRIDAY), INES)

    held = {r["item"]["S"] for r in rows(client, settings.requests_table) if CANARY in str(r)}
    assert held == {f"sealed#{DENMARK}", f"sealed#{PORTUGAL}"}


def test_sparse_indexes_hold_what_they_should_and_no_more(client):
    draft, open_one, over = a_draft(), sent(), a_draft()
    lived(over)

    def numbers_in(index: str) -> dict[str, int]:
        return Counter(
            row["number"]["S"] for row in rows(client, settings.requests_table, index)
        )

    assert numbers_in("by_asking") == {draft: 1, open_one: 1, over: 1}
    assert numbers_in("by_asked") == {open_one: 1, over: 1}
    assert numbers_in("by_ball") == {draft: 1, open_one: 1}


def test_a_notice_leaves_the_outbox_when_it_is_finished(client):
    sent()
    leased = list(notices.lease(NOON))
    assert len(rows(client, settings.notices_table, "waiting")) == 1

    notices.finish(leased[0].notice, "sent")

    assert rows(client, settings.notices_table, "waiting") == []
    assert len(rows(client, settings.notices_table)) == 1


def test_of_many_senders_at_once_one_gets_each_notice():
    for _ in range(3):
        sent()

    came = at_once(8, lambda _: [leased.notice.id for leased in notices.lease(NOON)])

    ids = [each for some in came for each in some]
    assert len(ids) == len(set(ids)) == 3


def test_lists_turn_pages_until_their_end():
    begun = []
    for day in range(5):
        case = requests.create(
            AREA,
            replace(WHOLE, proposed_on=FRIDAY + timedelta(days=7 - day)),
            by=METTE,
            call=None,
            at=NOON + timedelta(minutes=day),
        )
        begun.append(case.request.number)

    def turned(read: Callable[..., Any]) -> list[Any]:
        seen, cursor = [], None
        for _ in range(4):
            page = read(limit=2, cursor=cursor)
            seen += page.items
            cursor = page.cursor
            if cursor is None:
                return seen
        raise AssertionError("the list has no end")

    newest = turned(lambda **more: boxes.sent(by=METTE, wanted=Wanted(), **more))
    due = turned(lambda **more: tasks.waiting(by=METTE, mine=False, at=NOON, **more))
    named = turned(lambda **more: boxes.sent(by=METTE, wanted=Wanted(text="turismo"), **more))
    found = turned(authorities.find)

    assert [request.number for request in newest] == begun[::-1]
    assert [(each.kind, each.request.number) for each in due] == [
        (Task.SEND, number) for number in begun[::-1]
    ]
    assert named == newest
    assert sorted(each.party.id for each in found) == [DENMARK, FINLAND, PORTUGAL]


def test_a_cursor_shows_nobody_the_list_of_others():
    a_draft()
    a_draft()
    cursor = boxes.sent(by=METTE, wanted=Wanted(), limit=1, cursor=None).cursor
    assert cursor
    place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()

    page = boxes.sent(by=AINO, wanted=Wanted(), limit=20, cursor=cursor)

    assert DENMARK not in place
    assert page.items == ()


def test_nothing_is_ever_scanned(operations):
    number = a_draft()
    requests.change(number, lambda draft: draft, version=1, by=METTE, at=NOON)
    lived(number)
    requests.delete(a_draft(), version=1, by=METTE, at=NOON)
    requests.create(AREA, WHOLE, by=METTE, call=CALL, at=NOON)
    for by in (METTE, INES):
        for mine in (True, False):
            tasks.waiting(by=by, mine=mine, at=NOON, limit=20, cursor=None)
        watching.watched(by=by, wanted=Wanted(), limit=20, cursor=None)
        similar.to(number, by=by)
        pace.of(by.authority, AREA, by=by, at=NOON)
        for read in (boxes.sent, boxes.received):
            read(by=by, wanted=Wanted(), limit=20, cursor=None)
            read(by=by, wanted=Wanted(text=number), limit=20, cursor=None)
            read(by=by, wanted=Wanted(text="turismo"), limit=20, cursor=None)
        boxes.timeline(number, by=by, limit=20, cursor=None)
    authorities.find(text="tur", area=AREA, limit=20)
    for leased in notices.lease(NOON):
        letter = Letter(notice=leased.notice, reader="somebody", fate=Fate.HELD, due_at=NOON)
        letters.settle(letter, message="one")
        letters.told_at("somebody", leased.notice, since=NOON)
        notices.put_off(leased.notice, until=NOON)
        notices.finish(leased.notice, "sent")
    assert [*letters.waiting(NOON)] == ["somebody"]
    letters.mark(letters.lease("somebody", NOON), message="two")
    letters.release("somebody")
    letters.report("two", Fate.BOUNCED, at=NOON)
    letters.send_again("somebody", at=NOON)
    letters.of("somebody", limit=5, cursor=None)
    addresses.fail("somebody@office.example", Report.BOUNCED, today=NOON.date())
    addresses.failing(["somebody@office.example"])
    addresses.work("somebody@office.example", today=NOON.date())
    [*reminders.due(NOON.date())]

    assert set(operations) <= {
        "BatchGetItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "TransactWriteItems",
        "UpdateItem",
    }


def counted() -> Staff:
    return members.offices([DENMARK])[DENMARK].staff


def test_of_the_last_two_administrators_who_remove_each_other_at_once_both_stay():
    people = [an_administrator(name=name) for name in ("ann", "bo")]
    for each in people:
        directory.save_official(each)

    def remove(index: int) -> None:
        other, by = people[1 - index], people[index].acting_for()
        colleagues.remove(DENMARK, other.id, version=1, by=by, at=NOON)

    assert at_once(2, remove) == [BrokenRule, BrokenRule]
    assert counted() == Staff(active=2, administrators=2)


def test_of_three_administrators_whom_three_remove_at_once_two_stay():
    people = [an_administrator(name=name) for name in ("ann", "bo", "cem")]
    for each in people:
        directory.save_official(each)

    def remove(index: int) -> None:
        by = people[index].acting_for()
        colleagues.remove(DENMARK, people[index - 1].id, version=1, by=by, at=NOON)

    came = at_once(3, remove)

    assert Counter(came) == {None: 1, BrokenRule: 2}
    left = [each for each in directory.officials_of(DENMARK) if each.works_for(DENMARK)]
    assert len(left) == 2
    assert counted() == Staff(active=2, administrators=2)


def test_a_removal_and_a_demotion_at_once_do_not_break_the_rule_together():
    people = [an_administrator(name=name) for name in ("ann", "bo", "cem")]
    for each in people:
        directory.save_official(each)
    by = people[0].acting_for()

    def demote(official: Official, authority: Authority) -> Official:
        return registrations.change(official, authority, administrator=False)

    def lose(index: int) -> None:
        if index:
            colleagues.remove(DENMARK, people[1].id, version=1, by=by, at=NOON)
        else:
            colleagues.change(DENMARK, people[2].id, demote, version=1, by=by, at=NOON)

    assert Counter(type(each) for each in at_once(2, lose))[type] == 1
    assert counted().administrators == 2


def test_of_twenty_who_register_the_same_address_at_once_all_get_one_official():
    boss = an_administrator(name="boss")
    directory.save_official(boss)
    entry = Entry(name="Ann", email="ann@office.example", language="da", roles={})

    def register(index: int) -> str:
        official, _ = colleagues.register(
            DENMARK, entry, by=boss.acting_for(), call=None, at=NOON
        )
        return official.id

    came = at_once(20, register)

    assert len({each for each in came if isinstance(each, str)}) == 1
    assert {each for each in came if not isinstance(each, str)} <= {Stale}
    assert len(directory.officials_of(DENMARK)) == 2
    told = [leased.notice.topic for leased in notices.lease(NOON)]
    assert Counter(told) == {Topic.INVITATION: 1, Topic.BELOW_RULE: 1}


def test_an_invitation_is_accepted_once_and_counted_once():
    boss = an_administrator(name="boss")
    directory.save_official(boss)
    entry = Entry(
        name="Ann", email="ann@office.example", language="da", roles={}, administrator=True
    )
    new, _ = colleagues.register(DENMARK, entry, by=boss.acting_for(), call=None, at=NOON)
    link = Invitation(official=new.id, authority=DENMARK, invited_at=NOON)
    token = invitation_storage.issue(link)

    came = at_once(5, lambda _: invitations.accept(token, at=NOON))

    assert Counter(each for each in came if isinstance(each, type)) == {InvitationOver: 4}
    assert counted() == Staff(active=2, administrators=2)
    assert directory.authority(DENMARK).below_rule_since is None


def test_to_be_seen_touches_no_version_and_happens_once_a_day():
    saved = directory.save_official(an_administrator(name="ann"))

    at_once(5, lambda _: directory.seen(saved, NOON.date()))

    assert directory.official(saved.id) == replace(saved, last_seen_on=NOON.date())
    assert directory.officials_of(DENMARK) == [directory.official(saved.id)]


KNOWN = Known(languages=("da", "en"), competences=(), professions=(), areas=(AREA,))


def a_coordinator() -> Acting:
    """Return an administrator of a Danish coordinator that is stored."""
    party = replace(METTE.membership.party, id="dk-coordinator", name="Koordinatoren")
    parts = {AREA: Part(kind=Kind.NATIONAL_COORDINATOR)}
    directory.save_authority(an_authority(party, parts=parts))
    membership = Membership(party=party, roles={}, administrator=True)
    return Acting(official=METTE.official, membership=membership)


def fishery(by: Acting, *, call: Call | None = None, despite: tuple[str, ...] = ()) -> str:
    """Register the fishery office of Copenhagen."""
    party = replace(
        by.membership.party,
        id=new_records.new_id("DK"),
        name="Fiskerikontoret",
        titles={"en": "Fishery office"},
    )
    made = new_records.register(
        an_authority(party, parts={}),
        {AREA: Kind.COMPETENT_AUTHORITY},
        despite=despite,
        known=KNOWN,
        by=by,
        call=call,
        at=NOON,
    )
    return made.authority.party.id


def fisheries(client: Any) -> set[str]:
    """Return the ids of all authorities that were registered."""
    stored = {row["id"]["S"] for row in rows(client, settings.directory_table)}
    return {each for each in stored if re.fullmatch(r"dk-[0-9a-f]{12}", each)}


def test_of_twenty_registrations_of_one_authority_at_once_one_is_carried_out(client):
    by = a_coordinator()

    came = at_once(20, lambda _: fishery(by))

    [made] = [each for each in came if isinstance(each, str)]
    assert came.count(Conflict) == 19
    assert fisheries(client) == {made}
    assert made in {each.id for each in record_storage.names("DK").values()}


def test_of_twenty_who_register_a_namesake_deliberately_at_once_one_does(client):
    by = a_coordinator()
    first = fishery(by)

    came = at_once(20, lambda _: fishery(by, despite=(first,)))

    [made] = [each for each in came if isinstance(each, str)]
    assert came.count(Conflict) == 19
    assert fisheries(client) == {first, made}


def test_one_registration_that_comes_twenty_times_at_once_is_one(client):
    by = a_coordinator()

    came = at_once(20, lambda _: fishery(by, call=CALL))

    assert set(came) == fisheries(client)
    assert len(set(came)) == 1


def test_of_ten_who_confirm_a_record_at_once_nobody_overwrites_another():
    by = a_coordinator()
    version = directory.authority(DENMARK).version

    def confirm(_: int) -> bool:
        record_steps.act(
            DENMARK, Act.CONFIRM, known=NOTHING, version=version, by=by, call=None, at=NOON
        )
        return True

    came = at_once(10, confirm)

    assert Counter(came) == {True: 1, Stale: 9}
    assert directory.authority(DENMARK).version == version + 1
    assert len(audit.entries(DENMARK, limit=50, cursor=None).items) == 1


def test_an_authority_is_not_merged_into_one_that_is_suspended_meanwhile(monkeypatch):
    by = a_coordinator()
    party = replace(METTE.membership.party, id="dk-other", name="Den anden")
    other = directory.save_authority(an_authority(party))
    found = record_storage.load([DENMARK, "dk-other", "dk-coordinator"])
    directory.save_authority(replace(other, status=Status.SUSPENDED))
    monkeypatch.setattr(record_storage, "load", lambda _: found)

    with pytest.raises(Conflict):
        record_steps.act(
            DENMARK,
            Act.MERGE,
            into="dk-other",
            known=NOTHING,
            version=1,
            by=by,
            call=None,
            at=NOON,
        )

    assert directory.authority(DENMARK).status is Status.ACTIVE


def a_list(*names: str) -> str:
    rows = [f"{name};Ribe;Ann;{name.lower()}@ribe.example" for name in names]
    return "\n".join(["name;city;administrator_name;administrator_email", *rows])


def test_one_invitation_that_comes_from_twenty_at_once_is_one():
    by = a_coordinator()
    listed = a_list("Havnekontoret")

    def carry_out(_: int) -> Any:
        known = replace(KNOWN, languages=LANGUAGES)
        return imports.carry_out(listed, known=known, by=by, call=None, at=NOON).made

    came = at_once(20, carry_out)

    made = [each for each in came if isinstance(each, dict) and each]
    names = [each.name for each in record_storage.names("DK").values()]
    assert names.count("Havnekontoret") == 1
    (harbour,) = {found for each in made for found in each.values()}
    assert [each.email for each in directory.officials_of(harbour)] == [
        "havnekontoret@ribe.example"
    ]
    told = audit.entries(harbour, limit=50, cursor=None).items
    assert [entry.action for entry in told if not entry.about] == ["invite"]


def test_two_lists_of_the_same_people_at_once_lose_nobody():
    by = a_coordinator()
    known = replace(KNOWN, languages=LANGUAGES)

    def carry_out(index: int) -> Any:
        name = ("Havnekontoret", "Skovvæsenet")[index]
        text = a_list(name).replace(f"{name.lower()}@", "ann@")
        return imports.carry_out(text, known=known, by=by, call=None, at=NOON).made

    came = at_once(2, carry_out)

    ids = {found for each in came for found in each.values()}
    [ann] = {members.by_address("ann@ribe.example")}
    assert len(ids) == 2
    assert ids == directory.official(str(ann)).memberships.keys()


def test_a_request_is_not_closed_before_its_parts_are_over():
    number = sent()
    for move in (
        Accept(agreed_on=FRIDAY),
        Split(to=FINNS, questions=("Q-2",), reason="Theirs"),
        Give(answers={"Q-1": ALL["Q-1"]}),
        Reply(),
    ):
        act(number, move, INES)

    with pytest.raises(Conflict):
        act(number, Close(), METTE)

    act(f"{number}-1", Accept(agreed_on=FRIDAY), AINO)
    act(f"{number}-1", Give(answers={"Q-2": ALL["Q-2"]}), AINO)
    act(f"{number}-1", Reply(), AINO)
    act(f"{number}-1", Close(), METTE)
    assert act(number, Close(), METTE).request.state is State.CLOSED
