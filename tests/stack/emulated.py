"""An emulated account of AWS on this machine, and what a person or a program does there over HTTP."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import secrets
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

import boto3

from infra.deployment import Deployment

ROOT: Final = Path(__file__).parents[2]
PYTHON: Final = ROOT / "build" / "emulator-venv" / "bin" / "python"
REGION: Final = "eu-central-1"
START_SECONDS: Final = 30


class Account:
    """The emulated account."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.environment = {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "000000000000",
            "AWS_SECRET_ACCESS_KEY": "none",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
        }

    def client(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key="none",
        )

    def function(self, name: str) -> str:
        """Return what CloudFormation has called the function *name* of the template."""
        functions = self.client("lambda").list_functions()["Functions"]
        (found,) = [each for each in functions if f"-{name}-" in each["FunctionName"]]
        return str(found["FunctionName"])

    def mails(self) -> list[dict[str, Any]]:
        """Return what was handed to the mail service."""
        with urlopen(f"{self.endpoint}/_ministack/ses/messages") as answer:
            found: list[dict[str, Any]] = json.loads(answer.read())["messages"]
        return found


class Caller:
    """Whoever calls the API through the gateway, as somebody or nobody."""

    def __init__(self, account: Account, api: str, token: str = "", language: str = "en"):
        self._account, self._api = account, api
        self._token, self._language = token, language

    def call(
        self, method: str, path: str, body: Any = None, tag: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Return status and body of the answer."""
        headers = {
            "Host": f"{self._api}.execute-api.localhost",
            "Accept-Language": self._language,
            "Content-Type": "application/json",
            "Idempotency-Key": secrets.token_hex(8),
            **({"Authorization": f"Bearer {self._token}"} if self._token else {}),
            **({"If-Match": tag} if tag else {}),
        }
        request = Request(
            f"{self._account.endpoint}/api{path}",
            method=method,
            headers=headers,
            data=None if body is None else json.dumps(body).encode(),
        )
        try:
            with urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def get(self, path: str) -> dict[str, Any]:
        status, body = self.call("GET", path)
        assert status == 200, body
        return body

    def act(self, number: str, action: str, body: Any = None) -> dict[str, Any]:
        tag = self.get(f"/api/requests/{number}")["etag"]
        path = f"/api/requests/{number}/{action}"
        status, answer = self.call("POST", path, body or {}, tag)
        assert status == 200, answer
        return answer


class Front:
    """Stands in for CloudFront: the API behind the gateway, and the page of the release that serves."""

    def __init__(self, account: Account, deployment: Callable[[], Deployment]) -> None:
        self._account, self._deployment = account, deployment

    def read(self, address: str) -> str:
        """
        Return what is at *address* of the site.

        Raises:
            OSError: Nothing, or an error.
        """
        deployment = self._deployment()
        found = deployment.stack.outputs()
        if "/api/" in address:
            path = "/api/" + address.partition("/api/")[2]
            status, body = Caller(self._account, found["RestAPIId"]).call("GET", path)
            if status != 200:
                raise OSError(status)
            return json.dumps(body)
        key = f"{found['Release']}/site{address.partition('.net')[2]}index.html"
        s3 = self._account.client("s3")
        page: str = s3.get_object(Bucket=deployment.bucket, Key=key)["Body"].read().decode()
        return page


class _Here(HTTPRedirectHandler):
    """Follows nothing: where one is led tells the code."""

    def redirect_request(self, *_: Any) -> None:
        return None


def signed_in(account: Account, outputs: Mapping[str, str], email: str, password: str) -> str:
    """Return the access token of who signs in at the pool's own page, by a code and its proof (PKCE)."""
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    back = f"{outputs['SiteUrl']}/da/workspace/signed-in/"
    asked = {
        "client_id": outputs["ClientId"],
        "redirect_uri": back,
        "response_type": "code",
        "scope": "openid imi/workspace",
        "state": secrets.token_hex(8),
        "code_challenge": challenge.rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    page = _read(f"{account.endpoint}/oauth2/authorize?{urlencode(asked)}")
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    form = {name: html.unescape(value) for name, value in fields.items()}
    form |= {"username": email, "password": password}
    try:
        build_opener(_Here).open(
            f"{account.endpoint}/login", data=urlencode(form).encode(), timeout=10
        )
    except HTTPError as error:
        led = urlsplit(error.headers["Location"])
    assert f"{led.scheme}://{led.netloc}{led.path}" == back
    given = parse_qs(led.query)
    assert given["state"] == [asked["state"]]
    exchange = {
        "grant_type": "authorization_code",
        "client_id": outputs["ClientId"],
        "redirect_uri": back,
        "code": given["code"][0],
        "code_verifier": verifier,
    }
    answer = _read(f"{account.endpoint}/oauth2/token", urlencode(exchange).encode())
    token: str = json.loads(answer)["access_token"]
    return token


def _read(address: str, data: bytes | None = None) -> str:
    try:
        with urlopen(address, data=data, timeout=20) as answer:
            text: str = answer.read().decode()
    except HTTPError as error:
        raise AssertionError(error.read().decode()) from error
    return text


@contextmanager
def account(folder: Path) -> Iterator[Account]:
    """Run the emulator on a free port of this machine until the context ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "TMPDIR": str(folder),
        "LOG_LEVEL": "WARNING",
    }
    log = (folder / "emulator.log").open("wb")
    process = subprocess.Popen(
        [PYTHON, ROOT / "tests" / "emulator" / "launch.py"],
        env=environment,
        cwd=folder,
        stdout=log,
        stderr=log,
    )
    try:
        _await(port, process)
        yield Account(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the emulator does not answer; its log tells why")
