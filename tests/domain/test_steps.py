from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain import steps
from chalicelib.domain.areas import DayUnit, Deadline
from chalicelib.domain.attachments import Attachment, Condition, Unsent
from chalicelib.domain.errors import (
    Conflict,
    Fault,
    IllegalAction,
    Invalid,
    NotAllowed,
    NotFound,
    Reason,
)
from chalicelib.domain.moves import (
    Accept,
    AgreeDate,
    Allocate,
    Approve,
    Clarify,
    Close,
    Coordination,
    DeclineDate,
    EraseEarly,
    Forward,
    Give,
    Move,
    ProposeDate,
    Refer,
    Refuse,
    Reject,
    Remind,
    Reply,
    Return,
    Say,
    Send,
    SendBack,
    Split,
    TakeBack,
    Uphold,
    Withdraw,
)
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Role
from chalicelib.domain.requests import (
    BALL_WITH,
    TRANSITIONS,
    Action,
    Answer,
    AskedQuestion,
    Former,
    Kept,
    Offer,
    Returned,
    Side,
    SplitPart,
    State,
)
from tests.builders import (
    CANARY,
    COORDINATOR_DK,
    COORDINATOR_PT,
    DANES,
    DENMARK,
    FINNS,
    FRIDAY,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    SWEDEN,
    TODAY,
    a_case,
    a_coordination,
    a_draft_request,
    a_party,
    a_question_set,
    a_request,
    a_sealed_part,
    acting,
    circumstances,
)

YES, TEXT = Answer(value="yes", language="pt"), Answer(value="Sim", language="pt")
ANSWERS = {"Q-1": YES, "Q-2": TEXT}
LATER = FRIDAY + timedelta(days=7)

MOVES: dict[Action, Move] = {
    Action.SEND: Send(),
    Action.WITHDRAW: Withdraw(reason="No longer needed"),
    Action.ACCEPT: Accept(agreed_on=FRIDAY),
    Action.RETURN: Return(reason="Not ours", suggested=FINNS),
    Action.FORWARD: Forward(to=FINNS, reason="Theirs"),
    Action.SPLIT: Split(to=FINNS, questions=("Q-2",), reason="Theirs"),
    Action.ALLOCATE: Allocate(officials=("one", "two", "one")),
    Action.ANSWER: Give(answers=ANSWERS),
    Action.REPLY: Reply(),
    Action.PROPOSE_DATE: ProposeDate(on=LATER, reason="Holidays"),
    Action.AGREE_DATE: AgreeDate(),
    Action.DECLINE_DATE: DeclineDate(),
    Action.CLARIFY: Clarify(questions=("Q-2",), reason="Which tours?"),
    Action.REFUSE: Refuse(reason="All is said"),
    Action.REFER: Refer(reason="It does not suffice"),
    Action.UPHOLD: Uphold(),
    Action.SEND_BACK: SendBack(comment="Please say more"),
    Action.APPROVE: Approve(),
    Action.REJECT: Reject(comment="The date is wrong"),
    Action.TAKE_BACK: TakeBack(),
    Action.REMIND: Remind(),
    Action.MESSAGE: Say(text="Good morning"),
    Action.CLOSE: Close(),
    Action.ERASE_EARLY: EraseEarly(reason="As she wishes", consent=True),
}
ALL_ROLES = tuple(Role)
BY = {
    Side.ASKING: acting(DENMARK, also=ALL_ROLES),
    Side.ASKED: acting(PORTUGAL, also=ALL_ROLES),
    Side.ASKING_COORDINATOR: acting(COORDINATOR_DK, also=ALL_ROLES),
    Side.ASKED_COORDINATOR: acting(COORDINATOR_PT, also=ALL_ROLES),
}
COORDINATED = a_coordination()


def take(case, move, by, at=NOON, **around):
    fields = {"at": at, "handlers": frozenset({"one", "two"}), **around}
    return steps.take(case, move, circumstances(**fields), by=by)


def a_case_in(state: State, side: Side = Side.ASKED):
    """Return a case in *state* in which *side* may do whatever the table offers it."""
    request = a_draft_request() if state is State.DRAFT else a_request(state=state)
    if state not in {State.DRAFT, State.AWAITING_ACCEPTANCE}:
        coordinators = {
            "asking_coordinator": a_party(COORDINATOR_DK),
            "asked_coordinator": a_party(COORDINATOR_PT),
        }
        request = replace(request, **coordinators, agreed_on=FRIDAY)
    if state is State.DRAFT:
        was = Returned(by=PORTUGUESE, reason="Not ours", language="pt")
        former = (Former(party=FINNS, until=3, state=State.AWAITING_ACCEPTANCE),)
        request = replace(request, returned=was, former=former)
    if state is State.APPROVAL:
        request = replace(request, sent_at=None)
    if state is State.REFERRED:
        turn = Side.ASKING_COORDINATOR if side is Side.ASKING_COORDINATOR else None
        request = replace(request, referred_to=turn or Side.ASKED_COORDINATOR)
    if state in {State.CLARIFICATION, State.CLARIFICATION_REFUSED, State.REFERRED}:
        request = replace(request, clarify=("Q-2",))
    other = Side.ASKED if side is Side.ASKING else Side.ASKING
    return a_case(replace(request, offer=Offer(on=LATER, by=other)), answers=ANSWERS)


