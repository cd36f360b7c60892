"""E-mails that wait for others, and go as one; what each reader was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.config import settings
from chalicelib.domain.letters import Fate
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Mail, Standing
from chalicelib.domain.requests import State
from chalicelib.mail.compose import Message
from chalicelib.mail.ses import MailError, MailRejected
from chalicelib.services import outbox
from chalicelib.storage import directory, letters, notices, requests
from chalicelib.storage.letter_items import KEPT, LetterItem
from chalicelib.storage.request_items import RequestItem
from tests import readers
from tests.builders import (
    NOON,
    PORTUGUESE,
    TODAY,
    a_notice,
    a_request,
    an_authority,
    an_official,
)

INES = an_official(PORTUGUESE, "ines", mail=Mail.DAILY)
MAILBOX = an_authority(PORTUGUESE).mailbox
MORNING = NOON + timedelta(hours=20)
"""Eight in Lisbon."""
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _asked_authority(aws) -> None:
    readers.settle([INES])


def waits(topic: Topic, version: int = 2, **changes) -> Notice:
    notice = a_notice(topic, version=version, **changes)
    notices.waiting_item(notice).save()
    return notice


def chosen(mail: Mail) -> None:
    directory.save_official(replace(directory.official(INES.id), mail=mail))


def overdue(number: str) -> Notice:
    """Let a request be overdue since Saturday, and that be said now."""
    day = TODAY - timedelta(days=3)
    late = a_request(number=number, state=State.ACCEPTED, agreed_on=day)
    RequestItem.from_domain(late).save()
    return waits(Topic.OVERDUE, 20260302, number=number, due_on=day)


def run(at, send=None) -> list[Message]:
    sent: list[Message] = []
    outbox.deliver(at, send or sent.append)
    return sent


def fates() -> list[Fate]:
    return [each.fate for each in letters.of(INES.id, limit=50, cursor=None).items]


def test_a_day_is_one_e_mail_in_the_morning():
    waits(Topic.REPLY_RECEIVED)
    waits(Topic.DATE_PROPOSED, number="0000-0001")

    assert run(NOON) == run(MORNING - MINUTE) == []
    assert fates() == [Fate.HELD, Fate.HELD]
    [message] = run(MORNING)

    assert message.to == INES.email
    assert (message.language, message.number) == ("pt", "")
    assert f"{settings.site_url}/pt/workspace/\n" in message.text
    for number in ("K7QM-3XPT", "0000-0001"):
        assert f"{number} · Serviços" in message.text
        assert f"/pt/workspace/case/?number={number}" in message.text
        assert f"/pt/workspace/case/?number={number}" in message.html
    assert fates() == [Fate.SENT, Fate.SENT]
    assert run(MORNING + MINUTE) == []


def test_one_thing_alone_comes_as_itself():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)

    [message] = run(MORNING)

    assert message.subject.startswith("K7QM-3XPT · Serviços")


def test_what_has_a_clock_reaches_the_mailbox_at_once():
    waits(Topic.REQUEST_RECEIVED)

    assert [each.to for each in run(NOON)] == [MAILBOX]
    assert [each.to for each in run(MORNING)] == [INES.email]


def test_who_wants_none_gets_none_and_then_the_mailbox_does():
    chosen(Mail.NONE)
    waits(Topic.REPLY_RECEIVED)

    assert [each.to for each in run(NOON)] == [MAILBOX]
    assert fates() == []


def test_who_has_chosen_none_meanwhile_is_left_in_peace():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    chosen(Mail.NONE)

    assert run(MORNING) == []
    assert fates() == [Fate.DROPPED]


def test_who_has_left_meanwhile_gets_nothing():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    left = replace(directory.official(INES.id), standing=Standing.REMOVED, removed_at=NOON)
    directory.save_official(left)

    assert run(MORNING) == []
    assert fates() == [Fate.DROPPED]


def test_messages_of_an_hour_are_one_e_mail():
    chosen(Mail.AT_ONCE)
    waits(Topic.MESSAGE, 2)
    assert len(run(NOON)) == 1
    for version in (3, 4):
        waits(Topic.MESSAGE, version, at=NOON + version * MINUTE)
    waits(Topic.MESSAGE, 2, number="0000-0001", at=NOON + MINUTE)

    # Of another request it is the first.
    assert [each.number for each in run(NOON + 5 * MINUTE)] == ["0000-0001"]
    assert run(NOON + 59 * MINUTE) == []
    [message] = run(NOON + 60 * MINUTE)

    assert message.number == "K7QM-3XPT"
    assert message.subject.startswith("K7QM-3XPT · Serviços")
    assert set(fates()) == {Fate.SENT}


def test_what_the_clock_says_of_several_requests_is_one_e_mail():
    chosen(Mail.AT_ONCE)
    for number in ("0000-0001", "0000-0002"):
        overdue(number)

    assert run(NOON) == []
    sent = run(NOON + 5 * MINUTE)

    assert {each.to for each in sent} == {INES.email, MAILBOX}
    for message in sent:
        assert "0000-0001" in message.text
        assert "0000-0002" in message.text


def test_what_is_not_taken_comes_later_and_fails_at_last(caplog):
    waits(Topic.REPLY_RECEIVED)
    run(NOON)

    def down(_: Message) -> None:
        raise MailError("TooManyRequestsException")

    for hours in range(0, 8 * 20, 8):
        run(MORNING + timedelta(hours=hours), down)

    assert fates() == [Fate.FAILED]
    assert [each.to for each in run(MORNING + timedelta(days=8))] == [MAILBOX]
    assert "failed" in caplog.text
    assert INES.email not in caplog.text


def test_an_address_that_is_none_is_told_so():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)

    def refuse(_: Message) -> None:
        raise MailRejected("not an address")

    run(MORNING, refuse)

    assert fates() == [Fate.REFUSED]
    assert [each.to for each in run(MORNING + MINUTE)] == [MAILBOX]


def test_what_cannot_be_written_waits_and_keeps_nobody_else(monkeypatch, caplog):
    rui = an_official(PORTUGUESE, "rui", mail=Mail.DAILY)
    directory.save_official(rui)
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    sent: list[Message] = []

    def breaks(message: Message) -> None:
        if message.to == INES.email:
            raise RuntimeError(message.to)
        sent.append(message)

    run(MORNING, breaks)

    assert [each.to for each in sent] == [rui.email]
    assert fates() == [Fate.HELD]
    assert INES.email not in caplog.text


def test_two_senders_at_once_send_one_e_mail():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    sent: list[Message] = []

    def meanwhile_somebody_else_sends(message: Message) -> None:
        outbox.deliver(MORNING, sent.append)
        sent.append(message)

    outbox.deliver(MORNING, meanwhile_somebody_else_sends)

    assert len(sent) == 1


def test_a_sender_that_dies_leaves_it_to_the_next():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    assert letters.lease(INES.id, MORNING)

    assert run(MORNING + MINUTE) == []
    assert len(run(MORNING + notices.LEASE)) == 1


def test_a_mailbox_gets_its_reminders_together():
    chosen(Mail.NONE)
    for number in ("0000-0001", "0000-0002"):
        overdue(number)
    run(NOON)

    [message] = run(NOON + 5 * MINUTE)

    assert (message.to, message.profile_url) == (MAILBOX, "")


def test_what_the_mail_service_calls_it_is_kept():
    chosen(Mail.AT_ONCE)
    waits(Topic.REPLY_RECEIVED)

    outbox.deliver(NOON, lambda _: "an id of the mail service")

    [item] = LetterItem.query(LetterItem.place(INES.id))
    assert item.message == "an id of the mail service"
    assert item.expires == int((NOON + KEPT).timestamp())


def test_letters_are_turned_over_page_by_page():
    chosen(Mail.AT_ONCE)
    for version in range(5):
        waits(Topic.REPLY_RECEIVED, version, at=NOON + version * MINUTE)
    run(NOON + 9 * MINUTE)
    found: list[int] = []
    cursor = None
    while True:
        page = letters.of(INES.id, limit=2, cursor=cursor)
        found += [each.notice.version for each in page.items]
        cursor = page.cursor
        if cursor is None:
            break

    assert found == [4, 3, 2, 1, 0]


def test_who_has_acted_meanwhile_is_not_reminded_and_others_are():
    waiting = a_request(turn_since=NOON - timedelta(days=7))
    RequestItem.from_domain(waiting).save()
    waits(Topic.NOT_ACCEPTED, 20260302, due_on=waiting.due_on)
    overdue("0000-0001")
    waits(Topic.DRAFT_RESTS, 20260302, number="gone")
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    later = NOON + MINUTE
    accepted = replace(waiting, state=State.ACCEPTED, updated_at=later)
    RequestItem.from_domain(accepted).save()
    (late,) = requests.heads(["0000-0001"])
    # A message is no reply.
    RequestItem.from_domain(replace(late, updated_at=later)).save()

    [message] = [each for each in run(MORNING) if each.to == INES.email]

    assert sorted(fates()) == [Fate.DROPPED, Fate.SENT, Fate.SENT]
    assert "0000-0001" in message.text


def test_what_somebody_loses_reaches_the_mailbox():
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    left = replace(directory.official(INES.id), standing=Standing.REMOVED, removed_at=NOON)
    directory.save_official(left)

    assert run(MORNING) == []
    assert [each.to for each in run(MORNING + MINUTE)] == [MAILBOX]


@pytest.mark.parametrize("step", ["mark", "_hold_for_offices"])
def test_a_sender_that_dies_while_it_hands_over_loses_nothing(step, monkeypatch):
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    left = replace(directory.official(INES.id), standing=Standing.REMOVED, removed_at=NOON)
    directory.save_official(left)

    def dies(*_args) -> None:
        raise RuntimeError

    with monkeypatch.context() as dying:
        dying.setattr(letters, step, dies)
        assert run(MORNING) == []
    assert fates() == [Fate.HELD]

    # Once, although it was handed over before.
    later = [run(MORNING + notices.LEASE + minutes * MINUTE) for minutes in range(3)]
    assert [each.to for sent in later for each in sent] == [MAILBOX]
    assert fates() == [Fate.DROPPED]


def test_a_letter_that_cannot_be_read_keeps_no_other(caplog):
    broken = waits(Topic.REPLY_RECEIVED, 8)
    waits(Topic.REPLY_RECEIVED, 9)
    run(NOON)
    for item in LetterItem.query(LetterItem.place(INES.id)):
        if item.item.endswith(broken.id):
            item.notice = {"topic": "from_tomorrow"}
            item.save()

    assert len(run(MORNING)) == 1
    assert run(MORNING + notices.LEASE) == []
    assert "cannot be read" in caplog.text


def test_who_is_broken_keeps_nobody_else_waiting(monkeypatch, caplog):
    rui = an_official(PORTUGUESE, "rui", mail=Mail.DAILY)
    directory.save_official(rui)
    waits(Topic.REPLY_RECEIVED)
    run(NOON)
    official = directory.official

    def broken(id):
        if id == INES.id:
            raise RuntimeError(INES.email)
        return official(id)

    monkeypatch.setattr(directory, "official", broken)

    assert [each.to for each in run(MORNING)] == [rui.email]
    assert INES.email not in caplog.text
    monkeypatch.setattr(directory, "official", official)
    assert [each.to for each in run(MORNING + notices.LEASE)] == [INES.email]
