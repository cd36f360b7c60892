"""The lessons of the training environment, as the page of exercises lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from chalicelib import i18n
from chalicelib.domain.audiences import Audience
from sitegen import data
from sitegen.faults import blaming

# fmt: off
ROLES: Final[Mapping[Audience, str]] = MappingProxyType({
    Audience.HANDLER:                 "request_handler",
    Audience.HANDLER_WITH_NEIGHBOURS: "request_handler",
    Audience.ALLOCATOR:               "allocator",
    Audience.APPROVER:                "approver",
    Audience.REFERRAL_HANDLER:        "referral_handler",
    Audience.ADMINISTRATOR:           "administrator",
    Audience.NATIONAL_COORDINATOR:    "national_imi_coordinator",
})
# fmt: on
"""The term under which the lessons for an audience are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson in all languages."""

    role: str
    """Key of the term for those whom it is meant for."""
    titles: Mapping[str, str]
    """By language code, as the practice page has them."""
    abouts: Mapping[str, str]
    """What one does in it, by language code."""


def read(content: Path) -> tuple[Lesson, ...]:
    """
    Return the lessons below *content*, in the order in which they are offered.

    Raises:
        SiteError: A lesson is not as it should be, or lacks a language.
    """
    folder = content / "training" / "lessons"
    structure = data.load(folder / "lessons.yaml")
    read = {language: data.load(folder / f"{language}.yaml") for language in i18n.LANGUAGES}
    with blaming(str(folder)):
        told = {language: each["lessons"] for language, each in read.items()}
        return tuple(
            Lesson(
                role=ROLES[Audience(each["offered_to"])],
                titles={language: words[key]["title"] for language, words in told.items()},
                abouts={language: words[key]["about"] for language, words in told.items()},
            )
            for key, each in structure.items()
        )


def by_role(lessons: tuple[Lesson, ...]) -> dict[str, list[Lesson]]:
    """Return *lessons* by the term for those whom they are meant for, in the order of the first of each."""
    groups: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        groups.setdefault(lesson.role, []).append(lesson)
    return groups
