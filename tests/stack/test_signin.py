from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from chalicelib.i18n import LANGUAGES
from infra.localstage.oidc import challenge_of

VERIFIER = "v" * 43
BACK = "http://localhost:8000/da/workspace/signed-in/"
ASKED = {
    "response_type": "code",
    "client_id": "imi-workspace",
    "redirect_uri": BACK,
    "scope": "openid imi/workspace",
    "state": "a state",
    "code_challenge": challenge_of(VERIFIER),
    "code_challenge_method": "S256",
    "ui_locales": "en",
}


def begin(browser: Client, **changed: str) -> TestResponse:
    return browser.get("/local/oidc/authorize", query_string=ASKED | changed)


def transaction(browser: Client) -> str:
    return parse_qs(urlsplit(begin(browser).location).query)["transaction"][0]


def choose(browser: Client, of: str, official: str = "sub-dk") -> TestResponse:
    data = {"transaction": of, "official": official}
    return browser.post("/local/oidc/sign-in", data=data, follow_redirects=True)


def type_code(browser: Client, of: str, code: str) -> TestResponse:
    data = {"transaction": of, "code": code}
    return browser.post("/local/oidc/second-factor", data=data)


def shown(page: TestResponse) -> str:
    found = re.search(r'id="shown-code">(\d{6})<', page.text)
    assert found
    return found[1]


def redeem(browser: Client, code: str, verifier: str = VERIFIER) -> TestResponse:
    return browser.post(
        "/local/oidc/token",
        data={
            "grant_type": "authorization_code",
            "client_id": "imi-workspace",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": BACK,
        },
    )


def sign_in(browser: Client) -> dict[str, list[str]]:
    of = transaction(browser)
    back = type_code(browser, of, shown(choose(browser, of)))
    assert back.location.startswith(f"{BACK}?")
    return parse_qs(urlsplit(back.location).query)


def test_an_official_signs_in_with_two_factors(browser: Client):
    answered = sign_in(browser)
    tokens = redeem(browser, answered["code"][0])

    assert answered["state"] == ["a state"]
    assert tokens.status_code == 200
    assert tokens.headers["Cache-Control"] == "no-store"
    assert tokens.json["token_type"] == "Bearer"


def test_the_second_page_says_who_is_signing_in(browser: Client):
    page = choose(browser, transaction(browser))

    assert "You are signing in as Mette Holm." in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_speak_every_language(browser: Client, language: str):
    location = begin(browser, ui_locales=f"{language} en").location
    of = parse_qs(urlsplit(location).query)["transaction"][0]
    pages = [
        browser.get(location),
        choose(browser, of),
        type_code(browser, of, "wrong"),
        browser.get("/local/oidc/second-factor"),
        browser.get(f"/local/?language={language}"),
        browser.get(f"/local/inbox/?language={language}"),
    ]

    assert f'<html lang="{language}">' in pages[0].text
    for page in pages:
        assert "%(" not in page.text


def test_the_page_lists_danish_and_portuguese_officials_first(browser: Client):
    page = browser.get(begin(browser).location)

    assert re.findall(r"<h2 id=\"country-(\w+)\"", page.text) == ["DK", "PT", "SE"]


@pytest.mark.parametrize("words", ["asa", "ek lanskont", "sweden", "SE"])
def test_an_official_is_found_without_accents(browser: Client, words: str):
    of = transaction(browser)
    page = browser.get("/local/oidc/sign-in", query_string={"transaction": of, "q": words})

    assert "Åsa Ek" in page.text
    assert "Mette Holm" not in page.text


def test_what_is_searched_for_is_shown_as_text(browser: Client):
    of = transaction(browser)
    query = {"transaction": of, "q": '"><script>alert(1)</script>'}
    page = browser.get("/local/oidc/sign-in", query_string=query)

    assert "<script" not in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]


def test_a_wrong_second_factor_is_asked_for_again(browser: Client):
    of = transaction(browser)
    right = shown(choose(browser, of))
    wrong = type_code(browser, of, "000000" if right != "000000" else "000001")

    assert wrong.status_code == 422
    assert 'role="alert"' in wrong.text
    assert type_code(browser, of, f"{right[:3]} {right[3:]}").status_code == 303


