"""
Lives of requests as they are stored, step by step beside the same lives in memory.

Hypothesis prints the steps and the seed of a failure; with ``CI`` set it always
takes the same ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chalicelib.domain import drafts, moves, numbers
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import (
    DomainError,
    IllegalAction,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    Stale,
    VersionMissing,
)
from chalicelib.domain.events import CREATED, Event, replay
from chalicelib.domain.officials import Role
from chalicelib.domain.requests import Action, Case, State
from chalicelib.services import requests
from chalicelib.storage import areas, boxes, directory
from chalicelib.storage import requests as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.notices import NoticeItem
from chalicelib.storage.request_items import RequestTable
from tests import lives
from tests.builders import (
    AREA,
    CANARY,
    DENMARK,
    FINLAND,
    NOON,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_question_set,
    an_authority,
    area_texts,
)
from tests.lives import OFFICIALS, Step

QUESTION_SET = a_question_set()
WHOLE = drafts.of(a_case(a_draft_request()))
"""A draft that may be sent."""
MOST = 2
"""How many requests there are at once."""
LONG = "x" * (drafts.LONGEST_REASON + 1)

which = st.integers(0, MOST - 1)


@dataclass
class Life:
    """What one request must have become."""

    case: Case
    """With all that anybody may read of it."""
    events: list[Event]
    notices: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    """Keys under which something was done to it."""
    repeat: Callable[[Call], Case] | None = None
    """Does again what was done last under a key."""
    kept: dict[str, Any] | None = None
    """What was stored of it when it was last looked at in full; None after a change."""

    @property
    def number(self) -> str:
        return self.case.request.number

    @property
    def version(self) -> int:
        return self.case.request.version


def some(machine: Lives) -> bool:
    """Return whether there is a request to do something to."""
    return bool(machine.of_the_danes)


class Lives(RuleBasedStateMachine):
    """Officials of all kinds do what they like to requests that they may know or not."""

    def __init__(self) -> None:
        super().__init__()
        self.lives: dict[str, Life] = {}
        self.touched: Life | None = None
        self.keys = (f"{id(self)}-{n}" for n in itertools.count())
        self.clock = (NOON + timedelta(seconds=n) for n in itertools.count())

    @initialize(steps=st.integers(0, len(lives.NEXT)))
    def begin(self, steps: int) -> None:
        """Begin anywhere on the straight way, so that every state is met often."""
        self.create("asking", twice=False)
        for _ in range(steps):
            self.advance(0, keyed=True)

    @precondition(lambda self: len(self.of_the_danes) < MOST)
    @rule(who=st.sampled_from(["asking"] * 9 + sorted(OFFICIALS)), twice=st.booleans())
    def write(self, who: str, twice: bool) -> None:
        self.create(who, twice=twice)

    def create(self, who: str, *, twice: bool) -> None:
        by, call, at = OFFICIALS[who], self.new_call(), next(self.clock)

        def again(call: Call) -> Case:
            draft = replace(WHOLE, asked=None) if by.authority == PORTUGAL else WHOLE
            return requests.create(AREA, draft, by=by, call=call, at=at)

        case, error = came_of(lambda: again(call))
        if Role.HANDLER not in by.roles(AREA):
            assert error is NotAllowed
            return
        assert case is not None
        assert case.request.number not in self.lives
        assert numbers.parse(case.request.number) == case.request.number
        begun = Event(
            number=case.request.number,
            sequence=1,
            action=CREATED,
            authority=by.authority,
            official=by.official.id,
            at=at,
        )
        self.touched = Life(case, [begun], calls=[call], repeat=again)
        self.lives[case.request.number] = self.touched
        if twice:
            assert again(call) == case

    @precondition(some)
    @rule(
        which=which,
        who=st.sampled_from(sorted(OFFICIALS)),
        reason=st.sampled_from(["Another reason", LONG]),
        behind=st.sampled_from([0, 0, 0, 1]),
    )
    def change(self, which: int, who: str, reason: str, behind: int) -> None:
        life, by = self.touch(which), OFFICIALS[who]
        at, version = next(self.clock), life.version - behind

        def edit(draft: Draft) -> Draft:
            return replace(draft, reason=reason)

        case, error = came_of(
            lambda: requests.change(life.number, edit, version=version, by=by, at=at)
        )

        expected = self.refusal_of_editing(life, who, stale=bool(behind))
        if expected is None and reason == LONG:
            expected = Invalid
        assert error is expected
        if case is not None:
            changed = replace(
                life.case.request, reason=reason, updated_at=at, version=version + 1
            )
            life.case, life.kept = replace(life.case, request=changed), None
            assert case == life.case

    @precondition(some)
    @rule(
        which=which,
        who=st.sampled_from(["asking", "asking", "asked", "stranger", "asking viewer"]),
        behind=st.sampled_from([0, 0, 1]),
    )
    def delete(self, which: int, who: str, behind: int) -> None:
        life = self.touch(which)
        version = life.version - behind

        _, error = came_of(
            lambda: requests.delete(life.number, version=version, by=OFFICIALS[who])
        )

        assert error is self.refusal_of_editing(life, who, stale=bool(behind))
        if error is None:
            del self.lives[life.number]
            assert [item.item for item in RequestTable.query(life.number)] == []
            self.touched = None

    @precondition(some)
    @rule(which=which, keyed=st.booleans())
    def next(self, which: int, keyed: bool) -> None:
        self.advance(which, keyed=keyed)

    def advance(self, which: int, *, keyed: bool) -> None:
        life = self.touch(which)
        self.act(life, lives.NEXT.get(life.case.request.state), 0, keyed)

    @precondition(some)
    @rule(
        which=which,
        step=lives.attempts,
        behind=st.sampled_from([0, 0, 0, 1, None]),
        keyed=st.booleans(),
    )
    def attempt(self, which: int, step: Step, behind: int | None, keyed: bool) -> None:
        self.act(self.touch(which), step, behind, keyed)

    def act(self, life: Life, step: Step | None, behind: int | None, keyed: bool) -> None:
        if step is None:
            return
        at, call = next(self.clock), self.new_call() if keyed else None
        version = None if behind is None else life.version - behind

        def again(call: Call | None) -> Case:
            return requests.act(
                life.number, step.move, version=version, by=step.by, call=call, at=at
            )

        case, error = came_of(lambda: again(call))

        assert error is self.refusal_of_acting(life, step, behind)
        if case is not None:
            moved = moves.take(life.case, step.move, QUESTION_SET, by=step.by, at=at)
            life.kept = None
            life.case, life.repeat = moved.case, again if call else None
            life.events.append(moved.event)
            life.notices += [moved.notice.id] if moved.notice else []
            life.calls += [call] if call else []
            assert case == requests.shown(moved.case, step.by)

    @precondition(some)
    @rule(which=which, same=st.booleans())
    def repeat(self, which: int, same: bool) -> None:
        """Do the last thing once more: with the same body, or with another one."""
        life = self.touch(which)
        if life.repeat is None:
            return
        call = life.calls[-1] if same else replace(life.calls[-1], fingerprint="another")

        case, error = came_of(lambda: life.repeat(call) if life.repeat else None)

        assert error is (None if same else KeyReused)
        assert case is None or case.request == life.case.request

    @invariant()
    def what_was_touched_is_stored_as_it_must_be(self) -> None:
        life = self.touched
        if life and life.kept is None:
            must_be_stored(life)
            life.kept = stored_items(life.number)
        elif life:
            assert stored_items(life.number) == life.kept

    def teardown(self) -> None:
        for life in self.lives.values():
            must_be_stored(life)
        assert len(self.lives) == len({life.number for life in self.lives.values()})
        for item in [*RequestTable.scan(), *NoticeItem.scan()]:
            item.delete()

    @property
    def of_the_danes(self) -> list[Life]:
        return [life for life in self.lives.values() if life.case.request.asking.id == DENMARK]

    def touch(self, which: int) -> Life:
        self.touched = self.of_the_danes[which % len(self.of_the_danes)]
        return self.touched

    def new_call(self) -> Call:
        return Call(key=next(self.keys), fingerprint="a body", at=NOON)

    @staticmethod
    def refusal_of_editing(life: Life, who: str, *, stale: bool) -> type[DomainError] | None:
        state, by = life.case.request.state, OFFICIALS[who]
        if by.authority not in lives.PARTIES or not by.roles(AREA):
            return NotFound
        if by.authority == PORTUGAL and state is State.DRAFT:
            return NotFound
        if by.roles(AREA) != {Role.HANDLER} or by.authority == PORTUGAL:
            return NotAllowed
        if state is not State.DRAFT:
            return IllegalAction
        return Stale if stale else None

    @staticmethod
    def refusal_of_acting(
        life: Life, step: Step, behind: int | None
    ) -> type[DomainError] | None:
        refusal = lives.refusal(life.case, step)
        if refusal is NotFound or behind == 0:
            return refusal
        return VersionMissing if behind is None else Stale


def came_of(do: Callable[[], Any]) -> tuple[Any, type[DomainError] | None]:
    """Return what *do* returns, or the kind of its refusal."""
    try:
        return do(), None
    except DomainError as error:
        return None, type(error)


def stored_items(number: str) -> dict[str, Any]:
    found = RequestTable.query(number, consistent_read=True)
    return {item.item: item.to_simple_dict() for item in found}


def must_be_stored(life: Life) -> None:
    """Do nothing if storage holds *life*, the whole of it and not a word more."""
    case, request = life.case, life.case.request
    done = {event.action for event in life.events}
    accepted, given = Action.ACCEPT in done, Action.ANSWER in done
    replied = Action.REPLY in done
    asking = request.asking.id

    mine = replace(case, answers=case.answers if replied else {})
    theirs = replace(case, sealed=case.sealed if accepted else None)
    assert storage.load(life.number, reader=asking) == mine
    if request.asked:
        assert storage.load(life.number, reader=request.asked.id) == theirs
    nobodys = storage.load(life.number, reader="nobody")
    assert nobodys == Case(request=request)
    assert CANARY not in repr(nobodys)

    stored, page = boxes.timeline(life.number, limit=100, cursor=None)
    assert stored == request
    assert list(page.items) == life.events
    told = replay(page.items)
    assert (told.state, told.agreed_on) == (request.state, request.agreed_on)
    assert told.answered == {code for code, answer in case.answers.items() if answer.value}

    assert stored_items(life.number).keys() == {
        "story",
        f"sealed#{asking}",
        *(f"story#{event.sequence:06d}" for event in life.events),
        *([f"sealed#{PORTUGAL}"] if accepted else []),
        *([f"answers#{PORTUGAL}"] if given else []),
        *([f"answers#{asking}"] if replied else []),
        *(call.item for call in life.calls[1:]),
    }
    notices = {item.id for item in NoticeItem.scan(NoticeItem.number == life.number)}
    assert notices == set(life.notices)


def test_whatever_officials_do_storage_holds_what_the_rules_say(aws):
    areas.forget()
    areas.publish(QUESTION_SET, {"en": area_texts()})
    for each in (DENMARK, PORTUGAL, FINLAND):
        directory.save_authority(an_authority(each))

    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=14,
            stateful_step_count=25,
            deadline=None,
            # A failure is told as it came: to make it small first would take minutes.
            phases=[Phase.reuse, Phase.generate],
        ),
    )

    areas.forget()
