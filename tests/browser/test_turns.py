"""A request that takes more turns than one: another date, another authority, more words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser import cases, journey
from tests.browser.conftest import Sits
from tests.browser.desks import (
    CONSTANCA,
    FREJA,
    HEIGHT,
    INES,
    INGRID,
    KAREN,
    NARROW,
    WIDE,
    Desk,
    Person,
)
from tests.browser.journey import ACTIVITIES, GUIDE, SLOTS, working_day
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW, take
from tests.browser.words import AREA, words

BEATRIZ = replace(
    INES, name="Beatriz Alvarenga", email="beatriz.alvarenga@coordenacao-imi.example"
)
AMILCAR = replace(
    INES,
    name="Amílcar Évora Tavares",
    email="amilcar.evora-tavares@autoridade-turismo.example",
)
FARO = "Faro"
"""City of the authority that is competent in the end."""

LATER = "Precisamos de consultar o arquivo regional."
MISSING = "Der står ikke, hvor ofte virksomheden har været udøvet."
ENOUGH = "Não dispomos de mais informações."
DISPUTE = "Uden svaret kan vi ikke træffe afgørelse."
GREETING = "Vi ringer gerne, hvis det er lettere."
NOT_OURS = "A profissão é da competência de outra autoridade."
MORE = "Visitas guiadas todos os fins de semana, desde 2019."
DECISION = "Svaret skal være mere præcist."


def test_a_date_is_agreed_on_after_one_was_declined(sits: Sits, stage: Stage):
    number = cases.an_accepted(stage)
    ines, freja = at_the_case(sits, INES, number), at_the_case(sits, FREJA, number)

    propose(ines, 30)
    freja.opens(case(number))
    freja.sees("Agree to the proposed date, or decline it.")
    expect(freja.page.get_by_text(LATER).first).to_have_attribute("lang", "pt")
    looked_at(freja, "date-offered")
    freja.press("button", "Decline the date")
    is_done(freja, "You have declined the date. The agreed deadline stays.")

    ines.opens(case(number))
    propose(ines, 25)
    freja.opens(case(number))
    freja.press("button", "Agree to the date")
    is_done(freja, "You have agreed to the date.")

    assert stage.get(INES.email, f"/requests/{number}")["agreed_on"] == str(working_day(25))


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["mouse", "keyboard"])
def test_the_coordinators_decide_that_more_must_be_said(
    sits: Sits, stage: Stage, by_keyboard: bool
):
    number = cases.a_replied(stage)
    freja = at_the_case(sits, FREJA, number, by_keyboard=by_keyboard)
    ines = at_the_case(sits, INES, number, by_keyboard=by_keyboard)

    wants_more(freja)
    refuses(ines, number)
    refers(freja, number)
    decides(sits, INGRID, number, by_keyboard=by_keyboard)
    decides(sits, BEATRIZ, number, by_keyboard=by_keyboard)
    says_more(ines, number)

    freja.opens(case(number))
    freja.sees(MORE)
    journey.close(freja, Desk.checks)
    looked_at(freja, "turns-closed")


def test_a_request_is_returned_with_a_suggestion(sits: Sits, stage: Stage):
    number = cases.a_sent(stage)
    ines = at_the_case(sits, INES, number)

    begin(ines, "Return as not competent")
    ines.write("Reason", NOT_OURS)
    pick(ines, FARO)
    looked_at(ines, "return")
    ines.press("button", "Return as not competent")
    is_done(ines, "You have returned the request.")
    ines.sees(NOT_OURS)
    for text in (journey.REASON, words("pt").question("PQ-01", **SLOTS)):
        ines.sees_no(text)
    looked_at(ines, "former")

    freja = at_the_case(sits, FREJA, number)
    freja.sees("Choose the competent authority and send the request again.")
    expect(freja.page.get_by_text(NOT_OURS).first).to_have_attribute("lang", "pt")
    looked_at(freja, "returned")


def test_a_request_is_forwarded(sits: Sits, stage: Stage):
    number = cases.a_sent(stage)
    ines = at_the_case(sits, INES, number)

    begin(ines, "Forward")
    ines.press("button", "Forward")
    expect(ines.page.locator("#error-summary")).to_be_focused()
    ines.write("Reason", NOT_OURS)
    pick(ines, FARO)
    ines.press("button", "Forward")
    is_done(ines, "You have forwarded the request.")

    request = stage.get(FREJA.email, f"/requests/{number}")
    assert request["asked"] == "pt-algarve"


def test_a_message_reaches_the_other_side(sits: Sits, stage: Stage):
    number = cases.an_accepted(stage)
    freja, ines = at_the_case(sits, FREJA, number), at_the_case(sits, INES, number)

    begin(freja, "Write a message")
    freja.write("Message", GREETING)
    looked_at(freja, "message")
    freja.press("button", "Write a message")
    is_done(freja, "You have sent the message.")
    begin(freja, "Send a reminder")
    freja.press("button", "Send a reminder")
    is_done(freja, "You have sent a reminder.")

    ines.opens(case(number))
    said = ines.page.locator(".imi-timeline").get_by_text(GREETING)
    expect(said).to_have_attribute("lang", "da")
    looked_at(ines, "message-read")


def test_a_request_is_allocated_to_a_colleague(sits: Sits, stage: Stage):
    number = cases.a_sent(stage)
    ines = at_the_case(sits, INES, number)

    begin(ines, "Allocate")
    ines.choose("checkbox", "Duarte Quintão")
    looked_at(ines, "allocate")
    ines.press("button", "Allocate")

    is_done(ines, "The allocation is saved.")
    ines.sees("Duarte Quintão")


def test_nothing_typed_is_lost_when_somebody_was_faster(sits: Sits, stage: Stage):
    number = cases.a_sent(stage)
    ines = at_the_case(sits, INES, number)
    ines.watch.expected += ["409: POST", "412: POST"]
    begin(ines, "Return as not competent")
    ines.write("Reason", NOT_OURS)
    stage.post(FREJA.email, f"/requests/{number}/withdraw", {"reason": "Løst."})

    ines.press("button", "Return as not competent")

    expect(ines.page.locator("#failure")).to_be_focused()
    ines.sees("Not sent")
    ines.sees(NOT_OURS)
    looked_at(ines, "typed-too-late")


def test_who_may_only_look_finds_nothing_to_press(sits: Sits, stage: Stage):
    number = cases.an_accepted(stage)
    amilcar = at_the_case(sits, AMILCAR, number)

    amilcar.sees("You can read this request, but not act on it.")
    expect(amilcar.page.locator(".imi-others, .imi-card .ecl-button")).to_have_count(0)
    looked_at(amilcar, "viewer")


def test_a_request_is_copied_as_a_new_one(sits: Sits, stage: Stage):
    number = cases.a_closed(stage)
    freja = at_the_case(sits, FREJA, number)

    freja.press("button", "Copy as a new request")
    freja.page.wait_for_url("**/workspace/new/?number=*")
    freja.settles()

    copy = freja.page.url.partition("number=")[2].partition("&")[0]
    assert copy != number
    request = stage.get(FREJA.email, f"/requests/{copy}")
    assert (request["state"], request["reason"]) == ("draft", journey.REASON)


def test_coordinators_approve_what_goes_out_and_what_comes_back(sits: Sits, stage: Stage):
    number = with_approvals(stage)
    karen = at_the_case(sits, KAREN, number)
    karen.sees(
        "Your coordinator decides whether the request is sent. You get an e-mail if it is not approved."
    )
    looked_at(karen, "approval-waits")

    ingrid = at_the_case(sits, INGRID, number)
    ingrid.sees("Check the request and decide whether it is sent.")
    ingrid.sees_no(GUIDE)
    looked_at(ingrid, "approval")
    approves(ingrid)

    day = working_day(20).isoformat()
    stage.post(CONSTANCA.email, f"/requests/{number}/accept", {"agreed_on": day})
    answers = [{"code": code, **answer} for code, answer in cases.ANSWERS.items()]
    stage.post(CONSTANCA.email, f"/requests/{number}/answer", {"answers": answers})
    constanca = at_the_case(sits, CONSTANCA, number)
    constanca.press("link", "Send reply")
    constanca.press("button", "Send reply")
    is_done(
        constanca, "You have handed in the reply. Your coordinator decides whether it is sent."
    )
    looked_at(constanca, "reply-approval-waits")

    beatriz = at_the_case(sits, BEATRIZ, number)
    beatriz.sees("Check the reply and decide whether it is sent.")
    beatriz.sees(ACTIVITIES)
    looked_at(beatriz, "reply-approval")
    beatriz.press("link", "Do not approve")
    beatriz.lands_on("Do not approve")
    beatriz.write("Comment", ENOUGH)
    looked_at(beatriz, "reject")
    beatriz.press("button", "Do not approve")
    is_done(beatriz, "You have not given your approval.")

    constanca.opens(case(number))
    constanca.sees(ENOUGH)
    looked_at(constanca, "not-approved")
    stage.post(CONSTANCA.email, f"/requests/{number}/reply", {})
    beatriz.opens(case(number))
    approves(beatriz)
    karen.opens(case(number))
    karen.sees(ACTIVITIES)


def with_approvals(stage: Stage) -> str:
    """Return the number of a request that waits for approval, as its reply will."""
    for who, authority, coordinator in (
        (INGRID, "dk-qualifications", "dk-coordinator"),
        (BEATRIZ, "pt-algarve", "pt-coordinator"),
    ):
        part = {
            "kind": "competent_authority",
            "access": "granted",
            "access_coordinator": coordinator,
            "request_coordinators": [coordinator],
            "approves_sending": True,
            "approves_reply": True,
        }
        stage.put(who.email, f"/authorities/{authority}/areas/{AREA}", part)
    return cases.a_sent(stage, KAREN.email, asked="pt-algarve")


def approves(desk: Desk) -> None:
    """Let a request or a reply go out."""
    desk.press("link", "Approve")
    desk.lands_on("Approve")
    looked_at(desk, "approve")
    desk.press("button", "Approve")
    is_done(desk, "You have given your approval.")


def propose(ines: Desk, days: int) -> None:
    """Propose a date that many days ahead."""
    ines.press("link", "Propose another date")
    ines.lands_on("Propose another date")
    ines.write_date("New date", working_day(days))
    ines.write("Reason", LATER)
    looked_at(ines, "propose-date")
    ines.press("button", "Propose another date")
    is_done(ines, "You have proposed another date.")
    ines.sees("The other authority agrees or declines. Until then the agreed deadline stays.")


def wants_more(freja: Desk) -> None:
    """Ask for more of one answer."""
    looked_at(freja, "replied")
    begin(freja, "Ask for clarification")
    freja.choose("checkbox", words("da").question("PQ-02", **SLOTS))
    freja.write("Reason", MISSING)
    looked_at(freja, "clarify")
    freja.press("button", "Ask for clarification")
    is_done(freja, "You have asked for clarification.")
    freja.sees("More is wanted")


def refuses(ines: Desk, number: str) -> None:
    """Say that there is no more to say."""
    ines.opens(case(number))
    ines.sees("Add to your answers and send the reply again.")
    ines.sees("More is wanted")
    expect(ines.page.get_by_text(MISSING).first).to_have_attribute("lang", "da")
    looked_at(ines, "clarification")
    begin(ines, "Refuse clarification")
    ines.write("Reason", ENOUGH)
    looked_at(ines, "refuse")
    ines.press("button", "Refuse clarification")
    is_done(ines, "You have refused clarification.")


def refers(freja: Desk, number: str) -> None:
    """Leave the matter to the coordinators."""
    freja.opens(case(number))
    freja.sees("Close the request, or refer it to the coordinators.")
    expect(freja.page.get_by_text(ENOUGH).first).to_have_attribute("lang", "pt")
    looked_at(freja, "clarification-refused")
    freja.press("link", "Refer to the coordinators")
    freja.lands_on("Refer to the coordinators")
    freja.write("Reason", DISPUTE)
    looked_at(freja, "refer")
    freja.press("button", "Refer to the coordinators")
    is_done(freja, "You have referred the request to the coordinators.")
    looked_at(freja, "referred")


def decides(sits: Sits, who: Person, number: str, *, by_keyboard: bool) -> None:
    """Decide as a coordinator that more must be said, without a look at the person."""
    desk = at_the_case(sits, who, number, by_keyboard=by_keyboard)
    desk.sees("Decide whether the reply suffices.")
    for text in (MISSING, ENOUGH, DISPUTE, ACTIVITIES):
        desk.sees(text)
    desk.sees_no(GUIDE)
    looked_at(desk, "decide")
    desk.press("link", "More must be answered")
    desk.lands_on("More must be answered")
    desk.write("Comment", DECISION)
    looked_at(desk, "send-back")
    desk.press("button", "More must be answered")
    is_done(desk, "You have decided that more must be answered.")
    looked_at(desk, "decided")


def says_more(ines: Desk, number: str) -> None:
    """Add to the answer of which more is wanted, and reply again."""
    ines.opens(case(number))
    ines.sees(DECISION)
    looked_at(ines, "sent-back")
    ines.press("link", "Answer the questions")
    ines.lands_on(words("pt").question("PQ-02", **SLOTS))
    ines.sees(MISSING)
    ines.write("Your answer", MORE)
    looked_at(ines, "answer-more")
    ines.page.goto(f"{ines.page.url.partition('#')[0]}#reply")
    ines.lands_on("Check your answers")
    ines.sees(MORE)
    ines.press("button", "Send reply")
    is_done(ines, "You have sent the reply.")


def begin(desk: Desk, step: str) -> None:
    """Open the form of one of the other steps."""
    link = desk.page.locator(".imi-others").get_by_role("link", name=desk.say(step), exact=True)
    desk.hand.press(link)
    expect(desk.page.locator("#step")).to_be_focused()


def pick(desk: Desk, city: str) -> None:
    """Find an authority and choose it."""
    desk.search_for("Name or city", city)
    found = (
        desk.page.locator("imi-authority-picker").get_by_role("listitem").filter(has_text=city)
    )
    desk.hand.press(desk.find("button", "Choose", within=found.first))


def at_the_case(sits: Sits, who: Person, number: str, **facts: bool) -> Desk:
    """Return a desk of *who* with that request open."""
    desk = sits(who, **facts)
    desk.has_session()
    desk.opens(case(number))
    return desk


def case(number: str) -> str:
    return f"workspace/case/?number={number}"


def is_done(desk: Desk, text: str) -> None:
    """Wait for the confirmation of a step."""
    expect(desk.page.locator("#done")).to_be_focused()
    desk.sees(text)


def looked_at(desk: Desk, scene: str) -> None:
    """Assert that the page has no barrier and fits each screen; keep a picture of it."""
    desk.checks()
    for width in (NARROW, WIDE):
        desk.page.set_viewport_size({"width": width, "height": HEIGHT})
        take(desk.page, f"turns/{scene}-{desk.language}-{width}.png")
        assert desk.page.evaluate(OVERFLOW) == []
