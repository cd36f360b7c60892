"""Lessons with the real screens: there is none of it outside the training stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from chalicelib.domain.lessons import AUTHORITY, REQUEST, Lesson, Turn, Wording
from chalicelib.domain.requests import Action
from chalicelib.domain.wiping import is_near
from chalicelib.i18n import N_, catalogue
from chalicelib.services import lessons, wiping
from chalicelib.services.lessons import Guide, Offer
from chalicelib.web import bodies, http
from chalicelib.web.asked import Asked
from chalicelib.web.http import Answer
from chalicelib.web.now import real
from chalicelib.web.practice import must_be_training

routes = http.routes(__name__)

OTHERWISE: Final[Mapping[Turn, str]] = MappingProxyType(
    {
        Turn.ANSWER: N_("It is your turn: look at what the other authority has done."),
        Turn.NOBODY: N_("This lesson cannot go on from here, because something else was done."),
    }
)
"""What is said where the next step of the lesson is not what is to be done next."""


class LessonName(Struct):
    """A lesson by its name."""

    key: str
    title: str
    """In the reader's language."""


class LessonRow(Struct):
    """A lesson that is meant for the reader."""

    key: str
    title: str
    about: str
    """What it is about, in the reader's language."""
    steps: int
    """How many it has."""
    begun: bool
    done_on: date | None
    """Day on which it was first found done, UTC; null while it is not."""


class Lessons(Struct):
    """The lessons that are meant for the reader, in their order."""

    items: list[LessonRow]
    next: None = None


class GuideView(Struct):
    """Where the reader is in the lesson that goes on."""

    key: str
    title: str
    steps: int
    """How many the lesson has."""
    taken: int
    """How many of them are taken; all of them when it is done."""
    text: str | None
    """What is to be done next, in the reader's language; null when all is done."""
    turn: Turn | None
    """Whom the lesson waits for; null when all is done."""
    where: str | None
    """Where the next step is done: a path below the language; null when all is done."""
    next: LessonName | None
    """Another lesson that is not done yet."""


class Chosen(Struct, forbid_unknown_fields=True):
    """Which lesson is to go on."""

    lesson: str
    """Its key."""


class CurrentLesson(Struct):
    """The lesson that goes on."""

    lesson: GuideView | None
    """Null while there is none."""
    wiped_soon: bool
    """Whether somebody wants the whole stage wiped, and the requests are not gone yet."""
    wiped_within_a_day: bool
    """Whether it is that long to the weekly wiping; a stage on one machine has none, and hides this."""


@routes.route("/api/lessons", "GET", answer=Lessons)
def list_lessons(asked: Asked) -> Answer:
    """List the lessons that are meant for me; in the training stage alone."""
    must_be_training()
    found = lessons.offers(by=asked.official, at=asked.at)
    words = lessons.words(asked.language) if found else {}
    return Answer(Lessons(items=[_row(each, words[each.lesson.key]) for each in found]))


@routes.route("/api/lessons/current", "GET", answer=CurrentLesson)
def read_current_lesson(asked: Asked) -> Answer:
    """Tell where I am in the lesson that goes on; in the training stage alone."""
    must_be_training()
    return Answer(_current(asked))


@routes.route("/api/lessons/current", "PUT", body=Chosen, answer=CurrentLesson)
def resume_lesson(asked: Asked) -> Answer:
    """Let a lesson go on that I have begun; in the training stage alone."""
    must_be_training()
    lessons.resume(asked.body(Chosen).lesson, by=asked.official, at=asked.at)
    return Answer(_current(asked))


@routes.route("/api/lessons/current", "DELETE", answer=None, status=204)
def stop_lesson(asked: Asked) -> Answer:
    """Let no lesson go on; how far I have come is kept. In the training stage alone."""
    must_be_training()
    lessons.stop(by=asked.official)
    return Answer(None, status=204)


@routes.route("/api/lessons/{lesson}/begin", "POST", body=bodies.Nothing, answer=CurrentLesson)
def begin_lesson(asked: Asked, lesson: str) -> Answer:
    """Begin a lesson, for the first time or once more; in the training stage alone."""
    must_be_training()
    asked.body(bodies.Nothing)
    lessons.begin(lesson, by=asked.official, call=asked.repeatable, at=asked.at)
    return Answer(_current(asked))


def _row(offer: Offer, words: Wording) -> LessonRow:
    return LessonRow(
        key=offer.lesson.key,
        title=words.title,
        about=words.about,
        steps=len(offer.lesson.steps),
        begun=offer.begun,
        done_on=offer.done_on,
    )


def _current(asked: Asked) -> CurrentLesson:
    guide = lessons.guide(by=asked.official, at=asked.at)
    return CurrentLesson(
        lesson=_guide(guide, asked.language) if guide else None,
        wiped_soon=wiping.is_wanted(),
        wiped_within_a_day=is_near(real()),
    )


def _guide(guide: Guide, language: str) -> GuideView:
    words = lessons.words(language)
    said = words[guide.lesson.key]
    return GuideView(
        key=guide.lesson.key,
        title=said.title,
        steps=len(guide.lesson.steps),
        taken=guide.taken,
        text=_text(guide, said, language),
        turn=guide.turn,
        where=_where(guide),
        next=_name(guide.next, words[guide.next.key]) if guide.next else None,
    )


def _name(lesson: Lesson, words: Wording) -> LessonName:
    return LessonName(key=lesson.key, title=words.title)


def _text(guide: Guide, said: Wording, language: str) -> str | None:
    """Return what is to be done next; None when all is done."""
    if guide.step is None or guide.turn is None:
        return None
    if guide.turn in OTHERWISE:
        return catalogue(language).gettext(OTHERWISE[guide.turn])
    return said.steps[guide.step.key]


def _where(guide: Guide) -> str | None:
    step = guide.step
    if step is None:
        return None
    if step.where not in {REQUEST, AUTHORITY}:
        return step.where
    if guide.about is None:
        # It was removed, or is not begun: what there is stands among the tasks.
        return "workspace/"
    if step.where == AUTHORITY:
        return f"workspace/authority/?{urlencode({'id': guide.about})}"
    page = "new" if step.deed == Action.SEND else "case"
    return f"workspace/{page}/?{urlencode({'number': guide.about})}"
