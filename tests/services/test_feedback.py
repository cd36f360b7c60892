"""What the mail service reports: letters know what became of them, and addresses that fail."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import NotAllowed, NotFound
from chalicelib.domain.letters import Fate
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Mail
from chalicelib.domain.reputation import Reports
from chalicelib.mail import sns
from chalicelib.mail.compose import Message
from chalicelib.services import feedback, outbox
from chalicelib.services import letters as services
from chalicelib.services.feedback import TooEarly
from chalicelib.storage import addresses, directory, letters, notices, reputation
from tests import readers
from tests.builders import (
    NOON,
    PORTUGAL,
    PORTUGUESE,
    a_notice,
    an_administrator,
    an_authority,
    an_official,
)

INES = an_official(PORTUGUESE, "ines")
BOSS = an_administrator(PORTUGAL, "boss")
MAILBOX = an_authority(PORTUGUESE).mailbox
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _asked_authority(aws, monkeypatch) -> None:
    monkeypatch.setattr(sns, "must_be_genuine", lambda *_args, **_more: None)
    readers.settle([INES])


def sent(version=2, topic=Topic.REPLY_RECEIVED, at=NOON) -> list[str]:
    """Let a notice go out; return to whom, each e-mail named by its receiver."""
    notices.waiting_item(a_notice(topic, version=version)).save()
    to: list[str] = []

    def send(message: Message) -> str:
        to.append(message.to)
        return f"{message.to} {version}"

    outbox.deliver(at, send)
    return to


def mail(name, sent_at):
    return {"messageId": name, "timestamp": sent_at.isoformat()}


def report(kind, version=2, to=INES.email, at=NOON, sent_at=NOON):
    part = {
        "Bounce": {
            "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": to}]}
        },
        "Complaint": {"complaint": {"complainedRecipients": [{"emailAddress": to}]}},
        "Delivery": {"delivery": {}},
    }[kind]
    body = {"eventType": kind, "mail": mail(f"{to} {version}", sent_at)} | part
    feedback.receive({"Message": json.dumps(body)}, at=at)


def fates(reader=INES.id) -> list[Fate]:
    return [each.fate for each in letters.of(reader, limit=50, cursor=None).items]


@pytest.mark.parametrize(
    ("reports", "fate"),
    [
        (("Delivery",), Fate.DELIVERED),
        (("Bounce",), Fate.BOUNCED),
        (("Complaint",), Fate.COMPLAINED),
        *[(each, Fate.BOUNCED) for each in itertools.permutations(("Delivery", "Bounce"))],
        *[
            (each, Fate.COMPLAINED)
            for each in itertools.permutations(("Delivery", "Complaint"))
        ],
        (("Bounce", "Bounce", "Delivery", "Delivery"), Fate.BOUNCED),
    ],
)
def test_a_letter_knows_the_worst_that_was_reported_in_any_order(reports, fate):
    assert sent() == [INES.email]

    for kind in reports:
        report(kind)

    assert fates() == [fate]


def test_a_report_that_comes_before_we_know_the_e_mail_comes_again():
    with pytest.raises(TooEarly):
        report("Delivery", version=9)
    with pytest.raises(TooEarly):
        report("Bounce", version=9)

    assert INES.email in addresses.failing([INES.email])


def test_what_does_not_arrive_at_somebody_reaches_the_office():
    sent()
    report("Bounce")

    # What came back, and what is new.
    assert sent(3, at=NOON + MINUTE) == [MAILBOX, MAILBOX]

    assert fates() == [Fate.UNREACHABLE, Fate.BOUNCED]
    assert fates(PORTUGAL) == [Fate.SENT, Fate.SENT]
    assert services.fails_since(INES.email) == NOON.date()
    assert services.fails_since(MAILBOX) is None


def test_a_report_that_dies_half_way_comes_again_and_loses_nothing(monkeypatch):
    sent()

    def dies(*_args) -> None:
        raise RuntimeError

    with monkeypatch.context() as dying:
        dying.setattr(letters, "updated", dies)
        with pytest.raises(RuntimeError):
            report("Bounce")
    for _ in range(2):
        report("Bounce")

    got: list[Message] = []
    outbox.deliver(NOON + MINUTE, got.append)
    outbox.deliver(NOON + 2 * MINUTE, got.append)
    assert [each.to for each in got] == [MAILBOX]
    assert fates() == [Fate.BOUNCED]


def test_where_the_mailbox_fails_too_nothing_is_sent_and_the_notice_has_failed(caplog):
    sent()
    report("Bounce")
    addresses.fail(MAILBOX, feedback.Kind.BOUNCED, today=NOON.date())

    assert sent(3, at=NOON + MINUTE) == []

    item = notices.NoticeItem.get(
        a_notice(Topic.REPLY_RECEIVED, version=3).id, notices.NoticeItem.KEY
    )
    assert item.outcome == "refused"
    assert INES.email not in caplog.text


def test_what_is_held_is_not_sent_to_an_address_that_fails_meanwhile():
    directory.save_official(replace(directory.official(INES.id), mail=Mail.DAILY))
    assert sent() == []
    addresses.fail(INES.email, feedback.Kind.BOUNCED, today=NOON.date())

    assert outbox.deliver(NOON + timedelta(days=1)) == 0
    assert fates() == [Fate.UNREACHABLE]


def test_the_first_day_stays_and_capitals_make_no_other_address():
    for days in (0, 3):
        today = NOON.date() + timedelta(days=days)
        addresses.fail(INES.email.upper(), feedback.Kind.BOUNCED, today=today)

    assert addresses.failing([INES.email, MAILBOX]) == {INES.email: NOON.date()}


def test_an_administrator_lets_it_be_tried_again_and_what_was_missed_goes_out():
    directory.save_official(BOSS)
    boss = BOSS.acting_for()
    for version in (2, 3, 4):
        sent(version, at=NOON)
        if version == 2:
            report("Bounce")

    services.try_again(PORTUGAL, INES.id, by=boss, at=NOON + MINUTE)

    got: list[Message] = []
    outbox.deliver(NOON + 2 * MINUTE, got.append)
    # Three of one kind about one request are one thing to tell.
    assert [each.to for each in got] == [INES.email]
    assert fates() == [Fate.SENT] * 3
    services.try_again(PORTUGAL, INES.id, by=boss, at=NOON + 3 * MINUTE)
    assert outbox.deliver(NOON + 5 * MINUTE, got.append) == 0


def test_what_was_missed_is_sent_again_once_a_day():
    directory.save_official(BOSS)
    boss, day = BOSS.acting_for(), timedelta(days=1)
    sent()
    for again in (NOON + MINUTE, NOON + 5 * MINUTE):
        addresses.fail(INES.email, feedback.Kind.BOUNCED, today=NOON.date())
        [letter] = letters.of(INES.id, limit=9, cursor=None).items
        letters.mark([replace(letter, fate=Fate.BOUNCED)])
        services.try_again(PORTUGAL, INES.id, by=boss, at=again)
        assert addresses.failing([INES.email]) == {}
    assert fates() == [Fate.BOUNCED]

    services.try_again(PORTUGAL, INES.id, by=boss, at=NOON + day)

    assert fates() == [Fate.HELD]


def test_what_ends_half_way_while_it_is_tried_again_is_missed_once_more(monkeypatch):
    directory.save_official(BOSS)
    sent()
    report("Bounce")

    def crash(*_args, **_more):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(addresses, "work", crash)
        with pytest.raises(ZeroDivisionError):
            services.try_again(PORTUGAL, INES.id, by=BOSS.acting_for(), at=NOON + MINUTE)
    outbox.deliver(NOON + 5 * MINUTE, lambda _message: "")
    assert fates() == [Fate.UNREACHABLE]

    services.try_again(PORTUGAL, INES.id, by=BOSS.acting_for(), at=NOON + 6 * MINUTE)
    outbox.deliver(NOON + 8 * MINUTE, lambda _message: "")

    assert fates() == [Fate.SENT]


def test_a_report_on_what_nobody_knows_of_comes_again_for_a_while_and_counts_then():
    for minutes in (0, 9):
        with pytest.raises(TooEarly):
            report("Bounce", at=NOON + minutes * MINUTE)

    report("Bounce", at=NOON + 10 * MINUTE)
    report("Bounce", at=NOON + 11 * MINUTE)

    assert reputation.reports(NOON.date()) == Reports(arrived=0, bounced=1)
    assert addresses.failing([INES.email])


def test_nobody_else_lets_it_be_tried_again():
    with pytest.raises(NotAllowed):
        services.try_again(PORTUGAL, INES.id, by=INES.acting_for(), at=NOON)
    directory.save_official(BOSS)
    with pytest.raises(NotFound):
        services.try_again(PORTUGAL, "nobody", by=BOSS.acting_for(), at=NOON)


def test_what_is_forged_or_no_report_is_logged_and_dropped(monkeypatch, caplog):
    sent()
    feedback.receive({"Message": "no JSON"}, at=NOON)

    def forged(*_args, **_more):
        raise sns.Forged("another topic")

    monkeypatch.setattr(sns, "must_be_genuine", forged)
    report("Bounce")

    assert fates() == [Fate.SENT]
    assert addresses.failing([INES.email]) == {}
    assert [each.levelname for each in caplog.records].count("ERROR") == 2
    assert INES.email not in caplog.text


def test_what_does_not_matter_changes_nothing():
    sent()
    message = json.dumps({"eventType": "Send", "mail": mail("x", NOON)})
    feedback.receive({"Message": message}, at=NOON)

    assert fates() == [Fate.SENT]


def test_no_address_is_stored_with_what_fails():
    sent()
    report("Bounce")

    found = addresses.FailingItem.scan(addresses.FailingItem.item == "failing")
    rows = repr([each.attribute_values for each in found])
    assert rows.count("address#") == 1
    assert "pt-tourism.example" not in rows
