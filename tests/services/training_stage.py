"""The training stage as it is published: its clock, and Freja at her desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from chalicelib.domain import moves
from chalicelib.domain.drafts import Draft
from chalicelib.domain.events import CREATED, Event
from chalicelib.domain.moves import Move
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, AskedQuestion, Request, State
from chalicelib.services import counterparts, requests
from chalicelib.storage import areas, boxes, directory
from chalicelib.storage import requests as stored

MONDAY: Final = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STEP: Final = timedelta(hours=6)
"""How the clock moves on, as that of the stage on one machine does."""
DAY: Final = timedelta(days=1)
FREJA: Final = "freja.ravnsholt@erhvervsmyndigheden.example"
DANES: Final = "dk-business"
CODES: Final = ("SV-01", "SV-02", "SV-05", "SV-09")


class Stage:
    """A training stage: its clock, and Freja at her desk."""

    def __init__(self) -> None:
        self.at = MONDAY
        found = (each for each in directory.officials_of(DANES) if each.email == FREJA)
        self.freja: Acting = next(found).acting_for(DANES)

    def practises(self) -> None:
        counterparts.switch(on=True, by=self.freja, at=self.at)

    def passes(self, days: int) -> int:
        """Let *days* pass; return how many moves counterparts have made."""
        made = 0
        for _ in range(4 * days):
            self.at += STEP
            made += counterparts.act(self.at)
        return made

    def passes_until(self, is_done: Callable[[], bool], *, most: int = 30) -> None:
        for _ in range(4 * most):
            if is_done():
                return
            self.at += STEP
            counterparts.act(self.at)
        raise AssertionError(f"nothing of the kind happens within {most} days")

    def asks(self, asked: str) -> str:
        """Send a request to *asked*, with two weeks to answer it; return its number."""
        question_set, _ = areas.question_set("services", 1, "en")
        draft = Draft(
            asked=directory.authority(asked).party,
            language="da",
            reason="En øvelse",
            proposed_on=(self.at + 14 * DAY).date(),
            questions=tuple(
                AskedQuestion(
                    code=code,
                    slots={s.name: "Eksempel" for s in question_set.question(code).slots},
                )
                for code in CODES
            ),
        )
        begun = requests.create("services", draft, by=self.freja, call=None, at=self.at)
        return self.does(begun.request.number, moves.Send()).number

    def does(self, number: str, move: Move, by: Acting | None = None) -> Request:
        version, by = head(number).version, by or self.freja
        case = requests.act(number, move, version=version, by=by, call=None, at=self.at)
        return case.request

    def answers(self, number: str) -> dict[str, str]:
        """Return what Freja reads of the reply."""
        case = requests.read(number, by=self.freja)
        return {code: answer.value for code, answer in case.answers.items()}


def head(number: str) -> Request:
    return next(stored.heads([number]))


def state(number: str) -> State:
    return head(number).state


def events(number: str) -> list[Event]:
    return [line.event for line in boxes.whole(number, most=100).page.items]


def actions(number: str) -> list[str]:
    """Return what was done since it was sent."""
    begun = {CREATED, Action.SEND}
    return [str(each.action) for each in events(number) if each.action not in begun]


def notes(number: str) -> list[tuple[str, str]]:
    """Return language and text of what was written on the way."""
    lines = boxes.whole(number, most=100).page.items
    return [(line.note.language, line.note.text) for line in lines if line.note]
