"""A newcomer's whole first day in training: checklist, lessons, the clock, and all of it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import journey
from tests.browser.conftest import Sits, seated
from tests.browser.desks import FREJA, INGRID, NARROW, WIDE, Desk, Person
from tests.browser.stage import Stage
from tests.browser.test_looks import take
from tests.browser.words import words

A_STAGE_TAKES_MS = 60_000
"""For as long somebody waits until the whole stage is as at its start."""

MYRTO = Person(
    name="Μυρτώ Καλλιγέρη",
    email="myrto.kalligeri@epaggelmata-tourismou.example",
    language="el",
    locale="el-GR",
    time_zone="Europe/Athens",
)
MARIJA = Person(
    name="Marija Zerafa Cutajar",
    email="marija.zerafa-cutajar@turizmu-servizzi.example",
    language="mt",
    locale="mt-MT",
    time_zone="Europe/Malta",
)


@pytest.fixture(autouse=True)
def left_as_it_was(stage: Stage) -> Iterator[None]:
    """Others find no counterparts at work, and the clock where it was."""
    yield
    stage.reset()


@pytest.mark.parametrize(
    ("person", "width"),
    [
        pytest.param(FREJA, WIDE, id="da"),
        pytest.param(MYRTO, NARROW, id="el"),
        pytest.param(MARIJA, WIDE, id="mt"),
    ],
)
def test_a_newcomers_first_day(sits: Sits, person: Person, width: int):
    desk = sits(person, width=width)
    journey.enter(desk, Desk.checks)
    assert not is_ticked(desk)

    begins(desk, "send")
    at_step(desk, 1, 4)
    number = asks(desk)
    at_step(desk, 3, 4)
    desk.checks()
    take(desk.page, f"lesson-{person.language}-{width}.png")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width

    moves_the_clock(desk)

    desk.opens("workspace/")
    at_step(desk, 4, 4)
    lesson(desk).get_by_role("link", name=desk.say("Go there")).click()
    expect(desk.page).to_have_url(re.compile(f"number={number}"))
    desk.settles()
    expect(lesson(desk).get_by_role("link", name=desk.say("Go there"))).to_have_count(0)
    journey.close(desk, Desk.checks)
    expect(lesson(desk)).to_contain_text(desk.say("You have done this lesson."))
    assert is_ticked(desk)

    begins(desk, "reply")
    expect(desk.page).to_have_url(re.compile("workspace/case/"))
    at_step(desk, 1, 4)
    starts_afresh(desk)
    assert not is_ticked(desk)
    desk.opens("workspace/sent/")
    expect(desk.page.get_by_role("main")).not_to_contain_text(number)

    all_begins_anew(desk)
    desk.opens("workspace/")
    expect(desk.page.locator("imi-lesson h2")).to_have_count(0)


def test_nobody_has_to_wait_for_the_others(sits: Sits):
    desk = seated(sits, FREJA)
    begins(desk, "send")
    asks(desk)
    at_step(desk, 3, 4)
    lesson(desk).get_by_role("link", name=desk.say("Go there")).click()
    desk.settles()

    lesson(desk).get_by_role("button", name=desk.say("Let the others act now")).click()

    at_step(desk, 4, 4)
    # The request below the lesson is shown as it is by then.
    expect(desk.find("link", "Close request")).to_be_visible()
    desk.checks()


def test_a_lesson_is_stopped_and_taken_up_again(sits: Sits):
    desk = seated(sits, FREJA)
    begins(desk, "forward")
    lesson(desk).get_by_role("button", name=desk.say("Stop the lesson")).click()
    expect(lesson(desk)).to_have_count(0)

    desk.opens("workspace/practice/")
    desk.sees("Under way")
    desk.checks()
    row(desk, "forward").get_by_role("button", name=re.compile(desk.say("Go on"))).click()

    at_step(desk, 1, 1)
    desk.press("link", "Return as not competent")
    desk.write("Reason", "Det hører ikke under os.")
    desk.press("button", "Return as not competent")
    expect(lesson(desk)).to_contain_text(desk.say("You have done this lesson."))


def test_a_lesson_that_cannot_go_on_is_begun_again(sits: Sits):
    desk = seated(sits, FREJA)
    begins(desk, "accept")
    desk.press("link", "Accept")
    desk.press("button", "Accept")
    desk.sees("This lesson cannot go on from here, because something else was done.")
    take(desk.page, "lesson-stuck.png")
    desk.checks()
    former = desk.page.url

    lesson(desk).get_by_role("button", name=desk.say("Do it again")).click()

    expect(desk.page).not_to_have_url(former)
    desk.settles()
    expect(desk.find("link", "Accept")).to_be_visible()


def test_signing_in_is_left_to_the_page_that_does_it(sits: Sits, stage: Stage):
    desk = sits(FREJA)
    # Nobody has begun to sign in here, and the page says so.
    desk.watch.expected.append("SignInRefused")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))

    desk.page.goto(f"{stage.origin}/da/workspace/signed-in/")
    desk.page.wait_for_load_state("networkidle")

    assert not [each for each in asked if "/api/lessons" in each]
    expect(desk.page.locator("imi-lesson")).to_have_count(0)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_coordinator_validates_an_authority_that_the_lesson_invents(sits: Sits, width: int):
    desk = seated(sits, INGRID, width=width)
    begins(desk, "validate")
    at_step(desk, 1, 2)
    desk.press("link", "Check and validate")
    desk.press("button", "Validate")
    at_step(desk, 2, 2)
    take(desk.page, f"lesson-validate-{width}.png")
    desk.press("button", "Grant access")
    expect(lesson(desk)).to_contain_text(desk.say("You have done this lesson."))
    desk.checks()


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize(
    ("key", "decision"), [("approve", "Approve"), ("referral", "More must be answered")]
)
def test_a_coordinator_decides_on_what_counterparts_bring(
    sits: Sits, key: str, decision: str, width: int
):
    desk = seated(sits, INGRID, width=width)
    begins(desk, key)
    at_step(desk, 1, 1)
    take(desk.page, f"lesson-{key}-{width}.png")
    desk.press("link", decision)
    expect(desk.page.locator("#step")).to_be_focused()
    desk.checks()
    desk.press("button", decision)
    expect(lesson(desk)).to_contain_text(desk.say("You have done this lesson."))
    desk.checks()


def test_who_decides_in_a_stale_tab_is_told_what_happened_and_no_more(sits: Sits):
    desk = seated(sits, INGRID, width=NARROW)
    desk.watch.expected.append("412: POST")
    begins(desk, "referral")
    stale = desk.context.new_page()
    stale.goto(desk.page.url)
    stale.get_by_role("link", name=desk.say("More must be answered")).click()
    expect(stale.locator("#step")).to_be_focused()
    desk.press("link", "The reply suffices")
    desk.press("button", "The reply suffices")
    desk.sees("You have decided that the reply suffices.")

    stale.get_by_role("button", name=desk.say("More must be answered")).click()

    expect(stale.locator(".ecl-notification--info")).to_contain_text(
        desk.say("Decision: the reply suffices")
    )
    expect(stale.locator(".ecl-notification--info li")).to_have_count(1)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_coordinator_has_the_whole_stage_emptied(sits: Sits, stage: Stage, width: int):
    assert stage.get(FREJA.email, "/requests?box=sent")["items"]
    desk = seated(sits, INGRID, width=width)
    desk.opens("workspace/practice/")
    desk.press("button", "Empty the training environment")
    dialog = desk.page.get_by_role("dialog")
    desk.checks()
    take(desk.page, f"empty-{width}.png")
    dialog.get_by_role("button", name=desk.say("Remove everything")).click()
    expect(desk.page.locator("#wanted")).to_be_focused()
    name = desk.say("Empty the training environment")
    expect(desk.page.get_by_role("button", name=name)).to_have_count(0)
    desk.checks()
    take(desk.page, f"emptied-{width}.png")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width

    # What the clock in AWS does by the quarter of an hour, this one does when a day passes.
    stage.advance(1)

    desk.opens("workspace/practice/")
    expect(desk.page.get_by_role("button", name=name)).to_have_count(1)
    expect(desk.page.locator("#wanted, #wiped-soon")).to_have_count(0)
    assert stage.get(FREJA.email, "/requests?box=sent")["items"] == []


def test_nobody_else_can_empty_the_stage(sits: Sits):
    desk = seated(sits, FREJA)
    desk.opens("workspace/practice/")

    name = desk.say("Empty the training environment")
    expect(desk.page.get_by_role("button", name=name)).to_have_count(0)


def lesson(desk: Desk):
    return desk.page.locator(".imi-lesson")


def row(desk: Desk, key: str):
    """Return the line of the lesson *key* on the page Practice."""
    return desk.page.locator(".imi-lessons__item").filter(
        has=desk.page.locator(f"#lesson-{key}")
    )


def begins(desk: Desk, key: str) -> None:
    desk.opens("workspace/practice/")
    desk.checks()
    row(desk, key).get_by_role("button").last.click()
    expect(desk.page).not_to_have_url(re.compile("workspace/practice/"))
    desk.settles()


def at_step(desk: Desk, step: int, total: int) -> None:
    expect(lesson(desk)).to_contain_text(
        desk.say("Step {step} of {total}", step=step, total=total)
    )


def asks(desk: Desk) -> str:
    """Send an Austrian authority a question about a profession; return the number."""
    texts = words(desk.language)
    journey.choose_area(desk, lambda _: None)
    desk.page.get_by_role("combobox").first.select_option("AT")
    desk.page.locator("input[type=radio]").first.check()
    journey.go_on(desk, "Questions")
    desk.choose("checkbox", texts.question("PQ-01"))
    fields = desk.group(texts.question("PQ-01"))
    desk.write(texts.slot("PQ-01", "profession"), "pilot", within=fields)
    journey.go_on(desk, "Person or firm concerned")
    desk.choose("radio", "A person")
    desk.write("Name", "Ola Prøve")
    journey.go_on(desk, "Reason and date")
    at_step(desk, 2, 4)
    desk.write("Reason", "Øvelse")
    desk.write_date("Proposed deadline", journey.working_day(14))
    journey.go_on(desk, "Check your answers")
    desk.press("button", "Send request")
    desk.lands_on("Request sent")
    return desk.page.locator(".imi-panel__number").inner_text()


def moves_the_clock(desk: Desk) -> None:
    """Let seven days pass, twice, as the page of the stage on one machine offers it."""
    desk.opens("workspace/practice/")
    desk.press("link", "Clock and inbox")
    for _ in range(2):
        desk.page.locator("button[name=advance_days][value='7']").click()
        desk.page.wait_for_load_state()


def is_ticked(desk: Desk) -> bool:
    """Return whether the checklist says that the newcomer has tried it out."""
    desk.opens("checklist/")
    expect(desk.page.locator("imi-checklist")).not_to_be_empty()
    heading = desk.page.locator("#training")
    return "imi-point--done" in (heading.get_attribute("class") or "")


def starts_afresh(desk: Desk) -> None:
    desk.opens("workspace/practice/")
    desk.press("button", "Start afresh")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    desk.checks()
    dialog.get_by_role("button", name=desk.say("Cancel")).click()
    expect(dialog).to_be_hidden()
    desk.press("button", "Start afresh")
    dialog.get_by_role("button", name=desk.say("Remove everything")).click()
    expect(desk.page.locator("#removed")).to_be_focused()
    desk.sees("Everything is removed. Requests: {count}", count=2)
    desk.sees(
        "Lessons done: {done} of {total}",
        done=0,
        total=desk.page.locator(".imi-lessons__item").count(),
    )
    desk.checks()


def all_begins_anew(desk: Desk) -> None:
    """Reset the whole stage, as its page offers it."""
    desk.page.goto(f"{desk.stage.origin}/local/?language={desk.language}")
    desk.page.locator("form[action^='/local/start-anew'] button").click(
        timeout=A_STAGE_TAKES_MS
    )
    desk.page.wait_for_load_state()
