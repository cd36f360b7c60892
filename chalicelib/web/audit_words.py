"""What the codes and ids are called that an audit holds of registers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from chalicelib.domain.audit import Entry
from chalicelib.i18n import catalogue
from chalicelib.register_words import ANSWERS, COSTS, KEYS, RHYTHMS
from chalicelib.services import records, registers

FIXED: Final[Mapping[str, Mapping[Any, str]]] = MappingProxyType({
    "answers": ANSWERS,
    "keys": KEYS,
    "cost": COSTS,
    "rhythm": RHYTHMS,
})  # fmt: skip
"""What codes are called in English, by the field that holds them."""


def called(
    entries: Sequence[Entry], language: str, *, at: datetime
) -> Mapping[str, Mapping[str, str]]:
    """
    Return what the codes and ids are called that *entries* hold, by field and code.

    Nothing is looked up for fields that none of them tells of.

    Args:
        language: Code of the reader's language.
        at: The present moment, UTC.
    """
    held: dict[str, set[str]] = {}
    for entry in entries:
        if entry.field:
            held.setdefault(entry.field, set()).update(_codes(entry))
    return {field: _words(field, codes, language, at) for field, codes in held.items()}


def _codes(entry: Entry) -> Iterator[str]:
    for value in (entry.old, entry.new):
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                yield each


def _words(
    field: str, codes: Collection[str], language: str, at: datetime
) -> Mapping[str, str]:
    match field:
        case "register_kind":
            kinds = registers.directory(at=at).kinds
            return {code: kinds[code][language] for code in codes if code in kinds}
        case "successor":
            known = registers.directory(at=at).registers
            return {each.id: each.name for each in known if each.id in codes}
        case "keeper":
            return {each.id: each.title(language) for each in records.parties(codes)}
    say, names = catalogue(language).gettext, FIXED.get(field, {})
    return {code: say(names[code]) for code in codes if code in names}
