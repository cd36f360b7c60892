"""What CloudFront does before a page is what the stage on one machine does; its answers have our headers."""

from __future__ import annotations

import json
import subprocess

import pytest
from werkzeug.test import Client

from chalicelib.i18n import LANGUAGES
from chalicelib.web import headers
from infra import edge, template
from infra.localstage.site import Site

DRIVER = """
const events = JSON.parse(require('fs').readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(events.map((event) => handler(event))))
"""
PAGES = {"", "registers", "registers/dk-cvr", "workspace", "problems/stale", "search", "404"}


@pytest.fixture(scope="module")
def code() -> str:
    return edge.code(PAGES)


def answers(code: str, *wishes: tuple[str, str, str]) -> list:
    """Return what the function makes of path, ``Accept-Language`` and chosen language of each wish."""
    events = [
        {
            "request": {
                "uri": path,
                "querystring": {"a": {"value": "1"}},
                "headers": {"accept-language": {"value": accepted}} if accepted else {},
                "cookies": {edge.COOKIE: {"value": chosen}} if chosen else {},
            }
        }
        for path, accepted, chosen in wishes
    ]
    done = subprocess.run(
        ["node", "-e", code + DRIVER],
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/da/", "/da/index.html"),
        ("/da/registers/dk-cvr/", "/da/registers/dk-cvr/index.html"),
        ("/da/problems/stale/", "/da/problems/stale/index.html"),
        ("/translations/", "/translations/index.html"),
        ("/assets/imi.0123456789.css", "/assets/imi.0123456789.css"),
        ("/registers.csv", "/registers.csv"),
    ],
)
def test_a_page_is_the_index_of_its_folder(code, path, file):
    assert answers(code, (path, "", ""))[0]["uri"] == file


@pytest.mark.parametrize(
    ("path", "accepted", "chosen", "to"),
    [
        ("/", "", "", "/en/"),
        ("/", "pt-BR,pt;q=0.9,da;q=0.8", "", "/pt/"),
        ("/", "da;q=0.2, fi;q=0.7", "", "/fi/"),
        ("/", "xx, da;q=0", "", "/en/"),
        ("/", "pt", "mt", "/mt/"),
        ("/", "pt", "xx", "/pt/"),
        ("/problems/stale", "da", "", "/da/problems/stale/"),
        ("/da", "", "", "/da/?a=1"),
        ("/da/registers", "", "", "/da/registers/?a=1"),
    ],
)
def test_who_asks_for_no_page_is_led_to_one(code, path, accepted, chosen, to):
    (answer,) = answers(code, (path, accepted, chosen))

    assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (302, to)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/da/nowhere/", "da"),
        ("/da/registers/dk-none/", "da"),
        ("/nowhere/", "fi"),
        ("/da//evil.example/", "en"),
        ("//evil.example", "en"),
        ("/da/\\evil/", "en"),
    ],
)
def test_where_there_is_no_page_it_is_said_in_the_readers_language(code, path, language):
    (answer,) = answers(code, (path, "fi", ""))

    assert answer["statusCode"] == 404
    assert f'lang="{language}"' in answer["body"]["data"]
    assert f'href="/{language}/"' in answer["body"]["data"]
    assert "evil" not in answer["body"]["data"]


def test_it_does_as_the_stage_on_one_machine(code, tmp_path):
    """The two must not drift apart: what is tried here is what is deployed."""
    for page in PAGES - {"404"}:
        folder = tmp_path / "da" / page
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text("page")
    (tmp_path / "404.html").write_text("nothing")
    site = Client(lambda environ, start: _answer(site_of, environ, start))
    site_of = Site(tmp_path, {})
    paths = [
        "/",
        "/da",
        "/da/",
        "/da/registers",
        "/da/registers/dk-cvr/",
        "/da/nowhere/",
        "/nowhere",
    ]

    for path, mine in zip(
        paths, answers(code, *((each, "da", "") for each in paths)), strict=True
    ):
        theirs = site.get(path, headers={"Accept-Language": "da"})
        assert mine.get("statusCode", 200) == theirs.status_code, path
        if theirs.status_code == 302:
            assert mine["headers"]["location"]["value"].partition("?")[0] == theirs.location


def _answer(site, environ, start):
    from werkzeug.wrappers import Request

    return site.answer(Request(environ))(environ, start)


def test_all_pages_fit_into_what_cloudfront_takes():
    pages = template.pages()

    assert {"registers/dk-cvr", "workspace/registers", "quick-guide"} <= pages
    assert len(edge.code(pages).encode()) <= edge.LONGEST
    with pytest.raises(ValueError, match="are taken"):
        edge.code(f"page-{n}" for n in range(2000))


def test_each_page_has_the_headers_of_the_one_table():
    told = edge.policies()
    for name, wished in (
        ("PageHeaders", headers.PAGE_HEADERS),
        ("SearchHeaders", headers.SEARCH_HEADERS),
    ):
        config = told[name]["Properties"]["ResponseHeadersPolicyConfig"]
        custom = {
            each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]
        }
        security = config["SecurityHeadersConfig"]
        assert custom.keys() | edge.OWN.keys() == wished.keys()
        assert custom.items() <= wished.items()
        assert {edge.OWN[header] for header in edge.OWN} == security.keys()
        content, _ = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
        without = content.replace(edge.SIGN_IN, "").replace(edge.FILES, "")
        assert without == wished["Content-Security-Policy"]
        assert f"connect-src 'self'{edge.SIGN_IN}{edge.FILES};" in content


def test_there_is_a_page_for_what_lacks_in_every_language(code):
    for language in LANGUAGES:
        (answer,) = answers(code, (f"/{language}/nowhere/", "", ""))
        assert f'<html lang="{language}">' in answer["body"]["data"]
