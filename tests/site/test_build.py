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
            r"en\.md:1: front matter",
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
            "Answer every question",
            "<b>Answer</b> every question",
            r"en\.md",
            id="HTML",
        ),
    ],
)
def test_a_fault_in_a_text_is_named_with_file_and_line(content, page, old, new, message):
    spoil(content / "pages" / page, old, new)
    if message == r"en\.md":
        spoil(content / "pages" / page, "Open the request", "<b>Open</b> the request")

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


def test_a_dead_link_fails_the_build_and_leaves_the_old_site_alone(content, tmp_path):
    for file in content.glob("pages/replying/*.md"):
        spoil(file, "../clarification/", "../clarifying/")
    old = tmp_path / "dist"
    (old / "assets").mkdir(parents=True)
    (old / "assets/manifest.json").write_text("{}")
    shutil.copytree(ROOT / "site", tmp_path / "site")
    for name in ("node_modules", ".cache", "chalicelib"):
        (tmp_path / name).symlink_to(ROOT / name)

    done = subprocess.run(
        [sys.executable, tmp_path / "site/build.py", old],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "content/pages/replying/da.md:" in done.stderr
    assert "dead link to /da/clarifying/" in done.stderr
    assert [path.name for path in old.rglob("*")] == ["assets", "manifest.json"]


def test_an_overdue_review_stops_a_release_and_nothing_else(content):
    from datetime import date

    late = Wanted(guides=False, search=False, release_on=date(2099, 1, 1))

    with pytest.raises(SiteError, match=r"home/da\.md:1: the review was due on"):
        files(content, late)
