from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import attaching, attachments
from chalicelib.domain.attachments import Attachment, Condition, condition
from chalicelib.domain.errors import IllegalAction, Invalid, NotAllowed, NotFound
from chalicelib.domain.officials import Role
from chalicelib.domain.requests import Answer, Case, Side, SplitPart, State
from tests.builders import (
    COORDINATOR_DK,
    DENMARK,
    NOON,
    NUMBER,
    PORTUGAL,
    a_case,
    a_draft_request,
    a_request,
    acting,
)

FILE = Attachment(
    id="one",
    home=NUMBER,
    name="Ævisögur.pdf",
    type="application/pdf",
    size=100,
    sha256="0" * 64,
)
METTE, INES = acting(DENMARK), acting(PORTUGAL, name="ines")


def test_who_asks_attaches_to_the_draft_and_who_answers_to_the_answers():
    draft = a_case(a_draft_request())
    asked = attaching.attached(draft, FILE, by=METTE, at=NOON)
    assert attaching.of(asked, Side.ASKING) == (FILE,)
    assert asked.request.version == draft.request.version + 1

    accepted = a_case(a_request(state=State.ACCEPTED))
    answered = attaching.attached(accepted, FILE, by=INES, at=NOON)
    assert (attaching.of(answered, Side.ASKED), answered.sealed) == ((FILE,), accepted.sealed)

    assert attaching.detached(asked, "one", by=METTE, at=NOON).sealed == draft.sealed
    assert attaching.detached(answered, "one", by=INES, at=NOON).files == ()


def test_a_draft_without_anything_sealed_takes_files_too():
    bare = Case(request=a_draft_request())

    assert attaching.attached(bare, FILE, by=METTE, at=NOON).sealed.attachments == (FILE,)
    assert attaching.of(bare, Side.ASKING) == ()


@pytest.mark.parametrize(
    ("state", "by", "error"),
    [
        (State.AWAITING_ACCEPTANCE, METTE, IllegalAction),
        (State.AWAITING_ACCEPTANCE, INES, IllegalAction),
        (State.REPLIED, INES, IllegalAction),
        (State.CLOSED, METTE, IllegalAction),
        (State.ACCEPTED, acting(PORTUGAL, name="viewer", role=Role.VIEWER), NotAllowed),
        (State.ACCEPTED, acting(COORDINATOR_DK), NotAllowed),
    ],
)
def test_it_is_not_everybodys_nor_always_time(state, by, error):
    case = a_case(a_request(state=state))

    assert not attaching.may_attach(case.request, by)
    with pytest.raises(error):
        attaching.attached(case, FILE, by=by, at=NOON)


@pytest.mark.parametrize(
    ("changes", "shared"),
    [
        ({"state": State.DRAFT, "replied_at": None}, False),
        ({"state": State.ACCEPTED, "replied_at": None}, False),
        ({"state": State.CLARIFICATION, "replied_at": NOON}, True),
        ({"state": State.DRAFT, "number": f"{NUMBER}-1"}, True),
        ({"state": State.DRAFT, "parts": (SplitPart(number="1", asked=PORTUGAL, questions=("Q-1",)),)}, True),
    ],
)  # fmt: skip
def test_what_went_to_others_is_no_longer_the_own_alone(changes, shared):
    assert attaching.is_shared(replace(a_request(), **changes), FILE) is shared


def test_only_what_has_passed_its_checks_goes_out():
    others = [replace(FILE, id=each) for each in ("two", "three")]
    far = {"one": Condition.READY, "two": Condition.INFECTED}

    attaching.must_be_ready([], {})
    attaching.must_be_ready([FILE], far)
    with pytest.raises(Invalid) as refused:
        attaching.must_be_ready([FILE, *others, *others], far)

    told = [(each.pointer, each.code) for each in refused.value.faults]
    assert told == [("/attachments", "file_infected"), ("/attachments", "file_missing")]


def test_what_is_not_there_cannot_be_taken_away():
    with pytest.raises(NotFound):
        attaching.detached(a_case(a_draft_request()), "one", by=METTE, at=NOON)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "missing"),
        ({"name": "a\nb.pdf"}, "control_character"),
        ({"name": f"{'a' * 200}.pdf"}, "too_long"),
        ({"name": "a.hta"}, "wrong_file_type"),
        ({"type": "text/html"}, "wrong_file_type"),
        ({"size": 0}, "empty_file"),
        ({"size": attachments.LARGEST + 1}, "file_too_large"),
        ({"sha256": "0" * 63}, "wrong_type"),
        ({"sha256": "G" * 64}, "wrong_type"),
    ],
)
def test_what_cannot_be_attached_says_why(changes, code):
    with pytest.raises(Invalid) as refused:
        attaching.attached(
            a_case(a_draft_request()), replace(FILE, **changes), by=METTE, at=NOON
        )

    assert [each.code for each in refused.value.faults] == [code]


def test_ten_files_are_enough():
    case = a_case(a_draft_request())
    for place in range(attachments.MOST):
        case = attaching.attached(case, replace(FILE, id=str(place)), by=METTE, at=NOON)

    with pytest.raises(Invalid) as refused:
        attaching.attached(case, FILE, by=METTE, at=NOON)

    assert refused.value.faults[0].code == "too_many_files"


@pytest.mark.parametrize(
    ("fits", "clean", "expected"),
    [
        (None, None, Condition.WAITING),
        (True, None, Condition.CHECKING),
        (None, True, Condition.CHECKING),
        (True, True, Condition.READY),
        (False, None, Condition.REFUSED),
        (False, True, Condition.REFUSED),
        (None, False, Condition.INFECTED),
        (False, False, Condition.INFECTED),
    ],
)
def test_a_file_is_ready_when_both_checks_say_so(fits, clean, expected):
    assert condition(fits=fits, clean=clean) is expected


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("one", ""),
        ("one two", "two"),
        ("two", "two"),
        ("one of them", "one of them"),
        ("yes", "yes"),
    ],
)
def test_what_is_taken_away_answers_nothing_any_more(value, left):
    answers = {"Q-5": Answer(value=value, comment="See there", language="pt")}
    files = (FILE, replace(FILE, id="two"))
    case = a_case(a_request(state=State.ACCEPTED), answers=answers, files=files)

    gone = attaching.detached(case, "one", by=INES, at=NOON)

    assert gone.answers == {"Q-5": replace(answers["Q-5"], value=left)}
