"""The canonical request, step by step, as both officials do it in their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from playwright.sync_api import expect

from tests.browser.desks import Desk
from tests.browser.words import words

PORTUGAL: Final = {"da": "Portugal", "pt": "Portugal"}

GUIDE: Final = "Tomás Canário Belmonte"
"""The person concerned, who must not be seen before acceptance, nor in any mail."""
PROFESSION: Final = "turistguide (guia-intérprete)"
DOCUMENT: Final = "Cartão profissional n.º 0931-K"
DOUBT: Final = "Guiden siger, at han har arbejdet i Évora siden 2019."
REASON: Final = "En person tilbyder rundvisninger, og vi er i tvivl om godkendelsen."
REMARK: Final = "Está estabelecido desde abril de 2019, com o registo n.º 1187."
ACTIVITIES: Final = "Visitas guiadas a museus e monumentos."

QUESTIONS: Final = ("PQ-01", "PQ-02", "PQ-03", "PQ-06", "PQ-10")
SLOTS: Final = {"profession": PROFESSION, "person": GUIDE, "document": DOCUMENT}

Look = Callable[[Desk], None]
"""What is done with each page on the way."""


def working_day(days: int) -> date:
    """Return the first working day that is *days* or more from now."""
    day = datetime.now(UTC).date() + timedelta(days=days)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day


def sign_in(desk: Desk, look: Look) -> None:
    """Choose the desk's official on the sign-in page, and give the code that is shown."""
    name = desk.person.name
    expect(desk.page).to_have_url(re.compile("/local/oidc/sign-in"))
    look(desk)
    desk.search_for("Find an official", name)
    desk.press("button", "Search")
    expect(desk.page.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    desk.press("button", name)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(desk.say("Second factor"))
    desk.sees(name)
    look(desk)
    desk.write("Code of six digits", desk.page.locator("#shown-code").inner_text())
    desk.press("button", "Sign in")
    expect(desk.page.locator(".imi-account__name")).to_have_text(name)
    desk.settles()


def enter(desk: Desk, look: Look) -> None:
    """Sign in from the home page; stop at My tasks."""
    desk.opens("")
    look(desk)
    main = desk.page.get_by_role("main")
    desk.hand.press(desk.find("link", "Sign in", within=main))
    sign_in(desk, look)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(desk.say("My tasks"))
    look(desk)


def ask(desk: Desk, look: Look) -> str:
    """Write a request step by step and send it; return its number."""
    desk.press("link", "New request")
    desk.settles()
    choose_area(desk, look)
    choose_authority(desk, look)
    choose_questions(desk, look)
    name_person(desk, look)
    give_reason(desk, look)
    return send(desk, look)


def choose_area(desk: Desk, look: Look) -> None:
    look(desk)
    desk.choose("radio", words(desk.language).texts["title"])
    go_on(desk, "Country and authority")


def choose_authority(desk: Desk, look: Look) -> None:
    desk.select("Country", PORTUGAL[desk.language])
    expect(desk.find("radio", "Turismemyndighed")).to_be_visible()
    look(desk)
    desk.choose("radio", "Turismemyndighed")
    go_on(desk, "Questions")


def choose_questions(desk: Desk, look: Look) -> None:
    texts = words(desk.language)
    known: dict[str, str] = {}
    for code in QUESTIONS:
        desk.choose("checkbox", texts.question(code))
        # What several questions have in common is typed once.
        for name in texts.slots(code) - known.keys():
            fields = desk.group(texts.question(code, **known))
            desk.write(texts.slot(code, name), SLOTS[name], within=fields)
            known[name] = SLOTS[name]
    doubted = desk.group(texts.question("PQ-03", **SLOTS))
    desk.write("Comment", DOUBT, within=doubted)
    look(desk)
    go_on(desk, "Person or firm concerned")


def name_person(desk: Desk, look: Look) -> None:
    desk.choose("radio", "A person")
    desk.write("Name", GUIDE)
    desk.write_date("Date of birth", date(1991, 5, 17))
    look(desk)
    go_on(desk, "Reason and date")


def give_reason(desk: Desk, look: Look) -> None:
    desk.write("Reason", REASON)
    desk.write_date("Proposed deadline", working_day(14))
    look(desk)
    go_on(desk, "Check your answers")


def send(desk: Desk, look: Look) -> str:
    for text in (GUIDE, DOUBT, REASON):
        desk.sees(text)
    look(desk)
    desk.press("button", "Send request")
    desk.lands_on("Request sent")
    look(desk)
    return desk.page.locator(".imi-panel__number").inner_text()


def go_on(desk: Desk, heading: str) -> None:
    """Continue to the step with that heading."""
    desk.press("button", "Continue")
    desk.lands_on(heading)


def open_mail(desk: Desk, about: str, subject: str, look: Look) -> str:
    """Open the newest mail in the desk's own inbox; return its text."""
    desk.page.goto(
        f"{desk.stage.origin}/local/inbox/?to={desk.person.email}&language={desk.language}"
    )
    look(desk)
    newest = desk.page.get_by_role("main").get_by_role("link").first
    expect(newest).to_contain_text(about)
    expect(newest).to_contain_text(desk.say(subject))
    expect(newest).to_have_attribute("lang", desk.language)
    desk.hand.press(newest)
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(about)
    look(desk)
    return desk.page.locator("pre").inner_text()


def follow_mail(desk: Desk) -> None:
    """Follow the link to the request in the mail that is open."""
    link = desk.page.locator("pre").get_by_role("link").first
    desk.hand.press(link)


def accept(desk: Desk, look: Look, day: date) -> None:
    """Accept the request by another date than the proposed one."""
    desk.press("link", "Accept")
    desk.lands_on("Accept the request")
    look(desk)
    desk.write_date("Agreed deadline", day)
    desk.sees("The requesting authority is told that the date differs.")
    look(desk)
    desk.press("button", "Accept")
    expect(desk.page.locator("#done")).to_be_focused()
    desk.sees("You have accepted the request.")
    look(desk)


def answer(desk: Desk, look: Look) -> None:
    """Answer every question; each is saved by itself."""
    texts = words(desk.language)
    desk.press("link", "Answer the questions")
    desk.lands_on(texts.question("PQ-01", **SLOTS))
    desk.choose("radio", "No", exactly=True)
    # Nothing is pressed: what is typed saves itself in a pause.
    expect(desk.page.locator(".imi-saved")).to_be_visible()
    look(desk)

    to_question(desk, texts.question("PQ-02", **SLOTS))
    desk.write("Your answer", ACTIVITIES)

    to_question(desk, texts.question("PQ-03", **SLOTS))
    desk.sees(DOUBT)
    desk.choose("radio", "Yes", exactly=True)
    desk.write("Comment", REMARK)
    look(desk)

    to_question(desk, texts.question("PQ-06", **SLOTS))
    desk.write_date("Your answer", date(2019, 4, 5))

    to_question(desk, texts.question("PQ-10", **SLOTS))
    desk.choose("radio", texts.option("PQ-10", "at_least_5_years"))
    look(desk)


def to_question(desk: Desk, text: str) -> None:
    desk.press("button", "Next question")
    desk.lands_on(text)


def reply(desk: Desk, look: Look) -> None:
    """Check the answers and send them."""
    desk.press("button", "Check your answers")
    desk.lands_on("Check your answers")
    for text in (REMARK, ACTIVITIES):
        desk.sees(text)
    look(desk)
    desk.press("button", "Send reply")
    expect(desk.page.locator("#done")).to_be_focused()
    desk.sees("You have sent the reply.")
    look(desk)


def close(desk: Desk, look: Look) -> None:
    """Close the request with a rating."""
    desk.press("link", "Close request")
    desk.lands_on("Close the request")
    desk.choose("radio", "Very good", within=desk.group("Timeliness of the reply"))
    desk.choose("radio", "Very good", within=desk.group("Effort of the other authority"))
    look(desk)
    desk.press("button", "Close request")
    expect(desk.page.locator("#done")).to_be_focused()
    desk.sees("You have closed the request.")
    look(desk)
