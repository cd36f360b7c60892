"""What the deployed function talks to besides the database: the issuer's keys, S3, and SES."""

from __future__ import annotations

import base64
import email
import json
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from tests.web.stage import jwks

QUOTA = {"Max24HourSend": 50_000.0, "MaxSendRate": 14.0, "SentLast24Hours": 0.0}
"""What the account may send, as SES says it."""


class Outside(HTTPServer):
    """A server on this machine that stands for all three."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.mails: list[EmailMessage] = []
        self.objects: dict[str, tuple[bytes, str]] = {}
        """What lies in S3: data and the state that is said of it, by path."""


class Answering(BaseHTTPRequestHandler):
    server: Outside

    def do_GET(self) -> None:
        if self.path == "/keys":
            self._answer(jwks())
        elif self.path == "/v2/email/account":
            self._answer({"SendQuota": QUOTA})
        elif self.path in self.server.objects:
            self._give(*self.server.objects[self.path])
        else:
            self.send_error(404)

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.objects[self.path] = (data, self.headers["x-amz-meta-state"])
        self.send_response(200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        raw = base64.b64decode(sent["Content"]["Raw"]["Data"])
        self.server.mails.append(email.message_from_bytes(raw, policy=default))
        self._answer({"MessageId": "1"})

    def log_message(self, *_: Any) -> None:
        pass

    def _give(self, data: bytes, state: str) -> None:
        self.send_response(200)
        self.send_header("ETag", '"1"')
        self.send_header("x-amz-meta-state", state)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _answer(self, document: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())
