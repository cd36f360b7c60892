"""
Each row of the matrix of notifications: what causes it, and who gets exactly one e-mail about it.

The e-mails are those of the real way from the API to the mail service; each is in the language of its
reader, says what it is about at the end of its subject, and leads to the right page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest

from chalicelib.config import settings
from chalicelib.domain import registers as domain
from chalicelib.domain.authorities import Status
from chalicelib.domain.notices import Topic
from chalicelib.domain.postings import ABOUT_REGISTERS
from chalicelib.domain.register_health import Health, State
from chalicelib.i18n import catalogue
from chalicelib.mail import steps
from chalicelib.mail.compose import Message
from chalicelib.services import outbox, reminders
from chalicelib.storage import directory, register_health, registers
from tests.builders import DENMARK, FINLAND, NOON, PORTUGAL, TODAY, an_administrator
from tests.web import register_shelf
from tests.web.coordinators import BOSSES, CHIEF, NATIONAL, OTHER_AREA, VALIDATOR, put_in_care
from tests.web.stage import A_DRAFT, AINO, INES, METTE, Api
from tests.web.test_invited import INVITATION, step
from tests.web.test_turns import BOSS, INGRID, RUI, coordinated, done

__all__ = ["coordinated"]

DANES, LUSITANIANS, FINNS, COORDINATOR = (
    f"office@{each}.example" for each in (DENMARK, PORTUGAL, FINLAND, "pt-coordinator")
)
DANISH_COORDINATOR = "office@dk-coordinator.example"
PEOPLE = {each.email: each for each in (METTE, INES, AINO, BOSS, INGRID, RUI)}
DUE = "2026-03-16"
ANSWERS = {"answers": [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Tours"}]}
WISH = {"reason": "Wanted", "consent": True}
MINUTE = timedelta(minutes=1)

# fmt: off
STEPS: Final[Mapping[str, tuple[Any, str, Any]]] = {
    "send":           (METTE, "send", {}),
    "accept as asked": (INES, "accept", {"agreed_on": A_DRAFT["proposed_on"]}),
    "accept":         (INES, "accept", {"agreed_on": DUE}),
    "withdraw":       (METTE, "withdraw", {"reason": "Found"}),
    "return":         (INES, "return", {"reason": "Not ours"}),
    "forward":        (INES, "forward", {"to": FINLAND, "reason": "Theirs"}),
    "split":          (INES, "split", {"to": FINLAND, "questions": ["Q-2"], "reason": "Theirs"}),
    "allocate":       (BOSS, "allocate", {"officials": [INES.id]}),
    "message":        (METTE, "messages", {"text": "One more thing"}),
    "propose":        (INES, "propose-date", {"on": "2026-03-20", "reason": "Somebody is ill"}),
    "agree":          (METTE, "agree-date", {}),
    "decline":        (METTE, "decline-date", {}),
    "remind":         (METTE, "remind", {}),
    "answer":         (INES, "answer", ANSWERS),
    "reply":          (INES, "reply", {}),
    "clarify":        (METTE, "clarify", {"questions": ["Q-1"], "reason": "Since when?"}),
    "refuse":         (INES, "refuse", {"reason": "All is said"}),
    "refer":          (METTE, "refer", {"reason": "It does not suffice"}),
    "send back":      (INGRID, "send-back", {}),
    "uphold":         (INGRID, "uphold", {}),
    "close":          (METTE, "close", {}),
    "reject":         (INGRID, "reject", {"comment": "Say why"}),
    "erase: asked":   (INES, "erase-early", WISH),
    "erase: asking":  (METTE, "erase-early", WISH),
}
# fmt: on

REPLIED: Final = ("send", "accept", "answer", "reply")
ALL_THERE: Final = (INES.email, BOSS.email)


@dataclass(frozen=True)
class Row:
    """A row of the matrix."""

    number: str
    before: tuple[str, ...]
    cause: str | date
    """The last step, or the day on which the clock says it."""
    expected: Mapping[str, Topic]
    """By whose address."""
    approves: bool = False
    says: str = ""
    """What stands in the subject, in English; empty for the words of the topic."""
    begun_on: date = TODAY

    def __str__(self) -> str:
        return f"{self.number}: {self.cause}"


def to(topic: Topic, *addresses: str) -> dict[str, Topic]:
    return dict.fromkeys(addresses, topic)


# fmt: off
ROWS: Final = (
    Row("1", (), "send", to(Topic.REQUEST_RECEIVED, *ALL_THERE, LUSITANIANS)),
    Row("2", ("send",), "accept as asked", to(Topic.REQUEST_ACCEPTED, METTE.email)),
    Row("2 differs", ("send",), "accept", to(Topic.REQUEST_ACCEPTED, METTE.email),
        says="Request accepted with another date"),
    Row("3", ("send",), "forward",
        to(Topic.REQUEST_RECEIVED, AINO.email, FINNS) | to(Topic.REQUEST_FORWARDED, METTE.email)),
    Row("4", ("send", "accept"), "split",
        to(Topic.REQUEST_RECEIVED, AINO.email, FINNS) | to(Topic.REQUEST_SPLIT, METTE.email)),
    Row("5", ("send",), "allocate", to(Topic.ALLOCATED, INES.email)),
    Row("6", REPLIED[:-1], "reply", to(Topic.REPLY_RECEIVED, METTE.email)),
    Row("7 asked", REPLIED, "clarify", to(Topic.CLARIFICATION_ASKED, *ALL_THERE, LUSITANIANS)),
    Row("7 answered", (*REPLIED, "clarify", "answer"), "reply", to(Topic.REPLY_RECEIVED, METTE.email)),
    Row("7 refused", (*REPLIED, "clarify"), "refuse", to(Topic.CLARIFICATION_REFUSED, METTE.email)),
    Row("8 approval", (), "send", to(Topic.APPROVAL_WANTED, INGRID.email, DANISH_COORDINATOR), approves=True),
    Row("8 not approved", ("send",), "reject", to(Topic.NOT_APPROVED, METTE.email), approves=True),
    Row("8 approval of a reply", (), "reply", to(Topic.APPROVAL_WANTED, RUI.email, COORDINATOR)),
    Row("8 referral", (*REPLIED, "clarify", "refuse"), "refer",
        to(Topic.DECISION_WANTED, INGRID.email, DANISH_COORDINATOR)),
    Row("8 decided", (*REPLIED, "clarify", "refuse", "refer"), "uphold", to(Topic.REPLY_UPHELD, METTE.email)),
    Row("8 to the other coordinator", (*REPLIED, "clarify", "refuse", "refer"), "send back",
        to(Topic.DECISION_WANTED, RUI.email, COORDINATOR)),
    Row("9", ("send", "accept"), "message", to(Topic.MESSAGE, *ALL_THERE)),
    Row("10 withdrawn", ("send",), "withdraw", to(Topic.REQUEST_WITHDRAWN, *ALL_THERE)),
    Row("10 closed", REPLIED, "close", to(Topic.REQUEST_CLOSED, *ALL_THERE)),
    Row("10 returned", ("send",), "return", to(Topic.REQUEST_RETURNED, METTE.email)),
    Row("11 day 5", ("send",), date(2026, 3, 9), to(Topic.NOT_ACCEPTED, *ALL_THERE, LUSITANIANS),
        begun_on=date(2026, 3, 4)),
    Row("11 day 7", ("send",), date(2026, 3, 11),
        to(Topic.NOT_ACCEPTED, *ALL_THERE, LUSITANIANS) | to(Topic.CARE_NOT_ACCEPTED, COORDINATOR),
        begun_on=date(2026, 3, 4)),
    Row("12 near", ("send", "accept"), date(2026, 3, 13), to(Topic.DUE_SOON, *ALL_THERE, LUSITANIANS)),
    Row("12 passed", ("send", "accept"), date(2026, 3, 17), to(Topic.OVERDUE, *ALL_THERE, LUSITANIANS)),
    Row("12 a week overdue", ("send", "accept"), date(2026, 3, 23), to(Topic.CARE_OVERDUE, COORDINATOR)),
    Row("13", REPLIED, date(2026, 3, 16), to(Topic.NOT_CLOSED, METTE.email, DANES)),
    # The sixtieth day is the first of May, and then comes a weekend.
    Row("14", ("send", "accept"), date(2026, 5, 4),
        to(Topic.NOTHING_HAPPENS, *ALL_THERE, LUSITANIANS) | to(Topic.OTHER_RESTS, METTE.email, DANES)
        | to(Topic.CARE_NOTHING_HAPPENS, COORDINATOR) | to(Topic.CARE_OTHER_RESTS, DANISH_COORDINATOR)),
    Row("14 a draft", (), date(2026, 5, 1), to(Topic.DRAFT_RESTS, METTE.email, DANES)),
    Row("15", ("send", "accept"), "remind", to(Topic.REMINDER, *ALL_THERE, LUSITANIANS)),
    Row("19", (*REPLIED, "close"), date(2026, 8, 19),
        to(Topic.BLOCKED_SOON, METTE.email, DANES, *ALL_THERE, LUSITANIANS)),
    Row("dates: proposed", ("send", "accept"), "propose", to(Topic.DATE_PROPOSED, METTE.email)),
    Row("dates: agreed", ("send", "accept", "propose"), "agree", to(Topic.DATE_AGREED, *ALL_THERE)),
    Row("dates: declined", ("send", "accept", "propose"), "decline", to(Topic.DATE_DECLINED, *ALL_THERE)),
    Row("erasure: wanted", (*REPLIED, "close"), "erase: asked", to(Topic.ERASURE_WANTED, METTE.email)),
    Row("erasure: done", (*REPLIED, "close", "erase: asked"), "erase: asking", to(Topic.DATA_ERASED, *ALL_THERE)),
)
# fmt: on


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_reader_of_a_row_gets_exactly_one_e_mail(api, coordinated, now, row):
    begun = datetime(row.begun_on.year, row.begun_on.month, row.begun_on.day, 12, tzinfo=UTC)
    now(begun)
    if row.approves:
        coordinated(approves=True)
    made = done(api.of(METTE).call("POST", "/api/requests", A_DRAFT))["number"]
    before = row.before
    if row.number == "8 approval of a reply":
        before = REPLIED[:-1]
    for each in before:
        take(api, made, each)
        sent(begun + MINUTE)
    if row.number == "8 approval of a reply":
        coordinated(approves=True)
    if isinstance(row.cause, str):
        take(api, made, row.cause)
        found = sent(begun + 2 * MINUTE)
        at = begun + 2 * MINUTE
    else:
        at = lived(begun, row.cause)
        found = sent(at)

    part = f"{made}-1" if row.cause == "split" else None
    check(found, row.expected, numbers=(made, part), says=row.says)
    assert sent(at + MINUTE) == []


def take(api: Api, number: str, name: str) -> None:
    who, action, body = STEPS[name]
    if action == "messages":
        done(api.of(who).call("POST", f"/api/requests/{number}/messages", body))
    else:
        done(api.of(who).act(number, action, body))


def lived(begun: datetime, until: date) -> datetime:
    """Let the clock go on to the day *until*; what it says before is read and forgotten."""
    at = begun
    while at.date() < until:
        reminders.remind(at)
        sent(at + 10 * MINUTE)
        at += timedelta(days=1)
    reminders.remind(at)
    return at + 10 * MINUTE


def sent(at: datetime) -> list[Message]:
    found: list[Message] = []
    outbox.deliver(at, lambda message: found.append(message) or f"{at} {len(found)}")
    return found


def check(
    found: Sequence[Message],
    expected: Mapping[str, Topic],
    *,
    numbers: tuple[str | None, ...] = (),
    page: str = "",
    says: str = "",
) -> None:
    """Assert that each reader has one e-mail, in the own language, about that and leading there."""
    assert sorted(each.to for each in found) == sorted(expected)
    for message in found:
        topic = expected[message.to]
        person = PEOPLE.get(message.to)
        if person:
            assert message.language == person.language
        words = catalogue(message.language).gettext(says or steps.headline(topic))
        assert message.subject.rpartition(" [")[0].endswith(words), message.subject
        workspace = f"{settings.site_url}/{message.language}/workspace"
        if page:
            links = {f"{workspace}/{page}"}
        elif topic.value.startswith("care_"):
            links = {f"{workspace}/authority/?id={PORTUGAL}"}
        else:
            links = {f"{workspace}/case/?number={number}" for number in numbers if number}
        lines = {line.strip() for line in message.text.splitlines()}
        assert links & lines, message.text


@pytest.mark.usefixtures("coordinators")
class TestRecords:
    """Rows 16 and 17: accounts and authorities."""

    def test_16_an_invitation_reaches_who_is_invited_and_nobody_else(self, api):
        done(api.of(BOSSES[NATIONAL]).call("POST", "/api/authorities", INVITATION))

        (message,) = sent(NOON + MINUTE)

        assert (message.to, message.language) == ("ann@turisme.example", "da")
        assert f"{settings.site_url}/da/workspace/invitation/#" in message.text

    def test_16_a_further_authority_is_told_to_whom_it_is_given(self, api):
        body = INVITATION | {
            "administrator": INVITATION["administrator"] | {"email": METTE.email}
        }
        done(api.of(BOSSES[NATIONAL]).call("POST", "/api/authorities", body))

        check(sent(NOON + MINUTE), to(Topic.ADDED, METTE.email), page="profile/")

    def test_16_a_record_is_handed_in_and_validated(self, api):
        chief, validator = api.of(CHIEF), api.of(BOSSES[VALIDATOR])
        put_in_care(status=Status.INVITED)
        directory.save_official(an_administrator(DENMARK, "second"))
        path = f"/api/authorities/{DENMARK}"
        done(step(chief, "POST", f"{path}/submit", {}))
        page = f"authority/?id={DENMARK}"
        boss = BOSSES[VALIDATOR].email
        expected = to(Topic.RECORD_SUBMITTED, boss, f"office@{VALIDATOR}.example")
        check(sent(NOON + MINUTE), expected, page=page)

        done(step(validator, "POST", f"{path}/validate", {}))

        second = an_administrator(DENMARK, "second").email
        expected = to(Topic.RECORD_VALIDATED, CHIEF.email, second, DANES)
        check(sent(NOON + 2 * MINUTE), expected, page=page)

    @pytest.mark.parametrize("granted", [True, False])
    def test_16_access_is_asked_for_and_decided_on(self, api, granted):
        chief, national = api.of(CHIEF), api.of(BOSSES[NATIONAL])
        path = f"/api/authorities/{DENMARK}"
        done(step(chief, "POST", f"{path}/areas/{OTHER_AREA}", {}))
        page = f"authority/?id={DENMARK}"
        deciding = (BOSSES[NATIONAL].email, f"office@{NATIONAL}.example")
        check(sent(NOON + MINUTE), to(Topic.ACCESS_WANTED, *deciding), page=page)

        if granted:
            body = {"kind": "competent_authority", "access": "granted"}
            done(step(national, "PUT", f"{path}/areas/{OTHER_AREA}", body))
        else:
            done(step(national, "DELETE", f"{path}/areas/{OTHER_AREA}"))

        topic = Topic.ACCESS_GRANTED if granted else Topic.ACCESS_REFUSED
        check(sent(NOON + 2 * MINUTE), to(topic, CHIEF.email, DANES), page=page)

    def test_17_too_few_users_are_told_to_the_authority_and_its_coordinator(self):
        put_in_care(below_rule_since=TODAY)
        at = lived(NOON, TODAY + timedelta(days=23))
        page = f"people/?id={DENMARK}"
        expected = to(Topic.BELOW_RULE, CHIEF.email, DANES) | to(
            Topic.CARE_BELOW_RULE, BOSSES[VALIDATOR].email, f"office@{VALIDATOR}.example"
        )

        check(sent(at), expected, page=page)

    def test_17_who_has_not_signed_in_for_a_year_is_told_to_administrators(self):
        seen = TODAY - timedelta(days=364)
        directory.save_official(replace(directory.official(METTE.id), last_seen_on=seen))
        at = lived(NOON, TODAY + timedelta(days=1))

        expected = to(Topic.NOT_SEEN, CHIEF.email, DANES)
        check(sent(at), expected, page=f"people/?id={DENMARK}")


class TestRegisters:
    """Row 18: entries of registers, told to those who look after them."""

    CVR = replace(
        register_shelf.RNPC, id="dk-cvr", country="DK", keeper=DENMARK, confirmed_on=TODAY
    )

    @pytest.fixture(autouse=True)
    def settled(self, coordinators):  # noqa: ARG002 - they are there
        shelf = (self.CVR, register_shelf.BRIS)
        registers.publish(domain.directory(shelf, register_shelf.KINDS, {}))
        register_shelf.forget()

    def test_18_a_version_that_waits_is_told_to_who_approves_it(self, api):
        chief = api.of(CHIEF)
        tag = chief.get(f"/api/authorities/{DENMARK}/registers")["items"][0]["etag"]
        url = {"url": "https://new.example"}
        assert chief.call("PATCH", "/api/registers/dk-cvr", url, tag=tag).status == 200

        deciding = (BOSSES[NATIONAL].email, f"office@{NATIONAL}.example")
        page = "registers/#dk-cvr"
        check(sent(NOON + MINUTE), to(Topic.REGISTER_WAITS, *deciding), page=page)

    @pytest.mark.parametrize("decision", ["approve", "refuse"])
    def test_18_the_keeper_is_told_what_was_decided(self, api, decision):
        chief, national = api.of(CHIEF), api.of(BOSSES[NATIONAL])
        tag = chief.get(f"/api/authorities/{DENMARK}/registers")["items"][0]["etag"]
        url = {"url": "https://new.example"}
        waits = chief.call("PATCH", "/api/registers/dk-cvr", url, tag=tag).json()
        sent(NOON + MINUTE)

        path = f"/api/registers/dk-cvr/{decision}"
        assert national.call("POST", path, {}, tag=waits["etag"]).status == 200

        expected = to(Topic.REGISTER_DECIDED, CHIEF.email, DANES)
        check(sent(NOON + 2 * MINUTE), expected, page="registers/#dk-cvr")

    def test_18_the_keeper_is_told_too_if_the_coordinator_writes_another_address(self, api):
        chief, national = api.of(CHIEF), api.of(BOSSES[NATIONAL])
        path = "/api/registers/dk-cvr"
        tag = chief.get(f"/api/authorities/{DENMARK}/registers")["items"][0]["etag"]
        waits = chief.call("PATCH", path, {"url": "https://new.example"}, tag=tag).json()
        sent(NOON + MINUTE)

        third = {"url": "https://third.example"}
        assert national.call("PATCH", path, third, tag=waits["etag"]).status == 200

        expected = to(Topic.REGISTER_DECIDED, CHIEF.email, DANES)
        check(sent(NOON + 2 * MINUTE), expected, page="registers/#dk-cvr")

    def test_18_who_has_not_confirmed_for_a_year_is_reminded_once_a_month(self):
        at = lived(NOON, TODAY + timedelta(days=365))
        expected = to(Topic.REGISTER_OVERDUE, CHIEF.email, DANES)

        check(sent(at), expected, page="registers/#dk-cvr")
        lived(at + timedelta(days=1), TODAY + timedelta(days=390))
        assert sent(at + timedelta(days=25)) == []

    def test_18_who_keeps_a_dead_register_is_told_and_then_the_coordinator(self):
        health = Health(
            url=self.CVR.url,
            state=State.DEAD,
            looked_at=NOON,
            failing_since=NOON - timedelta(days=7),
        )
        register_health.save("dk-cvr", health)
        at = lived(NOON, TODAY)
        page = "registers/#dk-cvr"
        check(sent(at), to(Topic.REGISTER_DEAD, CHIEF.email, DANES), page=page)

        at = lived(at + timedelta(days=1), TODAY + timedelta(days=7))

        deciding = (BOSSES[NATIONAL].email, f"office@{NATIONAL}.example")
        check(sent(at), to(Topic.REGISTER_DEAD, *deciding), page=page)


def test_every_topic_has_a_row():
    tested = {topic for row in ROWS for topic in row.expected.values()}
    records = {
        Topic.INVITATION, Topic.ADDED, Topic.RECORD_SUBMITTED, Topic.RECORD_VALIDATED,
        Topic.ACCESS_WANTED, Topic.ACCESS_GRANTED, Topic.ACCESS_REFUSED, Topic.BELOW_RULE,
        Topic.CARE_BELOW_RULE, Topic.NOT_SEEN, *ABOUT_REGISTERS,
    }  # fmt: skip

    assert tested | records == set(Topic)
