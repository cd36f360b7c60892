"""What helps to keep an eye on things: the watch list, what is allocated to me, similar requests."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import EMIL, FREJA, INES, INGRID, NARROW, WIDE, Desk
from tests.browser.stage import Stage
from tests.browser.test_attachments import REPLY, choose, folder, is_ready
from tests.browser.test_looks import OVERFLOW
from tests.browser.test_turns import case
from tests.browser.words import words

__all__ = ["folder"]  # a fixture


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_coordinator_watches_whose_turn_it_is(sits: Sits, stage: Stage, width: int):
    number = cases.a_replied(stage)
    ingrid = seated(sits, INGRID, width=width)
    ingrid.opens("workspace/")
    ingrid.press("link", "Watch list")
    ingrid.settles()

    own = ingrid.page.locator(f'[data-number="{number}"]')
    if width == NARROW:
        expect(own).to_be_visible()
    else:
        row = ingrid.page.get_by_role("row").filter(has_text=number)
        expect(row.get_by_role("link")).to_have_attribute(
            "href", "/da/workspace/authority/?id=dk-business"
        )
    ingrid.sees_no(cases.REASON)
    assert not ingrid.page.evaluate(OVERFLOW)
    ingrid.checks()

    ingrid.opens("workspace/watch/?authority=dk-aarhus")
    ingrid.sees("No request matches what you are looking for.")
    ingrid.press("link", "Show those of all authorities")
    expect(ingrid.page.get_by_text(number)).to_be_visible()


def test_who_coordinates_nobody_is_offered_no_watch_list(freja: Desk):
    freja.opens("workspace/")
    # Who coordinates nobody is known then.
    freja.remembers("imi.coordinates")

    expect(freja.page.locator("a[data-count=watch]")).to_be_hidden()


def test_what_is_allocated_to_me_is_found_among_the_tasks(sits: Sits, stage: Stage):
    mine, other = cases.a_replied(stage), cases.a_replied(stage)
    staff = stage.get(FREJA.email, "/authorities/dk-business/officials")["items"]
    emil = next(each["id"] for each in staff if each["name"] == EMIL.name)
    stage.post(FREJA.email, f"/requests/{mine}/allocate", {"officials": [emil]})
    desk = seated(sits, EMIL)
    desk.opens("workspace/")

    row = desk.page.locator(".imi-task", has_text=mine)
    expect(row).to_contain_text(desk.say("Allocated to you"))
    desk.press("link", "Allocated to me")
    desk.settles()

    expect(row).to_be_visible()
    expect(desk.page.locator(".imi-task", has_text=other)).to_have_count(0)
    stage.post(FREJA.email, f"/requests/{mine}/allocate", {"officials": []})
    desk.opens("workspace/?allocated=me")
    desk.sees("Nothing is allocated to you now.")
    desk.press("link", "Show all tasks")
    expect(desk.page.locator(".imi-task", has_text=other)).to_be_visible()


def test_who_writes_finds_similar_requests_and_how_long_it_takes(freja: Desk, stage: Stage):
    for _ in range(5):
        like = cases.a_replied(stage)
    number = cases.a_draft(stage)
    freja.opens(f"workspace/new/?number={number}&step=questions")

    found = freja.page.locator("imi-similar details")
    found.locator("summary").click()
    link = found.get_by_role("link", name=like)
    expect(link).to_have_attribute("href", f"/da/workspace/case/?number={like}")
    freja.checks()

    freja.opens(f"workspace/new/?number={number}&step=date")
    expect(freja.page.locator("imi-pace p")).to_be_visible()
    freja.opens(f"workspace/new/?number={number}&step=check")
    freja.sees("Needs no translator")


def test_a_document_is_answered_with_a_file(sits: Sits, stage: Stage, folder):
    question = words("pt").question("PQ-12", person="Maria Silva")
    asked = [{"code": "PQ-12", "slots": {"person": "Maria Silva"}, "comment": ""}]
    number = cases.a_sent(stage, questions=asked)
    agreed = {"agreed_on": cases.working_day(20).isoformat()}
    stage.post(INES.email, f"/requests/{number}/accept", agreed)
    ines = seated(sits, INES)
    ines.opens(f"{case(number)}#questions-0-answer")
    ines.sees(question)
    ines.sees("Attach the document below, then choose it here.")

    choose(ines, folder / REPLY)
    is_ready(ines, REPLY)
    ines.checks()
    ines.choose("checkbox", REPLY)
    ines.choose("checkbox", "Cannot establish")
    expect(ines.page.get_by_role("checkbox", name=REPLY)).not_to_be_checked()
    ines.choose("checkbox", REPLY)
    ines.press("button", "Check your answers")
    ines.lands_on("Check your answers")
    expect(ines.page.locator(".imi-answer__value")).to_have_text(REPLY)
    ines.press("button", "Send reply")

    freja = seated(sits, FREJA)
    freja.opens(case(number))
    expect(freja.page.locator(".imi-answer__value")).to_have_text(REPLY)
    is_ready(freja, REPLY)


def test_words_that_are_looked_for_stay_out_of_the_address(freja: Desk, stage: Stage):
    number = cases.a_sent(stage)
    freja.opens("workspace/sent/")
    freja.write("Number or text", number)
    freja.press("button", "Search")

    found = freja.page.locator("[data-number]")
    expect(found).to_have_count(1)
    assert "q=" not in freja.page.url
    assert number not in freja.page.url
    freja.page.reload()
    freja.settles()
    expect(freja.find("textbox", "Number or text")).to_have_value(number)
    expect(found).to_have_count(1)
    freja.page.locator("#filter-state").select_option("closed")
    freja.find("button", "Search").dblclick()
    freja.sees("No request matches what you are looking for.")
    freja.page.go_back()
    expect(found).to_have_count(1)
