"""What helps to write a request: similar ones, and how long the other side usually needs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import FINLAND, FRIDAY, NOON, PORTUGAL
from tests.web.stage import A_DRAFT, AINO, OUTSIDE

ONE = A_DRAFT | {"questions": A_DRAFT["questions"][:1]}
OTHER = A_DRAFT | {"questions": [{"code": "Q-3"}, {"code": "Q-4"}]}


def begun(api, draft=A_DRAFT):
    return api.call("POST", "/api/requests", draft).json()


def sent(api, draft=A_DRAFT):
    made = begun(api, draft)
    assert api.act(made["number"], "send", tag=made["etag"]).status == 200
    return made["number"]


def similar(api, number):
    items = api.get(f"/api/requests/{number}/similar")["items"]
    return [(each["request"]["number"], each["shared"]) for each in items]


def test_the_likest_request_comes_first_then_that_to_the_same_country(mette):
    finnish = sent(mette, A_DRAFT | {"asked": FINLAND})
    older, one = sent(mette), sent(mette, ONE)
    begun(mette)
    mine = begun(mette)["number"]

    assert similar(mette, mine) == [(older, 2), (finnish, 2), (one, 1)]


def test_what_shares_no_question_is_not_similar(mette):
    sent(mette)

    assert similar(mette, begun(mette, OTHER)["number"]) == []


def test_five_are_enough(mette):
    for _ in range(6):
        sent(mette)

    assert len(similar(mette, begun(mette)["number"])) == 5


def test_similar_ones_are_those_of_the_own_side(mette, ines):
    first = sent(mette)
    second = sent(mette)

    assert similar(mette, second) == [(first, 2)]
    assert similar(ines, second) == []


def test_nobody_else_learns_of_them(api, mette):
    number = sent(mette)

    assert api.of(AINO).call("GET", f"/api/requests/{number}/similar").status == 404


def test_how_long_an_authority_needs_is_said_when_five_tell(api, mette, ines, now):
    outside = api.of(OUTSIDE)
    path = f"/api/authorities/{PORTUGAL}/pace?area=services"
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Passeios"}]
    for days in (2, 4, 6, 8, 30):
        now(NOON)
        draft = A_DRAFT | {"proposed_on": (FRIDAY + timedelta(days=40)).isoformat()}
        number = sent(mette, draft)
        assert mette.get(path)["days"] is None
        ines.act(number, "accept", {"agreed_on": draft["proposed_on"]})
        ines.act(number, "answer", {"answers": answers})
        now(NOON + timedelta(days=days))
        assert ines.act(number, "reply").status == 200

    assert mette.get(path) == {"days": 6, "of": 5}
    assert outside.get(path) == {"days": None, "of": 0}

    # A second reply, after a clarification, changes nothing of how long the first one took.
    assert mette.act(number, "clarify", {"questions": ["Q-1"], "reason": "Why?"}).status == 200
    now(NOON + timedelta(days=60))
    assert ines.act(number, "reply").status == 200
    assert mette.get(path) == {"days": 6, "of": 5}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/authorities/nobody/pace?area=services", 200),
        (f"/api/authorities/{PORTUGAL}/pace", 422),
    ],
)
def test_of_whom_nothing_is_known_nothing_is_said(mette, path, status):
    answer = mette.call("GET", path)

    assert answer.status == status
    assert answer.json().get("days") is None


def test_the_share_that_needs_no_translator_is_that_of_who_reads(mette, ines, replied):
    assert mette.get(f"/api/requests/{replied}", headers={"Accept-Language": "da"})["share"] == {
        "ready": 5, "of": 6, "language": "da",
    }  # fmt: skip
    assert ines.get(f"/api/requests/{replied}", headers={"Accept-Language": "pt"})["share"] == {
        "ready": 4, "of": 6, "language": "pt",
    }  # fmt: skip


def test_the_share_of_a_draft_is_that_of_who_will_read_it(mette):
    number = begun(mette)["number"]

    assert mette.get(f"/api/requests/{number}")["share"] == {
        "ready": 2, "of": 4, "language": "pt",
    }  # fmt: skip


def test_a_day_on_offer_that_is_a_holiday_is_pointed_out(mette, ines, accepted):
    offer = {"on": "2026-04-03", "reason": "More time"}  # Good Friday
    told = mette.act(accepted, "propose-date", offer).json()["warnings"]

    assert [(each["pointer"], "Good Friday" in each["detail"]) for each in told] == [
        ("/offer/on", True)
    ]
