"""What those who look after the entries of registers do to them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from chalicelib import i18n
from chalicelib.domain import care, register_edits, register_notices
from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import (
    AlreadyDone,
    Fault,
    Invalid,
    NotAllowed,
    NotFound,
    Reason,
    Stale,
)
from chalicelib.domain.officials import Acting
from chalicelib.domain.register_edits import Act, Editor, Entry, Known
from chalicelib.domain.registers import EVERYWHERE, Register, as_plain
from chalicelib.services import taxonomies
from chalicelib.services.records import entry as told
from chalicelib.services.register_entries import Seen, shown
from chalicelib.storage import (
    audit,
    calls,
    notices,
    records,
    register_proposals,
)
from chalicelib.storage import registers as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write

LETTERS: Final = "abcdefghjkmnpqrstvwxyz23456789"
"""Of ids; none that is easily taken for another."""


def begin(
    country: str,
    register: Callable[[str], Register],
    *,
    by: Acting,
    call: Call | None,
    at: datetime,
) -> Seen:
    """
    Describe a register of *country* that is not in the directory yet.

    The same *call* again changes nothing and returns what it made.

    Args:
        register: Returns it, given the id that it gets.

    Raises:
        NotAllowed, Invalid: As :func:`register_edits.begun` does.
    """
    own = _own(by)
    if call and (made := calls.earlier(call)):
        return shown(storage.entry(made), own, at)
    wanted = _kept(register(_new_id(country)), None, own)
    entry = register_edits.begun(wanted, by, own, known=_known(at), today=at.date())
    write = Write()
    saved = storage.save(write, entry, before=None, at=at)
    _announce(write, None, saved, by, at)
    _note("begin_register", write, entry, {"register": {"new": wanted.name}}, by, at)
    if call:
        calls.record(write, call, within=call.item, made=wanted.id)
    try:
        write.commit()
    except AlreadyDone:
        return begin(country, register, by=by, call=call, at=at)
    storage.forget()
    return shown(saved, own, at)


def edit(
    id: str, change: Callable[[Register], Register], *, version: int, by: Acting, at: datetime
) -> Seen:
    """
    Change the entry of the register *id*.

    Args:
        change: Says what is wanted, given the newest version.
        version: The version that the change was made to.

    Raises:
        NotFound: There is none.
        NotAllowed: *by* does not look after it.
        Stale: It has been changed since.
        Invalid: Something is missing or has the wrong form.
    """
    before, own, editor = _looked_after(id, version, by)
    # The coordinator corrects what everybody sees; what waits is decided on by itself.
    coordinates = editor is Editor.COORDINATOR
    base = before.register if coordinates and before.register else before.latest
    wanted = _kept(change(base), before, own)
    after = register_edits.edited(
        before,
        wanted,
        editor=editor,
        confirms=wanted.keeper in {None, own.party.id},
        known=_known(at),
        source=own.party.name,
        today=at.date(),
    )
    old, new = _told(base), _told(wanted)
    write = Write()
    saved = storage.save(write, after, before=before, at=at)
    changed = {
        name: {"old": old[name], "new": new[name]} for name in new if old[name] != new[name]
    }
    _note("edit_register", write, before, {"register": {"new": base.name}} | changed, by, at)
    _announce(write, before, saved, by, at)
    if before.waiting and saved.waiting is None and editor is Editor.COORDINATOR:
        # It was decided by what the coordinator wrote instead.
        _tell_decision(write, before, saved.version, by, at)
    write.commit()
    storage.forget()
    return shown(saved, own, at)


def _tell_decision(write: Write, before: Entry, version: int, by: Acting, at: datetime) -> None:
    party, official = by.membership.party, by.official.id
    for notice in register_notices.decided(before, version, by=party, official=official, at=at):
        write.put(notices.waiting_item(notice))


def act(id: str, act: Act, *, version: int, by: Acting, at: datetime) -> Seen | None:
    """
    Confirm, approve, refuse or remove the entry of the register *id*; return what is left of it.

    Raises:
        NotFound: There is none.
        NotAllowed, Conflict: As :func:`register_edits.after` does.
        Stale: It has been changed since.
    """
    before, own, editor = _looked_after(id, version, by)
    keepers = records.load([before.keeper]) if before.keeper else {}
    responsible = register_edits.is_responsible(before, own, keepers.get(before.keeper or ""))
    after = register_edits.after(
        before, act, editor=editor, responsible=responsible, today=at.date()
    )
    write = Write()
    left = "old" if act is Act.REMOVE else "new"
    _note(f"{act}_register", write, before, {"register": {left: before.latest.name}}, by, at)
    if act in {Act.APPROVE, Act.REFUSE} or (act is Act.REMOVE and before.waiting):
        _tell_decision(write, before, version + 1, by, at)
    if after is None:
        storage.remove(write, before, at=at)
        register_proposals.drop_all(write, before.latest.country, id)
    else:
        after = storage.save(write, after, before=before, at=at)
    write.commit()
    storage.forget()
    return shown(after, own, at) if after else None


def _announce(
    write: Write, before: Entry | None, after: Entry, by: Acting, at: datetime
) -> None:
    """Add to *write* what the coordinator is told of a version that waits."""
    if after.waiting is None:
        return
    coordinator = records.national(after.latest.country)
    party, official = by.membership.party, by.official.id
    found = register_notices.waits(
        before, after, coordinator, by=party, official=official, at=at
    )
    for notice in found:
        write.put(notices.waiting_item(notice))


def _note(
    action: str,
    write: Write,
    entry: Entry,
    fields: Mapping[str, Mapping[str, Any]],
    by: Acting,
    at: datetime,
) -> None:
    """Add to *write* what the audits of who acts and of who keeps the register are told."""
    for authority in sorted({by.authority, entry.keeper or by.authority}):
        for n, (field, values) in enumerate(fields.items()):
            audit.add(write, told(action, authority, by, at, field=field, n=n, **values))


def _told(register: Register) -> dict[str, Any]:
    """Return what the audit tells of *register*, by field."""
    plain = as_plain(register)
    plain["register_kind"] = plain.pop("kind")
    return {name: plain[name] for name in plain if name not in {"id", "source", "confirmed_on"}}


def propose(id: str, text: str, *, at: datetime) -> None:
    """
    Keep what somebody, whoever it may be, has written about the entry of the register *id*.

    Raises:
        NotFound: There is no such register that everybody sees.
        Invalid: The text is empty, too long, or has characters that cannot be shown.
        TooMany: As much has come in this hour as can be read.
    """
    register = storage.directory(at).register(id)
    if register.country == EVERYWHERE:
        # No authority looks after registers of all countries.
        raise NotFound
    register_proposals.add(register.country, id, register_edits.proposed(text), at=at)


def have_read(id: str, proposal: str, *, by: Acting) -> None:
    """
    Forget the *proposal*, an id, about the register *id*, which *by* has read.

    Raises:
        NotFound: There is no such register.
        NotAllowed: *by* does not look after it.
    """
    entry = storage.entry(id)
    register_edits.must_edit(entry, by, _own(by))
    register_proposals.drop(entry.latest.country, id, proposal)


def _looked_after(id: str, version: int, by: Acting) -> tuple[Entry, Authority, Editor]:
    before, own = storage.entry(id), _own(by)
    editor = register_edits.must_edit(before, by, own)
    if version != before.version:
        raise Stale
    return before, own, editor


def _kept(wanted: Register, before: Entry | None, own: Authority) -> Register:
    """Return *wanted* with the authority that keeps it, which only the coordinator chooses."""
    if not (care.is_national(own) and own.party.country == wanted.country):
        return replace(wanted, keeper=before.keeper if before else own.party.id)
    if wanted.keeper:
        keeper = records.load([wanted.keeper]).get(wanted.keeper)
        if keeper is None or keeper.party.country != wanted.country:
            raise Invalid(Fault("/keeper", "unknown_authority"))
    return wanted


def _own(by: Acting) -> Authority:
    own = records.load([by.authority]).get(by.authority)
    if own is None:
        raise NotAllowed(Reason.NO_MEMBER)
    return own


def _known(at: datetime) -> Known:
    directory = storage.directory(at)
    codes = taxonomies.known({*i18n.LANGUAGES, *i18n.OTHER_LANGUAGES}, at=at)
    return Known(
        kinds=directory.kinds.keys(),
        areas=codes.areas,
        professions=codes.professions,
        languages=codes.languages,
        successors={each.id: each for each in directory.registers},
    )


def _new_id(country: str) -> str:
    return f"{country.lower()}-{''.join(secrets.choice(LETTERS) for _ in range(8))}"
