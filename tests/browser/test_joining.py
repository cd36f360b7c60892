"""A new authority comes in: invited, completed, validated, given access; then its first request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from chalicelib.domain.checklist import Key
from chalicelib.web import labels
from tests.browser import cases, journey
from tests.browser.conftest import Sits, seated
from tests.browser.desks import (
    CONSTANCA,
    FREJA,
    INES,
    INGRID,
    KAREN,
    NARROW,
    WIDE,
    Desk,
    Person,
)
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW, take
from tests.browser.test_people import link_in_mail, today
from tests.browser.words import words

TELMO: Final = replace(
    INES, name="Telmo Viegas Rocha", email="telmo.viegas-rocha@turismo-algarve.example"
)
LOCALES: Final = {"da": "da-DK", "el": "el-GR", "pt": "pt-PT"}
NAMES: Final = {"da": "Havnetilsynet", "el": "Λιμενική Εποπτεία", "pt": "Inspeção dos Portos"}
QUESTIONS: Final = {"profession": "pilot"}

LIST: Final = """name;city;language;level;mailbox;languages;title_en;areas;administrator_name;administrator_email
Fyrvæsenet {mark};Skagen;da;local;imi@fyr.example;da en;Lighthouse office;services;;
Strandvagten {mark};Blåvand;da;;;;;services;Bo Strand;bo-{mark}@strand.example
"""


def someone(language: str, name: str) -> Person:
    mark = uuid4().hex[:8]
    return replace(
        FREJA, name=f"{name} {mark}", email=f"{name.lower()}-{mark}@havn.example",
        language=language, locale=LOCALES[language],
    )  # fmt: skip


def in_language(person: Person, language: str) -> Person:
    return replace(person, language=language, locale=LOCALES[language])


def finds_done(desk: Desk, done: set[Key]) -> None:
    """Open the start page: its checklist says of the points *done* that they are, of no other."""
    desk.opens("workspace/")
    rows = desk.page.locator(".imi-points .imi-task:visible")
    titles = [desk.say(title) for title in labels.POINTS.values()]
    own = {Key.MATERIAL, Key.REGISTERS}
    states = [
        desk.say("Done" if key in done else "See for yourself" if key in own else "To do")
        for key in labels.POINTS
    ]
    expect(rows.locator(".imi-task__link")).to_have_text(titles)
    expect(rows.locator(".imi-task__side")).to_have_text(states)


def comes_in(sits: Sits, stage: Stage, person: Person) -> Desk:
    """Accept the invitation in the newest mail of *person*; return the desk, signed in."""
    desk = sits(person)
    desk.page.goto(link_in_mail(stage, person.email))
    desk.settles()
    desk.checks()
    desk.press("button", "Accept the invitation")
    expect(desk.page.locator("#done")).to_be_focused()
    desk.has_session()
    return desk


@pytest.mark.parametrize("language", ["da", "pt", "el"])
def test_from_the_invitation_to_the_first_request(sits: Sits, stage: Stage, language: str):
    name = f"{NAMES[language]} {uuid4().hex[:6]}"
    ane, bo = someone(language, "Ane"), someone(language, "Bo")
    ingrid = seated(sits, in_language(INGRID, language))

    ingrid.opens("workspace/care/#register")
    ingrid.page.locator("#name").fill(name)
    ingrid.page.locator("#city").fill("Esbjerg")
    ingrid.choose("checkbox", words(language).texts["title"])
    ingrid.write("Name of the first administrator", ane.name)
    ingrid.write("E-mail address of the first administrator", ane.email)
    ingrid.page.locator("#administrator-language").select_option(language)
    ingrid.checks()
    ingrid.press("button", "Send the invitation")
    ingrid.lands_on("The authority is invited.")
    ingrid.checks()

    first = comes_in(sits, stage, ane)
    done = {Key.REGISTERED, Key.LEFT, Key.COORDINATOR}
    finds_done(first, done)
    first.opens("workspace/authority/")
    first.sees("Your authority is new here: three steps")
    first.checks()
    take(first.page, f"invited-{language}.png")
    first.press("link", "Complete the record")
    first.lands_on("Change the facts")
    first.page.locator("#titles-en").fill("Harbour inspectorate")
    first.choose("radio", "Local")
    first.page.locator("#mailbox").fill("imi@havn.example")
    first.page.locator("#languages summary").click()
    first.page.locator("#languages input").first.check()
    first.press("button", "Save changes")
    expect(first.page.locator("#done")).to_be_focused()
    first.press("link", "Hand in the record")
    first.lands_on("Hand in the record")
    first.press("button", "Hand in the record")
    first.watch.expected.append("409: POST")
    expect(first.page.locator("#failure")).to_be_focused()
    first.opens("workspace/people/#add")
    first.write("Name", bo.name)
    first.write("E-mail address", bo.email)
    first.page.locator("#language").select_option(language)
    first.choose("checkbox", "request handler")
    first.page.locator("#administrator").check()
    first.press("button", "Add and send the invitation")
    expect(first.page.locator("#done")).to_be_focused()
    comes_in(sits, stage, bo)
    done |= {Key.BACKUP}
    finds_done(first, done)
    first.opens("workspace/authority/#step-submit")
    first.press("button", "Hand in the record")
    expect(first.page.locator("#done")).to_be_focused()
    first.checks()
    done |= {Key.INFORMATION}
    finds_done(first, done)

    ingrid.opens("workspace/care/?want=validate")
    row = ingrid.page.locator(".imi-task").filter(has_text=name)
    row.locator(".imi-task__link").click()
    ingrid.press("link", "Check and validate")
    ingrid.press("button", "Validate")
    expect(ingrid.page.locator("#done")).to_be_focused()
    ingrid.press("button", "Grant access")
    expect(ingrid.page.locator("#done")).to_be_focused()
    ingrid.checks()
    done |= {Key.ACTIVITY, Key.TASKS}
    finds_done(first, done)

    first.opens("workspace/new/")
    journey.choose_area(first, lambda _: None)
    country = first.page.get_by_role("combobox").first
    country.select_option("PT")
    first.page.locator("input[name=authority], input[type=radio]").first.check()
    journey.go_on(first, "Questions")
    texts = words(language)
    first.choose("checkbox", texts.question("PQ-01"))
    fields = first.group(texts.question("PQ-01"))
    first.write(texts.slot("PQ-01", "profession"), "pilot", within=fields)
    journey.go_on(first, "Person or firm concerned")
    first.choose("radio", "A person")
    first.write("Name", "Ola Prøve")
    journey.go_on(first, "Reason and date")
    first.write("Reason", journey.REASON)
    first.write_date("Proposed deadline", journey.working_day(14))
    journey.go_on(first, "Check your answers")
    first.press("button", "Send request")
    first.lands_on("Request sent")
    done |= {Key.COUNTERPARTS}
    finds_done(first, done)
    first.checks()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_list_is_looked_through_then_imported(sits: Sits, width: int):
    mark = uuid4().hex[:6]
    ingrid = seated(sits, INGRID, width=width)
    ingrid.opens("workspace/care/")
    ingrid.press("link", "Import a list")
    ingrid.lands_on("Import a list")
    ingrid.checks()

    wrong = LIST.format(mark=mark) + "Sjov;;;;;;;;;\n"
    ingrid.page.locator("#csv").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": wrong.encode()}
    )
    expect(ingrid.page.locator("#found")).to_be_focused()
    expect(
        ingrid.find("button", "Import {count} authorities".replace("{count}", "2"))
    ).to_have_count(0)
    expect(ingrid.page.locator("imi-import section code").first).to_have_text("title_en")
    ingrid.checks()
    assert ingrid.page.evaluate(OVERFLOW) == []
    take(ingrid.page, f"import-{width}.png")
    ingrid.page.locator("#csv").set_input_files(
        {"name": "b.csv", "mimeType": "text/csv", "buffer": LIST.format(mark=mark).encode()}
    )
    ingrid.page.locator("imi-import section .ecl-button--primary").click()

    ingrid.lands_on("The list is imported.")
    ingrid.press("link", "Back to the authorities in your care")
    ingrid.sees(f"Strandvagten {mark}")


def test_lost_characters_of_a_list_are_told_by_line_and_column(ingrid: Desk):
    ingrid.opens("workspace/care/#import")

    ingrid.page.locator("#csv").set_input_files(
        {
            "name": "a.csv",
            "mimeType": "text/csv",
            "buffer": "name;city\nØen;Ærø".encode("cp1252"),
        }
    )

    ingrid.sees("Characters of this text are lost. Save the list as CSV UTF-8.")


def test_an_authority_asks_for_a_legal_area_and_takes_that_back(sits: Sits):
    karen = seated(sits, KAREN)
    karen.opens("workspace/authority/")
    karen.press("link", "Ask for access to another legal area")
    karen.lands_on("Ask for access to another legal area")
    karen.press("button", "Ask for access")
    expect(karen.page.locator("#error-summary")).to_be_focused()
    karen.page.locator("#area input").first.check()
    karen.press("button", "Ask for access")
    expect(karen.page.locator("#done")).to_be_focused()
    karen.checks()

    karen.press("button", "Take back")

    expect(karen.page.locator("#done")).to_be_focused()
    karen.sees("What was asked for is taken back.")


def test_a_colleague_gets_another_name(freja: Desk, stage: Stage):
    mark = uuid4().hex[:6]
    entry = {"name": f"Ida {mark}", "email": f"ida-{mark}@erhvervsmyndigheden.example",
             "language": "da", "roles": {}}  # fmt: skip
    new = stage.post(FREJA.email, "/authorities/dk-business/officials", entry)
    freja.opens(f"workspace/people/#change-{new['id']}")

    freja.page.locator("#name").fill(f"Ida Lund {mark}")
    freja.page.locator("#language").select_option("sv")
    freja.press("button", "Save changes")

    expect(freja.page.locator("#done")).to_be_focused()
    freja.sees(f"Ida Lund {mark}")
    read = stage.get(FREJA.email, f"/authorities/dk-business/officials/{new['id']}")
    assert (read["name"], read["language"]) == (f"Ida Lund {mark}", "sv")


def test_the_substitute_gets_the_task_of_who_is_away(sits: Sits, stage: Stage):
    telmo = seated(sits, TELMO)
    telmo.opens("workspace/profile/")
    telmo.write_date("First day away", today())
    telmo.write_date("Last day away", today() + timedelta(days=7))
    telmo.select("Who acts meanwhile", CONSTANCA.name)
    telmo.press("button", "Save absence")
    expect(telmo.page.locator("#done")).to_be_focused()

    number = cases.a_draft(stage, asked="pt-algarve")
    stage.post(FREJA.email, f"/requests/{number}/send", {})

    assert stage.mail(CONSTANCA.email, about=number)
    assert not stage.mail(TELMO.email, about=number)
    substitute = seated(sits, CONSTANCA)
    substitute.opens("workspace/")
    expect(substitute.page.locator(".imi-task__link", has_text=number)).to_be_visible()
