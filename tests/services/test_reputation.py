"""When too much comes back, what has no deadline waits until it is better."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.domain.letters import Fate
from chalicelib.domain.notices import Topic
from chalicelib.domain.reputation import Reports
from chalicelib.mail import sns
from chalicelib.mail.compose import Message
from chalicelib.services import feedback, outbox, signals
from chalicelib.services.signals import Signal
from chalicelib.storage import letters, notices
from chalicelib.storage import reputation as storage
from chalicelib.storage.letter_items import MessageItem
from chalicelib.storage.reputation import ReportsItem
from tests import readers
from tests.builders import NOON, PORTUGUESE, TODAY, a_notice, an_authority, an_official

INES = an_official(PORTUGUESE, "ines")
MAILBOX = an_authority(PORTUGUESE).mailbox
TOMORROW = NOON + timedelta(hours=20)


@pytest.fixture(autouse=True)
def _asked_authority(aws, monkeypatch) -> None:
    monkeypatch.setattr(sns, "must_be_genuine", lambda *_args, **_more: None)
    readers.settle([INES])


@pytest.fixture
def given(monkeypatch) -> list[Signal]:
    found: list[Signal] = []
    monkeypatch.setattr(signals, "give", lambda signal, _count=1: found.append(signal))
    return found


def reported(*, arrived: int, bounced: int) -> None:
    ReportsItem(
        id=ReportsItem.PLACE,
        item=ReportsItem.key(TODAY, "before"),
        arrived=arrived,
        bounced=bounced,
        expires=0,
    ).save()


def an_email(name: str) -> None:
    """Let there be an e-mail that the service calls *name*."""
    item = MessageItem(
        id=MessageItem.place(name), item=MessageItem.KEY, reader="x", letters=["y"], expires=0
    )
    item.save()


def report(kind: str, name: str, to: str = "lost@imi.example") -> None:
    bounce = {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": to}]}
    complaint = {"complainedRecipients": [{"emailAddress": to}]}
    body = {
        "eventType": kind,
        "mail": {"messageId": name, "timestamp": NOON.isoformat()},
        "bounce": bounce if kind == "Bounce" else {},
        "complaint": complaint,
    }
    feedback.receive({"Message": json.dumps(body)}, at=NOON)


def deliver(*topics: Topic, at=NOON) -> list[tuple[str, str]]:
    """Let a notice of each topic go out; return to whom, and how the subject ends."""
    for n, topic in enumerate(topics):
        notices.waiting_item(a_notice(topic, version=10 + n)).save()
    sent: list[Message] = []
    outbox.deliver(at, lambda message: sent.append(message) or f"{at} {len(sent)}")
    return [(each.to, each.subject.rpartition(" · ")[2]) for each in sent]


def test_each_report_is_counted_once_in_whatever_order_it_comes():
    for name in ("a", "b", "c"):
        an_email(name)
    for _ in range(2):
        report("Delivery", "a")
        report("Bounce", "b")
        report("Complaint", "a")
        report("Bounce", "c")

    assert storage.reports(TODAY) == Reports(arrived=1, bounced=2)


def test_a_report_does_not_shorten_how_long_an_e_mail_is_known():
    kept = 2_000_000_000
    item = MessageItem(
        id=MessageItem.place("a"), item=MessageItem.KEY, reader="x", letters=["y"], expires=kept
    )
    item.save()

    report("Delivery", "a")

    assert MessageItem.get(item.id, item.item).expires == kept


def test_reports_of_a_week_count_and_older_ones_do_not():
    reported(arrived=3, bounced=1)

    assert storage.reports(TODAY + timedelta(days=6)) == Reports(arrived=3, bounced=1)
    assert storage.reports(TODAY + timedelta(days=7)) == Reports(arrived=0, bounced=0)


@pytest.mark.parametrize(
    ("arrived", "expected"),
    [(950, []), (700, [Signal.BOUNCES_WARNED]), (200, [Signal.BOUNCES_STOPPED])],
)
def test_a_run_that_sends_says_that_too_much_comes_back(given, arrived, expected, caplog):
    reported(arrived=arrived, bounced=40)

    deliver(Topic.REQUEST_RECEIVED, Topic.OVERDUE)

    assert given == expected
    assert [each.levelname for each in caplog.records].count("ERROR") == len(expected)
    assert deliver() == []
    assert given == expected


def test_what_has_a_deadline_goes_out_and_the_rest_waits_for_the_morning():
    reported(arrived=100, bounced=100)

    sent = deliver(Topic.REQUEST_RECEIVED, Topic.REQUEST_CLOSED)

    assert {to for to, _ in sent} == {INES.email, MAILBOX}
    assert {action for _, action in sent} == {"Aceitar o pedido [Ambiente de formação]"}
    held = [x for x in letters.of(INES.id, limit=9, cursor=None).items if x.fate is Fate.HELD]
    assert [(each.notice.topic, each.due_at) for each in held] == [
        (Topic.REQUEST_CLOSED, TOMORROW)
    ]


def test_it_waits_from_morning_to_morning_and_goes_out_when_it_is_better():
    reported(arrived=100, bounced=100)
    deliver(Topic.REQUEST_CLOSED)

    assert deliver(at=TOMORROW) == []
    assert deliver(at=TOMORROW + timedelta(hours=1)) == []
    reported(arrived=5000, bounced=100)
    assert deliver(at=TOMORROW + timedelta(hours=2)) == []
    sent = deliver(at=TOMORROW + timedelta(days=1))

    assert [to for to, _ in sent] == [INES.email]
