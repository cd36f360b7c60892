"""Where a list goes on, as a token that travels through a URL."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, Final

from chalicelib.domain.errors import Fault, Invalid

LONGEST: Final = 1000


def write(last_key: Mapping[str, Mapping[str, str]] | None, *names: str) -> str | None:
    """
    Return the token for the place *last_key*, None where the list has ended.

    Args:
        last_key: Where DynamoDB stopped.
        names: The attributes of the key that the token carries. The partition
            is never among them: it comes from who asks, so that a token moves
            only within what its reader may list anyway.
    """
    if last_key is None:
        return None
    return encode([last_key[name]["S"] for name in names])


def encode(place: list[Any]) -> str:
    """Return the token for *place*, a list of JSON values."""
    plain = json.dumps(place, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read(token: str | None, *types: type) -> Any:
    """
    Return the place that *token* stands for: one value for each of *types*.

    A single type gives the value itself; no token gives None.

    Raises:
        Invalid: *token* is none of ours, or has an empty part.
    """
    if token is None:
        return None
    try:
        place = json.loads(_decoded(token))
    except (ValueError, RecursionError) as error:
        raise Invalid(Fault("/cursor", "unknown_cursor")) from error
    fits = isinstance(place, list) and [type(value) for value in place] == list(types)
    if not fits or any(value == "" for value in place):
        raise Invalid(Fault("/cursor", "unknown_cursor"))
    return place[0] if len(types) == 1 else place


def _decoded(token: str) -> bytes:
    if len(token) > LONGEST:
        raise ValueError("too long")
    return base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
