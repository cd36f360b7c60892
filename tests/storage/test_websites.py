"""Whatever a web server does, a look at it ends soon, costs little, and leads nowhere but in public."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib.domain.register_health import Look, Trouble
from chalicelib.storage import websites
from chalicelib.storage.websites import Network, Pace, Refused, is_public
from tests.misbehaving import ANSWERS, Misbehaving, serving

pytestmark = pytest.mark.enable_socket

MOVED = "https://well.example/new"
EXPECTED = {
    "well": None,
    "missing": Trouble.REFUSED,
    "broken": Trouble.REFUSED,
    "error-text": Trouble.ERROR_TEXT,
    "circle": Trouble.CIRCLE,
    "moved": None,
    "inside": Trouble.ADDRESS,
    "private": Trouble.NETWORK,
    "insecure": Trouble.ADDRESS,
    "other-scheme": Trouble.ADDRESS,
    "endless": None,
    "dripping": Trouble.SILENT,
    "dripping-head": Trouble.SILENT,
    "silent": Trouble.SILENT,
    "huge": None,
    "garbage": Trouble.SILENT,
    "closing": Trouble.SILENT,
    "get-only": None,
    "forbidding": None,
    "no-rules": Trouble.REFUSED,
    "strange-rules": None,
    "no-programs": None,
    "numbers": None,
    "expired": Trouble.CERTIFICATE,
    "strange": Trouble.CERTIFICATE,
    "nowhere": Trouble.NAME,
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with serving(tmp_path) as found:
        yield found


@pytest.fixture
def network(server: Misbehaving) -> Network:
    def resolve(host: str) -> list[tuple[str, int]]:
        if host == "rebound.example":
            return websites.resolve("localhost")
        if host == "nowhere.example":
            raise Refused(Trouble.NAME)
        return [server.address]

    return Network(resolve=resolve, trust=server.trust, pace=Pace(0), longest=1.5, idle=1.0)


def test_every_way_is_tried():
    assert {*EXPECTED} == {*ANSWERS, "expired", "strange", "nowhere"}


@pytest.mark.parametrize(("host", "trouble"), EXPECTED.items())
def test_each_way_is_seen_for_what_it_is_in_bounded_time(network, host, trouble):
    begun = time.monotonic()

    found = network.look(f"https://{host}.example/")

    assert found.trouble is trouble
    assert found.moved_to == (MOVED if host == "moved" else None)
    assert found.allowed == (host not in {"forbidding", "no-programs"})
    # Three calls of 1.5 seconds at most: for the rules, HEAD and GET. No speed is asserted, but an end.
    assert time.monotonic() - begun < 15


def test_what_is_endless_costs_no_more_memory_than_is_read(network):
    tracemalloc.start()

    for host in ("endless", "huge"):
        network.look(f"https://{host}.example/")

    assert tracemalloc.get_traced_memory()[1] < 20 * websites.MOST_READ
    tracemalloc.stop()


def test_the_last_day_of_a_certificate_is_seen(network):
    found = network.look("https://well.example/")

    days = found.certificate_until - datetime.now(UTC).date()
    assert timedelta(days=29) <= days <= timedelta(days=31)


def test_who_wants_no_programs_is_asked_for_the_rules_alone(network, server):
    server.asked.clear()

    assert network.look("https://forbidding.example/page") == Look(allowed=False)
    network.look("https://forbidding.example/other")

    assert server.calls("forbidding.example") == {("GET", "/robots.txt"): 1}


def test_rules_that_cannot_be_read_are_none_and_the_others_hold(network):
    assert network.look("https://strange-rules.example/yes") == network.look(
        "https://well.example/"
    )
    assert network.look("https://strange-rules.example/no") == Look(allowed=False)


def test_of_many_addresses_few_are_tried(network, server, monkeypatch):
    tried = []

    def refuse(address, timeout):
        tried.append(address)
        raise OSError

    monkeypatch.setattr(websites.socket, "create_connection", refuse)
    network.resolve = lambda _host: [server.address] * 200

    assert network.look("https://well.example/").trouble is Trouble.SILENT
    assert len(tried) == websites.MOST_ADDRESSES


def test_a_look_ends_however_many_redirects_drip(network, monkeypatch):
    monkeypatch.setattr(websites, "LONGEST_LOOK", -1)

    assert network.look("https://well.example/").trouble is Trouble.SILENT


def test_head_comes_first_and_a_page_is_read_once(network, server):
    server.asked.clear()

    network.look("https://well.example/search?x=1#part")

    assert [call[2:] for call in server.asked] == [
        ("GET", "/robots.txt"), ("HEAD", "/search?x=1"), ("GET", "/search?x=1"),
    ]  # fmt: skip


def test_a_host_is_called_once_in_a_pause_and_others_do_not_wait(network, server):
    server.asked.clear()
    network.pace = Pace(0.3)

    network.look("https://well.example/")
    network.look("https://get-only.example/")

    moments = [moment for moment, host, *_ in server.asked if host == "well.example"]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(gaps) == 2
    assert all(gap >= 0.25 for gap in gaps)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False), ("127.9.9.9", False), ("0.0.0.0", False), ("10.0.0.1", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("192.0.2.1", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("ff02::1", False), ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:169.254.169.254", False), ("::ffff:93.184.216.34", True),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False), ("2002:5db8:d822::", True),
        ("2001:0:5db8:d822:0:0:80ff:fffe", False),
        ("fd00:ec2::254", False), ("fec0::1", False),
    ],
)  # fmt: skip
def test_what_lies_in_a_network_of_its_own_is_known_in_every_form(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host", ["localhost", "ip6-localhost", "127.0.0.1", "[::1]".strip("[]")]
)
def test_a_name_that_leads_inside_is_refused(host):
    with pytest.raises(Refused) as refused:
        websites.resolve(host)

    assert refused.value.trouble in {Trouble.NETWORK, Trouble.NAME}


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    places = [(0, 0, 0, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(websites.socket, "getaddrinfo", lambda *_args, **_more: places)

    with pytest.raises(Refused) as refused:
        websites.resolve("register.example")

    assert refused.value.trouble is Trouble.NETWORK


def test_a_name_that_leads_nowhere_is_seen(monkeypatch):
    def unknown(*_args: object, **_more: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr(websites.socket, "getaddrinfo", unknown)
    with pytest.raises(Refused) as refused:
        websites.resolve("register.example")

    assert refused.value.trouble is Trouble.NAME
