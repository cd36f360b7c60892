"""
Notices on their way to SES, while everything goes wrong that can.

The service throttles, does not answer, or answers too late; the process dies before and after its
calls, and between handing over and writing so; the stream wakes the sender twice, or late. Nothing
may be lost, and what is sent twice must have been on its way when something broke.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final
from unittest.mock import patch

from chalicelib.domain.letters import Letter
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Mail, Official
from chalicelib.domain.requests import State
from chalicelib.mail.compose import Message
from chalicelib.mail.ses import MailError
from chalicelib.services import outbox
from chalicelib.storage import letters, notices
from chalicelib.storage.request_items import RequestItem
from tests.builders import (
    NOON,
    PORTUGAL,
    PORTUGUESE,
    TODAY,
    a_notice,
    a_request,
    an_authority,
    an_official,
)
from tests.soak.crashes import Crash, Point, trouble

OFFICIALS: Final = (
    an_official(PORTUGUESE, "ines"),
    an_official(PORTUGUESE, "rui"),
    an_official(PORTUGUESE, "eva", mail=Mail.DAILY),
)
ADDRESSES: Final = {each.id: each.email for each in OFFICIALS} | {
    PORTUGAL: an_authority(PORTUGUESE).mailbox
}
"""By id of the reader."""
TOPICS: Final = (
    Topic.REPLY_RECEIVED,
    Topic.REQUEST_WITHDRAWN,
    Topic.MESSAGE,
    Topic.OVERDUE,
    Topic.DATE_AGREED,
)
HELD: Final = frozenset({Topic.MESSAGE, Topic.OVERDUE})
"""What waits for more of its kind."""
NUMBER: Final = re.compile(r"\bF\d{5}\b")
LATE: Final = TODAY - timedelta(days=3)
"""The day by which a reply was due that is overdue; else nobody would be reminded of it."""
MOST_RUNS: Final = 5000

Key = tuple[str, str]
"""The number of a notice, and the address that it goes to."""


@dataclass
class Run:
    """What went wrong, and what arrived."""

    random: Random
    accepted: Counter[Key] = field(default_factory=Counter)
    doubtful: set[Key] = field(default_factory=set)
    """What was on its way when something broke after the service had taken it."""
    on_the_way: set[Key] = field(default_factory=set)
    """What this sender has handed over."""
    done: Counter[str] = field(default_factory=Counter)
    at: datetime = NOON
    """The present moment."""
    first: dict[str, datetime] = field(default_factory=dict)
    """When each notice was first handed over, by its number."""
    took: list[timedelta] = field(default_factory=list)
    """How long that was after it was written, where nothing holds it back."""

    def send(self, message: Message) -> str:
        """Take *message* as the mail service does on a bad day."""
        luck = self.random.random()
        if luck < 0.06:
            self.done["throttled"] += 1
            raise MailError("TooManyRequestsException")
        if luck < 0.10:
            self.done["no answer before it was taken"] += 1
            raise MailError("ReadTimeoutError")
        keys = {(number, message.to) for number in NUMBER.findall(message.text)}
        self.accepted.update(keys)
        self.on_the_way |= keys
        for number, _ in keys:
            self.first.setdefault(number, self.at)
        if luck < 0.13:
            self.done["no answer after it was taken"] += 1
            self.doubtful |= keys
            raise MailError("ReadTimeoutError")
        if luck < 0.15:
            self.done["crash between taking and writing"] += 1
            raise Crash
        return f"{message.to} {sum(self.accepted.values())}"

    def noted(self, write: Callable[..., None]) -> Callable[..., None]:
        """Return *write*, after which what it notes of letters is not on its way any more."""

        def noting(letters: Letter | Sequence[Letter], **more: str) -> None:
            write(letters, **more)
            for each in [letters] if isinstance(letters, Letter) else letters:
                self.on_the_way.discard((each.notice.number, ADDRESSES[each.reader]))

        return noting

    def deliver(self, at: datetime) -> None:
        """Let one sender run, which may die at any of its calls, and another one in between."""
        point = None
        if self.random.random() < 0.4:
            point = Point(
                self.random.randrange(80), writes=False, after=self.random.random() < 0.5
            )
        self.at, self.on_the_way = at, set()
        try:
            with (
                patch.object(letters, "settle", self.noted(letters.settle)),
                patch.object(letters, "mark", self.noted(letters.mark)),
                trouble(point, self.another(at)),
            ):
                outbox.deliver(at, self.send)
        except Crash:
            self.done["crash of a sender"] += 1
            self.doubtful |= self.on_the_way

    def another(self, at: datetime) -> Callable[[], None] | None:
        """Return what a second sender does while the first one is about to write, at times."""
        if self.random.random() > 0.3:
            return None

        def run() -> None:
            self.done["two senders at once"] += 1
            outbox.deliver(at, self.send)

        return run


def lead(seed: int, count: int, *, officials: Sequence[Official] = OFFICIALS) -> Run:
    """
    Let *count* notices be written within some hours, and senders run until all are told.

    Returns:
        What came of it; nothing is asserted yet.
    """
    run = Run(random=Random(seed))
    written: dict[str, datetime] = {}
    """When each was written that goes out at once."""
    left = list(range(count))
    at = NOON
    for _ in range(MOST_RUNS):
        for n in left[: run.random.randrange(12)]:
            topic = run.random.choice(TOPICS)
            notice = replace(a_notice(topic, version=1), number=f"F{n:05d}", at=at)
            if topic is Topic.OVERDUE:
                notice = replace(notice, due_on=LATE)
                late = a_request(number=notice.number, state=State.ACCEPTED, agreed_on=LATE)
                RequestItem.from_domain(late).save()
            notices.waiting_item(notice).save()
            if topic not in HELD:
                written[notice.number] = at
            left.remove(n)
        for _ in range(run.random.choice((0, 1, 1, 1, 2))):
            run.deliver(at)
        if not left and not _waiting():
            break
        at += timedelta(seconds=run.random.choice((20, 60, 60, 120)))
        if not left:
            # What is held until tomorrow, or put off, comes in larger steps.
            at += timedelta(minutes=30)
    run.took = [run.first[number] - at for number, at in written.items() if number in run.first]
    return run


def _waiting() -> bool:
    shards = (*notices.SHARDS, *(f"held{n}" for n in range(4)))
    return any(
        True for shard in shards for _ in notices.NoticeItem.waiting.query(shard, limit=1)
    )


def faults(run: Run, count: int) -> list[str]:
    """Return what is wrong with *run* of *count* notices: lost, failed, or twice without a reason."""
    wrong = []
    for n in range(count):
        number = f"F{n:05d}"
        wrong += [
            f"{number} is lost for {each.email}"
            for each in OFFICIALS
            if not run.accepted[number, each.email]
        ]
    wrong += [
        f"{key} came {times} times"
        for key, times in run.accepted.items()
        if times > 1 and key not in run.doubtful
    ]
    failed = [
        item.id
        for item in notices.NoticeItem.scan(notices.NoticeItem.item == notices.NoticeItem.KEY)
        if item.outcome != "sent"
    ]
    return wrong + [f"{each} has not been sent" for each in failed]