def a_case_for(state: State, side: Side, action: Action):
    """Return a case in *state* in which *side* may take *action*."""
    case = a_case_in(state, side)
    # What is answered cannot be split off.
    return replace(case, answers={}) if action is Action.SPLIT else case


ROWS = sorted(TRANSITIONS)
OFFERED = sorted({(state, action) for state, _, action in ROWS})


def test_every_action_has_a_move():
    assert set(MOVES) == set(Action)
    assert all(move.action is action for action, move in MOVES.items())


@pytest.mark.parametrize(("state", "side", "action"), ROWS)
def test_a_step_of_the_table_leads_where_the_table_says(state, side, action):
    step, case = TRANSITIONS[state, side, action], a_case_for(state, side, action)
    second = state is State.REFERRED and side is Side.ASKING_COORDINATOR
    to = State.REFERRED if second and action is Action.SEND_BACK else step.to

    moved = take(case, MOVES[action], BY[side], coordination=COORDINATED)

    assert moved.case.request.state is to
    assert moved.case.request.version == case.request.version + 1
    assert (moved.event.action, moved.event.at) == (action, NOON)
    assert moved.event.sequence == moved.case.request.version
    if to is State.REFERRED and action is not Action.MESSAGE:
        assert [each.topic for each in moved.notices] == [Topic.DECISION_WANTED]
    else:
        colleagues = [Topic.ALLOCATED] if action is Action.ALLOCATE else []
        told = [*colleagues, *step.tell.values()]
        assert [each.topic for each in moved.notices] == told


@pytest.mark.parametrize(("state", "side", "action"), ROWS)
def test_the_wrong_side_is_told_so(state, side, action):
    mine = {each for (s, each, a) in ROWS if (s, a) == (state, action)}
    case = a_case_in(state, side)
    for wrong in set(BY) - mine:
        known = wrong in case.request.sides_of(BY[wrong].authority)

        with pytest.raises(NotAllowed if known else NotFound):
            take(case, MOVES[action], BY[wrong], coordination=COORDINATED)


@pytest.mark.parametrize(("state", "side", "action"), ROWS)
def test_without_the_role_a_step_is_refused_and_not_offered(state, side, action):
    case, role = a_case_in(state, side), TRANSITIONS[state, side, action].role
    lacks = acting(BY[side].authority, role=Role.VIEWER, also=tuple(set(Role) - {role}))

    with pytest.raises(NotAllowed) as error:
        take(case, MOVES[action], lacks, coordination=COORDINATED)

    assert error.value.reason is steps.ROLE_MISSING[role]
    assert action not in steps.open_actions(case.request, lacks, today=TODAY)
    assert action in steps.open_actions(case.request, BY[side], today=TODAY)


@pytest.mark.parametrize(
    ("state", "action"), sorted(set(itertools.product(State, Action)) - set(OFFERED))
)
def test_what_the_table_leaves_out_is_illegal(state, action):
    with pytest.raises(IllegalAction) as error:
        take(a_case_in(state), MOVES[action], BY[Side.ASKING])

    assert action not in error.value.open_now


@pytest.mark.parametrize("state", State)
def test_for_a_stranger_nothing_exists(state):
    for move in MOVES.values():
        with pytest.raises(NotFound):
            take(a_case_in(state), move, acting(SWEDEN))


def test_a_colleague_without_a_role_in_the_area_knows_of_nothing():
    with pytest.raises(NotFound):
        take(a_case(), MOVES[Action.ACCEPT], acting(PORTUGAL, role=None))


def test_a_viewer_may_do_nothing():
    viewer = acting(PORTUGAL, role=Role.VIEWER)

    for move in (MOVES[Action.ACCEPT], MOVES[Action.CLOSE]):
        with pytest.raises(NotAllowed) as error:
            take(a_case(), move, viewer)

        assert error.value.reason is Reason.NO_ROLE
    assert not steps.open_actions(a_request(), viewer, today=TODAY)


def test_what_is_open_is_what_the_table_says():
    def offered(by):
        return set(steps.open_actions(a_request(), acting(by), today=TODAY))

    assert offered(DENMARK) == {Action.WITHDRAW, Action.REMIND}
    assert offered(PORTUGAL) == {Action.ACCEPT, Action.RETURN, Action.FORWARD}


def test_sending_demands_a_complete_draft():
    with pytest.raises(Invalid):
        take(a_case(a_draft_request(reason="")), Send(), BY[Side.ASKING])


def test_another_date_may_be_agreed():
    later = FRIDAY + timedelta(days=7)

    moved = take(a_case(), Accept(agreed_on=later), BY[Side.ASKED])

    assert (moved.case.request.agreed_on, moved.case.request.proposed_on) == (later, FRIDAY)
    [notice] = moved.notices
    assert (notice.due_on, notice.proposed_on) == (later, FRIDAY)


