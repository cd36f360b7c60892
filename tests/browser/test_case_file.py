"""The case file: read on one page, printed, saved, and checked by the script that we publish."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import cases
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, INES, NARROW, WIDE, Desk
from tests.browser.journey import GUIDE, REMARK
from tests.browser.stage import Stage
from tests.browser.test_looks import take

MISSING = "0000-0000"


def test_a_file_is_saved_and_checked_by_whoever_has_the_published_script(
    freja: Desk, stage: Stage, tmp_path: Path
):
    number = cases.a_closed(stage)
    freja.opens(f"workspace/case/?number={number}")
    freja.press("link", "Case file")
    freja.settles()
    expect(freja.page.get_by_role("heading", level=1)).to_have_text(
        freja.say("Case file {number}", number=number)
    )
    for text in (GUIDE, REMARK):
        expect(freja.page.get_by_role("main")).to_contain_text(text)
    freja.sees("Receipts")

    with freja.page.expect_download() as saving:
        freja.press("button", "Download as JSON")
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    assert saved.name == f"imi-{number}.json"

    script = tmp_path / "verify_case_file.py"
    with freja.page.expect_download() as fetching:
        freja.press("link", "Download the script that checks it")
    assert fetching.value.suggested_filename == script.name
    fetching.value.save_as(script)
    assert ends_with(script, saved) == 0
    saved.write_bytes(saved.read_bytes().replace(REMARK.encode(), REMARK[:-1].encode()))
    assert ends_with(script, saved) == 1


def test_a_file_is_saved_as_pdf(freja: Desk, stage: Stage, tmp_path: Path):
    number = cases.a_replied(stage)
    freja.opens(f"workspace/case-file/?number={number}")

    with freja.page.expect_download() as saving:
        freja.press("button", "Download as PDF")

    saved = tmp_path / "saved.pdf"
    saving.value.save_as(saved)
    pdf = PdfReader(saved)
    assert saving.value.suggested_filename == f"imi-{number}.pdf"
    assert pdf.trailer["/Root"]["/Lang"] == freja.language
    assert GUIDE in " ".join(page.extract_text() for page in pdf.pages)
    assert "token" not in freja.page.url


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_it_looks_well_and_prints_without_its_buttons(sits: Sits, stage: Stage, width: int):
    number = cases.a_closed(stage)
    freja = sits(FREJA, width=width)
    freja.has_session()
    freja.opens(f"workspace/case-file/?number={number}")

    freja.checks()
    scroll = freja.page.evaluate("document.documentElement.scrollWidth")
    assert scroll <= width
    take(freja.page, f"case-file-{width}.png")
    freja.page.emulate_media(media="print")
    expect(freja.page.get_by_role("button").first).to_be_hidden()
    printed = PdfReader(io.BytesIO(freja.page.pdf(format="A4")))
    assert number in printed.pages[0].extract_text()


def test_both_sides_see_when_it_was_opened(sits: Sits, stage: Stage):
    number = cases.a_sent(stage)
    ines, freja = (sits(each) for each in (INES, FREJA))
    for desk in (ines, freja):
        desk.has_session()
    freja.opens(f"workspace/case/?number={number}")
    opened = freja.page.locator(".imi-timeline").get_by_text(freja.say("Opened"))
    expect(opened).to_have_count(0)

    ines.opens(f"workspace/case/?number={number}")

    freja.opens(f"workspace/case/?number={number}")
    expect(opened).to_be_visible()


def test_a_number_that_is_none_of_ours_has_no_file(freja: Desk):
    freja.watch.expected.append("404: GET")
    freja.opens(f"workspace/case-file/?number={MISSING}")

    freja.sees("There is no request with this number, or you may not see it.")


def ends_with(script: Path, file: Path) -> int:
    command = [sys.executable, script, file]
    return subprocess.run(command, capture_output=True, check=False).returncode
