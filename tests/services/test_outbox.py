from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib.config import settings
from chalicelib.domain.authorities import Part
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Absence, Mail, Official, Role, Standing
from chalicelib.mail import ses
from chalicelib.mail.compose import Message
from chalicelib.mail.ses import Busy, MailError, MailRejected
from chalicelib.services import handing, outbox
from chalicelib.storage import directory, invitations, notices
from tests import readers
from tests.builders import (
    AREA,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    a_notice,
    an_administrator,
    an_authority,
    an_official,
)

INES = an_official(PORTUGUESE, "ines")
MAILBOX = an_authority(PORTUGUESE).mailbox
A_WHILE = timedelta(hours=8)
"""Longer than any wait between two tries."""

pytestmark = pytest.mark.usefixtures("aws", "_asked_authority")


@pytest.fixture
def _asked_authority() -> None:
    readers.settle([INES])


def waits(notice: Notice) -> Notice:
    notices.waiting_item(notice).save()
    return notice


def a_reply() -> Notice:
    """A notice that the mailbox does not get."""
    return a_notice(Topic.REPLY_RECEIVED)


def stored(notice: Notice) -> notices.NoticeItem:
    return notices.NoticeItem.get(notice.id, notices.NoticeItem.KEY)


def down(_: Message) -> None:
    raise MailError("TooManyRequestsException")


def refusing(address: str, sent: list[Message]) -> Callable[[Message], None]:
    def send(message: Message) -> None:
        if message.to == address:
            raise MailRejected("BadRequestException")
        sent.append(message)

    return send


def breaking_on(number: str, sent: list[Message]) -> Callable[[Message], None]:
    def send(message: Message) -> None:
        if message.number == number:
            raise RuntimeError(message.to)
        sent.append(message)

    return send


def test_a_notice_is_sent_once():
    waits(a_reply())
    sent: list[Message] = []

    handed = [outbox.deliver(NOON + A_WHILE * run, sent.append) for run in range(3)]

    assert handed == [1, 0, 0]
    assert [message.to for message in sent] == [INES.email]
    assert sent[0].subject.startswith("K7QM-3XPT · Serviços · ")
    assert stored(a_reply()).outcome == "sent"


def test_a_received_request_reaches_every_handler_and_the_mailbox():
    directory.save_official(an_official(PORTUGUESE, "rui", language="fr"))
    waits(a_notice())
    sent: list[Message] = []

    assert outbox.deliver(NOON, sent.append) == 3

    languages = {message.to: message.language for message in sent}
    assert languages == {INES.email: "pt", "rui@pt-tourism.example": "fr", MAILBOX: "pt"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"role": Role.VIEWER}, id="who only views"),
        pytest.param({"standing": Standing.REMOVED}, id="who has left"),
    ],
)
def test_who_does_not_handle_the_area_is_not_told(other):
    directory.save_official(an_official(PORTUGUESE, "rui", **other))
    waits(a_reply())
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert [message.to for message in sent] == [INES.email]


def test_the_mailbox_is_told_when_nobody_handles_the_area():
    waits(replace(a_reply(), area="other"))
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert [message.to for message in sent] == [MAILBOX]


def test_a_mailbox_with_a_language_that_is_not_ours_reads_english():
    directory.save_authority(
        an_authority(PORTUGUESE, languages=("is",), version=1, mailbox="m@x.example")
    )
    waits(a_notice())
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert {message.to: message.language for message in sent}["m@x.example"] == "en"


def test_what_ses_does_not_take_leaves_later():
    waits(a_notice())
    sent: list[Message] = []

    assert outbox.deliver(NOON, down) == 0
    assert outbox.deliver(NOON, sent.append) == 0
    assert outbox.deliver(NOON + timedelta(minutes=2), sent.append) == 2

    assert stored(a_notice()).outcome == "sent"


def test_who_was_reached_is_not_told_again_when_another_was_not():
    waits(a_notice())
    tried: list[str] = []

    def up_for_one(message: Message) -> None:
        tried.append(message.to)
        if len(tried) > 1:
            raise MailError("SendingPausedException")

    outbox.deliver(NOON, up_for_one)
    later: list[Message] = []
    outbox.deliver(NOON + A_WHILE, later.append)

    assert [message.to for message in later] == tried[1:]


def test_a_few_find_out_that_ses_is_down_and_the_others_keep_their_place():
    for version in range(5):
        waits(replace(a_reply(), version=version))

    outbox.deliver(NOON, down)

    assert sum(stored(replace(a_reply(), version=v)).attempts for v in range(5)) == 3


