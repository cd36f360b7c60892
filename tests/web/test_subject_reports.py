"""What the requests of an authority hold of a person: who may ask, what is found, what is left behind."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.domain.authorities import Part
from chalicelib.services import retention
from chalicelib.storage.directory_items import DirectoryTable
from chalicelib.storage.request_items import RequestTable
from tests.builders import AREA, CANARY, DENMARK, FRIDAY, PORTUGAL
from tests.web.coordinators import (
    BOSSES,
    CHIEF,
    CLERK,
    LINKED,
    LUSITANIAN,
    LUSITANIAN_CHIEF,
    NATIONAL,
    OF_AREA,
    OF_OTHER_AREA,
    OTHER_AREA,
    VALIDATOR,
    put_in_care,
)
from tests.web.stage import A_DRAFT, INES, METTE

pytestmark = pytest.mark.usefixtures("coordinators")

PATH = f"/api/authorities/{DENMARK}/subject-report"
NAME = f"{CANARY} in person"
TURNED = "PERSON in kanarienvogel, canary"
BLOCKED_BY = date(2026, 9, 30)
ERASED_BY = date(2029, 9, 30)
ALL = {"name", "details", "reason", "slots", "comments"}
# fmt: off
MAY = {
    "of the authority": (CHIEF, 200),
    "national":         (BOSSES[NATIONAL], 200),
    "validating":       (BOSSES[VALIDATOR], 200),
    "of the area":      (BOSSES[OF_AREA], 200),
    "linked":           (BOSSES[LINKED], 403),
    "of another area":  (BOSSES[OF_OTHER_AREA], 403),
    "abroad":           (BOSSES[LUSITANIAN], 403),
    "counterpart":      (LUSITANIAN_CHIEF, 403),
    "no administrator": (CLERK, 403),
    "handler":          (METTE, 403),
}
# fmt: on


def report(client, path=PATH, query="", **wanted):
    answer = client.call("POST", path + query, {"name": NAME} | wanted)
    assert answer.status == 200, answer.text
    return answer.json()


def the_whole(client, limit=1, **wanted):
    """Return all parts of a report, a few requests at a time."""
    parts, cursor = [], ""
    while not parts or cursor:
        query = f"?limit={limit}" + (f"&cursor={cursor}" if cursor else "")
        parts.append(report(client, query=query, **wanted))
        cursor = parts[-1]["next"]
    return parts


@pytest.mark.parametrize("who", MAY)
def test_administrators_and_those_who_care_for_it_may_ask(api, sent, who):
    official, status = MAY[who]

    answer = api.of(official).call("POST", PATH, {"name": NAME})

    assert answer.status == status
    assert (sent in answer.text) is (status == 200)


@pytest.mark.parametrize("id", ["nowhere", "x" * 65, "a_b"])
def test_there_is_no_report_of_an_authority_that_does_not_exist(api, id):
    path = f"/api/authorities/{id}/subject-report"

    assert api.of(BOSSES[NATIONAL]).call("POST", path, {"name": NAME}).status == 404


def test_a_request_is_told_of_without_a_value(api, sent):
    told = report(api.of(CHIEF), name=TURNED)

    (row,) = told["items"]
    assert (row["number"], row["box"], row["state"]) == (sent, "sent", "awaiting_acceptance")
    assert row["counterpart"]["id"] == PORTUGAL
    assert (row["area"], row["area_title"]) == (AREA, "Services (en)")
    assert (row["concerned"], set(row["held"]), row["kept"]) == (True, ALL, "all")
    assert (told["looked_at"], told["erased"]) == (1, 0)
    assert CANARY not in str(told)


def test_the_asked_side_holds_what_it_was_handed_and_has_answered(api, sent, ines):
    client, path = api.of(LUSITANIAN_CHIEF), f"/api/authorities/{PORTUGAL}/subject-report"
    assert report(client, path)["items"] == []

    ines.act(sent, "accept", {"agreed_on": FRIDAY.isoformat()})
    ines.act(sent, "answer", {"answers": [{"code": "Q-1", "value": "yes"}]})

    # What is sent first is gone through first, and there is nothing.
    cursor = report(client, path)["next"]
    (row,) = report(client, path, f"?cursor={cursor}")["items"]
    assert (row["box"], row["counterpart"]["id"]) == ("received", DENMARK)
    assert set(row["held"]) == ALL | {"answers"}


def test_it_is_gone_through_bit_by_bit_and_nothing_is_left_out(api, mette):
    numbers = [mette.call("POST", "/api/requests", A_DRAFT).json()["number"] for _ in range(3)]
    other = A_DRAFT | {"person": {"name": "Somebody Else"}}
    mette.call("POST", "/api/requests", other)

    parts = the_whole(api.of(CHIEF))

    found = [row for part in parts for row in part["items"]]
    assert sorted(row["number"] for row in found) == sorted(numbers)
    assert {row["counterpart"] for row in found} == {None}
    assert sum(part["looked_at"] for part in parts) == 4
    assert all(len(part["items"]) <= 1 for part in parts)


def test_what_is_blocked_counts_and_what_is_erased_is_counted(api, sent):
    api.of(METTE).act(sent, "withdraw", {"reason": "No longer needed"})
    retention.run(BLOCKED_BY)

    (row,) = report(api.of(CHIEF))["items"]
    assert (row["kept"], row["concerned"]) == ("blocked", True)
    assert row["blocked_on"] < row["erased_on"]
    assert CANARY not in api.of(METTE).call("GET", f"/api/requests/{sent}").text

    retention.run(ERASED_BY)
    told = report(api.of(CHIEF))
    assert (told["items"], told["looked_at"], told["erased"]) == ([], 0, 1)


def test_a_coordinator_is_told_of_its_own_legal_area_alone(api, sent):
    here = {AREA: Part(), OTHER_AREA: Part(access_coordinator=OF_OTHER_AREA)}
    put_in_care(parts=here)

    assert report(api.of(BOSSES[OF_OTHER_AREA]))["items"] == []
    assert [row["number"] for row in report(api.of(CHIEF))["items"]] == [sent]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": " "}, "/name"),
        ({"name": "x" * 201}, "/name"),
        ({"name": NAME, "born_on": "yesterday"}, "/born_on"),
        ({"name": NAME, "number": "1"}, "/number"),
    ],
)
def test_who_is_wanted_is_said_as_it_must_be(api, body, pointer):
    answer = api.of(CHIEF).call("POST", PATH, body)

    assert answer.status == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert CANARY not in answer.text


@pytest.mark.parametrize("cursor", ["x", "WyJkcmFmdHMiLCItIiwiLSJd", "WyJzZW50Il0"])
def test_a_cursor_that_is_none_of_ours_is_refused(api, cursor):
    answer = api.of(CHIEF).call("POST", f"{PATH}?cursor={cursor}", {"name": NAME})

    assert answer.status == 422
    assert answer.json()["errors"][0]["pointer"] == "/cursor"


def test_the_audit_knows_who_looked_and_not_for_whom(api, sent, caplog):
    caplog.set_level("DEBUG")
    boss = BOSSES[OF_AREA]

    report(api.of(boss), born_on="1980-02-29")

    (entry,) = api.of(CHIEF).get(f"/api/authorities/{DENMARK}/audit")["items"]
    assert (entry["action"], entry["official"]) == ("report_subject", boss.id)
    assert entry["action_label"] == "Looked for what is held of a person"
    left = [item.attribute_values for item in DirectoryTable.scan()]
    assert CANARY.split()[0].lower() not in str(left).lower()
    assert "1980" not in str(left)
    assert CANARY.split()[0].lower() not in " ".join(
        each.getMessage() for each in caplog.records if each.name.startswith("chalicelib")
    )


def test_the_same_call_again_leaves_no_record_of_it(api, sent):
    before = RequestTable.count()
    answers = [api.of(CHIEF).call("POST", PATH, {"name": NAME}, key="one") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert RequestTable.count() == before


def test_whose_right_it_is_sees_so_in_the_record(api):
    path = f"/api/authorities/{DENMARK}"

    assert api.of(CHIEF).get(path)["may_report"]
    assert api.of(BOSSES[OF_AREA]).get(path)["may_report"]
    assert not api.of(BOSSES[LINKED]).get(path)["may_report"]
    assert not api.of(INES).get(path)["may_report"]
