"""What a training stage in AWS has and one machine does not need, shown with answers of its API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser import cases
from tests.browser.conftest import Sits, seated
from tests.browser.desks import FREJA, INES, INGRID, NARROW, WIDE, Desk
from tests.browser.stage import Stage
from tests.browser.test_looks import take

OFFERED = [
    {
        "id": "at-tyrol",
        "name": "Landesamt",
        "title": "Økontor",
        "country": "AT",
        "language": "de",
    },
    {
        "id": "dk-business",
        "name": "Myndigheden",
        "title": "Myndighed",
        "country": "DK",
        "language": "da",
    },
]
UNKNOWN = {
    "type": "/problems/not-allowed",
    "title": "Det må du ikke",
    "status": 403,
    "detail": "Du er ikke registreret.",
    "reason": "no_account",
}
TAKEN = {
    "type": "/problems/invalid",
    "title": "Noget skal rettes",
    "status": 422,
    "detail": "Ret det.",
    "errors": [{"pointer": "/name", "detail": "Udfyld dette felt."}],
}


def answers(desk: Desk, path: str, status: int, body: Any, *, method: str = "GET") -> list[Any]:
    """Let the API answer *method* on *path* so; return what was sent to it."""
    sent: list[Any] = []

    def answer(route: Route) -> None:
        if route.request.method != method:
            route.fallback()
            return
        sent.append(route.request.post_data_json if method == "POST" else None)
        media = "application/problem+json" if status >= 400 else "application/json"
        route.fulfill(status=status, body=json.dumps(body), content_type=media)

    desk.page.route(path, answer)
    return sent


def is_deployed(desk: Desk) -> None:
    """Let the stage say of itself what a deployed one does."""
    config = {"stage": "training", "issuer": f"{desk.stage.origin}/local/oidc"}
    config |= {"client_id": "imi", "scope": "imi/workspace", "languages": ["da", "en"]}
    answers(desk, "**/config.json", 200, config)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_who_reads_the_inbox_follows_its_links(sits: Sits, stage: Stage, width: int):
    number = cases.a_sent(stage)
    assert stage.mail(INES.email, about=number)
    desk = seated(sits, INES, width=width)
    desk.opens("workspace/")
    desk.page.get_by_role("link", name=desk.say("Inbox"), exact=True).click()
    desk.settles()

    mail = desk.page.locator(".imi-mails details").filter(has_text=number).first
    mail.locator("summary").click()
    desk.checks()
    take(desk.page, f"inbox-{width}.png")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    mail.get_by_role("link").first.click()
    desk.settles()
    expect(desk.page.get_by_text(number).first).to_be_visible()


def test_for_whom_nothing_has_come_that_is_said(sits: Sits):
    desk = seated(sits, FREJA)
    answers(desk, "**/api/inbox*", 200, {"items": [], "next": None})

    desk.opens("workspace/inbox/")

    desk.sees("Nothing has come for you yet.")
    desk.checks()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_learner_is_led_in_and_chooses_an_authority(sits: Sits, width: int):
    desk = seated(sits, FREJA, width=width)
    desk.watch.expected += ["403", "422"]
    is_deployed(desk)
    answers(desk, "**/api/tasks*", 403, UNKNOWN)
    answers(desk, "**/api/learners", 200, {"items": OFFERED, "next": None})

    desk.opens("workspace/")
    desk.press("link", "Join the training environment")
    desk.settles()
    desk.checks()
    take(desk.page, f"join-{width}.png")
    country = desk.find("combobox", "Country")
    country.select_option("DK")
    desk.find("combobox", "Authority").select_option("dk-business")
    refused = answers(desk, "**/api/learners", 422, TAKEN, method="POST")
    desk.press("button", "Begin to practise")
    expect(desk.page.locator("#error-summary, .imi-errors").first).to_be_visible()
    desk.checks()

    desk.write("Your name, as others who practise see it", "Ola Prøve")
    desk.page.unroute("**/api/learners")
    joined = answers(
        desk, "**/api/learners", 200, {"id": "x", "authority": "dk-business"}, method="POST"
    )
    desk.press("button", "Begin to practise")

    expect(desk.page).to_have_url(f"{desk.stage.origin}/da/workspace/practice/")
    assert refused == [{"authority": "dk-business", "name": "", "language": "da"}]
    assert joined == [{"authority": "dk-business", "name": "Ola Prøve", "language": "da"}]


def test_a_coordinator_gives_access_to_training(sits: Sits, stage: Stage):
    desk = seated(sits, INGRID)
    path = "/authorities/dk-business/officials"
    team = stage.get(INGRID.email, path, "da") | {"may_admit": True}
    official = next(each for each in team["items"] if each["name"] == FREJA.name)
    answers(desk, f"**/api{path}", 200, team)
    admitted = official | {"training_on": "2026-11-26"}
    sent = answers(
        desk, f"**/api{path}/{official['id']}/training", 200, admitted, method="POST"
    )

    desk.opens("workspace/people/?id=dk-business")
    card = desk.page.locator(f"#user-{official['id']}")
    button = card.get_by_role(
        "button", name=desk.say("Give access to the training environment")
    )
    expect(button).to_be_visible()
    desk.checks()
    team["items"] = [admitted if each is official else each for each in team["items"]]
    button.click()

    desk.sees("{name} can now enter the training environment.", name=FREJA.name)
    expect(button).to_have_count(0)
    assert len(sent) == 1
    desk.checks()


def test_whoever_has_access_finds_the_way_in(sits: Sits, stage: Stage):
    desk = seated(sits, FREJA)
    me = stage.get(FREJA.email, "/me", "da") | {"training_url": "https://training.example"}
    answers(desk, "**/api/me", 200, me)

    desk.opens("workspace/profile/")

    link = desk.page.get_by_role("main").get_by_role(
        "link", name=desk.say("Training environment")
    )
    expect(link).to_have_attribute("href", "https://training.example/da/workspace/practice/")
    desk.checks()


def test_on_one_machine_nobody_has_to_join(sits: Sits):
    desk = seated(sits, FREJA)

    desk.page.goto(f"{desk.stage.origin}/da/workspace/join/")

    expect(desk.page).to_have_url(f"{desk.stage.origin}/da/workspace/practice/")
    desk.settles()
    desk.checks()


@pytest.mark.parametrize("notice", ["wiped-soon", "wiped-tonight"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_everybody_is_told_on_each_page_that_the_stage_is_about_to_be_emptied(
    sits: Sits, width: int, notice: str
):
    desk = seated(sits, FREJA, width=width)
    said = {"wiped_soon": notice == "wiped-soon", "wiped_within_a_day": True}
    answers(desk, "**/api/lessons/current", 200, {"lesson": None, **said})
    desk.opens("workspace/")
    # On one machine nothing is removed by itself.
    expect(desk.page.locator("#wiped-tonight")).to_have_count(0)
    is_deployed(desk)

    desk.opens("workspace/")

    expect(desk.page.locator(f"#{notice}")).to_be_visible()
    expect(desk.page.locator("#wiped-soon, #wiped-tonight")).to_have_count(1)
    desk.checks()
    take(desk.page, f"{notice}-{width}.png")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
