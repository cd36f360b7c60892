"""
A year of e-mails, beside the list of them that somebody has read: who gets what, and when.

Three authorities and two coordinators act as the script says; the clock runs each working hour
that matters. Mette in Denmark wants e-mails at once, Inês in Portugal one each morning, Aino in
Finland none. From the first to the tenth of June the clock stands still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from chalicelib.domain.officials import Mail
from chalicelib.mail.compose import Message
from chalicelib.services import outbox, reminders
from chalicelib.storage import directory
from tests.builders import FINLAND
from tests.web.stage import A_DRAFT, AINO, INES, METTE, Api
from tests.web.test_turns import INGRID, RUI, coordinated, done

__all__ = ["coordinated"]

ROOT: Final = Path(__file__).parents[2]
READ: Final = Path(__file__).with_name("a_year.txt")
"""What was read and found right; a change of it is to be read again."""

FOUND: Final = ROOT / "build/a_year.txt"
"""What came of it this time; it takes the place of the other when it is right."""

FIRST, LAST = date(2026, 1, 5), date(2026, 12, 31)
STILL = (date(2026, 6, 1), date(2026, 6, 10))

ANSWERS = {"answers": [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Tours"}]}


@dataclass(frozen=True)
class Said:
    """One thing that somebody does on a day."""

    on: str
    who: Any
    request: str
    action: str
    body: Any = None
    minutes: int = 0
    """After nine in London."""


# fmt: off
SCRIPT: Final = (
    # A request that nobody accepts for a week, is late, disputed, decided and closed.
    Said("2026-01-05", METTE, "R1", "send", {"proposed_on": "2026-02-02"}),
    Said("2026-01-13", INES,  "R1", "accept", {"agreed_on": "2026-02-02"}),
    Said("2026-01-14", METTE, "R1", "messages", {"text": "One more thing"}),
    Said("2026-01-14", METTE, "R1", "messages", {"text": "And another"}, 2),
    Said("2026-01-14", INES,  "R1", "messages", {"text": "I see"}, 4),
    Said("2026-01-14", INES,  "R1", "messages", {"text": "Thank you"}, 6),
    Said("2026-01-14", INES,  "R1", "messages", {"text": "Until then"}, 8),
    Said("2026-01-20", INES,  "R1", "propose-date", {"on": "2026-02-09", "reason": "A colleague is ill"}),
    Said("2026-01-21", METTE, "R1", "decline-date"),
    Said("2026-02-10", INES,  "R1", "answer", ANSWERS),
    Said("2026-02-10", INES,  "R1", "reply", None, 2),
    Said("2026-02-25", METTE, "R1", "clarify", {"questions": ["Q-1"], "reason": "Since when?"}),
    Said("2026-02-26", INES,  "R1", "refuse", {"reason": "All is said"}),
    Said("2026-02-27", METTE, "R1", "refer", {"reason": "It does not suffice"}),
    Said("2026-03-02", INGRID, "R1", "send-back"),
    Said("2026-03-03", RUI,   "R1", "uphold"),
    Said("2026-03-05", METTE, "R1", "close"),
    # One over the first of May that is answered, and then forgotten by who asked.
    Said("2026-04-24", METTE, "R2", "send", {"asked": FINLAND, "proposed_on": "2026-05-12"}),
    Said("2026-04-27", AINO,  "R2", "accept", {"agreed_on": "2026-05-12"}),
    Said("2026-05-06", AINO,  "R2", "answer", ANSWERS),
    Said("2026-05-06", AINO,  "R2", "reply", None, 2),
    # One that is returned, and withdrawn.
    Said("2026-04-24", METTE, "R3", "send", {"proposed_on": "2026-05-20"}),
    Said("2026-04-28", INES,  "R3", "return", {"reason": "Not ours", "suggested": FINLAND}),
    Said("2026-04-29", METTE, "R3", "withdraw", {"reason": "Found in the register"}),
    # Two that become due while the clock stands still.
    Said("2026-05-22", METTE, "R4", "send", {"proposed_on": "2026-06-04"}),
    Said("2026-05-25", INES,  "R4", "accept", {"agreed_on": "2026-06-04"}),
    Said("2026-05-22", METTE, "R5", "send", {"proposed_on": "2026-06-05"}),
    Said("2026-05-25", INES,  "R5", "accept", {"agreed_on": "2026-06-05"}),
    Said("2026-06-15", INES,  "R4", "answer", ANSWERS),
    Said("2026-06-15", INES,  "R4", "reply", None, 2),
    Said("2026-06-15", INES,  "R5", "answer", ANSWERS, 4),
    Said("2026-06-15", INES,  "R5", "reply", None, 6),
    Said("2026-06-16", METTE, "R4", "close"),
    Said("2026-06-16", METTE, "R5", "close", None, 2),
)
# fmt: on


@dataclass
class Year:
    """What happens, and what is sent."""

    api: Api
    now: Callable[[datetime], None]
    numbers: dict[str, str]
    """The numbers of the requests of the script, by their names there."""
    lines: list[str]

    def live(self) -> None:
        for n in range((LAST - FIRST).days + 1):
            day = FIRST + n * timedelta(days=1)
            nine = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            todo = [each for each in SCRIPT if each.on == str(day)]
            for each in sorted(todo, key=lambda each: each.minutes):
                self.do(each, nine + timedelta(minutes=each.minutes))
            if STILL[0] <= day <= STILL[1]:
                continue
            for minutes in (1, 10, 30, 75) if todo else (10, 30):
                at = nine + timedelta(minutes=minutes)
                if minutes == 10:
                    reminders.remind(at)
                outbox.deliver(at, lambda message, at=at: self.note(message, at))

    def do(self, said: Said, at: datetime) -> None:
        self.now(at)
        who = self.api.of(said.who)
        if said.request not in self.numbers:
            made = done(who.call("POST", "/api/requests", A_DRAFT | said.body))
            self.numbers[said.request] = made["number"]
            done(who.act(made["number"], said.action))
            return
        number = self.numbers[said.request]
        body = said.body or {}
        if said.action == "messages":
            done(who.call("POST", f"/api/requests/{number}/messages", body))
        else:
            done(who.act(number, said.action, body))

    def note(self, message: Message, at: datetime) -> None:
        text = message.subject
        told = [text] if message.number else [text, *sorted(self.entries(message))]
        line = " | ".join(told)
        self.lines.append(f"{at:%Y-%m-%d %a %H:%M}  {message.to}  {message.language}  {line}")

    def entries(self, message: Message) -> Iterator[str]:
        """Yield what an e-mail of several things tells."""
        for line in message.text.splitlines():
            if " · " in line:
                yield self.named(line.strip())

    def named(self, line: str) -> str:
        """Return *line* with the names of the script instead of numbers, which are drawn."""
        for name, number in self.numbers.items():
            line = line.replace(number, name)
        return line


@pytest.fixture
def year(api, coordinated, now) -> Year:
    for each, mail in ((INES, Mail.DAILY), (AINO, Mail.NONE)):
        directory.save_official(replace(directory.official(each.id), mail=mail))
    return Year(api=api, now=now, numbers={}, lines=[])


def test_a_year_is_the_one_that_somebody_has_read(year):
    year.live()
    FOUND.parent.mkdir(exist_ok=True)
    # Of what goes out within one minute, any may be the first.
    lines = sorted(map(year.named, year.lines))
    FOUND.write_text("\n".join([*lines, ""]), "utf-8")

    assert lines == READ.read_text("utf-8").splitlines()
