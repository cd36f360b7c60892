from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from itertools import pairwise

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import RawMessage, ses_backends
from werkzeug.test import Client

from infra.localstage.stage import REGION, Stage


@pytest.fixture
def sent() -> list[RawMessage]:
    """What SES has accepted; as it was again afterwards."""
    messages = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    kept = messages[:]
    messages.clear()
    yield messages
    messages[:] = kept


def a_mail(id: str, to: str, at: str, language: str = "da") -> RawMessage:
    mail = EmailMessage()
    mail["To"] = to
    mail["Subject"] = "Ny forespørgsel 🇩🇰"
    mail["Date"] = at
    mail.set_content("Åbn http://localhost:8000/da/workspace/case/?number=K7QM-3XPT\n<b>")
    mail.add_alternative("<html><head></head><body>Åbn</body></html>", subtype="html")
    mail["Content-Language"] = language
    return RawMessage(id, "noreply@imi.example", [to], mail.as_bytes().decode())


MONDAY = "Mon, 02 Mar 2026 09:00:00 +0000"
TUESDAY = "Tue, 03 Mar 2026 09:00:00 +0100"


def test_officials_are_listed_with_what_they_may_do(browser: Client):
    first = browser.get("/local/officials").json["items"][0]

    assert first == {
        "name": "Ana Sousa",
        "email": "ana@pt.example",
        "language": "pt",
        "authority": "pt-authority",
        "country": "PT",
        "areas": ["services"],
        "roles": {"services": ["handler", "viewer"], "authority": ["administrator"]},
    }


def test_a_program_gets_a_token_of_an_official(browser: Client):
    answer = browser.post("/local/token", json={"official": "ana@pt.example"})

    assert answer.status_code == 200
    assert answer.json.keys() == {"access_token"}


@pytest.mark.parametrize(
    ("sent_as", "status"),
    [
        pytest.param({"json": {"official": "nobody@pt.example"}}, 422, id="nobody"),
        pytest.param({"json": {"official": ["ana@pt.example"]}}, 422, id="a list"),
        pytest.param({"json": {"official": "ana@pt.example", "x": 1}}, 422, id="too much"),
        pytest.param({"json": {}}, 422, id="nothing"),
        pytest.param({"json": []}, 400, id="no object"),
        pytest.param({"data": "{", "content_type": "application/json"}, 400, id="no JSON"),
        pytest.param({"data": {"official": "ana@pt.example"}}, 415, id="a form"),
        pytest.param({"json": {"official": "a" * 100_000}}, 413, id="too long"),
    ],
)
def test_a_wrong_body_is_a_problem(browser: Client, sent_as, status):
    answer = browser.post("/local/token", **sent_as)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_mail_is_read_newest_first(browser: Client, sent: list[RawMessage]):
    sent += [
        a_mail("2", "mette@dk.example", TUESDAY),
        a_mail("1", "ana@pt.example", MONDAY, "pt"),
    ]
    items = browser.get("/local/mail").json["items"]

    assert [item["to"] for item in items] == ["mette@dk.example", "ana@pt.example"]
    assert items[0] == {
        "to": "mette@dk.example",
        "subject": "Ny forespørgsel 🇩🇰",
        "text": "Åbn http://localhost:8000/da/workspace/case/?number=K7QM-3XPT\n<b>\n",
        "html": "<html><head></head><body>Åbn</body></html>\n",
        "language": "da",
        "sent_at": "2026-03-03T08:00:00Z",
    }


def test_mail_is_asked_for_by_address(browser: Client, sent: list[RawMessage]):
    sent += [a_mail("1", "ana@pt.example", MONDAY), a_mail("2", "mette@dk.example", TUESDAY)]

    assert len(browser.get("/local/mail?to=ana@pt.example").json["items"]) == 1
    assert browser.get("/local/mail?to=nobody@pt.example").json["items"] == []


def test_mail_is_delivered_before_it_is_read(browser: Client, stage: Stage, sent):
    owed = [a_mail("1", "ana@pt.example", MONDAY), a_mail("2", "ana@pt.example", MONDAY)]

    def deliver(_at: object) -> int:
        sent.extend(owed[-1:])
        return len(owed) and bool(owed.pop())

    stage._deliver = deliver

    assert len(browser.get("/local/mail").json["items"]) == 2


