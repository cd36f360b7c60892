from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import case_files, chain, retention, steps
from chalicelib.domain.case_files import Missing, Reader
from chalicelib.domain.moves import (
    Accept,
    Approve,
    Clarify,
    Give,
    Reply,
    Return,
    Say,
    Send,
    Withdraw,
)
from chalicelib.domain.requests import Kept, Side
from tests.builders import (
    COORDINATOR_PT,
    DENMARK,
    FINNS,
    FRIDAY,
    PORTUGAL,
    a_case,
    a_coordination,
    acting,
    circumstances,
)
from tests.domain.test_chain import INES, JOURNEY, METTE, lived
from tests.lives import ALL, DECIDERS

RUI = acting(COORDINATOR_PT, name="rui", role=DECIDERS[0], also=DECIDERS)


def file_of(done, side, authority, *, case=None, hidden=(), notes=True):
    """Return the entries for one side, by number."""
    lines = [(each.event, each.note) for each in done]
    known = frozenset(each.event.sequence for each in done) - set(hidden)
    reader = Reader(
        authority=authority, side=side, known=known, notes=known if notes else frozenset()
    )
    found = case_files.entries(lines, case or done[-1].case, reader)
    return {each.event.sequence: each for each in found}


def ours(done, **more):
    return file_of(done, Side.ASKING, DENMARK, **more)


def theirs(done, **more):
    return file_of(done, Side.ASKED, PORTUGAL, **more)


def test_whoever_may_read_all_gets_all_but_the_names_of_the_other_sides_officials():
    done = lived(*JOURNEY)

    found = ours(done)

    assert [set(each.parts) for each in found.values()] == [
        {"own"},
        {"own", "request", "sealed"},
        set(),
        {"own", "note"},
        set(),
        {"answers", "files"},
    ]
    assert {name for each in found.values() for name in each.missing} == {"own"}
    for each in found.values():
        for name, part in each.parts.items():
            assert part.digest == each.event.parts[name]


def test_of_an_event_that_one_may_not_know_of_nothing_is_told():
    first = theirs(lived(*JOURNEY), hidden={1})[1]

    assert (first.known, first.parts, first.missing, first.note) == (False, {}, {}, None)


def test_what_one_may_not_read_is_withheld():
    done = lived(*JOURNEY)
    case = replace(done[-1].case, sealed=None, answers={})

    found = theirs(done, case=case, notes=False)

    assert found[2].missing == {"own": Missing.WITHHELD, "sealed": Missing.WITHHELD}
    assert found[4].missing == {"own": Missing.WITHHELD, "note": Missing.WITHHELD}
    assert found[6].missing == dict.fromkeys(("answers", "files"), Missing.WITHHELD)


@pytest.mark.parametrize(
    ("kept", "why"), [(Kept.BLOCKED, Missing.BLOCKED), (Kept.NOTHING, Missing.ERASED)]
)
def test_what_is_blocked_or_erased_is_called_so(kept, why):
    done = lived(*JOURNEY)
    request = replace(retention.without_words(done[-1].case.request), kept=kept)
    gone = [replace(each, note=None) if each.note else each for each in done[1:]]

    found = ours([done[0], *gone], case=a_case(request, sealed=None))

    assert found[2].missing == {"request": why, "sealed": why}
    assert found[4].missing["note"] is why
    assert found[6].missing["answers"] is why
    assert found[3].missing == {"own": Missing.WITHHELD}


def test_a_note_that_is_gone_before_the_rest_is_erased():
    done = lived(*JOURNEY)
    done[3] = replace(done[3], note=None)

    assert ours(done)[4].missing["note"] is Missing.ERASED


def test_while_it_is_written_anew_what_was_sent_is_replaced():
    done = lived((METTE, Send()), (INES, Return(reason="No", suggested=FINNS)))

    found = ours(done)

    assert found[2].missing == {"request": Missing.REPLACED, "sealed": Missing.REPLACED}
    assert found[3].parts["suggestion"].value == FINNS.id


def test_who_is_competent_is_told_to_those_alone_who_are_told_it_elsewhere():
    done = lived((METTE, Send()), (INES, Return(reason="No", suggested=FINNS)), (METTE, Send()))

    assert ours(done)[3].missing["suggestion"] is Missing.WITHHELD
    assert theirs(done)[3].parts["suggestion"].value == FINNS.id
    assert ours(done)[2].missing["request"] is Missing.REPLACED
    assert "request" in ours(done)[4].parts


MORE = (
    *JOURNEY,
    (METTE, Clarify(questions=("Q-1",), reason="More")),
    (INES, Give(answers=ALL)),
)


def test_answers_that_are_not_sent_yet_belong_to_no_event():
    done = lived(*MORE)

    assert theirs(done)[6].missing["answers"] is Missing.REPLACED
    again = lived(*MORE, (INES, Reply()))
    assert theirs(again)[6].missing["answers"] is Missing.REPLACED
    assert "answers" in theirs(again)[9].parts


def test_the_asking_side_has_the_answers_that_were_sent_to_it():
    done = lived(*MORE)
    before = replace(done[-1].case, answers=ALL, answers_salt=done[5].case.answers_salt)

    part = ours(done, case=before)[6].parts["answers"]

    assert part.digest == done[5].event.parts["answers"]


def test_what_waits_for_approval_is_withheld_from_the_asking_side():
    done = lived(*JOURNEY[:-1])
    around = circumstances(coordination=a_coordination(approves_reply=True))
    waiting = steps.take(done[-1].case, Reply(), around, by=INES)
    done.append(waiting)

    unseen = replace(waiting.case, answers={})
    assert ours(done, case=unseen)[6].missing["answers"] is Missing.WITHHELD
    seen = file_of(done, Side.ASKED_COORDINATOR, COORDINATOR_PT)
    assert "answers" in seen[6].parts

    done.append(steps.take(waiting.case, Approve(comment="Good"), around, by=RUI))
    assert "answers" in ours(done)[7].parts


def test_the_reason_of_a_withdrawal_is_told():
    done = lived((METTE, Send()), (METTE, Withdraw(reason="No")))

    assert theirs(done)[3].parts["reason"].value == "No"


def test_an_event_from_before_the_chain_has_no_parts():
    done = lived((METTE, Send()), (INES, Accept(agreed_on=FRIDAY)), (METTE, Say(text="Hi")))
    done[1] = replace(done[1], event=replace(done[1].event, parts={}, salts={}, hash=""))

    found = ours(done)

    assert (found[2].known, found[2].parts, found[2].missing) == (True, {}, {})
    assert chain.content(found[2].event)["salt"] == ""
