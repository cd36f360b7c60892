from __future__ import annotations

import jwt
import pytest

from infra.localstage.oidc import Client, GrantError, Provider, challenge_of

VERIFIER = "v" * 43
BACK = "http://localhost:8000/da/workspace/signed-in/"
CLIENT = Client(
    issuer="http://localhost:8000/local/oidc", id="imi-workspace", scope="imi/workspace"
)


class Time:
    """Real time, moved by hand."""

    seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def provider(time: Time) -> Provider:
    return Provider(CLIENT, now=time)


def a_code(provider: Provider) -> str:
    return provider.code("sub-dk", redirect_uri=BACK, challenge=challenge_of(VERIFIER))


def claims(provider: Provider, token: str, **checks: str) -> dict[str, object]:
    key = jwt.PyJWK(provider.keys()["keys"][0]).key
    # The provider's time is moved by hand here.
    options = {"verify_exp": False, "verify_iat": False}
    return jwt.decode(token, key, algorithms=["RS256"], options=options, **checks)


def test_a_challenge_is_the_one_of_the_standard():
    # Appendix B of RFC 7636.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_an_access_token_says_what_the_api_wants_to_know(provider: Provider, time: Time):
    found = claims(provider, provider.access_token("sub-dk"), issuer=CLIENT.issuer)

    assert found["sub"] == "sub-dk"
    assert found["client_id"] == "imi-workspace"
    assert found["token_use"] == "access"
    assert found["scope"] == "openid imi/workspace"
    assert found["exp"] == time.seconds + 15 * 60
    assert "aud" not in found


def test_a_code_gets_tokens_of_who_signed_in(provider: Provider):
    tokens = provider.redeem(a_code(provider), verifier=VERIFIER, redirect_uri=BACK)

    assert claims(provider, tokens["access_token"])["sub"] == "sub-dk"
    assert claims(provider, tokens["id_token"], audience="imi-workspace")["token_use"] == "id"


def test_two_tokens_are_never_the_same(provider: Provider):
    assert provider.access_token("sub-dk") != provider.access_token("sub-dk")


def test_a_wrong_verifier_gets_nothing_and_spends_the_code(provider: Provider):
    code = a_code(provider)

    with pytest.raises(GrantError, match="invalid_grant"):
        provider.redeem(code, verifier="w" * 43, redirect_uri=BACK)
    with pytest.raises(GrantError, match="invalid_grant"):
        provider.redeem(code, verifier=VERIFIER, redirect_uri=BACK)


def test_another_return_address_gets_nothing(provider: Provider):
    with pytest.raises(GrantError):
        provider.redeem(
            a_code(provider), verifier=VERIFIER, redirect_uri=BACK.replace("/da/", "/pt/")
        )


def test_a_code_that_comes_twice_ends_the_session(provider: Provider):
    code = a_code(provider)
    tokens = provider.redeem(code, verifier=VERIFIER, redirect_uri=BACK)

    with pytest.raises(GrantError):
        provider.redeem(code, verifier=VERIFIER, redirect_uri=BACK)
    with pytest.raises(GrantError):
        provider.renew(tokens["refresh_token"])


def test_a_code_is_good_for_a_minute(provider: Provider, time: Time):
    code = a_code(provider)
    time.seconds += 61

    with pytest.raises(GrantError):
        provider.redeem(code, verifier=VERIFIER, redirect_uri=BACK)


def test_a_refresh_token_is_replaced_at_each_use(provider: Provider):
    first = provider.redeem(a_code(provider), verifier=VERIFIER, redirect_uri=BACK)
    second = provider.renew(first["refresh_token"])
    third = provider.renew(second["refresh_token"])

    assert claims(provider, third["access_token"])["sub"] == "sub-dk"
    assert len({tokens["refresh_token"] for tokens in (first, second, third)}) == 3


def test_an_old_refresh_token_ends_the_session(provider: Provider):
    first = provider.redeem(a_code(provider), verifier=VERIFIER, redirect_uri=BACK)
    second = provider.renew(first["refresh_token"])

    with pytest.raises(GrantError):
        provider.renew(first["refresh_token"])
    with pytest.raises(GrantError):
        provider.renew(second["refresh_token"])


def test_a_session_that_was_ended_is_not_renewed(provider: Provider):
    tokens = provider.redeem(a_code(provider), verifier=VERIFIER, redirect_uri=BACK)

    provider.end(tokens["id_token"])

    with pytest.raises(GrantError):
        provider.renew(tokens["refresh_token"])


def test_a_forged_hint_ends_nothing(provider: Provider):
    tokens = provider.redeem(a_code(provider), verifier=VERIFIER, redirect_uri=BACK)
    other = Provider(CLIENT)

    other.end(tokens["id_token"])
    provider.end("no token at all")

    assert provider.renew(tokens["refresh_token"])


def test_the_published_key_holds_nothing_secret(provider: Provider):
    (key,) = provider.keys()["keys"]

    assert key.keys() == {"kty", "key_ops", "n", "e", "kid", "use", "alg"}


def test_a_revoked_session_cannot_be_renewed(provider: Provider):
    tokens = provider.redeem(a_code(provider), verifier=VERIFIER, redirect_uri=BACK)

    provider.revoke("somebody-else.entirely")
    newer = provider.renew(tokens["refresh_token"])
    provider.revoke(newer["refresh_token"])

    with pytest.raises(GrantError):
        provider.renew(newer["refresh_token"])
