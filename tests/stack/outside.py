"""What the deployed function talks to besides the database: the issuer's keys, and SES."""

from __future__ import annotations

import base64
import email
import json
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from tests.web.stage import jwks


class Outside(HTTPServer):
    """A server on this machine that stands for both."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.mails: list[EmailMessage] = []


class Answering(BaseHTTPRequestHandler):
    server: Outside

    def do_GET(self) -> None:
        self._answer(jwks())

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        raw = base64.b64decode(sent["Content"]["Raw"]["Data"])
        self.server.mails.append(email.message_from_bytes(raw, policy=default))
        self._answer({"MessageId": "1"})

    def log_message(self, *_: Any) -> None:
        pass

    def _answer(self, document: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())