def test_guessing_the_second_factor_ends_the_sign_in(browser: Client):
    of = transaction(browser)
    right = shown(choose(browser, of))
    for _ in range(5):
        last = type_code(browser, of, "letters")

    assert last.status_code == 400
    assert type_code(browser, of, right).status_code == 400


def test_nobody_is_signed_in_before_the_second_factor(browser: Client):
    of = transaction(browser)

    assert type_code(browser, of, "").status_code == 400


def test_a_sign_in_is_good_once(browser: Client):
    of = transaction(browser)
    right = shown(choose(browser, of))
    type_code(browser, of, right)

    assert type_code(browser, of, right).status_code == 400


def test_an_unknown_official_is_not_signed_in(browser: Client):
    page = choose(browser, transaction(browser), "sub-nobody")

    assert "shown-code" not in page.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/da/workspace/signed-in/",
        "http://localhost:8000.evil.example/da/workspace/signed-in/",
        "http://localhost:8000@evil.example/da/workspace/signed-in/",
        "http://localhost:8000/da/workspace/signed-in/?next=x",
        "http://localhost:8000/xx/workspace/signed-in/",
        "http://localhost:8000/da/workspace/",
        "http://localhost:8000/da/workspace/signed-in/\n",
        "",
    ],
)
def test_a_code_is_sent_nowhere_else(browser: Client, elsewhere: str):
    page = begin(browser, redirect_uri=elsewhere)

    assert page.status_code == 400
    assert "Location" not in page.headers


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        pytest.param({"response_type": "token"}, "unsupported_response_type", id="implicit"),
        pytest.param({"code_challenge_method": "plain"}, "invalid_request", id="plain PKCE"),
        pytest.param({"code_challenge": ""}, "invalid_request", id="no PKCE"),
        pytest.param({"scope": "openid"}, "invalid_scope", id="not our scope"),
        pytest.param({"prompt": "none"}, "login_required", id="nobody is asked"),
    ],
)
def test_a_faulty_request_is_told_to_the_client(browser: Client, changed, error):
    answered = parse_qs(urlsplit(begin(browser, **changed).location).query)

    assert answered == {"error": [error], "state": ["a state"]}


def test_another_client_is_refused(browser: Client):
    assert begin(browser, client_id="other").status_code == 400


def test_the_token_endpoint_refuses_a_wrong_verifier(browser: Client):
    answer = redeem(browser, sign_in(browser)["code"][0], verifier="w" * 43)

    assert answer.status_code == 400
    assert answer.json == {"error": "invalid_grant"}


def test_a_code_is_redeemed_once(browser: Client):
    code = sign_in(browser)["code"][0]

    assert redeem(browser, code).status_code == 200
    assert redeem(browser, code).json == {"error": "invalid_grant"}


def test_a_token_is_renewed_and_the_old_one_is_worthless(browser: Client):
    first = redeem(browser, sign_in(browser)["code"][0]).json["refresh_token"]
    asked = {
        "grant_type": "refresh_token",
        "client_id": "imi-workspace",
        "refresh_token": first,
    }

    assert browser.post("/local/oidc/token", data=asked).status_code == 200
    assert browser.post("/local/oidc/token", data=asked).json == {"error": "invalid_grant"}


def test_the_description_names_endpoints_that_exist(browser: Client):
    found = browser.get("/local/oidc/.well-known/openid-configuration").json
    names = [name for name in found if name.endswith("_endpoint") or name == "jwks_uri"]

    assert len(names) == 5
    for name in names:
        assert browser.get(urlsplit(found[name]).path).status_code != 404


def test_a_signed_out_official_is_led_home_and_nowhere_else(browser: Client):
    def end(target: str) -> str:
        query = {"post_logout_redirect_uri": target}
        return browser.get("/local/oidc/end-session", query_string=query).location

    assert end("http://localhost:8000/da/") == "http://localhost:8000/da/"
    assert end("https://evil.example/") == "/en/"
    assert end("http://localhost:8000.evil.example/") == "/en/"


def test_a_sign_in_page_of_another_language_is_one_link_away(browser: Client):
    page = browser.get(begin(browser).location)

    assert page.text.count("hreflang=") == 24
    assert '<html lang="en">' in page.text
