"""Taking note of what the mail service reports of e-mails, and of addresses at which nothing arrives."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from chalicelib.config import settings
from chalicelib.domain import feedback
from chalicelib.domain.feedback import Kind, Report
from chalicelib.domain.letters import Fate
from chalicelib.mail import sns
from chalicelib.storage import addresses, letters, reputation

log = logging.getLogger(__name__)

FATES: Final = {
    Kind.DELIVERED: Fate.DELIVERED,
    Kind.BOUNCED: Fate.BOUNCED,
    Kind.COMPLAINED: Fate.COMPLAINED,
}


KNOWN_WITHIN: Final = timedelta(minutes=10)
"""How long after an e-mail its sender has written that it was handed over, if ever."""


class TooEarly(Exception):
    """It is about an e-mail that is not known yet: whoever sends it is about to say so."""


def receive(record: Mapping[str, Any], *, at: datetime) -> None:
    """
    Take note of what *record*, the ``Sns`` part of an event, reports.

    Safe to run twice, late, and in any order. What is forged, or no report, is logged and dropped.

    Raises:
        TooEarly: It is to come again in a while.
    """
    try:
        sns.must_be_genuine(record, topic=settings.feedback_topic)
        report = feedback.read(str(record.get("Message")))
    except (sns.Forged, ValueError) as error:
        log.error("a report on e-mails is refused: %s", error)  # noqa: TRY400 - it holds nothing of the report
        return
    if report is None:
        return
    if report.kind is not Kind.DELIVERED:
        for address in report.addresses:
            addresses.fail(address, report.kind, today=at.date())
        log.warning("an e-mail has %s", report.kind)
    fate = FATES[report.kind]
    if not letters.report(report.message, fate, at=at):
        if at - report.sent_at < KNOWN_WITHIN:
            raise TooEarly
        log.warning("a report is about an e-mail that nobody knows of")
    _count(report, fate, at)


def _count(report: Report, fate: Fate, at: datetime) -> None:
    """Count *report* for our reputation; of complaints the mail service counts apart."""
    if report.kind is Kind.COMPLAINED:
        return
    reputation.count(report.message, fate, today=at.date())
