"""One request on all its turns, in five languages: returned, forwarded, split, disputed, closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from playwright.sync_api import expect

from tests.browser import cases, journey
from tests.browser.conftest import Sits
from tests.browser.desks import FREJA, INES, INGRID, Desk, Person
from tests.browser.journey import REASON, SLOTS, working_day
from tests.browser.stage import Stage
from tests.browser.test_turns import (
    BEATRIZ,
    at_the_case,
    begin,
    case,
    decides,
    is_done,
    looked_at,
    pick,
    refers,
    refuses,
    says_more,
    wants_more,
)
from tests.browser.words import words

ELITSA: Final = Person(
    name="Елица Доброва",
    email="elitsa.dobrova@turizam-uslugi.example",
    language="bg",
    locale="bg-BG",
    time_zone="Europe/Sofia",
)
MYRTO: Final = Person(
    name="Μυρτώ Καλλιγέρη",
    email="myrto.kalligeri@epaggelmata-tourismou.example",
    language="el",
    locale="el-GR",
    time_zone="Europe/Athens",
)
ANNIKA: Final = replace(
    FREJA,
    name="Annika Brechtel",
    email="annika.brechtel@berufsanerkennung.example",
    language="de",
    locale="de-DE",
)
ATHENS, LISBON, BONN = "Αθήνα", "Lisboa", "Bonn"
"""Cities of those to whom it goes on."""

SPLIT_OFF: Final = "PQ-10"
"""The question that goes to another authority."""
ELSEWHERE: Final = "Esta pergunta é da competência da Alemanha."
TO_ATHENS: Final = "Компетентен е гръцкият орган."
TO_LISBON: Final = "Αρμόδια είναι η πορτογαλική αρχή."


def test_a_request_is_led_through_all_its_turns(sits: Sits, stage: Stage):
    number = cases.a_sent(stage, asked="bg-tourism")

    returns(at_the_case(sits, ELITSA, number))
    freja = at_the_case(sits, FREJA, number)
    sends_on(freja, number)
    forwards(at_the_case(sits, MYRTO, number))
    ines = at_the_case(sits, INES, number)
    accepts(ines, number)
    part = splits(ines, number)
    replies(stage, number)

    answers_the_part(at_the_case(sits, ANNIKA, part), stage, part)
    freja.opens(case(number))
    freja.sees("You can close the request when all parts are closed or withdrawn.")
    expect(freja.page.get_by_text(ELSEWHERE).first).to_have_attribute("lang", "pt")
    looked_at(freja, "winding-replied")
    closes_the_part(freja, number, part)

    wants_more(freja)
    refuses(ines, number)
    refers(freja, number)
    for coordinator in (INGRID, BEATRIZ):
        decides(sits, coordinator, number, by_keyboard=False)
    says_more(ines, number)
    freja.opens(case(number))
    journey.close(freja, Desk.checks)
    looked_at(freja, "winding-closed")

    told = stage.get(FREJA.email, f"/requests/{number}/events?limit=100")["items"]
    steps = [each["action"] for each in told if each["action"] != "answer"]
    assert steps == [
        "create", "send", "return", "send", "forward", "accept", "split", "reply",
        "accept", "reply", "close", "clarify", "refuse", "refer", "send-back", "send-back",
        "reply", "close",
    ]  # fmt: skip
    assert {each["number"] for each in told} == {number, part}


def returns(elitsa: Desk) -> None:
    """Return the request, and say who is competent."""
    begin(elitsa, "Return as not competent")
    elitsa.write("Reason", TO_ATHENS)
    pick(elitsa, ATHENS)
    elitsa.press("button", "Return as not competent")
    is_done(elitsa, "You have returned the request.")
    elitsa.sees_no(REASON)
    looked_at(elitsa, "winding-returned")


def sends_on(freja: Desk, number: str) -> None:
    """Send it to the authority that was suggested: two clicks."""
    freja.sees("Choose the competent authority and send the request again.")
    expect(freja.page.get_by_text(TO_ATHENS).first).to_have_attribute("lang", "bg")
    freja.opens(f"workspace/new/?number={number}")
    card = freja.page.get_by_role("region", name=freja.say("Returned as not competent"))
    freja.hand.press(card.get_by_role("button"))
    freja.lands_on("Check your answers")
    freja.press("button", "Send request")
    freja.lands_on("Request sent")


def forwards(myrto: Desk) -> None:
    """Forward it to the authority that is competent."""
    begin(myrto, "Forward")
    myrto.write("Reason", TO_LISBON)
    pick(myrto, LISBON)
    myrto.press("button", "Forward")
    is_done(myrto, "You have forwarded the request.")
    looked_at(myrto, "winding-forwarded")


def accepts(ines: Desk, number: str) -> None:
    """Accept what was forwarded; see only then whom it is about."""
    expect(ines.page.get_by_text(TO_LISBON).first).to_have_attribute("lang", "el")
    ines.sees_no(journey.GUIDE)
    ines.stage.post(
        INES.email, f"/requests/{number}/accept", {"agreed_on": working_day(20).isoformat()}
    )
    ines.opens(case(number))
    ines.sees(journey.GUIDE)


def splits(ines: Desk, number: str) -> str:
    """Split a question off; return the number of the part."""
    begin(ines, "Split")
    ines.press("button", "Split")
    expect(ines.page.locator("#error-summary")).to_be_focused()
    expect(ines.page.locator("#error-summary li")).to_have_count(3)
    looked_at(ines, "split-wrong")
    ines.choose("checkbox", words("pt").question(SPLIT_OFF, **SLOTS))
    ines.write("Reason", ELSEWHERE)
    pick(ines, BONN)
    looked_at(ines, "split")
    ines.press("button", "Split")
    is_done(ines, "You have split the request.")
    part = f"{number}-1"
    ines.sees(part)
    looked_at(ines, "split-off")
    return part


def replies(stage: Stage, number: str) -> None:
    """Answer what is left, and reply."""
    answers = [
        {"code": code, **answer} for code, answer in cases.ANSWERS.items() if code != SPLIT_OFF
    ]
    stage.post(INES.email, f"/requests/{number}/answer", {"answers": answers})
    stage.post(INES.email, f"/requests/{number}/reply", {})


def answers_the_part(annika: Desk, stage: Stage, part: str) -> None:
    """Accept the part on screen and answer its one question."""
    annika.sees_no(journey.GUIDE)
    expect(annika.page.get_by_text(ELSEWHERE).first).to_have_attribute("lang", "pt")
    looked_at(annika, "part")
    journey.accept(annika, Desk.checks, working_day(25))
    answers = [{"code": SPLIT_OFF, **cases.ANSWERS[SPLIT_OFF]}]
    stage.post(ANNIKA.email, f"/requests/{part}/answer", {"answers": answers})
    stage.post(ANNIKA.email, f"/requests/{part}/reply", {})


def closes_the_part(freja: Desk, number: str, part: str) -> None:
    """Follow the link to the part, close it, and go back to the whole."""
    freja.press("link", part)
    freja.settles()
    looked_at(freja, "part-replied")
    journey.close(freja, Desk.checks)
    freja.hand.press(freja.page.get_by_role("link", name=number, exact=True))
    freja.settles()
    expect(freja.find("link", "Close request")).to_be_visible()
