"""
What a training stage knows of its simulated counterparts; a production stage holds none of it.

How they are and what they can write is published with the training data. Which authorities
practise, and what they have been asked for that, is written by the stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from pynamodb.attributes import JSONAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist

from chalicelib.domain.errors import NotFound
from chalicelib.domain.invented import (
    Invented,
    InventedFirm,
    InventedPerson,
    Phrase,
    Words,
)
from chalicelib.domain.temperaments import Temperament
from chalicelib.storage.areas import ContentTable

FALLBACK: Final = "en"
"""In which language counterparts write that have another one than the system."""


class CastItem(ContentTable, discriminator="counterparts"):
    """A part of what was published: temperaments, inventions, or the words of one language."""

    ID: Final = "counterparts"
    TEMPERAMENTS: Final = "temperaments"
    INVENTED: Final = "invented"

    content = JSONAttribute()

    @staticmethod
    def words(language: str) -> str:
        return f"words#{language}"


class PractisingItem(ContentTable, discriminator="practising"):
    """That an authority has switched its counterparts on; its ``item`` is the id."""

    ID: Final = "practising"

    since_at = UTCDateTimeAttribute()


class PracticeItem(ContentTable, discriminator="practice"):
    """That a counterpart has asked an authority something; its ``item`` is the number."""

    asked_at = UTCDateTimeAttribute()

    @staticmethod
    def of(authority: str) -> str:
        return f"practice#{authority}"


def publish(
    temperaments: Mapping[str, Temperament], words: Mapping[str, Words], invented: Invented
) -> None:
    """
    Write what counterparts are like and can write, over what was there.

    Args:
        temperaments: By id of the authority.
        words: By language code.
    """
    content: dict[str, object] = {
        CastItem.TEMPERAMENTS: dict(temperaments),
        CastItem.INVENTED: {
            "persons": [
                {
                    "name": each.name,
                    "country": each.country,
                    "born_on": each.born_on.isoformat(),
                }
                for each in invented.persons
            ],
            "firms": [
                {"name": each.name, "country": each.country, "website": each.website}
                for each in invented.firms
            ],
        },
    }
    for language, each in words.items():
        content[CastItem.words(language)] = {
            "phrases": dict(each.phrases),
            "slots": dict(each.slots),
        }
    for item, plain in content.items():
        CastItem(id=CastItem.ID, item=item, content=plain).save()


def temperaments() -> Mapping[str, Temperament]:
    """Return what each simulated authority is like, by its id; none where none is simulated."""
    try:
        found = CastItem.get(CastItem.ID, CastItem.TEMPERAMENTS).content
    except DoesNotExist:
        return {}
    return {authority: Temperament(each) for authority, each in found.items()}


def words(language: str) -> Words:
    """
    Return what counterparts write in *language*, or in English if the system does not have it.

    Raises:
        NotFound: Nothing was published.
    """
    keys = [(CastItem.ID, CastItem.words(each)) for each in {language, FALLBACK}]
    found = {item.item: item.content for item in CastItem.batch_get(keys)}
    code = language if CastItem.words(language) in found else FALLBACK
    if CastItem.words(code) not in found:
        raise NotFound
    plain = found[CastItem.words(code)]
    return Words(
        language=code,
        phrases={Phrase(key): tuple(ways) for key, ways in plain["phrases"].items()},
        slots=plain["slots"],
    )


def invented() -> Invented:
    """
    Return the persons and firms about whom counterparts ask.

    Raises:
        NotFound: Nothing was published.
    """
    try:
        plain = CastItem.get(CastItem.ID, CastItem.INVENTED).content
    except DoesNotExist as error:
        raise NotFound from error
    return Invented(
        persons=tuple(
            InventedPerson(**each | {"born_on": date.fromisoformat(each["born_on"])})
            for each in plain["persons"]
        ),
        firms=tuple(InventedFirm(**each) for each in plain["firms"]),
    )


def switch(authority: str, *, on: bool, at: datetime) -> None:
    """Let counterparts act for *authority*, an id, or no longer; the same twice changes nothing."""
    item = PractisingItem(id=PractisingItem.ID, item=authority, since_at=at)
    if on:
        item.save()
    else:
        item.delete()


def is_on(authority: str) -> bool:
    """Return whether *authority*, an id, has switched its counterparts on."""
    mine = PractisingItem.item == authority
    return PractisingItem.count(PractisingItem.ID, mine, consistent_read=True) > 0


def switched_on() -> tuple[str, ...]:
    """Return the ids of all authorities that have."""
    found = PractisingItem.query(PractisingItem.ID, consistent_read=True)
    return tuple(item.item for item in found)


def note(authority: str, number: str, *, at: datetime) -> None:
    """Note that a counterpart asks *authority*, an id, with the request *number*."""
    PracticeItem(id=PracticeItem.of(authority), item=number, asked_at=at).save()


def asked_of(authority: str) -> tuple[str, ...]:
    """Return the numbers of the requests with which counterparts have asked *authority*."""
    found = PracticeItem.query(PracticeItem.of(authority), consistent_read=True)
    return tuple(item.item for item in found)


def drop(authority: str, number: str) -> None:
    """Forget that a counterpart has asked *authority* with the request *number*: it is over."""
    PracticeItem(id=PracticeItem.of(authority), item=number).delete()
