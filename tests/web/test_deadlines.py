"""Periods counted day by day, by the calendars of both countries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chalicelib.domain.calendars import FIRST_YEAR, LAST_YEAR
from chalicelib.domain.countries import CODES
from chalicelib.i18n import LANGUAGES, catalogue
from chalicelib.storage import calendars
from chalicelib.web.holiday_labels import HOLIDAYS
from infra import calendars as made
from tests.web.stage import Api

TABLE = yaml.safe_load((Path(__file__).parent / "deadlines.yaml").read_text("utf-8"))
CASES = [pytest.param(*case[:-1], id=case[-1]) for cases in TABLE.values() for case in cases]


def asked(client: Api, **query: Any) -> Any:
    words = {"from": "2026-04-01", "days": 3, "unit": "working", "asking": "DK", "asked": "PT"}
    text = "&".join(f"{name}={value}" for name, value in {**words, **query}.items() if value)
    return client.call("GET", f"/api/deadline?{text}")


def test_the_table_has_sixty_cases_at_least():
    assert len(CASES) >= 60


@pytest.mark.parametrize(("from_on", "days", "unit", "theirs", "ours", "expected"), CASES)
def test_a_period_ends_as_worked_out_by_hand(
    mette, from_on, days, unit, theirs, ours, expected
):
    answer = asked(
        mette, **{"from": from_on, "days": days, "unit": unit, "asked": theirs, "asking": ours}
    ).json()

    assert answer["on"] == expected.isoformat()
    assert answer["days"][-1]["on"] == answer["on"]
    assert sum(day["counts"] for day in answer["days"]) == days


def test_the_arithmetic_names_the_holidays_of_both_sides_in_my_language(mette):
    answer = asked(Api(mette.gateway, mette.official, "da")).json()

    assert answer["on"] == "2026-04-07"
    assert [(day["on"][-2:], day["counts"], day["asked"], day["asking"])
            for day in answer["days"]] == [
        ("02", True, None, "Skærtorsdag"),
        ("03", False, "Langfredag", "Langfredag"),
        ("04", False, None, None),
        ("05", False, "Påskedag", "Påskedag"),
        ("06", True, None, "2. påskedag"),
        ("07", True, None, None),
    ]  # fmt: skip


def test_the_days_up_to_a_date_are_counted(mette):
    answer = asked(mette, days=None, to="2026-04-06").json()

    assert answer["on"] == "2026-04-06"
    assert sum(day["counts"] for day in answer["days"]) == 2
    assert [day["off"] for day in answer["days"]] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        pytest.param({"from": "yesterday"}, "/from", id="no date"),
        pytest.param({"from": f"{LAST_YEAR + 1}-01-01"}, "/from", id="too late"),
        pytest.param({"from": f"{FIRST_YEAR - 1}-12-31"}, "/from", id="too early"),
        pytest.param({"from": f"{LAST_YEAR}-12-31"}, "/days", id="ends too late"),
        pytest.param({"days": 0}, "/days", id="none"),
        pytest.param({"days": 367}, "/days", id="more than a year"),
        pytest.param({"days": "٣"}, "/days", id="other digits"),
        pytest.param({"days": "-1"}, "/days", id="backwards"),
        pytest.param({"unit": "hours"}, "/unit", id="hours"),
        pytest.param({"asked": "GB"}, "/asked", id="takes no part"),
        pytest.param({"asking": "EL"}, "/asking", id="not the ISO code"),
        pytest.param({"to": "2026-04-01"}, "/to", id="no day"),
        pytest.param({"to": "2027-04-30"}, "/to", id="up to more than a year"),
    ],
)
def test_what_cannot_be_counted_is_said(mette, query, pointer):
    answer = asked(mette, **({"days": "0"} | query if query.get("days") == 0 else query))

    assert answer.status == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_deadline_on_a_holiday_is_accepted_and_pointed_out(sent, ines):
    there = ines.act(sent, "accept", {"agreed_on": "2026-04-03"}).json()

    assert [each["detail"] for each in there["warnings"]] == [
        "This date is a public holiday in the country of the authority that is asked: Good Friday."
    ]


def test_a_holiday_of_the_other_side_is_pointed_out(sent, ines):
    there = ines.act(sent, "accept", {"agreed_on": "2026-04-02"}).json()

    assert "that asks: Maundy Thursday" in there["warnings"][0]["detail"]


@pytest.mark.parametrize("country", sorted(CODES))
def test_the_calendars_are_those_of_the_package(country):
    assert dict(calendars.of(country)) == made.days(country)
    assert {day.year for day in calendars.of(country)} == {*range(FIRST_YEAR, LAST_YEAR + 1)}


def test_every_holiday_has_a_name_in_every_language():
    codes = {code for country in CODES for code in calendars.of(country).values()}

    assert codes == HOLIDAYS.keys()
    for language in LANGUAGES:
        words = catalogue(language).gettext
        assert all(words(name) for name in HOLIDAYS.values())
    assert calendars.of("XX") == {}
