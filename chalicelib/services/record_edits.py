"""Changing what the record of an authority says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain import care, records, statuses
from chalicelib.domain.authorities import Authority, Status, folded
from chalicelib.domain.care import Act
from chalicelib.domain.errors import Conflict, Stale
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known
from chalicelib.services.records import Seen, entry, pair, seen
from chalicelib.storage import audit, letters
from chalicelib.storage import records as storage
from chalicelib.storage.writes import Write


def edit(
    id: str,
    change: Callable[[dict[str, Any]], Mapping[str, Any]],
    *,
    version: int,
    known: Known,
    by: Acting,
    at: datetime,
) -> Seen:
    """
    Change the record of the authority *id*, and return it.

    Args:
        change: Makes the new fields of the stored ones, both as ``records.plain`` has them.
        version: The version that the change was made to.
        known: The codes that a record may use.

    Raises:
        NotFound: There is none.
        NotAllowed: *by* may not edit it, or not its official name.
        Stale: It has been changed since.
        Conflict: It has ended, or another authority has that name and city.
        Invalid: The record would not be whole.
    """
    own, before = pair(id, by)
    care.must(Act.EDIT, by, own, before)
    if version != before.version:
        raise Stale
    statuses.must_be_open(before)
    after = records.edited(before, change(records.plain(before)))
    changes = records.changes(before, after)
    if "name" in changes:
        care.must(Act.RENAME, by, own, before)
    if after.status is Status.INVITED:
        records.must_be_begun(after, known)
    else:
        records.must_be_whole(after, known)
    if not changes:
        return seen(before, own)
    write = Write()
    saved = storage.put(write, after, before=before)
    if changes.keys() & {"name", "city"}:
        _move_name(write, before, after)
    for n, (field, (old, new)) in enumerate(changes.items()):
        audit.add(write, entry(Act.EDIT, id, by, at, field=field, old=old, new=new, n=n))
    if "mailbox" in changes:
        letters.send_again(id, at=at)
    write.commit()
    return seen(saved, own)


def _move_name(write: Write, before: Authority, after: Authority) -> None:
    """Add to *write* that the name or city is another one, which nobody else may have."""
    seen = storage.names(after.party.country)
    for named in seen.values():
        same = folded(named.name) == folded(after.party.name)
        if named.id != after.party.id and same and folded(named.city) == folded(after.city):
            raise Conflict(records.duplicate_fault(named, "/name"))
    storage.release(write, before, seen=seen)
    kept = {key: named for key, named in seen.items() if named.id != before.party.id}
    storage.claim(write, after, seen=kept)
