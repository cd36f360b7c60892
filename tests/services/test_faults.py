"""Notices while everything goes wrong: none is lost, and doubles have a reason."""

from __future__ import annotations

import secrets

import pytest

from chalicelib.storage import areas
from tests import readers
from tests.soak import mail

COUNT = 300


@pytest.mark.parametrize("seed", [7, pytest.param(secrets.randbits(32), id="random")])
def test_nothing_is_lost_and_what_comes_twice_was_on_its_way(aws, seed, caplog):
    readers.settle(mail.OFFICIALS)

    run = mail.lead(seed, COUNT)

    areas.forget()
    assert mail.faults(run, COUNT) == [], seed
    for what in (
        "throttled",
        "no answer before it was taken",
        "no answer after it was taken",
        "crash between taking and writing",
        "crash of a sender",
        "two senders at once",
    ):
        assert run.done[what], (what, seed)
    assert not [each for each in mail.OFFICIALS if each.email in caplog.text]
