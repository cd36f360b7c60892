"""
The lessons of a training stage, as ``content/training/lessons/`` says.

``lessons.yaml`` says what the steps are, a file for each language how they are told; the README
in ``content/training/`` tells what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from chalicelib.domain import care, deeds, histories, register_edits, texts
from chalicelib.domain.audiences import Audience
from chalicelib.domain.events import CREATED
from chalicelib.domain.lessons import InventedAuthority, Lesson, Step, Teller, Wording
from chalicelib.domain.requests import Action
from chalicelib.i18n import LANGUAGES, catalogue
from infra.publication.training_entries import Faulty, Lessons

FOLDER: Final = "lessons"
STRUCTURE: Final = "lessons.yaml"
LONGEST_TITLE: Final = 80
LONGEST_TEXT: Final = 400
"""Characters of what a learner reads at once."""
LABEL: Final = re.compile(r"\{([^{}]*)\}")
"""A gap for the label of a button or a link, with the label in English."""

_ON_TIMELINES: Final = frozenset({CREATED, *Action, *deeds.ACTIONS})
_IN_AUDITS: Final = frozenset(
    {*care.Act, *histories.Deed, *(f"{each}_register" for each in register_edits.Act)}
)
DEEDS: Final[Mapping[Teller, frozenset[str]]] = MappingProxyType(
    {
        Teller.WHAT_I_ASK: _ON_TIMELINES,
        Teller.WHAT_I_AM_ASKED: _ON_TIMELINES,
        Teller.WHAT_I_APPROVE: _ON_TIMELINES,
        Teller.WHAT_I_DECIDE: _ON_TIMELINES,
        Teller.MY_AUTHORITY: _IN_AUDITS,
        Teller.A_NEW_AUTHORITY: _IN_AUDITS,
    }
)
"""By which deeds a step can be recognised, by what is read."""


def read(folder: Path) -> Lessons:
    """
    Return the lessons in *folder*, that of the training data.

    Raises:
        Faulty: A file cannot be read; a deed is none; a text lacks, is too long, or has gaps
            for other labels than the English one.
    """
    found = tuple(_lessons(folder / FOLDER / STRUCTURE))
    told = {
        language: _read(folder / FOLDER / f"{language}.yaml", {"office", "lessons"})
        for language in LANGUAGES
    }
    words = {
        language: {lesson.key: _wording(language, lesson, plain) for lesson in found}
        for language, plain in told.items()
    }
    for fault in _faults(words, found):
        raise fault
    return Lessons(
        lessons=found,
        words={
            language: {key: _labelled(wording, language) for key, wording in wordings.items()}
            for language, wordings in words.items()
        },
        authorities={
            language: InventedAuthority(**plain["office"]) for language, plain in told.items()
        },
    )


def _lessons(path: Path) -> Iterator[Lesson]:
    for key, plain in yaml.safe_load(path.read_text("utf-8")).items():
        try:
            lesson = Lesson(
                key=key,
                offered_to=Audience(plain["offered_to"]),
                told_by=Teller(plain["told_by"]),
                steps=tuple(
                    Step(**{**each, "done_by": deeds.Doer(each["done_by"])})
                    for each in plain["steps"]
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Faulty(STRUCTURE, key, f"cannot be read ({error})") from error
        if wrong := {each.deed for each in lesson.steps} - DEEDS[lesson.told_by]:
            raise Faulty(STRUCTURE, key, f"{', '.join(sorted(wrong))} is told of nowhere")
        yield lesson


def _read(path: Path, keys: set[str]) -> Mapping[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else None
    if not isinstance(found, dict) or found.keys() != keys:
        raise Faulty(path.name, "all", f"has not just {', '.join(sorted(keys))}")
    return found


def _wording(language: str, lesson: Lesson, plain: Mapping[str, Any]) -> Wording:
    try:
        wording = Wording(**plain["lessons"][lesson.key])
    except (KeyError, TypeError) as error:
        raise Faulty(f"{language}.yaml", lesson.key, f"cannot be read ({error})") from error
    if wording.steps.keys() != {each.key for each in lesson.steps}:
        raise Faulty(f"{language}.yaml", lesson.key, "has other steps")
    return wording


def _faults(
    words: Mapping[str, Mapping[str, Wording]], found: tuple[Lesson, ...]
) -> Iterator[Faulty]:
    known = catalogue("da")
    for language, wordings in words.items():
        for lesson in found:
            told = _texts(wordings[lesson.key])
            english = _texts(words[LANGUAGES[0]][lesson.key])
            for place, text in told.items():
                name = f"{lesson.key}/{place}"
                longest = LONGEST_TITLE if place == "title" else LONGEST_TEXT
                if not text or texts.clean(text) != text or texts.fault(text, longest):
                    yield Faulty(f"{language}.yaml", name, "is empty, too long or not clean")
                labels = LABEL.findall(text)
                if sorted(labels) != sorted(LABEL.findall(english[place])):
                    yield Faulty(f"{language}.yaml", name, "names other labels than in English")
                for label in labels:
                    if known.gettext(label) == label:
                        yield Faulty(f"{language}.yaml", name, f"{label} is no label")


def _labelled(wording: Wording, language: str) -> Wording:
    """Return *wording* with each label in braces as the screens show it in *language*."""
    # Here, because a function in AWS knows those texts alone that it says itself.
    say = catalogue(language).gettext

    def filled(text: str) -> str:
        return LABEL.sub(lambda label: say(label[1]), text)

    return Wording(
        title=filled(wording.title),
        about=filled(wording.about),
        steps={key: filled(text) for key, text in wording.steps.items()},
    )


def _texts(wording: Wording) -> Mapping[str, str]:
    return {"title": wording.title, "about": wording.about, **wording.steps}
