"""Where a simulated counterpart stands in a case, and how soon it does what it means to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from chalicelib.domain.areas import QuestionSet
from chalicelib.domain.authorities import Party
from chalicelib.domain.calendars import Calendar
from chalicelib.domain.counterpart_answers import Writer
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.events import Event
from chalicelib.domain.invented import Phrase, Words, chosen
from chalicelib.domain.office_hours import Office
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Action, Case, Request
from chalicelib.domain.temperaments import Temperament

SOME_HOURS: Final = (1, 2, 3, 4)
"""After how many hours a decision is taken that needs no looking up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A simulated authority, and who acts for it."""

    by: Acting
    temperament: Temperament
    words: Words
    """In the language of the authority."""
    calendar: Calendar
    """Public holidays in its country."""
    seed: str
    others: tuple[Party, ...] = ()
    """Other authorities of its country that have access to the legal area, the likeliest first."""
    insists: bool = False
    """Whether no reply suffices for it until the coordinators have decided."""

    @property
    def office(self) -> Office:
        """Where it works."""
        zone = self.by.membership.party.time_zone
        return Office(time_zone=zone, calendar=self.calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that a counterpart looks at before it does something."""

    case: Case
    """The request with all that it may read of it."""
    events: Sequence[Event]
    """Its timeline as far as the counterpart may know of it, oldest first."""
    who: Counterpart
    question_set: QuestionSet
    """The version that the request uses."""
    at: datetime
    """The present moment, UTC. It puts nothing off, and says alone which days are past."""

    @property
    def request(self) -> Request:
        """What it is about."""
        return self.case.request

    @property
    def me(self) -> str:
        """Id of the authority."""
        return self.who.by.authority

    @property
    def temperament(self) -> Temperament:
        """What the authority is like."""
        return self.who.temperament

    @property
    def office(self) -> Office:
        """Where it works."""
        return self.who.office

    @property
    def writer(self) -> Writer:
        """Who writes its answers."""
        return Writer(words=self.who.words, seed=self.who.seed)

    @property
    def today(self) -> date:
        """The date at the authority."""
        return local_day(self.at, self.office.time_zone)

    @property
    def turn_since(self) -> datetime:
        """Since when it is the turn of whose turn it is, UTC."""
        return self.request.turn_since or self.request.updated_at

    def say(self, phrase: Phrase) -> str:
        """Return *phrase* as it is said in this case."""
        return self.who.words.say(phrase, self.who.seed, self.request.number)

    def pick(self, numbers: Sequence[int], what: str) -> int:
        """Return one of *numbers*, always the same for *what* in this case."""
        return chosen(numbers, self.who.seed, self.request.number, what)

    def since_acceptance(self) -> Sequence[Event]:
        """Return what has happened from the own last acceptance on; all where there is none."""
        accepted = [
            place
            for place, each in enumerate(self.events)
            if each.action == Action.ACCEPT and each.authority == self.me
        ]
        return self.events[accepted[-1] :] if accepted else self.events

    def last(self, *actions: Action) -> datetime:
        """Return when the last of *actions* was taken since the acceptance, else the turn began."""
        taken = [each.at for each in self.since_acceptance() if each.action in actions]
        return taken[-1] if taken else self.turn_since

    def hours_after(self, at: datetime, what: str) -> datetime:
        """Return when somebody finds the time for *what*, some hours after *at*."""
        return self.office.open_from(at + timedelta(hours=self.pick(SOME_HOURS, what)))

    def days_after(self, at: datetime, days: Sequence[int], what: str) -> datetime:
        """Return the morning of the working day on which *what* is done, some *days* after *at*."""
        return self.office.morning_after(at, self.pick(days, what))

    def in_time(
        self, wished_at: datetime, due_on: date | None, *, not_before: datetime
    ) -> datetime:
        """Return *wished_at*, or the last morning that keeps *due_on*; never before *not_before*."""
        if due_on is None:
            return wished_at
        return max(min(wished_at, self.last_morning(due_on)), self.office.open_from(not_before))

    def last_morning(self, due_on: date) -> datetime:
        """Return the morning of the last working day on which *due_on* is kept."""
        return self.office.morning(self.office.last_day(due_on))
