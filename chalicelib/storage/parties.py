"""How a party to a request is written into another item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.authorities import Party


def to_item(party: Party) -> dict[str, Any]:
    """Return *party* as DynamoDB keeps it."""
    return {
        "id": party.id,
        "name": party.name,
        "titles": dict(party.titles),
        "country": party.country,
        "language": party.language,
        "time_zone": party.time_zone,
    }


def from_item(item: Mapping[str, Any]) -> Party:
    """Return the party that :func:`to_item` wrote."""
    return Party(
        id=item["id"],
        name=item["name"],
        titles=dict(item["titles"]),
        country=item["country"],
        language=item["language"],
        time_zone=item["time_zone"],
    )
