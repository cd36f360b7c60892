"""The site as it is published: every page in every language, from the sources as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chalicelib import i18n
from chalicelib.web import case_file_pdf
from sitegen import data, sources, terms
from sitegen.files import Wanted, files
from sitegen.outline import outline
from sitegen.pages import plan
from sitegen.problems import PROBLEMS
from sitegen.render import Stage, render, sentence
from sitegen.report import report

CONTENT = Path(__file__).parent.parent.parent / "content"
TRAINING = Wanted(guides=False, search=False, stage=Stage(training=True))


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """The files of a training stage's site."""
    return files(CONTENT, TRAINING)


@pytest.fixture(scope="module")
def site(built: dict[str, bytes]) -> dict[str, str]:
    """The pages by address."""
    return {
        "/" + name.removesuffix("index.html"): content.decode()
        for name, content in built.items()
        if name.endswith(".html")
    }


def switcher(html: str) -> dict[str, str]:
    """Return where the language switcher of a page leads, by language."""
    panel = re.search(r"<imi-languages>.*?</imi-languages>", html, re.DOTALL)
    assert panel
    links = outline(panel[0]).named("a")
    return {tag.attributes["hreflang"]: tag.attributes["href"] for tag in links}


def test_every_switcher_link_leads_to_a_page_that_leads_back(site):
    roots = tuple(f"/{language}/" for language in i18n.LANGUAGES)
    switchers = {url: switcher(html) for url, html in site.items() if url.startswith(roots)}

    for url, links in switchers.items():
        assert set(i18n.LANGUAGES) == set(links), url
        for target in links.values():
            assert url in switchers[target].values(), f"{url} and {target}"


def test_what_checks_a_case_file_stands_where_case_files_say(built):
    script = built[case_file_pdf.SCRIPT.removeprefix("/")]

    assert script == (CONTENT.parent / "site/verify/verify_case_file.py").read_bytes()
    assert len(script.splitlines()) < 160
    sheet = (CONTENT.parent / "site/assets/js/file/sheet.js").read_text("utf-8")
    assert f"SCRIPT = '{case_file_pdf.SCRIPT}'" in sheet


def test_the_address_without_language_offers_all_languages(site):
    assert {f"/{language}/" for language in i18n.LANGUAGES} == set(switcher(site["/"]).values())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_problem_has_a_page(site, language):
    for problem in PROBLEMS:
        page = site[f"/{language}/problems/{problem.slug}/"]
        assert i18n.catalogue(language).gettext(problem.title) in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("workspace/", "<imi-tasks "),
        ("workspace/received/", '<imi-requests class="imi-screen" box="received">'),
        ("workspace/sent/", '<imi-requests class="imi-screen" box="sent">'),
        ("workspace/new/", "<imi-new-request "),
        ("workspace/case/", "<imi-case "),
        ("workspace/signed-in/", "<imi-signed-in "),
    ],
)
def test_every_screen_of_the_workspace_holds_its_element_and_says_what_it_needs(
    site, path, element
):
    for language in i18n.LANGUAGES:
        page = site[f"/{language}/{path}"]

        assert element in page
        assert "<noscript>" in page
        assert f"/assets/texts/{language}." in page


def test_the_home_page_can_be_used_without_script(site):
    page = site["/da/"]

    assert 'href="/da/workspace/"' in page
    assert "workspace.js" not in page


def test_every_page_says_that_it_is_not_the_commissions(site):
    for url, html in site.items():
        page_language = next(outline(html).named("html")).attributes["lang"]
        said = i18n.catalogue(page_language).gettext(
            "This is an independent implementation. It is not operated by the European Commission."
        )
        assert said in html.replace("&#39;", "'"), url


def reachable(site: dict[str, str], start: str) -> set[str]:
    """Return the pages of the language of *start* that its links lead to, on and on."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for tag in outline(site[here]).named("a"):
            path = tag.attributes.get("href", "").partition("#")[0].partition("?")[0]
            if path in site and path.startswith(start) and path not in found:
                found.add(path)
                waiting.append(path)
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_page_is_reached_from_home(site, language):
    home = f"/{language}/"
    all_pages = {url for url in site if url.startswith(home)}
    signed_in = {url for url in all_pages if "/workspace/" in url}
    called = {f"{home}problems/{each.slug}/" for each in PROBLEMS} | {
        f"{home}404/",
        # Names a register only by what is asked.
        f"{home}registers/entry/",
    }

    assert all_pages - signed_in - called <= reachable(site, home)
    assert f"{home}workspace/" in reachable(site, home)


def test_every_page_of_guidance_names_its_canonical_address(site):
    page = site["/fi/faq/"]

    assert '<link rel="canonical" href="http://localhost:8000/en/faq/">' in page
    assert 'href="http://localhost:8000/da/faq/"' in page
    assert 'hreflang="fi"' not in page.partition("<body")[0]


def test_a_page_that_falls_back_says_so_and_names_its_language(site):
    page = site["/fi/faq/"]

    assert '<article class="imi-article" lang="en"' in page
    assert (
        i18n.catalogue("fi").gettext(
            "This page is not yet available in your language, so you see it in English."
        )
        in page
    )


def test_exercises_list_the_lessons_in_the_readers_language(site):
    told = data.load(CONTENT / "training/lessons/el.yaml")["lessons"]
    approver = sentence(terms.read(CONTENT)["approver"].words["el"])
    page = site["/el/exercises/"]

    assert len(told) > 10
    assert [key for key, lesson in told.items() if lesson["title"] not in page] == []
    assert f"<h3>{approver}</h3>" in page


def test_greece_is_el(site):
    assert '<h3 id="EL">' in site["/da/contacts/"]
    assert 'id="GR"' not in site["/da/contacts/"]


def test_the_translations_page_lists_what_lacks(site):
    page = site["/translations/"]

    assert '<a href="/fi/faq/">faq</a>' in page
    assert "There are 34 pages in English" in page


def test_a_training_stage_says_so_without_script_and_production_does_not(site, built):
    read = sources.read(CONTENT)
    production = render(
        [page for page in plan(read.articles, i18n.LANGUAGES) if page.url == "/da/"],
        read,
        json.loads(built["assets/manifest.json"]),
        origin="https://imi.example",
        report=report(read.articles, i18n.LANGUAGES),
        guides=False,
        stage=Wanted().stage,
    )

    assert 'class="imi-stage" hidden' in production["/da/"]
    assert '<imi-stage class="imi-stage">' in site["/da/"]
