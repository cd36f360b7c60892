from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.domain import absences
from chalicelib.domain.errors import Invalid
from chalicelib.domain.officials import Absence, Official
from tests.builders import TODAY, an_official

WEEK = timedelta(days=6)


def away(substitute: str, from_on: date = TODAY, to_on: date | None = None) -> Absence:
    return Absence(from_on=from_on, to_on=to_on or from_on + WEEK, substitute=substitute)


def person(name: str, absence: Absence | None = None) -> Official:
    return an_official(name=name, id=name, absence=absence)


def staff(*people: Official) -> dict[str, Official]:
    return {each.id: each for each in people}


def acts(*people: Official, day: date = TODAY) -> str | None:
    found = absences.who_acts(people[0], staff(*people), day)
    return found.id if found else None


def test_who_is_there_acts():
    assert acts(person("ann")) == "ann"


def test_who_is_away_has_a_substitute_from_the_first_day_to_the_last():
    people = person("ann", away("bea")), person("bea")

    assert acts(*people) == "bea"
    assert acts(*people, day=TODAY + WEEK) == "bea"
    assert acts(*people, day=TODAY - timedelta(days=1)) == "ann"
    assert acts(*people, day=TODAY + WEEK + timedelta(days=1)) == "ann"


def test_a_chain_is_followed_to_who_is_there():
    assert acts(person("ann", away("bea")), person("bea", away("cem")), person("cem")) == "cem"


@pytest.mark.parametrize(
    "people",
    [
        pytest.param((person("ann", away("bea")), person("bea", away("ann"))), id="two"),
        pytest.param(
            (
                person("ann", away("bea")),
                person("bea", away("cem")),
                person("cem", away("bea")),
            ),
            id="a loop beside the first",
        ),
        pytest.param((person("ann", away("gone")),), id="a substitute who has left"),
    ],
)
def test_a_chain_that_leads_nowhere_ends(people):
    assert acts(*people) is None


def faults(absence: Absence, *others: Official) -> list[tuple[str, str]]:
    ann = person("ann")
    try:
        absences.check(absence, ann, staff(ann, *others), today=TODAY)
    except Invalid as error:
        return [(fault.pointer.rpartition("/")[2], fault.code) for fault in error.faults]
    return []


BEA = person("bea")
LATER = TODAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("absence", "others", "expected"),
    [
        pytest.param(away("bea"), [BEA], [], id="good"),
        pytest.param(
            away("bea", LATER, TODAY), [BEA], [("to_on", "before_start")], id="backwards"
        ),
        pytest.param(
            away("bea", TODAY - WEEK, TODAY - timedelta(days=1)),
            [BEA],
            [("to_on", "past")],
            id="over",
        ),
        pytest.param(
            away("bea", TODAY, TODAY + timedelta(days=367)),
            [BEA],
            [("to_on", "too_far")],
            id="too long",
        ),
        pytest.param(away("ann"), [], [("substitute", "not_a_colleague")], id="oneself"),
        pytest.param(away("nobody"), [], [("substitute", "not_a_colleague")], id="a stranger"),
        pytest.param(
            away("bea"),
            [person("bea", away("ann"))],
            [("substitute", "leads_back")],
            id="each for the other",
        ),
        pytest.param(
            away("bea"),
            [person("bea", away("cem")), person("cem", away("ann"))],
            [("substitute", "leads_back")],
            id="back by a third",
        ),
        pytest.param(
            away("bea"), [person("bea", away("ann", LATER))], [], id="at another time"
        ),
        pytest.param(
            away("bea"), [person("bea", away("cem")), person("cem")], [], id="a good chain"
        ),
        pytest.param(away("bea"), [person("bea", away("gone"))], [], id="a chain that ends"),
    ],
)
def test_an_absence_is_looked_at_before_it_is_kept(absence, others, expected):
    assert faults(absence, *others) == expected
