"""Simulated counterparts: each does what its temperament says, by the rules, and the same again."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain import (
    counterpart_answers,
    counterpart_drafts,
    counterparts,
    drafts,
    steps,
)
from chalicelib.domain.areas import Question, Slot, SlotType
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.counterpart_answers import CANNOT_ESTABLISH, Writer
from chalicelib.domain.counterpart_situations import Counterpart, Situation
from chalicelib.domain.errors import DomainError
from chalicelib.domain.events import Event
from chalicelib.domain.invented import chosen, drawn
from chalicelib.domain.moves import (
    Accept,
    AgreeDate,
    Clarify,
    Close,
    DeclineDate,
    Forward,
    Give,
    Move,
    ProposeDate,
    Refer,
    Refuse,
    Reply,
    Return,
    Say,
    Send,
    SendBack,
    Uphold,
    Withdraw,
)
from chalicelib.domain.office_hours import Office
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    AskedQuestion,
    Case,
    Concerned,
    Former,
    Offer,
    Side,
    State,
)
from chalicelib.domain.temperaments import Temperament
from tests import lives
from tests.builders import (
    DANES,
    DENMARK,
    FINLAND,
    FINNS,
    FRIDAY,
    INVENTED,
    NOON,
    NUMBER,
    PORTUGAL,
    PORTUGUESE,
    QUESTIONS,
    TODAY,
    a_case,
    a_counterpart,
    a_draft_request,
    a_party,
    a_question_set,
    a_request,
    circumstances,
    words_in,
)

DAY = timedelta(days=1)
LISBON = Office(time_zone="Europe/Lisbon", calendar=NO_HOLIDAYS)
OTHER_DAY = FRIDAY + 5 * DAY
"""A Wednesday."""
ALL_CODES = ("Q-1", "Q-2", "Q-3", "Q-4", "Q-5")


class Life:
    """A request as it goes on between somebody in Denmark and counterparts."""

    def __init__(self, case: Case | None = None, *, at: datetime = NOON) -> None:
        self.case = case or a_case(a_request(turn_since=NOON))
        self.at = at
        self.events: list[Event] = []
        self.done: list[tuple[Move, datetime]] = []

    def does(self, move: Move, *, by: str = "asking") -> None:
        """Let somebody who does not pretend do something."""
        self._take(move, lives.OFFICIALS[by])

    def _take(self, move: Move, by: Acting) -> None:
        around = circumstances(at=self.at, coordination=lives.COORDINATED)
        moved = steps.take(self.case, move, around, by=by)
        self.case = moved.case
        self.events.append(moved.event)

    def intention(self, who: Counterpart) -> counterparts.Intention | None:
        return counterparts.intention(self.situation(who))

    def situation(self, who: Counterpart) -> Situation:
        return Situation(
            case=self.case,
            events=tuple(self.events),
            who=who,
            question_set=a_question_set(),
            at=self.at,
        )

    def go_on(self, who: Counterpart, *, most: int = 10) -> None:
        """Let *who* act, each time as soon as it means to, until it waits for others."""
        for _ in range(most):
            found = self.intention(who)
            if found is None:
                return
            self.at = max(self.at, found.from_at)
            self._take(found.moves[0], who.by)
            self.done.append((found.moves[0], found.from_at))
        raise AssertionError("it never waits for anybody")

    @property
    def kinds(self) -> list[type[Move]]:
        return [type(move) for move, _ in self.done]

    @property
    def days(self) -> list[date]:
        return [at.date() for _, at in self.done]


def is_like(temperament: Temperament, **changes: Any) -> Counterpart:
    return a_counterpart(temperament=temperament, **changes)


def a_life(**changes: Any) -> Life:
    return Life(a_case(a_request(**{"turn_since": NOON} | changes)))


# --- When an office is open ---


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-03-02T12:00", "2026-03-02T12:00", id="somebody is there"),
        pytest.param("2026-03-02T08:00", "2026-03-02T08:00", id="it opens"),
        pytest.param("2026-03-02T06:30", "2026-03-02T08:00", id="too early"),
        pytest.param("2026-03-02T17:00", "2026-03-03T08:00", id="it closes"),
        pytest.param("2026-03-06T17:00", "2026-03-10T08:00", id="weekend and a holiday"),
        pytest.param("2026-03-07T10:00", "2026-03-10T08:00", id="on a Saturday"),
        pytest.param("2026-03-30T07:30", "2026-03-30T07:30", id="in summer time"),
    ],
)
def test_an_office_opens_on_working_days_at_eight(at: str, expected: str):
    office = replace(LISBON, calendar={date(2026, 3, 9): "carnival"})
    moment, then = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (at, expected))

    assert office.open_from(moment) == then
    assert office.is_open(moment) is (moment == then)


def test_an_office_counts_working_days():
    assert LISBON.day_after(FRIDAY, 1) == date(2026, 3, 16)
    assert LISBON.day_after(FRIDAY, 0) == FRIDAY
    assert LISBON.last_day(date(2026, 3, 15)) == FRIDAY
    assert LISBON.morning_after(NOON, 2) == datetime(2026, 3, 4, 8, tzinfo=UTC)


# --- What is invented ---


def test_what_is_drawn_is_the_same_for_the_same_and_else_as_good_as_any():
    drawn_once = [drawn("a", n, of=4) for n in range(400)]

    assert drawn_once == [drawn("a", n, of=4) for n in range(400)]
    assert {drawn_once.count(n) > 60 for n in range(4)} == {True}
    assert drawn("ab", "c", of=2**60) != drawn("a", "bc", of=2**60)
    assert chosen("x", "whatever") == "x"


def test_a_gap_without_words_of_its_own_gets_those_of_all_others():
    assert words_in("da").slot("activity") == "tours (da)"
    assert words_in("da").slot("spell") == "something (da)"


def test_whom_one_asks_about_lives_where_one_asks_if_anybody_does():
    assert INVENTED.person("PT", "x").name == "Gaspar Ensaio"
    assert INVENTED.firm("PT", "x").name == "Ensaio Lda."
    assert INVENTED.person("FI", "x") in INVENTED.persons
    assert INVENTED.firm("FI", "x") in INVENTED.firms


# --- What it answers ---


@pytest.mark.parametrize("are_some_unknown", [False, True])
def test_every_type_of_question_gets_a_valid_answer(are_some_unknown: bool):
    for n in range(40):
        request = a_request(questions=tuple(AskedQuestion(code=each) for each in ALL_CODES))
        writer = Writer(words=words_in("pt"), seed=f"seed {n}")
        first = counterpart_answers.first(
            request, a_question_set(), writer, are_some_unknown=are_some_unknown
        )
        again = counterpart_answers.again(ALL_CODES, request, a_question_set(), writer)

        for answers in (first, again):
            assert tuple(answers) == ALL_CODES
            for code, answer in answers.items():
                assert a_question_set().question(code).fault(answer.value) is None
                assert answer.language == "pt"


def test_whoever_is_sure_says_so_of_all_but_documents():
    request = a_request(questions=tuple(AskedQuestion(code=each) for each in ALL_CODES))
    answers = counterpart_answers.first(
        request,
        a_question_set(),
        Writer(words=words_in(), seed="a seed"),
        are_some_unknown=False,
    )

    assert [code for code, each in answers.items() if each.value == "unknown"] == ["Q-5"]
    assert answers["Q-5"].comment.startswith("no_document")
    assert answers["Q-2"].value.startswith("answer")
    assert date.fromisoformat(answers["Q-3"].value) < TODAY


def choice(*options: str) -> Question:
    return replace(QUESTIONS[3], options=options)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        pytest.param(QUESTIONS[0], "unknown", id="yes or no"),
        pytest.param(QUESTIONS[1], "unknown ", id="in words"),
        pytest.param(QUESTIONS[2], "unknown", id="a date"),
        pytest.param(choice("a", CANNOT_ESTABLISH), CANNOT_ESTABLISH, id="a choice"),
        pytest.param(choice("a"), "a", id="a choice that leaves no way out"),
        pytest.param(choice(CANNOT_ESTABLISH), CANNOT_ESTABLISH, id="no other choice"),
        pytest.param(QUESTIONS[4], "unknown", id="a document"),
    ],
)
def test_one_at_least_cannot_be_established_if_there_is_a_way_to_say_so(
    question: Question, value: str
):
    request = a_request(questions=(AskedQuestion(code=question.code),))
    [answer] = counterpart_answers.first(
        request,
        a_question_set(questions=(question,)),
        Writer(words=words_in(), seed="a seed"),
        are_some_unknown=True,
    ).values()

    assert answer.value.startswith(value)
    assert question.fault(answer.value) is None


def test_what_is_established_on_asking_again_is_no_way_out():
    question = choice("a", CANNOT_ESTABLISH)
    [answer] = counterpart_answers.again(
        ["Q-4"],
        a_request(),
        a_question_set(questions=(question,)),
        Writer(words=words_in(), seed="a seed"),
    ).values()

    assert (answer.value, answer.comment[:9]) == ("a", "clarified")


# --- What each temperament does ---


def test_a_prompt_one_accepts_within_hours_and_answers_in_a_day_or_two():
    life = a_life()
    life.go_on(is_like(Temperament.PROMPT))

    assert life.kinds == [Accept, Give, Reply]
    assert life.case.request.state is State.REPLIED
    assert life.case.request.agreed_on == FRIDAY
    accepted_at, given_at, replied_at = (at for _, at in life.done)
    assert NOON < accepted_at <= NOON + timedelta(hours=20)
    assert 1 <= (given_at.date() - accepted_at.date()).days <= 2
    assert replied_at == given_at
    assert {each.language for each in life.case.answers.values()} == {"pt"}


@pytest.mark.parametrize(
    ("seed", "on"),
    [
        pytest.param("in time", FRIDAY, id="on the last day"),
        pytest.param("late", date(2026, 3, 16), id="a day late"),
    ],
)
def test_a_slow_one_takes_days_to_accept_and_all_of_the_time(seed: str, on: date):
    seeds = (f"{n}" for n in range(50))
    is_late = seed == "late"
    found = next(each for each in seeds if drawn(each, NUMBER, "late", of=2) == is_late)
    life = a_life()
    life.go_on(is_like(Temperament.SLOW, seed=found))

    assert life.kinds == [Accept, Give, Reply]
    assert date(2026, 3, 4) <= life.days[0] <= date(2026, 3, 5)
    assert life.days[1:] == [on, on]


def test_a_slow_one_accepts_before_it_is_too_late():
    life = a_life(proposed_on=TODAY + DAY)

    found = life.intention(is_like(Temperament.SLOW))

    assert found.from_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert found.moves[0] == Accept(agreed_on=TODAY + DAY)


def test_one_that_asks_for_more_time_proposes_a_later_date_and_keeps_it():
    who, life = is_like(Temperament.ASKS_MORE_TIME), a_life()
    life.does(Accept(agreed_on=FRIDAY), by="asked")
    wish = life.intention(who)
    assert wish.moves[0] == ProposeDate(on=date(2026, 3, 20), reason=wish.moves[0].reason)
    life.at = wish.from_at
    life._take(wish.moves[0], who.by)
    waits = life.intention(who)

    life.does(AgreeDate())
    agreed_at = life.at
    life.go_on(who)

    # As long as nobody agrees, the day that was agreed counts.
    assert waits.from_at.date() == FRIDAY
    assert life.kinds == [Give, Reply]
    assert life.case.request.agreed_on == date(2026, 3, 20)
    assert 1 <= (life.days[0] - agreed_at.date()).days <= 2


def test_one_whose_wish_is_declined_keeps_to_what_was_agreed():
    who, life = is_like(Temperament.ASKS_MORE_TIME), a_life()
    for _ in range(2):
        found = life.intention(who)
        life.at = found.from_at
        life._take(found.moves[0], who.by)
    assert life.case.request.offer.by is Side.ASKED

    life.does(DeclineDate())
    life.go_on(who)

    assert life.kinds == [Give, Reply]
    assert life.case.request.agreed_on == FRIDAY
    assert life.days[0] <= FRIDAY


def test_one_that_has_no_later_day_to_ask_for_answers():
    who = is_like(Temperament.ASKS_MORE_TIME)
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY)
    life.at = NOON + 60 * DAY

    found = life.intention(who)

    assert [type(each) for each in found.moves] == [ProposeDate, Give]
    with pytest.raises(DomainError):
        life._take(found.moves[0], who.by)
    life._take(found.moves[1], who.by)
    assert life.case.request.state is State.PARTLY_ANSWERED


def test_one_that_is_not_competent_forwards_what_another_one_can_answer():
    other = a_party(FINLAND, country="PT")
    life = a_life()

    found = life.intention(is_like(Temperament.MISDIRECTED, others=(DANES, PORTUGUESE, other)))

    assert found.moves[0] == Forward(to=other, reason="other_competent b (pt)")
    assert [type(each) for each in found.moves[1:]] == [Return, Accept, Accept, Accept]
    assert NOON < found.from_at <= NOON + timedelta(hours=20)


def test_one_that_must_not_forward_suggests_whom_to_ask():
    life = a_life(ask_before_forwarding=True)

    found = life.intention(is_like(Temperament.MISDIRECTED, others=(FINNS,)))

    assert found.moves[0] == Return(reason="other_competent b (pt)", suggested=FINNS)


@pytest.mark.parametrize(
    "former",
    [(), (Former(party=FINNS, until=2, state=State.AWAITING_ACCEPTANCE),)],
    ids=["nobody else", "who else there is has had it"],
)
def test_one_that_knows_nobody_else_returns_it(former: tuple[Former, ...]):
    others = (FINNS,) if former else ()
    who, life = is_like(Temperament.MISDIRECTED, others=others), a_life(former=former)

    life.go_on(who)

    assert life.kinds == [Return]
    assert life.case.request.state is State.DRAFT
    assert life.case.request.returned.suggested is None


def test_one_that_gets_it_again_deals_with_it():
    who, life = is_like(Temperament.MISDIRECTED), a_life()
    life.go_on(who)

    life.does(Send())
    life.go_on(who)

    assert life.kinds == [Return, Accept, Give, Reply]


def test_an_incomplete_one_says_the_rest_when_it_is_asked_for_more():
    who, life = is_like(Temperament.INCOMPLETE), a_life()
    life.go_on(who)
    assert life.kinds == [Accept, Give, Reply]
    lacking = [
        code for code, each in life.case.answers.items() if each.value.startswith("unknown")
    ]
    assert len(lacking) == 1
    first = dict(life.case.answers)

    life.at += DAY
    life.does(Clarify(questions=tuple(lacking), reason="Since when?"))
    clarified_at = life.at
    life.go_on(who)

    assert life.kinds[3:] == [Give, Reply]
    assert 1 <= (life.days[3] - clarified_at.date()).days <= 3
    [code] = lacking
    said = life.case.answers[code]
    assert not said.value.startswith("unknown")
    assert "clarified" in said.value + said.comment
    assert {**life.case.answers, code: None} == {**first, code: None}


def test_whoever_is_asked_for_more_again_and_again_replies_each_time():
    who, life = is_like(Temperament.PROMPT), a_life()
    life.go_on(who)
    said = set()

    for _ in range(6):
        life.at += DAY
        life.does(Clarify(questions=("Q-1", "Q-2"), reason="Are you sure?"))
        life.go_on(who)
        said.add(life.case.answers["Q-2"].value)
        assert life.case.request.state is State.REPLIED

    assert said == {"clarified a (pt)", "clarified b (pt)"}


def test_one_that_refuses_says_no_more_until_the_coordinators_have_decided():
    who, life = is_like(Temperament.REFUSES), a_life()
    life.go_on(who)
    life.does(Clarify(questions=("Q-1",), reason="Since when?"))
    life.go_on(who)
    assert life.kinds == [Accept, Give, Reply, Refuse]
    assert life.case.request.state is State.CLARIFICATION_REFUSED

    life.does(Refer(reason="It does not suffice"))
    assert life.intention(who) is None
    for coordinator in ("asking coordinator", "asked coordinator"):
        life.does(SendBack(), by=coordinator)
    life.go_on(who)

    assert life.kinds[4:] == [Give, Reply]
    assert life.case.request.state is State.REPLIED


def test_what_colleagues_have_answered_stays():
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY)
    life.does(Give(answers={"Q-1": lives.YES}), by="asked")

    life.go_on(is_like(Temperament.PROMPT))

    assert life.kinds == [Give, Reply]
    assert life.case.answers["Q-1"] == lives.YES


def test_messages_put_nothing_off():
    who, life = is_like(Temperament.PROMPT), a_life()
    life.does(Accept(agreed_on=FRIDAY), by="asked")
    before = life.intention(who)

    life.at += timedelta(hours=2)
    life.does(Say(text="Good morning"))

    assert life.intention(who) == before


def test_a_day_that_is_past_cannot_be_promised():
    life = a_life()
    life.at = NOON + 30 * DAY

    found = life.intention(is_like(Temperament.PROMPT))

    today = life.at.date()
    assert found.moves == (Accept(agreed_on=date(2026, 4, 15)), Accept(agreed_on=today))
    life._take(found.moves[0], a_counterpart().by)


def test_what_has_no_day_is_accepted_and_answered_all_the_same():
    life = a_life(proposed_on=None)
    assert isinstance(life.intention(is_like(Temperament.SLOW)).moves[0], Accept)
    life = a_life(proposed_on=None, state=State.ACCEPTED)

    assert isinstance(life.intention(is_like(Temperament.SLOW)).moves[0], Give)
    wish = life.intention(is_like(Temperament.ASKS_MORE_TIME)).moves[0]
    assert wish.on == date(2026, 3, 9)


# --- What it does with another day ---


@pytest.mark.parametrize("temperament", Temperament)
def test_another_day_is_agreed_to_within_hours(temperament: Temperament):
    who, life = is_like(temperament), a_life()
    life.does(Accept(agreed_on=FRIDAY), by="asked")
    life.at += timedelta(hours=1)
    life.does(ProposeDate(on=OTHER_DAY, reason="Holidays"))

    found = life.intention(who)

    assert found.moves == (AgreeDate(), DeclineDate())
    assert life.at < found.from_at <= life.at + timedelta(hours=20)
    life._take(found.moves[0], who.by)
    assert life.case.request.agreed_on == OTHER_DAY
    assert isinstance(life.intention(who).moves[0], Give)


def test_a_day_that_has_passed_meanwhile_is_declined():
    offer = Offer(on=OTHER_DAY, by=Side.ASKING)
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY, offer=offer)
    life.at = NOON + 30 * DAY
    who = a_counterpart()

    found = life.intention(who)

    with pytest.raises(DomainError):
        life._take(found.moves[0], who.by)
    life._take(found.moves[1], who.by)
    assert life.case.request.offer is None


# --- What it does with what it has asked itself ---


def an_asker(**changes: Any) -> Counterpart:
    return a_counterpart(DENMARK, **changes)


def test_who_asks_is_content_with_the_reply():
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY)
    life.does(Give(answers=lives.ALL), by="asked")
    life.does(Reply(), by="asked")
    replied_at = life.at

    life.go_on(an_asker())

    [(close, closed_at)] = life.done
    assert isinstance(close, Close)
    assert {close.timeliness, close.effort} <= {3, 4, 5}
    assert 1 <= (closed_at.date() - replied_at.date()).days <= 2
    assert life.case.request.state is State.CLOSED


def test_who_asks_is_content_with_a_refusal_too():
    life = a_life(state=State.CLARIFICATION_REFUSED, agreed_on=FRIDAY, clarify=("Q-1",))

    life.go_on(an_asker())

    assert life.kinds == [Close]


@pytest.mark.parametrize("word", [Uphold(), SendBack()], ids=["it suffices", "more"])
def test_who_insists_lets_the_coordinators_decide_and_is_content_then(word: Move):
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY)
    life.does(Give(answers=lives.ALL), by="asked")
    life.does(Reply(), by="asked")
    asker, other = an_asker(insists=True), is_like(Temperament.REFUSES)

    for who in (asker, other, asker):
        life.go_on(who)
    assert life.kinds == [Clarify, Refuse, Refer]
    assert life.case.request.state is State.REFERRED
    life.does(word, by="asking coordinator")
    if isinstance(word, SendBack):
        life.does(SendBack(), by="asked coordinator")
    for who in (other, asker):
        life.go_on(who)

    assert life.kinds[-1] is Close


def test_who_asks_agrees_to_another_day():
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY)
    life.does(ProposeDate(on=OTHER_DAY, reason="Holidays"), by="asked")

    life.go_on(an_asker())

    assert life.kinds == [AgreeDate]


def test_who_asks_sends_what_was_begun():
    life = Life(a_case(a_draft_request(turn_since=NOON)))
    sealed = life.case.sealed
    slots = {"Q-1": {"firm": "Ensaio"}, "Q-2": {"person": "Gaspar"}}
    life.case = replace(life.case, sealed=replace(sealed, slots=slots))

    life.go_on(an_asker())

    assert life.kinds == [Send]


def test_who_asks_takes_back_what_came_back():
    life = a_life()
    life.does(Return(reason="Not ours"), by="asked")

    life.go_on(an_asker())

    assert life.kinds == [Withdraw]
    assert life.case.request.state is State.WITHDRAWN


# --- Whose turn it is not ---


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("of", [DENMARK, PORTUGAL, FINLAND])
def test_nobody_acts_out_of_turn(state: State, of: str):
    plans = {
        DENMARK: {
            side_state[1] for side_state in counterparts.PLANS if side_state[0] is Side.ASKING
        },
        PORTUGAL: {
            side_state[1] for side_state in counterparts.PLANS if side_state[0] is Side.ASKED
        },
        FINLAND: set(),
    }
    case = a_case(a_request(state=state, agreed_on=FRIDAY, turn_since=None))

    found = Life(case).intention(a_counterpart(of))

    assert (found is not None) is (state in plans[of])


def test_the_own_wish_is_not_for_oneself_to_agree_to():
    offer = Offer(on=OTHER_DAY, by=Side.ASKED)
    life = a_life(state=State.ACCEPTED, agreed_on=FRIDAY, offer=offer)

    assert isinstance(life.intention(a_counterpart()).moves[0], Give)
    assert life.intention(an_asker()).moves[0] == AgreeDate()


def test_coordinators_are_not_simulated():
    party = a_party("dk-coordinator")
    request = a_request(
        state=State.REFERRED, asking_coordinator=party, referred_to=Side.ASKING_COORDINATOR
    )
    by = lives.OFFICIALS["asking coordinator"]

    assert Life(a_case(request)).intention(a_counterpart("dk-coordinator", by=by)) is None


# --- Whatever happens ---


@pytest.mark.parametrize("temperament", Temperament)
def test_the_same_again_is_the_same(temperament: Temperament):
    def story(seed: str) -> list[tuple[Move, datetime]]:
        life = a_life()
        life.go_on(is_like(temperament, seed=seed))
        return life.done

    told = {seed: story(seed) for seed in map(str, range(12))}

    assert told == {seed: story(seed) for seed in told}
    assert len({repr(each) for each in told.values()}) > 1


def test_the_present_puts_nothing_off():
    who, life = is_like(Temperament.SLOW), a_life()
    found = life.intention(who)

    for days in range(9):
        life.at = NOON + days * DAY
        again = life.intention(who)
        assert (again.moves[0], again.from_at) == (found.moves[0], found.from_at)


attempts = st.lists(st.one_of(st.none(), lives.attempts), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    temperament=st.sampled_from(Temperament),
    seed=st.text(max_size=3),
    tried=attempts,
    hours=st.lists(st.integers(0, 24 * 9), min_size=12, max_size=12),
)
def test_wherever_it_stands_there_is_something_that_the_rules_allow(
    temperament: Temperament, seed: str, tried: list[lives.Step | None], hours: list[int]
):
    life = Life(a_case(a_draft_request(turn_since=NOON)))
    life.case = whole(life.case)
    cast = [
        is_like(temperament, of=each, seed=seed, others=(FINNS,))
        for each in (DENMARK, PORTUGAL, FINLAND)
    ]

    for attempt, later in zip(tried, hours, strict=False):
        life.at += timedelta(hours=later)
        if step := attempt or lives.next_step(life.case.request):
            with contextlib.suppress(DomainError):
                life.does(step.move, by=step.who)
        for who in cast:
            found = life.intention(who)
            if found:
                assert who.office.is_open(found.from_at)
                assert found == life.intention(who)
                assert acts(life, found, who), found


def whole(case: Case) -> Case:
    """Return *case*, a draft, with nothing left to fill in."""
    slots = {"Q-1": {"firm": "Ensaio"}, "Q-2": {"person": "Gaspar"}}
    return replace(case, sealed=replace(case.sealed, slots=slots))


def acts(life: Life, found: counterparts.Intention, who: Counterpart) -> bool:
    """Return whether *who* could do something of what it means to do, and do so."""
    before = life.case, life.at
    life.at = max(life.at, found.from_at)
    for move in found.moves:
        try:
            life._take(move, who.by)
        except DomainError:
            continue
        return True
    life.case, life.at = before
    return False


# --- What it asks ---


A_SET = a_question_set(
    questions=(
        *QUESTIONS,
        replace(
            QUESTIONS[0],
            code="Q-6",
            mandatory=False,
            slots=(
                Slot(name="website", type=SlotType.FIRM),
                Slot(name="document", type=SlotType.DOCUMENT),
                Slot(name="date", type=SlotType.DATE),
            ),
        ),
    )
)


def a_written_draft(seed: str, **changes: Any) -> drafts.Draft:
    fields: dict[str, Any] = {
        "question_set": A_SET,
        "asked": DANES,
        "words": words_in("pt"),
        "invented": INVENTED,
        "calendar": NO_HOLIDAYS,
        "today": TODAY,
        "seed": seed,
    }
    fields |= changes
    return counterpart_drafts.written(fields.pop("question_set"), **fields)


def test_what_it_asks_can_be_sent_as_it_is():
    for n in range(60):
        draft = a_written_draft(f"seed {n}")

        request = a_draft_request(asking=PORTUGUESE)
        case = drafts.write(request, draft, A_SET)
        drafts.must_be_complete(drafts.of(case), A_SET, today=TODAY, calendar=NO_HOLIDAYS)
        assert draft == a_written_draft(f"seed {n}")
        assert draft.language == "pt"
        assert 2 <= len(draft.questions) <= 3
        assert draft.questions[0].code == "Q-1"
        assert draft.person.name in {"Signe Eksempel", "Eksempel ApS"}
        assert draft.person.name not in draft.reason
    asked = {each.code for n in range(60) for each in a_written_draft(f"seed {n}").questions}
    assert asked == set(A_SET.codes)


def test_a_request_about_a_firm_says_so():
    only = a_question_set(questions=QUESTIONS[:1])
    draft = a_written_draft("a seed", question_set=only)

    assert (draft.person.name, draft.person.kind) == ("Eksempel ApS", Concerned.FIRM)


def test_a_request_that_names_nobody_is_about_nobody():
    only = a_question_set(questions=QUESTIONS[2:])

    assert a_written_draft("a seed", question_set=only).person is None


def test_all_that_is_mandatory_is_asked():
    every = tuple(replace(each, mandatory=True) for each in QUESTIONS)
    draft = a_written_draft("a seed", question_set=a_question_set(questions=every))

    assert tuple(each.code for each in draft.questions) == ALL_CODES
