"""The countries that take part, as published or as their coordinators left them."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Final

from pynamodb.attributes import JSONAttribute, NumberAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist

from chalicelib.domain.countries import Country, as_plain, from_plain
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.storage.areas import ContentTable
from chalicelib.storage.writes import Write, saved

COUNTRIES: Final = "countries"


class CountryItem(ContentTable, discriminator="country"):
    """A country; its ``item`` is the ISO 3166 code."""

    languages = JSONAttribute()
    names = JSONAttribute()
    coordinator = JSONAttribute()
    helpdesk = JSONAttribute()
    courses = JSONAttribute()
    news = JSONAttribute()
    edited_at = UTCDateTimeAttribute(null=True)
    """When its coordinator edited it; from then on a publication leaves it alone."""
    version = NumberAttribute(null=True)
    """How often its coordinator edited it; None for never."""

    @classmethod
    def from_domain(cls, country: Country) -> CountryItem:
        plain = as_plain(country)
        return cls(id=COUNTRIES, item=plain.pop("code"), **plain)

    def to_domain(self) -> Country:
        return from_plain(
            {
                "code": self.item,
                "languages": self.languages,
                "names": self.names,
                "coordinator": self.coordinator,
                "helpdesk": self.helpdesk,
                "courses": self.courses,
                "news": self.news,
            }
        )


def catalogue(at: datetime) -> tuple[Country, ...]:
    """Return the countries of this stage, by code, no older than the minute of *at*."""
    return _catalogue(int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _catalogue(_minute: int) -> tuple[Country, ...]:
    return tuple(item.to_domain() for item in CountryItem.query(COUNTRIES))


def read(code: str) -> tuple[Country, int]:
    """
    Return the country *code* as it is now, and its version; 0 while only published.

    Raises:
        NotFound: It does not take part.
    """
    try:
        item = CountryItem.get(COUNTRIES, code, consistent_read=True)
    except DoesNotExist as error:
        raise NotFound from error
    return item.to_domain(), int(item.version or 0)


def save(write: Write, country: Country, *, version: int, at: datetime) -> None:
    """
    Add *country* to *write*, as its coordinator edited it.

    The condition is that its version is still *version*; else :class:`Stale` is raised.
    """
    item = CountryItem.from_domain(country)
    item.edited_at, item.version = at, version + 1
    still = CountryItem.version == version
    write.put(item, still if version else CountryItem.version.does_not_exist(), Stale())


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _catalogue.cache_clear()


def publish(country: Country) -> bool:
    """
    Write *country* unless its coordinator has edited it here.

    Returns:
        Whether it was written.
    """
    return saved(CountryItem.from_domain(country), CountryItem.edited_at.does_not_exist())
