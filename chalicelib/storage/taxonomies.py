"""The published taxonomies: codes of competences and professions, with their words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pynamodb.attributes import JSONAttribute, NumberAttribute

from chalicelib.domain.taxonomies import Taxonomy
from chalicelib.storage.areas import ContentTable

TAXONOMIES: Final = "taxonomies"


class TaxonomyItem(ContentTable, discriminator="taxonomy"):
    """A taxonomy; its ``item`` is the code."""

    version = NumberAttribute()
    terms = JSONAttribute()


def catalogue(at: datetime) -> Mapping[str, Taxonomy]:
    """Return the published taxonomies by code, no older than the minute of *at*."""
    return _catalogue(int(at.timestamp()) // 60)


@functools.lru_cache(maxsize=1)
def _catalogue(_minute: int) -> Mapping[str, Taxonomy]:
    return {
        item.item: Taxonomy(code=item.item, version=int(item.version), terms=item.terms)
        for item in TaxonomyItem.query(TAXONOMIES)
    }


def forget() -> None:
    """Read everything anew next time: for a stage that begins afresh."""
    _catalogue.cache_clear()


def publish(taxonomy: Taxonomy) -> None:
    """Write *taxonomy* over the version that was published before."""
    TaxonomyItem(
        id=TAXONOMIES,
        item=taxonomy.code,
        version=taxonomy.version,
        terms={code: dict(words) for code, words in taxonomy.terms.items()},
    ).save()
