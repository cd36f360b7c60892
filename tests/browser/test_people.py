"""Users, the own profile, invitations and the checklist, as administrators and newcomers meet them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import journey
from tests.browser.conftest import Sits, seated
from tests.browser.desks import (
    AT_400_PERCENT,
    EMIL,
    FREJA,
    HEIGHT,
    INES,
    INGRID,
    NARROW,
    WIDE,
    Desk,
    Person,
)
from tests.browser.stage import Stage
from tests.browser.test_looks import OVERFLOW, take

OFFICE: Final = "/authorities/dk-business"
AREA: Final = "professional_qualifications"

NADIA: Final = replace(
    FREJA, name="Nadia Karimi Bech", email="nadia.karimi-bech@erhvervsmyndigheden.example"
)


@pytest.fixture
def newcomer(stage: Stage) -> Mapping[str, Any]:
    """A colleague who has just been registered, and has not accepted yet."""
    return registered(stage)


def registered(stage: Stage) -> Mapping[str, Any]:
    ane = a_newcomer()
    entry = {
        "name": ane.name,
        "email": ane.email,
        "language": "da",
        "roles": {AREA: ["handler"]},
    }
    official: Mapping[str, Any] = stage.post(FREJA.email, f"{OFFICE}/officials", entry)
    return official


def card(desk: Desk, name: str) -> Locator:
    heading = desk.page.get_by_role("heading", name=name)
    return desk.page.get_by_role("listitem").filter(has=heading)


def a_newcomer() -> Person:
    """Return somebody who is not registered yet."""
    mark = uuid4().hex[:8]
    return replace(FREJA, name=f"Ane {mark}", email=f"ane-{mark}@erhvervsmyndigheden.example")


def link_in_mail(stage: Stage, email: str) -> str:
    text = stage.mail(email)[0]["text"]
    found = re.search(rf"{re.escape(stage.origin)}/\S+/workspace/invitation/#\S+", text)
    assert found, text
    return found[0]


def is_told(desk: Desk, text: str, **facts: object) -> None:
    """Wait until the page says, with the focus there, what was done."""
    expect(desk.page.locator("#done")).to_be_focused()
    desk.sees(text, **facts)


def test_the_list_says_who_may_do_what(freja: Desk):
    freja.opens("workspace/people/")

    emil = card(freja, EMIL.name)
    expect(emil).to_contain_text(freja.say("request handler"))
    expect(emil).to_contain_text(freja.say("Active"))
    expect(emil).to_contain_text(EMIL.email)
    expect(card(freja, FREJA.name)).to_contain_text(
        re.compile(freja.say("administrator"), re.IGNORECASE)
    )
    freja.checks()


def test_whoever_does_not_administer_reads_only(sits: Sits):
    emil = seated(sits, EMIL)

    emil.opens("workspace/people/#add")

    emil.sees("Only an administrator can add users, change their rights or remove them.")
    expect(emil.page.locator("form")).to_have_count(0)
    expect(emil.find("link", "Remove")).to_have_count(0)


def test_the_users_of_strangers_are_not_shown(freja: Desk, stage: Stage):
    foreign = stage.get(INES.email, "/me")["authority"]["id"]
    freja.watch.expected.append("404: GET")

    freja.opens(f"workspace/people/?id={foreign}")

    freja.sees("There is no such authority, or you may not see its users.")
    freja.checks()


def test_a_coordinator_sees_and_adds_users_of_an_authority_in_its_care(sits: Sits):
    ingrid = seated(sits, INGRID)
    ingrid.opens("workspace/people/?id=dk-business")
    expect(ingrid.page.locator(".imi-lead").first).to_contain_text("Erhvervsmyndighed")
    expect(card(ingrid, EMIL.name)).to_be_visible()
    ingrid.checks()

    ingrid.press("link", "Add a colleague")
    ingrid.lands_on("Add a colleague")
    ingrid.write("Name", "Bo Skov")
    ingrid.write("E-mail address", f"bo-{uuid4().hex[:8]}@erhvervsmyndigheden.example")
    ingrid.press("button", "Add and send the invitation")

    expect(ingrid.page.locator("#done")).to_be_focused()
    expect(card(ingrid, "Bo Skov").first).to_contain_text(ingrid.say("Invited"))


def test_a_colleague_is_added_invited_and_comes_in(freja: Desk, sits: Sits, stage: Stage):
    ane = sits(a_newcomer())
    name, email = ane.person.name, ane.person.email
    freja.opens("workspace/people/")
    freja.press("link", "Add a colleague")
    freja.lands_on("Add a colleague")
    freja.checks()
    freja.write("Name", name)
    freja.write("E-mail address", email)
    area = freja.page.locator(f"#roles-{AREA}")
    freja.choose("checkbox", "request handler", within=area)
    freja.press("button", "Add and send the invitation")

    told = "{name} has been added. The invitation goes to {email}."
    is_told(freja, told, name=name, email=email)
    expect(card(freja, name)).to_contain_text(freja.say("Invited"))
    freja.checks()

    ane.page.goto(link_in_mail(stage, email))
    ane.settles()
    ane.sees(email)
    assert at_each_width(ane, "invitation") == []
    ane.checks()
    ane.press("button", "Accept the invitation")
    is_told(ane, "Now sign in with {email}.", email=email)
    assert "#" not in ane.page.url
    ane.checks()

    ane.press("button", "Sign in")
    journey.sign_in(ane, Desk.checks)
    expect(ane.page.locator(".imi-points")).to_be_visible()


@pytest.mark.parametrize("sets_password", [True, False])
def test_who_has_no_password_learns_how_to_set_one(
    sits: Sits, stage: Stage, newcomer: Mapping[str, Any], *, sets_password: bool
):
    ane = sits(FREJA)
    ane.page.route(
        "**/api/invitations/*",
        lambda route: route.fulfill(
            json=route.fetch().json() | {"sets_password": sets_password}
        ),
    )

    ane.page.goto(link_in_mail(stage, newcomer["email"]))
    ane.press("button", "Accept the invitation")

    is_told(ane, "Now sign in with {email}.", email=newcomer["email"])
    expect(ane.page.locator("#done p")).to_have_count(3 if sets_password else 1)
    if sets_password:
        ane.sees(
            "Then you set up the second factor: an app on your telephone that shows codes."
        )
    ane.checks()


def test_an_invitation_works_once(sits: Sits, stage: Stage, newcomer: Mapping[str, Any]):
    ane = sits(FREJA)
    link = link_in_mail(stage, newcomer["email"])
    ane.page.goto(link)
    ane.press("button", "Accept the invitation")
    expect(ane.page.locator("#done")).to_be_focused()

    ane.watch.expected.append("404: POST")
    ane.page.goto("about:blank")
    ane.page.goto(link)

    ane.sees("This invitation cannot be used.")
    ane.checks()
    ane.press("button", "Sign in")
    expect(ane.page).to_have_url(re.compile("/local/oidc/sign-in"))


def test_what_lacks_is_named_and_nothing_typed_is_lost(freja: Desk):
    freja.watch.expected.append("422: POST")
    freja.opens("workspace/people/#add")

    freja.write("E-mail address", "ane at the office")
    freja.press("button", "Add and send the invitation")

    summary = freja.page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    freja.checks()
    summary.get_by_role("link").first.click()
    expect(freja.find("textbox", "Name")).to_be_focused()
    expect(freja.find("textbox", "E-mail address")).to_have_value("ane at the office")


@pytest.mark.parametrize("fragment", ["", "#main", "#" + "x" * 43])
def test_a_forged_or_incomplete_invitation_says_what_to_do(sits: Sits, fragment: str):
    ane = sits(FREJA)
    ane.watch.expected.append("404: POST")

    ane.opens(f"workspace/invitation/{fragment}")

    ane.sees("This invitation cannot be used.")
    ane.sees("Otherwise ask whoever registered you to send the invitation again.")
    expect(ane.page.locator(".imi-nav, .imi-account")).to_have_count(0)
    ane.checks()


def test_skipping_to_the_content_does_not_cost_the_invitation(
    sits: Sits, stage: Stage, newcomer: Mapping[str, Any]
):
    ane = sits(FREJA)
    link = link_in_mail(stage, newcomer["email"])
    ane.page.goto(link)
    ane.settles()

    ane.page.evaluate("location.hash = '#main'")

    expect(ane.page).to_have_url(link)
    ane.sees(newcomer["email"])


def test_an_invitation_is_taken_back_and_sent_again(
    freja: Desk, sits: Sits, stage: Stage, newcomer: Mapping[str, Any]
):
    email = newcomer["email"]
    ane = sits(FREJA)
    first = link_in_mail(stage, email)
    ane.watch.expected.append("404: POST")
    freja.opens("workspace/people/")

    press_in(card(freja, newcomer["name"]), freja.say("Take the invitation back"))
    is_told(freja, "The invitation has been taken back. Its link no longer works.")
    expect(card(freja, newcomer["name"])).to_contain_text(freja.say("No invitation holds now."))
    ane.page.goto(first)
    ane.sees("This invitation cannot be used.")

    press_in(card(freja, newcomer["name"]), freja.say("Send the invitation again"))
    is_told(
        freja,
        "A new invitation goes to {email}. The former link no longer works.",
        email=email,
    )
    second = link_in_mail(stage, email)
    assert second != first
    ane.page.goto(second)
    ane.sees(email)


def press_in(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name).click()


def test_rights_are_changed(freja: Desk, newcomer: Mapping[str, Any]):
    freja.opens("workspace/people/")
    card(freja, newcomer["name"]).get_by_role(
        "link", name=freja.say("Change rights or name")
    ).click()
    freja.lands_on("Entry of {name}", name=newcomer["name"])
    freja.checks()

    freja.choose("checkbox", "viewer", within=freja.page.locator("#roles-services"))
    freja.choose("checkbox", "administrator")
    freja.press("button", "Save changes")

    is_told(freja, "The entry of {name} has been changed.", name=newcomer["name"])
    expect(card(freja, newcomer["name"])).to_contain_text(freja.say("viewer"))


@pytest.mark.parametrize("choice", ["Keep my version", "Take this version"])
def test_two_who_change_the_same_rights_lose_nothing(
    freja: Desk, sits: Sits, stage: Stage, newcomer: Mapping[str, Any], choice: str
):
    nadia = seated(sits, NADIA)
    path = f"workspace/people/#change-{newcomer['id']}"
    freja.watch.expected.append("412: PATCH")
    for desk in (freja, nadia):
        desk.opens(path)
    nadia.choose("checkbox", "allocator", within=nadia.page.locator(f"#roles-{AREA}"))
    nadia.press("button", "Save changes")
    is_told(nadia, "The entry of {name} has been changed.", name=newcomer["name"])

    freja.choose("checkbox", "approver", within=freja.page.locator(f"#roles-{AREA}"))
    freja.press("button", "Save changes")
    expect(freja.page.locator("#failure")).to_be_focused()
    expect(freja.page.locator("#conflict")).to_be_visible()
    freja.checks()
    freja.press("button", choice)
    freja.lands_on("Entry of {name}", name=newcomer["name"])
    freja.press("button", "Save changes")

    changed = "The entry of {name} has been changed."
    told = "Nothing was changed." if "this" in choice else changed
    is_told(freja, told, name=newcomer["name"])
    stored = stage.get(FREJA.email, f"{OFFICE}/officials/{newcomer['id']}")
    role = "allocator" if "this" in choice else "approver"
    assert stored["roles"][AREA] == sorted([role, "handler"])


def test_a_user_is_removed_after_a_second_look(freja: Desk, newcomer: Mapping[str, Any]):
    freja.opens("workspace/people/")
    card(freja, newcomer["name"]).get_by_role("link", name=freja.say("Remove")).click()
    freja.lands_on("Remove {name}?", name=newcomer["name"])
    freja.sees(newcomer["email"])
    freja.checks()
    freja.press("button", "Remove user")

    is_told(freja, "{name} has been removed.", name=newcomer["name"])
    expect(card(freja, newcomer["name"])).to_have_count(0)


def test_the_last_but_one_administrator_stays_and_the_way_out_is_said(
    freja: Desk, stage: Stage
):
    officials = stage.get(FREJA.email, f"{OFFICE}/officials")["items"]
    nadia = next(one for one in officials if one["email"] == NADIA.email)
    freja.watch.expected.append("409: DELETE")
    freja.opens(f"workspace/people/#remove-{nadia['id']}")

    freja.press("button", "Remove user")

    expect(freja.page.locator("#failure")).to_be_focused()
    freja.sees(
        "An authority needs at least two administrators. Make another user administrator first."
    )
    freja.checks()
    freja.press("link", "Choose another administrator")
    expect(card(freja, NADIA.name)).to_be_visible()


@pytest.mark.parametrize(
    ("grace_ends_on", "said"),
    [
        (None, "Make another user administrator."),
        ("2999-01-01", "Until {date} the authority can send and receive requests as before."),
        ("2020-01-01", "The authority can neither send nor receive new requests."),
    ],
)
def test_a_broken_rule_is_said_with_what_to_do_and_until_when(
    freja: Desk, grace_ends_on: str | None, said: str
):
    freja.page.route(
        "**/officials",
        lambda route: route.fulfill(
            json=broken(route.fetch().json(), grace_ends_on=grace_ends_on)
        ),
    )

    freja.opens("workspace/people/")

    rule = freja.page.locator("#rule")
    expect(rule).to_contain_text(freja.say("An authority needs at least two administrators."))
    for piece in re.split(r"\{date\}", freja.say(said, date="{date}")):
        expect(rule).to_contain_text(piece.strip())
    freja.checks()


def broken(team: dict[str, Any], **rule: Any) -> dict[str, Any]:
    return team | {"rule": team["rule"] | {"way_out": "make_administrator", **rule}}


def test_the_own_entry_is_confirmed(freja: Desk):
    freja.opens("workspace/")
    freja.hand.press(freja.page.locator("a.imi-account__name"))
    freja.settles()
    freja.sees(FREJA.email)
    freja.checks()

    freja.press("button", "Everything is right")

    is_told(freja, "Thank you. Your entry is confirmed.")
    freja.checks()


def test_somebody_goes_away_and_comes_back(sits: Sits, freja: Desk):
    emil = seated(sits, EMIL)
    emil.opens("workspace/profile/")
    emil.press("button", "Save absence")
    expect(emil.page.locator("#error-summary")).to_be_focused()
    expect(emil.page.locator("#error-summary").get_by_role("link")).to_have_count(3)
    emil.checks()

    emil.write_date("First day away", today())
    emil.write_date("Last day away", today() + timedelta(days=7))
    emil.select("Who acts meanwhile", FREJA.name)
    emil.press("button", "Save absence")
    is_told(emil, "Saved. Your colleague gets the e-mails while you are away.")
    freja.opens("workspace/people/")
    expect(card(freja, EMIL.name)).to_contain_text(freja.say("Away now"))
    expect(card(freja, EMIL.name)).to_contain_text(FREJA.name)
    freja.checks()

    emil.press("button", "I am back")
    is_told(emil, "Saved. You are no longer away.")
    expect(emil.find("button", "I am back")).to_have_count(0)


def today() -> date:
    return datetime.now(UTC).date()


def test_days_in_the_wrong_order_are_named_and_stay(sits: Sits):
    emil = seated(sits, EMIL)
    emil.watch.expected.append("422: PATCH")
    emil.opens("workspace/profile/")
    emil.write_date("First day away", today() + timedelta(days=7))
    emil.write_date("Last day away", today() + timedelta(days=2))
    emil.select("Who acts meanwhile", FREJA.name)

    emil.press("button", "Save absence")

    expect(emil.page.locator("#error-summary")).to_be_focused()
    emil.sees("The last day is before the first one.")
    emil.checks()


def test_a_language_is_chosen_while_something_else_stays_typed(sits: Sits, stage: Stage):
    bjarke = replace(
        FREJA, name="Bjarke Østermark", email="bjarke.oestermark@erhvervsmyndigheden.example"
    )
    desk = seated(sits, bjarke)
    desk.opens("workspace/profile/")
    desk.select("Who acts meanwhile", FREJA.name)

    desk.page.locator("#language").select_option("sv")
    desk.press("button", "Save language")

    is_told(desk, "Your language is saved.")
    assert stage.get(bjarke.email, "/me")["language"] == "sv"
    expect(desk.find("combobox", "Who acts meanwhile").locator("option:checked")).to_have_text(
        FREJA.name
    )
    expect(desk.page.locator(".imi-account__language")).to_have_attribute("hreflang", "sv")


def test_an_entry_changed_in_another_tab_is_shown_beside_what_is_typed(sits: Sits):
    one, other = seated(sits, EMIL), seated(sits, EMIL)
    one.watch.expected.append("412: PATCH")
    for desk in (one, other):
        desk.opens("workspace/profile/")
    other.page.locator("#language").select_option("sv")
    other.press("button", "Save language")
    is_told(other, "Your language is saved.")

    one.page.locator("#language").select_option("en")
    one.press("button", "Save language")
    expect(one.page.locator("#failure")).to_be_focused()
    one.sees("This is saved now")
    one.checks()
    expect(one.page.locator("#language")).to_have_value("en")
    one.page.locator("#language").select_option("da")
    one.press("button", "Save language")

    is_told(one, "Your language is saved.")


def test_the_start_page_leads_to_what_is_still_to_do(freja: Desk):
    freja.opens("workspace/")

    points = freja.page.locator(".imi-points")
    expect(points.get_by_role("listitem")).to_have_count(11)
    expect(points).to_contain_text(freja.say("Done"))
    expect(points).to_contain_text(freja.say("To do"))
    expect(points).to_contain_text(freja.say("See for yourself"))
    freja.checks()
    points.get_by_role("link", name=freja.say("You have a backup")).click()
    freja.settles()
    expect(freja.page).to_have_url(re.compile("/workspace/people/"))


def test_a_checklist_that_is_done_is_folded(freja: Desk):
    freja.page.route(
        "**/api/checklist",
        lambda route: route.fulfill(
            json={
                "items": [
                    one | {"done": one["knowable"]} for one in route.fetch().json()["items"]
                ],
                "next": None,
            }
        ),
    )

    freja.opens("workspace/")

    expect(freja.page.locator(".imi-points details")).not_to_have_attribute("open", "")
    freja.checks()


def test_tasks_are_shown_though_the_checklist_fails(freja: Desk):
    freja.watch.expected.append("500: GET")
    freja.page.route("**/api/checklist", lambda route: route.fulfill(status=500, json={}))

    freja.opens("workspace/")

    expect(freja.page.locator(".imi-points")).to_have_count(0)
    expect(freja.page.locator("#failure")).to_have_count(0)


def test_no_page_is_wider_than_its_screen(freja: Desk, newcomer: Mapping[str, Any]):
    one = newcomer["id"]
    wide = []
    for scene, path in {
        "people": "workspace/people/",
        "people-add": "workspace/people/#add",
        "people-change": f"workspace/people/#change-{one}",
        "people-remove": f"workspace/people/#remove-{one}",
        "profile": "workspace/profile/",
    }.items():
        freja.page.goto("about:blank")
        freja.opens(path)
        wide += at_each_width(freja, scene)

    assert wide == []


def at_each_width(desk: Desk, scene: str) -> list[str]:
    """Look at the page at each width; return what is too wide for it."""
    wide = []
    for width in (AT_400_PERCENT, NARROW, WIDE):
        desk.page.set_viewport_size({"width": width, "height": HEIGHT})
        take(desk.page, f"{desk.language}/{scene}-{width}.png")
        wide += [f"{scene} at {width}: {what}" for what in desk.page.evaluate(OVERFLOW)]
    return wide
