"""What has failed is tried again when somebody wants it, and tells nobody twice."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib.config import settings
from chalicelib.domain.notices import Topic
from chalicelib.mail.compose import Message
from chalicelib.mail.ses import MailError
from chalicelib.services import outbox, signals
from chalicelib.services.handing import WAITS
from chalicelib.services.signals import Signal
from chalicelib.storage import notices
from chalicelib.storage.notices import NoticeItem
from infra import redrive
from tests import readers
from tests.builders import NOON, PORTUGUESE, a_notice, an_authority, an_official

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
def sqs():
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

    assert notices.try_failed_again(AGAIN) == 1
    assert notices.try_failed_again(AGAIN) == 0
    outbox.deliver(AGAIN, lambda message: taken.append(message.to) or "2")

    assert taken == [INES.email, MAILBOX]
    assert NoticeItem.get(a_notice(Topic.REQUEST_RECEIVED).id, NoticeItem.KEY).outcome == "sent"


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
        "0 notices are tried again\n0 calls were taken, 1 were not\n"
    )


def a_call(function: str) -> dict[str, Any]:
    return {"requestContext": {"functionArn": function}}
