"""The whole training stage as a process of its own, and calls of what it offers to programs."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import yaml

ROOT = Path(__file__).parents[2]


ENDS_IN_SECONDS = 120
"""A stage through which years have passed has much to clear away, and the machine may be busy."""
A_CALLS_DAYS = 5
"""How many days pass in one call, so that each ends in time."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running stage, by its origin."""

    origin: str

    def token(self, email: str) -> str:
        """Return an access token of the official with that address."""
        token: str = self._call("POST", "/local/token", {"official": email})["access_token"]
        return token

    def mail(self, to: str, about: str = "") -> list[dict[str, str]]:
        """Return the e-mail to that address about that request, newest first."""
        items: list[dict[str, str]] = self._call("GET", f"/local/mail?to={quote(to)}")["items"]
        return [mail for mail in items if about in mail["subject"]]

    def reset(self) -> None:
        """Make everything as it was at the start."""
        self._call("POST", "/local/reset", {})

    def get(self, email: str, path: str, language: str = "en") -> Any:
        """Return what the API tells that official."""
        return self._call(
            "GET", f"/api{path}", headers=self._who(email) | {"Accept-Language": language}
        )

    def post(self, email: str, path: str, body: object) -> Any:
        """Do something through the API as that official, at whatever version is stored."""
        headers = self._who(email) | {"Idempotency-Key": str(uuid4())}
        if path != "/requests":
            request = self.get(email, path.rpartition("/")[0])
            headers["If-Match"] = request["etag"]
        return self._call("POST", f"/api{path}", body, headers)

    def put(self, email: str, path: str, body: object) -> Any:
        """Replace a part of an authority's record as that official, whatever is stored."""
        authority = self.get(email, path.partition("/areas/")[0])
        headers = self._who(email) | {"If-Match": authority["etag"]}
        return self._call("PUT", f"/api{path}", body, headers)

    def bounce(self, to: str) -> None:
        """Let nothing arrive at an address any more."""
        self._call("POST", "/local/bounce", {"to": to})

    def register_dies(self, register: str) -> None:
        """Let a register be found unreachable for a week."""
        self._call("POST", "/local/registers", {"id": register})

    def advance(self, days: int) -> None:
        """Let so many days pass, with all that falls due."""
        for left in range(days, 0, -A_CALLS_DAYS):
            self._call("POST", "/local/clock", {"advance_days": min(left, A_CALLS_DAYS)})

    def _who(self, email: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(email)}"}

    def _call(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] = {}
    ) -> Any:
        data = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        asked = urllib.request.Request(self.origin + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{method} {path}: {error.read().decode()}") from error


@contextmanager
def running() -> Iterator[Stage]:
    """Start a stage on a free port, as `make run` does; end it by its process."""
    port = _free_port()
    environment = os.environ | {"PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, str(ROOT / "infra/local.py")],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError(f"the stage did not start: {said}")
        try:
            yield Stage(f"http://localhost:{port}")
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=ENDS_IN_SECONDS)
            finally:
                process.kill()


def texts_of(area: str, language: str) -> dict[str, Any]:
    """Return the texts of a legal area, as the repository holds them."""
    file = ROOT / "content/areas" / area / f"{language}.yaml"
    texts: dict[str, Any] = yaml.safe_load(file.read_text())
    return texts


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