def test_what_fails_now_and_then_holds_nobody_up():
    for version in range(20):
        waits(replace(a_reply(), version=version))
    calls: list[Message] = []

    def shaky(message: Message) -> None:
        calls.append(message)
        if len(calls) % 2:
            raise MailError("ReadTimeoutError")

    assert outbox.deliver(NOON, shaky) == 10
    assert len(calls) == 20


def test_a_slow_service_leaves_the_rest_to_the_next_run(monkeypatch):
    for version in range(5):
        waits(replace(a_reply(), version=version))
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(handing, "time", SimpleNamespace(monotonic=lambda: clock.now))

    def slow(_message: Message) -> None:
        clock.now += 0.4 * handing.SECONDS

    assert outbox.deliver(NOON, slow) == 3


def test_ses_down_and_up_again(monkeypatch):
    boto3.client("sesv2").create_email_identity(EmailIdentity="imi.example")
    backend = ses_backends[DEFAULT_ACCOUNT_ID][settings.region]
    before = len(backend.sent_messages)
    waits(a_notice())

    with monkeypatch.context() as outage:

        def unreachable() -> None:
            raise EndpointConnectionError(endpoint_url="https://email.example")

        outage.setattr(ses, "client", unreachable)
        assert outbox.deliver(NOON) == 0
    assert outbox.deliver(NOON + A_WHILE) == 2

    assert len(backend.sent_messages) == before + 2


def test_one_refused_address_does_not_keep_the_mail_from_others(caplog):
    waits(a_notice())
    sent: list[Message] = []

    outbox.deliver(NOON, refusing(INES.email, sent))

    assert [message.to for message in sent] == [MAILBOX]
    item = stored(a_notice())
    assert item.outcome == "sent"
    assert item.refused == {INES.id}
    assert a_notice().id in caplog.text
    assert INES.email not in caplog.text


def test_what_is_refused_for_the_only_reader_reaches_the_mailbox():
    waits(a_reply())
    sent: list[Message] = []

    outbox.deliver(NOON, refusing(INES.email, sent))

    assert [message.to for message in sent] == [MAILBOX]
    item = stored(a_reply())
    assert (item.outcome, item.refused) == ("sent", {INES.id})


def test_a_notice_that_reaches_nobody_is_over():
    waits(a_reply())

    def refuse(_: Message) -> None:
        raise MailRejected("not an address")

    outbox.deliver(NOON, refuse)

    item = stored(a_reply())
    assert (item.outcome, item.refused) == ("refused", {INES.id, PORTUGAL})


@pytest.mark.parametrize(
    "poison",
    [
        pytest.param({"proposed_on": None}, id="a fact is missing"),
        pytest.param({"reader": "nobody"}, id="no such authority"),
    ],
)
def test_a_notice_that_cannot_be_written_does_not_block_the_others(poison, caplog):
    broken = waits(replace(a_notice(), version=9, **poison))
    for version in range(5):
        waits(replace(a_reply(), version=version))
    sent: list[Message] = []

    assert outbox.deliver(NOON, sent.append) == 5

    assert broken.id in caplog.text
    assert stored(broken).outcome != "sent"


def test_a_message_that_cannot_be_built_does_not_block_the_others(caplog):
    waits(replace(a_reply(), number="0000-0000"))
    for version in range(5):
        waits(replace(a_reply(), version=version))
    sent: list[Message] = []

    assert outbox.deliver(NOON, breaking_on("0000-0000", sent)) == 5

    assert "RuntimeError" in caplog.text
    assert INES.email not in caplog.text


def test_a_notice_of_a_topic_not_known_here_does_not_block_the_others(caplog):
    unknown = notices.waiting_item(replace(a_reply(), version=9))
    unknown.topic = "from_tomorrow"
    unknown.save()
    waits(a_reply())
    sent: list[Message] = []

    assert outbox.deliver(NOON, sent.append) == 1

    assert "cannot be read: ValueError" in caplog.text


def test_two_senders_at_once_send_one_message():
    waits(a_reply())
    sent: list[Message] = []

    def meanwhile_somebody_else_sends(message: Message) -> None:
        outbox.deliver(NOON, sent.append)
        sent.append(message)

    outbox.deliver(NOON, meanwhile_somebody_else_sends)

    assert len(sent) == 1