def test_a_date_in_the_past_is_refused_and_another_one_offered():
    with pytest.raises(Invalid) as error:
        take(a_case(), Accept(agreed_on=TODAY - timedelta(days=1)), BY[Side.ASKED])

    assert error.value.faults == (Fault("/agreed_on", "past"),)
    assert error.value.suggested_on == date(2026, 3, 16)


def test_today_is_the_day_of_the_asked_authority():
    almost_midnight = NOON.replace(hour=23, minute=30)

    moved = take(a_case(), Accept(agreed_on=TODAY), BY[Side.ASKED], at=almost_midnight)

    assert moved.case.request.agreed_on == TODAY


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        pytest.param("", "missing", id="none"),
        pytest.param("x" * 2001, "too_long", id="long"),
    ],
)
def test_a_withdrawal_needs_a_reason(reason, code):
    with pytest.raises(Invalid) as error:
        take(a_case(), Withdraw(reason=reason), BY[Side.ASKING])

    assert [fault.code for fault in error.value.faults] == [code]


def test_answers_come_in_parts_and_may_be_taken_back():
    case = a_case(a_request(state=State.ACCEPTED))
    first = take(case, Give(answers={"Q-1": YES}), BY[Side.ASKED])
    second = take(first.case, Give(answers={"Q-2": TEXT}), BY[Side.ASKED])
    none = Answer(value="", language="pt")

    third = take(second.case, Give(answers={"Q-1": none}), BY[Side.ASKED])

    assert second.case.answers == ANSWERS
    assert third.case.answers == {"Q-2": TEXT}


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        pytest.param({}, ("/answers", "missing"), id="none"),
        pytest.param({"Q-3": YES}, ("/answers/0/code", "unknown_question"), id="not asked"),
        pytest.param(
            {"Q-1": replace(YES, value="maybe")},
            ("/answers/0/value", "not_an_option"),
            id="maybe",
        ),
        pytest.param(
            {"Q-1": replace(YES, comment="x" * 4001)},
            ("/answers/0/comment", "too_long"),
            id="long comment",
        ),
    ],
)
def test_an_answer_must_fit_its_question(answers, fault):
    case = a_case(a_request(state=State.ACCEPTED))

    with pytest.raises(Invalid) as error:
        take(case, Give(answers=answers), BY[Side.ASKED])

    assert [(each.pointer, each.code) for each in error.value.faults] == [fault]


@pytest.mark.parametrize(
    ("value", "is_there"),
    [
        ("a", True),
        ("a b", True),
        ("unknown", True),
        ("c", False),
        ("a c", False),
        ("a a", False),
    ],
)
def test_a_document_is_answered_with_what_is_attached(value, is_there):
    asked = a_request(state=State.ACCEPTED, questions=(AskedQuestion(code="Q-5"),))
    case = a_case(asked, files=tuple(map(a_file, "ab")))
    given = Give(answers={"Q-5": Answer(value=value, language="pt")})

    def faults(of, move):
        try:
            take(of, move, BY[Side.ASKED])
        except Invalid as error:
            return [(each.pointer, each.code) for each in error.faults]
        return []

    wrong = [] if is_there else ["not_an_attachment"]
    assert faults(case, given) == [("/answers/0/value", each) for each in wrong]
    later = replace(case, answers=given.answers)
    assert faults(later, Reply()) == [("/questions/0/answer", each) for each in wrong]


def a_file(id):
    return Attachment(
        id=id,
        name=f"{id}.pdf",
        type="application/pdf",
        size=1,
        sha256="0" * 64,
        home="K7QM-3XPT",
    )


def test_a_reply_needs_an_answer_to_every_question():
    only_a_comment = {"Q-1": YES, "Q-2": Answer(value="", comment="Later", language="pt")}
    case = a_case(a_request(state=State.PARTLY_ANSWERED), answers=only_a_comment)

    with pytest.raises(Invalid) as error:
        take(case, Reply(), BY[Side.ASKED])

    assert [(fault.pointer, fault.code) for fault in error.value.faults] == [
        ("/questions/1/answer", "unanswered")
    ]


def test_closing_keeps_the_ratings():
    moved = take(a_case_in(State.REPLIED), Close(timeliness=5, effort=1), BY[Side.ASKING])

    request = moved.case.request
    assert (request.timeliness, request.effort, request.closed_at) == (5, 1, NOON)


def test_whoever_is_told_is_the_other_side_and_never_of_anything_personal():
    moved = take(a_case(), Accept(agreed_on=FRIDAY), BY[Side.ASKED])

    [notice] = moved.notices
    assert (notice.topic, notice.reader) == (Topic.REQUEST_ACCEPTED, DENMARK)
    assert notice.counterpart.id == PORTUGAL
    assert CANARY not in repr(moved.notices)
    assert CANARY not in repr(moved.event)


