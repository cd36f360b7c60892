"""Whom to turn to in each country."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from chalicelib import i18n
from chalicelib.domain import care, country_edits
from chalicelib.domain.countries import Country, as_plain
from chalicelib.domain.country_edits import Edit
from chalicelib.domain.errors import NotAllowed, Reason, Stale
from chalicelib.domain.officials import Acting
from chalicelib.services.records import entry
from chalicelib.storage import audit
from chalicelib.storage import countries as storage
from chalicelib.storage import records as records_storage
from chalicelib.storage.writes import Write


def catalogue(*, at: datetime) -> tuple[Country, ...]:
    """Return the countries of this stage, by code."""
    return storage.catalogue(at)


def read(code: str) -> tuple[Country, int]:
    """
    Return the country *code* as it is now, and its version.

    Raises:
        NotFound: It does not take part.
    """
    return storage.read(code)


def edit(
    code: str, change: Callable[[Country], Edit], *, version: int, by: Acting, at: datetime
) -> tuple[Country, int]:
    """
    Change what is told of the country *code*; return it with its new version.

    Args:
        change: Says what is to be told, given the country as it is.
        version: The version that the change was made to.

    Raises:
        NotFound: It does not take part.
        NotAllowed: *by* is no administrator of its national coordinator.
        Stale: It has been changed since.
        Invalid: What is to be told cannot be.
    """
    before, stored = storage.read(code)
    own = records_storage.load([by.authority]).get(by.authority)
    if own is None:
        raise NotAllowed(Reason.NO_MEMBER)
    care.must_edit_country(by, own, code)
    if version != stored:
        raise Stale
    source = own.party.name
    after = country_edits.edited(
        before, change(before), source=source, languages=i18n.LANGUAGES
    )
    write = Write()
    storage.save(write, after, version=version, at=at)
    old, new = as_plain(before), as_plain(after)
    for n, field in enumerate(name for name in new if old[name] != new[name]):
        values: dict[str, Any] = {"old": old[field], "new": new[field]}
        audit.add(
            write, entry("edit_country", own.party.id, by, at, field=field, n=n, **values)
        )
    write.commit()
    storage.forget()
    return after, version + 1
