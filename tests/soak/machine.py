"""
Officials of all kinds do what they like to requests as they are stored, beside the same in memory.

Whatever they do may come twice, or while somebody else does something, or end in the middle;
days and years pass. After every step storage holds what the rules alone have led to.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from unittest.mock import patch

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from chalicelib.domain import steps
from chalicelib.domain.errors import (
    KeyReused,
    Stale,
)
from chalicelib.domain.moves import Say
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    OVER,
    Action,
    Case,
    Kept,
    Side,
)
from chalicelib.services import attachments, requests, retention
from chalicelib.storage import calls, file_items
from chalicelib.storage import requests as storage
from chalicelib.storage import retention as stored_retention
from tests.builders import (
    CANARY,
)
from tests.lives import OFFICIALS, Step
from tests.soak import moves, paths, stage
from tests.soak.crashes import Crash, came_of, trouble
from tests.soak.drafting import Drafting
from tests.soak.life import A_FILE, FileOf, Life, must_be_stored, stored_items
from tests.soak.paths import Path
from tests.soak.world import POINTS

BEHIND = [0, 0, 0, 0, 0, 0, 1, None]
"""How many versions ago somebody has seen a request; None where the call does not say."""
AT_ONCE = 2
"""Personal items that one transaction of the night moves: so few that most nights take several."""
WEIGHTS = {
    "go_on": 14,
    "attempt": 3,
    "see_old": 1,
    "say": 1,
    "two_at_once": 2,
    "repeat": 2,
    "wait": 2,
    "write": 6,
    "copy": 1,
    "change": 8,
    "delete": 5,
}
"""How often each thing is done."""


class Lives(Drafting):
    """What officials do, while days and years pass."""

    @initialize(seed=st.binary(min_size=8, max_size=8))
    def begin(self, seed: bytes) -> None:
        """
        Begin right before a row of the table, so that each is met, and take it.

        Args:
            seed: Of what chooses evenly, as Hypothesis itself would not: it likes to begin small
                and to do the same again, and then half of the table is never met.
        """
        # Hypothesis comes back to a seed, which then goes another way.
        if self.tally.done["example"] == self.most:
            return
        self.seed = seed
        self.seen[seed] += 1
        self.random = Random(seed + bytes(self.seen[seed]))
        path = self.next_path()
        self.coordination = path.coordination
        stage.coordinate(self.coordination)
        self.create("asking")
        [life] = self.lives.values()
        for step in path.steps[:-1]:
            self.lead(life, step)
        life = self.touch()
        self.act(life, path.steps[-1], 0, self.new_call(), self.point())

    def next_path(self) -> Path:
        """Return the path to what had its turn least lately."""
        every = [*paths.every().values()]
        return every[self.seen.total() % len(every)]

    def lead(self, life: Life, step: Step) -> None:
        """Let *step* be taken and stored without ado."""
        moved = self.moved(life, step, 0, self.moment())
        assert not isinstance(moved, type)
        storage.save(moved, before=life.version, call=None)
        self.live_on(life, step, moved)

    @rule()
    def step(self) -> None:
        """Do one of the things that are done here, the more often the more depends on it."""
        if not self.seed:
            return
        kinds, weights = zip(*WEIGHTS.items(), strict=True)
        if not self.lives:
            self.write()
            return
        (kind,) = self.random.choices(kinds, weights)
        getattr(self, kind)()

    def go_on(self) -> None:
        """Let somebody take a step that the table offers now."""
        life = self.touch()
        point = self.point()
        self.act(life, self.offered(life), 0, self.perhaps_a_call(point), point)

    def attempt(self) -> None:
        """Let anybody try anything, seen long ago or just now."""
        who, move = self.random.choice(sorted(OFFICIALS)), self.random.choice(moves.ANY)
        step = Step(who, moves.on_the_day(move, self.now.date()))
        behind, point = self.random.choice(BEHIND), self.point()
        self.act(self.touch(), step, behind, self.perhaps_a_call(point), point)

    def see_old(self) -> None:
        """Let somebody take a step that was offered before something else has happened."""
        life, behind, point = self.touch(), self.random.choice([1, None]), self.point()
        self.act(life, self.offered(life), behind, self.perhaps_a_call(point), point)

    def say(self) -> None:
        """Write a message, which names no version, perhaps with a file."""
        life, who = self.touch(), self.random.choice(["asking", "asked", *sorted(OFFICIALS)])
        if self.random.random() < 0.5:
            self.upload(life, OFFICIALS[who])
        files = tuple(life.files)[-2:]
        step = Step(who, Say(text=f"{CANARY} in a message", attachments=files))
        self.act(life, step, 0, self.new_call(), self.point(), say=True)

    def upload(self, life: Life, by: Acting) -> None:
        """Upload a file for a message, which is found to be good, and perhaps take it away."""
        call, at = self.new_call(), self.moment()

        def do() -> str:
            made = attachments.announce(
                life.number, A_FILE, for_message=True, by=by, call=call, at=at
            )
            return made.file.id

        one, error, _ = self.came_of(do, self.point(), life=life)
        _, refusal = came_of(
            lambda: steps.must_be_open(life.request, Action.MESSAGE, by, today=at.date())
        )
        assert error is refusal
        if error:
            self.tally.done["file refused"] += 1
            return
        file_items.tell(life.number, one, fits=True, clean=True)
        life.files[one], life.kept = FileOf(by.authority, by.official.id), None
        self.tally.done["file uploaded"] += 1
        if self.random.random() < 0.2:
            attachments.take_away(life.number, one, by=by, at=at)
            del life.files[one]

    def two_at_once(self) -> None:
        """Let somebody act right before another's write: that one loses, and changes nothing."""
        life = self.touch()
        slow, quick = self.offered(life), self.offered(life)
        if slow is None:
            return
        at, version, call = self.moment(), life.version, self.new_call()
        alone = self.moved(life, slow, 0, at)

        def overtake() -> None:
            self.act(life, quick, 0, self.new_call())

        def do() -> Case:
            return requests.act(
                life.number, slow.move, version=version, by=slow.by, call=call, at=at
            )

        with trouble(meanwhile=overtake):
            case, error = came_of(do)
        if life.version == version:
            # Nobody came between: it is a step as any other.
            self.must_have_come(life, slow, 0, at, call, (case, error, None), None)
        else:
            self.tally.done["two at once"] += 1
            assert case is None
            # What stands against it anyway, such as an open part, may be said first.
            assert error is Stale or error is alone, (error, alone, slow, quick)

    def offered(self, life: Life) -> Step | None:
        """Return a step that the table offers now; None where it offers none."""
        today = self.now.date()
        offers: dict[Action, list[str]] = {}
        for who, by in OFFICIALS.items():
            for action in steps.open_actions(life.request, by, today=today):
                offers.setdefault(action, []).append(who)
        if not offers:
            return None
        # Else an offer would seldom be made and answered before something else has ended it.
        dates = offers.keys() & {Action.AGREE_DATE, Action.DECLINE_DATE} or offers.keys() & {
            Action.PROPOSE_DATE
        }
        likely = dates if self.random.random() < 0.4 else None
        action = self.random.choice(sorted(likely or offers))
        who = self.random.choice(offers[action])
        good = moves.good(action, by=OFFICIALS[who], today=today)
        return Step(who, self.random.choice(good))

    def repeat(self) -> None:
        """Do the last thing once more: with the same body, or with another one."""
        life, same = self.touch(), self.random.random() < 0.7
        call = life.last_call
        if life.repeat is None or call is None or self.now >= call.at + calls.KEPT:
            return
        call = call if same else replace(call, fingerprint="another")

        case, error, _ = self.came_of(lambda: life.repeat(call) if life.repeat else None)

        self.tally.done["same call twice" if same else "same key for something else"] += 1
        assert error is (None if same else KeyReused)
        if case is not None:
            former = life.request.side_of(life.events[-1].authority) is Side.FORMER
            assert case.request.number == life.number
            assert former or case.request.version == life.version

    def wait(self) -> None:
        """Let days or years pass, and one night in which what is due is blocked or erased."""
        over = any(life.request.state in OVER for life in self.lives.values())
        days = self.random.choice([200, 200, 1100] if over else [1, 2, 3, 10])
        night = self.random.choice([None, *POINTS[4:]])
        self.now += timedelta(days=days)
        today = self.now.date()
        note(f"{today} {night=}")
        with patch.object(stored_retention, "AT_ONCE", AT_ONCE):
            for point in [night, None] if night else [None]:
                died = False
                with trouble(point):
                    try:
                        retention.run(today)
                    except Crash:
                        died = True
                self.tally.done["crash at night"] += died
        for life in self.lives.values():
            changed = life.grow_old(today)
            self.tally.done["request blocked"] += changed is Kept.BLOCKED
            self.tally.done["request erased"] += changed is Kept.NOTHING
            if changed:
                must_be_stored(life, stored_items(life.number))
        self.touched = None