@pytest.mark.parametrize(
    "move",
    [
        Return(reason=""),
        Forward(to=FINNS, reason=""),
        ProposeDate(on=LATER, reason=""),
        Clarify(questions=("Q-1",), reason=""),
        Refuse(reason=""),
        Refer(reason=""),
        Reject(comment=""),
        Say(text=""),
    ],
)
def test_what_needs_a_reason_is_refused_without(move):
    state, side, _ = next(row for row in ROWS if row[2] is move.action)

    with pytest.raises(Invalid) as error:
        take(a_case_in(state, side), move, BY[side], coordination=COORDINATED)

    assert [fault.code for fault in error.value.faults] == ["missing"]


FILE = Attachment(
    id="a", home="K7QM-3XPT", name="a.pdf", type="application/pdf", size=1, sha256="0" * 64
)


def said(*attachments, condition=Condition.READY):
    return take(
        a_case_in(State.ACCEPTED, Side.ASKING),
        Say(text="Here it is", attachments=attachments),
        BY[Side.ASKING],
        unsent={"a": Unsent(FILE, condition)},
    )


def test_a_message_takes_the_files_that_were_uploaded_for_it():
    moved = said("a")

    assert moved.note.files == (FILE,)
    assert moved.note.readers == {DENMARK, PORTUGAL}
    assert said().note.files == ()


@pytest.mark.parametrize(
    ("attachments", "condition", "fault"),
    [
        (("b",), Condition.READY, Fault("/attachments", "not_an_attachment")),
        (("a", "a"), Condition.READY, Fault("/attachments/1", "twice")),
        (tuple("abcdefghijk"), Condition.READY, Fault("/attachments", "too_many_files")),
        (("a",), Condition.CHECKING, Fault("/attachments", "file_unchecked")),
        (("a",), Condition.INFECTED, Fault("/attachments", "file_infected")),
    ],
)
def test_no_other_file_goes_out_with_a_message(attachments, condition, fault):
    with pytest.raises(Invalid) as error:
        said(*attachments, condition=condition)

    [found] = error.value.faults
    assert (found.pointer, found.code) == (fault.pointer, fault.code)


def test_what_was_returned_can_be_sent_again_and_the_reason_goes_then():
    back = take(a_case(), MOVES[Action.RETURN], BY[Side.ASKED]).case
    request = back.request

    assert (request.state, request.sent_at, request.agreed_on) == (State.DRAFT, None, None)
    assert request.returned == Returned(
        by=PORTUGUESE, reason="Not ours", language="pt", suggested=FINNS, at=NOON
    )
    assert request.sides_of(PORTUGAL) == (Side.FORMER,)

    again = take(back, Send(), BY[Side.ASKING]).case.request
    assert (again.returned, again.sent_at) == (None, NOON)
    assert again.sides_of(PORTUGAL) == (Side.ASKED, Side.FORMER)


def test_an_authority_that_returns_it_twice_is_remembered_once():
    case = a_case()
    for move, by in ((Return(reason="No"), Side.ASKED), (Send(), Side.ASKING)) * 2:
        case = take(case, move, BY[by]).case

    assert [each.party.id for each in case.request.former] == [PORTUGAL]


def test_what_was_forwarded_is_sealed_again_and_lost_to_who_had_it():
    accepted = take(a_case(), Accept(agreed_on=FRIDAY), BY[Side.ASKED])
    moved = take(accepted.case, MOVES[Action.FORWARD], BY[Side.ASKED])
    request = moved.case.request

    assert (request.asked, request.agreed_on) == (FINNS, None)
    assert (moved.handed.lost_by, moved.handed.sealed_to) == (PORTUGAL, ())
    assert moved.note.readers == {DENMARK, PORTUGAL, FINNS.id}
    assert [(each.reader, each.topic) for each in moved.notices] == [
        (FINNS.id, Topic.REQUEST_RECEIVED),
        (DENMARK, Topic.REQUEST_FORWARDED),
    ]


@pytest.mark.parametrize(
    ("to", "code"),
    [
        pytest.param(DANES, "asked_itself", id="the asking side"),
        pytest.param(PORTUGUESE, "had_it_before", id="itself"),
        pytest.param(FINNS, "had_it_before", id="in a circle"),
    ],
)
def test_it_is_not_forwarded_to_whom_that_makes_no_sense(to, code):
    case = a_case(
        a_request(former=(Former(party=FINNS, until=3, state=State.AWAITING_ACCEPTANCE),))
    )

    for move, at in (
        (Forward(to=to, reason="R"), "/to"),
        (Return(reason="R", suggested=to), "/suggested"),
    ):
        with pytest.raises(Invalid) as error:
            take(case, move, BY[Side.ASKED])

        assert error.value.faults == (Fault(at, code),)


def test_who_wants_to_be_asked_before_a_forward_is_asked():
    case = a_case(a_request(ask_before_forwarding=True))

    assert Action.FORWARD not in steps.open_actions(case.request, BY[Side.ASKED], today=TODAY)
    with pytest.raises(Conflict):
        take(case, MOVES[Action.FORWARD], BY[Side.ASKED])
    assert take(case, MOVES[Action.RETURN], BY[Side.ASKED])


def split(case=None, **changes):
    fields = {"to": FINNS, "questions": ("Q-2",), "reason": "Theirs"} | changes
    case = case or a_case(a_request(state=State.ACCEPTED, agreed_on=FRIDAY))
    return take(case, Split(**fields), BY[Side.ASKED])


