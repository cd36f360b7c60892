"""
Play a morning of the whole network on the deployed stack: ``python -m tests.bench.load_deployed``.

The packaged template stands whole in an emulated account of AWS, and every call goes over HTTP through its API
Gateway to its function. Officials bring tokens of an issuer of this program, so that sign-in is left out; so is
the sending of e-mails. Times are those of the emulator, which takes one call at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from infra import deploy, deployment
from infra.deployment import Deployment, Wanted
from tests.stack import emulated
from tests.stack import package as packages
from tests.stack.emulated import Account, Front

ISSUER: Final = "https://sign-in.imi.example"
QUESTION: Final = "SV-01"
"""Of the published legal area in which the officials of these tests work."""
PARAMETERS: Final = {
    "MailDomain": "imi.example",
    "MailVerified": "yes",
    "AlarmMail": "",
    "SiteDomain": "",
    "Certificate": "",
    "OidcIssuer": ISSUER,
    "OidcClientId": "imi-workspace",
    "OidcOrigins": ISSUER,
}


def main() -> int:
    """Deploy, play, and print what was done; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="as much as in the network")
    parser.add_argument("--seconds", type=float, default=900, help="after which it ends")
    parser.add_argument("--desks", type=int, default=2, help="where officials work at a time")
    parser.add_argument("--line", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.line:
        return _play(wanted.line, wanted.times, wanted.seconds, wanted.desks)
    with _stage() as (account, made):
        outputs = made.stack.outputs()
        line = json.dumps({"endpoint": account.endpoint, "api": outputs["RestAPIId"]})
        # What reads the settings of the stage reads them when it is loaded: in a process of its own.
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load_deployed", *sys.argv[1:], "--line", line],
            env=os.environ | made.environment() | {"IMI_STAGE": "production"},
            check=False,
        )
        return done.returncode


@contextmanager
def _stage() -> Iterator[tuple[Account, Deployment]]:
    """Return the account with the packaged template in it, until the context ends."""
    with tempfile.TemporaryDirectory() as folder, emulated.account(Path(folder)) as account:
        os.environ.update(account.environment)
        site = Path(folder) / "site"
        (site / "en").mkdir(parents=True)
        (site / "en" / "index.html").write_text("<html lang=en>IMI</html>")
        package = packages.made().zip.parent
        wanted = Wanted(
            stage="production",
            region=emulated.REGION,
            parameters=PARAMETERS | {"OidcKeysUrl": f"{ISSUER}/keys"},
            release="20260101-one",
        )
        made = Deployment(wanted, say=lambda _: None)
        with patch.object(deployment, "_read", Front(account, lambda: made).read):
            deploy.deploy(made, package=lambda: package, site=lambda _: site, patience=60)
        yield account, made


def _play(told: str, times: int, seconds: float, desks: int) -> int:
    from cryptography.hazmat.primitives import serialization

    from chalicelib.storage import directory
    from tests.bench import mornings, play
    from tests.bench.desks import Line
    from tests.builders import an_authority
    from tests.web import stage

    for office in mornings.OFFICES:
        directory.save_authority(an_authority(office))
    play.fill()
    key = stage.SIGNING.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with _issuer(stage.jwks()) as address:
        where = json.loads(told)
        _lead_to(address, Account(where["endpoint"]))
        line = Line(**where, key=key, question=QUESTION)
        return play.told(play.played(times, seconds, desks, line), times, desks)


@contextmanager
def _issuer(keys: Mapping[str, Any]) -> Iterator[str]:
    """Serve *keys* on this machine until the context ends."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(keys).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Keys)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/keys"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def _lead_to(address: str, account: Account) -> None:
    """Let the API read the issuer's keys at *address*."""
    lambdas = account.client("lambda")
    name = account.function("APIHandler")
    told = lambdas.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    lambdas.update_function_configuration(
        FunctionName=name, Environment={"Variables": told | {"OIDC_KEYS_URL": address}}
    )


if __name__ == "__main__":
    sys.exit(main())
