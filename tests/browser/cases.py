"""Requests brought by the API to where a test begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.browser.desks import FREJA, INES
from tests.browser.journey import (
    ACTIVITIES,
    DOUBT,
    GUIDE,
    QUESTIONS,
    REASON,
    REMARK,
    SLOTS,
    working_day,
)
from tests.browser.stage import Stage
from tests.browser.words import AREA, words

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "PQ-01": {"value": "no"},
    "PQ-02": {"value": ACTIVITIES, "language": "pt"},
    "PQ-03": {"value": "yes", "comment": REMARK, "language": "pt"},
    "PQ-06": {"value": "2019-04-05"},
    "PQ-10": {"value": "at_least_5_years"},
}


def a_draft(stage: Stage, by: str = FREJA.email, **changes: Any) -> str:
    """Return the number of a draft, Freja's, which lacks nothing but what *changes* take away."""
    texts = words("en")
    complete = {
        "area": AREA,
        "asked": "pt-tourism",
        "language": "da",
        "reason": REASON,
        "proposed_on": working_day(14).isoformat(),
        "questions": [
            {
                "code": code,
                "slots": {name: SLOTS[name] for name in texts.slots(code)},
                "comment": DOUBT if code == "PQ-03" else "",
            }
            for code in QUESTIONS
        ],
        "person": {"name": GUIDE, "kind": "person", "born_on": "1991-05-17", "details": ""},
    }
    return str(stage.post(by, "/requests", complete | changes)["number"])


def a_sent(stage: Stage, by: str = FREJA.email, **changes: Any) -> str:
    """Return the number of a request that Freja has sent to Inês, but for what *changes* say."""
    number = a_draft(stage, by, **changes)
    stage.post(by, f"/requests/{number}/send", {})
    return number


def a_returned(stage: Stage, reason: str, suggested: str | None = None) -> str:
    """Return the number of a request that Inês has returned, since others are competent."""
    number = a_sent(stage)
    why = {"reason": reason, "suggested": suggested}
    stage.post(INES.email, f"/requests/{number}/return", why)
    return number


def an_accepted(stage: Stage, *answered: str) -> str:
    """Return the number of a request that Inês has accepted, with those questions answered."""
    number = a_sent(stage)
    day = working_day(20).isoformat()
    stage.post(INES.email, f"/requests/{number}/accept", {"agreed_on": day})
    if answered:
        answers = [{"code": code, **ANSWERS[code]} for code in answered]
        stage.post(INES.email, f"/requests/{number}/answer", {"answers": answers})
    return number


def a_replied(stage: Stage) -> str:
    """Return the number of a request to which Inês has replied."""
    number = an_accepted(stage, *ANSWERS)
    stage.post(INES.email, f"/requests/{number}/reply", {})
    return number


def a_closed(stage: Stage) -> str:
    """Return the number of a request that Freja has closed."""
    number = a_replied(stage)
    rating = {"timeliness": 5, "effort": 4}
    stage.post(FREJA.email, f"/requests/{number}/close", rating)
    return number
