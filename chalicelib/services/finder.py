"""Finding an authority, best hit first, in a snapshot of the directory."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.domain.authorities import Authority
from chalicelib.domain.finding import Wanted
from chalicelib.domain.taxonomies import words_by_code
from chalicelib.services import authorities
from chalicelib.storage import changes, cursors, directory, snapshots, taxonomies
from chalicelib.storage.finder_index import Index
from chalicelib.storage.pages import Page
from chalicelib.storage.snapshots import Snapshot

log = logging.getLogger(__name__)

UNSURE: Final = "unsure of "
"""
Begins the state of a snapshot that is made once more by the next run.

The index of the table by name may be a moment behind the table, so a first
snapshot after a change need not hold it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hits, and how they were looked for."""

    page: Page[Authority]
    by_name_only: bool
    """Whether the snapshot was missing, so that words were compared as they stand."""


def find(
    text: str,
    wanted: Wanted,
    *,
    language: str,
    limit: int,
    cursor: str | None = None,
    at: datetime,
) -> Found:
    """
    Return active authorities, best hit first; all by name where *text* has no words.

    What the snapshot names is read from the directory, so that nothing is shown
    that is no longer so: a page may be short though the list goes on.

    Args:
        text: What somebody typed.
        wanted: What every hit must be.
        language: Code of the reader's language.
        limit: How many are returned at most.
        cursor: Where the list goes on.
        at: The present moment, UTC.

    Raises:
        Invalid: *cursor* is none of ours, or of the other way of looking.
    """
    index = snapshots.shelf.index(at)
    if index is None:
        page = _leafed(text, wanted, limit=limit, cursor=cursor)
    else:
        page = _searched(index, text, wanted, language, limit=limit, cursor=cursor)
    hits = tuple(each for each in page.items if wanted.fits(each, at.date()))
    return Found(page=replace(page, items=hits), by_name_only=index is None)


def _searched(
    index: Index, text: str, wanted: Wanted, language: str, *, limit: int, cursor: str | None
) -> Page[Authority]:
    offset = max(0, cursors.read(cursor, int) or 0)
    ids = index.find(text, wanted, language=language, limit=limit + 1, offset=offset)
    more = cursors.encode([offset + limit]) if len(ids) > limit else None
    return Page(tuple(directory.authorities(ids[:limit])), more)


def _leafed(text: str, wanted: Wanted, *, limit: int, cursor: str | None) -> Page[Authority]:
    return authorities.find(
        text=text, country=wanted.country, area=wanted.area, limit=limit, cursor=cursor
    )


def rebuild(at: datetime) -> bool:
    """
    Make the snapshot anew if the directory has changed, or if it is lost or corrupt.

    Reads the whole directory then: for the clock to call, and nobody who waits.

    Args:
        at: The present moment, UTC.

    Returns:
        Whether a new one was stored.
    """
    lists = taxonomies.catalogue(at).values()
    state = f"{changes.state()} {' '.join(f'{each.code}-{each.version}' for each in lists)}"
    stored = snapshots.shelf.look()
    due = _due(stored, state)
    if due is None:
        return False
    words = words_by_code(lists)
    done = snapshots.put(directory.everybody(), words, state=due, instead_of=stored)
    snapshots.shelf.forget()
    return done


def _due(stored: Snapshot | None, state: str) -> str | None:
    """Return of what state a snapshot must be made; None if *stored* is right."""
    if stored is None or stored.index is None:
        return UNSURE + state
    if stored.state == state:
        return None
    return state if stored.state == UNSURE + state else UNSURE + state
