"""
Write what ``chalice package`` merges into its template: ``python infra/template.py FILE``.

That is infra/resources.json, and what follows from lists: what each function is told, may do and is watched
for; where a sign-in may lead back to, a page for each language; what CloudFront does before and after a page;
and what API Gateway answers by itself when a call never reaches the app: in the form and with the headers of
every other answer, in English, because the gateway does not read ``Accept-Language``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(root), str(root / "site")]

from chalicelib.i18n import LANGUAGES
from chalicelib.web import problems
from chalicelib.web.headers import API_HEADERS
from infra import edge, rights, watching
from infra.tables import TEMPLATE
from sitegen import sources
from sitegen.pages import plan

ROOT: Final = Path(__file__).resolve().parents[1]

# fmt: off
KINDS: Final[Mapping[str, problems.Kind]] = MappingProxyType({
    # What the gateway says of a path that it does not know, with or without a token.
    "MISSING_AUTHENTICATION_TOKEN": problems.NOT_FOUND,
    "INVALID_SIGNATURE":            problems.NOT_FOUND,
    "REQUEST_TOO_LARGE":            problems.TOO_LARGE,
    "RESOURCE_NOT_FOUND":           problems.NOT_FOUND,
    "THROTTLED":                    problems.TOO_MANY,
    "DEFAULT_4XX":                  problems.MALFORMED,
    "DEFAULT_5XX":                  problems.INTERNAL,
})
# fmt: on
"""What each type of gateway response means to the caller."""

SIGNED_IN: Final = "/{language}/workspace/signed-in/"
"""The page that finishes a sign-in; Cognito leads to no other one than it is told."""

SIGNED_OUT: Final = "/{language}/"

RETRY_AFTER: Final = "1"
"""Seconds; a throttled caller is let in again at once when the burst is over."""


CLOCKED: Final = (
    "Sweep",
    "Index",
    "Erase",
    "Remind",
    "Visit",
    "Practise",
    "Wipe",
    "Uploaded",
    "Scanned",
)
"""What EventBridge sets off; ``chalice package`` names the event after the function."""

AN_HOUR: Final = 3600

# Burst, and calls in a second. Whoever has no account gets less.
THROTTLED: Final[Mapping[tuple[str, str], tuple[int, float]]] = MappingProxyType(
    {
        ("/*", "*"): (200, 100.0),
        ("/~1api~1registers~1{id}~1proposals", "POST"): (10, 1.0),
    }
)
"""How many calls the gateway lets through, by resource and method."""

ACCESS: Final = json.dumps(
    {
        "id": "$context.requestId",
        "method": "$context.httpMethod",
        "resource": "$context.resourcePath",
        "status": "$context.status",
        "ms": "$context.responseLatency",
        "bytes": "$context.responseLength",
        "error": "$context.error.responseType",
    }
)
"""A line for each call: which resource, never which thing, and nobody's address."""


def merged() -> dict[str, Any]:
    """Return infra/resources.json with all that follows from lists."""
    template: dict[str, Any] = json.loads(TEMPLATE.read_text("utf-8"))
    resources = template["Resources"]
    for client, origin in (("Workspace", "SiteUrl"), ("TrainingWorkspace", "TrainingUrl")):
        workspace = resources[client]["Properties"]
        workspace["CallbackURLs"] = in_each_language(SIGNED_IN, origin)
        workspace["LogoutURLs"] = in_each_language(SIGNED_OUT, origin)
    functions = list(rights.allowed())
    environment = resources[rights.API]["Properties"]["Environment"]
    for name in functions:
        properties = resources.setdefault(name, _function())["Properties"]
        properties["Environment"] = environment
        properties["LoggingConfig"] = {"LogGroup": {"Ref": f"{name}Log"}}
        resources[rights.role(name)] = {"Properties": {"Policies": rights.policy(name)}}
        if name in CLOCKED:
            _make_sure(properties, f"{name}Event")
    resources |= watching.log_groups(functions)
    resources |= watching.alarms(functions)
    resources |= watching.dashboard(functions)
    resources |= edge.policies()
    resources["EdgeFunction"]["Properties"]["FunctionCode"] = edge.code(pages())
    # A bucket in which the scanner has tried whether it may write is not empty: no first making that
    # fails on the way could be taken back. So it comes last.
    resources["ScanPlan"]["DependsOn"] = "Distribution"
    resources["RestAPI"] = {
        "Type": "AWS::Serverless::Api",
        # Without it the gateway may not write a log, and no stage of it can be made.
        "DependsOn": "GatewayAccount",
        "Properties": gateway(),
    }
    return template


