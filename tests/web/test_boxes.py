"""Lists of requests, by country of the other side and by day."""

from __future__ import annotations

import pytest

from chalicelib.services import boxes
from tests.web.stage import A_DRAFT


def numbers(api, query):
    return [each["number"] for each in api.get(f"/api/requests?{query}")["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=PT", True),
        ("country=DK", False),
        ("since=2026-03-02", True),
        ("until=2026-03-02", True),
        ("since=2026-03-02&until=2026-03-02", True),
        ("since=2026-03-03", False),
        ("until=2026-03-01", False),
    ],
)
def test_requests_are_found_by_country_and_day(mette, sent, query, found):
    assert (sent in numbers(mette, f"box=sent&{query}")) is found
    assert (sent in numbers(mette, f"box=sent&q={sent}&{query}")) is found


def test_what_is_received_is_found_by_the_country_that_asks(ines, sent):
    assert numbers(ines, "box=received&country=DK&since=2026-03-01") == [sent]
    assert numbers(ines, "box=received&country=PT") == []


def test_a_draft_is_found_by_the_day_it_was_begun(mette):
    made = mette.call("POST", "/api/requests", A_DRAFT).json()["number"]

    assert made in numbers(mette, "box=sent&since=2026-03-02&until=2026-03-02")


def test_what_is_no_day_is_refused(mette):
    refused = mette.call("GET", "/api/requests?since=yesterday")

    assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, "/since")


def test_the_counts_say_when_they_are_not_all(mette, sent, monkeypatch):
    counts = mette.get("/api/activity")
    assert (counts["sent"], counts["sent_open"], counts["more"]) == (1, 1, False)

    monkeypatch.setattr(boxes, "MOST_COUNTED", 1)

    assert mette.get("/api/activity")["more"] is True
