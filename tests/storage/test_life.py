"""
Lives of requests as they are stored, step by step beside the same lives in memory.

Hypothesis prints the steps and the seed of a failure; with ``CI`` set it always
takes the same ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
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

from chalicelib.domain import drafts, numbers, steps
from chalicelib.domain.authorities import Part, Party
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
from chalicelib.domain.events import CREATED, Event, Note, replay
from chalicelib.domain.moves import Clarify, Coordination, Refuse
from chalicelib.domain.requests import Action, Answer, Case, Request, Sealed, Side, State
from chalicelib.domain.steps import Moved
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
    COORDINATOR_DK,
    COORDINATOR_PT,
    DENMARK,
    FINLAND,
    NOON,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_question_set,
    an_authority,
    area_texts,
    circumstances,
)
from tests.lives import OFFICIALS, Step

WHOLE = drafts.of(a_case(a_draft_request()))
"""A draft that may be sent."""
MOST = 2
"""How many requests there are at once."""
DISPUTED = {
    State.REPLIED: Step("asking", Clarify(questions=("Q-1",), reason=lives.WHY)),
    State.CLARIFICATION: Step("asked", Refuse(reason=lives.WHY)),
}
"""What leads to the coordinators."""
LONG = "x" * (drafts.LONGEST_REASON + 1)

which = st.integers(0, MOST - 1)


@dataclass
class Life:
    """What one request must have become."""

    request: Request
    sealed: Sealed
    copies: dict[str, Mapping[str, Answer]]
    """The answers that each authority may read, by its id."""
    events: list[Event]
    notes: dict[int, Note] = field(default_factory=dict)
    """By number of the event."""
    accepted_by: str | None = None
    """Who of those asked may read the sealed part."""
    notices: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    """Keys under which something was done to it."""
    repeat: Callable[[Call], Case] | None = None
    """Does again what was done last under a key."""
    kept: dict[str, Any] | None = None
    """What was stored of it when it was last looked at in full; None after a change."""

    @property
    def number(self) -> str:
        return self.request.number

    @property
    def version(self) -> int:
        return self.request.version

    def seen_by(self, authority: str) -> Case:
        """Return what *authority* can read in storage."""
        may = authority in {self.request.asking.id, self.accepted_by}
        answers = self.copies.get(authority, {})
        return Case(request=self.request, sealed=self.sealed if may else None, answers=answers)

    def take(self, moved: Moved) -> None:
        """Live on: what an authority may read changes as the law of each action says."""
        actor, action, after = moved.event.authority, moved.event.action, moved.case.request
        given = moved.case.answers
        match action, after.state:
            case Action.ACCEPT, _:
                self.accepted_by = actor
            case Action.ANSWER, _:
                self.copies[actor] = given
            case (Action.REPLY, State.REPLIED):
                self.copies[after.asking.id] = given
            case (Action.APPROVE, State.REPLIED):
                self.copies[after.asking.id] = given
                del self.copies[actor]
            case (Action.REPLY | Action.REFER, _) | (Action.SEND_BACK, State.REFERRED):
                self.copies[after.ball_with.id if after.ball_with else ""] = given
        if action in {Action.RETURN, Action.FORWARD}:
            self.accepted_by = None if self.accepted_by == actor else self.accepted_by
            self.copies.pop(actor, None)
        rejected = action == Action.REJECT and after.state is not State.DRAFT
        if rejected or action in {Action.SEND_BACK, Action.UPHOLD}:
            self.copies.pop(actor, None)
        if action == Action.CLOSE and self.request.ball_with:
            self.copies.pop(self.request.ball_with.id if self.request.referred_to else "", None)
        self.request, self.kept = after, None
        self.events.append(moved.event)
        if moved.note:
            self.notes[moved.event.sequence] = moved.note
        self.notices += [notice.id for notice in moved.notices]


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

    @initialize(
        steps=st.integers(0, 8),
        coordination=st.sampled_from([lives.ALONE, lives.COORDINATED, lives.APPROVED]),
        disputed=st.booleans(),
    )
    def begin(self, steps: int, coordination: Coordination, disputed: bool) -> None:
        """Begin anywhere on the straight way, so that every state is met often."""
        self.coordination = coordination
        set_up(coordination)
        self.create("asking", twice=False)
        for _ in range(steps):
            [life] = self.of_the_danes
            if disputed and life.request.state in DISPUTED:
                self.act(life, DISPUTED[life.request.state], 0, keyed=True)
            else:
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
        if not by.handles(AREA):
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
        assert case.sealed is not None
        self.touched = Life(case.request, case.sealed, {}, [begun], calls=[call], repeat=again)
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
            life.request, life.kept = (
                replace(life.request, reason=reason, updated_at=at, version=version + 1),
                None,
            )
            assert case == life.seen_by(by.authority)

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
            lambda: requests.delete(
                life.number, version=version, by=OFFICIALS[who], at=next(self.clock)
            )
        )

        expected = self.refusal_of_editing(life, who, stale=bool(behind))
        if expected is None and (life.request.former or life.request.asking_coordinator):
            expected = IllegalAction
        assert error is expected
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
        self.act(life, lives.next_step(life.request), 0, keyed)

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

        assert error is self.refusal_of_acting(life, step, behind, at)
        if case is not None:
            seen = life.seen_by(step.by.authority)
            if step.move.action is Action.ACCEPT:
                seen = replace(seen, sealed=life.sealed)
            around = circumstances(at=at, coordination=self.coordination)
            moved = steps.take(seen, step.move, around, by=step.by)
            life.take(moved)
            life.repeat = again if call else None
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
        if case is not None:
            former = life.request.side_of(life.events[-1].authority) is Side.FORMER
            assert case.request.number == life.number
            assert former or case.request.version == life.version

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
        return [life for life in self.lives.values() if life.request.asking.id == DENMARK]

    def touch(self, which: int) -> Life:
        self.touched = self.of_the_danes[which % len(self.of_the_danes)]
        return self.touched

    def new_call(self) -> Call:
        return Call(key=next(self.keys), fingerprint="a body", at=NOON)

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

    def refusal_of_acting(
        self, life: Life, step: Step, behind: int | None, at: datetime
    ) -> type[DomainError] | None:
        seen = life.seen_by(step.by.authority)
        refusal = lives.refusal(seen, step, self.coordination, at=at)
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
    request = life.request
    known = {party.id for party in request.parties} | {DENMARK, PORTUGAL, FINLAND}
    for authority in known:
        assert storage.load(life.number, reader=authority) == life.seen_by(authority)
    nobodys = storage.load(life.number, reader="nobody")
    assert nobodys == Case(request=request)
    assert CANARY not in repr(nobodys)

    stored, page = boxes.timeline(life.number, limit=100, cursor=None)
    assert stored == request
    assert [line.event for line in page.items] == life.events
    assert {line.event.sequence: line.note for line in page.items if line.note} == life.notes
    told = replay(line.event for line in page.items)
    assert (told.state, told.agreed_on) == (request.state, request.agreed_on)

    asking = request.asking.id
    assert stored_items(life.number).keys() == {
        "story",
        f"sealed#{asking}",
        *(f"story#{event.sequence:06d}" for event in life.events),
        *(f"story#{sequence:06d}.note" for sequence in life.notes),
        *([f"sealed#{life.accepted_by}"] if life.accepted_by else []),
        *(f"answers#{reader}" for reader in life.copies),
        *(call.item for call in life.calls[1:]),
    }
    notices = {item.id for item in NoticeItem.scan(NoticeItem.number == life.number)}
    assert notices == set(life.notices)


def set_up(coordination: Coordination) -> None:
    """Let the directory say who coordinates, as *coordination* does."""
    asking = Part(
        request_coordinators=ids(coordination.asking),
        approves_sending=coordination.approves_sending,
    )
    asked = Part(
        request_coordinators=ids(coordination.asked), approves_reply=coordination.approves_reply
    )
    for each, part in ((DENMARK, asking), (PORTUGAL, asked)):
        before = directory.authority(each)
        directory.save_authority(replace(before, parts={AREA: part}))


def ids(party: Party | None) -> tuple[str, ...]:
    return (party.id,) if party else ()


def test_whatever_officials_do_storage_holds_what_the_rules_say(aws):
    areas.forget()
    areas.publish(a_question_set(), {"en": area_texts()})
    for each in (DENMARK, PORTUGAL, FINLAND, COORDINATOR_DK, COORDINATOR_PT):
        directory.save_authority(an_authority(each))
    for each in OFFICIALS.values():
        directory.save_official(each.official)

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
