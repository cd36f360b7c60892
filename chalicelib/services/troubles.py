"""Taking note of alarms, for those who want to know whether everything works."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from chalicelib.config import settings
from chalicelib.domain import troubles
from chalicelib.domain.troubles import Alarm, Trouble
from chalicelib.storage import troubles as storage

log = logging.getLogger(__name__)


def receive(message: str) -> None:
    """
    Take note of what *message* says, with which CloudWatch tells of an alarm.

    Safe to run twice, late, and in any order. What is no such message, or of another stage, is logged and
    dropped.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
    """
    try:
        told = json.loads(message)
        name, state = told["AlarmName"], told["NewStateValue"]
        at = datetime.fromisoformat(told["StateChangeTime"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError):
        log.warning("a message is none of an alarm")
        return
    stage = f"imi-{settings.stage}-"
    if not name.startswith(stage):
        log.warning("an alarm is of another stage")
        return
    storage.save(Alarm(name=name.removeprefix(stage), rings=state == "ALARM", at=at))
    storage.forget()


def known(*, at: datetime) -> list[Trouble]:
    """Return what does not work as it should, no older than the minute of *at* (UTC)."""
    return troubles.of(storage.known(at))
