"""Sign-in accounts: the one place where they are made."""

from __future__ import annotations

import uuid
from typing import Final

from chalicelib.config import settings
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.storage import accounts

LEARNERS: Final = "learners"
"""The group of the pool whose members may enter the training stage."""


def open_for(email: str, *, pointer: str = "/email") -> str:
    """
    Return the id (``sub``) of the sign-in account of *email*, made if there is none.

    No mail leaves with it, and no password. On a training stage everybody whom the directory
    knows can sign in, so an id is all it takes.

    Args:
        pointer: Where *email* stood in what was given.

    Raises:
        Invalid: No account can be made for *email*.
        NoAccountNow: None can be made now; nothing was written, and another call may go on.
        NotAllowed: The accounts of this stage are made elsewhere.
    """
    if settings.stage == "training":
        return str(uuid.uuid4())
    _must_have_pool()
    return accounts.open_for(email, pointer=pointer)


def move(account: str, new: str) -> None:
    """
    Let who has the *account* (``sub``) sign in with the address *new* from now on.

    Safe to run again.

    Raises:
        Invalid: No account can have *new*.
        NoAccountNow: It cannot be moved now.
        NotAllowed: The accounts of this stage are made elsewhere.
    """
    if settings.stage == "training":
        return
    _must_have_pool()
    accounts.move(account, new)


def admit(account: str) -> None:
    """
    Let who has the *account* (``sub``) enter the training stage that belongs to this one.

    Safe to run again.

    Raises:
        NoAccountNow: It cannot be admitted now.
        NotAllowed: The accounts of this stage are made elsewhere.
    """
    _must_have_pool()
    accounts.admit(account, LEARNERS)


def are_ours() -> bool:
    """Return whether the accounts of this stage lie in our pool."""
    return bool(settings.user_pool)


def have_passwords() -> bool:
    """Return whether whoever signs in for the first time sets a password in our pool."""
    return are_ours() and not settings.provider


def _must_have_pool() -> None:
    if not are_ours():
        raise NotAllowed(Reason.NO_POOL)
