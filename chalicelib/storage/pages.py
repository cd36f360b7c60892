"""One page of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list, and where it goes on."""

    items: tuple[Item, ...]
    cursor: str | None
    """None where the list has ended."""
