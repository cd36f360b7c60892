"""Looking at the addresses of registers: politely, in bounded time and memory, and nowhere but in public."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from chalicelib.domain.register_health import Look, Trouble
from chalicelib.domain.registers import must_be_public

AGENT: Final = "IMI-register-check"
USER_AGENT: Final = f"{AGENT}/1.0 (open Internal Market Information System; looks once a day)"

LONGEST: Final = 10.0
"""Seconds that one answer may take, whatever it does meanwhile."""
LONGEST_LOOK: Final = 60.0
"""Seconds after which no further call of a look is begun."""
MOST_ADDRESSES: Final = 2
"""Addresses of a name that are tried."""
IDLE: Final = 5.0
"""Seconds in which something must come."""
MOST_READ: Final = 64 * 1024
"""Bytes of a page that are read."""
MOST_HOPS: Final = 5
"""Redirects that are followed."""
PAUSE: Final = 1.0
"""Seconds between two calls to one host."""

PERMANENT: Final = frozenset({301, 308})
REDIRECTS: Final = PERMANENT | {302, 303, 307}
KEPT_IN_URLS: Final = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in an address; the rest is encoded."""
TITLE: Final = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
NO_HEAD: Final = frozenset({400, 403, 404, 405, 500, 501})
"""Answers to HEAD that tell nothing of what GET would get."""

ERROR_TITLE: Final = re.compile(
    r"^\s*(?:(?:http\s*)?(?:error|fehler|erreur|fejl)?\s*:?\s*)(?:404|500|502|503)\b"
    r"|not found|page introuvable|nicht gefunden|no encontrad|pagina non trovata"
    r"|service unavailable|internal server error|domain (?:is )?for sale|parked domain"
    r"|under maintenance",
    re.IGNORECASE,
)
"""The title of a page that has nothing to say though it answers as if it had."""
NO_PROGRAMS: Final = frozenset({401, 403, 429})
"""Answers of a site that does not want programs: of its people they tell nothing."""


class Refused(Exception):
    """The look ends here; *trouble* says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


Address = tuple[str, int]
"""Host and port, as a socket connects to it."""


def is_public(address: str) -> bool:
    """
    Return whether *address* (IPv4 or IPv6) lies in the public internet.

    An IPv6 address that carries one of IPv4 is as public as that one.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip in COMPATIBLE or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
COMPATIBLE: Final = ipaddress.IPv6Network("::/96")


def resolve(host: str) -> list[Address]:
    """
    Return where *host* can be reached by HTTPS.

    Raises:
        Refused: It is nowhere, or one of its addresses is not public: which of several a program takes
            is not for a stranger to choose.
    """
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(Trouble.NAME) from error
    addresses = [(str(place[0]), int(place[1])) for *_, place in found]
    if not all(is_public(host) for host, _ in addresses):
        raise Refused(Trouble.NETWORK)
    return addresses


class Pace:
    """Lets calls to one host follow each other no faster than *pause* seconds, from any thread."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Return when *host* may be called; the next caller waits for a pause after that."""
        with self._lock:
            now = time.monotonic()
            start = max(now, self._free_at.get(host, now))
            self._free_at[host] = start + self._pause
        time.sleep(max(0.0, start - now))


@dataclass(frozen=True, slots=True)
class Reply:
    """As much of an answer as is looked at."""

    status: int
    location: str | None
    body: bytes
    certificate_until: date | None


