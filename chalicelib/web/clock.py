"""What the clock, the tables and the mail service set off."""

from __future__ import annotations

import logging
from typing import Final

from chalice.app import Blueprint, CloudWatchEvent, Cron, DynamoDBEvent, Rate, SNSEvent

from chalicelib.config import settings
from chalicelib.web.now import now, real

log = logging.getLogger(__name__)

bp = Blueprint(__name__)

STREAM: Final = "arn:aws:dynamodb:eu-central-1:000000000000:table/notices/stream/latest"
"""Stands in for the stream of the notices, whose name infra/resources.json fills in."""
DIRECTORY_STREAM: Final = STREAM.replace("notices", "directory")
"""Likewise for the directory's."""
FEEDBACK: Final = "arn:aws:sns:eu-central-1:000000000000:feedback"
"""Stands in for the topic on which the mail service reports, likewise."""
ALARMS: Final = FEEDBACK.replace("feedback", "alarms")
"""Stands in for the topic on which alarms are told, likewise."""
VERDICTS: Final = {"NO_THREATS_FOUND": True, "THREATS_FOUND": False}
"""What the scanner says of a file that it could read, and whether it is clean then."""


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


@bp.schedule(Cron(5, "*", "*", "*", "?", "*"), name="remind")
def remind(_event: CloudWatchEvent) -> None:
    """Remind those who are at work now of what is due, what rests and what is to be put right."""
    from chalicelib.services import reminders

    log.info("wrote %d reminders", reminders.remind(now()))


@bp.schedule(Cron(20, "*", "*", "*", "?", "*"), name="visit")
def visit(_event: CloudWatchEvent) -> None:
    """Look whether the addresses of the registers that are due still lead there."""
    from chalicelib.services import register_checks

    log.info("looked at registers: %s", register_checks.run(now()))


@bp.schedule(Rate(10, unit=Rate.MINUTES), name="practise")
def practise(_event: CloudWatchEvent) -> None:
    """Let the simulated counterparts of a training stage do what is due."""
    from chalicelib.services import counterparts

    log.info("counterparts made %d moves", counterparts.act(now()))


@bp.schedule(Rate(15, unit=Rate.MINUTES), name="wipe")
def wipe(_event: CloudWatchEvent) -> None:
    """Empty a training stage of what people have done there, if a week is over or a coordinator wants it."""
    from chalicelib.services import wiping

    # Whoever moves the clock past a Sunday wants to see what becomes of a case, and not to lose it.
    log.info("removed %d items", wiping.run(real()))


@bp.on_sns_message(FEEDBACK, name="feedback")
def feedback(event: SNSEvent) -> None:
    """Take note of what has become of an e-mail."""
    from chalicelib.services import feedback as reports

    for each in event.to_dict()["Records"]:
        reports.receive(each["Sns"], at=now())


@bp.on_sns_message(ALARMS, name="alarmed")
def alarmed(event: SNSEvent) -> None:
    """Take note of an alarm that rings, or does not any more."""
    from chalicelib.services import troubles

    for each in event.to_dict()["Records"]:
        troubles.receive(each["Sns"]["Message"])


@bp.on_cw_event(
    {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [{"prefix": "imi-"}]}},
    },
    name="uploaded",
)
def uploaded(event: CloudWatchEvent) -> None:
    """Look at what a file contains that has been uploaded."""
    from chalicelib.services import attachments

    detail = event.detail
    if detail["bucket"]["name"] == settings.files_bucket:
        attachments.inspect(*_file(detail["object"]["key"]))


@bp.on_cw_event(
    {
        "source": ["aws.guardduty"],
        "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
    },
    name="scanned",
)
def scanned(event: CloudWatchEvent) -> None:
    """Take note of what the scanner says of a file; what it could not scan is not let through."""
    from chalicelib.services import attachments

    detail = event.detail
    found = detail["s3ObjectDetails"]
    if found["bucketName"] == settings.files_bucket:
        status = detail["scanResultDetails"]["scanResultStatus"]
        attachments.scanned(*_file(found["objectKey"]), clean=VERDICTS.get(status))


def _file(key: str) -> tuple[str, str]:
    """Return the number of the request and the id of the file that lies under *key*."""
    home, _, name = key.partition("/")
    return home, name


def _reindex() -> None:
    from chalicelib.services import finder

    log.info("stored a new snapshot of the directory: %s", finder.rebuild(now()))


def _deliver() -> None:
    # Whoever only answers calls starts without what composes and sends e-mail.
    from chalicelib.services import outbox

    log.info("handed over %d messages", outbox.deliver(now()))
