"""What coordinators see of the requests of those in their care."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authorities import Kind, Part
from chalicelib.domain.officials import Role
from chalicelib.storage import boxes, directory
from tests.builders import (
    AREA,
    CANARY,
    DENMARK,
    FRIDAY,
    PORTUGAL,
    a_party,
    an_authority,
    an_official,
)
from tests.web.coordinators import (
    BOSSES,
    LINKED,
    LUSITANIAN,
    NATIONAL,
    OF_AREA,
    OF_OTHER_AREA,
    VALIDATOR,
    a_coordinator,
    put_in_care,
)
from tests.web.stage import A_DRAFT, METTE, VIEWER

WATCHED = "/api/requests?box=watched"


@pytest.fixture
def watched(coordinators, replied):
    """The number of a request whose reply the Danes, who are in care, are to check."""
    put_in_care()
    return replied


def numbers(api, query=""):
    return [each["number"] for each in api.get(WATCHED + query)["items"]]


@pytest.mark.parametrize(
    ("coordinator", "sees"),
    [
        (NATIONAL, True),
        (OF_AREA, True),
        (LINKED, True),
        (VALIDATOR, False),
        (OF_OTHER_AREA, False),
        (LUSITANIAN, False),
    ],
)
def test_who_coordinates_the_area_watches_it(api, watched, coordinator, sees):
    assert (watched in numbers(api.of(BOSSES[coordinator]))) is sees


def test_a_row_says_whose_turn_it_is_till_when_and_nothing_of_what_is_written(api, watched):
    answer = api.of(BOSSES[LINKED]).call("GET", WATCHED)
    [row] = answer.json()["items"]

    assert (row["waits_for"]["id"], row["counterpart"]["id"]) == (DENMARK, PORTUGAL)
    assert (row["state"], row["due_on"]) == ("replied", FRIDAY.isoformat())
    assert CANARY not in answer.text
    assert A_DRAFT["reason"] not in answer.text
    assert api.of(BOSSES[LINKED]).call("GET", f"/api/requests/{watched}").status == 404


def test_who_is_no_coordinator_watches_nothing(api, watched):
    neighbour = replace(a_party(DENMARK), id="dk-neighbour")
    directory.save_authority(an_authority(neighbour))
    directory.save_official(an_official(neighbour, "nora"))

    assert numbers(api.of(an_official(neighbour, "nora"))) == []
    assert numbers(api.of(METTE)) == []


def test_what_waits_for_approval_is_not_there_for_whom_it_is_meant(api, coordinators, mette):
    part = Part(request_coordinators=(OF_AREA,), approves_sending=True)
    put_in_care(parts={AREA: part})
    approver = an_official(
        BOSSES[OF_AREA].memberships[OF_AREA].party, "anna", role=Role.APPROVER
    )
    directory.save_official(approver)
    draft = mette.call("POST", "/api/requests", A_DRAFT | {"asked": NATIONAL}).json()
    waits = mette.act(draft["number"], "send", tag=draft["etag"]).json()

    assert waits["state"] == "approval"
    assert numbers(api.of(BOSSES[NATIONAL])) == []


def test_what_is_the_turn_of_others_or_nobodys_is_not_there(api, watched, mette, ines):
    boss = api.of(BOSSES[OF_AREA])
    doubts = {"questions": ["Q-1"], "reason": "Since when?"}
    assert mette.act(watched, "clarify", doubts).status == 200
    assert numbers(boss) == []
    assert numbers(api.of(BOSSES[LUSITANIAN])) == [watched]

    assert ines.act(watched, "reply").status == 200
    assert numbers(boss) == [watched]
    assert mette.act(watched, "close", {"timeliness": None, "effort": None}).status == 200
    assert numbers(boss) == []


def test_a_draft_is_nobodys_business(api, coordinators, mette):
    put_in_care()
    mette.call("POST", "/api/requests", A_DRAFT)

    assert numbers(api.of(BOSSES[NATIONAL])) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"&authority={DENMARK}", True),
        (f"&authority={PORTUGAL}", False),
        ("&area=services", True),
        ("&area=transport", False),
        ("&state=replied", True),
        ("&state=accepted", False),
        ("&country=PT", True),
        ("&country=FI", False),
        ("&q=erhvervs", True),
        ("&q=turismo", True),
        ("&q=nobody", False),
        ("&since=2026-03-03", False),
    ],
)
def test_the_list_is_narrowed_as_any_other(api, watched, query, found):
    assert (watched in numbers(api.of(BOSSES[NATIONAL]), query)) is found


def test_a_number_is_found(api, watched):
    assert numbers(api.of(BOSSES[NATIONAL]), f"&q={watched}") == [watched]


def test_what_is_due_first_comes_first_and_pages_follow(api, coordinators, mette, monkeypatch):
    put_in_care()
    made = []
    for days in (5, 0, 3):
        day = (FRIDAY + timedelta(days=days)).isoformat()
        draft = mette.call("POST", "/api/requests", A_DRAFT | {"proposed_on": day}).json()
        mette.act(draft["number"], "send", tag=draft["etag"])
        made.append(draft["number"])
    boss = api.of(BOSSES[LUSITANIAN])
    late_first = [made[1], made[2], made[0]]

    assert numbers(boss) == late_first
    for looked_at in (100, 2):
        monkeypatch.setattr(boxes, "LOOKED_AT", looked_at)
        seen, cursor = [], ""
        while cursor is not None:
            page = boss.get(f"{WATCHED}&limit=2{cursor and f'&cursor={cursor}'}")
            assert len(page["items"]) <= 2
            seen += [each["number"] for each in page["items"]]
            cursor = page["next"]
        assert seen == late_first


def test_what_waits_for_oneself_is_a_task_and_not_watched(api, coordinators, mette):
    record = directory.authority(PORTUGAL)
    chief = a_coordinator(PORTUGAL, Kind.NATIONAL_COORDINATOR, PORTUGAL)
    directory.save_authority(replace(chief, version=record.version))
    draft = mette.call("POST", "/api/requests", A_DRAFT).json()
    mette.act(draft["number"], "send", tag=draft["etag"])

    assert numbers(api.of(VIEWER)) == []
    assert numbers(api.of(BOSSES[LUSITANIAN])) == [draft["number"]]
