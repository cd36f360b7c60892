"""What any release has stored is read by today's code, and lived with; see tests/shapes/README.md."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.services import outbox
from chalicelib.storage import areas, countries, taxonomies
from infra import backup
from tests.builders import DENMARK, FRIDAY, NOON, PORTUGAL
from tests.web import register_shelf
from tests.web.coordinators import BOSSES, CHIEF, NATIONAL
from tests.web.stage import A_DRAFT, METTE, Api
from tests.web.test_case_files import file_of, verified

__all__ = ["verified"]

SHAPES = Path(__file__).parents[1] / "shapes"
RELEASED = sorted(each for each in SHAPES.iterdir() if each.is_dir())
"""Oldest first."""
ANSWERS = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Passeios guiados"}]
STATES = ("draft", "sent", "accepted", "replied", "closed")
NUMBERS = "numbers.json"
"""Beside the tables of a shape: which request is in which state."""


def tell(mette: Api, ines: Api, boss: Api, chief: Api) -> dict[str, str]:
    """Let people do a little of everything; return the number of a request in each state."""
    numbers = {}
    for place, state in enumerate(STATES):
        number = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]
        steps = (
            (mette, "send", {}),
            (ines, "accept", {"agreed_on": FRIDAY.isoformat()}),
            (ines, "answer", {"answers": ANSWERS}),
            (ines, "reply", {}),
            (mette, "close", {"timeliness": 4, "effort": 5}),
        )
        done = {"draft": 0, "sent": 1, "accepted": 2, "replied": 4, "closed": 5}[state]
        for who, action, body in steps[:done]:
            assert who.act(number, action, body).status == 200
        if state == "accepted":
            later = (FRIDAY + timedelta(days=7)).isoformat()
            assert (
                ines.act(number, "propose-date", {"on": later, "reason": "Rush"}).status == 200
            )
            ines.call("POST", f"/api/requests/{number}/messages", {"text": "Hello"}, key=state)
        numbers[state] = number
        assert place == len(numbers) - 1
    me = mette.get("/api/me")
    away = {"from_on": "2026-03-09", "to_on": "2026-03-13", "substitute": CHIEF.id}
    assert mette.call("PATCH", "/api/me", {"absence": away}, tag=me["etag"]).status == 200
    new = {"name": "Ann", "email": "ann@office.example", "language": "da"}
    people = f"/api/authorities/{DENMARK}/officials"
    assert chief.call("POST", people, new).status == 201
    record = f"/api/authorities/{DENMARK}"
    chief.call("POST", f"{record}/confirm", {}, tag=chief.get(record)["etag"])
    register = {
        "name": "CVR",
        "language": "da",
        "kind": "business",
        "url": "https://cvr.example",
    }
    register |= {"areas": ["services"], "answers": ["registered"], "languages": ["da"]}
    register |= {"cost": "free", "keys": ["firm"]}
    assert boss.call("POST", "/api/registers", register).status == 201
    assert mette.call("POST", "/api/lessons/reply/begin", {}).status == 200
    outbox.deliver(NOON, lambda message: f"id-{message.to}")
    return numbers


@pytest.fixture
def boss(api: Api, coordinators: None) -> Api:
    return api.of(BOSSES[NATIONAL])


@pytest.fixture
def chief(api: Api, boss: Api) -> Api:
    return api.of(CHIEF)


def put_back(shape: Path) -> Mapping[str, str]:
    """Let the tables hold what *shape* does; return the number of a request in each state."""
    backup.empty(sure="training")
    for forgetful in (areas, countries, register_shelf, taxonomies):
        forgetful.forget()
    backup.restore(shape)
    numbers: Mapping[str, str] = json.loads((shape / NUMBERS).read_text("utf-8"))
    return numbers


@pytest.mark.parametrize("shape", RELEASED, ids=lambda shape: shape.name)
def test_what_a_release_has_stored_is_read(shape, mette, ines, boss, chief, verified):
    numbers = put_back(shape)

    for state, number in numbers.items():
        request = mette.get(f"/api/requests/{number}")
        wanted = {"sent": "awaiting_acceptance"}.get(state, state)
        assert request["state"] == wanted
        assert request["person"]["name"] == A_DRAFT["person"]["name"]
        assert mette.get(f"/api/requests/{number}/events")["items"]
    assert mette.get(f"/api/requests/{numbers['replied']}")["questions"][0]["answer"]
    ours, theirs = (file_of(each, numbers["closed"]) for each in (mette, ines))
    assert "own verified" in verified(ours.body, theirs.body)
    assert mette.get("/api/me")["absence"]["substitute"] == CHIEF.id
    assert numbers["sent"] in {each["number"] for each in ines.get("/api/tasks")["items"]}
    assert len(mette.get("/api/requests?box=sent")["items"]) >= len(STATES)
    assert {each["name"] for each in chief.get(PEOPLE)["items"]} >= {"Ann", METTE.name}
    assert chief.get(f"/api/authorities/{DENMARK}/audit")["items"]
    assert boss.get(f"/api/authorities/{NATIONAL}/registers")["items"]
    assert mette.get("/api/registers?country=DK")["items"]
    assert ines.get("/api/notices")["items"]
    assert mette.get("/api/lessons/current")["lesson"]["key"] == "reply"
    for path in ("/api/areas/services", "/api/countries", "/api/checklist", "/api/activity"):
        assert mette.get(path)
    assert mette.get(f"/api/authorities/{PORTUGAL}")["status"] == "active"


@pytest.mark.parametrize("shape", RELEASED, ids=lambda shape: shape.name)
def test_what_a_release_has_stored_is_lived_with(shape, mette, ines, boss, chief):
    numbers = put_back(shape)

    done = [
        mette.act(numbers["draft"], "send"),
        ines.act(numbers["sent"], "accept", {"agreed_on": FRIDAY.isoformat()}),
        mette.act(numbers["accepted"], "agree-date"),
        mette.act(numbers["replied"], "close"),
    ]
    me = mette.get("/api/me")
    done.append(mette.call("PATCH", "/api/me", {"language": "sv"}, tag=me["etag"]))
    record = f"/api/authorities/{DENMARK}"
    tag = chief.get(record)["etag"]
    done.append(chief.call("PATCH", record, {"phone": "+45 00 00 00 99"}, tag=tag))
    ann = next(each for each in chief.get(PEOPLE)["items"] if each["name"] == "Ann")
    done.append(chief.call("DELETE", f"{PEOPLE}/{ann['id']}", tag=ann["etag"]))
    (entry, *_) = boss.get(f"/api/authorities/{NATIONAL}/registers")["items"]
    path = f"/api/registers/{entry['id']}/confirm"
    done.append(boss.call("POST", path, {}, tag=entry["etag"]))

    assert [(each.status, each.text) for each in done if each.status not in {200, 204}] == []
    assert outbox.deliver(NOON, lambda message: f"id-{message.to}") > 0


def test_a_shape_that_changes_is_written_down(mette, ines, boss, chief, tmp_path):
    folder = tmp_path / "today"
    numbers = tell(mette, ines, boss, chief)
    backup.write(folder)
    if name := os.environ.get("WRITE_SHAPE"):
        for file in folder.iterdir():
            lines = file.read_text("utf-8").splitlines(keepends=True)
            file.write_text("".join(filter(_is_read, lines)), "utf-8")
        shutil.copytree(folder, SHAPES / name)
        (SHAPES / name / NUMBERS).write_text(json.dumps(numbers), "utf-8")
        return

    changed = fields(folder) ^ fields(RELEASED[-1])

    assert sorted(changed) == [], "WRITE_SHAPE=<version> make shape"


def _is_read(line: str) -> bool:
    """Return whether the item on *line* is none of the same texts in a language that nobody reads here."""
    found = SAID_IN.search(line)
    return found is None or found[1] in {"da", "en", "pt"}


SAID_IN = re.compile(r'"item": \{"S": "(?:words#|\d+#)([a-z]{2})"\}')
"""The key of an item that holds texts in one language."""
PEOPLE = f"/api/authorities/{DENMARK}/officials"


def fields(shape: Path) -> set[tuple[str, str, str]]:
    """Return what *shape* has fields for: the table, the kind of the item, and the path of the field."""
    found = set()
    for file in shape.glob("*.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            item = json.loads(line)
            kind = item.get("kind", {}).get("S") or _kind(item)
            found |= {(file.stem, kind, path) for path in _paths(item, "")}
    return found


def _kind(item: Mapping[str, Any]) -> str:
    """Return what tells items of a table without kinds apart: how their keys begin."""
    names = [next(iter(item[key].values())) for key in ("id", "number") if key in item]
    return str(names[0]).partition("#")[0] if "#" in str(names[0]) else "plain"


def _paths(value: Mapping[str, Any], before: str) -> Iterator[str]:
    """Yield the path of each attribute in *value*, and its type; what maps hold by ids is one."""
    for name, typed in value.items():
        ((type_, held),) = typed.items()
        path = f"{before}/{name}:{type_}"
        yield path
        if type_ == "S" and held[:1] == "{":
            yield from _of_json(json.loads(held), path)


def _of_json(value: Any, before: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            # Codes and ids are data; the names of our own fields are plain words.
            if len(name) > len("da") and name.isidentifier() and name.islower():
                yield f"{before}/{name}"
                yield from _of_json(held, f"{before}/{name}")
