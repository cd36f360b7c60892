"""
What each function may do in AWS, from ``infra/rights.json``: no more than its code does.

A line there is an action and where it is called: ``dynamodb:Query requests/index``. The tests note what
each function really calls, and compare: ``tests/rights.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("rights.json")

PLACES: Final[Mapping[str, Any]] = {
    "requests": {"Fn::GetAtt": ["RequestsTable", "Arn"]},
    "requests/index": {"Fn::Sub": "${RequestsTable.Arn}/index/*"},
    "directory": {"Fn::GetAtt": ["DirectoryTable", "Arn"]},
    "directory/index": {"Fn::Sub": "${DirectoryTable.Arn}/index/*"},
    "content": {"Fn::GetAtt": ["ContentTable", "Arn"]},
    "notices": {"Fn::GetAtt": ["NoticesTable", "Arn"]},
    "notices/index": {"Fn::Sub": "${NoticesTable.Arn}/index/*"},
    "finder": {"Fn::GetAtt": ["FinderBucket", "Arn"]},
    "finder/*": {"Fn::Sub": "${FinderBucket.Arn}/*"},
    "files": {"Fn::GetAtt": ["FilesBucket", "Arn"]},
    "files/*": {"Fn::Sub": "${FilesBucket.Arn}/*"},
    "pool": {"Fn::GetAtt": ["UserPool", "Arn"]},
    "sender": {
        "Fn::Sub": "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${MailDomain}"
    },
    "mail set": {
        "Fn::Sub": "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailSet}"
    },
    "anything": "*",
}
"""Where an action is called, as the template names it; ``anything`` for one that knows no resource."""

CONDITIONS: Final[Mapping[str, str]] = {"ses": "MailLeaves", "cognito-idp": "OwnAccounts"}
"""On what it depends whether a stage has such a service at all."""

OF_TRAINING: Final = ("Practise", "Wipe")
"""Functions that may do something in a training stage alone."""

STREAMS: Final[Mapping[str, str]] = {"Wake": "NoticesTable", "Changed": "DirectoryTable"}
"""Which functions are woken by the stream of which table."""

LEFT: Final[Mapping[str, str]] = {"Wake": "WakeLeft", "Feedback": "FeedbackLeft"}
"""Where what a function could not take is laid; for the others that are not the API: ``CallsLeft``."""

API: Final = "APIHandler"
NOTHING_LEFT: Final = (API, "Changed")
"""Functions of which nothing is laid down: the caller comes again, or the clock does."""


def allowed() -> dict[str, list[str]]:
    """Return for each function the actions that it may call, and where."""
    found: dict[str, list[str]] = json.loads(FILE.read_text("utf-8"))
    return found


def role(function: str) -> str:
    """Return the name that ``chalice package`` gives the role of *function*."""
    return "ApiHandlerRole" if function == API else f"{function}Role"


def policy(function: str) -> list[dict[str, Any]]:
    """Return what the role of *function* is allowed."""
    code = list(_of_code(allowed()[function]))
    if function in OF_TRAINING:
        code = [{"Fn::If": ["MailLeaves", {"Ref": "AWS::NoValue"}, each]} for each in code]
    statements = [*code, *_of_runtime(function)]
    document = {"Version": "2012-10-17", "Statement": statements}
    return [{"PolicyName": f"{role(function)}Policy", "PolicyDocument": document}]


def _of_code(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield what the code calls, one statement for each service and place."""
    by_place: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        action, _, place = line.partition(" ")
        by_place.setdefault((action.partition(":")[0], place), []).append(action)
    for (service, place), actions in by_place.items():
        statement = {
            "Sid": "".join(
                part.capitalize()
                for part in _words(f"{service} {place}".replace("/*", " objects"))
            ),
            "Effect": "Allow",
            "Action": sorted(actions),
            "Resource": [PLACES[place]],
        }
        if condition := CONDITIONS.get(service):
            yield {"Fn::If": [condition, statement, {"Ref": "AWS::NoValue"}]}
        else:
            yield statement


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def _of_runtime(function: str) -> Iterator[dict[str, Any]]:
    """Yield what Lambda does in the name of the function: it writes, is woken, and lays down what is left."""
    yield {
        "Sid": "Log",
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": [{"Fn::GetAtt": [f"{function}Log", "Arn"]}],
    }
    if table := STREAMS.get(function):
        yield {
            "Sid": "Stream",
            "Effect": "Allow",
            "Action": [
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
            ],
            "Resource": [{"Fn::Sub": f"${{{table}.Arn}}/stream/*"}],
        }
    if function not in NOTHING_LEFT:
        yield {
            "Sid": "Left",
            "Effect": "Allow",
            "Action": ["sqs:SendMessage"],
            "Resource": [{"Fn::GetAtt": [LEFT.get(function, "CallsLeft"), "Arn"]}],
        }
