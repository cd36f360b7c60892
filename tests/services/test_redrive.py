"""What has failed is tried again when somebody wants it, and tells nobody twice."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from chalicelib.config import settings
from chalicelib.domain.letters import Fate
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Standing
from chalicelib.domain.requests import State
from chalicelib.mail.compose import Message
from chalicelib.mail.ses import MailError
from chalicelib.services import outbox, signals
from chalicelib.services.handing import WAITS
from chalicelib.services.signals import Signal
from chalicelib.storage import directory, letters, notices
from chalicelib.storage.request_items import RequestItem
from infra import redrive
from tests import readers
from tests.builders import (
    NOON,
    PORTUGAL,
    PORTUGUESE,
    TODAY,
    a_notice,
    a_request,
    an_authority,
    an_official,
)

INES = an_official(PORTUGUESE, "ines")
MAILBOX = an_authority(PORTUGUESE).mailbox
AGAIN = NOON + timedelta(days=9)
FEEDBACK = "arn:aws:lambda:eu-central-1:000000000000:function:feedback"
WAKE = FEEDBACK.replace("feedback", "wake")


class Lambdas:
    """Functions, of which some do not take what they are handed."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.called: list[tuple[str, Any]] = []

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 - as boto3 names them
        self.called.append((FunctionName, json.loads(Payload)))
        failed = {"FunctionError": "Unhandled"} if FunctionName in self.failing else {}
        return {"StatusCode": 200} | failed


@pytest.fixture(autouse=True)
def _asked_authority(aws) -> None:
    readers.settle([INES])


@pytest.fixture
def sqs(monkeypatch):
    monkeypatch.setattr(redrive, "PATIENCE_SECONDS", 0)
    client = boto3.client("sqs")
    made = [
        client.create_queue(QueueName=f"imi-{settings.stage}-{queue}")["QueueUrl"]
        for queue in redrive.QUEUES
    ]
    yield client
    for url in made:
        client.delete_queue(QueueUrl=url)


def leave(sqs, queue: str, body: dict[str, Any]) -> None:
    url = sqs.get_queue_url(QueueName=f"imi-{settings.stage}-{queue}")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body))


def test_a_notice_that_was_given_up_raises_a_signal_and_is_sent_when_it_is_tried_again(
    monkeypatch,
):
    given: list[Signal] = []
    monkeypatch.setattr(signals, "give", lambda signal, _count=1: given.append(signal))
    notices.waiting_item(a_notice(Topic.REQUEST_RECEIVED)).save()
    taken: list[str] = []

    def to_all_but_the_mailbox(message: Message) -> str:
        if message.to == MAILBOX:
            raise MailError("ServiceUnavailable")
        taken.append(message.to)
        return "1"

    at = NOON
    for _ in range(len(WAITS) + 1):
        outbox.deliver(at, to_all_but_the_mailbox)
        at += timedelta(hours=8)
    assert (taken, given) == ([INES.email], [Signal.NOTICE_FAILED])

    assert fate_of(PORTUGAL) == Fate.FAILED
    assert letters.try_failed_again(AGAIN) == 1
    assert letters.try_failed_again(AGAIN) == 0
    outbox.deliver(AGAIN, lambda message: taken.append(message.to) or "2")

    assert taken == [INES.email, MAILBOX]
    assert fate_of(PORTUGAL) == Fate.SENT


def test_what_an_official_does_not_get_in_a_day_the_mailbox_does(monkeypatch):
    monkeypatch.setattr(signals, "give", lambda *_: None)
    notices.waiting_item(a_notice(Topic.REPLY_RECEIVED)).save()
    given_up(INES.email)

    assert (fate_of(INES.id), fate_of(PORTUGAL)) == (Fate.FAILED, Fate.SENT)


def test_what_is_held_and_given_up_is_tried_again_too(monkeypatch):
    given: list[Signal] = []
    monkeypatch.setattr(signals, "give", lambda signal, _count=1: given.append(signal))
    late = TODAY - timedelta(days=3)
    RequestItem.from_domain(a_request(state=State.ACCEPTED, agreed_on=late)).save()
    notices.waiting_item(a_notice(Topic.OVERDUE, due_on=late)).save()
    given_up(INES.email, MAILBOX)
    assert {fate_of(INES.id), fate_of(PORTUGAL)} == {Fate.FAILED}
    assert set(given) == {Signal.NOTICE_FAILED}

    assert letters.try_failed_again(AGAIN) == 2
    told: list[str] = []
    outbox.deliver(AGAIN, lambda message: told.append(message.to) or f"{len(told)}")

    assert sorted(told) == sorted([INES.email, MAILBOX])


