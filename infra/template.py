"""
Write what ``chalice package`` merges into its template: ``python infra/template.py FILE``.

That is infra/resources.json; where a sign-in may lead back to, a page for each
language; and what API Gateway answers by itself when a call never reaches the
app: in the form and with the headers of every other answer, in English, because
the gateway does not read ``Accept-Language``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chalicelib.i18n import LANGUAGES
from chalicelib.web import problems
from chalicelib.web.headers import API_HEADERS
from infra.tables import TEMPLATE

# fmt: off
KINDS: Final[Mapping[str, problems.Kind]] = MappingProxyType({
    # What the gateway says of a path that it does not know, with or without a token.
    "MISSING_AUTHENTICATION_TOKEN": problems.NOT_FOUND,
    "INVALID_SIGNATURE":            problems.NOT_FOUND,
    "REQUEST_TOO_LARGE":            problems.TOO_LARGE,
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


def merged() -> dict[str, Any]:
    """Return infra/resources.json with the ways back and the gateway's own answers."""
    template: dict[str, Any] = json.loads(TEMPLATE.read_text("utf-8"))
    workspace = template["Resources"]["Workspace"]["Properties"]
    workspace["CallbackURLs"] = in_each_language(SIGNED_IN)
    workspace["LogoutURLs"] = in_each_language(SIGNED_OUT)
    answers = {name: answer(kind) for name, kind in KINDS.items()}
    template["Resources"]["RestAPI"] = {
        "Type": "AWS::Serverless::Api",
        "Properties": {"DefinitionBody": {"x-amazon-apigateway-gateway-responses": answers}},
    }
    return template


def in_each_language(page: str) -> list[dict[str, str]]:
    """Return the addresses of *page* on the site, one for each language."""
    return [
        {"Fn::Sub": "${SiteUrl}" + page.format(language=language)} for language in LANGUAGES
    ]


def answer(kind: problems.Kind) -> dict[str, Any]:
    """Return the gateway response that tells of a problem of *kind*."""
    language = LANGUAGES[0]
    headers = {
        **API_HEADERS,
        "Content-Type": "application/problem+json",
        "Content-Language": language,
        "Cache-Control": "no-store",
    }
    if kind is problems.TOO_MANY:
        headers["Retry-After"] = RETRY_AFTER
    return {
        "statusCode": str(kind.status),
        # A value in quotes is a value; without them it would name a part of the call.
        "responseParameters": {
            f"gatewayresponse.header.{name}": f"'{value}'" for name, value in headers.items()
        },
        "responseTemplates": {
            "application/json": json.dumps(problems.document(kind, language))
        },
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(merged(), indent=2) + "\n", "utf-8")
