"""Requests as they are stored, and what each must have become; what comes of a step, and of a crash."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, ClassVar

from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine, invariant

from chalicelib.domain import steps
from chalicelib.domain.errors import (
    Conflict,
    DomainError,
    NotAllowed,
    NotFound,
    Stale,
    VersionMissing,
)
from chalicelib.domain.moves import NO_COORDINATORS, Coordination, Say
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    OVER,
    Action,
    Case,
    Request,
    Side,
    State,
)
from chalicelib.domain.steps import Moved
from chalicelib.services import requests
from chalicelib.storage import requests as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.notices import NoticeItem
from chalicelib.storage.request_items import RequestItem, RequestTable
from tests import lives
from tests.builders import (
    AREA,
    CANARY,
    DENMARK,
    FINLAND,
    NOON,
    PORTUGAL,
    TODAY,
    circumstances,
)
from tests.lives import OFFICIALS, Step
from tests.soak import paths, stage
from tests.soak.crashes import Crash, Point, Trouble, came_of, trouble
from tests.soak.life import Life, must_be_stored, plain, stored_items
from tests.soak.tally import Tally

POINTS = [
    *[None] * 4,
    *[Point(0, after=after) for after in (False, True)],
    *[Point(n, writes=False, after=after) for n in range(3) for after in (False, True)],
]
"""Where the process dies, if it does."""
REFUSED = {1: "old version", None: "no version"}
"""How a refused call was made, by how many versions ago its request was seen."""


class World(RuleBasedStateMachine):
    """What there is, and what must come of what is done to it."""

    tally: ClassVar = Tally()
    """What all examples of this process have done."""
    seen: ClassVar[Counter[bytes]] = Counter()
    """How often each seed has come."""
    most: ClassVar[int] = sys.maxsize
    """How many examples do anything; Hypothesis does not count those that look alike to it."""

    def __init__(self) -> None:
        super().__init__()
        self.lives: dict[str, Life] = {}
        self.touched: Life | None = None
        self.began = 0
        self.keys = (f"{id(self)}-{n}" for n in itertools.count())
        self.now = NOON
        self.erased: set[str] = set()
        self.coordination = NO_COORDINATORS
        self.random = Random(0)
        self.seed = b""

    def act(
        self,
        life: Life,
        step: Step | None,
        behind: int | None,
        call: Call | None,
        point: Point | None = None,
        *,
        say: bool = False,
    ) -> None:
        if step is None:
            return
        at = self.moment()
        version = None if behind is None else life.version - behind

        def again(call: Call | None) -> Case:
            if say:
                assert isinstance(step.move, Say)
                return requests.say(life.number, step.move, by=step.by, call=call, at=at)
            return requests.act(
                life.number, step.move, version=version, by=step.by, call=call, at=at
            )

        came = self.came_of(lambda: again(call), point, life=life)
        self.must_have_come(life, step, behind, at, call, came, again)

    def must_have_come(
        self,
        life: Life,
        step: Step,
        behind: int | None,
        at: datetime,
        call: Call | None,
        came: tuple[Any, type[DomainError] | None, Point | None],
        again: Callable[[Call | None], Case] | None,
    ) -> None:
        """Do nothing if what *came* of *step* is what the rules say, and live on."""
        case, error, died = came
        note(f"{life.number} {life.request.state} {step} {behind=} {error=} {died=}")
        moved = self.moved(life, step, behind, at)
        if isinstance(moved, type):
            assert error is moved, (error, moved, life.request, step)
            self.tally.done[f"{'wrong step' if behind == 0 else REFUSED[behind]} refused"] += 1
            return
        assert error is None, (error, life.request, step)
        self.live_on(life, step, moved)
        life.repeat = again if call else None
        life.calls += [call] if call else []
        seen = requests.shown(moved.case, step.by)
        if life.grow_old(at.date()):
            # What both sides want erased does not wait for the night.
            assert step.move.action is Action.ERASE_EARLY
            seen = requests.shown(life.seen_by(step.by.authority), step.by)
        assert case == seen or (died and case.request == seen.request)

    def moved(
        self, life: Life, step: Step, behind: int | None, at: datetime
    ) -> Moved | type[DomainError]:
        """Return what the rules alone make of *step*, or with what they refuse it."""
        request, by = life.request, step.by
        if not lives.sides(request, by.authority) or not by.roles(AREA):
            return NotFound
        if lives.sides(request, by.authority) == {Side.FORMER}:
            return NotAllowed
        if behind != 0 and step.move.action is not Action.MESSAGE:
            return VersionMissing if behind is None else Stale
        seen = life.seen_by(by.authority)
        if step.move.action is Action.ACCEPT:
            seen = replace(seen, sealed=life.sealed)
        around = circumstances(
            at=at,
            coordination=self.coordination_of(request),
            handlers=stage.colleagues(by.authority),
            unsent=life.unsent(by),
        )
        try:
            moved = steps.take(seen, step.move, around, by=by)
        except DomainError as error:
            return type(error)
        parts = [self.lives[part.number].request.state for part in request.parts]
        demands = step.move.action in {Action.CLOSE, Action.ERASE_EARLY}
        if demands and not OVER.issuperset(parts):
            return Conflict
        return moved

    def coordination_of(self, request: Request) -> Coordination:
        """Return who decides on *request*: of Danes and Portuguese alone somebody does."""
        danish = request.asking.id == DENMARK
        portuguese = request.asked is not None and request.asked.id == PORTUGAL
        return Coordination(
            asking=self.coordination.asking if danish else None,
            asked=self.coordination.asked if portuguese else None,
            approves_sending=self.coordination.approves_sending and danish,
            approves_reply=self.coordination.approves_reply and portuguese,
        )

    def live_on(self, life: Life, step: Step, moved: Moved) -> None:
        """Let *life*, and what was split off from it, be what has *moved*."""
        self.tally.ways[paths.way(life.request, step, moved.case.request)] += 1
        life.take(moved)
        if moved.part:
            part = moved.part.case
            assert part.sealed is not None
            new = Life(part.request, part.sealed, [moved.part.event])
            new.leave_behind(moved.part)
            assert new.number not in self.lives
            self.lives[new.number] = new

    @invariant()
    def what_was_touched_is_stored_as_it_must_be(self) -> None:
        life = self.touched
        if life is None:
            return
        items = stored_items(life.number)
        if life.kept is None:
            must_be_stored(life, items)
            life.kept = plain(items)
        else:
            assert plain(items) == life.kept

    def teardown(self) -> None:
        if not self.seed:
            return
        items = [*RequestTable.scan(consistent_read=True)]
        notices = [*NoticeItem.scan(consistent_read=True)]
        # What has failed before is told, not what it leads to here.
        failed = isinstance(sys.exc_info()[1], Exception)
        if failed:
            # It is done once more, to be told.
            self.seen[self.seed] -= 1
        else:
            self.all_must_be_stored(items, {notice.id for notice in notices})
        for table, found in ((RequestTable, items), (NoticeItem, notices)):
            with table.batch_write() as batch:
                for item in found:
                    batch.delete(item)
        self.tally.done["example"] += 1

    def all_must_be_stored(self, items: list[RequestTable], notices: set[str]) -> None:
        """Do nothing if there is nothing but what must be, and each authority reads no more."""
        owned: dict[str, list[str]] = {}
        for row in RequestItem.by_ball.scan():
            owned.setdefault(row.number, []).append(str(row.ball_with))
        for life in self.lives.values():
            mine = {item.item: item for item in items if item.number == life.number}
            must_be_stored(life, mine)
            owner = life.request.ball_with
            assert owned.pop(life.number, []) == ([owner.id] if owner else [])
            known = {party.id for party in life.request.parties} | {DENMARK, PORTUGAL, FINLAND}
            for authority in known:
                assert storage.load(life.number, reader=authority) == life.seen_by(authority)
            nobodys = storage.load(life.number, reader="nobody")
            assert nobodys == Case(request=life.request)
            assert CANARY not in repr(nobodys)
        assert not owned
        # A call outlives what it was about; nothing else does.
        others = [item for item in items if item.number not in self.lives]
        assert all(item.item.startswith("done#") for item in others)
        told = {each for life in self.lives.values() for each in life.notices}
        gone = {each for each in notices - told if each.split(".")[0] in self.erased}
        assert notices - gone == told

    def touch(self, state: State | None = None) -> Life:
        """Return a request, sooner one in *state* and one that is not over."""
        every = [*self.lives.values()]
        wanted = [life for life in every if life.request.state is state]
        running = [life for life in every if life.request.state not in OVER]
        likely = wanted or running if self.random.random() < 0.9 else []
        self.touched = self.random.choice(likely or every)
        return self.touched

    def anybody(self) -> Acting:
        return OFFICIALS[self.random.choice(["asking", "asked", *sorted(OFFICIALS)])]

    def point(self) -> Point | None:
        return self.random.choice(POINTS)

    def perhaps_a_call(self, point: Point | None) -> Call | None:
        """Return a key: always for what may have to be done again."""
        return self.new_call() if point or self.random.random() < 0.5 else None

    def on(self, day: Any) -> Any:
        """Return *day* of the builders, as far from today as it is from their Monday."""
        return day + (self.now.date() - TODAY)

    def moment(self) -> datetime:
        """Return the time; every step has one of its own."""
        self.now += timedelta(seconds=1)
        return self.now

    def new_call(self) -> Call:
        return Call(key=next(self.keys), fingerprint="a body", at=self.now)

    def came_of(
        self, do: Callable[[], Any], point: Point | None = None, *, life: Life | None = None
    ) -> tuple[Any, type[DomainError] | None, Point | None]:
        """
        Return what *do* returns, or the kind of its refusal; and where it died before, if it did.

        Whoever died does it again: with the same key, as a client does that had no answer.
        """
        with trouble(point) as here:
            try:
                return *came_of(do), None
            except Crash:
                died = self.died(here, life)
        return *came_of(do), died

    def died(self, here: Trouble, life: Life | None) -> Point:
        """Do nothing if a crash left all or nothing, and say where it was."""
        assert here.at
        at = here.at
        wrote = here.calls[-1] == "TransactWriteItems"
        place = "after" if at.after else "before"
        self.tally.done[f"crash {place} a {'write' if wrote else 'read'}"] += 1
        self.tally.done["replay after a crash"] += 1
        done = "TransactWriteItems" in here.calls[:-1] or (wrote and at.after)
        if life and life.kept is not None and not done:
            assert plain(stored_items(life.number)) == life.kept
        return replace(at, after=at.after and wrote)
