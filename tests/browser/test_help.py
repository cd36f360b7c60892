"""The help site as its readers meet it: with and without script, keyboard, sound barriers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from chalicelib.i18n import LANGUAGES
from sitegen import film, menu
from sitegen.problems import PROBLEMS
from tests.browser.desks import AT_400_PERCENT, HEIGHT, NARROW, WIDE
from tests.browser.stage import ROOT, Stage
from tests.browser.test_looks import OVERFLOW, take
from tests.browser.watch import Watch, assert_no_barriers

FILM = film.read(ROOT / "content")
SLUGS = [
    "",
    *dict.fromkeys(f"{slug}/" for slug in menu.slugs()),
    "pages/",
    "search/",
    "404/",
    *(f"problems/{problem.slug}/" for problem in PROBLEMS),
]

PLAY = """
async () => {
  const video = document.querySelector('video')
  video.muted = true
  await video.play()
  await new Promise(done => video.ontimeupdate = () => video.currentTime > 0.7 && done())
}
"""
CAPTIONS = """
async () => {
  const tracks = [...document.querySelectorAll('track')]
  const shown = tracks.filter(({track}) => track.mode === 'showing')
  await Promise.all(shown.map(one =>
    one.readyState === 2 || new Promise(done => { one.onload = one.onerror = done })))
  return shown.map(({track}) => [track.language, [...track.cues].map(cue => cue.text)])
}
"""

Opens = Callable[..., Page]


def until_focused(page: Page, wanted: Locator) -> None:
    """Press Tab until *wanted* has the focus; a reader gives up some time."""
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


@pytest.fixture
def opens(browser: Browser, stage: Stage) -> Iterator[Opens]:
    """Opens a page of the help site for a visitor; in the end nothing may have gone wrong."""
    watches: list[Watch] = []

    def open_page(path: str, *, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        watches.append(Watch(context))
        page = context.new_page()
        page.goto(f"{stage.origin}{path}")
        return page

    yield open_page
    for watch in watches:
        watch.assert_calm()


@pytest.mark.parametrize("language", ["en", "da"])
def test_no_page_has_a_barrier(opens: Opens, stage: Stage, language: str):
    page = opens(f"/{language}/")

    for slug in SLUGS:
        page.goto(f"{stage.origin}/{language}/{slug}")
        assert_no_barriers(page)
    for path in ("translations/", "404.html"):
        page.goto(f"{stage.origin}/{path}")
        assert_no_barriers(page)


def test_the_quick_guide_has_no_barrier_in_other_languages(opens: Opens, stage: Stage):
    page = opens("/en/quick-guide/")

    # That the form of a page is the same in all languages is shown by the tests of the site.
    for language in ("bg", "el", "fi", "ga", "mt"):
        page.goto(f"{stage.origin}/{language}/quick-guide/")
        assert_no_barriers(page)


@pytest.mark.parametrize("language", ["da", "el", "bg", "mt"])
def test_every_page_fits_a_desk_a_telephone_and_a_window_at_400_percent(
    opens: Opens, stage: Stage, language: str
):
    page = opens(f"/{language}/")
    wide = []
    for slug in SLUGS:
        page.goto(f"{stage.origin}/{language}/{slug}")
        for width in (WIDE, NARROW, AT_400_PERCENT):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            take(
                page,
                f"{language}/help-{slug.strip('/').replace('/', '-') or 'home'}-{width}.png",
            )
            wide += [f"{slug} at {width}: {what}" for what in page.evaluate(OVERFLOW)]

    assert wide == []


def test_all_of_it_can_be_read_without_script(opens: Opens):
    page = opens("/da/search/", script=False)

    page.get_by_role("main").get_by_role("link", name="Kort vejledning").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ny i IMI?")
    page.locator(".imi-languages summary").click()
    page.locator(".imi-languages").get_by_role("link", name="português").click()
    expect(page.locator("html")).to_have_attribute("lang", "pt")
    assert page.url.endswith("/pt/quick-guide/")


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        pytest.param("da", "frist", "/da/deadlines/", id="Danish"),
        pytest.param("en", "forwarded", "/en/forwarding/", id="another form of the word"),
        pytest.param("el", "δικαιώματα", "/el/your-rights/", id="Greek"),
        pytest.param("bg", "уроци обучение", "/bg/training-material/", id="Bulgarian"),
        pytest.param("fi", "tietosuoja", "/fi/data-protection/", id="Finnish"),
    ],
)
def test_pages_are_found_in_their_own_language(opens: Opens, language, words, found):
    page = opens(f"/{language}/search/?q={words.split()[-1]}")

    links = page.locator(".imi-result a")
    expect(links.first).to_be_visible()
    assert any(found in str(link.get_attribute("href")) for link in links.all())


def test_the_search_is_done_with_the_keyboard_alone(opens: Opens):
    page = opens("/da/")
    field = page.get_by_role("searchbox")
    until_focused(page, field)
    page.keyboard.type("helpdesk")
    page.keyboard.press("Enter")
    expect(page.locator(".imi-result a").first).to_be_visible()
    first = page.locator(".imi-result a").first
    until_focused(page, first)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/search/" not in page.url


def test_a_search_without_a_hit_says_what_to_do(opens: Opens):
    page = opens("/en/search/?q=xyzzyq")

    expect(page.get_by_role("status")).to_have_text(
        "Nothing was found. Try another word, or fewer letters."
    )


def test_what_is_searched_for_is_text_and_nothing_else(opens: Opens):
    page = opens("/en/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")

    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.locator("imi-search img").count() == 0
    assert page.locator("#words").input_value() == "<img src=x onerror=alert(1)>"


def test_the_film_plays_and_each_language_shows_its_own_captions(opens: Opens, stage: Stage):
    page = opens("/en/video/")
    page.evaluate(PLAY)

    for language in LANGUAGES:
        page.goto(f"{stage.origin}/{language}/video/")
        assert page.locator("video").get_attribute("autoplay") is None
        said = [cue.text for scene in FILM.scenes[language] for cue in scene.cues]
        assert page.evaluate(CAPTIONS) == [[language, said]]


@pytest.mark.parametrize("language", ["en", "da", "fi", "el", "mt"])
def test_the_printed_page_of_the_quick_guide_has_two_pages(
    opens: Opens, tmp_path: Path, language: str
):
    page = opens(f"/{language}/quick-guide/")

    page.pdf(path=tmp_path / "guide.pdf", prefer_css_page_size=True, print_background=True)

    assert len(PdfReader(tmp_path / "guide.pdf").pages) == 2


def test_the_guide_can_be_downloaded(opens: Opens):
    page = opens("/pt/quick-guide/")

    with page.expect_download() as download:
        page.locator(".imi-guide__pdf a").evaluate(
            "link => { link.download = ''; link.click() }"
        )

    assert download.value.suggested_filename == "imi-quick-guide-pt.pdf"


def test_question_sets_stand_side_by_side_in_any_two_languages(opens: Opens):
    page = opens("/da/question-sets/")
    cell = page.locator("[data-question='SV-01']")
    expect(cell).to_have_attribute("lang", "en")

    page.get_by_role("combobox").select_option("pt")

    expect(cell).to_have_attribute("lang", "pt")
    expect(cell).to_contain_text("legalmente")
    expect(cell.locator(".imi-slot")).to_be_visible()


def test_a_second_language_that_cannot_be_had_is_not_chosen(opens: Opens):
    page = opens("/da/question-sets/")
    page.route("**/assets/areas/**", lambda route: route.fulfill(body="no JSON"))

    page.get_by_role("combobox").select_option("pt")

    expect(page.get_by_role("combobox")).to_have_value("en")
    expect(page.locator("[data-question='SV-01']")).to_have_attribute("lang", "en")


def test_what_falls_back_to_english_is_found_as_english(opens: Opens):
    page = opens("/fi/search/?q=clarification")

    expect(page.locator(".imi-result").first).to_have_attribute("lang", "en")


def test_the_checklist_ticks_itself_for_those_who_are_signed_in(opens: Opens, stage: Stage):
    page = opens("/en/checklist/")
    points = {
        "items": [
            {"key": "backup", "done": True, "knowable": True},
            {"key": "left", "done": False, "knowable": True},
            {"key": "training", "done": False, "knowable": False},
        ]
    }
    page.route("**/api/checklist", lambda route: route.fulfill(json=points))
    page.evaluate("sessionStorage.setItem('imi.tokens', JSON.stringify({access: 'x'}))")

    page.reload()

    expect(page.locator("#backup")).to_have_class("imi-point--done")
    expect(page.locator("#backup")).to_contain_text("(Done)")
    expect(page.locator("imi-checklist")).to_have_text("Done: 1 / 2")
    expect(page.locator("#training")).not_to_have_class("imi-point--done")
    expect(page.locator("#training")).to_contain_text("(See for yourself)")
    expect(page.locator("#left")).not_to_contain_text("(")


def test_the_checklist_is_there_for_those_who_are_not_signed_in(opens: Opens):
    page = opens("/en/checklist/")

    expect(page.get_by_role("heading", level=2)).to_have_count(11)
    expect(page.locator(".imi-point--done")).to_have_count(0)


def test_the_quick_guide_ticks_itself_for_those_who_are_signed_in(opens: Opens, stage: Stage):
    page = opens("/da/quick-guide/")
    expect(page.locator("imi-checklist")).to_be_empty()
    token = stage.token("freja.ravnsholt@erhvervsmyndigheden.example")
    page.evaluate(
        "access => sessionStorage.setItem('imi.tokens', JSON.stringify({access}))", token
    )

    page.reload()

    rows = page.locator("imi-checklist li")
    expect(rows).to_have_count(11)
    expect(rows.first).to_contain_text("Du er registreret")
    expect(rows.first.get_by_role("link")).to_have_attribute("href", "/da/workspace/profile/")
    expect(page.locator("imi-checklist")).to_contain_text("Mangler")
