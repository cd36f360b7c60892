"""Authorities and the officials who act for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.expressions.condition import Condition

from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.errors import DomainError, NotFound, Stale
from chalicelib.domain.officials import Official
from chalicelib.storage import cursors
from chalicelib.storage.directory_items import (
    AuthorityItem,
    DirectoryTable,
    MemberItem,
    OfficialItem,
)
from chalicelib.storage.pages import Page
from chalicelib.storage.writes import Write

CONDITION_FAILED: Final = "ConditionalCheckFailedException"

LOOKED_AT: Final = 200
"""How many authorities one call to DynamoDB looks at."""


def official(sub: str) -> Official:
    """
    Return the official whose sign-in account is *sub*.

    Raises:
        NotFound: There is none.
    """
    try:
        return OfficialItem.get(sub, OfficialItem.KEY, consistent_read=True).to_domain()
    except DoesNotExist as error:
        raise NotFound from error


def officials_of(authority: str) -> list[Official]:
    """Return everybody who acts for *authority*."""
    found = MemberItem.query(authority, DirectoryTable.item.startswith(MemberItem.PREFIX))
    return [item.to_domain() for item in found]


def save_official(official: Official) -> Official:
    """
    Write *official*, also where each of its authorities looks for its people.

    Returns:
        The official with its new version.

    Raises:
        Stale: The stored version is not that of *official*.
    """
    saved = replace(official, version=official.version + 1)
    write = Write()
    unchanged = _unchanged(OfficialItem, official.version)
    write.put(OfficialItem.from_domain(saved), unchanged, Stale())
    for authority in saved.memberships:
        write.put(MemberItem.from_domain(saved, authority))
    write.commit()
    return saved


def authority(id: str) -> Authority:
    """
    Return the authority *id*.

    Raises:
        NotFound: There is none.
    """
    try:
        return AuthorityItem.get(id, AuthorityItem.KEY).to_domain()
    except DoesNotExist as error:
        raise NotFound from error


def save_authority(authority: Authority) -> Authority:
    """
    Write *authority* and return it with its new version.

    Raises:
        Stale: The stored version is not that of *authority*.
    """
    saved = replace(authority, version=authority.version + 1)
    try:
        AuthorityItem.from_domain(saved).save(_unchanged(AuthorityItem, authority.version))
    except PutError as error:
        if error.cause_response_code == CONDITION_FAILED:
            raise Stale from error
        raise
    return saved


def check_access(write: Write, authority: str, area: str, error: DomainError) -> None:
    """Demand within *write* that *authority* is active and has access to *area*."""
    active = AuthorityItem.status == Status.ACTIVE.value
    has_access = active & AuthorityItem.areas.contains(area)
    write.check(AuthorityItem, (authority, AuthorityItem.KEY), has_access, error)


def find(
    country: str | None,
    *,
    words: Sequence[str],
    area: str | None,
    limit: int,
    cursor: str | None,
) -> Page[Authority]:
    """
    Return active authorities by name.

    A page may be short, or empty, though the list goes on: a call looks at so
    many authorities and no more.

    Args:
        country: ISO 3166 code; None for all countries.
        words: Folded words that each must occur in a name, title or city.
        area: Legal area to which they must have access; None for any.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    index: Any = AuthorityItem.by_country if country else AuthorityItem.by_name
    partition = country or AuthorityItem.EVERYWHERE
    start = None
    if (place := cursors.read(cursor, str, str)) is not None:
        box = "country_box" if country else "everywhere"
        keys = {
            box: partition,
            "sort_name": place[0],
            "id": place[1],
            "item": AuthorityItem.KEY,
        }
        start = {name: {"S": value} for name, value in keys.items()}
    looked_at = index.query(
        partition,
        filter_condition=_wanted(words, area),
        page_size=LOOKED_AT,
        last_evaluated_key=start,
    ).page_iter
    rows = next(looked_at)["Items"]
    last = rows[limit - 1] if len(rows) > limit else looked_at.last_evaluated_key
    found = tuple(AuthorityItem.from_raw_data(row).to_domain() for row in rows[:limit])
    return Page(found, cursors.write(last, "sort_name", "id"))


def _wanted(words: Sequence[str], area: str | None) -> Condition:
    wanted: Condition = AuthorityItem.status == Status.ACTIVE.value
    for word in words:
        wanted = wanted & AuthorityItem.search_text.contains(word)
    return wanted & AuthorityItem.areas.contains(area) if area else wanted


def _unchanged(model: type[AuthorityItem | OfficialItem], version: int) -> Condition:
    return model.version == version if version else model.id.does_not_exist()