def test_what_is_split_off_is_a_sealed_request_under_the_same_number():
    moved = split()

    whole, part = moved.case.request, moved.part.case.request
    assert [each.code for each in whole.questions] == ["Q-1"]
    assert whole.parts == (
        SplitPart(number=f"{whole.number}-1", asked=FINNS, questions=("Q-2",)),
    )
    assert (moved.event.part, moved.event.questions) == (part.number, ("Q-2",))
    assert (part.number, part.state) == (f"{whole.number}-1", State.AWAITING_ACCEPTANCE)
    assert (part.asking, part.asked, part.proposed_on) == (DANES, FINNS, FRIDAY)
    assert [each.code for each in part.questions] == ["Q-2"]
    assert part.sides_of(PORTUGAL) == (Side.FORMER,)
    sealed = moved.part.case.sealed
    assert sealed.person == a_sealed_part().person
    assert set(sealed.slots) | set(sealed.comments) <= {"Q-2"}
    told = [(each.reader, each.topic, each.number) for each in moved.notices]
    assert told == [(DENMARK, Topic.REQUEST_SPLIT, whole.number)]
    told = [(each.reader, each.topic, each.number) for each in moved.part.notices]
    assert told == [(FINNS.id, Topic.REQUEST_RECEIVED, part.number)]
    assert (moved.part.event.sequence, moved.part.event.asked) == (1, FINNS.id)
    assert moved.note.readers == {DENMARK, PORTUGAL}
    assert moved.part.note.readers == {DENMARK, PORTUGAL, FINNS.id}
    assert CANARY not in repr((moved.event, moved.part.event, moved.part.notices))


def test_a_part_is_given_time_where_the_agreed_day_is_over():
    late = replace(a_request(state=State.ACCEPTED), agreed_on=TODAY - timedelta(days=1))

    assert split(a_case(late)).part.case.request.proposed_on > TODAY


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"questions": ()}, Fault("/questions", "missing")),
        ({"questions": ("Q-1", "Q-2")}, Fault("/questions", "all_questions")),
        ({"questions": ("Q-3",)}, Fault("/questions/0", "unknown_question")),
        ({"reason": ""}, Fault("/reason", "missing")),
        ({"to": DANES}, Fault("/to", "asked_itself")),
        ({"to": PORTUGUESE}, Fault("/to", "own_authority")),
    ],
)
def test_a_split_must_make_sense(changes, fault):
    with pytest.raises(Invalid) as refused:
        split(**changes)

    assert refused.value.faults == (fault,)


def test_what_is_answered_is_not_split_off_and_nobody_who_had_it_gets_a_part():
    request = a_request(state=State.PARTLY_ANSWERED, agreed_on=FRIDAY)
    former = (Former(party=FINNS, until=3, state=State.AWAITING_ACCEPTANCE),)
    case = a_case(replace(request, former=former), answers={"Q-2": TEXT})

    with pytest.raises(Invalid) as refused:
        split(case)

    assert [each.pointer for each in refused.value.faults] == ["/to", "/questions/0"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "K7QM-3XPT-1"}, "part_of_a_request"),
        ({"ask_before_forwarding": True}, "ask_before_forwarding"),
        ({"questions": (AskedQuestion(code="Q-1"),)}, "one_question"),
        (
            {
                "parts": tuple(
                    SplitPart(number=f"K7QM-3XPT-{place}", asked=FINNS, questions=())
                    for place in range(1, 10)
                )
            },
            "too_many_parts",
        ),
    ],
)
def test_what_cannot_be_split_says_why(changes, code):
    case = a_case(a_request(state=State.ACCEPTED, agreed_on=FRIDAY, **changes))

    with pytest.raises(Conflict) as refused:
        split(case, questions=("Q-1",))

    assert refused.value.faults[0].code == code


def test_it_is_allocated_to_those_who_handle_it_and_to_nobody_else():
    moved = take(a_case(), MOVES[Action.ALLOCATE], BY[Side.ASKED])

    assert moved.case.request.allocated == {Side.ASKED: ("one", "two")}
    assert moved.event.officials == ("one", "two", "one")
    with pytest.raises(Invalid):
        take(a_case(), Allocate(officials=("three",)), BY[Side.ASKED])

    back = take(moved.case, Allocate(officials=()), BY[Side.ASKED])
    assert back.case.request.allocated == {}


def test_a_date_is_offered_and_agreed_by_the_other_side():
    case = a_case_in(State.ACCEPTED)
    offered = take(case, MOVES[Action.PROPOSE_DATE], BY[Side.ASKED]).case

    assert offered.request.offer == Offer(on=LATER, by=Side.ASKED)
    with pytest.raises(Conflict):
        take(offered, AgreeDate(), BY[Side.ASKED])

    agreed = take(offered, AgreeDate(), BY[Side.ASKING])
    assert (agreed.case.request.agreed_on, agreed.case.request.offer) == (LATER, None)
    assert agreed.event.agreed_on == LATER
    with pytest.raises(Conflict):
        take(agreed.case, DeclineDate(), BY[Side.ASKING])


