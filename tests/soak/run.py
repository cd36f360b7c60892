"""
Lead thousands of stored requests through their lives, on DynamoDB Local: ``python -m tests.soak.run``.

Then measure what each call consumes, with few and with many requests stored. Then lead notices to
their readers while everything goes wrong, and measure clicks beside few and many that wait.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from typing import Final

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import conftest, dynamodb  # first of these: it says the settings
from tests.soak import capacity, notices
from tests.soak.tally import Tally

EXAMPLES: Final = 5000
PROCESSES: Final = 2
STEPS: Final = 12
FEW, MANY = 1_000, 100_000
NOTICES: Final = 10_000
WAITING: Final = 1_000_000


def main() -> int:
    """Print what was done and measured; return 1 if something was left out or has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("--few", type=int, default=FEW)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--notices", type=int, default=NOTICES)
    parser.add_argument("--waiting", type=int, default=WAITING)
    wanted = parser.parse_args()
    troubles = [
        *lived(wanted.examples),
        *measured(wanted.few, wanted.many),
        *told(wanted.notices),
        *crowded(wanted.few, wanted.waiting),
    ]
    for trouble in troubles:
        print(f"WRONG: {trouble}")
    return 1 if troubles else 0


def lived(examples: int) -> list[str]:
    """Lead *examples* lives in several processes; return what was never done."""
    if not examples:
        return []
    begun, tally = time.perf_counter(), Tally()
    shares = [examples // PROCESSES + (n < examples % PROCESSES) for n in range(PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for each in pool.imap_unordered(live, enumerate(shares)):
            tally.add(each)
    minutes = (time.perf_counter() - begun) / 60
    print(*tally.lines(), sep="\n")
    done, crashes = tally.done["example"], tally.done["replay after a crash"]
    steps = tally.ways.total()
    print(f"{done} lives, {steps} steps, {crashes} crashes in {minutes:.1f} minutes")
    return [f"{name} never came" for name in tally.missing()]


def live(share: tuple[int, int]) -> Tally:
    """Lead a *share* of the lives, on a server of this process alone."""
    place, examples = share
    with dynamodb.running() as address:
        client = dynamodb.client_of(address)
        for table in conftest.TABLES:
            client.create_table(**table)
        # The AWS SDK reads it when the first client of the storage is made, below.
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = address

        from tests.soak import stage
        from tests.soak.machine import Lives

        stage.fill()
        # Each process begins elsewhere in the table.
        Lives.most, Lives.seen = examples, Counter({b"": place * 40})
        with stage.drawing_one_seed(), stage.without_content():
            run_state_machine_as_test(
                Lives,
                settings=settings(
                    max_examples=examples,
                    stateful_step_count=STEPS,
                    deadline=None,
                    database=None,
                    phases=[Phase.generate],
                ),
            )
        return Lives.tally


def told(count: int) -> list[str]:
    """Lead *count* notices to their readers while everything goes wrong; return what is wrong."""
    if not count:
        return []
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES, maxtasksperchild=1) as pool:
        run, wrong = pool.apply(notices.led, (count,))
        way = pool.apply(notices.timed)
    print(*notices.lines(run, count, way), sep="\n")
    print(f"in {(time.perf_counter() - begun) / 60:.1f} minutes")
    return wrong


def crowded(few: int, many: int) -> list[str]:
    """Print what clicks cost beside *few* and *many* notices that wait; return what has grown."""
    if not many:
        return []
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        before, after = pool.map(notices.crowded, (few, many), chunksize=1)
    print(*capacity.lines(before, after, few, many), sep="\n")
    return [*capacity.grown(before, after)]


def measured(few: int, many: int) -> list[str]:
    """Print what each call consumes with *few* and *many* requests stored; return what has grown."""
    if not many:
        return []
    # Each in a process of its own: a client of the storage stays with its server.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        before, after = pool.map(capacity.measured, (few, many), chunksize=1)
    print(*capacity.lines(before, after, few, many), sep="\n")
    return [*capacity.grown(before, after)]


if __name__ == "__main__":
    sys.exit(main())
