"""Whom to turn to in each country."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.countries import Country
from chalicelib.storage import countries as storage


def catalogue(*, at: datetime) -> tuple[Country, ...]:
    """Return the countries of this stage, by code."""
    return storage.catalogue(at)