def test_a_counter_offer_takes_the_place_of_the_first_and_a_declined_one_is_gone():
    case = a_case_in(State.ACCEPTED)
    offered = take(case, MOVES[Action.PROPOSE_DATE], BY[Side.ASKED]).case
    other = ProposeDate(on=LATER - timedelta(days=1), reason="Sooner")

    countered = take(offered, other, BY[Side.ASKING]).case
    declined = take(countered, DeclineDate(), BY[Side.ASKED]).case.request

    assert countered.request.offer == Offer(on=other.on, by=Side.ASKING)
    assert (declined.offer, declined.agreed_on) == (None, FRIDAY)


def test_the_date_that_is_agreed_already_is_no_offer():
    with pytest.raises(Invalid) as error:
        take(a_case_in(State.ACCEPTED), ProposeDate(on=FRIDAY, reason="R"), BY[Side.ASKED])

    assert error.value.faults == (Fault("/on", "same_date"),)


@pytest.mark.parametrize(
    ("proposed", "agreed", "good"),
    [
        pytest.param(FRIDAY, date(2026, 3, 9), True, id="the last day in time"),
        pytest.param(FRIDAY - timedelta(days=10), date(2026, 3, 10), False, id="a day more"),
        pytest.param(FRIDAY, FRIDAY, True, id="as the asking side wished"),
    ],
)
def test_the_asked_side_alone_does_not_go_beyond_what_the_law_allows(proposed, agreed, good):
    law = a_question_set(deadline=Deadline(days=5, unit=DayUnit.WORKING, maximum_days=5))
    case = a_case(a_request(proposed_on=proposed))

    if good:
        assert take(case, Accept(agreed_on=agreed), BY[Side.ASKED], question_set=law)
        return
    with pytest.raises(Invalid) as error:
        take(case, Accept(agreed_on=agreed), BY[Side.ASKED], question_set=law)
    assert error.value.faults == (Fault("/agreed_on", "beyond_maximum", {"days": 5}),)
    assert error.value.suggested_on == date(2026, 3, 9)


def test_where_the_law_has_run_out_on_the_way_a_day_is_still_possible():
    law = a_question_set(deadline=Deadline(days=5, unit=DayUnit.WORKING, maximum_days=5))
    late = NOON + timedelta(days=60)
    day = late.date() + timedelta(days=3)

    moved = take(a_case(), Accept(agreed_on=day), BY[Side.ASKED], at=late, question_set=law)

    assert moved.case.request.agreed_on == day


def test_more_is_asked_of_some_answers_by_a_new_date():
    moved = take(a_case_in(State.REPLIED), MOVES[Action.CLARIFY], BY[Side.ASKING])

    request = moved.case.request
    assert (request.clarify, request.agreed_on) == (("Q-2",), date(2026, 3, 16))
    assert (moved.event.questions, moved.event.agreed_on) == (("Q-2",), request.agreed_on)


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        pytest.param((), ("/questions", "missing"), id="none"),
        pytest.param(("Q-3",), ("/questions/0", "unknown_question"), id="not asked"),
    ],
)
def test_more_is_asked_of_what_was_asked(questions, fault):
    move = Clarify(questions=questions, reason="R")

    with pytest.raises(Invalid) as error:
        take(a_case_in(State.REPLIED), move, BY[Side.ASKING])

    assert [(each.pointer, each.code) for each in error.value.faults] == [fault]


def test_a_referral_goes_through_both_coordinators_and_the_answers_with_it():
    refused = a_case_in(State.CLARIFICATION_REFUSED)
    first = take(refused, MOVES[Action.REFER], BY[Side.ASKING], coordination=COORDINATED)
    assert first.case.request.ball_with.id == COORDINATOR_DK
    assert first.handed.answers_to == COORDINATOR_DK
    with pytest.raises(Conflict):
        take(first.case, SendBack(), BY[Side.ASKED_COORDINATOR])

    second = take(first.case, SendBack(), BY[Side.ASKING_COORDINATOR])
    assert second.case.request.ball_with.id == COORDINATOR_PT
    handed = second.handed
    assert (handed.answers_to, handed.lost_by) == (COORDINATOR_PT, COORDINATOR_DK)

    last = take(second.case, SendBack(), BY[Side.ASKED_COORDINATOR])
    assert (last.case.request.state, last.handed.lost_by) == (
        State.CLARIFICATION,
        COORDINATOR_PT,
    )
    assert last.case.request.ball_with.id == PORTUGAL


@pytest.mark.parametrize(
    ("coordination", "turn"),
    [
        pytest.param(a_coordination(asked=None), COORDINATOR_DK, id="of the asking side"),
        pytest.param(a_coordination(asking=None), COORDINATOR_PT, id="of the asked side"),
        pytest.param(
            a_coordination(asked=a_party(COORDINATOR_DK)), COORDINATOR_DK, id="the same of both"
        ),
    ],
)
def test_where_there_is_one_coordinator_that_one_decides(coordination, turn):
    request = replace(
        a_case_in(State.CLARIFICATION_REFUSED).request,
        asking_coordinator=None,
        asked_coordinator=None,
    )
    referred = take(
        a_case(request), MOVES[Action.REFER], BY[Side.ASKING], coordination=coordination
    ).case
    assert referred.request.ball_with.id == turn

    by = acting(turn, also=ALL_ROLES)
    assert take(referred, SendBack(), by).case.request.state is State.CLARIFICATION
    assert take(referred, Uphold(), by).case.request.clarify == ()


