"""An OpenID provider for the training stage: code flow with PKCE, rotating refresh tokens."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ACCESS_SECONDS: Final = 15 * 60
CODE_SECONDS: Final = 60
SESSION_SECONDS: Final = 8 * 60 * 60
"""How long a sign-in may be renewed."""


class GrantError(Exception):
    """A token is refused; the message is the error code of RFC 6749, section 5.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The one application that may ask for tokens."""

    issuer: str
    id: str
    scope: str
    """What an access token is good for, besides ``openid``."""

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset({"openid", self.scope})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """What a code stands for."""

    official: str
    """The ``sub`` of who signed in."""
    redirect_uri: str
    challenge: str
    """The PKCE challenge, by the method S256."""
    nonce: str | None
    expires: float
    session: str = field(default_factory=lambda: str(uuid4()))
    used: bool = False


@dataclass(slots=True)
class Session:
    """A sign-in that can be renewed with the newest refresh token, and with that alone."""

    official: str
    refresh: str
    """Digest of the newest refresh token."""
    expires: float


class Provider:
    """Signs people in and vouches for them; keeps everything in memory."""

    def __init__(self, client: Client, *, now: Callable[[], float] = time.time) -> None:
        """
        Make a provider with a new key.

        Args:
            client: Whom tokens are for.
            now: Real time in seconds; tokens never follow the clock of the stage.
        """
        self.client = client
        self._now = now
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._key_id = str(uuid4())
        self._codes: dict[str, SignIn] = {}
        self._sessions: dict[str, Session] = {}

    def keys(self) -> dict[str, Any]:
        """Return the public key as a JWK set (RFC 7517)."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": self._key_id, "use": "sig", "alg": "RS256"}]}

    def code(
        self, official: str, *, redirect_uri: str, challenge: str, nonce: str | None = None
    ) -> str:
        """Return a code that stands, once and for a minute, for the sign-in of *official*."""
        self._forget_old()
        code = secrets.token_urlsafe(32)
        self._codes[code] = SignIn(
            official=official,
            redirect_uri=redirect_uri,
            challenge=challenge,
            nonce=nonce,
            expires=self._now() + CODE_SECONDS,
        )
        return code

    def redeem(self, code: str, *, verifier: str, redirect_uri: str) -> dict[str, Any]:
        """
        Return the tokens for *code*.

        A code that comes twice has been stolen once, so its session ends
        (RFC 6749, section 4.1.2).

        Raises:
            GrantError: The code is unknown, old or used, or was not asked for by
                who knows *verifier*.
        """
        sign_in = self._codes.get(code)
        if sign_in is None or sign_in.expires < self._now():
            raise GrantError("invalid_grant")
        if sign_in.used:
            self._sessions.pop(sign_in.session, None)
            raise GrantError("invalid_grant")
        self._codes[code] = replace(sign_in, used=True)
        proven = secrets.compare_digest(challenge_of(verifier), sign_in.challenge)
        if not proven or redirect_uri != sign_in.redirect_uri:
            raise GrantError("invalid_grant")

        self._sessions[sign_in.session] = Session(
            sign_in.official, "", self._now() + SESSION_SECONDS
        )
        tokens = self._tokens(sign_in.session)
        tokens["id_token"] = self._identity(sign_in)
        return tokens

    def renew(self, refresh_token: str) -> dict[str, Any]:
        """
        Return new tokens for the newest *refresh_token* of a session.

        An older one has been stolen, by then or now, so the session ends
        (RFC 9700, section 4.14.2).

        Raises:
            GrantError: The token is not the newest, or its session is over.
        """
        name, _, _ = refresh_token.partition(".")
        session = self._sessions.get(name)
        if session is None or session.expires < self._now():
            raise GrantError("invalid_grant")
        if not secrets.compare_digest(_digest(refresh_token), session.refresh):
            del self._sessions[name]
            raise GrantError("invalid_grant")
        return self._tokens(name)

    def end(self, id_token: str) -> None:
        """End the session that *id_token* (a hint, perhaps expired) belongs to."""
        try:
            claims = self._read(id_token)
        except jwt.InvalidTokenError:
            return
        self._sessions.pop(claims.get("sid", ""), None)

    def revoke(self, refresh_token: str) -> None:
        """End the session of *refresh_token*, if it is one (RFC 7009, section 2.2)."""
        name, _, _ = refresh_token.partition(".")
        session = self._sessions.get(name)
        if session and secrets.compare_digest(_digest(refresh_token), session.refresh):
            del self._sessions[name]

    def access_token(self, official: str) -> str:
        """Return an access token of *official*, good for 15 minutes."""
        return self._signed(
            sub=official,
            client_id=self.client.id,
            scope=f"openid {self.client.scope}",
            token_use="access",
            jti=str(uuid4()),
        )

    def _tokens(self, name: str) -> dict[str, Any]:
        """Return an access token and the next refresh token of the session *name*."""
        session = self._sessions[name]
        refresh_token = f"{name}.{secrets.token_urlsafe(32)}"
        session.refresh = _digest(refresh_token)
        return {
            "access_token": self.access_token(session.official),
            "refresh_token": refresh_token,
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
            "scope": f"openid {self.client.scope}",
        }

    def _identity(self, sign_in: SignIn) -> str:
        nonce = {"nonce": sign_in.nonce} if sign_in.nonce else {}
        return self._signed(
            sub=sign_in.official,
            aud=self.client.id,
            token_use="id",
            sid=sign_in.session,
            amr=["pwd", "otp", "mfa"],
            **nonce,
        )

    def _signed(self, **claims: Any) -> str:
        issued = int(self._now())
        claims |= {"iss": self.client.issuer, "iat": issued, "exp": issued + ACCESS_SECONDS}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id})

    def _read(self, token: str) -> dict[str, Any]:
        return jwt.decode(
            token,
            self._key.public_key(),
            algorithms=["RS256"],
            audience=self.client.id,
            issuer=self.client.issuer,
            options={"verify_exp": False, "verify_iat": False},
        )

    def _forget_old(self) -> None:
        now = self._now()
        self._codes = {
            code: sign_in
            for code, sign_in in self._codes.items()
            if sign_in.expires + CODE_SECONDS > now
        }
        self._sessions = {
            name: session for name, session in self._sessions.items() if session.expires > now
        }


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of *verifier* (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