def test_a_sender_that_dies_leaves_the_notice_to_the_next():
    waits(a_reply())
    next(notices.lease(NOON))
    sent: list[Message] = []

    assert outbox.deliver(NOON + timedelta(minutes=1), sent.append) == 0
    assert outbox.deliver(NOON + notices.LEASE, sent.append) == 1


def test_each_wait_is_at_least_as_long_as_the_one_before():
    assert list(handing.WAITS) == sorted(handing.WAITS)
    assert timedelta(hours=20) < sum(handing.WAITS, timedelta()) < timedelta(hours=28)


def test_a_notice_fails_after_its_last_try(caplog):
    waits(a_reply())
    tries: list[Message] = []

    def always_down(message: Message) -> None:
        tries.append(message)
        raise MailError("SendingPausedException")

    for run in range(30):
        outbox.deliver(NOON + A_WHILE * run, always_down)

    # What somebody does not get in a day the mailbox is to have.
    assert [each.to for each in tries] == [INES.email] * 12 + [MAILBOX] * 12
    assert stored(a_reply()).outcome == "failed"
    assert [r.levelname for r in caplog.records].count("ERROR") == 2


def test_what_there_is_no_turn_for_has_not_failed():
    waits(a_reply())

    def busy(_message: Message) -> None:
        raise Busy("no turn")

    for minute in range(200):
        assert outbox.deliver(NOON + timedelta(minutes=minute), busy) == 0
    sent: list[Message] = []
    outbox.deliver(NOON + timedelta(minutes=201), sent.append)

    assert [each.to for each in sent] == [INES.email]
    assert stored(a_reply()).attempts == 0


def test_a_run_that_is_late_begins_with_nobody_more(monkeypatch):
    for name in ("rui", "eva", "ana"):
        directory.save_official(an_official(PORTUGUESE, name))
    waits(a_reply())
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(handing, "time", SimpleNamespace(monotonic=lambda: clock.now))
    told: list[str] = []

    def slow(message: Message) -> None:
        clock.now += 0.6 * handing.SECONDS
        told.append(message.to)

    assert outbox.deliver(NOON, slow) == 2
    assert stored(a_reply()).attempts == 0
    assert outbox.deliver(NOON + handing.SOON, slow) == 2
    assert len(set(told)) == 4
    assert stored(a_reply()).outcome == "sent"


def test_what_is_held_does_not_wait_for_all_that_is_new(monkeypatch):
    monkeypatch.setattr(handing, "MOST_MESSAGES", 4)
    directory.save_official(replace(directory.official(INES.id), mail=Mail.DAILY))
    directory.save_official(an_official(PORTUGUESE, "rui"))
    waits(a_reply())
    outbox.deliver(NOON, lambda _message: None)
    for version in range(10, 30):
        waits(replace(a_reply(), version=version))
    told: list[str] = []

    outbox.deliver(NOON + timedelta(days=1), lambda message: told.append(message.to))

    assert INES.email in told


def test_a_run_ends_in_time_and_leaves_the_rest_to_the_next(monkeypatch):
    monkeypatch.setattr(handing, "MOST_MESSAGES", 3)
    for version in range(5):
        waits(replace(a_reply(), version=version))
    sent: list[Message] = []

    assert [outbox.deliver(NOON, sent.append) for _ in range(3)] == [3, 2, 0]


def test_when_the_mail_service_is_down_one_reader_finds_out_for_all():
    directory.save_official(an_official(PORTUGUESE, "rui"))
    waits(a_notice())
    tried: list[str] = []

    def slow_and_down(message: Message) -> None:
        tried.append(message.to)
        raise MailError("ServiceUnavailable")

    assert outbox.deliver(NOON, slow_and_down) == 0
    assert len(tried) == 1
    assert stored(a_notice()).attempts == 1


def test_while_a_handler_is_away_the_substitute_is_told():
    away = Absence(from_on=NOON.date(), to_on=NOON.date(), substitute="rui-pt-tourism")
    directory.save_official(replace(directory.official(INES.id), absence=away))
    rui = directory.save_official(an_official(PORTUGUESE, "rui"))
    waits(a_reply())
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert [message.to for message in sent] == [rui.email]


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_a_substitute_who_cannot_open_it_leaves_it_to_the_handler(role):
    away = Absence(from_on=NOON.date(), to_on=NOON.date(), substitute="rui-pt-tourism")
    directory.save_official(replace(directory.official(INES.id), absence=away))
    directory.save_official(an_official(PORTUGUESE, "rui", role=role))
    waits(a_reply())
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert [message.to for message in sent] == [INES.email]