def test_without_any_coordinator_nothing_can_be_referred():
    with pytest.raises(Conflict) as error:
        take(a_case_in(State.CLARIFICATION_REFUSED), MOVES[Action.REFER], BY[Side.ASKING])

    assert error.value.faults == (Fault("", "no_request_coordinator"),)


def test_where_it_is_provided_for_a_coordinator_approves_what_goes_out():
    approving = a_coordination(approves_sending=True, approves_reply=True)
    waits = take(a_case(a_draft_request()), Send(), BY[Side.ASKING], coordination=approving)

    request = waits.case.request
    assert (request.state, request.sent_at) == (State.APPROVAL, None)
    assert request.sides_of(PORTUGAL) == ()
    assert [(n.reader, n.topic, n.counterpart.id) for n in waits.notices] == [
        (COORDINATOR_DK, Topic.APPROVAL_WANTED, DENMARK)
    ]

    rejected = take(waits.case, Reject(comment="No"), BY[Side.ASKING_COORDINATOR])
    assert rejected.note.readers == {COORDINATOR_DK, DENMARK}
    assert [n.counterpart.id for n in rejected.notices] == [COORDINATOR_DK]
    approved = take(waits.case, Approve(), BY[Side.ASKING_COORDINATOR]).case.request
    assert (approved.state, approved.sent_at) == (State.AWAITING_ACCEPTANCE, NOON)

    answered = a_case(a_request(state=State.PARTLY_ANSWERED), answers=ANSWERS)
    reply = take(answered, Reply(), BY[Side.ASKED], coordination=approving)
    assert reply.case.request.replied_at is None
    assert reply.handed.answers_to == COORDINATOR_PT
    out = take(reply.case, Approve(), BY[Side.ASKED_COORDINATOR])
    assert (out.handed.answers_to, out.handed.lost_by) == (DENMARK, COORDINATOR_PT)
    assert out.case.request.replied_at == NOON
    back = take(reply.case, Reject(comment="No"), BY[Side.ASKED_COORDINATOR])
    assert back.note.readers == {COORDINATOR_PT, PORTUGAL}


def test_a_clarification_that_is_not_approved_stays_one():
    waits = a_case_in(State.REPLY_APPROVAL)
    waits = replace(waits, request=replace(waits.request, clarify=("Q-1",)))

    back = take(waits, MOVES[Action.REJECT], BY[Side.ASKED_COORDINATOR]).case.request

    assert back.state is State.CLARIFICATION


def test_what_waited_for_approval_until_its_date_had_passed_does_not_go_out():
    waits = a_case_in(State.APPROVAL)
    late = NOON + timedelta(days=30)

    with pytest.raises(Invalid):
        take(waits, Approve(), BY[Side.ASKING_COORDINATOR], at=late)


def test_a_reminder_keeps_others_away_for_three_days_or_until_it_is_another_turn():
    reminded = take(a_case(), Remind(), BY[Side.ASKING]).case

    with pytest.raises(Conflict):
        take(reminded, Remind(), BY[Side.ASKING], at=NOON + timedelta(days=2))
    assert take(reminded, Remind(), BY[Side.ASKING], at=NOON + timedelta(days=3))
    accepted = take(reminded, Accept(agreed_on=FRIDAY), BY[Side.ASKED]).case.request
    assert accepted.reminded_on == TODAY
    returned = take(reminded, Return(reason="No"), BY[Side.ASKED]).case.request
    assert returned.reminded_on is None


def test_a_draft_that_was_never_out_is_deleted_and_not_withdrawn():
    with pytest.raises(Conflict):
        take(a_case(a_draft_request()), MOVES[Action.WITHDRAW], BY[Side.ASKING])

    assert take(a_case_in(State.DRAFT), MOVES[Action.WITHDRAW], BY[Side.ASKING])


def test_a_request_that_was_sent_to_nobody_cannot_be_returned():
    case = a_case(a_request(asked=None, asking_coordinator=PORTUGUESE))

    with pytest.raises(NotAllowed):
        take(case, MOVES[Action.RETURN], BY[Side.ASKED])


@pytest.mark.parametrize("state", State)
def test_there_is_a_turn_in_every_state_that_is_not_over(state):
    assert (BALL_WITH[state] is None) == (state in {State.CLOSED, State.WITHDRAWN})


def erasing(request, side, **changes):
    fields = {"reason": "As she wishes", "consent": True} | changes
    return take(a_case(request), EraseEarly(**fields), BY[side])


def closed(**changes):
    day = TODAY + timedelta(days=180)
    return a_request(
        state=State.CLOSED, blocked_on=day, erased_on=day + timedelta(days=900), **changes
    )


