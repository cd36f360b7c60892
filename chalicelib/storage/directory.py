"""Authorities and the officials who act for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.expressions.condition import Condition

from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.errors import DomainError, Fault, Invalid, NotFound, Stale
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

FROM_THE_TOP: Final = ("-", "-")
"""In a cursor, the place before the first authority of a country."""

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
    countries: Sequence[str],
    *,
    words: Sequence[str],
    area: str | None,
    limit: int,
    cursor: str | None,
) -> Page[Authority]:
    """
    Return active authorities by country, then by name.

    Args:
        countries: ISO 3166 codes, in the order in which they are listed.
        words: Folded words that each must occur in a name, title or city.
        area: Legal area to which they must have access; None for any.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    place = cursors.read(cursor, str, str, str)
    if place and place[0] not in countries:
        raise Invalid(Fault("/cursor", "unknown_cursor"))
    first = countries.index(place[0]) if place else 0
    found: list[Authority] = []
    for country in countries[first:]:
        start = _start(*place) if place and place[0] == country else None
        rows = AuthorityItem.by_country.query(
            country,
            filter_condition=_wanted(words, area),
            limit=limit - len(found),
            page_size=LOOKED_AT,
            last_evaluated_key=start,
        )
        found += [item.to_domain() for item in rows]
        if len(found) == limit:
            last = rows.last_evaluated_key
            return Page(tuple(found), _next(country, last, countries))
    return Page(tuple(found), None)


def _wanted(words: Sequence[str], area: str | None) -> Condition:
    wanted: Condition = AuthorityItem.status == Status.ACTIVE.value
    for word in words:
        wanted = wanted & AuthorityItem.search_text.contains(word)
    return wanted & AuthorityItem.areas.contains(area) if area else wanted


def _next(
    country: str, last: dict[str, dict[str, str]] | None, countries: Sequence[str]
) -> str | None:
    """Return the token for what follows *last* in *country*, or the next country."""
    if last:
        return cursors.encode([country, last["sort_name"]["S"], last["id"]["S"]])
    following = countries[countries.index(country) + 1 :]
    return cursors.encode([following[0], *FROM_THE_TOP]) if following else None


def _start(country: str, sort_name: str, id: str) -> dict[str, dict[str, str]] | None:
    if (sort_name, id) == FROM_THE_TOP:
        return None
    keys = {"country_box": country, "sort_name": sort_name, "id": id, "item": AuthorityItem.KEY}
    return {name: {"S": value} for name, value in keys.items()}


def _unchanged(model: type[AuthorityItem | OfficialItem], version: int) -> Condition:
    return model.version == version if version else model.id.does_not_exist()