def an_invitation(official: Official) -> Notice:
    return a_notice(Topic.INVITATION, number=official.id, area="", counterpart=PORTUGUESE)


def test_an_invitation_reaches_the_invited_alone_by_a_link_of_its_own():
    rui = an_official(PORTUGUESE, "rui", standing=Standing.INVITED, invited_at=NOON)
    waits(an_invitation(directory.save_official(rui)))
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    [message] = sent
    token = message.text.split("/workspace/invitation/#")[1].split()[0]
    assert message.to == rui.email
    assert invitations.find(token).official == rui.id
    assert token not in str(stored(an_invitation(rui)).serialize())


@pytest.mark.parametrize(
    "now",
    [
        pytest.param({"invited_at": None}, id="taken back"),
        pytest.param({"invited_at": NOON + A_WHILE}, id="followed by another"),
        pytest.param({"standing": Standing.ACTIVE}, id="accepted"),
    ],
)
def test_an_invitation_that_holds_no_more_is_dropped(now):
    fields = {"standing": Standing.INVITED, "invited_at": NOON} | now
    rui = directory.save_official(an_official(PORTUGUESE, "rui", **fields))
    waits(an_invitation(rui))

    assert outbox.deliver(NOON, down) == 0
    assert stored(an_invitation(rui)).outcome == "dropped"


def too_few(topic: Topic = Topic.BELOW_RULE) -> Notice:
    return a_notice(topic, area="", number=PORTUGUESE.id, counterpart=PORTUGUESE)


@pytest.mark.parametrize("topic", [Topic.BELOW_RULE, Topic.CARE_BELOW_RULE])
def test_that_there_are_too_few_reaches_the_administrators_and_the_mailbox(topic):
    rui = directory.save_official(an_administrator(PORTUGUESE.id, "rui", language="fr"))
    left = an_administrator(PORTUGUESE.id, "left", standing=Standing.REMOVED)
    directory.save_official(left)
    waits(too_few(topic))
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert {message.to: message.language for message in sent} == {
        rui.email: "fr",
        MAILBOX: "pt",
    }


def added(official: Official) -> Notice:
    return replace(an_invitation(official), topic=Topic.ADDED, due_on=None)


def test_who_was_added_is_told_alone_and_in_her_language():
    rui = directory.save_official(an_official(PORTUGUESE, "rui", language="fr"))
    waits(added(rui))
    sent: list[Message] = []

    outbox.deliver(NOON, sent.append)

    assert [(message.to, message.language) for message in sent] == [(rui.email, "fr")]


def test_who_has_left_before_is_not_told_of_having_been_added():
    gone = an_official(PORTUGUESE, "rui", standing=Standing.REMOVED)
    directory.save_official(gone)
    waits(added(gone))

    assert outbox.deliver(NOON, down) == 0
    assert stored(added(gone)).outcome == "dropped"


def sent_to(notice: Notice) -> set[str]:
    waits(notice)
    sent: list[Message] = []
    outbox.deliver(NOON, sent.append)
    return {message.to for message in sent}


def test_those_whom_it_concerns_are_told_and_all_others_when_none_of_them_is_left():
    rui = an_official(PORTUGUESE, "rui")
    directory.save_official(rui)

    assert sent_to(replace(a_reply(), to=(INES.id, "gone"))) == {INES.email}
    assert sent_to(replace(a_reply(), number="0000-0001", to=("gone",))) == {
        INES.email,
        rui.email,
    }


def test_nobody_is_told_of_the_own_action():
    rui = an_official(PORTUGUESE, "rui")
    directory.save_official(rui)

    assert sent_to(replace(a_reply(), by=INES.id)) == {rui.email}
    assert sent_to(replace(a_reply(), number="0000-0001", by=INES.id, to=(INES.id,))) == set()


def test_who_allocates_is_told_of_what_is_received_where_that_is_done():
    rui = an_official(PORTUGUESE, "rui", role=Role.ALLOCATOR)
    directory.save_official(rui)
    now = directory.authority(PORTUGUESE.id)
    directory.save_authority(replace(now, parts={AREA: Part(allocation=True)}))

    assert sent_to(a_notice()) == {rui.email, MAILBOX}
    assert sent_to(replace(a_reply(), number="0000-0001")) == {INES.email}


def test_all_who_handle_it_are_told_where_nobody_allocates():
    now = directory.authority(PORTUGUESE.id)
    directory.save_authority(replace(now, parts={AREA: Part(allocation=True)}))

    assert sent_to(a_notice()) == {INES.email, MAILBOX}
