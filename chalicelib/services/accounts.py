"""Sign-in accounts: the one place where they are made."""

from __future__ import annotations

import uuid

from chalicelib.config import settings


def open_for(email: str) -> str:
    """
    Return the id (``sub``) of the sign-in account of *email*, made if there is none.

    No mail leaves with it, and no password: nobody can sign in before an invitation is accepted.
    On a training stage everybody whom the directory knows can sign in, so an id is all it takes.

    Raises:
        NotImplementedError: The stage has a sign-in service that is not connected yet.
    """
    if settings.stage != "training":
        raise NotImplementedError(f"no account for {len(email)} characters: not connected yet")
    return str(uuid.uuid4())
