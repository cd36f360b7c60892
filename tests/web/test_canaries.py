"""
Nothing that somebody types about a person reaches a place where it does not belong.

A canary of its own is sown into every field that may hold something personal. Then requests
lead their whole lives through the API, mails and nightly runs included, and every place where
anything is left behind is searched: tables, files, logs, mails.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import boto3
import pytest

from chalicelib.config import settings
from chalicelib.mail.compose import Message
from chalicelib.services import (
    attachments,
    finder,
    outbox,
    reminders,
    retention,
)
from chalicelib.storage import directory, erased
from chalicelib.storage.directory_items import DirectoryTable
from chalicelib.storage.event_items import NoteItem
from chalicelib.storage.notices import NoticeItem
from chalicelib.storage.request_items import (
    AnswersItem,
    RequestItem,
    RequestTable,
    SealedItem,
)
from chalicelib.storage.retention import BLOCKED
from tests.builders import DENMARK, FINLAND, FRIDAY, NOON, PORTUGAL, an_administrator
from tests.files import PDF
from tests.web.stage import AINO, INES, METTE, Api
from tests.web.test_turns import INGRID, RUI, coordinated

__all__ = ["coordinated"]

BORN: Final = date(1911, 11, 23)
LOOKS: Final = ("1911-11-23", "23/11/1911", "23.11.1911", "23-11-1911", "november 1911")
"""How that day may be written."""

EGG: Final = "zaunkoenig"
"""In every canary, and in nothing that people, machines or hashes write otherwise."""

FREE_TEXT: Final = {
    "reason": "It is shown to both sides, and goes with the erasure.",
    "urgent_reason": "Likewise.",
    "withdrawal_reason": "Likewise.",
    "questions": "What fills a gap whose type is not sealed is shown before acceptance.",
    "turns": "Of a request that came back, why it did.",
}
"""Fields of a request, beside what is sealed, that may hold what somebody typed; and why."""

OPEN_SLOT: Final = "activity"
"""The slot of the question set whose type is not sealed."""

ACCEPT: Final = {"agreed_on": FRIDAY.isoformat()}
BLOCKED_BY: Final = date(2026, 12, 1)
ERASED_BY: Final = date(2029, 12, 1)


class Sower:
    """Makes canaries, and knows where each was sown."""

    def __init__(self) -> None:
        self.sown: dict[str, str] = {}

    def __call__(self, where: str) -> str:
        canary = f"{EGG}{len(self.sown):03d}x"
        self.sown[canary] = where
        return canary.title()

    def heard(self, place: str) -> list[str]:
        """Return where the canaries were sown that sing in *place*."""
        text = place.casefold()
        found = [where for canary, where in self.sown.items() if canary in text]
        found += ["unknown"] if not found and EGG in text else []
        return found + [f"born_on as {look}" for look in LOOKS if look in text]


@pytest.fixture
def sow() -> Sower:
    return Sower()


@pytest.fixture
def mails() -> list[Message]:
    return []


@pytest.fixture
def tick(now: Callable[[datetime], None], mails: list[Message]) -> Callable[[], None]:
    """Return a function that lets an hour pass and all mails go out."""
    hours = itertools.count(1)

    def pass_by() -> None:
        at = NOON + timedelta(hours=next(hours) / 4)
        now(at)
        outbox.deliver(at + timedelta(minutes=1), mails.append)

    return pass_by


def done(answer: Any) -> Any:
    assert answer.status < 300, answer.text
    return answer.json()


def a_draft(sow: Sower, **changes: Any) -> dict[str, Any]:
    return {
        "area": "services",
        "asked": PORTUGAL,
        "reason": sow("reason"),
        "urgent": True,
        "urgent_reason": sow("reason of the urgency"),
        "proposed_on": FRIDAY.isoformat(),
        "questions": [
            {
                "code": "Q-1",
                "slots": {"firm": sow("slot of a firm")},
                "comment": sow("comment on a question"),
            },
            {
                "code": "Q-2",
                "slots": {
                    "person": sow("slot of a person"),
                    OPEN_SLOT: sow("slot that is not sealed"),
                },
            },
        ],
        "person": {
            "name": f"{sow('name')} {sow('family name')}",
            "born_on": BORN.isoformat(),
            "details": sow("details"),
        },
    } | changes


def attach(by: Api, number: str, name: str, **more: Any) -> str:
    sha256 = hashlib.sha256(PDF).hexdigest()
    facts = {"type": "application/pdf", "size": len(PDF), "sha256": sha256}
    path = f"/api/requests/{number}/attachments"
    body = facts | {"name": f"{name}.pdf"} | more
    one: str = done(by.call("POST", path, body, key=f"file {name}"))["id"]
    boto3.client("s3").put_object(Bucket=settings.files_bucket, Key=f"{number}/{one}", Body=PDF)
    attachments.inspect(number, one)
    attachments.scanned(number, one, clean=True)
    return one


def live(api: Api, sow: Sower, tick: Callable[[], None]) -> list[str]:
    """Let requests take every turn that somebody may write something to; return their numbers."""
    mette, ines, aino = api.of(METTE), api.of(INES), api.of(AINO)
    ingrid, rui = api.of(INGRID), api.of(RUI)
    keys = itertools.count()

    def act(who: Api, number: str, action: str, body: Any = None) -> Any:
        made = done(who.act(number, action, body, key=f"key {next(keys)}"))
        tick()
        return made

    def answers(more: str) -> dict[str, Any]:
        given = [
            {"code": "Q-1", "value": "yes", "comment": sow(f"comment on an answer {more}")},
            {"code": "Q-2", "value": sow(f"answer {more}")},
        ]
        return {"answers": given}

    made = done(mette.call("POST", "/api/requests", a_draft(sow), key="create"))
    number = made["number"]
    attach(mette, number, sow("name of a file"))
    tag = mette.get(f"/api/requests/{number}")["etag"]
    patch = {"person": {"details": sow("details once more")}}
    done(mette.call("PATCH", f"/api/requests/{number}", patch, tag=tag))
    act(mette, number, "send")
    act(ingrid, number, "reject", {"comment": sow("comment of a rejection")})
    act(mette, number, "send")
    act(ingrid, number, "approve", {"comment": sow("comment of an approval")})
    act(ines, number, "return", {"reason": sow("reason of a return"), "suggested": FINLAND})
    tag = mette.get(f"/api/requests/{number}")["etag"]
    done(mette.call("PATCH", f"/api/requests/{number}", {"asked": FINLAND}, tag=tag))
    act(mette, number, "send")
    act(ingrid, number, "approve")
    act(aino, number, "accept", ACCEPT)
    later = (FRIDAY + timedelta(days=7)).isoformat()
    act(aino, number, "propose-date", {"on": later, "reason": sow("reason of another date")})
    act(mette, number, "decline-date")
    for who in (aino, mette):
        path = f"/api/requests/{number}/messages"
        tag = who.get(f"/api/requests/{number}")["etag"]
        file = attach(who, number, sow("name of a file of a message"), for_message=True)
        message = {"text": sow("message"), "attachments": [file]}
        done(who.call("POST", path, message, tag=tag, key=sow("a key")))
        attach(who, number, sow("name of a file that is never sent"), for_message=True)
        tick()
    attach(aino, number, sow("name of a file of the reply"))
    act(aino, number, "answer", answers("first"))
    act(aino, number, "reply")

    second = done(mette.call("POST", "/api/requests", a_draft(sow)))["number"]
    act(mette, second, "send")
    act(ingrid, second, "approve")
    act(ines, second, "accept", ACCEPT)
    split = {"to": FINLAND, "questions": ["Q-2"], "reason": sow("reason of a split")}
    part = act(ines, second, "split", split)["parts"][0]["number"]
    act(mette, part, "withdraw", {"reason": sow("reason of a withdrawal")})
    act(ines, second, "answer", {"answers": answers("of a whole")["answers"][:1]})
    act(ines, second, "reply")
    act(rui, second, "reject", {"comment": sow("comment of a rejected reply")})
    act(ines, second, "reply")
    act(rui, second, "approve", {"comment": sow("comment of an approved reply")})
    doubts = {"questions": ["Q-1"], "reason": sow("reason of a clarification")}
    act(mette, second, "clarify", doubts)
    act(ines, second, "refuse", {"reason": sow("reason of a refusal")})
    act(mette, second, "refer", {"reason": sow("reason of a referral")})
    act(ingrid, second, "send-back", {"comment": sow("comment of a coordinator")})
    act(rui, second, "uphold", {"comment": sow("comment of the other coordinator")})

    third = done(mette.call("POST", "/api/requests", a_draft(sow)))["number"]
    act(mette, third, "send")
    act(ingrid, third, "approve")
    forward = {"to": FINLAND, "reason": sow("reason of a forwarding")}
    act(ines, third, "forward", forward)
    act(mette, third, "withdraw", {"reason": sow("reason of another withdrawal")})
    copy = done(mette.call("POST", f"/api/requests/{second}/copies", {}, key="copy"))

    for each in (number, second):
        for who in (mette, ines):
            who.call("GET", f"/api/requests/{each}/file")
        act(mette, each, "close", {"timeliness": 4, "effort": 5})
    return [number, second, part, third, copy["number"]]


def stumble(api: Api, sow: Sower, numbers: list[str]) -> None:
    """Send what is wrong, or comes at the wrong time: what is refused is forgotten."""
    mette = api.of(METTE)
    wrong = [
        ("POST", "/api/requests", a_draft(sow, proposed_on=sow("wrong date"))),
        ("POST", "/api/requests", a_draft(sow) | {sow("unknown field"): 1}),
        ("POST", "/api/requests", f'{{"reason": "{sow("broken JSON")}'.encode()),
        ("POST", f"/api/requests/{numbers[0]}/messages", {"text": sow("late message")}),
        ("POST", f"/api/requests/{numbers[0]}/{sow('action')}", {}),
        ("GET", f"/api/requests?box=sent&q={EGG}", None),
    ]
    for method, path, body in wrong:
        mette.call(method, path, body, tag='"99"', key=sow("a key of what is wrong"))


def rest(api: Api, sow: Sower, mails: list[Message], now: Callable[[datetime], None]) -> str:
    """Let a draft and a request that is out lie until it is told of; return the latter's number."""
    mette, late = api.of(METTE), NOON + timedelta(days=65)
    number = str(done(mette.call("POST", "/api/requests", a_draft(sow)))["number"])
    done(mette.act(number, "send"))
    done(api.of(INGRID).act(number, "approve"))
    now(late)
    told = reminders.remind(late)
    outbox.deliver(late + timedelta(minutes=1), mails.append)
    outbox.deliver(late + timedelta(minutes=6), mails.append)
    done(mette.act(number, "withdraw", {"reason": sow("reason of a late withdrawal")}))

    assert told == len(
        (
            "of the copy",
            "of what is out",
            "its coordinator",
            "who waits",
            "that one's coordinator",
        )
    )
    return number