def pages() -> set[str]:
    """Return the path of each page of the site below its language, without the slash at its end."""
    read = sources.read(ROOT / "content")
    planned = plan(read.articles, LANGUAGES[:1], read.directory.registers)
    return {page.path.rstrip("/") for page in planned if not page.root}


def gateway() -> dict[str, Any]:
    """Return the properties of the API that ``chalice package`` does not know of."""
    answers = {name: answer(name, kind) for name, kind in KINDS.items()}
    return {
        "Name": {"Fn::Sub": "imi-${Stage}"},
        # Else SAM makes a second stage, which answers without limits and writes no log
        # (aws/serverless-application-model#191).
        "OpenApiVersion": "2.0",
        "DefinitionBody": {
            # Alarms find the API by its name, which an import takes from here.
            "info": {"title": {"Fn::Sub": "imi-${Stage}"}, "version": "1.0"},
            "x-amazon-apigateway-gateway-responses": answers,
        },
        "AccessLogSetting": {
            "DestinationArn": {"Fn::GetAtt": ["GatewayLog", "Arn"]},
            "Format": ACCESS,
        },
        "MethodSettings": [
            {
                "ResourcePath": path,
                "HttpMethod": method,
                "ThrottlingBurstLimit": burst,
                "ThrottlingRateLimit": rate,
                "MetricsEnabled": False,
                "LoggingLevel": "OFF",
                "DataTraceEnabled": False,
            }
            for (path, method), (burst, rate) in THROTTLED.items()
        ],
    }


def _function() -> dict[str, Any]:
    return {"Type": "AWS::Serverless::Function", "Properties": {}}


def _make_sure(properties: dict[str, Any], event: str) -> None:
    """Let EventBridge try again what it could not hand over, and Lambda lay down what failed."""
    events = properties.setdefault("Events", {}).setdefault(event, {"Properties": {}})
    events["Properties"] |= {
        "RetryPolicy": {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": AN_HOUR},
        "DeadLetterConfig": {"Arn": {"Fn::GetAtt": ["EventsLeft", "Arn"]}},
    }
    properties["EventInvokeConfig"] = {
        "MaximumRetryAttempts": 2,
        "DestinationConfig": {
            "OnFailure": {
                "Type": "SQS",
                "Destination": {"Fn::GetAtt": ["CallsLeft", "Arn"]},
            }
        },
    }


def in_each_language(page: str, origin: str) -> list[dict[str, str]]:
    """Return the addresses of *page* at the parameter *origin*, one for each language."""
    return [
        {"Fn::Sub": f"${{{origin}}}" + page.format(language=language)} for language in LANGUAGES
    ]


def answer(name: str, kind: problems.Kind) -> dict[str, Any]:
    """Return the gateway response *name* that tells of a problem of *kind*."""
    language = LANGUAGES[0]
    headers = {
        **API_HEADERS,
        "Content-Type": "application/problem+json",
        "Content-Language": language,
        "Cache-Control": "no-store",
    }
    if kind is problems.TOO_MANY:
        headers["Retry-After"] = RETRY_AFTER
    told, fixed = problems.document(kind, language), {"statusCode": str(kind.status)}
    if name.startswith("DEFAULT_"):
        # What is left over has statuses of its own, such as 504: one that is given here would recode all.
        del told["status"]
        fixed = {}
    return fixed | {
        # A value in quotes is a value; without them it would name a part of the call.
        "responseParameters": {
            f"gatewayresponse.header.{header}": f"'{value}'"
            for header, value in headers.items()
        },
        "responseTemplates": {"application/json": json.dumps(told)},
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(merged(), indent=2) + "\n", "utf-8")
