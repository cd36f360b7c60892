"""Lessons as a client of the training stage sees them: each is done by doing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain.errors import Stale
from chalicelib.domain.lessons import Progress
from chalicelib.domain.officials import Role
from chalicelib.i18n import LANGUAGES
from chalicelib.services import counterpart_requests
from chalicelib.storage import counterparts, directory, records, retention
from chalicelib.storage import lessons as storage
from tests.builders import DENMARK, NOON, PORTUGAL, a_party, an_authority, an_official
from tests.web.coordinators import BOSSES, CHIEF, NATIONAL, OF_AREA
from tests.web.stage import A_DRAFT, AINO, METTE, OUTSIDE, Api

A_REGISTER = {
    "name": "CVR",
    "language": "da",
    "kind": "business",
    "url": "https://cvr.example",
    "areas": ["services"],
    "answers": ["registered"],
    "languages": ["da"],
    "cost": "free",
    "keys": ["firm"],
}
OF_A_HANDLER = ["send", "reply", "accept", "new_date", "clarify", "forward"]
TOMORROW = NOON + timedelta(days=1)


def begin(who: Api, lesson: str, *, key: str = "begin") -> dict[str, Any]:
    answer = who.call("POST", f"/api/lessons/{lesson}/begin", {}, key=key)
    assert answer.status == 200, answer.text
    return answer.json()["lesson"]


def current(who: Api) -> dict[str, Any]:
    return who.get("/api/lessons/current")["lesson"]


def taken(who: Api) -> int:
    return current(who)["taken"]


def number_in(lesson: dict[str, Any]) -> str:
    return str(lesson["where"]).partition("number=")[2]


def done(who: Api) -> dict[str, Any]:
    found = who.get("/api/lessons")["items"]
    return {each["key"]: each["done_on"] for each in found if each["done_on"]}


def hurry(who: Api) -> int:
    return who.call("POST", "/api/practice/hurry", {}).json()["moves"]


def answers(request: dict[str, Any]) -> dict[str, Any]:
    values = {"Q-1": "yes", "Q-2": "Ja", "Q-3": "2026-01-05", "Q-4": "long"}
    codes = [each["code"] for each in request["questions"]]
    return {"answers": [{"code": code, "value": values[code]} for code in codes]}


def test_whoever_has_not_begun_has_lessons_and_none_of_them_goes_on(mette):
    found = mette.get("/api/lessons")["items"]

    assert [each["key"] for each in found] == OF_A_HANDLER
    assert {each["begun"] for each in found} == {False}
    assert current(mette) is None
    assert not mette.get("/api/practice")["counterparts"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_is_told_in_each_language_with_the_words_of_its_screens(mette, language):
    there = Api(mette.gateway, METTE, language)

    lesson = begin(there, "send")

    assert lesson["title"] == there.get("/api/lessons")["items"][0]["title"]
    assert lesson["text"]
    assert not {"{", "}"} & set(lesson["text"])


def test_a_lesson_that_is_told_nothing_waits_at_its_first_step(mette):
    lesson = begin(mette, "send")

    assert (lesson["taken"], lesson["steps"]) == (0, 4)
    assert "“New request”" in lesson["text"]
    assert lesson["where"] == "workspace/new/"
    assert lesson["turn"] == "learner"
    assert mette.get("/api/practice")["counterparts"]


def test_what_was_asked_before_is_not_the_learners_work(mette, sent, now):
    now(TOMORROW)

    begin(mette, "send")

    assert taken(mette) == 0


def test_to_send_a_request_is_a_lesson(mette):
    begin(mette, "send")
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    number = draft["number"]

    lesson = current(mette)
    assert lesson["taken"] == 1
    assert lesson["where"] == f"workspace/new/?number={number}"

    mette.act(number, "send")
    lesson = current(mette)
    assert (lesson["taken"], lesson["turn"]) == (2, "others")
    assert lesson["where"] == f"workspace/case/?number={number}"

    assert hurry(mette) > 0
    assert hurry(mette) == 0
    assert taken(mette) == 3
    assert done(mette) == {}

    mette.act(number, "close", {"timeliness": 4, "effort": 4})
    lesson = current(mette)
    assert (lesson["taken"], lesson["text"], lesson["where"]) == (4, None, None)
    assert lesson["next"]["key"] == "reply"
    assert done(mette) == {"send": "2026-03-02"}


def test_to_answer_a_request_is_a_lesson(mette):
    number = number_in(begin(mette, "reply"))
    on = mette.get(f"/api/requests/{number}")["proposed_on"]

    mette.act(number, "accept", {"agreed_on": on})
    assert taken(mette) == 1
    mette.act(number, "answer", answers(mette.get(f"/api/requests/{number}")))
    assert taken(mette) == 2
    mette.act(number, "reply")
    assert (taken(mette), current(mette)["turn"]) == (3, "others")
    hurry(mette)

    assert taken(mette) == 4
    assert [*done(mette)] == ["reply"]


@pytest.mark.parametrize(("days", "steps"), [(0, 0), (7, 1)])
def test_another_date_is_a_later_one(mette, days, steps):
    number = number_in(begin(mette, "accept"))
    on = date.fromisoformat(mette.get(f"/api/requests/{number}")["proposed_on"])

    mette.act(number, "accept", {"agreed_on": (on + timedelta(days=days)).isoformat()})

    assert taken(mette) == steps


def test_to_agree_on_another_date_is_a_lesson(mette):
    number = number_in(begin(mette, "new_date"))
    on = mette.get(f"/api/requests/{number}")["proposed_on"]
    later = (date.fromisoformat(on) + timedelta(days=7)).isoformat()

    mette.act(number, "accept", {"agreed_on": on})
    mette.act(number, "propose-date", {"on": later, "reason": "Holidays"})
    assert (taken(mette), current(mette)["turn"]) == (2, "others")
    hurry(mette)

    assert taken(mette) == 3


def test_to_ask_for_clarification_is_a_lesson(mette):
    begin(mette, "clarify")
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    number = draft["number"]
    mette.act(number, "send")
    hurry(mette)
    assert taken(mette) == 2

    mette.act(number, "clarify", {"questions": ["Q-1"], "reason": "Since when?"})
    hurry(mette)
    assert taken(mette) == 4
    mette.act(number, "close")

    assert [*done(mette)] == ["clarify"]


@pytest.mark.parametrize(
    ("action", "body"), [("return", {"reason": "Not ours"}), ("forward", {"reason": "Theirs"})]
)
def test_a_request_is_handed_on_or_returned(mette, action, body):
    directory.save_authority(
        an_authority(replace(a_party(DENMARK), id="dk-other", name="Kontoret"))
    )
    number = number_in(begin(mette, "forward"))

    answer = mette.act(
        number, action, body | ({"to": "dk-other"} if action == "forward" else {})
    )

    assert answer.status == 200, answer.text
    assert taken(mette) == 1


def test_a_lesson_that_cannot_go_on_says_so(mette):
    number = number_in(begin(mette, "accept"))
    on = mette.get(f"/api/requests/{number}")["proposed_on"]

    mette.act(number, "accept", {"agreed_on": on})

    lesson = current(mette)
    assert (lesson["taken"], lesson["turn"]) == (0, "nobody")
    assert lesson["text"].startswith("This lesson cannot go on")


def test_whoever_has_to_answer_meanwhile_is_told_so(mette, ines):
    begin(mette, "send")
    number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(number, "send")

    ines.act(number, "return", {"reason": "Not ours"})

    lesson = current(mette)
    assert (lesson["taken"], lesson["turn"]) == (2, "answer")
    assert lesson["text"].startswith("It is your turn")
    assert lesson["where"] == f"workspace/case/?number={number}"


def test_who_ends_a_request_early_goes_on_with_another_one(mette):
    begin(mette, "clarify")
    for _ in range(2):
        number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
        mette.act(number, "send")
        assert taken(mette) == 1
        assert current(mette)["where"] == f"workspace/case/?number={number}"
        mette.act(number, "withdraw", {"reason": "Found"})
        assert (taken(mette), current(mette)["turn"]) == (0, "learner")


def test_the_same_call_begins_a_lesson_once(mette):
    first = begin(mette, "reply", key="one")

    assert begin(mette, "reply", key="one") == first
    assert begin(mette, "reply", key="two") != first
    assert len(counterparts.asked_of(DENMARK)) == 1


def test_a_lesson_is_stopped_and_goes_on_where_it_was_left(mette):
    number = number_in(begin(mette, "reply"))
    on = mette.get(f"/api/requests/{number}")["proposed_on"]
    mette.act(number, "accept", {"agreed_on": on})

    for _ in range(2):
        assert mette.call("DELETE", "/api/lessons/current").status == 204
        assert current(mette) is None

    answer = mette.call("PUT", "/api/lessons/current", {"lesson": "reply"})
    assert answer.status == 200
    assert answer.json()["lesson"]["taken"] == 1


@pytest.mark.parametrize("lesson", ["accept", "validate", "nonsense"])
def test_only_what_was_begun_goes_on(mette, lesson):
    assert mette.call("PUT", "/api/lessons/current", {"lesson": lesson}).status == 404


@pytest.mark.parametrize("lesson", ["validate", "colleague", "nonsense"])
def test_what_is_not_meant_for_somebody_does_not_begin(mette, lesson):
    assert mette.call("POST", f"/api/lessons/{lesson}/begin", {}).status == 404
    assert storage.progress(METTE.id, DENMARK) == Progress()


def test_the_checklist_tells_how_many_lessons_are_done(mette):
    def told() -> dict[str, Any]:
        points = mette.get("/api/checklist")["items"]
        return next(each for each in points if each["key"] == "training")

    assert not told()["done"]
    number = number_in(begin(mette, "forward"))
    mette.act(number, "return", {"reason": "Not ours"})
    current(mette)

    assert told()["done"]
    assert told()["evidence"] == "Lessons done in the training environment: 1 of 6"


def test_a_lesson_that_was_done_stays_done(mette, now):
    number = number_in(begin(mette, "forward"))
    mette.act(number, "return", {"reason": "Not ours"})
    current(mette)
    now(TOMORROW)

    begin(mette, "forward", key="again")

    assert taken(mette) == 0
    assert done(mette) == {"forward": "2026-03-02"}


def test_whoever_starts_afresh_has_neither_lessons_nor_their_requests(mette, ines, sent, now):
    now(TOMORROW)
    asked = number_in(begin(mette, "reply"))
    own = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(own, "send")

    answer = mette.call("DELETE", "/api/practice")

    assert (answer.status, answer.json()) == (200, {"requests": 2})
    for number in (asked, own):
        assert mette.call("GET", f"/api/requests/{number}").status == 404
        assert ines.call("GET", f"/api/requests/{number}").status == 404
    assert mette.get(f"/api/requests/{sent}")["state"] == "awaiting_acceptance"
    assert storage.progress(METTE.id, DENMARK) == Progress()
    assert counterparts.asked_of(DENMARK) == ()
    assert mette.call("DELETE", "/api/practice").json() == {"requests": 0}


def test_what_came_for_a_lesson_goes_when_it_is_begun_again(mette):
    first = number_in(begin(mette, "reply", key="one"))
    second = number_in(begin(mette, "reply", key="two"))

    assert mette.call("GET", f"/api/requests/{first}").status == 404
    assert counterparts.asked_of(DENMARK) == (second,)


def test_starting_afresh_reaches_back_to_the_first_lesson(mette, now):
    begin(mette, "send", key="one")
    own = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    now(TOMORROW)
    begin(mette, "send", key="two")

    assert mette.call("DELETE", "/api/practice").json() == {"requests": 1}
    assert mette.call("GET", f"/api/requests/{own}").status == 404


def test_one_who_starts_afresh_leaves_the_others_in_their_lessons(mette, api):
    other = an_official(DENMARK, "other")
    directory.save_official(other)
    begin(mette, "send")
    begin(api.of(other), "send", key="other")
    own = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(own, "send")

    assert api.of(other).call("DELETE", "/api/practice").json() == {"requests": 0}

    assert taken(mette) == 2
    assert hurry(mette) > 0


def test_a_busy_colleague_does_not_take_away_what_was_done(mette, api):
    other = an_official(DENMARK, "other")
    directory.save_official(other)
    begin(mette, "send")
    own = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(own, "send")
    for _ in range(8):
        api.of(other).call("POST", "/api/requests", A_DRAFT)

    assert taken(mette) == 2


def test_counterparts_that_were_switched_off_answer_who_goes_on(mette):
    begin(mette, "send")
    mette.call("PUT", "/api/practice", {"counterparts": False})

    mette.call("PUT", "/api/lessons/current", {"lesson": "send"})

    assert mette.get("/api/practice")["counterparts"]


def test_what_somebody_else_practises_with_stays(mette, ines):
    begin(mette, "send")
    own = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
    mette.act(own, "send")
    ines.call("PUT", "/api/practice", {"counterparts": True})

    assert mette.call("DELETE", "/api/practice").json() == {"requests": 0}

    assert ines.get(f"/api/requests/{own}")["asked"] == PORTUGAL


def test_one_learner_does_not_see_the_lessons_of_another(mette, api):
    begin(mette, "send")

    assert current(api.of(AINO)) is None
    assert hurry(api.of(AINO)) == 0


def test_another_window_that_is_faster_loses_nothing(mette, monkeypatch):
    begin(mette, "send")
    save, tries = storage.save, []

    def once_too_late(official: str, authority: str, progress: Progress) -> None:
        tries.append(progress)
        if len(tries) == 1:
            raise Stale
        save(official, authority, progress)

    monkeypatch.setattr(storage, "save", once_too_late)
    assert mette.call("DELETE", "/api/lessons/current").status == 204
    monkeypatch.setattr(storage, "save", save)

    assert current(mette) is None
    stale = storage.progress(METTE.id, DENMARK)
    storage.save(METTE.id, DENMARK, stale)
    with pytest.raises(Stale):
        storage.save(METTE.id, DENMARK, stale)


def test_whoever_is_too_late_each_time_is_told_so(mette, monkeypatch):
    begin(mette, "send")

    def always_too_late(*_: object) -> None:
        raise Stale

    monkeypatch.setattr(storage, "save", always_too_late)

    assert mette.call("DELETE", "/api/lessons/current").status == 412


def test_a_request_that_is_gone_leaves_the_lesson_at_its_beginning(mette):
    number = number_in(begin(mette, "reply"))
    retention.remove(number)

    lesson = current(mette)

    assert (lesson["taken"], lesson["where"]) == (0, f"workspace/case/?number={number}")


@pytest.fixture
def boss(api: Api, coordinators: None) -> Api:
    """An administrator of the Danish national coordinator."""
    return api.of(BOSSES[NATIONAL])


def test_each_role_has_lessons_of_its_own(api, boss, mette):
    def keys(who: Api) -> list[str]:
        return [each["key"] for each in who.get("/api/lessons")["items"]]

    with_neighbours = [*OF_A_HANDLER, "split"]
    assert keys(mette) == with_neighbours
    assert keys(api.of(CHIEF)) == [*with_neighbours, "colleague", "record"]
    assert keys(boss) == [*with_neighbours, "colleague", "record", "validate", "register"]
    assert keys(api.of(OUTSIDE)) == []


def test_to_split_a_request_is_a_lesson(boss, mette):
    number = number_in(begin(mette, "split"))
    request = mette.get(f"/api/requests/{number}")
    mette.act(number, "accept", {"agreed_on": request["proposed_on"]})
    free = [each["code"] for each in request["questions"]][-1:]

    answer = mette.act(number, "split", {"to": OF_AREA, "questions": free, "reason": "Theirs"})

    assert answer.status == 200, answer.text
    assert taken(mette) == 2


def test_to_allocate_is_a_lesson(api):
    person = an_official(DENMARK, "allocator", role=Role.ALLOCATOR)
    directory.save_official(person)
    allocator = api.of(person)

    number = number_in(begin(allocator, "allocate"))
    answer = allocator.act(number, "allocate", {"officials": [METTE.id]})

    assert answer.status == 200, answer.text
    assert taken(allocator) == 1


def a_coordinator(api: Api, role: Role) -> Api:
    """Return somebody at the Danish national coordinator who has *role* there."""
    person = an_official(directory.authority(NATIONAL).party, role.value, role=role)
    directory.save_official(person)
    return api.of(person)


@pytest.mark.parametrize(
    ("action", "body"), [("approve", {}), ("reject", {"comment": "Too much"})]
)
def test_to_approve_a_request_is_a_lesson(api, boss, action, body):
    approver = a_coordinator(api, Role.APPROVER)
    assert [each["key"] for each in approver.get("/api/lessons")["items"]] == ["approve"]

    number = number_in(begin(approver, "approve"))
    request = approver.get(f"/api/requests/{number}")
    assert (request["state"], current(approver)["turn"]) == ("approval", "learner")
    answer = approver.act(number, action, body)

    assert answer.status == 200, answer.text
    assert taken(approver) == 1


@pytest.mark.parametrize("action", ["uphold", "send-back"])
def test_to_decide_on_a_referral_is_a_lesson(api, boss, action):
    decider = a_coordinator(api, Role.REFERRAL_HANDLER)
    assert [each["key"] for each in decider.get("/api/lessons")["items"]] == ["referral"]

    number = number_in(begin(decider, "referral"))
    request = decider.get(f"/api/requests/{number}")
    assert (request["state"], current(decider)["turn"]) == ("referred", "learner")
    answer = decider.act(number, action, {})

    assert answer.status == 200, answer.text
    assert taken(decider) == 1
    hurry(decider)
    hurry(decider)
    assert decider.get(f"/api/requests/{number}")["state"] == "closed"


def test_a_colleague_who_decides_first_ends_the_lesson(api, boss):
    decider = a_coordinator(api, Role.REFERRAL_HANDLER)
    number = number_in(begin(decider, "referral"))
    colleague = an_official(
        directory.authority(NATIONAL).party, "quick", role=Role.REFERRAL_HANDLER
    )
    directory.save_official(colleague)

    assert api.of(colleague).act(number, "uphold", {}).status == 200

    assert (taken(decider), current(decider)["turn"]) == (0, "nobody")


def test_what_cannot_be_brought_is_said_and_takes_nothing_away(api, boss, monkeypatch):
    approver = a_coordinator(api, Role.APPROVER)
    number = number_in(begin(approver, "approve", key="one"))
    monkeypatch.setattr(counterpart_requests, "takes_part", lambda *_: False)

    answer = approver.call("POST", "/api/lessons/approve/begin", {}, key="two")

    assert answer.status == 403
    assert answer.json()["detail"].startswith("No invented authority")
    assert approver.get(f"/api/requests/{number}")["state"] == "approval"
    assert number_in(current(approver)) == number


def test_what_came_to_be_decided_goes_with_all_that_was_practised(api, boss):
    decider = a_coordinator(api, Role.REFERRAL_HANDLER)
    number = number_in(begin(decider, "referral"))

    assert decider.call("DELETE", "/api/practice").json() == {"requests": 1}

    assert decider.call("GET", f"/api/requests/{number}").status == 404


def test_what_came_to_be_decided_goes_when_it_is_begun_again(api, boss):
    decider = a_coordinator(api, Role.REFERRAL_HANDLER)
    first = number_in(begin(decider, "referral", key="one"))
    second = number_in(begin(decider, "referral", key="two"))

    assert second != first
    assert decider.call("GET", f"/api/requests/{first}").status == 404


def test_to_register_a_colleague_is_a_lesson(api, boss):
    chief = api.of(CHIEF)
    assert begin(chief, "colleague")["where"] == "workspace/people/"

    body = {"name": "Ann", "email": "ann@office.example", "language": "da"}
    people = f"/api/authorities/{DENMARK}/officials"
    answer = chief.call("POST", people, body, key="ann")

    assert answer.status == 201, answer.text
    assert taken(chief) == 1


def test_to_confirm_the_record_is_a_lesson(api, boss):
    chief, path = api.of(CHIEF), f"/api/authorities/{DENMARK}"
    begin(chief, "record")

    chief.call("POST", f"{path}/confirm", {}, tag=chief.get(path)["etag"])

    assert taken(chief) == 1


def test_to_confirm_a_register_is_a_lesson(boss):
    entry = boss.call("POST", "/api/registers", A_REGISTER, key="new").json()
    begin(boss, "register")

    answer = boss.call("POST", f"/api/registers/{entry['id']}/confirm", {}, tag=entry["etag"])

    assert answer.status == 200, answer.text
    assert taken(boss) == 1


def test_to_validate_an_authority_and_give_it_access_is_a_lesson(boss, now):
    lesson = begin(boss, "validate", key="one")
    assert begin(boss, "validate", key="one") == lesson
    made = str(lesson["where"]).partition("id=")[2]
    path = f"/api/authorities/{made}"
    new = boss.get(path)
    assert new["name"].startswith("Øvelseskontoret ")
    assert new["status"] == "awaiting_validation"

    now(NOON + timedelta(minutes=1))
    boss.call("POST", f"{path}/validate", {}, tag=new["etag"])
    now(NOON + timedelta(minutes=2))
    lesson = current(boss)
    assert (lesson["taken"], lesson["where"]) == (1, f"workspace/authority/?id={made}")

    (area,) = new["parts"]
    answer = boss.call(
        "PUT",
        f"{path}/areas/{area}",
        {"kind": "competent_authority", "access": "granted"},
        tag=boss.get(path)["etag"],
    )
    assert answer.status == 200, answer.text
    assert taken(boss) == 2
    assert boss.get(path)["status"] == "active"


def test_an_authority_that_was_invented_goes_when_another_one_comes(boss):
    first, second = (
        str(begin(boss, "validate", key=key)["where"]).partition("id=")[2]
        for key in ("one", "two")
    )

    assert boss.call("GET", f"/api/authorities/{first}").status == 404
    listed = boss.get("/api/authorities?care=mine&limit=100")["items"]
    assert [each["id"] for each in listed if each["id"] in {first, second}] == [second]
    assert boss.call("DELETE", "/api/practice").json() == {"requests": 0}
    assert boss.call("GET", f"/api/authorities/{second}").status == 404
    # Its name is free again.
    assert first not in {each.id for each in records.names("DK").values()}


def test_an_invented_authority_in_which_somebody_works_stays(boss):
    made = str(begin(boss, "validate")["where"]).partition("id=")[2]
    new = {"name": "Ann", "email": "ann@office.example", "language": "da"}
    answer = boss.call("POST", f"/api/authorities/{made}/officials", new)
    assert answer.status == 201, answer.text

    boss.call("DELETE", "/api/practice")

    assert boss.get(f"/api/authorities/{made}")["id"] == made


def test_a_part_that_somebody_practises_with_stays(api, boss, mette):
    number = number_in(begin(mette, "split"))
    request = mette.get(f"/api/requests/{number}")
    mette.act(number, "accept", {"agreed_on": request["proposed_on"]})
    code = [each["code"] for each in request["questions"]][-1]
    mette.act(number, "split", {"to": OF_AREA, "questions": [code], "reason": "Theirs"})
    part = mette.get(f"/api/requests/{number}")["parts"][0]["number"]
    other = api.of(BOSSES[OF_AREA])
    other.call("PUT", "/api/practice", {"counterparts": True})

    assert mette.call("DELETE", "/api/practice").json() == {"requests": 0}

    assert other.get(f"/api/requests/{part}")["number"] == part
