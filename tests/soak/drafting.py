"""What is done to drafts: written, copied, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from unittest.mock import patch

from chalicelib.domain import chain, drafts, numbers
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import (
    DomainError,
    IllegalAction,
    Invalid,
    NotAllowed,
    NotFound,
    Stale,
)
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    Case,
    Side,
    State,
)
from chalicelib.services import requests
from chalicelib.storage.calls import Call
from tests import lives
from tests.builders import (
    AREA,
    FRIDAY,
    PORTUGAL,
    a_case,
    a_draft_request,
)
from tests.lives import OFFICIALS
from tests.soak import stage
from tests.soak.crashes import Point
from tests.soak.life import Life, stored_items
from tests.soak.world import World

WHOLE = drafts.of(a_case(a_draft_request()))
"""A draft that may be sent."""
MOST = 2
"""How many requests are begun in one example, besides a copy."""
LONG = "x" * (drafts.LONGEST_REASON + 1)


class Drafting(World):
    """What the asking side does before anybody else knows of it."""

    def write(self) -> None:
        if self.began == MOST:
            return
        who = self.random.choice(["asking"] * 9 + sorted(OFFICIALS))
        self.create(who, self.point(), taken=self.random.random() < 0.3)

    def create(self, who: str, point: Point | None = None, *, taken: bool = False) -> None:
        by, call, at = OFFICIALS[who], self.new_call(), self.moment()
        draft = replace(WHOLE, proposed_on=self.on(FRIDAY))
        draft = replace(draft, asked=None) if by.authority == PORTUGAL else draft

        def again(call: Call) -> Case:
            return requests.create(AREA, draft, by=by, call=call, at=at)

        with self.number_drawn_twice(taken):
            case, error, _ = self.came_of(lambda: again(call), point)
        if not by.handles(AREA):
            assert error is NotAllowed
            return
        assert error is None
        self.live(case, by, at, call, again)

    @contextmanager
    def number_drawn_twice(self, taken: bool) -> Iterator[None]:
        """Let the first number that is drawn be one that is there already, if *taken*."""
        first = [*self.lives][:1] if taken else []
        self.tally.done["number drawn twice"] += len(first)
        new = numbers.new
        drawn = patch.object(
            numbers, "new", lambda choose: first.pop() if first else new(choose)
        )
        with drawn:
            yield

    def live(
        self, case: Case, by: Acting, at: datetime, call: Call, again: Callable[[Call], Case]
    ) -> None:
        """Note what was created, under a number that nothing else has."""
        number = case.request.number
        assert number not in {*self.lives, *self.erased}
        assert numbers.parse(number) == number
        assert case.sealed is not None
        begun = Event(
            number=number,
            sequence=1,
            action=CREATED,
            authority=by.authority,
            official=by.official.id,
            at=at,
        )
        # The case that came back has that event in its chain already.
        unchained = replace(case, request=replace(case.request, chain=""))
        begun = chain.link(unchained, begun, None, seed=stage.SEED).event
        assert begun.hash == case.request.chain
        life = Life(case.request, case.sealed, [begun], begun=call, repeat=again)
        self.touched = self.lives[number] = life
        self.began += 1

    def copy(self) -> None:
        if self.began > MOST:
            return
        life, by, point = self.touch(), self.anybody(), self.point()
        call, at = self.new_call(), self.moment()

        def again(call: Call) -> Case:
            return requests.copy(life.number, by=by, call=call, at=at)

        case, error, _ = self.came_of(lambda: again(call), point)

        mine = lives.sides(life.request, by.authority)
        if not mine or not by.roles(AREA):
            assert error is NotFound
        elif not by.handles(AREA) or by.authority != life.request.asking.id:
            assert error is NotAllowed
        else:
            self.tally.done["request copied"] += 1
            seen = requests.shown(life.seen_by(by.authority), by)
            draft = replace(drafts.of(seen), proposed_on=None)
            assert error is None
            assert drafts.of(case) == draft
            self.live(case, by, at, call, again)

    def change(self) -> None:
        who = self.random.choice(["asking"] * 9 + sorted(OFFICIALS))
        reason = self.random.choice(["Another reason", "Another reason", LONG])
        behind, point = self.random.choice([0, 0, 0, 1]), self.point()
        life, by, at = self.touch(State.DRAFT), OFFICIALS[who], self.moment()
        version, on = life.version - behind, self.on(FRIDAY)

        def edit(draft: Draft) -> Draft:
            return replace(draft, reason=reason, proposed_on=on)

        def do() -> Case:
            return requests.change(life.number, edit, version=version, by=by, at=at)

        case, error, died = self.came_of(do, point)

        expected = self.refusal_of_editing(life, who, stale=bool(behind))
        if expected is None and reason == LONG:
            expected = Invalid
        lost = error is Stale and died and died.after and expected is None
        assert lost or error is expected
        if expected is None:
            self.tally.done["draft changed"] += 1
            after = replace(
                life.request, reason=reason, proposed_on=on, updated_at=at, version=version + 1
            )
            life.request, life.kept = after, None
            life.sealed = replace(life.sealed, salt="")
            assert lost or case == life.seen_by(by.authority)

    def delete(self) -> None:
        who = self.random.choice(["asking", "asking", "asked", "stranger", "asking viewer"])
        behind, point = self.random.choice([0, 0, 1]), self.point()
        life, at = self.touch(State.DRAFT), self.moment()
        version = life.version - behind

        def do() -> None:
            requests.delete(life.number, version=version, by=OFFICIALS[who], at=at)

        _, error, died = self.came_of(do, point)

        expected = self.refusal_of_editing(life, who, stale=bool(behind))
        if expected is None and life.request.was_out:
            expected = IllegalAction
        lost = error is NotFound and died and died.after and expected is None
        assert lost or error is expected
        if expected is None:
            self.tally.done["draft deleted"] += 1
            self.erased.add(life.number)
            del self.lives[life.number]
            assert stored_items(life.number).keys() <= {call.item for call in life.calls}
            self.touched = None

    @staticmethod
    def refusal_of_editing(life: Life, who: str, *, stale: bool) -> type[DomainError] | None:
        state, by = life.request.state, OFFICIALS[who]
        mine = lives.sides(life.request, by.authority)
        if not mine or not by.roles(AREA):
            return NotFound
        if not by.handles(AREA) or Side.ASKING not in mine:
            return NotAllowed
        if state is not State.DRAFT:
            return IllegalAction
        return Stale if stale else None
