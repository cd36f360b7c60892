"""A morning that is played: turns dealt out to several desks, and what was done."""

from __future__ import annotations

import itertools
import multiprocessing
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Final

from tests.bench import desks, mornings
from tests.bench.desks import Line, Outcome, Served, Taken
from tests.bench.mornings import Life, Turn

DESKS: Final = 4
UNDER_WAY: Final = 32
"""Requests at a time; who ends one begins another."""
RACED: Final = 10
"""Of so many turns one is taken by two colleagues at once."""
SECONDS: Final = 300
OPENING: Final = 60
"""Seconds that a desk may take to open."""
SHOWN: Final = 10
"""Errors that are printed."""


@dataclass
class Run:
    """What was done."""

    served: defaultdict[str, list[Served]] = field(default_factory=lambda: defaultdict(list))
    """Calls of the API, by name."""
    stories: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What was done to each request, by its number."""
    over: int = 0
    """Requests that have gone their way."""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    raced: int = 0
    """Turns that two colleagues took at once."""
    seconds: float = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def exchanges(self) -> int:
        return self.outcomes[Outcome.DONE]

    @property
    def calls(self) -> int:
        """Of the API."""
        return sum(map(len, self.served.values()))


class Morning:
    """Deals out turns: of each request one after the other, of several requests at a time."""

    def __init__(self, lives: Iterable[Life], pool: ProcessPoolExecutor) -> None:
        self.run = Run()
        self._lives, self._pool = iter(lives), pool
        self._turns = itertools.count(1)
        self._pending: dict[Future[Taken], tuple[Life, int, Turn]] = {}

    def begin(self, most: int) -> None:
        """Let *most* requests be written, if there are so many left."""
        for life in itertools.islice(self._lives, most):
            self._deal(life, 0)

    def play(self, seconds: float) -> None:
        """Deal until all is done, or so many *seconds* are over; what was dealt is done in any case."""
        begun = time.perf_counter()
        while self._pending:
            done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
            for each in done:
                life, step, turn = self._pending.pop(each)
                self._note(turn, taken := each.result())
                if taken.outcome is Outcome.DONE:
                    self._go_on(life, step + 1, taken, time.perf_counter() - begun < seconds)
        self.run.seconds = time.perf_counter() - begun

    def _go_on(self, life: Life, step: int, taken: Taken, is_open: bool) -> None:
        if step == len(life.actions):
            self.run.over += 1
            self.begin(1 if is_open else 0)
        elif is_open:
            self._deal(life, step, taken.number, taken.tag)

    def _deal(self, life: Life, step: int, number: str = "", tag: str = "") -> None:
        place = next(self._turns)
        turn = life.turn(step, place, number, tag)
        at_it = [turn]
        if place % RACED == 0 and turn.action not in mornings.UNRACED:
            self.run.raced += 1
            at_it = [
                each._replace(raced=True)
                for each in (turn, life.turn(step, place + 1, number, tag))
            ]
        for each in at_it:
            self._pending[self._pool.submit(desks.take, each)] = (life, step, each)

    def _note(self, turn: Turn, taken: Taken) -> None:
        run = self.run
        run.outcomes[taken.outcome] += 1
        for each in taken.served:
            run.served[each.name].append(each)
        if taken.outcome is Outcome.DONE:
            run.stories[taken.number].append(turn.action)
        elif taken.outcome is Outcome.WRONG:
            run.wrong.append(taken.said)


def played(times: int, seconds: float, at: int, line: Line | None = None) -> Run:
    """
    Play *times* the morning of the network.

    The directory must be filled (:func:`fill`), and the storage be led to where the stage stores.

    Args:
        seconds: After which it ends.
        at: How many desks there are.
        line: By which the API is called; None for an app in the process of each desk.
    """
    spawning = multiprocessing.get_context("spawn")
    ready = spawning.Semaphore(0)
    with ProcessPoolExecutor(at, spawning, desks.opened, (ready, line)) as pool:
        # The pool starts a process for each thing to do, as long as none is idle.
        for _ in range(at):
            pool.submit(int)
        for _ in range(at):
            if not ready.acquire(timeout=OPENING):
                raise TimeoutError("a desk has not opened")
        morning = Morning(mornings.lives(times * mornings.REQUESTS), pool)
        morning.begin(UNDER_WAY)
        morning.play(seconds)
    run = morning.run
    run.wrong += untrue(run)
    return run


def fill() -> None:
    """Let those be there who work at the desks."""
    from chalicelib.storage import directory

    for office, colleague in itertools.product(mornings.OFFICES, range(mornings.COLLEAGUES)):
        directory.save_official(desks.official(office, colleague))


def untrue(run: Run) -> Iterator[str]:
    """Yield each request whose stored timeline is not what was done to it."""
    from chalicelib.storage.event_items import EventItem
    from tests.soak.life import stored_items

    for number, done in run.stories.items():
        items = [item for _, item in sorted(stored_items(number).items())]
        told = [str(each.to_domain().action) for each in items if isinstance(each, EventItem)]
        if told != done:
            yield f"{number}: {told} is stored, {done} was done"
    if stuck := run.raced - run.outcomes[Outcome.SEEN] - run.outcomes[Outcome.CONFLICT]:
        yield f"{stuck} times both of two colleagues came through, or neither"


def lines(run: Run, times: int, at: int) -> Iterator[str]:
    """Yield what was done, and a table in Markdown of what each call cost."""
    requests, exchanges = times * mornings.REQUESTS, times * mornings.EXCHANGES
    yield (
        f"{len(run.stories):,} of {requests:,} requests begun, {run.over:,} over; "
        f"{run.exchanges:,} of {exchanges:,} exchanges and {run.calls - run.exchanges:,} looks"
    )
    yield (
        f"in {run.seconds:.0f} s, {at} at work at a time: "
        f"{run.exchanges / run.seconds:.1f} exchanges, {run.calls / run.seconds:.1f} calls a second"
    )
    yield (
        f"{run.raced} turns taken by two at once: {run.outcomes[Outcome.SEEN]} saw it in time, "
        f"{run.outcomes[Outcome.CONFLICT]} met a conflict"
    )
    true = exchanges / (mornings.HOURS * 3600)
    yield f"{true:.2f} exchanges a second are what the morning of {mornings.HOURS} hours brings"
    yield f"{len(run.wrong)} errors"
    # Over a line nobody here sees what the app asks of the database.
    shown = 6 if any(each.calls for each in itertools.chain(*run.served.values())) else 4
    heads = ("50 % ms", "95 %", "99 %", "times", "calls", "units")[:shown]
    yield f"| call | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * shown}"
    for name, served in sorted(run.served.items()):
        yield f"| {name} | {' | '.join([*_cells(served)][:shown])} |"


def told(run: Run, times: int, at: int) -> int:
    """Print what was done and what it cost; return 1 if anything was wrong."""
    print(*lines(run, times, at), sep="\n")
    for each in run.wrong[:SHOWN]:
        print(f"WRONG: {each}")
    return 1 if run.wrong else 0


def _cells(served: Sequence[Served]) -> Iterator[str]:
    """Yield milliseconds of half of what was *served*, of 95 and of 99 of a hundred; counts, and means."""
    took = sorted(each.seconds * 1000 for each in served)
    for share in (0.50, 0.95, 0.99):
        yield f"{took[min(int(share * len(took)), len(took) - 1)]:.1f}"
    yield f"{len(served):,}"
    yield f"{statistics.mean(each.calls for each in served):.1f}"
    yield f"{statistics.mean(each.units for each in served):.1f}"
