"""Authorities and the officials who act for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.domain import staff
from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.errors import AlreadyDone, DomainError, NotFound, Stale
from chalicelib.domain.officials import Official
from chalicelib.storage import cursors
from chalicelib.storage.directory_items import AuthorityItem, DirectoryTable
from chalicelib.storage.official_items import MemberItem, OfficialItem
from chalicelib.storage.pages import Page
from chalicelib.storage.writes import Write

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


def seen(official: Official, today: date) -> None:
    """Note that *official* was here *today*; a second note of the same day changes nothing."""
    write = Write()
    items: list[Any] = [OfficialItem(id=official.id, item=OfficialItem.KEY)]
    items += [
        MemberItem(id=each, item=MemberItem.key(official.id)) for each in official.memberships
    ]
    for item in items:
        model = type(item)
        first = model.last_seen_on.does_not_exist() | (model.last_seen_on < today.isoformat())
        write.update(
            item,
            [model.last_seen_on.set(today.isoformat())],
            model.version.exists() & first,
            AlreadyDone(),
        )
    try:
        write.commit()
    except (AlreadyDone, Stale):
        return


def seen_between(first: date, last: date) -> list[Official]:
    """Return the active officials who were last seen on a day from *first* to *last*."""
    days = OfficialItem.last_seen_on.between(first.isoformat(), last.isoformat())
    found = OfficialItem.by_last_seen.query(OfficialItem.ENABLED, days)
    keys = [(each.id, OfficialItem.KEY) for each in found]
    return [item.to_domain() for item in OfficialItem.batch_get(keys)] if keys else []


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
    # Whoever only reads starts without what writes.
    from chalicelib.storage import members

    before = known(official.id) if official.version else None
    offices = members.offices(official.memberships)
    return members.save(official, before=before, offices=offices)


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


def authorities(ids: Sequence[str]) -> list[Authority]:
    """Return those of the authorities *ids* that there are, in the order of *ids*; 100 at most."""
    keys = [(each, AuthorityItem.KEY) for each in ids]
    items = AuthorityItem.batch_get(keys) if keys else ()
    found = {item.id: item.to_domain() for item in items}
    return [found[each] for each in ids if each in found]


def everybody() -> Iterator[Authority]:
    """Yield all authorities, page by page; for what runs in the background alone."""
    for item in AuthorityItem.by_name.query(AuthorityItem.EVERYWHERE, page_size=LOOKED_AT):
        yield item.to_domain()


def save_authority(authority: Authority) -> Authority:
    """
    Write *authority* and return it with its new version.

    Raises:
        Stale: The stored version is not that of *authority*.
    """
    from chalicelib.storage import records  # late, as above

    write = Write()
    saved = records.put(write, authority, before=None)
    if not authority.version:
        records.publish_name(write, authority)
    write.commit()
    return saved


def check_access(
    write: Write, authority: str, area: str, error: DomainError, *, today: date | None
) -> None:
    """
    Demand within *write* that *authority* is active, has access to *area* and people enough.

    Args:
        today: The date in UTC, on which it must not be past the days of grace; None if that does not matter.
    """
    since = AuthorityItem.below_rule_since
    active = AuthorityItem.status == Status.ACTIVE.value
    demanded = active & AuthorityItem.areas.contains(area)
    if today:
        earliest = staff.first_day_in_grace(today).isoformat()
        demanded &= since.does_not_exist() | (since >= earliest)
    write.check(AuthorityItem, (authority, AuthorityItem.KEY), demanded, error)


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


def known(id: str) -> Official | None:
    """Return the official *id*; None where there is none."""
    try:
        return official(id)
    except NotFound:
        return None
