"""Who changed which record or right when, on whose behalf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.authorities import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change of one field, or one thing that was done to a whole record."""

    authority: str
    """Id of the authority whose record or official was changed."""
    at: datetime
    by: str
    """Id of the official who did it."""
    on_behalf_of: Party
    """The authority that the official acted for."""
    action: str
    """What was done, such as ``edit``; ``web.audit_labels`` has the words."""
    field: str | None = None
    """What was changed; None for an action that is about the whole."""
    old: Any = None
    """As JSON can hold it; None where there was nothing, and of what was erased."""
    new: Any = None
    about: str | None = None
    """Id of the official whom the values tell something personal of: they can be erased."""
    erased: bool = False
    """Whether the values have been erased."""
    n: int = 0
    """Place among the entries of one transaction."""
