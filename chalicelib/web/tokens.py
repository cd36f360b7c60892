"""
Who asks: every access token is verified here, before any view, and fails closed.

A gateway may check tokens too, as a cheap outer gate; nothing relies on it.
"""

from __future__ import annotations

import json
import math
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any, Final, NamedTuple

import jwt

from chalicelib.config import settings
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.web.problems import UNAUTHENTICATED, UNAVAILABLE, Unreadable

ALGORITHMS: Final = ["RS256"]
REFRESH_AT_MOST_EVERY: Final = 60
"""Seconds between two looks at the issuer's keys, however many strange tokens come."""
TRY_AGAIN_AFTER: Final = 5
"""Seconds until the issuer is asked again when it could not be reached."""
KEPT: Final = 3600
"""Seconds after which keys are read anew, so that one that was withdrawn goes."""
LEEWAY: Final = 10
"""Seconds by which the clocks of issuer and API may differ."""
LONGEST_TOKEN: Final = 8192
LONGEST_ANSWER: Final = 65536


class Bearer(NamedTuple):
    """Who signed in, as a verified token says."""

    sub: str
    groups: frozenset[str]
    """The groups that the issuer has put the account into."""


def bearer(authorization: str | None) -> Bearer:
    """
    Return who stands behind the token in an ``Authorization`` header.

    Raises:
        Unreadable: There is no token, or it is not a valid access token of
            our issuer, for our client, with our scope; or the issuer's keys
            cannot be read now.
        NotAllowed: The stage is for learners alone, and this account is none.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or len(token) > LONGEST_TOKEN:
        raise Unreadable(UNAUTHENTICATED)
    try:
        found = _verified(token)
    except jwt.PyJWTError as error:
        raise Unreadable(UNAUTHENTICATED) from error
    # At each call, so that who is taken out of the group is out within a quarter of an hour.
    if settings.learners and settings.learners not in found.groups:
        raise NotAllowed(Reason.NO_TRAINING)
    return found


def _verified(token: str) -> Bearer:
    key_id = jwt.get_unverified_header(token).get("kid")
    claims = jwt.decode(
        token,
        keys.get(key_id),
        algorithms=ALGORITHMS,
        issuer=settings.oidc_issuer,
        leeway=LEEWAY,
        options={"require": ["exp", "iat", "iss", "sub"], "verify_aud": False},
    )
    ours = (
        claims.get("token_use") == "access"
        and claims.get("client_id") == settings.oidc_client_id
        and settings.oidc_scope in str(claims.get("scope", "")).split()
    )
    if not ours:
        raise jwt.InvalidTokenError("not an access token for this API")
    groups = claims.get("cognito:groups")
    return Bearer(
        sub=str(claims["sub"]),
        groups=frozenset(map(str, groups)) if isinstance(groups, list) else frozenset(),
    )


def fetched_from_issuer() -> Mapping[str, Any]:
    """Return the key set that the issuer publishes now."""
    with urllib.request.urlopen(settings.oidc_keys_url, timeout=5) as answer:  # noqa: S310 - our own setting
        found: Mapping[str, Any] = json.loads(answer.read(LONGEST_ANSWER))
        return found


class Keys:
    """The issuer's public keys, kept and refreshed in bounds."""

    def __init__(self, fetch: Callable[[], Mapping[str, Any]]) -> None:
        self._fetch = fetch
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at = -math.inf
        self._look_again_at = -math.inf
        self._lock = threading.Lock()

    def get(self, key_id: str | None) -> jwt.PyJWK:
        """
        Return the key *key_id*, looking at the issuer again if it is new or the keys are old.

        Raises:
            jwt.InvalidTokenError: The issuer has no such key.
            Unreadable: The issuer cannot be asked; the caller may come again.
        """
        with self._lock:
            now = time.monotonic()
            stale = key_id not in self._keys or now - self._read_at >= KEPT
            if stale and now >= self._look_again_at:
                self._refresh(now)
            found = self._keys.get(key_id or "")
            unread = math.isinf(self._read_at)
        if unread:
            raise Unreadable(UNAVAILABLE)
        if found is None:
            raise jwt.InvalidTokenError("signed with a key that is not the issuer's")
        return found

    def _refresh(self, now: float) -> None:
        try:
            key_set = jwt.PyJWKSet.from_dict(dict(self._fetch()))
        except (OSError, ValueError, HTTPException, jwt.PyJWTError):
            # Keys that are too old are no keys: whoever asks has to wait.
            self._look_again_at = now + TRY_AGAIN_AFTER
            if now - self._read_at >= KEPT:
                self._keys, self._read_at = {}, -math.inf
            return
        self._keys = {key.key_id: key for key in key_set.keys if key.key_id}
        self._read_at, self._look_again_at = now, now + REFRESH_AT_MOST_EVERY


keys = Keys(fetched_from_issuer)
