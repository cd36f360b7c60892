"""A question in Danish, answered in Portuguese, read in Danish: in two browsers."""

from __future__ import annotations

import os
import struct

from playwright.sync_api import expect

from tests.browser import cases, journey
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, INES, Desk
from tests.browser.journey import (
    ACTIVITIES,
    DOCUMENT,
    GUIDE,
    PROFESSION,
    REMARK,
    SLOTS,
    Look,
    working_day,
)
from tests.browser.stage import ROOT, Stage
from tests.browser.watch import WCAG, assert_no_barriers
from tests.browser.words import words

PICTURE = ROOT / "docs/images/case.png"
"""The picture in the README; `make picture` has it made anew."""


def test_a_question_in_danish_is_answered_in_portuguese_and_read_in_danish(sits: Sits):
    walk(sits(FREJA), sits(INES), Desk.checks)


def test_the_keyboard_alone_suffices(sits: Sits):
    walk(sits(FREJA, by_keyboard=True), sits(INES, by_keyboard=True), lambda _desk: None)


def test_a_mail_reader_meets_no_barrier_either(sits: Sits, stage: Stage):
    number = cases.a_closed(stage)
    desk = sits(FREJA)

    mails = [mail for who in (FREJA, INES) for mail in stage.mail(who.email, number)]
    for mail in mails:
        desk.page.set_content(mail["html"])
        # Landmarks belong to the mail reader's own page.
        assert_no_barriers(desk.page, WCAG)

    assert len(mails) == 4


def walk(freja: Desk, ines: Desk, look: Look) -> None:
    """Do the whole journey; *look* at each page on the way."""
    journey.enter(freja, look)
    number = journey.ask(freja, look)
    has_no_task(freja, number)

    read_received(ines, number, look)
    sealed(ines)
    journey.accept(ines, look, working_day(20))
    for text in (GUIDE, DOCUMENT, PROFESSION):
        ines.sees(text)

    read_accepted(freja, number, look)

    journey.answer(ines, look)
    journey.reply(ines, look)
    has_no_task(ines, number)

    read_reply(freja, number, look)
    answers_in_danish(freja)
    if not freja.by_keyboard:
        is_in_the_readme(freja)
    journey.close(freja, look)
    has_no_task(freja, number)

    read_closed(ines, number, look)
    has_no_task(ines, number)


def read_received(ines: Desk, number: str, look: Look) -> None:
    text = journey.open_mail(ines, number, "Accept the request", look)
    names_nobody(ines, number)
    assert ines.say("Check the date and accept the request.") in text

    journey.follow_mail(ines)
    journey.sign_in(ines, look)
    expect(ines.page).to_have_url(f"{ines.stage.origin}/pt/workspace/case/?number={number}")
    look(ines)


def sealed(ines: Desk) -> None:
    texts = words("pt")
    ines.sees(
        "Personal data, comments and attachments are sealed until the request is accepted."
    )
    ines.sees(texts.question("PQ-03", profession=PROFESSION))
    for canary in (GUIDE, DOCUMENT, journey.DOUBT):
        ines.sees_no(canary)
    ines.sees(journey.REASON)
    expect(ines.page.get_by_text(journey.REASON)).to_have_attribute("lang", "da")


def read_accepted(freja: Desk, number: str, look: Look) -> None:
    text = journey.open_mail(freja, number, "Request accepted with another date", look)
    names_nobody(freja, number)
    assert freja.say("It has set another date than the one you proposed.") in text

    journey.follow_mail(freja)
    freja.settles()
    freja.sees("Not the date that was proposed")
    look(freja)


def read_reply(freja: Desk, number: str, look: Look) -> None:
    journey.open_mail(freja, number, "Check the reply", look)
    names_nobody(freja, number)

    has_task(freja, number, "Check the reply", look)
    freja.press("link", f"{freja.say('Check the reply')} {number}")
    freja.settles()
    freja.sees("Read the reply and close the request.")
    look(freja)


def answers_in_danish(freja: Desk) -> None:
    texts = words("da")
    answers = freja.page.locator(".imi-answer")

    expect(answers).to_have_count(5)
    for place, (code, answer) in enumerate(
        {
            "PQ-01": freja.say("No"),
            "PQ-02": ACTIVITIES,
            "PQ-03": freja.say("Yes"),
            "PQ-06": "5. april 2019",
            "PQ-10": texts.option("PQ-10", "at_least_5_years"),
        }.items()
    ):
        freja.sees(texts.question(code, **SLOTS))
        expect(answers.nth(place).locator(".imi-answer__value")).to_have_text(answer)
    expect(freja.page.get_by_text(REMARK)).to_have_attribute("lang", "pt")
    expect(freja.page.get_by_text(ACTIVITIES)).to_have_attribute("lang", "pt")
    expect(answers.nth(2)).to_contain_text(
        freja.say("Original language: {language}", language="portugisisk")
    )


def is_in_the_readme(freja: Desk) -> None:
    """Assert that the README's picture is about as large as the page; make it if asked to."""
    picture = freja.page.screenshot(full_page=True)
    if os.environ.get("MAKE_PICTURE"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(picture)

    width, height = size(picture)
    kept_width, kept_height = size(PICTURE.read_bytes())
    assert kept_width == width
    # Another machine's letters may be a little wider or narrower.
    assert abs(kept_height - height) < height / 10


def size(png: bytes) -> tuple[int, int]:
    """Return width and height of a picture in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def read_closed(ines: Desk, number: str, look: Look) -> None:
    text = journey.open_mail(ines, number, "Request closed", look)
    names_nobody(ines, number)
    assert ines.say("You need not do anything any more.") in text

    journey.follow_mail(ines)
    ines.settles()
    ines.sees("The request is closed. Nothing more can be changed.")
    look(ines)


def names_nobody(desk: Desk, number: str) -> None:
    """Assert that the mails about the request are in the desk's language and name nobody."""
    for mail in desk.stage.mail(desk.person.email, number):
        assert mail["language"] == desk.language
        for canary in (GUIDE, DOCUMENT, REMARK):
            assert canary not in mail["text"] + mail["html"] + mail["subject"]


def has_task(desk: Desk, number: str, act: str, look: Look) -> None:
    desk.opens("workspace/")
    look(desk)
    expect(desk.find("link", f"{desk.say(act)} {number}")).to_be_visible()


def has_no_task(desk: Desk, number: str) -> None:
    desk.opens("workspace/")
    desk.sees_no(number)
