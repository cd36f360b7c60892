"""What the OpenAPI document promises is what a client gets, on the whole journey."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from chalicelib.config import settings
from chalicelib.mail.compose import Message
from chalicelib.services import admissions, outbox
from chalicelib.storage import directory, file_items, taxonomies
from chalicelib.web import learners, openapi
from infra.localstage.gateway import Answer, Gateway
from tests.builders import (
    CANARY,
    DENMARK,
    FINLAND,
    FRIDAY,
    NOON,
    PORTUGAL,
    SATURDAY,
    an_administrator,
)
from tests.files import PDF
from tests.web import register_shelf
from tests.web.coordinators import BOSSES, LINKED, NATIONAL, OTHER_AREA, settle
from tests.web.stage import A_DRAFT, INES, METTE, Api, a_token


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


@pytest.fixture(autouse=True)
def has_learners(monkeypatch) -> None:
    """Accounts of the group may enter this training stage."""
    # Nobody else of these tests is in the group.
    monkeypatch.setattr(learners, "settings", replace(settings, learners="learners"))


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
            assert ("requestBody" in operation) == (method in {"post", "patch", "put"}), (
                method,
                path,
            )


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
        "/api/activity",
        "/api/registers?q=business&limit=1",
        "/api/registers?area=services&country=PT&questions=Q-1",
        "/api/registers/pt-rnpc",
        "/api/deadline?from=2026-04-01&days=3&unit=working&asking=DK&asked=PT",
    ):
        danes.get(path)

    assert danes.call("PUT", "/api/practice", {"counterparts": True}).status == 200
    assert danes.get("/api/practice")["counterparts"]
    assert danes.call("POST", "/api/practice/ask", {}, key="ask").status == 201
    assert danes.get("/api/lessons")["items"]
    assert danes.get("/api/inbox") == {"items": [], "next": None}
    newcomer = {"Authorization": f"Bearer {a_token('new', **{'cognito:groups': ['learners']})}"}
    joining = {"authority": PORTUGAL, "name": "Ola", "language": "da"}
    assert danes.of(None).call("GET", "/api/learners", headers=newcomer).status == 200
    answer = danes.of(None).call("POST", "/api/learners", joining, headers=newcomer)
    assert answer.status == 200
    assert danes.call("POST", "/api/lessons/send/begin", {}, key="send").status == 200
    assert danes.get("/api/lessons/current")["lesson"]["key"] == "send"
    assert danes.call("POST", "/api/practice/hurry", {}).status == 200
    assert danes.call("DELETE", "/api/lessons/current").status == 204
    assert danes.call("PUT", "/api/lessons/current", {"lesson": "send"}).status == 200
    assert danes.call("DELETE", "/api/practice").status == 200
    draft = danes.call("POST", "/api/requests", A_DRAFT, key="one").json()
    number = draft["number"]
    path = f"/api/requests/{number}"
    patch = {"proposed_on": SATURDAY.isoformat(), "urgent": True, "urgent_reason": "Season"}
    draft = danes.call("PATCH", path, patch, tag=draft["etag"]).json()
    assert draft["warnings"]
    spare = danes.call("POST", "/api/requests", {"area": "services"}).json()
    spare_path = f"/api/requests/{spare['number']}"
    assert danes.act(spare["number"], "send").status == 422
    missed = {"draft": number, "found": False}
    looked = "/api/registers/pt-rnpc/answered"
    assert danes.call("POST", looked, missed, key="missed").status == 204
    assert danes.call("DELETE", spare_path).status == 428
    assert danes.call("DELETE", spare_path, tag=spare["etag"]).status == 204
    assert danes.call("GET", spare_path).status == 404

    danes.act(number, "send", key="two")
    assert portuguese.get(path)["sealed"]
    assert danes.act(number, "close").status == 409
    assert danes.act(number, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 403
    assert portuguese.act(number, "accept", {"agreed_on": "2026-03-01"}).status == 422
    assert portuguese.act(number, "accept", {"agreed_on": FRIDAY.isoformat()}).status == 200
    offer = {"on": "2026-03-18", "reason": "Holidays"}
    assert portuguese.act(number, "propose-date", offer).status == 200
    assert danes.get(path)["offer"]
    assert danes.act(number, "decline-date").status == 200
    with_a_message(danes, number)
    assert danes.act(number, "remind").status == 200
    assert danes.act(number, "remind").status == 409
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
            "/api/notices",
            "/api/requests?box=received",
            "/api/requests?box=sent",
            path,
            f"{path}/events?limit=2",
            "/api/requests?box=watched",
            f"{path}/file",
            f"{path}/similar",
        ):
            client.get(address)
    doubts = {"questions": ["Q-1"], "reason": "Since when?"}
    assert danes.act(number, "clarify", doubts).status == 200
    assert portuguese.act(number, "refuse", {"reason": "All is said"}).status == 200
    danes.act(number, "close", {"timeliness": 5, "effort": None})
    portuguese.get(path)
    copy = danes.call("POST", f"{path}/copies", {}).json()
    patch = {"proposed_on": FRIDAY.isoformat()}
    danes.call("PATCH", f"/api/requests/{copy['number']}", patch, tag=copy["etag"])
    with_a_file(danes, copy["number"])
    danes.act(copy["number"], "send")
    back = {"reason": "Not ours", "suggested": FINLAND}
    assert portuguese.act(copy["number"], "return", back).status == 200
    portuguese.get(f"/api/requests/{copy['number']}/events")
    assert danes.get(f"/api/requests/{copy['number']}")["returned"]

    met = {(method, route) for method, route, status in watched.seen if status < 300}
    others = {*filter(is_about_records, promised())}
    expected = {each for each in promised() - others if not is_about_officials(*each)}
    assert met == expected | {("GET", "/api/authorities/{id}")}


FILE = {
    "name": "a.pdf",
    "type": "application/pdf",
    "size": len(PDF),
    "sha256": hashlib.sha256(PDF).hexdigest(),
}


def with_a_message(danes, number):
    """Upload a file, and send it with a message."""
    path = f"/api/requests/{number}"
    made = danes.call("POST", f"{path}/attachments", FILE | {"for_message": True}).json()["id"]
    assert danes.get(f"{path}/attachments")["items"][0]["condition"] == "waiting"
    file_items.tell(number, made, fits=True, clean=True)
    message = {"text": CANARY, "attachments": [made]}
    assert danes.call("POST", f"{path}/messages", message).status == 201


def with_a_file(danes, number):
    """Attach a file, download it and take it away."""
    path = f"/api/requests/{number}/attachments"
    made = danes.call("POST", path, FILE).json()["id"]
    assert danes.get(f"/api/requests/{number}")["attachments"][0]["condition"] == "waiting"
    file_items.tell(number, made, fits=True, clean=True)
    assert danes.get(f"{path}/{made}")["seconds"] == 60
    assert not danes.get(f"/api/requests/{number}/translations")["available"]
    assert danes.get(f"/api/requests/{number}/notices")["items"] == []
    assert danes.call("DELETE", f"{path}/{made}").status == 204


def test_every_answer_about_officials_is_as_the_document_says(watched, danes):
    bo, kim = (an_administrator(DENMARK, name) for name in ("bo", "kim"))
    for each in (bo, kim):
        directory.save_official(each)
    client, people = danes.of(bo), f"/api/authorities/{DENMARK}/officials"
    new = {"name": "Ann", "email": "ann@office.example", "language": "da"}
    client.get("/api/checklist")
    assert client.call("POST", "/api/me/confirm", {}).status == 200
    ann = client.call("POST", people, new).json()
    path = f"{people}/{ann['id']}"
    for act in ("revoke", "invite"):
        tag = client.get(path)["etag"]
        assert client.call("POST", f"{path}/{act}", {}, tag=tag).status == 200
    sent: list[Message] = []
    outbox.deliver(NOON, sent.append)
    token = {"token": sent[-1].text.split("/#")[1].split()[0]}
    nobody = danes.of(None)
    assert nobody.call("POST", "/api/invitations/read", token).status == 200
    assert nobody.call("POST", "/api/invitations/accept", token).status == 200
    assert nobody.call("POST", "/api/invitations/read", token).status == 404
    tag = client.get(path)["etag"]
    changed = client.call("PATCH", path, {"roles": {"services": ["viewer"]}}, tag=tag)
    assert client.call("POST", f"{path}/mail", {}).status == 200
    assert client.call("DELETE", f"{people}/{kim.id}", tag='"1"').status == 409
    assert client.call("DELETE", path, tag=changed.json()["etag"]).status == 204
    client.get(people)

    assert {(method, route) for method, route, status in watched.seen if status < 300} == {
        each for each in promised() if is_about_officials(*each)
    }


def test_every_answer_about_records_is_as_the_document_says(watched, monkeypatch):
    settle()
    client, path = Api(watched, BOSSES[NATIONAL]), f"/api/authorities/{DENMARK}"
    new = {
        "name": "Turismekontoret",
        "language": "da",
        "country": "DK",
        "titles": {"en": "Tourist office"},
        "level": "local",
        "city": "Ribe",
        "mailbox": "imi@turisme.example",
        "languages": ["da"],
        "parts": {"services": {}},
    }

    made = client.call("POST", "/api/authorities", new).json()
    assert client.call("POST", "/api/authorities", new).status == 409
    read = client.get(path)
    changed = client.call("PATCH", path, {"city": "Odense"}, tag=read["etag"]).json()
    decided = client.call(
        "PUT",
        f"{path}/areas/services",
        {"kind": "competent_authority", "access": "granted", "linked_coordinators": [LINKED]},
        tag=changed["etag"],
    ).json()
    assert client.call("POST", f"{path}/mail", {}).status == 200
    confirmed = client.call("POST", f"{path}/confirm", {}, tag=decided["etag"]).json()
    assert client.call("POST", f"{path}/resume", {}, tag=confirmed["etag"]).status == 409
    merged = client.call("POST", f"{path}/merge", {"into": made["id"]}, tag=confirmed["etag"])
    assert merged.status == 200
    asked = client.call(
        "POST",
        f"/api/authorities/{NATIONAL}/areas/{OTHER_AREA}",
        {},
        tag=client.get(f"/api/authorities/{NATIONAL}")["etag"],
    ).json()
    back = client.call(
        "DELETE", f"/api/authorities/{NATIONAL}/areas/{OTHER_AREA}", tag=asked["etag"]
    )
    assert back.status == 200
    listed = "name;city;administrator_name;administrator_email\nSportskontoret;Ribe;Bo;bo@sport.example"
    for dry_run in (True, False):
        body = {"csv": listed, "dry_run": dry_run}
        assert client.call("POST", "/api/imports", body).json()["counts"]["invite"] == 1
    client.get(f"{path}/audit?limit=2")
    client.get(f"{path}/pace?area=services")
    wanted = {"name": "Ann Able", "born_on": "1980-02-29"}
    assert client.call("POST", f"{path}/subject-report", wanted).status == 200
    client.get("/api/authorities?care=mine&limit=2")
    person = f"/api/authorities/{DENMARK}/officials/{METTE.id}"
    monkeypatch.setattr(
        admissions, "settings", replace(settings, training_url="https://t.example")
    )
    monkeypatch.setattr(admissions.accounts, "are_ours", lambda: True)
    monkeypatch.setattr(admissions.accounts, "admit", lambda _account: None)
    tag = client.get(person)["etag"]
    assert client.call("POST", f"{person}/training", {}, tag=tag).status == 200
    client.get("/api/taxonomies")
    assert client.call("POST", "/api/practice/wipe", {}).status == 202
    country = client.get("/api/countries/DK")
    desk = {"helpdesk": {"name": "Hjælpen", "language": "da"}}
    assert client.call("PATCH", "/api/countries/DK", desk, tag=country["etag"]).status == 200
    assert client.call("PATCH", "/api/countries/DK", desk, tag=country["etag"]).status == 412

    entry = {"language": "da", "kind": "business", "areas": ["services"], "languages": ["da"]}
    entry |= {"name": "Guider", "url": "https://g.example", "answers": ["authorised"]}
    entry |= {"cost": "free", "keys": ["person"]}
    made = client.call("POST", "/api/registers", entry).json()
    path = f"/api/registers/{made['id']}"
    renamed = client.call("PATCH", path, {"name": "Guides"}, tag=made["etag"]).json()
    register_shelf.forget()
    said = client.call("POST", f"{path}/proposals", {"text": "The address is old."})
    assert said.status == 204
    mine = client.get(f"/api/authorities/{NATIONAL}/registers")["items"]
    [proposal] = next(each for each in mine if each["id"] == made["id"])["proposals"]
    assert client.call("DELETE", f"{path}/proposals/{proposal['id']}").status == 204
    confirmed = client.call("POST", f"{path}/confirm", {}, tag=renamed["etag"])
    assert client.call("DELETE", path, tag=confirmed.json()["etag"]).status == 204

    met = {(method, route) for method, route, status in watched.seen if status < 300}
    assert met >= {*filter(is_about_records, promised())}
    taxonomies.forget()


def is_about_records(operation: tuple[str, str]) -> bool:
    method, route = operation
    if is_about_officials(method, route):
        return False
    if is_admission(route):
        return True
    about = ("/api/authorities/{id}", "/api/countries/{country}", "/api/taxonomies")
    if route.startswith("/api/registers"):
        return method != "GET" and not route.endswith("answered")
    return route.startswith(about) or operation in {
        ("POST", "/api/authorities"),
        ("POST", "/api/imports"),
        # A national coordinator's, too.
        ("POST", "/api/practice/wipe"),
    }


def promised() -> set[tuple[str, str]]:
    """Return method and path of every operation of the document."""
    return {
        (method.upper(), route)
        for route, operations in openapi.document()["paths"].items()
        for method in operations
    }


def is_about_officials(_method: str, route: str) -> bool:
    about = ("/api/invitations/", "/api/checklist", "/api/me/confirm")
    return route.startswith(about) or ("/officials" in route and not is_admission(route))


def is_admission(route: str) -> bool:
    """Return whether *route* gives access to training, which coordinators alone do."""
    return route.endswith("/training")


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
