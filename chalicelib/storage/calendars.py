"""The public holidays of all countries, as ``make calendars`` has written them."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from chalicelib.domain.calendars import Calendar

FILE: Final = Path(__file__).parent / "calendars.json"


@functools.cache
def of(country: str) -> Calendar:
    """Return the public holidays of *country* (ISO 3166); none of a country that takes no part."""
    days = _written().get(country, {})
    return MappingProxyType({date.fromisoformat(day): code for day, code in days.items()})


@functools.cache
def _written() -> Mapping[str, Mapping[str, str]]:
    written: Mapping[str, Mapping[str, str]] = json.loads(FILE.read_text("utf-8"))
    return written
