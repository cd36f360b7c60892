"""CPU time from nothing to the first read answered, of our app and of its peers."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final

from chalicelib.storage.official_items import OfficialItem
from infra.localstage.gateway import Gateway
from tests.web.stage import METTE, a_token, jwks

ROOT: Final = Path(__file__).parents[2]
PEERS: Final = Path(__file__).with_name("peers")
FIRST_READ: Final = Path(__file__).with_name("first_read.py")

ROUNDS: Final = 11

PEER: Final[Mapping[str, Any]] = MappingProxyType(
    {"folder": PEERS, "route": "/things/{id}", "path": "/things/1"}
)
"""What all peers have in common."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """An app that answers one GET."""

    name: str
    python: Path
    folder: Path
    handler: str
    route: str
    path: str
    needs: tuple[str, ...] = ()
    """Distributions that its package holds, with what these need themselves; none if it is made elsewhere."""


def programs(*, package: Path, bench_python: Path) -> tuple[Program, ...]:
    """
    Return our app and what it is compared with.

    Args:
        package: Folder that the deployed zip is unpacked in.
        bench_python: Interpreter of the environment that holds the peers.
    """
    here = Path(sys.executable)
    ours: dict[str, Any] = {"handler": "app.app", "route": "/api/me", "path": "/api/me"}
    tasks: dict[str, Any] = {"handler": "app.app", "route": "/api/tasks", "path": "/api/tasks"}
    return (
        Program(name="ours", python=here, folder=ROOT, **ours),
        Program(name="ours as deployed", python=here, folder=package, **ours),
        Program(name="ours as deployed, tasks first", python=here, folder=package, **tasks),
        Program(name="empty", python=here, handler="chalice_pynamodb.app", **PEER),
        *peers(bench_python),
    )


def peers(python: Path) -> tuple[Program, ...]:
    """Return the one-route apps on other frameworks, which the environment of *python* holds."""
    return (
        Program(
            name="Powertools",
            python=python,
            handler="powertools_boto3.app",
            needs=("aws-lambda-powertools", "boto3"),
            **PEER,
        ),
        Program(
            name="FastAPI + Mangum",
            python=python,
            handler="fastapi_mangum.app",
            needs=("fastapi", "mangum", "boto3"),
            **PEER,
        ),
    )


def measured(programs: Sequence[Program]) -> Mapping[str, float]:
    """Return the median CPU seconds of each program, taken turn by turn on one processor."""
    times: dict[str, list[float]] = {program.name: [] for program in programs}
    with _outside() as address:
        for turn in range(ROUNDS + 1):
            for program in programs:
                seconds = _once(program, address)
                if turn:  # The first one writes bytecode.
                    times[program.name].append(seconds)
    return {name: statistics.median(each) for name, each in times.items()}


def _once(program: Program, address: str) -> float:
    environment = os.environ | {
        "PYTHONPATH": str(program.folder),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "",
        "OIDC_KEYS_URL": f"{address}/keys",
        "AWS_ENDPOINT_URL_DYNAMODB": address,
    }
    processor = {max(os.sched_getaffinity(0))}
    run = subprocess.run(
        [program.python, FIRST_READ, program.handler, json.dumps(_event(program))],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: os.sched_setaffinity(0, processor),
    )
    return float(run.stdout)


def _event(program: Program) -> Mapping[str, Any]:
    """Return the proxy event by which API Gateway passes on the call to *program*."""
    events: list[Mapping[str, Any]] = []

    def noted(event: Mapping[str, Any], _context: Any) -> Mapping[str, Any]:
        events.append(event)
        return {}

    app: Any = noted
    app.routes = {program.route: {"GET": None}}
    app.api = SimpleNamespace(binary_types=[])
    headers = {"Authorization": f"Bearer {a_token()}", "Accept-Language": "da"}
    Gateway(app).call("GET", program.path, headers)
    return events[0]


class Outside(BaseHTTPRequestHandler):
    """DynamoDB with one item in each table and no list, and the issuer's keys."""

    def do_GET(self) -> None:
        self._answer(jwks())

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        thing = {"id": {"S": "1"}, "text": {"S": "a text"}}
        official = OfficialItem.from_domain(METTE).to_dynamodb_dict()
        match self.headers["X-Amz-Target"].rpartition(".")[2]:
            case "GetItem":
                item = thing if asked["TableName"] == "things" else official
                self._answer({"Item": item})
            case "BatchGetItem":
                # The record of the own authority: nothing that is asked for needs it.
                there = {table: [] for table in asked["RequestItems"]}
                self._answer({"Responses": there, "UnprocessedKeys": {}})
            case "Query":
                self._answer({"Items": [], "Count": 0, "ScannedCount": 0})
            case (
                "TransactWriteItems"
            ):  # The first call of a day notes that the official was here.
                self._answer({})

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self, document: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())


@contextmanager
def _outside() -> Iterator[str]:
    """Serve what the programs talk to, and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Outside) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()
