"""A call, with all that a view may want to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.officials import Acting
from chalicelib.web import bodies, problems
from chalicelib.web.problems import Unreadable

if TYPE_CHECKING:
    from chalicelib.storage.calls import Call

Body = TypeVar("Body")

LONGEST_KEY: Final = 200
DEFAULT_LIMIT: Final = 20
LARGEST_LIMIT: Final = 100
MOST_DIGITS: Final = 9
NO_VERSION: Final = -1
"""What a tag that is none of ours stands for; no stored version is equal to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call, with all that a view may want to know of it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    language: str
    """Code of the language that the answer is in."""
    at: datetime
    """When the call came, by the clock of the stage; UTC."""
    by: Acting | None = None
    """Who asks; None on public routes alone."""

    @property
    def official(self) -> Acting:
        """Who asks, on a route that is not public."""
        if self.by is None:
            raise TypeError("a public route knows nobody")
        return self.by

    @property
    def limit(self) -> int:
        """How many rows are wanted."""
        text = self.query.get("limit", str(DEFAULT_LIMIT))
        wanted = _whole_number(text)
        if wanted is None or not 1 <= wanted <= LARGEST_LIMIT:
            raise Invalid(Fault("/limit", "out_of_range"))
        return wanted

    @property
    def cursor(self) -> str | None:
        """Where a list goes on."""
        return self.query.get("cursor")

    @property
    def version(self) -> int | None:
        """The version that the call was made to (``If-Match``); None if it names none."""
        tag = self.headers.get("if-match")
        if tag is None:
            return None
        version = _whole_number(tag.strip().removeprefix("W/").strip('"'))
        return NO_VERSION if version is None else version

    @property
    def repeatable(self) -> Call | None:
        """What recognises the call when it comes again; None without Idempotency-Key."""
        key = self.headers.get("idempotency-key")
        if key is None:
            return None
        if not key.isascii() or not key.isprintable() or not 0 < len(key) <= LONGEST_KEY:
            raise Unreadable(problems.MALFORMED)
        # Whoever only reads starts without what writes.
        from chalicelib.storage.calls import Call, digest

        return Call(
            key=digest(self.official.official.id, self.official.authority, key),
            fingerprint=digest(key, self.method, self.path, self.raw.hex()),
            at=self.at,
        )

    def body(self, type: type[Body]) -> Body:
        """
        Return the body as *type*.

        Raises:
            Unreadable: It is no JSON.
            Invalid: A field is unknown, missing or of the wrong type.
        """
        return bodies.decode(self.raw or b"{}", type)


def _whole_number(text: str) -> int | None:
    """Return what *text* says in plain digits, or None."""
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if fits else None
