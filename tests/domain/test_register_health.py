from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain import register_health
from chalicelib.domain.register_health import Health, Look, State, Trouble
from tests.builders import NOON, TODAY

URL = "https://register.example"
HOUR = timedelta(hours=1)
REACHED, FAILED = Look(certificate_until=TODAY), Look(trouble=Trouble.SILENT)


def seen(*looks: Look, every: timedelta = HOUR, url: str = URL) -> Health:
    health, at = None, NOON
    for look in looks:
        health = register_health.after(health, look, url=url, at=at)
        at += every
    assert health
    return health


def test_who_is_reached_is_alive():
    found = seen(REACHED)

    assert found == Health(
        url=URL, state=State.ALIVE, looked_at=NOON, reached_on=TODAY, certificate_until=TODAY
    )
    assert found.due_at == NOON + timedelta(days=1)


def test_who_has_moved_is_reached_elsewhere():
    found = seen(FAILED, Look(moved_to="https://new.example"))

    assert (found.state, found.moved_to) == (State.MOVED, "https://new.example")
    assert (found.reached_on, found.failures, found.trouble) == (TODAY, 0, None)


def test_the_day_is_kept_on_which_it_was_first_seen_to_have_moved():
    there, elsewhere = (Look(moved_to=f"https://{name}.example") for name in ("new", "newer"))
    day = timedelta(days=1)

    assert seen(there, there, every=day).moved_on == TODAY
    assert seen(there, elsewhere, every=day).moved_on == TODAY + day
    assert seen(there, FAILED, every=day).moved_on is None
    assert seen(there, REACHED, every=day).moved_on is None


def test_one_failure_is_no_death_and_a_week_of_them_is():
    week = [FAILED] * 8

    assert seen(REACHED, FAILED).state is State.UNWELL
    assert seen(*week[:7], every=timedelta(days=1)).state is State.UNWELL
    dead = seen(REACHED, *week, every=timedelta(days=1))
    assert (dead.state, dead.reached_on, dead.failures) == (State.DEAD, TODAY, 8)
    assert dead.failing_since == NOON + timedelta(days=1)
    assert seen(*week, REACHED, every=timedelta(days=1)).state is State.ALIVE


@pytest.mark.parametrize(
    ("failures", "hours"), [(1, 1), (2, 2), (3, 4), (5, 16), (6, 24), (99, 24)]
)
def test_what_fails_is_tried_again_soon_and_then_seldom(failures, hours):
    found = seen(*[FAILED] * failures, every=timedelta(0))

    assert found.due_at == NOON + hours * HOUR


def test_who_wants_no_programs_is_left_in_peace():
    found = seen(REACHED, FAILED, Look(allowed=False))

    assert (found.state, found.reached_on, found.failures) == (State.UNKNOWN, TODAY, 0)


def test_what_was_known_of_another_address_is_forgotten():
    former = seen(REACHED, FAILED)

    found = register_health.after(former, FAILED, url="https://new.example", at=NOON + HOUR)

    assert (found.reached_on, found.failures, found.failing_since) == (None, 1, NOON + HOUR)
