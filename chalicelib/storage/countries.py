"""The countries that take part, as published or as their coordinators left them."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Final

from pynamodb.attributes import JSONAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import PutError

from chalicelib.domain.countries import Country, as_plain, from_plain
from chalicelib.storage.areas import ContentTable

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


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _catalogue.cache_clear()


def publish(country: Country) -> bool:
    """
    Write *country* unless its coordinator has edited it here.

    Returns:
        Whether it was written.
    """
    item = CountryItem.from_domain(country)
    try:
        item.save(CountryItem.edited_at.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
