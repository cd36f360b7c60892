from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DANE = "freja.ravnsholt@erhvervsmyndigheden.example"

# The stage is another process, reached over loopback.
pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def running(port: int) -> Iterator[subprocess.Popen[str]]:
    """The whole stage, as `make run` starts it and Ctrl-C ends it."""
    command = [sys.executable, str(ROOT / "infra/local.py")]
    environment = os.environ | {"PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        yield process
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=15) == 0
        finally:
            process.kill()


def tag(port: int, path: str, token: str) -> str:
    """Return the version of what is at *path*, as the API names it."""
    return str(ask(port, path, token=token)[1]["etag"])


def sent(port: int, token: str) -> str:
    """Return the number of a request to a prompt authority that was sent."""
    draft = {
        "area": "services",
        "asked": "fi-business",
        "reason": "En øvelse",
        "proposed_on": (datetime.now(UTC).date() + timedelta(days=20)).isoformat(),
        "questions": [{"code": "SV-01", "slots": {"firm": "Esimerkki"}}],
    }
    number = str(ask(port, "/api/requests", draft, token)[1]["number"])
    path = f"/api/requests/{number}"
    assert ask(port, f"{path}/send", {}, token, tag=tag(port, path, token))[0] == 200
    return number


def ask(
    port: int,
    path: str,
    body: object = None,
    token: str = "",
    tag: str = "",
    method: str | None = None,
) -> tuple[int, Any]:
    """Return status and JSON of one call to the running stage."""
    headers = {"Content-Type": "application/json"}
    if tag:
        headers["If-Match"] = tag
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body is not None else None
    address = f"http://127.0.0.1:{port}{path}"
    asked = urllib.request.Request(address, data, headers, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_an_official_is_known_by_a_token_that_is_truly_verified(running, port):
    officials = ask(port, "/local/officials")[1]["items"]
    first = officials[0]
    token = ask(port, "/local/token", {"official": first["email"]})[1]["access_token"]
    status, me = ask(port, "/api/me", token=token)

    assert status == 200
    assert me["email"] == first["email"]
    assert ask(port, "/api/me", token=token[:-4] + "AAAA")[0] == 401
    assert ask(port, "/api/me")[0] == 401


def test_a_danish_and_a_portuguese_official_share_two_areas(running, port):
    officials = ask(port, "/local/officials")[1]["items"]
    areas = {
        country: [set(one["areas"]) for one in officials if one["country"] == country]
        for country in ("DK", "PT")
    }

    assert any(len(danish & other) >= 2 for danish in areas["DK"] for other in areas["PT"])


def test_everybody_is_told_which_countries_take_part(running, port):
    status, told = ask(port, "/api/countries")

    assert status == 200
    assert len(told["items"]) == 30
    assert told["items"][0]["name"] == "Austria"


def test_what_is_personal_is_blocked_when_half_a_year_has_passed(running, port):
    token = ask(port, "/local/token", {"official": DANE})[1]["access_token"]
    draft = {
        "area": "services",
        "asked": "pt-tourism",
        "reason": "Hun vil guide her",
        "proposed_on": (datetime.now(UTC).date() + timedelta(days=20)).isoformat(),
        "questions": [{"code": "SV-01", "slots": {"firm": "Guias de Faro"}}],
        "person": {"name": "Guias de Faro", "kind": "firm"},
    }
    number = ask(port, "/api/requests", draft, token)[1]["number"]
    path = f"/api/requests/{number}"
    for action, body in (("send", {}), ("withdraw", {"reason": "Found"})):
        status, answer = ask(port, f"{path}/{action}", body, token, tag=tag(port, path, token))
        assert status == 200, answer
    assert answer["person"]["name"] == "Guias de Faro"

    ask(port, "/local/clock", {"advance_days": 186})

    blocked = ask(port, path, token=token)[1]
    assert (blocked["kept"], blocked["person"], blocked["reason"]) == ("blocked", None, "")
    assert "Guias de Faro" not in json.dumps(blocked)
    ask(port, "/local/reset", {})


def test_a_simulated_counterpart_replies_to_who_has_switched_it_on(running, port):
    token = ask(port, "/local/token", {"official": DANE})[1]["access_token"]
    numbers = [sent(port, token) for _ in range(2)]

    ask(port, "/local/clock", {"advance_days": 3})
    silent = [ask(port, f"/api/requests/{each}", token=token)[1]["state"] for each in numbers]
    practice = ask(port, "/api/practice", {"counterparts": True}, token, method="PUT")
    ask(port, "/local/clock", {"advance_days": 7})
    heard = [ask(port, f"/api/requests/{each}", token=token)[1] for each in numbers]
    mail = ask(port, f"/local/mail?to={DANE}")[1]["items"]

    assert silent == ["awaiting_acceptance"] * 2
    assert practice == (200, {"counterparts": True})
    assert [each["state"] for each in heard] == ["replied"] * 2
    assert all(each["questions"][0]["answer"]["value"] in {"yes", "no"} for each in heard)
    assert [each for each in mail if numbers[0] in each["text"]]
    ask(port, "/local/reset", {})
    assert ask(port, "/api/practice", token=token)[1]["counterparts"] is False


def test_a_simulated_counterpart_asks_on_request(running, port):
    token = ask(port, "/local/token", {"official": DANE})[1]["access_token"]

    status, asked = ask(port, "/api/practice/ask", {}, token)
    received = ask(port, f"/api/requests/{asked['number']}", token=token)[1]

    assert status == 201
    assert received["state"] == "awaiting_acceptance"
    assert received["sealed"]
    ask(port, "/local/reset", {})


def test_the_clock_moves_and_a_reset_turns_it_back(running, port):
    before = ask(port, "/api/health")[1]["now"]
    ask(port, "/local/clock", {"advance_days": 2})
    moved = ask(port, "/api/health")[1]["now"]
    ask(port, "/local/reset", {})
    after = ask(port, "/api/health")[1]["now"]

    assert before[:10] < moved[:10]
    assert after < moved
