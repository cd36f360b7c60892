from __future__ import annotations

import json

import pytest

from chalicelib.domain import feedback
from chalicelib.domain.feedback import Kind, Report
from tests.builders import NOON

INES = "ines@pt-tourism.example"
MAIL = {"messageId": "one", "timestamp": "2026-03-02T12:00:00.000Z"}


def told(event="eventType", **fields) -> str:
    return json.dumps({event: fields.pop("type"), "mail": MAIL} | fields)


def bounce(kind: str) -> str:
    receivers = [{"emailAddress": INES, "diagnosticCode": "550"}]
    return told(type="Bounce", bounce={"bounceType": kind, "bouncedRecipients": receivers})


@pytest.mark.parametrize("event", ["eventType", "notificationType"])
def test_what_matters_is_read(event):
    complaint = {"complainedRecipients": [{"emailAddress": INES}]}

    assert feedback.read(bounce("Permanent")) == Report(Kind.BOUNCED, "one", (INES,), NOON)
    assert feedback.read(told(event, type="Complaint", complaint=complaint)) == Report(
        Kind.COMPLAINED, "one", (INES,), NOON
    )
    assert feedback.read(told(event, type="Delivery", delivery={})) == Report(
        Kind.DELIVERED, "one", (), NOON
    )


@pytest.mark.parametrize(
    "text",
    [
        bounce("Transient"),
        bounce("Undetermined"),
        told(type="Send"),
        told(type="Open", open={}),
    ],
)
def test_what_does_not_matter_is_left_out(text):
    assert feedback.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"mail": []}',
        json.dumps({"mail": MAIL | {"messageId": 1}, "eventType": "Delivery"}),
        json.dumps({"mail": MAIL | {"messageId": ""}, "eventType": "Delivery"}),
        json.dumps({"mail": MAIL | {"timestamp": "noon"}, "eventType": "Delivery"}),
        json.dumps({"mail": {"messageId": "one"}, "eventType": "Delivery"}),
        json.dumps({"mail": MAIL, "eventType": "Complaint"}),
        json.dumps({"mail": MAIL, "eventType": "Bounce", "bounce": []}),
        told(type="Bounce", bounce={"bounceType": "Permanent", "bouncedRecipients": [{}]}),
        told(type="Bounce", bounce={"bounceType": "Permanent", "bouncedRecipients": 7}),
        "[" * 100_000,
        " " * (feedback.LONGEST + 1),
    ],
)
def test_what_is_no_report_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them will do
        feedback.read(text)
