"""The entries of registers as those see them who look after them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import register_edits
from chalicelib.domain.authorities import Authority
from chalicelib.domain.errors import NotFound
from chalicelib.domain.officials import Acting
from chalicelib.domain.register_edits import Care, Editor, Entry, Proposal
from chalicelib.storage import directory, records, register_health, register_proposals
from chalicelib.storage import registers as storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry, with what is needed to show it to who looks after it."""

    entry: Entry
    editor: Editor
    cares: tuple[Care, ...]
    """Why it should be looked at."""
    responsible: bool
    """Whether the reader's authority is to confirm it and to read what is said of it."""
    keeper: Authority | None
    proposals: tuple[Proposal, ...]
    """What readers have written about it."""


def of(id: str, *, by: Acting, at: datetime) -> list[Seen]:
    """
    Return the entries that the authority *id*, which *by* acts for, looks after.

    Raises:
        NotFound: *by* acts for another one.
    """
    if id != by.authority:
        raise NotFound
    return looked_after(directory.authority(id), at=at)


def looked_after(own: Authority, *, at: datetime) -> list[Seen]:
    """Return the entries that *own* looks after, as they stand at the moment *at* (UTC)."""
    found = [
        (entry, editor)
        for entry in storage.entries(own.party.country)
        if (editor := register_edits.editor_of(entry, own))
    ]
    keepers = records.load({entry.keeper for entry, _ in found if entry.keeper})
    written = register_proposals.about(own.party.country, at)
    replaced = _replaced(at)
    return [
        _seen(entry, editor, own, keepers, written, replaced, at) for entry, editor in found
    ]


def shown(entry: Entry, own: Authority, at: datetime) -> Seen:
    """Return *entry* as it was just written by somebody who acts for *own*."""
    editor = register_edits.editor_of(entry, own) or Editor.KEEPER
    keepers = records.load([entry.keeper]) if entry.keeper else {}
    written = register_proposals.about(entry.latest.country, at)
    return _seen(entry, editor, own, keepers, written, _replaced(at), at)


def _replaced(at: datetime) -> frozenset[str]:
    """Return the ids of registers that others have taken the place of."""
    return frozenset(each.id for each in storage.directory(at).registers if each.successor)


def _seen(
    entry: Entry,
    editor: Editor,
    own: Authority,
    keepers: Mapping[str, Authority],
    written: Mapping[str, Sequence[Proposal]],
    replaced: Collection[str],
    at: datetime,
) -> Seen:
    register = entry.latest.id
    proposals = tuple(written.get(register, ()))
    keeper = keepers.get(entry.keeper or "")
    responsible = register_edits.is_responsible(entry, own, keeper)
    cares = register_edits.cares(
        entry,
        editor,
        register_health.known(at).get(register),
        responsible=responsible,
        replaced=register in replaced,
        has_proposals=bool(proposals),
        today=at.date(),
    )
    return Seen(
        entry=entry,
        editor=editor,
        cares=tuple(cares),
        responsible=responsible,
        keeper=keeper,
        proposals=proposals,
    )
