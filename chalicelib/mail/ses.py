"""
Handing e-mails to Amazon SES.

What can go wrong, by what the sender does then:

    MailError           SES did not take the message: another try may help
      MailRejected      SES never will
      Busy              it was not tried: there was no turn for it
"""

from __future__ import annotations

import functools
import logging
import re
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chalicelib.config import settings
from chalicelib.mail.compose import Message

if TYPE_CHECKING:
    from email.message import EmailMessage

    from mypy_boto3_sesv2 import SESV2Client

log = logging.getLogger(__name__)

NEVER: Final = frozenset({"BadRequestException"})
"""
What SES answers to a message that will not get better by waiting.

``MessageRejected`` is not among them: SES says it of a sender that is not, or
not yet, verified as well, and that can be put right.
"""

ADDRESS: Final = re.compile(
    r"(?P<box>[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*)"
    r"@(?P<domain>([^\W_]([\w-]*[^\W_])?\.)+[^\W_]([\w-]*[^\W_])?)"
)
LONGEST_ADDRESS: Final = 254

CONNECT_SECONDS: Final = 2
ANSWER_SECONDS: Final = 5


class MailError(Exception):
    """SES did not take the message; another try may help."""


class MailRejected(MailError):
    """SES will never take this message."""


def send(message: Message) -> str:
    """
    Hand *message* to SES and return what it is called there.

    Raises:
        MailRejected: SES will never take it.
        MailError: SES did not take it now.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    mail = mime(message)
    # The service knows no empty name.
    reported: Any = {"ConfigurationSetName": settings.mail_set} if settings.mail_set else {}
    try:
        answer = client().send_email(
            FromEmailAddress=settings.mail_sender,
            Destination={"ToAddresses": [str(mail["To"])]},
            Content={"Raw": {"Data": mail.as_bytes()}},
            **reported,
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        raise (MailRejected if code in NEVER else MailError)(code) from error
    except BotoCoreError as error:
        raise MailError(type(error).__name__) from error
    return answer.get("MessageId", "")


class Busy(MailError):
    """It was not tried, because the account may send no more just now."""


class Quota(NamedTuple):
    """What the account may send."""

    per_second: float
    left: int
    """How many in the 24 hours that end now."""


def quota() -> Quota | None:
    """Return what the account may send; None if SES does not say."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        found = client().get_account()["SendQuota"]
    except (BotoCoreError, ClientError, KeyError) as error:
        log.warning("the mail service does not tell its quota: %s", type(error).__name__)
        return None
    most, sent = found["Max24HourSend"], found["SentLast24Hours"]
    # An account without a limit has -1.
    left = sys.maxsize if most < 0 else int(most - sent)
    return Quota(per_second=found["MaxSendRate"], left=left)


def mime(message: Message) -> EmailMessage:
    """
    Return *message* as it travels.

    Raises:
        MailRejected: Its address is none.
    """
    from email.message import EmailMessage
    from email.policy import SMTP

    # Every server on the way passes on 7-bit messages as they are.
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["From"] = settings.mail_sender
    mail["To"] = _address(message.to)
    mail["Subject"] = message.subject
    mail["Date"] = message.at
    if message.number:
        mail["References"] = _conversation(message.number)
    if message.profile_url:
        mail["List-Unsubscribe"] = f"<{message.profile_url}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    # Last, because each change of the content drops what was said of the former one.
    mail["Content-Language"] = message.language
    return mail


@functools.cache
def client() -> SESV2Client:
    """Return the one client, which does not try again by itself: the outbox does."""
    from botocore.config import Config
    from botocore.session import get_session

    session: Any = get_session()
    client: SESV2Client = session.create_client(
        "sesv2",
        region_name=settings.region,
        config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=ANSWER_SECONDS,
            retries={"total_max_attempts": 1},
        ),
    )
    return client


def _conversation(number: str) -> str:
    """Return the message that all about one request seem to answer; it never existed."""
    return f"<{number}@{settings.mail_sender.rpartition('@')[2]}>"


def _address(text: str) -> str:
    """
    Return the e-mail address *text*, its domain as servers write it.

    Raises:
        MailRejected: It is none, so nothing in it can become a header.
    """
    found = ADDRESS.fullmatch(text) if len(text) <= LONGEST_ADDRESS else None
    if found is None or not found["box"].isascii():
        raise MailRejected("not an address")
    try:
        domain = found["domain"].encode("idna").decode("ascii")
    except UnicodeError as error:
        raise MailRejected("not an address") from error
    return f"{found['box']}@{domain}"
