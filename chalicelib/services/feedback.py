"""Taking note of what the mail service reports of e-mails, and of addresses at which nothing arrives."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from chalicelib.config import settings
from chalicelib.domain import feedback
from chalicelib.domain.feedback import Kind, Report
from chalicelib.domain.letters import Fate
from chalicelib.domain.reputation import Reputation
from chalicelib.mail import sns
from chalicelib.services import signals
from chalicelib.services.signals import Signal
from chalicelib.storage import addresses, letters, reputation

log = logging.getLogger(__name__)

FATES: Final = {
    Kind.DELIVERED: Fate.DELIVERED,
    Kind.BOUNCED: Fate.BOUNCED,
    Kind.COMPLAINED: Fate.COMPLAINED,
}


SIGNALS: Final = {
    Reputation.WARNED: Signal.BOUNCES_WARNED,
    Reputation.STOPPED: Signal.BOUNCES_STOPPED,
}


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
        raise TooEarly
    _count(report, fate, at)


def _count(report: Report, fate: Fate, at: datetime) -> None:
    """Count *report*, and say so if too much comes back."""
    if report.kind is Kind.COMPLAINED:
        return
    today = at.date()
    is_new = reputation.count(report.message, fate, today=today)
    if not is_new or report.kind is not Kind.BOUNCED:
        return
    found = reputation.reports(today)
    if signal := SIGNALS.get(found.reputation):
        log.error("%d of %d e-mails came back", found.bounced, sum(found))
        signals.give(signal)
