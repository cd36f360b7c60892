"""What officials have been sent by e-mail."""

from __future__ import annotations

from chalicelib.domain.officials import Acting
from chalicelib.storage import letters as storage
from chalicelib.storage.letters import Letter
from chalicelib.storage.pages import Page


def mine(*, by: Acting, limit: int, cursor: str | None) -> Page[Letter]:
    """
    Return what *by* has been sent or is to be sent by e-mail, newest first.

    Raises:
        Invalid: *cursor* is none of ours.
    """
    return storage.of(by.official.id, limit=limit, cursor=cursor)
