"""Who acts on the small stage of these tests, and what the API looks like to them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from chalicelib.config import settings
from chalicelib.domain.officials import Official, Role
from infra.localstage.gateway import Answer
from tests.builders import (
    CANARY,
    DENMARK,
    FINLAND,
    FRIDAY,
    PORTUGAL,
    an_official,
)

SIGNING = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY_ID = "signing"

METTE, INES, AINO = (
    an_official(each, name)
    for each, name in (
        (DENMARK, "mette"),
        (PORTUGAL, "ines"),
        (FINLAND, "aino"),
    )
)
VIEWER = an_official(PORTUGAL, "viewer", role=Role.VIEWER)
OUTSIDE = an_official(DENMARK, "outside", role=None)
"""A colleague of Mette's who has no role in the area."""


def jwks() -> dict[str, Any]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(SIGNING.public_key()))
    return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}


def claims(sub: str = METTE.id, **changes: Any) -> dict[str, Any]:
    issued = int(time.time())
    fields = {
        "iss": settings.oidc_issuer,
        "sub": sub,
        "client_id": settings.oidc_client_id,
        "scope": f"openid {settings.oidc_scope}",
        "token_use": "access",
        "iat": issued,
        "exp": issued + 900,
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def a_token(sub: str = METTE.id, **changes: Any) -> str:
    return jwt.encode(claims(sub, **changes), SIGNING, "RS256", headers={"kid": KEY_ID})


class Way(Protocol):
    """The way into the app: a gateway in the process, or a line to one."""

    def call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Answer: ...


@dataclass(frozen=True)
class Api:
    """The API as one official's client sees it."""

    gateway: Way
    official: Official | None = None
    language: str = "en"

    def of(self, official: Official | None) -> Api:
        return Api(self.gateway, official, self.language)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        tag: str | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        sent = {"Content-Type": "application/json", "Accept-Language": self.language}
        if self.official:
            sent["Authorization"] = f"Bearer {a_token(self.official.id)}"
        if tag:
            sent["If-Match"] = tag
        if key:
            sent["Idempotency-Key"] = key
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body)
        return self.gateway.call(method, path, sent | dict(headers or {}), raw)

    def get(self, path: str, **more: Any) -> Any:
        answer = self.call("GET", path, **more)
        assert answer.status == 200, answer.text
        return answer.json()

    def act(self, number: str, action: str, body: Any = None, **more: Any) -> Answer:
        """Take *action* on what the official sees now."""
        tag = more.pop("tag", None) or self.get(f"/api/requests/{number}")["etag"]
        return self.call(
            "POST", f"/api/requests/{number}/{action}", body or {}, tag=tag, **more
        )


A_DRAFT = {
    "area": "services",
    "asked": PORTUGAL,
    "reason": "We need to know",
    "proposed_on": FRIDAY.isoformat(),
    "questions": [
        {"code": "Q-1", "slots": {"firm": f"{CANARY} in a slot"}, "comment": f"{CANARY} said"},
        {"code": "Q-2", "slots": {"person": f"{CANARY} named", "activity": "tours"}},
    ],
    "person": {"name": f"{CANARY} in person", "details": f"{CANARY} in details"},
}
