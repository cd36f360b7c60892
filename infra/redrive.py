"""
Try again what has failed: ``python infra/redrive.py``, for the stage that the environment names.

Letters that were given up after the last try are held once more, and go if what they say still holds. What
a function could not take lies in a queue; it is handed to that function again, and leaves the queue
when the function has taken it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chalicelib.config import settings
from chalicelib.storage import letters

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

QUEUES: Final = ("feedback-left", "wake-left", "calls-left")
"""Ends of the names of the queues in infra/resources.json."""

MOST: Final = 1000
"""Messages that one run takes from a queue."""

HIDDEN_SECONDS: Final = 3600
"""How long a message that was looked at is hidden: longer than a run takes."""

PATIENCE_SECONDS: Final = 5
"""How long a queue that seems empty is waited for; it may look so for a moment."""

NOTHING: Final[dict[str, Any]] = {"Records": []}
"""What wakes the sender: which record has woken it before does not matter."""


def functions(sqs: SQSClient, lambdas: Any) -> tuple[int, int]:
    """Hand the functions again what they could not take; return how much was taken, and was not."""
    taken = left = 0
    for queue in QUEUES:
        url = sqs.get_queue_url(QueueName=f"imi-{settings.stage}-{queue}")["QueueUrl"]
        for message in _messages(sqs, url):
            if _took(lambdas, message["Body"]):
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                taken += 1
            else:
                left += 1
    return taken, left


def _messages(sqs: SQSClient, url: str) -> Iterator[MessageTypeDef]:
    """Yield what lies in the queue, each once: what is not deleted is hidden for a while."""
    for _ in range(MOST):
        found = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=1,
            VisibilityTimeout=HIDDEN_SECONDS,
            WaitTimeSeconds=PATIENCE_SECONDS,
        ).get("Messages")
        if not found:
            return
        yield from found


def _took(lambdas: Any, body: str) -> bool:
    """
    Return whether the function took what was left, told in the *body* of a message.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    """
    try:
        left = json.loads(body)
        answer = lambdas.invoke(
            FunctionName=left["requestContext"]["functionArn"],
            Payload=json.dumps(left.get("requestPayload", NOTHING)).encode(),
        )
    except (ValueError, KeyError, TypeError, BotoCoreError, ClientError) as error:
        print(f"not handed over: {type(error).__name__}")
        return False
    return "FunctionError" not in answer


def main() -> int:
    """Try all of it again; return 1 if something was left."""
    print(f"{letters.try_failed_again(datetime.now(UTC))} letters are tried again")
    taken, left = functions(boto3.client("sqs"), boto3.client("lambda"))
    print(f"{taken} calls were taken, {left} were not")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
