"""What the OpenAPI document promises is what a client gets, on the whole journey."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from chalicelib.web import openapi
from infra.localstage.gateway import Answer, Gateway
from tests.builders import CANARY, FRIDAY, PORTUGAL, SATURDAY
from tests.web.stage import A_DRAFT, INES, METTE, Api


@dataclass(frozen=True)
class Watched(Gateway):
    """A gateway that compares each call and each answer with the document."""

    inner: Gateway
    seen: set[tuple[str, str, int]] = field(default_factory=set)

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Answer:
        answer = self.inner.call(method, path, headers, body)
        route, operation = operation_of(method, path)
        self.seen.add((method, route, answer.status))
        if body and answer.status < 300:
            media = dict(headers or {})["Content-Type"]
            fits(json.loads(body), operation["requestBody"]["content"][media]["schema"])
        told = operation["responses"].get(str(answer.status), operation["responses"]["default"])
        assert answer.status < 400 or told is operation["responses"]["default"]
        if "content" not in told:
            assert answer.body == b""
            return answer
        fits(answer.json(), told["content"][answer.headers["Content-Type"]]["schema"])
        return answer


def operation_of(method: str, path: str) -> tuple[str, Any]:
    """Return the route of the document that *path* is on, fixed parts first, and what it says."""
    plain = path.partition("?")[0]
    for route in sorted(openapi.document()["paths"], key=lambda route: route.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), plain):
            return route, openapi.document()["paths"][route][method.lower()]
    raise LookupError(path)


def fits(value: Any, schema: Any) -> None:
    """Do nothing if *value* has all that *schema* names, as it says, and nothing besides."""
    whole = {**schema, "components": {"schemas": strict_schemas()}}
    errors = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(value)

    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def strict_schemas() -> Any:
    schemas = copy.deepcopy(openapi.document()["components"]["schemas"])
    for schema in schemas.values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return schemas


@pytest.fixture
def watched(api) -> Watched:
    return Watched(api.gateway)


@pytest.fixture
def danes(watched) -> Api:
    return Api(watched, METTE, "da")


@pytest.fixture
def portuguese(watched) -> Api:
    return Api(watched, INES, "pt")


def test_the_document_is_valid_openapi():
    errors = OpenAPIV31SpecValidator(openapi.document()).iter_errors()

    assert [str(error) for error in errors] == []


def test_every_reference_leads_somewhere_and_every_schema_is_used():
    document = openapi.document()
    named = {name.rpartition("/")[2] for name in references(document)}

    assert named == set(document["components"]["schemas"])


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def test_every_operation_says_what_it_does_and_what_it_needs():
    for path, operations in openapi.document()["paths"].items():
        for method, operation in operations.items():
            needed = {p["name"] for p in operation["parameters"] if p["in"] == "path"}

            assert operation["summary"], (method, path)
            assert needed == set(re.findall(r"\{(\w+)\}", path)), (method, path)
            assert ("requestBody" in operation) == (method in {"post", "patch"}), (method, path)


def test_every_answer_of_the_journey_is_as_the_document_says(watched, danes, portuguese):
    api = Api(watched)
    api.get("/api/health")
    api.get("/api/openapi.json")
    api.get("/api/countries")
    assert api.call("GET", "/api/me").status == 401
    me = danes.get("/api/me")
    assert danes.call("PATCH", "/api/me", {"language": "sv"}, tag=me["etag"]).status == 200
    for path in (
        "/api/areas",
        "/api/areas/services",
        "/api/authorities?q=turismo&limit=1",
        f"/api/authorities/{PORTUGAL}",
    ):
        danes.get(path)

    draft = danes.call("POST", "/api/requests", A_DRAFT, key="one").json()
    number = draft["number"]
    path = f"/api/requests/{number}"
    patch = {"proposed_on": SATURDAY.isoformat(), "urgent": True, "urgent_reason": "Season"}
    draft = danes.call("PATCH", path, patch, tag=draft["etag"]).json()
    assert draft["warnings"]
    spare = danes.call("POST", "/api/requests", {"area": "services"}).json()
    spare_path = f"/api/requests/{spare['number']}"
    assert danes.act(spare["number"], "send").status == 422
    assert danes.call("DELETE", spare_path).status == 428
    assert danes.call("DELETE", spare_path, tag=spare["etag"]).status == 204
    assert danes.call("GET", spare_path).status == 404

    danes.act(number, "send", key="two")
    assert portuguese.get(path)["sealed"]
    assert danes.act(number, "close").status == 409
    assert danes.act(number, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 403
    assert portuguese.act(number, "accept", {"agreed_on": "2026-03-01"}).status == 422
    assert portuguese.act(number, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 200
    assert portuguese.act(number, "reply").status == 422
    answers = [
        {"code": "Q-1", "value": "unknown", "comment": CANARY, "language": "pt"},
        {"code": "Q-2", "value": "Passeios"},
    ]
    portuguese.act(number, "answer", {"answers": answers})
    assert danes.act(number, "withdraw", {"reason": "No"}, tag='"1"').status == 412
    portuguese.act(number, "reply")
    for client in (danes, portuguese):
        for address in (
            "/api/tasks",
            "/api/requests?box=received",
            "/api/requests?box=sent",
            path,
            f"{path}/events?limit=2",
        ):
            client.get(address)
    danes.act(number, "close", {"timeliness": 5, "effort": None})
    portuguese.get(path)

    met = {(method, route) for method, route, status in watched.seen if status < 300}
    promised = {
        (method.upper(), route)
        for route, operations in openapi.document()["paths"].items()
        for method in operations
    }
    assert met == promised


def test_a_withdrawn_request_is_as_the_document_says(sent, danes, portuguese):
    assert danes.act(sent, "withdraw", {"reason": "Found in the register"}).status == 200

    assert portuguese.get(f"/api/requests/{sent}")["state"] == "withdrawn"


@pytest.mark.parametrize("media", ["application/json", "application/merge-patch+json"])
def test_a_patch_may_be_called_by_either_of_its_names(danes, media):
    draft = danes.call("POST", "/api/requests", A_DRAFT).json()

    answer = danes.call(
        "PATCH",
        f"/api/requests/{draft['number']}",
        {"reason": "Another"},
        tag=draft["etag"],
        headers={"Content-Type": media},
    )

    assert (answer.status, answer.json()["reason"]) == (200, "Another")
