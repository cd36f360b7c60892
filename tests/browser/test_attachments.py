"""Files go with a request, sealed until it is accepted, and come back with the reply."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Route, expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import FREJA, INES, NARROW, Desk
from tests.browser.journey import working_day
from tests.browser.stage import Stage
from tests.browser.test_turns import at_the_case, case, looked_at
from tests.files import EICAR, PDF

DIPLOMA = "Bevis for uddannelse – Évora.pdf"
REPLY = "Resposta.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in ((DIPLOMA, PDF), (REPLY, PDF + b"\n"), ("eicar.pdf", PDF + EICAR)):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "letter.pdf").write_bytes(b"This is no PDF")
    (tmp_path / "page.html").write_bytes(b"<p>no</p>")
    return tmp_path


def choose(desk: Desk, *files: Path) -> None:
    desk.page.locator("imi-attachments input[type=file]").set_input_files(files)


def row(desk: Desk, name: str):
    return desk.page.locator("imi-attachments").get_by_role("listitem").filter(has_text=name)


def is_ready(desk: Desk, name: str) -> None:
    """Wait until the file can be downloaded."""
    expect(row(desk, name).get_by_role("button", name=name, exact=True)).to_be_visible()


def test_a_file_is_sealed_until_acceptance_and_opened_then(
    sits: Sits, stage: Stage, folder: Path
):
    number = cases.a_draft(stage)
    freja = sits(FREJA)
    freja.has_session()
    freja.opens(f"workspace/new/?number={number}&step=person")
    choose(freja, folder / DIPLOMA)
    is_ready(freja, DIPLOMA)
    looked_at(freja, "attached")
    freja.opens(f"workspace/new/?number={number}&step=check")
    freja.sees(DIPLOMA)
    stage.post(FREJA.email, f"/requests/{number}/send", {})

    ines = at_the_case(sits, INES, number)
    ines.sees_no(DIPLOMA)
    agreed = {"agreed_on": working_day(20).isoformat()}
    stage.post(INES.email, f"/requests/{number}/accept", agreed)
    ines.opens(case(number))
    is_ready(ines, DIPLOMA)
    looked_at(ines, "attachment-opened")
    with ines.page.expect_download() as got:
        row(ines, DIPLOMA).get_by_role("button", name=DIPLOMA).click()
    assert got.value.suggested_filename == DIPLOMA
    assert Path(got.value.path()).read_bytes() == PDF

    choose(ines, folder / REPLY)
    is_ready(ines, REPLY)
    answers = [{"code": code, **answer} for code, answer in cases.ANSWERS.items()]
    stage.post(INES.email, f"/requests/{number}/answer", {"answers": answers})
    freja.opens(case(number))
    is_ready(freja, DIPLOMA)
    freja.sees_no(REPLY)
    stage.post(INES.email, f"/requests/{number}/reply", {})
    freja.opens(case(number))
    is_ready(freja, REPLY)
    looked_at(freja, "attachments-of-both")


def test_what_is_no_such_file_is_refused_and_taken_away(sits: Sits, stage: Stage, folder: Path):
    number = cases.an_accepted(stage)
    ines = at_the_case(sits, INES, number)
    ines.watch.expected.append("422: POST")

    choose(ines, *(folder / name for name in ("eicar.pdf", "letter.pdf", "page.html")))

    for name, told in (
        ("eicar.pdf", "Harmful, and deleted"),
        ("letter.pdf", "Refused and deleted"),
    ):
        expect(row(ines, name)).to_contain_text(ines.say(told))
    ines.sees("page.html")
    ines.sees(
        "Files of this type cannot be attached. Choose a PDF, an image (JPEG, PNG, TIFF) "
        "or an office document without macros."
    )
    looked_at(ines, "attachments-refused")

    for name in ("eicar.pdf", "letter.pdf"):
        row(ines, name).get_by_role("button", name=ines.say("Remove")).click()
        expect(row(ines, name)).to_have_count(0)


def test_nothing_goes_out_with_a_file_that_did_not_pass(sits: Sits, stage: Stage, folder: Path):
    number = cases.a_draft(stage)
    freja = sits(FREJA)
    freja.has_session()
    freja.watch.expected.append("422: POST")
    freja.opens(f"workspace/new/?number={number}&step=person")
    choose(freja, folder / "eicar.pdf")
    expect(row(freja, "eicar.pdf")).to_contain_text(freja.say("Harmful, and deleted"))
    freja.opens(f"workspace/new/?number={number}&step=check")
    expect(row(freja, "eicar.pdf")).to_contain_text(freja.say("Harmful, and deleted"))
    freja.press("button", "Send request")
    told = freja.say("Something harmful was found in this file. It was deleted.")
    freja.page.locator("#error-summary").get_by_role("link", name=told).click()
    expect(freja.page.locator("input[type=file]")).to_be_focused()
    looked_at(freja, "attachment-stops-the-request")
    row(freja, "eicar.pdf").get_by_role("button", name=freja.say("Remove")).click()
    expect(row(freja, "eicar.pdf")).to_have_count(0)
    freja.opens(f"workspace/new/?number={number}&step=check")
    freja.press("button", "Send request")
    freja.lands_on("Request sent")


def test_the_answers_are_checked_with_their_files(sits: Sits, stage: Stage, folder: Path):
    number = cases.an_accepted(stage)
    answers = [{"code": code, **answer} for code, answer in cases.ANSWERS.items()]
    stage.post(INES.email, f"/requests/{number}/answer", {"answers": answers})
    ines = at_the_case(sits, INES, number)
    ines.watch.expected.append("422: POST")
    ines.opens(f"{case(number)}#reply")
    choose(ines, folder / "letter.pdf", folder / REPLY)
    is_ready(ines, REPLY)
    expect(row(ines, "letter.pdf")).to_contain_text(ines.say("Refused and deleted"))

    ines.press("button", "Send reply")
    told = (
        "This file is not what it was said to be, or it could not be checked. It was deleted."
    )
    ines.page.locator("#error-summary").get_by_role("link", name=ines.say(told)).click()
    expect(ines.page.locator("input[type=file]")).to_be_focused()
    looked_at(ines, "attachment-stops-the-reply")
    row(ines, "letter.pdf").get_by_role("button", name=ines.say("Remove")).click()
    expect(row(ines, "letter.pdf")).to_have_count(0)
    ines.press("button", "Send reply")
    ines.sees("You have sent the reply.")


def test_files_go_to_and_fro_with_messages(sits: Sits, stage: Stage, folder: Path):
    number = cases.an_accepted(stage)
    freja = at_the_case(sits, FREJA, number)
    freja.opens(f"{case(number)}#message")
    choose(freja, folder / DIPLOMA, folder / REPLY)
    is_ready(freja, DIPLOMA)
    is_ready(freja, REPLY)
    row(freja, REPLY).get_by_role("button", name=freja.say("Remove")).click()
    expect(row(freja, REPLY)).to_have_count(0)
    freja.opens(case(number))
    freja.opens(f"{case(number)}#message")
    is_ready(freja, DIPLOMA)
    freja.press("button", "Write a message")
    freja.sees("Fill in: {field}", field=freja.say("Message"))
    freja.page.get_by_role("textbox", name=freja.say("Message")).fill("Her er beviset.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    freja.page.route("**/local/files/**", hold)
    with freja.page.expect_request("**/local/files/**"):
        choose(freja, folder / REPLY)
    freja.press("button", "Write a message")
    freja.sees("{name} is being uploaded …", name=REPLY)
    held[0].continue_()
    is_ready(freja, REPLY)
    freja.page.unroute("**/local/files/**", hold)
    looked_at(freja, "message-with-a-file")
    freja.press("button", "Write a message")
    freja.sees("You have sent the message.")
    is_ready(freja, DIPLOMA)

    ines = at_the_case(sits, INES, number)
    ines.sees("New message")
    looked_at(ines, "message-with-a-file-received")
    with ines.page.expect_download() as got:
        row(ines, DIPLOMA).first.get_by_role("button", name=DIPLOMA).click()
    assert got.value.suggested_filename == DIPLOMA
    assert Path(got.value.path()).read_bytes() == PDF
    ines.opens(f"{case(number)}#message")
    ines.watch.expected.append("422: POST")
    choose(ines, folder / "eicar.pdf")
    expect(row(ines, "eicar.pdf")).to_contain_text(ines.say("Harmful, and deleted"))
    ines.page.get_by_role("textbox", name=ines.say("Message")).fill("Obrigada.")
    ines.press("button", "Write a message")
    told = ines.say("Something harmful was found in this file. It was deleted.")
    ines.page.locator("#error-summary").get_by_role("link", name=told).click()
    expect(ines.page.locator("input[type=file]")).to_be_focused()
    row(ines, "eicar.pdf").get_by_role("button", name=ines.say("Remove")).click()
    expect(row(ines, "eicar.pdf")).to_have_count(0)
    ines.press("button", "Write a message")
    ines.sees("You have sent the message.")


def test_a_link_that_was_changed_leads_nowhere(stage: Stage):
    number = cases.a_draft(stage)
    made = stage.post(
        FREJA.email,
        f"/requests/{number}/attachments",
        {"name": "a.pdf", "type": "application/pdf", "size": 5, "sha256": "0" * 64},
    )
    url, headers = made["upload"]["url"], made["upload"]["headers"]

    assert put(url.replace("Expires=900", "Expires=9000"), b"12345", headers) == 403
    assert put(url, b"another size", headers) == 403
    assert put(url.partition("?")[0], b"12345", headers) == 403
    assert put(url, b"12345", headers) == 200


def put(url: str, data: bytes, headers: dict[str, str]) -> int:
    request = Request(url, data=data, headers=headers, method="PUT")
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_double_click_sends_once_and_marks_nothing(sits: Sits, stage: Stage):
    number = cases.an_accepted(stage)
    freja = seated(sits, FREJA, width=NARROW)
    freja.opens(f"{case(number)}#message")
    freja.press("button", "Write a message")
    freja.sees("Fill in: {field}", field=freja.say("Message"))
    freja.page.get_by_role("textbox", name=freja.say("Message")).fill("Her er beviset.")
    freja.find("button", "Write a message").dblclick()
    freja.sees("You have sent the message.")
    expect(freja.page.locator(":focus")).not_to_have_count(0)

    assert freja.page.evaluate("String(getSelection())") == ""
    events = stage.get(FREJA.email, f"/requests/{number}/events")["items"]
    assert [event["action"] for event in events].count("message") == 1
