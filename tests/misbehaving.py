"""A web server on this machine that misbehaves in every way that the web knows, over TLS."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGE: Final = b"<html><title>Register</title><body>Search</body></html>"
Send = Callable[[bytes], None]


def _answer(status: str, body: bytes = PAGE, *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _redirect(status: str, to: str) -> bytes:
    return _answer(status, b"", f"Location: {to}")


def _endless(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Register</title>")
    while True:
        send(b"x" * 65536)


def _dripping(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        send(b"x")
        time.sleep(0.2)


def _dripping_head(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        send(b"x")
        time.sleep(0.2)


def _silent(_send: Send) -> None:
    time.sleep(30)


def _huge(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n<title>Register</title>")
    while True:
        send(b"x" * 65536)


ANSWERS: Final[dict[str, bytes | Callable[[Send], None]]] = {
    "well": _answer("200 OK"),
    "missing": _answer("404 Not Found", b"nothing"),
    "broken": _answer("500 Internal Server Error", b"oops"),
    "error-text": _answer("200 OK", b"<title>404 - Page not found</title>"),
    "circle": _redirect("302 Found", "https://circle.example/"),
    "moved": _redirect("301 Moved Permanently", "https://well.example/new"),
    "inside": _redirect("302 Found", "https://127.0.0.1/"),
    "private": _redirect("302 Found", "https://rebound.example/"),
    "insecure": _redirect("302 Found", "http://well.example/"),
    "other-scheme": _redirect("302 Found", "file:///etc/passwd"),
    "endless": _endless,
    "dripping": _dripping,
    "dripping-head": _dripping_head,
    "silent": _silent,
    "huge": _huge,
    "garbage": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "closing": b"",
    "get-only": _answer("200 OK"),
    "forbidding": _answer("200 OK"),
    "no-rules": _answer("200 OK"),
    "strange-rules": _answer("200 OK"),
    "no-programs": _answer("403 Forbidden", b"go away"),
    "numbers": _answer("200 OK", b"<title>Top 500 firms under 2014/404</title>"),
}
"""What each host answers: bytes, or what it does with the connection."""


RULES: Final = {
    "forbidding": ("200 OK", "User-agent: *\nDisallow: /\n"),
    "strange-rules": (
        "200 OK",
        "User-agent: *\nCrawl-delay: ²\nDisallow: //[x\nDisallow: /no\n",
    ),
    "no-rules": ("503 Service Unavailable", ""),
}
"""What some of them say to programs: status and text of their ``robots.txt``."""


@dataclass
class Misbehaving:
    """The server: where it listens, whom one has to trust, and what it was asked."""

    address: tuple[str, int]
    trust: ssl.SSLContext
    asked: list[tuple[float, str, str, str]] = field(default_factory=list)
    """Moment, host, method and path of each call."""

    def calls(self, host: str) -> Counter[tuple[str, str]]:
        """Return the calls to *host*, by method and path."""
        return Counter((method, path) for _, name, method, path in self.asked if name == host)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Misbehaving]:
    """Serve all hosts of :data:`ANSWERS` below ``.example``; certificates are written to *folder*."""
    trust = ssl.create_default_context(cadata=_certificates(folder))
    contexts = {name: _context(folder / name) for name in ("good", "expired", "strange")}
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = Misbehaving(address=listener.getsockname()[:2], trust=trust)
        ends = threading.Event()
        thread = threading.Thread(
            target=_accept, args=(listener, contexts, server, ends), daemon=True
        )
        thread.start()
        yield server
        ends.set()
        with contextlib.suppress(OSError):
            socket.create_connection(server.address, timeout=1).close()
        thread.join(5)


def _accept(
    listener: socket.socket,
    contexts: dict[str, ssl.SSLContext],
    server: Misbehaving,
    ends: threading.Event,
) -> None:
    def choose(sock: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        key = (name or "").removesuffix(".example")
        sock.context = contexts.get(key, contexts["good"])

    contexts["good"].sni_callback = choose  # type: ignore[assignment]
    while not ends.is_set():
        plain, _ = listener.accept()
        threading.Thread(
            target=_serve, args=(plain, contexts["good"], server), daemon=True
        ).start()


def _serve(plain: socket.socket, context: ssl.SSLContext, server: Misbehaving) -> None:
    with contextlib.suppress(OSError, IndexError, ValueError):
        plain.settimeout(30)
        with context.wrap_socket(plain, server_side=True) as sock:
            text = b""
            while b"\r\n\r\n" not in text:
                if not (piece := sock.recv(65536)):
                    return
                text += piece
            lines = text.decode("latin-1").split("\r\n")
            method, path, _ = lines[0].split(" ")
            host = next(line[6:] for line in lines if line.lower().startswith("host: "))
            server.asked.append((time.monotonic(), host, method, path))
            _reply(sock.sendall, host.removesuffix(".example"), method, path)


def _reply(send: Send, host: str, method: str, path: str) -> None:
    if path == "/robots.txt":
        status, rules = RULES.get(host, ("404 Not Found", ""))
        send(_answer(status, rules.encode()))
        return
    if host == "get-only" and method == "HEAD":
        send(_answer("405 Method Not Allowed", b""))
        return
    answer = ANSWERS.get(host, ANSWERS["well"])
    if isinstance(answer, bytes):
        send(answer)
    else:
        answer(send)


def _context(stem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{stem}.pem")
    return context


def _certificates(folder: Path) -> str:
    """Write the certificates of the hosts; return that of who signed them."""
    authority, other = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    now = dt.datetime.now(dt.UTC)
    signed = _signed("Test authority", authority, authority, now, ca=True)
    for name, signer, ends in (
        ("good", authority, now + dt.timedelta(days=30)),
        ("expired", authority, now - dt.timedelta(days=1)),
        ("strange", other, now + dt.timedelta(days=30)),
    ):
        key = ec.generate_private_key(ec.SECP256R1())
        made = _signed("Registers", key, signer, now, ends=ends)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / f"{name}.pem").write_bytes(pem + made)
    return signed.decode()


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    now: dt.datetime,
    *,
    ends: dt.datetime | None = None,
    ca: bool = False,
) -> bytes:
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=60))
        .not_valid_after(ends or now + dt.timedelta(days=60))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if not ca:
        # A certificate for all names of a top-level domain is believed by nobody.
        hosts = [x509.DNSName(f"{host}.example") for host in (*ANSWERS, "expired", "strange")]
        names = x509.SubjectAlternativeName(hosts)
        builder = builder.add_extension(names, critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
