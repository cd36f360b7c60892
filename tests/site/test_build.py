"""Bad input: the build fails, names file and line, and writes nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.faults import SiteError
from sitegen.files import Wanted, files

ROOT = Path(__file__).parent.parent.parent
QUICK = Wanted(guides=False, search=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content of the site, to be spoilt."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("page", "old", "new", "message"),
    [
        pytest.param(
            "replying/en.md",
            "owner: editors\n",
            "",
            r"en\.md:2: front matter: missing.*: owner",
            id="a key lacks",
        ),
        pytest.param(
            "quick-guide/en.md",
            "term:backup_user",
            "term:spare_user",
            r"quick-guide/en\.md:\d+: there is no term spare_user",
            id="an unknown term",
        ),
        pytest.param(
            "replying/en.md",
            "{send_reply}",
            "{send_it}",
            r"replying/en\.md:\d+: there is no label send_it",
            id="an unknown label",
        ),
        pytest.param(
            "contacts/da.md",
            "[[countries]]",
            "",
            r"contacts/da\.md:\d+: figures differ from the English",
            id="half a translation",
        ),
        pytest.param(
            "replying/en.md",
            "Open the request",
            "<b>Open</b> the request",
            r"replying/en\.md:\d+: HTML is not allowed",
            id="HTML",
        ),
        pytest.param(
            "replying/en.md",
            "updated: 2026-11-25",
            "updated: 2026-02-30",
            r"replying/en\.md:2: day is out of range",
            id="no day of the calendar",
        ),
        pytest.param(
            "replying/en.md",
            "owner: editors",
            "owner: editors\nowner: nobody",
            r"replying/en\.md:5: front matter: owner stands twice",
            id="a key stands twice",
        ),
        pytest.param(
            "home/da.md",
            "## ",
            "Velkommen.\n\n## ",
            r"home/da\.md:\d+: the page begins with a heading",
            id="a text that the template has no place for",
        ),
        pytest.param(
            "replying/en.md",
            "../clarification/",
            "../clarifying/",
            r"replying/en\.md:28: there is no page clarifying/",
            id="a dead link",
        ),
        pytest.param(
            "replying/en.md",
            "[clarification](../clarification/)",
            "![](/assets/clarification.svg)",
            r"replying/en\.md:28: an image has no alternative text",
            id="an image without alternative",
        ),
    ],
)
def test_a_fault_in_a_text_is_named_with_file_and_line(content, page, old, new, message):
    spoil(content / "pages" / page, old, new)

    with pytest.raises(SiteError, match=message):
        files(content, QUICK)


def test_a_page_without_its_english_original_is_refused(content):
    (content / "pages/replying/en.md").unlink()

    with pytest.raises(SiteError, match=r"replying/da\.md:1: the page has no English original"):
        files(content, QUICK)


def test_a_page_that_stands_in_no_menu_is_refused(content):
    (content / "pages/replying").rename(content / "pages/answering")

    with pytest.raises(SiteError, match=r"answering/en\.md:1: the page stands in no menu"):
        files(content, QUICK)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "areas/services/area.yaml",
            "legal_basis:",
            "basis:",
            r"services/area\.yaml:1: 'legal_basis' is missing",
            id="a legal area lacks its act",
        ),
        pytest.param(
            "countries/dk.yaml",
            "helpdesk:",
            "desk:",
            r"countries/dk\.yaml:1: 'helpdesk' is missing",
            id="a country lacks its helpdesk",
        ),
        pytest.param(
            "video/captions/da.yaml",
            "seen:",
            "scene:",
            r"captions/da\.yaml:1: 'seen' is missing",
            id="a scene is not described",
        ),
        pytest.param(
            "statistics/figures.yaml",
            "columns: [authorities, users]",
            "columns: [authorities, userz]",
            r"figures\.yaml:1: there is no word for userz",
            id="a column has no word",
        ),
        pytest.param(
            "glossary/da.yaml",
            "deadline:",
            "dedline:",
            r"glossary/da\.yaml:1: there is no term dedline",
            id="a meaning has no term",
        ),
        pytest.param(
            "countries/dk.yaml",
            "languages: [da]",
            "languages: [da",
            r"countries/dk\.yaml:\d+: ",
            id="no YAML",
        ),
    ],
)
def test_a_fault_in_data_is_named_with_its_file(content, file, old, new, message):
    spoil(content / file, old, new)

    with pytest.raises(SiteError, match=message):
        files(content, QUICK)


def test_a_file_that_is_no_utf_8_is_named(content):
    (content / "pages/replying/da.md").write_bytes(b"---\ntitle: S\xe5\n---\n")

    with pytest.raises(SiteError, match=r"replying/da\.md:1: .*utf-8"):
        files(content, QUICK)


def test_a_language_that_is_none_of_ours_is_named(content):
    (content / "pages/replying/da.md").rename(content / "pages/replying/dk.md")

    with pytest.raises(SiteError, match=r"replying/dk\.md:1: there is no language dk"):
        files(content, QUICK)


def test_a_link_to_no_place_fails_the_build_and_leaves_the_old_site_alone(content, tmp_path):
    for file in content.glob("pages/replying/*.md"):
        spoil(file, "../clarification/", "../clarification/#nowhere")
    old = tmp_path / "dist"
    (old / "assets").mkdir(parents=True)
    (old / "assets/manifest.json").write_text("{}")
    shutil.copytree(ROOT / "site", tmp_path / "site")
    for name in ("node_modules", ".cache", "chalicelib"):
        (tmp_path / name).symlink_to(ROOT / name)

    done = subprocess.run(
        [sys.executable, tmp_path / "site/build.py", old, "--pages-only"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "content/pages/replying/da.md:28: /da/replying/: no such place" in done.stderr
    assert [path.name for path in old.rglob("*")] == ["assets", "manifest.json"]


def test_an_overdue_review_stops_a_release_and_nothing_else(content):
    from datetime import date

    late = Wanted(guides=False, search=False, release_on=date(2099, 1, 1))

    with pytest.raises(SiteError, match=r"home/da\.md:1: the review was due on"):
        files(content, late)
