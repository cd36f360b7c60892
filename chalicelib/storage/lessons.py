"""
The lessons of a training stage, as they were published, and how far each learner has come.

A production stage holds none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from pynamodb.attributes import JSONAttribute, NumberAttribute
from pynamodb.exceptions import DoesNotExist

from chalicelib.domain.audiences import Audience
from chalicelib.domain.deeds import Doer
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.lessons import (
    NOTHING,
    Begun,
    InventedAuthority,
    Lesson,
    Progress,
    Step,
    Teller,
    Wording,
)
from chalicelib.storage.areas import ContentTable
from chalicelib.storage.writes import saved


class LessonsItem(ContentTable, discriminator="lessons"):
    """A part of what was published: the lessons, or their words in one language."""

    ID: Final = "lessons"
    LESSONS: Final = "lessons"

    content = JSONAttribute()

    @staticmethod
    def words(language: str) -> str:
        return f"words#{language}"


class LearnerItem(ContentTable, discriminator="learner"):
    """How far an official has come in the service of an authority, whose id is the ``item``."""

    progress = JSONAttribute()
    version = NumberAttribute()

    @staticmethod
    def of(official: str) -> str:
        return f"learner#{official}"


def publish(
    lessons: tuple[Lesson, ...],
    words: Mapping[str, Mapping[str, Wording]],
    authorities: Mapping[str, InventedAuthority],
) -> None:
    """
    Write *lessons* over what was there.

    Args:
        words: By language code, then by key of the lesson.
        authorities: What an invented authority is called, by language code.
    """
    for language, wordings in words.items():
        authority = authorities[language]
        content = {
            "authority": {"name": authority.name, "city": authority.city},
            "lessons": {
                key: {"title": each.title, "about": each.about, "steps": dict(each.steps)}
                for key, each in wordings.items()
            },
        }
        LessonsItem(id=LessonsItem.ID, item=LessonsItem.words(language), content=content).save()
    # Last: whoever finds a lesson finds its words.
    plain = [_plain(each) for each in lessons]
    LessonsItem(id=LessonsItem.ID, item=LessonsItem.LESSONS, content=plain).save()


def lessons() -> tuple[Lesson, ...]:
    """Return all lessons in their order; none where none was published."""
    try:
        found = LessonsItem.get(LessonsItem.ID, LessonsItem.LESSONS).content
    except DoesNotExist:
        return ()
    return tuple(_lesson(plain) for plain in found)


def words(language: str) -> Mapping[str, Wording]:
    """
    Return the words of each lesson in *language*, by its key.

    Raises:
        NotFound: There are none.
    """
    plain = _words(language)["lessons"]
    return {key: Wording(**each) for key, each in plain.items()}


def invented_authorities() -> Mapping[str, InventedAuthority]:
    """Return what an invented authority is called, by language code."""
    found = LessonsItem.query(
        LessonsItem.ID, LessonsItem.item.startswith(LessonsItem.words(""))
    )
    return {
        item.item.removeprefix(LessonsItem.words("")): InventedAuthority(
            **item.content["authority"]
        )
        for item in found
    }


def progress(official: str, authority: str) -> Progress:
    """Return how far *official* has come in the service of *authority*, both ids."""
    try:
        item = LearnerItem.get(LearnerItem.of(official), authority, consistent_read=True)
    except DoesNotExist:
        return NOTHING
    plain = item.progress
    return Progress(
        current=plain["current"],
        first_at=datetime.fromisoformat(plain["first_at"]) if plain["first_at"] else None,
        begun={key: _begun(each) for key, each in plain["begun"].items()},
        done={key: date.fromisoformat(day) for key, day in plain["done"].items()},
        version=int(item.version),
    )


def save(official: str, authority: str, progress: Progress) -> None:
    """
    Write *progress* over the version that it was made from.

    Raises:
        Stale: Somebody else has been faster: another window of the same person.
    """
    item = LearnerItem(
        id=LearnerItem.of(official),
        item=authority,
        version=progress.version + 1,
        progress={
            "current": progress.current,
            "first_at": progress.first_at.isoformat() if progress.first_at else None,
            "begun": {
                key: {"at": each.at.isoformat(), "about": each.about, "seed": each.seed}
                for key, each in progress.begun.items()
            },
            "done": {key: day.isoformat() for key, day in progress.done.items()},
        },
    )
    unchanged = LearnerItem.version == progress.version
    if not saved(item, unchanged if progress.version else LearnerItem.id.does_not_exist()):
        raise Stale


def forget(official: str, authority: str) -> None:
    """Forget how far *official* has come in the service of *authority*, both ids."""
    LearnerItem(id=LearnerItem.of(official), item=authority).delete()


def _words(language: str) -> Mapping[str, Any]:
    try:
        content = LessonsItem.get(LessonsItem.ID, LessonsItem.words(language)).content
    except DoesNotExist as error:
        raise NotFound from error
    found: Mapping[str, Any] = content
    return found


def _plain(lesson: Lesson) -> Mapping[str, object]:
    return {
        "key": lesson.key,
        "offered_to": lesson.offered_to,
        "told_by": lesson.told_by,
        "steps": [
            {"key": each.key, "done_by": each.done_by, "deed": each.deed, "where": each.where}
            for each in lesson.steps
        ],
    }


def _lesson(plain: Mapping[str, Any]) -> Lesson:
    return Lesson(
        key=plain["key"],
        offered_to=Audience(plain["offered_to"]),
        told_by=Teller(plain["told_by"]),
        steps=tuple(
            Step(**{**each, "done_by": Doer(each["done_by"])}) for each in plain["steps"]
        ),
    )


def _begun(plain: Mapping[str, Any]) -> Begun:
    return Begun(**{**plain, "at": datetime.fromisoformat(plain["at"])})