@dataclass(slots=True)
class Network:
    """The way out; tests take another one."""

    resolve: Callable[[str], Sequence[Address]] = resolve
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    pace: Pace = field(default_factory=Pace)
    longest: float = LONGEST
    idle: float = IDLE
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def look(self, url: str) -> Look:
        """
        Return what a look at *url* finds: HEAD first, then GET.

        Each address on the way is checked as that of a register is, and each host is looked up once and
        called at what was found, so that nobody can lead into another network between the two.
        """
        at, for_good, begun = url, True, time.monotonic()
        try:
            for _ in range(MOST_HOPS + 1):
                if time.monotonic() - begun > LONGEST_LOOK:
                    return Look(trouble=Trouble.SILENT)
                _must_be_public(at)
                if not self._may_look(at):
                    return Look(allowed=False)
                reply = self._head_or_get(at)
                if reply.status not in REDIRECTS or not reply.location:
                    return _judged(reply, at if for_good and _site(at) != _site(url) else None)
                for_good = for_good and reply.status in PERMANENT
                at = _joined(at, reply.location)
        except Refused as refused:
            return Look(trouble=refused.trouble)
        return Look(trouble=Trouble.CIRCLE)

    def _head_or_get(self, url: str) -> Reply:
        try:
            head = self._call("HEAD", url)
        except Refused as refused:
            if refused.trouble is not Trouble.SILENT:
                raise
            return self._call("GET", url)
        if head.status in REDIRECTS:
            return head
        if head.status >= 400 and head.status not in NO_HEAD:
            return head
        return self._call("GET", url)

    def _may_look(self, url: str) -> bool:
        parts = urlsplit(url)
        host = parts.netloc
        if host not in self._robots:
            reply = self._call("GET", urlunsplit((parts.scheme, host, "/robots.txt", "", "")))
            if reply.status >= 500:
                raise Refused(Trouble.REFUSED)
            # What is no file with rules forbids nothing (RFC 9309, 2.3.1.3).
            text = reply.body.decode("utf-8", "replace") if reply.status == 200 else ""
            self._robots[host] = _rules(text)
        return self._robots[host].can_fetch(AGENT, url)

    def _call(self, method: str, url: str) -> Reply:
        parts = urlsplit(url)
        host = parts.hostname or ""
        self.pace.wait(host)
        deadline = _Deadline(self.longest)
        try:
            sock = self._connected(host, deadline)
            return _exchanged(sock, method, parts.netloc, _target(url), deadline)
        except ssl.SSLError as error:
            raise Refused(_of_tls(error)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Refused(Trouble.SILENT) from error
        finally:
            deadline.cancel()

    def _connected(self, host: str, deadline: _Deadline) -> ssl.SSLSocket:
        failed: OSError = OSError("nowhere to connect to")
        for address in self.resolve(host)[:MOST_ADDRESSES]:
            if deadline.is_over:
                break
            try:
                plain = socket.create_connection(address, timeout=self.idle)
            except OSError as error:
                failed = error
                continue
            deadline.cuts(plain)
            return self.trust.wrap_socket(plain, server_hostname=host)
        raise failed


class _Deadline:
    """Shuts a connection when its time is over, however slowly it drips."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._timer: threading.Timer | None = None

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends

    def cuts(self, sock: socket.socket) -> None:
        """Cut *sock* at the deadline."""
        self.cancel()
        # A duplicate: to wrap a socket in TLS takes its number away from the original.
        twin = sock.dup()
        self._timer = threading.Timer(max(0.0, self._ends - time.monotonic()), _cut, [twin])
        self._timer.daemon = True
        self._timer.start()
        self._twin = twin

    def cancel(self) -> None:
        """Cut nothing any more."""
        if self._timer:
            self._timer.cancel()
            self._twin.close()
            self._timer = None


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _exchanged(
    sock: ssl.SSLSocket, method: str, host: str, target: str, deadline: _Deadline
) -> Reply:
    """Send one call on *sock* and return what comes, no more of it than is looked at."""
    with sock:
        until = _last_day(sock)
        connection = http.client.HTTPConnection(host)
        connection.sock = sock
        connection.putrequest(method, target, skip_accept_encoding=True)
        connection.putheader("User-Agent", USER_AGENT)
        connection.putheader("Accept", "text/html, */*;q=0.1")
        connection.putheader("Accept-Encoding", "identity")
        connection.putheader("Connection", "close")
        connection.endheaders()
        response = connection.getresponse()
        body = b""
        if method == "GET" and response.status == 200:
            while len(body) < MOST_READ and (piece := response.read1(MOST_READ - len(body))):
                body += piece
            if deadline.is_over:
                raise Refused(Trouble.SILENT)
        return Reply(response.status, response.getheader("Location"), body, until)


def _last_day(sock: ssl.SSLSocket) -> date | None:
    certificate = sock.getpeercert() or {}
    ends = certificate.get("notAfter")
    if not isinstance(ends, str):
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC).date()


def _judged(reply: Reply, moved_to: str | None) -> Look:
    if reply.status in NO_PROGRAMS:
        return Look(allowed=False)
    if reply.status != 200:
        return Look(trouble=Trouble.REFUSED)
    if _says_nothing(reply.body):
        return Look(trouble=Trouble.ERROR_TEXT)
    return Look(moved_to=moved_to, certificate_until=reply.certificate_until)


def _says_nothing(body: bytes) -> bool:
    """Return whether the title of a page says that nothing is there."""
    text = body.decode("utf-8", "replace")
    found = TITLE.search(text)
    title = found[1] if found else ""
    return bool(ERROR_TITLE.search(title))


def _rules(text: str) -> RobotFileParser:
    """Return the rules in *text*; lines that cannot be read are none."""
    lines = []
    for line in text.splitlines():
        try:
            RobotFileParser().parse(["User-agent: *", line])
        except ValueError:
            continue
        lines.append(line)
    rules = RobotFileParser()
    rules.parse(lines)
    return rules


def _must_be_public(url: str) -> None:
    try:
        must_be_public(url)
    except ValueError as error:
        raise Refused(Trouble.ADDRESS) from error


def _site(url: str) -> str:
    """Return the host of *url*, with or without ``www``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _joined(url: str, location: str) -> str:
    try:
        # Header fields come as Latin-1, whatever the site meant by them.
        return quote(urljoin(url, location), safe=KEPT_IN_URLS, encoding="latin-1")
    except ValueError as error:
        raise Refused(Trouble.ADDRESS) from error


def _target(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def _of_tls(error: ssl.SSLError) -> Trouble:
    return (
        Trouble.CERTIFICATE
        if isinstance(error, ssl.SSLCertVerificationError)
        else Trouble.SILENT
    )
