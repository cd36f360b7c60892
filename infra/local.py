"""Run the whole training stage on this machine: ``python infra/local.py``, or ``make run``."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server  # noqa: E402

from infra.localstage import stage as stages  # noqa: E402 -- the path comes first

HOST = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """Says nothing of requests that went well: their paths hold numbers of cases."""

    def version_string(self) -> str:
        """Return who serves, without versions."""
        return "imi"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def main() -> None:
    """Start a fresh stage and serve it until Ctrl-C or SIGTERM."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _give_up)
    port = int(os.environ.get("PORT") or 8000)
    origin = f"http://localhost:{port}"
    if not (ROOT / "dist" / "404.html").is_file():
        sys.exit("The site is not built yet. Type: make site")
    listener = _listener(port)
    os.environ.update(stages.environment(origin))
    # The app reads its settings when it is imported.
    from infra.localstage.account import training_stage
    from infra.localstage.server import Server

    stage = training_stage()
    stage.start()
    from app import app

    application = Server(stage, app, origin=origin, dist=ROOT / "dist")
    server = _server(listener, application)
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _ending(server))
    print(_welcome(origin), flush=True)
    server.serve_forever()
    server.server_close()
    stage.stop()
    print("The training stage has ended; nothing of it is kept.", flush=True)


def _give_up(_number: int, _frame: FrameType | None) -> None:
    """End while the stage is still being made; nothing of it is kept anyway."""
    print("The training stage was ended before it was ready.", flush=True)
    os._exit(0)


def _listener(port: int) -> socket.socket:
    """Return a socket that listens on *port*; end with a way out if somebody else does."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        sys.exit(f"Port {port} is in use. Choose another: make run PORT={port + 1}")
    listener.listen()
    return listener


def _server(listener: socket.socket, application: Any) -> BaseWSGIServer:
    port = listener.getsockname()[1]
    return make_server(
        HOST,
        port,
        application,
        threaded=True,
        request_handler=QuietHandler,
        fd=listener.fileno(),
    )


def _ending(server: BaseWSGIServer) -> Any:
    def end(_number: int, _frame: FrameType | None) -> None:
        # shutdown() waits for the loop that this very thread runs.
        threading.Thread(target=server.shutdown).start()

    return end


def _welcome(origin: str) -> str:
    return f"""
The training stage is ready:  {origin}

  Sign in       {origin}/en/workspace/
                Choose an official; the code of the second factor is shown on the screen.
                For the other side of a request, sign in in a private window.
  Read e-mail   {origin}/local/

Press Ctrl-C to end it. Each start is a fresh stage.
"""


if __name__ == "__main__":
    main()
