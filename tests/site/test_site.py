"""The site as it is published: every page in every language, from the sources as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chalicelib import i18n
from sitegen.files import files
from sitegen.outline import outline
from sitegen.problems import PROBLEMS

CONTENT = Path(__file__).parent.parent.parent / "content/pages"


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    """The pages by address."""
    return {
        "/" + name.removesuffix("index.html"): content.decode()
        for name, content in files(CONTENT).items()
        if name.endswith(".html")
    }


def switcher(html: str) -> dict[str, str]:
    """Return where the language switcher of a page leads, by language."""
    panel = re.search(r"<imi-languages>.*?</imi-languages>", html, re.DOTALL)
    assert panel
    links = outline(panel[0]).named("a")
    return {tag.attributes["hreflang"]: tag.attributes["href"] for tag in links}


def test_every_switcher_link_leads_to_a_page_that_leads_back(site):
    for url, html in site.items():
        if not url.startswith(tuple(f"/{language}/" for language in i18n.LANGUAGES)):
            continue
        links = switcher(html)

        assert set(i18n.LANGUAGES) == set(links), url
        for target in links.values():
            assert url in switcher(site[target]).values(), f"{url} and {target}"


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
