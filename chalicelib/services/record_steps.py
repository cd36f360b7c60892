"""Taking a step in the life of an authority: hand in, validate, confirm, suspend, merge."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import announcements, care, records, statuses
from chalicelib.domain.authorities import Authority
from chalicelib.domain.care import Act
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.errors import (
    AlreadyDone,
    BrokenRule,
    Conflict,
    Fault,
    Stale,
    VersionMissing,
)
from chalicelib.domain.officials import Acting
from chalicelib.domain.records import Known
from chalicelib.services.records import Seen, entry, of, read, seen
from chalicelib.storage import audit, calls, members, notices
from chalicelib.storage import records as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write


def act(
    id: str,
    act: Act,
    *,
    into: str | None = None,
    known: Known,
    version: int | None,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Seen:
    """
    Take one step in the life of the authority *id*, and return it.

    The same *call* again changes nothing and returns the authority as it now is.

    Args:
        into: Id of the authority that it is merged into; for ``MERGE`` alone.
        known: The codes that a record may use; for ``SUBMIT`` alone.
        version: The version that the official saw; None where the call names none.

    Raises:
        NotFound: There is none.
        NotAllowed: *by* may not take that step.
        Stale: It has been changed since.
        VersionMissing: There is no *version*, and the call did not come before.
        Conflict: Its status does not allow that.
        Invalid: It cannot be merged *into* that, or the record that is handed in is not whole.
        BrokenRule: It is handed in, and too few have accepted to act for it.
    """
    found = storage.load([id, by.authority, *([into] if into else [])])
    own, before = of(found, id, by)
    care.must(act, by, own, before)
    if version != before.version:
        if call and calls.earlier(call):
            return seen(before, own)
        raise VersionMissing if version is None else Stale
    if act is Act.SUBMIT:
        _must_be_ready(before, known)
    today = local_day(at, before.party.time_zone)
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=id)
    if act is Act.MERGE:
        after = statuses.merge(before, found.get(into or ""), by=by.authority, on=today)
        storage.check_active(write, into or "", Conflict(Fault("/status", "wrong_status")))
    else:
        after = statuses.step(before, act, by=by.authority, on=today)
    saved = storage.put(write, after, before=before)
    if after.status in statuses.OVER:
        # Another body may have the name from now on.
        storage.release(write, before, seen=storage.names(before.party.country))
    old, new = (_told(each, act) for each in (before, after))
    audit.add(write, entry(act, id, by, at, old=old, new=new))
    for notice in announcements.of_step(act, saved, by=by, at=at):
        write.put(notices.waiting_item(notice))
    try:
        write.commit()
    except AlreadyDone:
        if call:
            calls.earlier(call)
        return read(id, by=by)
    return seen(saved, own)


def _must_be_ready(authority: Authority, known: Known) -> None:
    """Do nothing if *authority* may be handed in: its record is whole, and it has staff enough."""
    statuses.must_offer(authority, Act.SUBMIT)
    records.must_be_whole(authority, known)
    enough = members.offices([authority.party.id])[authority.party.id].staff
    if way_out := enough.way_out:
        raise BrokenRule(way_out)


def _told(authority: Authority, act: Act) -> str | None:
    """Return what the audit keeps of *authority* before and after the step *act*."""
    if act is Act.CONFIRM:
        return authority.confirmed_on.isoformat() if authority.confirmed_on else None
    return authority.successor or authority.status.value
