"""Thousands of notices on DynamoDB Local: with faults, without any, and beside a million that wait."""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from chalicelib.domain.letters import Fate
from chalicelib.domain.notices import Topic
from chalicelib.mail import ses
from chalicelib.services import outbox
from chalicelib.storage import letters, notices, reputation
from tests import conftest, dynamodb, readers
from tests.builders import NOON, TODAY, a_notice
from tests.soak import capacity, mail, stage
from tests.soak.capacity import Spent
from tests.soak.crashes import trouble

TIMED: Final = 500
"""Notices of which each goes out alone, without any fault."""
SEED: Final = 7
MINUTE: Final = timedelta(minutes=1)
A_RUN: Final = 20
"""Notices that are sent while others wait."""


class Way(NamedTuple):
    """What the way of one notice to its readers has cost, without faults."""

    seconds: Sequence[float]
    """Of each, from before it was written until it was handed over to all."""
    calls: Counter[str]
    emails: int
    reports: Counter[str]
    """Calls of the reports that the e-mails arrived."""


def led(count: int) -> tuple[mail.Run, list[str]]:
    """Lead *count* notices through the fault plan; return how it went, and what is wrong."""
    with _tables():
        readers.settle(mail.OFFICIALS)
        run = mail.lead(SEED, count)
        return run, mail.faults(run, count)


def timed(count: int = TIMED) -> Way:
    """Let *count* notices go out one after the other, as the stream wakes the sender."""
    seconds, calls, reports = [], Counter[str](), Counter[str]()
    sent: list[str] = []
    quota = ses.Quota(per_second=1000.0, left=10**6)
    with (
        _tables(),
        patch.object(ses, "send", lambda _message: sent.append(f"m{len(sent)}") or sent[-1]),
        patch.object(ses, "quota", lambda: quota),
    ):
        readers.settle(mail.OFFICIALS)
        for n in range(count):
            notice = replace(a_notice(Topic.REPLY_RECEIVED, version=1), number=f"F{n:05d}")
            begun = time.perf_counter()
            with trouble() as watched:
                notices.waiting_item(notice).save()
                outbox.deliver(NOON)
            seconds.append(time.perf_counter() - begun)
            calls.update(watched.calls)
        with trouble() as watched:
            for message in sent:
                letters.report(message, Fate.DELIVERED, at=NOON)
                reputation.count(message, Fate.DELIVERED, today=TODAY)
        reports.update(watched.calls)
    return Way(seconds, calls, len(sent), reports)


def crowded(waiting: int) -> dict[str, Spent]:
    """Return what clicks and a run of the sender cost while *waiting* notices are due."""
    with _tables() as address:
        stage.fill()
        capacity.fill(address, _waiting(waiting))
        found = capacity.turns()
        with capacity.watched() as spent:
            outbox.deliver(NOON, _few())
        found["a run of the sender"] = Spent(len(spent), sum(spent))
    return found


def lines(run: mail.Run, count: int, way: Way) -> Iterator[str]:
    """Yield what was done, as lines of Markdown."""
    yield f"{count:,} notices with seed {SEED}:"
    for what, times in sorted(run.done.items()):
        yield f"- {what}: {times:,}"
    told = sum(run.accepted.values())
    twice = [key for key, times in run.accepted.items() if times > 1]
    yield f"- told: {len(run.accepted):,}; in all, with what was told twice: {told:,}"
    yield f"- told twice: {len(twice):,}, all of them on their way when something broke"
    minutes = [each / MINUTE for each in run.took]
    yield f"- minutes of the stage's clock until the first e-mail: {_quantiles(minutes)}"
    yield f"{len(way.seconds)} without faults: seconds from the commit: {_quantiles(way.seconds)}"
    total = way.calls.total()
    each = ", ".join(
        f"{name} {n / len(way.seconds):.1f}" for name, n in way.calls.most_common()
    )
    yield (
        f"calls of a notice: {total / len(way.seconds):.1f}; of an e-mail: "
        f"{total / way.emails:.1f} ({each})"
    )
    yield f"calls of a report that an e-mail arrived: {way.reports.total() / way.emails:.1f}"


def _quantiles(values: Sequence[float]) -> str:
    cut = statistics.quantiles(values, n=100)
    return f"median {cut[49]:.2f}, 95 % {cut[94]:.2f}, 99 % {cut[98]:.2f}"


def _few() -> Any:
    """Return a mail service that is down after so many."""
    left = iter(range(A_RUN))

    def send(_message: object) -> str:
        if next(left, None) is None:
            raise mail.MailError("down")
        return ""

    return send


def _waiting(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the items of *count* notices that are due, spread as their ids are."""
    for n in range(count):
        notice = replace(a_notice(Topic.REPLY_RECEIVED), number=f"W{n:07d}", at=NOON - MINUTE)
        yield notices.NoticeItem.Meta.table_name, notices.waiting_item(notice).serialize()


@contextmanager
def _tables() -> Iterator[str]:
    """Start a server with empty tables for this process alone."""
    with dynamodb.running("-Xmx10g") as address:
        client = dynamodb.client_of(address)
        for table in conftest.TABLES:
            client.create_table(**table)
        # The AWS SDK reads it when the first client of the storage is made.
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = address
        yield address