def vanish(api: Api, sow: Sower, number: str) -> None:
    """Let both sides wish that a request is erased: at once nothing of it is left to sing."""
    for who in (INES, METTE):
        wish = {"reason": sow("reason of an erasure"), "consent": True}
        told = done(api.of(who).act(number, "erase-early", wish, key=f"wish of {who.id}"))

    left = repr([item.attribute_values for item in RequestTable.query(number)])
    assert told["kept"] == "nothing"
    assert sow.heard(left) == []


def left_behind() -> Iterator[tuple[str, str]]:
    """Yield all that lies in tables and buckets: what it is, and its text."""
    for item in RequestTable.scan():
        fields = dict(item.attribute_values)
        if isinstance(item, (SealedItem, AnswersItem, NoteItem)):
            blocked = item.item.startswith(BLOCKED)
            yield "blocked" if blocked else "apart", repr(fields)
            # The keys are no place for it either.
            yield "key", f"{item.number} {item.item}"
            continue
        if isinstance(item, RequestItem):
            for name in FREE_TEXT:
                yield "free text", repr(fields.pop(name, None))
        yield type(item).__name__, repr(fields)
    for table in (DirectoryTable, NoticeItem):
        for row in table.scan():
            yield type(row).__name__, repr(row.attribute_values)
    client = boto3.client("dynamodb")
    for page in client.get_paginator("scan").paginate(TableName=settings.content_table):
        yield "content", json.dumps(page["Items"], ensure_ascii=False, default=repr)
    yield from _objects()


