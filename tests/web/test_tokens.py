from __future__ import annotations

import base64
import json
from collections.abc import Callable
from http.client import HTTPException

import jwt
import pytest

from chalicelib.web import tokens
from chalicelib.web.problems import Unreadable
from tests.web.stage import KEY_ID, SIGNING, STRANGE, a_token, claims, jwks


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    monkeypatch.setattr(tokens, "keys", tokens.Keys(jwks))


def signed(key=SIGNING, kid: str | None = KEY_ID, algorithm: str = "RS256", **changes) -> str:
    headers = {"kid": kid} if kid else {}
    return jwt.encode(claims(**changes), key, algorithm, headers=headers)


def unsigned() -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'kid': KEY_ID})}.{part(claims())}."


def changed() -> str:
    header, _, signature = signed().split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(sub="boss")).encode()).decode()
    return ".".join([header, body.rstrip("="), signature])


# fmt: off
BAD: dict[str, Callable[[], str]] = {
    "nothing":                   lambda: "",
    "no token":                  lambda: "not.a.token",
    "unsigned (alg none)":       unsigned,
    "signed by somebody else":   lambda: signed(key=STRANGE),
    "an unknown key":            lambda: signed(kid="other"),
    "no key named":              lambda: signed(kid=None),
    "a shared secret":           lambda: signed(key="x" * 64, algorithm="HS256"),
    "changed after signing":     changed,
    "expired":                   lambda: signed(exp=1_600_000_000),
    "without an end":            lambda: signed(exp=None),
    "without a subject":         lambda: signed(sub=None),
    "of another issuer":         lambda: signed(iss="https://elsewhere.example"),
    "for another client":        lambda: signed(client_id="other"),
    "an ID token":               lambda: signed(token_use="id"),
    "without our scope":         lambda: signed(scope="openid"),
    "with a scope like ours":    lambda: signed(scope="openid imi/workspace2"),
    "far too long":              lambda: "x" * 9000,
}
# fmt: on


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_token_lets_nobody_in(kind):
    with pytest.raises(Unreadable):
        tokens.bearer(f"Bearer {BAD[kind]()}")


@pytest.mark.parametrize("header", [None, "", "Basic abc", a_token()])
def test_without_a_bearer_nobody_comes_in(header):
    with pytest.raises(Unreadable):
        tokens.bearer(header)


def test_a_good_token_names_who_asks():
    assert tokens.bearer(f"Bearer {a_token('somebody')}").sub == "somebody"


def test_strange_keys_do_not_make_us_ask_the_issuer_again_and_again():
    asked = []

    def fetch():
        asked.append(1)
        return jwks()

    keys = tokens.Keys(fetch)
    for kid in ("a", "b", "c", None):
        with pytest.raises(jwt.InvalidTokenError):
            keys.get(kid)

    assert len(asked) == 1


@pytest.mark.parametrize("error", [OSError("down"), ValueError("no JSON"), HTTPException()])
def test_without_the_issuers_keys_nobody_comes_in_but_may_come_again(error, monkeypatch):
    answers = [error, jwks()]

    def fetch():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(tokens, "keys", tokens.Keys(fetch))
    monkeypatch.setattr(tokens.time, "monotonic", lambda: moment)

    moment = 1000.0
    with pytest.raises(Unreadable) as first:
        tokens.bearer(f"Bearer {a_token()}")
    moment += tokens.TRY_AGAIN_AFTER

    assert first.value.kind.status == 503
    assert tokens.bearer(f"Bearer {a_token('somebody')}").sub == "somebody"


def test_a_key_that_the_issuer_withdrew_goes(monkeypatch):
    answers = [jwks(), {"keys": [jwks()["keys"][0] | {"kid": "new"}]}]
    keys = tokens.Keys(lambda: answers.pop(0))
    monkeypatch.setattr(tokens.time, "monotonic", lambda: moment)

    moment = 1000.0
    assert keys.get(KEY_ID)
    moment += tokens.KEPT

    with pytest.raises(jwt.PyJWTError):
        keys.get(KEY_ID)
