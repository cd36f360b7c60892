"""E-mails that do not arrive: who is told, where the address is corrected, and what was missed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import EMIL, FREJA, INES, Desk
from tests.browser.stage import Stage
from tests.browser.test_people import card, is_told
from tests.browser.test_turns import looked_at


def test_an_address_that_fails_is_told_corrected_and_what_was_missed_comes(
    sits: Sits, stage: Stage
):
    stage.bounce(INES.email)
    number = cases.a_draft(stage)
    stage.post(FREJA.email, f"/requests/{number}/send", {})
    assert not stage.mail(INES.email, about=number)

    ines = seated(sits, INES)
    ines.opens("workspace/")
    ines.sees("E-mails to you do not arrive")
    ines.sees(INES.email)
    ines.checks()
    looked_at(ines, "mail-fails")
    ines.opens("workspace/profile/")
    ines.sees("E-mails to you do not arrive")

    ines.opens("workspace/people/")
    lost = ines.say("E-mails to this address do not arrive")
    expect(card(ines, INES.name)).to_contain_text(lost)
    looked_at(ines, "mail-of-a-colleague-fails")
    card(ines, INES.name).get_by_role("link", name=ines.say("Change rights or name")).click()
    address = "ines.v@autoridade-turismo.example"
    ines.page.get_by_role("textbox", name=ines.say("E-mail address")).fill(address)
    ines.press("button", "Save changes")
    is_told(ines, "The entry of {name} has been changed.", name=INES.name)
    expect(card(ines, INES.name)).to_contain_text(address)
    expect(card(ines, INES.name)).not_to_contain_text(lost)
    stage.advance(1)
    assert stage.mail(address, about=number)
    # Others know her by her old address.
    stage.reset()


def test_an_address_is_tried_again(sits: Sits, stage: Stage, freja: Desk):
    stage.bounce(EMIL.email)
    freja.opens("workspace/")
    freja.sees("Addresses to correct")
    freja.checks()
    looked_at(freja, "addresses-to-correct")
    freja.hand.press(freja.page.get_by_role("link", name=fails(freja, EMIL.name)))
    expect(card(freja, EMIL.name)).to_be_focused()
    freja.hand.press(
        card(freja, EMIL.name).get_by_role("button", name=freja.say("Try the address again"))
    )
    is_told(
        freja, "E-mails are sent to this address again. If they come back, you see it here."
    )
    expect(card(freja, EMIL.name)).not_to_contain_text(
        freja.say("E-mails to this address do not arrive")
    )
    freja.opens("workspace/")
    expect(freja.page.get_by_role("link", name=fails(freja, EMIL.name))).to_have_count(0)


def test_the_mailbox_is_tried_again(sits: Sits, stage: Stage, freja: Desk):
    authority = stage.get(FREJA.email, "/me")["authority"]["id"]
    mailbox = stage.get(FREJA.email, f"/authorities/{authority}")["mailbox"]
    stage.bounce(mailbox)
    freja.opens("workspace/")
    freja.press("link", "E-mails to the mailbox of your authority do not arrive")

    freja.sees("E-mails to this address do not arrive")
    freja.checks()
    looked_at(freja, "mailbox-fails")
    freja.press("button", "Try the address again")

    is_told(
        freja, "E-mails are sent to this address again. If they come back, you see it here."
    )
    lost = freja.say("E-mails to this address do not arrive")
    expect(freja.page.get_by_text(lost)).to_have_count(0)


def test_a_case_tells_to_whom_of_the_own_side_e_mails_went(sits: Sits, stage: Stage):
    stage.bounce(INES.email)
    number = cases.a_draft(stage)
    stage.post(FREJA.email, f"/requests/{number}/send", {})
    stage.mail(INES.email, about=number)

    ines = seated(sits, INES)
    ines.opens(f"workspace/case/?number={number}")
    emails = ines.page.locator(".imi-emails").first
    expect(emails).to_contain_text(f"{INES.name} – {ines.say('E-mail not sent')}")
    mailbox = ines.say("Mailbox of the authority")
    expect(emails).to_contain_text(f"{mailbox} – {ines.say('E-mail sent')}")
    ines.checks()
    looked_at(ines, "e-mails-of-a-case")
    stage.reset()


def fails(desk: Desk, name: str) -> str:
    return desk.say("E-mails to {name} do not arrive", name=name)