def _objects() -> Iterator[tuple[str, str]]:
    store = boto3.client("s3")
    for bucket in (settings.files_bucket, settings.finder_bucket):
        for each in store.list_objects_v2(Bucket=bucket).get("Contents", ()):
            found = store.get_object(Bucket=bucket, Key=each["Key"])
            yield (
                "object",
                f"{each['Key']} {found['Metadata']} {found.get('ContentDisposition')}",
            )
            if bucket == settings.finder_bucket:
                yield from _beside_the_directory(each["Key"], found["Body"].read())


def _beside_the_directory(key: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield what an object holds that is a snapshot, or the number of what was erased."""
    if key.startswith(erased.PREFIX):
        yield "erased", content.decode("utf-8", "ignore")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            yield "snapshot", packed.read(name).decode("utf-8", "ignore")


def leaks(sow: Sower, *allowed: str) -> set[tuple[str, str]]:
    """Return what sings in which place, but for those *allowed*."""
    return {
        (place, canary)
        for place, text in left_behind()
        if place not in allowed
        for canary in sow.heard(text)
    }


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Hear all that our own code logs, and of others what a deployed function would."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, logger="chalicelib")


def test_nothing_personal_is_where_it_does_not_belong(
    api, coordinated, sow, mails, tick, now, quiet, caplog, capfd
):
    coordinated(approves=True)
    boss = an_administrator(DENMARK, "boss")
    directory.save_official(boss)

    numbers = live(api, sow, tick)
    stumble(api, sow, numbers)
    wanted = {"name": f"{EGG}003x {EGG}004x", "born_on": BORN.isoformat()}
    path = f"/api/authorities/{DENMARK}/subject-report"
    report = api.of(boss).call("POST", f"{path}?limit=100", wanted, key="report")
    reminders.remind(NOON + timedelta(days=30))
    finder.rebuild(NOON)
    open_one = rest(api, sow, mails, now)

    assert done(report)["looked_at"] == len(numbers)
    assert sow.heard(report.text) == []
    assert len(sow.sown) > 40
    assert len(mails) > 20
    assert {each.number for each in mails} >= {*numbers[:2], open_one}
    # The draft that rests is told of together with the request that rests.
    assert any(numbers[-1] in each.text and open_one in each.text for each in mails)
    assert leaks(sow, "apart", "free text") == set()
    assert {place for place, _ in left_behind()} >= {"snapshot", "EventItem", "DoneItem"}

    vanish(api, sow, numbers[1])
    retention.run(BLOCKED_BY)
    assert leaks(sow, "blocked", "apart", "free text") == set()
    draft = numbers[-1]
    for item in RequestTable.scan():
        if isinstance(item, (SealedItem, AnswersItem, NoteItem)) and item.number != draft:
            assert item.item.startswith(BLOCKED), item.item

    retention.run(ERASED_BY)
    tag = api.of(METTE).get(f"/api/requests/{draft}")["etag"]
    assert api.of(METTE).call("DELETE", f"/api/requests/{draft}", tag=tag).status == 204
    assert leaks(sow) == set()

    told = "\n".join(repr(each) for each in mails)
    assert sow.heard(told) == []
    records = [each for each in caplog.records if each.name != __name__]
    logged = "\n".join(f"{each.getMessage()} {each.exc_text or ''}" for each in records)
    assert sow.heard(logged) == []
    assert sow.heard("".join(capfd.readouterr())) == []


def test_lists_and_tasks_sing_for_nobody(api, coordinated, sow, tick):
    coordinated(approves=True)
    live(api, sow, tick)

    for official in (METTE, INES, AINO, INGRID, RUI):
        client = api.of(official)
        for path in (
            "/api/tasks",
            "/api/activity",
            "/api/requests?box=sent",
            "/api/requests?box=received",
            f"/api/authorities?q={EGG}00",
            "/api/authorities?country=PT",
        ):
            answer = client.call("GET", path)
            assert answer.status == 200, path
            assert sow.heard(answer.text) == [], path


def test_a_canary_that_is_let_out_is_heard(api, sow, caplog):
    """What this file relies on: a leak in any of the places would be found."""
    canary = sow("anywhere")
    logging.getLogger("chalicelib").warning("refused %s", canary)
    draft = done(api.of(METTE).call("POST", "/api/requests", a_draft(sow)))

    assert sow.heard(caplog.text) == ["anywhere"]
    assert sow.heard(json.dumps(canary.upper())) != []
    assert sow.heard("born on 23.11.1911") == ["born_on as 23.11.1911"]
    assert ("apart", "details") in leaks(sow)
    assert ("free text", "reason") in leaks(sow)
    assert draft["number"]
