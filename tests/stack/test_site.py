from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from werkzeug.test import Client


def test_the_start_leads_to_the_language_that_was_chosen(browser: Client):
    browser.set_cookie("language", "da")
    page = browser.get("/", headers={"Accept-Language": "pt"})

    assert page.status_code == 302
    assert page.location == "/da/"


@pytest.mark.parametrize(
    ("wished", "language"),
    [("pt-PT,pt;q=0.9,en;q=0.5", "pt"), ("no", "en"), ("*", "en"), ("", "en")],
)
def test_the_start_leads_to_the_language_of_the_browser(browser: Client, wished, language):
    page = browser.get("/", headers={"Accept-Language": wished})

    assert page.location == f"/{language}/"
    assert {"accept-language", "cookie"} <= {name.lower() for name in page.vary}


def test_the_server_sets_no_cookie(browser: Client):
    for path in ("/", "/da/", "/nothing", "/local/", "/config.json"):
        assert "Set-Cookie" not in browser.get(path).headers


def test_a_page_is_served_and_checked_each_time(browser: Client):
    page = browser.get("/da/")
    again = browser.get("/da/", headers={"If-None-Match": page.headers["ETag"]})

    assert page.text == "hjem"
    assert "no-cache" in page.headers["Cache-Control"]
    assert again.status_code == 304


def test_an_asset_is_kept_for_a_year(browser: Client):
    asset = browser.get("/assets/imi.0123456789.css")

    assert asset.mimetype == "text/css"
    assert asset.headers["Cache-Control"] == "public, immutable, max-age=31536000"


def test_a_forgotten_slash_is_put_there(browser: Client):
    assert browser.get("/da?number=K7QM-3XPT").location == "/da/?number=K7QM-3XPT"


@pytest.mark.parametrize(
    ("path", "text"),
    [("/da/nothing/", "findes ikke"), ("/nothing", "not found"), ("/pt/nothing", "nowhere")],
)
def test_what_is_not_there_is_said_in_the_readers_language(browser: Client, path, text):
    page = browser.get(path)

    assert page.status_code == 404
    assert page.text == text


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/da/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/%00",
        "/da/index.html/",
        f"/{'a' * 5000}",
        "/\ud800",
    ],
)
def test_nothing_outside_the_site_is_served(browser: Client, path: str):
    sent = unquote_to_bytes(path.encode("utf-8", "surrogatepass")).decode("latin-1")
    page = browser.open("/", environ_overrides={"PATH_INFO": sent})

    assert page.status_code == 404
    assert "secret" not in page.text


def test_a_problem_type_leads_to_its_page(browser: Client):
    page = browser.get("/problems/stale", headers={"Accept-Language": "da"})

    assert page.location == "/da/problems/stale/"


def test_a_page_offers_reading_only(browser: Client):
    answer = browser.post("/da/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.mimetype == "application/problem+json"


def test_the_workspace_learns_what_stage_this_is(browser: Client):
    assert browser.get("/config.json").json == {
        "stage": "training",
        "local": True,
        "issuer": "http://localhost:8000/local/oidc",
        "client_id": "imi-workspace",
        "scope": "imi/workspace",
        "languages": browser.get("/config.json").json["languages"],
    }


def test_no_redirect_leads_to_another_host(browser: Client):
    page = browser.open("/", environ_overrides={"PATH_INFO": "//da"})

    assert page.location == "/da/"