def test_what_both_sides_want_erased_is_due_at_once():
    wanted = erasing(closed(), Side.ASKED)
    assert wanted.case.request.erasure_by is Side.ASKED
    assert wanted.case.request.erased_on > TODAY
    assert [each.topic for each in wanted.notices] == [Topic.ERASURE_WANTED]

    agreed = erasing(wanted.case.request, Side.ASKING)

    request = agreed.case.request
    assert (request.blocked_on, request.erased_on) == (NOON.date(), NOON.date())
    assert [each.topic for each in agreed.notices] == [Topic.DATA_ERASED]


def test_one_side_alone_wants_it_once():
    with pytest.raises(Conflict) as refused:
        erasing(closed(erasure_by=Side.ASKED), Side.ASKED)
    assert refused.value.faults == (Fault("", "erasure_wanted"),)
    with pytest.raises(Conflict) as refused:
        erasing(closed(kept=Kept.NOTHING), Side.ASKING)
    assert refused.value.faults == (Fault("", "erased"),)


def test_what_nobody_has_accepted_is_erased_by_who_wrote_it():
    withdrawn = a_request(state=State.WITHDRAWN)

    erased = erasing(withdrawn, Side.ASKING).case.request

    assert (erased.erased_on, erased.erasure_by) == (NOON.date(), Side.ASKING)


def test_nothing_is_erased_early_without_consent():
    with pytest.raises(Invalid) as refused:
        erasing(closed(), Side.ASKING, consent=False)

    assert refused.value.faults == (Fault("/consent", "consent_missing"),)


def test_what_must_be_approved_does_not_go_out_where_nobody_can_approve():
    nobody = Coordination(approves_sending=True, approves_reply=True)

    for case, move, side in (
        (a_case_in(State.DRAFT), Send(), Side.ASKING),
        (a_case_in(State.PARTLY_ANSWERED), Reply(), Side.ASKED),
    ):
        with pytest.raises(Conflict) as refused:
            take(case, move, BY[side], coordination=nobody)
        assert refused.value.faults == (Fault("", "nobody_approves"),)


def test_what_waits_for_approval_can_be_taken_back():
    draft = take(a_case_in(State.APPROVAL, Side.ASKING), TakeBack(), BY[Side.ASKING])
    assert (draft.case.request.state, draft.handed.lost_by) == (State.DRAFT, None)

    waits = a_case_in(State.REPLY_APPROVAL)
    reply = take(waits, TakeBack(), BY[Side.ASKED])
    assert (reply.case.request.state, reply.handed.lost_by) == (
        State.PARTLY_ANSWERED, COORDINATOR_PT,
    )  # fmt: skip
    disputed = replace(waits, request=replace(waits.request, clarify=("Q-2",)))
    assert take(disputed, TakeBack(), BY[Side.ASKED]).case.request.state is State.CLARIFICATION


@pytest.mark.parametrize("move", [Uphold(), SendBack()])
def test_the_coordinators_word_is_the_last_one(move):
    referred = a_case_in(State.REFERRED, Side.ASKED_COORDINATOR)
    decided = take(referred, move, BY[Side.ASKED_COORDINATOR], coordination=COORDINATED).case
    assert decided.request.decided

    side, again = (
        (Side.ASKING, Action.CLARIFY)
        if decided.request.state is State.REPLIED
        else (Side.ASKED, Action.REFUSE)
    )
    with pytest.raises(Conflict) as refused:
        take(decided, MOVES[again], BY[side])
    assert refused.value.faults == (Fault("", "decided"),)


def test_each_who_cannot_be_allocated_to_is_named():
    case = a_case_in(State.ACCEPTED)

    with pytest.raises(Invalid) as refused:
        take(case, Allocate(officials=("one", "nobody", "stranger")), BY[Side.ASKED])

    assert [each.pointer for each in refused.value.faults] == ["/officials/1", "/officials/2"]


def allocated(*officials, before=()):
    case = a_case_in(State.ACCEPTED, Side.ASKED)
    request = replace(case.request, allocated={Side.ASKED: before})
    return take(
        replace(case, request=request),
        Allocate(officials=officials),
        BY[Side.ASKED],
        handlers=frozenset(officials),
    )


def test_who_is_named_newly_is_told_and_nobody_else():
    me = BY[Side.ASKED].official.id

    [notice] = allocated("ann", "bo", me, before=("ann",)).notices

    assert (notice.topic, notice.reader, notice.to) == (Topic.ALLOCATED, PORTUGAL, ("bo",))
    assert (notice.counterpart.id, notice.by) == (DENMARK, me)
    for named, before in (((me,), ()), (("ann",), ("ann",)), ((), ("ann",))):
        assert allocated(*named, before=before).notices == ()


def test_those_are_told_to_whom_it_is_allocated_and_not_who_has_done_it():
    case = a_case_in(State.ACCEPTED, Side.ASKED)
    request = replace(case.request, allocated={Side.ASKED: ("ann",)})

    moved = take(replace(case, request=request), Say(text="Hello"), BY[Side.ASKING])

    [notice] = moved.notices
    assert (notice.to, notice.by) == (("ann",), BY[Side.ASKING].official.id)