def test_the_inbox_shows_mail_as_text_and_in_a_frame(browser: Client, sent: list[RawMessage]):
    sent += [a_mail("m1", "mette@dk.example", MONDAY)]
    inbox = browser.get("/local/inbox/?to=mette@dk.example")
    mail = browser.get("/local/inbox/m1/")
    frame = browser.get("/local/inbox/m1/html")

    assert 'href="/local/inbox/m1/' in inbox.text
    assert '<a class="ecl-link" href="http://localhost:8000/da/workspace/case/' in mail.text
    assert "&lt;b&gt;" in mail.text
    assert '<base target="_top">' in frame.text
    assert frame.headers["Content-Security-Policy"].startswith("sandbox ")
    assert browser.get("/local/inbox/m2/").status_code == 404


def test_the_clock_runs_what_is_due_on_the_way(browser: Client, stage: Stage):
    before = stage.clock.now()
    seen = []
    stage._deliver = lambda at: seen.append(at) or 0
    answer = browser.post("/local/clock", json={"advance_days": 3})

    assert answer.status_code == 200
    assert (stage.clock.now() - before).days == 3
    assert seen == sorted(seen)
    # At first, after work on each day, and at last.
    assert len(seen) == 1 + 3 + 1


def test_simulated_counterparts_act_on_the_way_and_others_are_told(
    browser: Client, stage: Stage
):
    acted, told = [], []
    stage._simulate = lambda at: acted.append(at) or len(acted) == 2
    stage._deliver = lambda at: told.append(at) or 0
    browser.post("/local/clock", json={"advance_days": 1})

    # Real time goes on a little, too.
    assert [round((b - a) / timedelta(hours=6), 2) for a, b in pairwise(acted)] == [1, 1, 1]
    # At first, after work, once somebody had done something, and at last.
    assert len(told) == 4


@pytest.mark.parametrize("days", [-1, 1.5, "3", True, None, 10**9])
def test_the_clock_refuses_what_is_no_number_of_days(browser: Client, stage: Stage, days):
    before = stage.clock.offset
    answer = browser.post("/local/clock", json={"advance_days": days})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/advance_days"
    assert stage.clock.offset == before


def test_the_start_page_moves_the_clock(browser: Client, stage: Stage):
    answer = browser.post("/local/move-clock", data={"advance_days": "7"})

    assert answer.status_code == 303
    assert stage.clock.offset.days == 7
    assert browser.get("/local/").status_code == 200


@pytest.mark.parametrize(
    "foreign", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused(browser: Client, stage: Stage, foreign):
    answer = browser.post("/local/move-clock", data={"advance_days": "7"}, headers=foreign)

    assert answer.status_code == 403
    assert not stage.clock.offset


def test_a_form_of_a_page_without_referrer_is_taken(browser: Client):
    own = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

    assert (
        browser.post("/local/move-clock", data={"advance_days": "1"}, headers=own).status_code
        == 303
    )


def test_a_foreign_name_for_this_machine_is_refused(browser: Client):
    assert browser.get("/local/officials", headers={"Host": "evil.example"}).status_code == 400


def test_a_local_path_that_is_not_there_is_a_problem(browser: Client):
    assert browser.get("/local/nothing").mimetype == "application/problem+json"
    assert browser.get("/local/reset").status_code == 405
    assert browser.get("/local/reset").headers["Allow"] == "POST"


def test_the_api_is_reached_below_its_path(browser: Client):
    assert browser.get("/api/things/mine").json == {"thing": "mine"}
    assert browser.get("/api").status_code == 404
    assert browser.get("/apiary").mimetype == "text/html"


def test_a_body_without_bottom_is_refused_in_the_usual_form(browser):
    deep = browser.post("/local/clock", data="[" * 60_000, content_type="application/json")
    long = browser.post("/local/move-clock", data={"advance_days": "9" * 5000})

    assert (deep.status_code, long.status_code) == (400, 422)


def test_an_error_of_ours_is_told_in_the_usual_form_and_without_its_text(
    browser, stage, monkeypatch, caplog
):
    def break_down():
        raise RuntimeError("Canary Kanarienvogel")

    monkeypatch.setattr(stage, "deliver", break_down)

    answer = browser.get("/local/mail")

    assert (answer.status_code, answer.json["type"]) == (500, "/problems/internal")
    assert "RuntimeError" in caplog.text
    assert "Canary" not in caplog.text


def test_the_workspace_is_opened_where_signing_in_works(browser):
    answer = browser.get("/da/workspace/?x=1", base_url="http://127.0.0.1:8000")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://localhost:8000/da/workspace/?x=1"
