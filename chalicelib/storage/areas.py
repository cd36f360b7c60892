"""
Published legal areas: one catalogue, and every version of every question set.

A published version never changes, so what has been read once is kept for as
long as the process lives; only the catalogue is read anew.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import (
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import DoesNotExist

from chalicelib.config import settings
from chalicelib.domain.areas import (
    AnswerType,
    AreaTexts,
    DayUnit,
    Deadline,
    Question,
    QuestionSet,
    QuestionTexts,
    Slot,
    SlotTexts,
    SlotType,
)
from chalicelib.domain.errors import NotFound
from chalicelib.storage.connections import Table
from chalicelib.storage.writes import saved

CATALOGUE: Final = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A legal area as the catalogue lists it."""

    code: str
    version: int
    """The current version of its question set."""
    titles: Mapping[str, str]
    """By language code."""
    summaries: Mapping[str, str]


class ContentTable(Table):
    """Everything that is published from ``content/`` into a stage."""

    class Meta:
        table_name = settings.content_table
        region = settings.region

    id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()


class ListedItem(ContentTable, discriminator="area"):
    """A legal area in the catalogue."""

    version = NumberAttribute()
    titles = JSONAttribute()
    summaries = JSONAttribute()


class QuestionSetItem(ContentTable, discriminator="question_set"):
    """One version of a question set in one language."""

    structure = JSONAttribute()
    texts = JSONAttribute()

    @staticmethod
    def key(version: int, language: str) -> str:
        return f"{version:04d}#{language}"


def catalogue(at: datetime) -> tuple[Listed, ...]:
    """Return the published areas, by code, no older than the minute of *at*."""
    return _catalogue(int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _catalogue(_minute: int) -> tuple[Listed, ...]:
    return tuple(
        Listed(
            code=item.item,
            version=int(item.version),
            titles=item.titles,
            summaries=item.summaries,
        )
        for item in ListedItem.query(CATALOGUE)
    )


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _catalogue.cache_clear()
    question_set.cache_clear()


@functools.lru_cache(maxsize=512)
def question_set(area: str, version: int, language: str) -> tuple[QuestionSet, AreaTexts]:
    """
    Return one version of what may be asked in *area*, with its words in *language*.

    Raises:
        NotFound: That was never published.
    """
    try:
        item = QuestionSetItem.get(_id(area), QuestionSetItem.key(version, language))
    except DoesNotExist as error:
        raise NotFound from error
    return _structure(item.structure), _texts(item.texts)


def publish(question_set: QuestionSet, texts: Mapping[str, AreaTexts]) -> None:
    """
    Publish a version of a question set in every language of *texts*, and list it.

    Publishing the same again does nothing.

    Raises:
        ValueError: This version has been published with another content.
    """
    for language, words in texts.items():
        item = QuestionSetItem(
            id=_id(question_set.area),
            item=QuestionSetItem.key(question_set.version, language),
            structure=asdict(question_set),
            texts=asdict(words),
        )
        _put_once(item)
    ListedItem(
        id=CATALOGUE,
        item=question_set.area,
        version=question_set.version,
        titles={language: words.title for language, words in texts.items()},
        summaries={language: words.summary for language, words in texts.items()},
    ).save()


def _put_once(item: QuestionSetItem) -> None:
    if saved(item, QuestionSetItem.id.does_not_exist()):
        return
    there = QuestionSetItem.get(item.id, item.item)
    if (there.structure, there.texts) != _as_read(item):
        raise ValueError(f"{item.id} {item.item} is published and never changes")


def _as_read(item: QuestionSetItem) -> tuple[Any, Any]:
    """Return what reading *item* back would give: tuples become lists."""
    again = QuestionSetItem()
    again.from_dynamodb_dict(item.to_dynamodb_dict())
    return again.structure, again.texts


def _id(area: str) -> str:
    return f"area#{area}"


def _structure(plain: Mapping[str, Any]) -> QuestionSet:
    deadline = plain["deadline"]
    return QuestionSet(
        area=plain["area"],
        version=plain["version"],
        legal_basis=tuple(plain["legal_basis"]),
        deadline=Deadline(**deadline | {"unit": DayUnit(deadline["unit"])}),
        themes=tuple(plain["themes"]),
        questions=tuple(map(_question, plain["questions"])),
        blocked_after_months=plain["blocked_after_months"],
    )


def _question(plain: Mapping[str, Any]) -> Question:
    return Question(
        code=plain["code"],
        theme=plain["theme"],
        mandatory=plain["mandatory"],
        personal=plain["personal"],
        answer_type=AnswerType(plain["answer_type"]),
        options=tuple(plain["options"]),
        slots=tuple(
            Slot(name=slot["name"], type=SlotType(slot["type"])) for slot in plain["slots"]
        ),
    )


def _texts(plain: Mapping[str, Any]) -> AreaTexts:
    return AreaTexts(
        title=plain["title"],
        summary=plain["summary"],
        themes=plain["themes"],
        questions={
            code: QuestionTexts(
                text=words["text"],
                hint=words["hint"],
                options=words["options"],
                slots={name: SlotTexts(**slot) for name, slot in words["slots"].items()},
            )
            for code, words in plain["questions"].items()
        },
    )
