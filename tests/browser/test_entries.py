"""Who keeps a register describes it, the coordinator approves it, and anybody says what is wrong with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Sits, seated
from tests.browser.desks import EMIL, FREJA, INGRID, NARROW, WIDE, Desk
from tests.browser.stage import Stage
from tests.browser.test_looks import take

NAME, ADDRESS = "Registret over turistguider", "https://guideregister.example"


def entry(desk: Desk, name: str = NAME):
    return desk.page.get_by_role("article", name=name)


def describe(desk: Desk, name: str, address: str) -> None:
    desk.opens("workspace/registers/")
    desk.press("button", "Describe a register")
    desk.lands_on("Describe a register")
    desk.write("Name of the register", name)
    desk.page.get_by_label(desk.say("Kind of register")).select_option("business")
    desk.write("Address of the page where one searches", address)
    for group, choice in (
        ("What it answers", "Whether somebody holds an authorisation"),
        ("Search by", "Name of the person"),
        ("Languages of its pages", "dansk"),
    ):
        desk.choose("checkbox", choice, within=desk.group(group))
    desk.choose("checkbox", "Tjenesteydelser", within=desk.group("Legal areas"))
    desk.checks()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_register_is_described_approved_and_moved(
    sits: Sits, stage: Stage, browser: Browser, width: int
):
    name, address = f"{NAME} {width}", f"{ADDRESS}/{width}"
    freja = seated(sits, FREJA, width=width)
    freja.watch.expected.append("422: POST")
    freja.opens("workspace/registers/")
    freja.press("button", "Describe a register")
    freja.press("button", "Save changes")
    missing = freja.page.locator("#error-summary li")
    expect(missing).to_have_count(7)
    expect(missing.nth(1)).to_contain_text(freja.say("Kind of register"))
    describe(freja, name, "http://guideregister.example")
    freja.press("button", "Save changes")
    expect(freja.page.get_by_role("alert")).to_be_focused()
    freja.write("Address of the page where one searches", address)
    take(freja.page, f"describe-a-register-{width}.png")
    freja.press("button", "Save changes")
    expect(entry(freja, name)).to_contain_text(freja.say("waits for approval"))
    freja.sees("Saved. It waits until the national coordinator has approved it.")
    freja.checks()
    assert freja.page.evaluate("document.documentElement.scrollWidth") <= width

    ingrid = seated(sits, INGRID, width=width)
    ingrid.opens("workspace/")
    ingrid.page.get_by_role(
        "link", name=ingrid.say("Approve the entry: {name}", name=name)
    ).click()
    expect(entry(ingrid, name)).to_contain_text(address)
    ingrid.checks()
    take(ingrid.page, f"registers-to-look-after-{width}.png")
    entry(ingrid, name).get_by_role("button", name=ingrid.say("Approve the change")).click()
    ingrid.sees("The entry is approved. Everybody sees it within a minute.")

    found = [
        each["url"]
        for each in stage.get(FREJA.email, "/registers?country=DK&limit=100")["items"]
    ]
    assert address in found
    # The page was made before there was such a register; a reader finds it nevertheless.
    freja.opens("registers/")
    listed = freja.page.locator(".imi-register").filter(has_text=name)
    expect(listed).to_contain_text(address)
    freja.checks()

    freja.opens("workspace/registers/")
    entry(freja, name).get_by_role("button", name=freja.say("Change the entry")).click()
    freja.write("Address of the page where one searches", f"{address}/new")
    freja.press("button", "Save changes")
    expect(entry(freja, name)).to_contain_text(f"{address}/new")
    ingrid.page.reload()
    entry(ingrid, name).get_by_role("button", name=ingrid.say("Refuse the change")).click()
    ingrid.sees("The entry is refused.")
    entry(ingrid, name).get_by_role("button", name=ingrid.say("Remove")).click()
    dialog = ingrid.page.get_by_role(
        "dialog", name=ingrid.say("Remove this register from the directory?")
    )
    ingrid.checks()
    dialog.get_by_role("button", name=ingrid.say("Remove")).click()
    expect(entry(ingrid, name)).to_have_count(0)
    ingrid.sees("The register is no longer in the directory.")
    # Another reader, whose browser has kept nothing.
    emil = sits(EMIL)
    emil.opens("registers/")
    expect(emil.page.locator("#dk-cvr")).to_be_visible()
    expect(emil.page.locator(".imi-register").filter(has_text=name)).to_have_count(0)


def test_the_keeper_tells_how_one_searches_and_what_has_taken_its_place(
    sits: Sits, stage: Stage
):
    freja, ingrid = seated(sits, FREJA), seated(sits, INGRID)
    old, new = "Det gamle guideregister", "Det nye guideregister"
    for name in (old, new):
        describe(freja, name, f"{ADDRESS}/{name.split()[1]}")
        freja.press("button", "Save changes")
        expect(entry(freja, name)).to_be_visible()
        ingrid.opens("workspace/registers/")
        entry(ingrid, name).get_by_role("button", name=ingrid.say("Approve the change")).click()
        ingrid.sees("The entry is approved. Everybody sees it within a minute.")
    freja.page.reload()
    entry(freja, old).get_by_role("button", name=freja.say("Change the entry")).click()
    how = "What somebody who looks something up there should know, in: {language}"
    freja.write(freja.say(how, language="dansk"), "Skriv <navnet>.\nTryk på Søg.")
    freja.page.get_by_label(freja.say("Brought up to date")).select_option("weekly")
    freja.write("Questions to", "nobody")
    freja.page.get_by_label(freja.say("Replaced by")).select_option(label=new)
    freja.watch.expected.append("422: PATCH")
    freja.press("button", "Save changes")
    expect(freja.page.get_by_role("alert")).to_be_focused()
    freja.write("Questions to", "guider@register.example")
    freja.checks()
    take(freja.page, "change-a-register.png")
    freja.press("button", "Save changes")
    freja.sees("Saved. It waits until the national coordinator has approved it.")
    ingrid.opens("workspace/registers/")
    # Whoever approves it reads all of it.
    for said in ("Skriv <navnet>.", new, "guider@register.example", "hver uge"):
        expect(entry(ingrid, old)).to_contain_text(said)
    ingrid.checks()
    entry(ingrid, old).get_by_role("button", name=ingrid.say("Approve the change")).click()
    ingrid.sees("The entry is approved. Everybody sees it within a minute.")

    found = stage.get(FREJA.email, "/registers?country=DK&limit=100")["items"]
    (made,) = [each for each in found if each["name"] == old]
    emil = sits(EMIL)
    emil.opens("registers/")
    emil.page.get_by_role("link", name=old).first.click()
    assert emil.page.url.endswith(f"registers/entry/?id={made['id']}")
    said = emil.page.locator(".imi-register__guidance")
    expect(said).to_have_text("Skriv <navnet>.\nTryk på Søg.")
    expect(said).to_have_attribute("lang", "da")
    expect(emil.page.get_by_role("heading", name=old)).to_be_visible()
    expect(emil.page.locator("[data-fact=keys]")).to_have_text(emil.say("Name of the person"))
    expect(emil.page.locator("[data-fact=areas]")).to_have_text("Tjenesteydelser")
    expect(emil.page.get_by_text(emil.say("Its pages are in your language."))).to_be_visible()
    expect(emil.page.get_by_role("link", name="guider@register.example")).to_be_visible()
    expect(emil.page.get_by_text("hver uge", exact=True)).to_be_visible()
    emil.checks()
    take(emil.page, "register-replaced.png")
    emil.page.get_by_role("link", name=new).click()
    expect(emil.page.get_by_role("heading", name=new)).to_be_visible()

    # What is taken out leads nobody any more, on its own page neither.
    entry(ingrid, old).get_by_role("button", name=ingrid.say("Remove")).click()
    dialog = ingrid.page.get_by_role("dialog")
    expect(dialog).to_contain_text(old)
    dialog.get_by_role("button", name=ingrid.say("Remove")).click()
    ingrid.sees("The register is no longer in the directory.")
    later = sits(EMIL)
    later.watch.expected.append("404: GET")
    later.opens(f"registers/entry/?id={made['id']}")
    later.sees("The register is no longer in the directory.")
    expect(later.page.locator("article section, article form")).to_have_count(0)


def test_two_who_change_the_same_see_both_versions(sits: Sits):
    freja, ingrid = seated(sits, FREJA), seated(sits, INGRID)
    ingrid.watch.expected.append("412: PATCH")
    describe(freja, NAME, ADDRESS)
    freja.press("button", "Save changes")
    expect(entry(freja)).to_be_visible()
    ingrid.opens("workspace/registers/")
    entry(ingrid).get_by_role("button", name=ingrid.say("Approve the change")).click()
    ingrid.sees("The entry is approved. Everybody sees it within a minute.")
    freja.page.reload()
    for desk in (freja, ingrid):
        entry(desk).get_by_role("button", name=desk.say("Change the entry")).click()
        desk.write("Name of the register", f"{NAME} ({desk.person.name})")
    freja.press("button", "Save changes")
    freja.sees("The changes are saved.")

    ingrid.press("button", "Save changes")
    ingrid.lands_on("Somebody else has changed the same meanwhile")
    ingrid.checks()
    ingrid.press("button", "Keep my version")
    ingrid.press("button", "Save changes")

    ingrid.sees("The changes are saved.")
    expect(entry(ingrid, f"{NAME} ({INGRID.name})")).to_be_visible()


def test_a_reader_says_what_is_wrong_and_who_is_responsible_reads_it(
    sits: Sits, browser: Browser, stage: Stage
):
    said = "Adressen <b>virker</b> ikke."
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{stage.origin}/da/registers/dk-sik/")
    ingrid = seated(sits, INGRID)
    page.get_by_text(ingrid.say("Something is wrong with this entry?")).click()
    field = page.get_by_label(ingrid.say("What is wrong, and what would be right?"))
    field.fill("   ")
    page.get_by_role("button", name=ingrid.say("Send the proposal")).click()
    expect(field).to_be_focused()
    field.fill(said)
    page.get_by_role("button", name=ingrid.say("Send the proposal")).click()
    thanks = ingrid.say("Thank you. It was sent to those who look after the entry.")
    expect(page.get_by_text(thanks)).to_be_visible()
    context.close()

    ingrid.opens("workspace/registers/#dk-sik")
    found = ingrid.page.get_by_role(
        "article", name="Sikkerhedsstyrelsens autorisationsregister"
    )
    expect(found.get_by_text(said)).to_be_visible()
    ingrid.checks()
    found.get_by_role("button", name=ingrid.say("Read and done")).click()
    expect(found.get_by_text(said)).to_have_count(0)
    found.get_by_role("button", name=ingrid.say("Confirm that the entry is right")).click()
    ingrid.sees("The entry is confirmed.")
    expect(found).not_to_contain_text(ingrid.say("to be confirmed"))


def test_who_is_no_administrator_reads_and_changes_nothing(sits: Sits):
    emil = seated(sits, EMIL)
    emil.opens("workspace/registers/")

    emil.sees("Only administrators can change this.")
    expect(emil.page.get_by_role("main").get_by_role("button")).to_have_count(0)
    emil.checks()
