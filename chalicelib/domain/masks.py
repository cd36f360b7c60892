"""Keeping names out of what is sent to be translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from chalicelib.domain.requests import Sealed

SHORTEST: Final = 3
"""Letters of a word that is taken for a name; shorter ones are words of many languages."""

INFLECTED: Final = 4
"""Letters from which on a word may be followed by others, as in genitives: Nowaka, Virtasen."""

CHANGING: Final = 6
"""Letters from which on the last one may be another, as in Kowalska and Kowalskiej."""


def names(sealed: Sealed) -> Iterator[str]:
    """Yield what must not be sent of *sealed*: names, values of slots, and the words of both."""
    values = [value for slots in sealed.slots.values() for value in slots.values()]
    if sealed.person:
        values.append(sealed.person.name)
    for value in values:
        yield value
        yield from (word for word in value.split() if len(word) >= SHORTEST)


def _forms(name: str) -> str:
    """Return a pattern of *name* and what inflection makes of its end."""
    last = len(name.rsplit(maxsplit=1)[-1])
    if last < INFLECTED:
        return rf"{re.escape(name)}(?!\w)"
    return rf"{re.escape(name[:-1] if last >= CHANGING else name)}\w*"


class Mask:
    """
    Puts marks in the place of names, and the names back in the place of the marks.

    A name whose stem changes within, as Marek does in Marka, is not found.
    """

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({name.strip() for name in names if name.strip()}, key=len)
        written = "|".join(_forms(name) for name in reversed(longest_first))
        self._names = re.compile(rf"(?<!\w)(?:{written})", re.IGNORECASE) if written else None
        self._hidden: list[str] = []

    def hide(self, text: str) -> str:
        """Return *text* with a mark for each name in it."""
        # What somebody typed in the form of a mark is hidden, too: it would be taken for one.
        marked = _MARK.sub(self._mark, text)
        return self._names.sub(self._mark, marked) if self._names else marked

    def show(self, text: str) -> str | None:
        """Return *text* with the names back; None if a mark has got lost on the way."""
        found = [int(each) for each in _MARK.findall(text)]
        if sorted(found) != list(range(len(self._hidden))):
            return None
        return _MARK.sub(lambda mark: self._hidden[int(mark[1])], text)

    def _mark(self, found: re.Match[str]) -> str:
        self._hidden.append(found[0])
        return f"[[{len(self._hidden) - 1}]]"


_MARK: Final = re.compile(r"\[\[(\d+)\]\]")
