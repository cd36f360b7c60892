"""Each register is looked at when it is due, and what was found is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import registers as domain
from chalicelib.domain.register_health import Health, Look, State, Trouble
from chalicelib.services import register_checks
from chalicelib.storage import register_health, registers
from chalicelib.storage.websites import Network
from tests.builders import NOON, TODAY
from tests.web import register_shelf
from tests.web.register_shelf import BRIS, GEMI, RNPC

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SHELF = {"rnpc": RNPC, "bris": BRIS, "gemi": GEMI}


class Pretended(Network):
    """A way out on which each address is found as the test says."""

    def __init__(self, **found: Look) -> None:
        super().__init__()
        self.found = {f"https://{name}.example": look for name, look in found.items()}
        self.seen: list[str] = []

    def look(self, url: str) -> Look:
        self.seen.append(url)
        return self.found.get(url, Look())


@pytest.fixture(autouse=True)
def published(aws):
    publish_all()
    yield
    register_shelf.forget()


def publish_all():
    publish(*(replace(each, url=f"https://{name}.example") for name, each in SHELF.items()))


def publish(*found):
    registers.publish(domain.directory(found, register_shelf.KINDS, {}))
    register_shelf.forget()


def states():
    return {key: health.state for key, health in register_health.read().items()}


def test_all_are_looked_at_once_a_day():
    network = Pretended(gemi=Look(trouble=Trouble.NAME), bris=Look(allowed=False))

    found = register_checks.run(NOON, network=network)

    assert found == Counter({State.ALIVE: 1, State.UNWELL: 1, State.UNKNOWN: 1})
    assert states() == {
        "pt-rnpc": State.ALIVE, "gr-gemi": State.UNWELL, "eu-bris": State.UNKNOWN,
    }  # fmt: skip
    assert register_health.known(NOON)["pt-rnpc"].reached_on == TODAY
    network.seen.clear()
    assert register_checks.run(NOON + HOUR, network=network) == Counter({State.UNWELL: 1})
    assert register_checks.run(NOON + DAY, network=network) == found


def test_a_register_that_fails_for_a_week_is_dead_and_may_come_back():
    failing = Pretended(gemi=Look(trouble=Trouble.SILENT))
    for n in range(8):
        register_checks.run(NOON + n * DAY, network=failing)
    assert states()["gr-gemi"] is State.DEAD

    register_checks.run(NOON + 8 * DAY, network=Pretended())

    assert states()["gr-gemi"] is State.ALIVE


def test_a_new_address_is_looked_at_at_once():
    register_checks.run(NOON, network=Pretended())
    publish(replace(RNPC, url="https://new.example"))
    network = Pretended()

    register_checks.run(NOON + HOUR, network=network)

    assert network.seen == ["https://new.example"]


def test_when_time_is_over_the_next_run_goes_on_with_those_that_wait_longest(monkeypatch):
    network = Pretended()
    assert register_checks.run(NOON, network=network, seconds=0) == Counter()
    assert network.seen == []
    for name, moment in (("pt-rnpc", NOON + HOUR), ("gr-gemi", NOON)):
        url = f"https://{name[3:]}.example"
        health = Health(url=url, state=State.ALIVE, looked_at=moment)
        register_health.save(name, health)
    monkeypatch.setattr(register_checks, "AT_ONCE", 1)

    register_checks.run(NOON + 2 * DAY, network=network)

    assert network.seen == [f"https://{name}.example" for name in ("bris", "gemi", "rnpc")]


def test_one_look_that_goes_wrong_stops_no_other():
    class Broken(Pretended):
        def look(self, url: str) -> Look:
            if "rnpc" in url:
                raise ValueError("nobody has thought of this")
            return super().look(url)

    register_checks.run(NOON, network=Broken())

    assert states() == {
        "pt-rnpc": State.UNWELL, "gr-gemi": State.ALIVE, "eu-bris": State.ALIVE,
    }  # fmt: skip
