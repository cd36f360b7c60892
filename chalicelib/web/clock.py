"""What the clock and the tables set off."""

from __future__ import annotations

import logging
from typing import Final

from chalice.app import Blueprint, CloudWatchEvent, Cron, DynamoDBEvent, Rate

from chalicelib.web.now import now

log = logging.getLogger(__name__)

bp = Blueprint(__name__)

STREAM: Final = "arn:aws:dynamodb:eu-central-1:000000000000:table/notices/stream/latest"
"""Stands in for the stream of the notices, whose name infra/resources.json fills in."""
DIRECTORY_STREAM: Final = STREAM.replace("notices", "directory")
"""Likewise for the directory's."""


@bp.on_dynamodb_record(STREAM, name="wake")
def wake(_event: DynamoDBEvent) -> None:
    """Send new notices at once."""
    _deliver()


@bp.schedule(Rate(1, unit=Rate.MINUTES), name="sweep")
def sweep(_event: CloudWatchEvent) -> None:
    """Send what the stream missed, and what is to be tried again."""
    _deliver()


@bp.schedule(Rate(1, unit=Rate.MINUTES), name="index")
def index(_event: CloudWatchEvent) -> None:
    """Make the finder's snapshot anew if the directory has changed, or if it is lost or corrupt."""
    _reindex()


@bp.on_dynamodb_record(DIRECTORY_STREAM, name="changed")
def changed(_event: DynamoDBEvent) -> None:
    """Make the finder's snapshot anew as soon as the directory has changed."""
    _reindex()


@bp.schedule(Cron(30, 1, "*", "*", "?", "*"), name="erase")
def erase(_event: CloudWatchEvent) -> None:
    """Erase what is kept too long of officials who have left, and block or erase what is of requests."""
    from chalicelib.services import erasures, retention

    today = now().date()
    log.info("erased %d officials", erasures.erase(today))
    log.info("requests blocked or erased: %s", retention.run(today))


@bp.schedule(Cron(0, 5, "*", "*", "?", "*"), name="remind")
def remind(_event: CloudWatchEvent) -> None:
    """Remind authorities that have too few officials, early enough for every office in Europe."""
    from chalicelib.services import reminders

    log.info("wrote %d reminders", reminders.remind(now()))


def _reindex() -> None:
    from chalicelib.services import finder

    log.info("stored a new snapshot of the directory: %s", finder.rebuild(now()))


def _deliver() -> None:
    # Whoever only answers calls starts without what composes and sends e-mail.
    from chalicelib.services import outbox

    log.info("handed over %d messages", outbox.deliver(now()))