def test_what_is_done_meanwhile_is_not_said_when_it_is_tried_again(monkeypatch):
    monkeypatch.setattr(signals, "give", lambda *_: None)
    late = TODAY - timedelta(days=3)
    request = a_request(state=State.ACCEPTED, agreed_on=late)
    RequestItem.from_domain(request).save()
    # Long after it was written, it goes to each by itself.
    notices.waiting_item(a_notice(Topic.OVERDUE, due_on=late)).save()
    given_up(INES.email, MAILBOX, at=NOON + timedelta(hours=1))
    RequestItem.from_domain(a_request(state=State.REPLIED, agreed_on=late)).save()

    letters.try_failed_again(AGAIN)

    assert outbox.deliver(AGAIN, lambda _message: "") == 0


def test_an_invitation_is_not_tried_again_but_written_anew(monkeypatch):
    monkeypatch.setattr(signals, "give", lambda *_: None)
    invited = an_official(PORTUGUESE, "nova", standing=Standing.INVITED, invited_at=NOON)
    directory.save_official(invited)
    notices.waiting_item(a_notice(Topic.INVITATION, number=invited.id)).save()
    given_up(invited.email)

    assert fate_of(invited.id) == Fate.FAILED
    assert letters.try_failed_again(AGAIN) == 0


def test_a_signal_is_a_line_that_cloudwatch_counts_and_names_nobody(capsys):
    signals.give(Signal.NOTICE_FAILED, 3)

    line = json.loads(capsys.readouterr().out)
    [metrics] = line["_aws"]["CloudWatchMetrics"]
    assert metrics["Namespace"] == signals.NAMESPACE
    assert [each["Name"] for each in metrics["Metrics"]] == ["NoticeFailed"]
    assert (line["NoticeFailed"], line["Stage"]) == (3, settings.stage)
    assert set(line) == {"_aws", "Stage", "NoticeFailed"}


def test_functions_are_handed_again_what_they_could_not_take(sqs):
    payload = {"Records": [{"Sns": {"Message": "{}"}}]}
    leave(sqs, "feedback-left", a_call(FEEDBACK) | {"requestPayload": payload})
    leave(sqs, "wake-left", a_call(WAKE) | {"DDBStreamBatchInfo": {"batchSize": 1}})
    lambdas = Lambdas()

    assert redrive.functions(sqs, lambdas) == (2, 0)

    assert lambdas.called == [(FEEDBACK, payload), (WAKE, {"Records": []})]
    assert redrive.functions(sqs, lambdas) == (0, 0)


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"requestContext": {}}'])
def test_what_nobody_can_read_stays_and_holds_up_nothing(sqs, body):
    url = sqs.get_queue_url(QueueName=f"imi-{settings.stage}-feedback-left")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=body)
    leave(sqs, "wake-left", a_call(WAKE))

    assert redrive.functions(sqs, Lambdas()) == (1, 1)


def test_what_a_function_does_not_take_stays_in_the_queue(sqs):
    leave(sqs, "feedback-left", a_call(FEEDBACK) | {"requestPayload": {}})

    assert redrive.functions(sqs, Lambdas(FEEDBACK)) == (0, 1)

    url = sqs.get_queue_url(QueueName=f"imi-{settings.stage}-feedback-left")["QueueUrl"]
    kept = "ApproximateNumberOfMessagesNotVisible"
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[kept])["Attributes"]
    assert found[kept] == "1"


def test_the_command_says_what_it_did(sqs, monkeypatch, capsys):
    clients = {"sqs": sqs, "lambda": Lambdas(FEEDBACK)}
    monkeypatch.setattr(redrive.boto3, "client", clients.__getitem__)
    leave(sqs, "feedback-left", a_call(FEEDBACK) | {"requestPayload": {}})

    assert redrive.main() == 1
    assert capsys.readouterr().out == (
        "0 letters are tried again\n0 calls were taken, 1 were not\n"
    )


def a_call(function: str) -> dict[str, Any]:
    return {"requestContext": {"functionArn": function}}


def fate_of(reader: str) -> Fate:
    [letter] = letters.of(reader, limit=9, cursor=None).items
    return letter.fate


def given_up(*addresses: str, at: datetime = NOON) -> None:
    """Try until it is given up what cannot be handed over to *addresses*."""

    def down(message: Message) -> str:
        if message.to in addresses:
            raise MailError("ServiceUnavailable")
        return "1"

    for _ in range(len(WAITS) + 3):
        outbox.deliver(at, down)
        at += timedelta(hours=8)
