from __future__ import annotations

import html
import itertools
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from chalicelib import i18n
from chalicelib.domain.notices import Topic
from chalicelib.domain.postings import ABOUT_RECORDS, ABOUT_REGISTERS
from chalicelib.mail import steps
from chalicelib.mail.compose import TEMPLATES, Message, Reader, Stage, compose, environment
from tests.builders import DANES, NOON, NUMBER, a_notice, a_party

PRODUCTION = Stage(site_url="https://imi.example", training=False)
TRAINING = Stage(site_url="https://imi.example", training=True)

LONGEST = a_party(
    name='Ministerium <für> "Wirtschaft" & Tourismus ' * 6,
    titles=dict.fromkeys(i18n.LANGUAGES, "Τουριστική αρχή " * 15),
)
SHORTEST = a_party(name="Ø", titles={})


def a_message(
    notice=None, language="en", *, stage=PRODUCTION, title="Services", **more
) -> Message:
    reader = Reader(id="somebody", address="somebody@pt-tourism.example", language=language)
    notice = notice or a_notice()
    return compose(notice, reader, area_title=title, stage=stage, at=NOON, **more)


def words(page: str) -> list[str]:
    """Return the words that a reader of the HTML *page* sees."""
    body = page.partition("<body>")[2]
    return html.unescape(re.sub("<[^>]*>", " ", body)).split()


def bare(words: list[str]) -> set[str]:
    """Return *words* without the marks around them."""
    return {word.strip("(),") for word in words} - {""}


ABOUT_NO_REQUEST = {
    Topic.INVITATION: "Accept the invitation to IMI",
    Topic.ADDED: "You can now act for another authority",
    Topic.BELOW_RULE: "Too few users",
    Topic.CARE_BELOW_RULE: "Too few users",
}
ABOUT_REQUESTS = [topic for topic in Topic if topic not in {*ABOUT_NO_REQUEST, *ABOUT_RECORDS}]


@pytest.mark.parametrize("language", ["da", "pt", "en"])
@pytest.mark.parametrize("topic", ABOUT_REQUESTS)
def test_a_subject_names_number_area_and_what_to_do(topic, language):
    number, area, action = a_message(a_notice(topic), language).subject.split(" · ")

    assert (number, area) == (NUMBER, "Services")
    assert len(action) > 5


@pytest.mark.parametrize("topic", sorted(ABOUT_RECORDS))
def test_what_is_about_a_record_names_the_authority_and_leads_there(topic):
    message = a_message(a_notice(topic, number=DANES.id, counterpart=DANES))

    assert message.subject == f"Services · {steps.headline(topic)}"
    alone = a_message(a_notice(topic, number=DANES.id, counterpart=DANES, area=""), title="")
    assert alone.subject == steps.headline(topic)
    page = "people" if topic is Topic.NOT_SEEN else "authority"
    link = f"/workspace/{page}/?id={DANES.id}"
    if topic in ABOUT_REGISTERS:
        link = f"/workspace/registers/#{DANES.id}"
    for body in (message.text, html.unescape(message.html)):
        assert steps.WORDS[topic].todo in body
        assert DANES.name in body
        assert link in body


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (Topic.REQUEST_RECEIVED, "Accept the request"),
        (Topic.REQUEST_ACCEPTED, "Request accepted"),
        (Topic.REPLY_RECEIVED, "Check the reply"),
        (Topic.REQUEST_WITHDRAWN, "Request withdrawn"),
        (Topic.REQUEST_CLOSED, "Request closed"),
    ],
)
def test_what_to_do_stands_in_subject_and_bodies(topic, expected):
    message = a_message(a_notice(topic))

    assert message.subject == f"{NUMBER} · Services · {expected}"
    assert expected in message.text
    assert f"<h1>{expected}</h1>" in message.html


@pytest.mark.parametrize("topic", sorted(steps.WORDS))
def test_a_step_without_a_template_of_its_own_says_what_it_is_and_what_to_do(topic):
    words, message = steps.WORDS[topic], a_message(a_notice(topic))

    assert message.subject.endswith(words.headline)
    for body in (message.text, html.unescape(message.html)):
        assert words.headline in body
        assert words.todo in body
        assert (words.date_label in body) is words.shows_date
        assert words.open_label in body


def test_an_offer_names_both_dates():
    notice = a_notice(Topic.DATE_PROPOSED, proposed_on=date(2026, 4, 9))

    message = a_message(notice)

    assert "Monday 30 March 2026" in message.text
    assert "Thursday 9 April 2026" in message.text


@pytest.mark.parametrize(
    ("language", "day", "country"),
    [
        ("en", "Monday 30 March 2026", "Denmark"),
        ("da", "mandag den 30. marts 2026", "Danmark"),
        ("pt", "segunda-feira, 30 de março de 2026", "Dinamarca"),
        ("el", "Δευτέρα 30 Μαρτίου 2026", "Δανία"),
    ],
)
def test_days_and_countries_are_named_in_the_readers_language(language, day, country):
    message = a_message(language=language)

    for body in (message.text, message.html):
        assert day in body
        assert country in body


def test_the_counterpart_is_named_by_title_and_by_name():
    message = a_message(language="pt")

    title, name = "Serviço de empresas da Dinamarca", "Erhvervskontoret"
    assert f"{title} ({name}), Dinamarca" in message.text
    assert f'{title} (<span lang="da">{name}</span>), Dinamarca' in message.html


def test_a_counterpart_without_a_title_is_named_once():
    message = a_message(language="fi")

    assert "  Erhvervskontoret, Tanska\n" in message.text
    assert '<dd><span lang="da">Erhvervskontoret</span>, Tanska</dd>' in message.html


def test_another_date_than_the_proposed_one_is_said():
    accepted = a_notice(Topic.REQUEST_ACCEPTED, due_on=date(2026, 4, 7))

    message = a_message(accepted)

    assert message.subject.endswith("Request accepted with another date")
    for body in (message.text, message.html):
        assert "Tuesday 7 April 2026" in body
        assert "Monday 30 March 2026" in body
        assert "another date than the one you proposed" in body


def test_the_proposed_date_when_accepted_is_said_once():
    message = a_message(a_notice(Topic.REQUEST_ACCEPTED))

    assert "another date" not in message.text + message.html
    assert message.text.count("30 March 2026") == 1


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_link_leads_to_the_case_in_the_readers_language(language):
    message = a_message(language=language)

    url = f"https://imi.example/{language}/workspace/case/?number={NUMBER}"
    assert url in message.text
    assert message.html.count(f'href="{url}"') == 2


def test_training_is_said_at_the_end_of_the_subject_and_the_start_of_the_bodies():
    message = a_message(stage=TRAINING)

    assert message.subject == f"{NUMBER} · Services · Accept the request [Training environment]"
    assert message.text.startswith("Training environment\n")
    assert words(message.html)[:2] == ["Training", "environment"]
    assert "Training" not in a_message().text + a_message().html + a_message().subject


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("topic", Topic)
def test_every_email_can_be_written_in_every_language(topic, language):
    for party, title in itertools.product((LONGEST, SHORTEST), ("Area " * 40, "§")):
        notice = a_notice(topic, counterpart=party, due_on=date(2026, 12, 28))
        message = a_message(notice, language, stage=TRAINING, title=title)

        assert "\n" not in message.subject
        assert "{" not in message.text
        assert "\n\n\n" not in message.text
        assert f'<html lang="{language}">' in message.html
        assert well_formed(message.html)


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("topic", Topic)
def test_the_text_says_all_that_the_html_says(topic, language):
    accepted_otherwise = a_notice(topic, due_on=date(2026, 4, 7))

    message = a_message(accepted_otherwise, language, stage=TRAINING)

    assert bare(words(message.html)) == bare(message.text.split()) - {"--"}


def test_names_are_text_and_never_markup():
    party = a_party(name='<script>alert("1")</script>', titles={"en": "A & B <b>"})

    message = a_message(a_notice(counterpart=party), title="<i>Area</i>")

    assert "<script" not in message.html
    assert "<b>" not in message.html
    assert "<i>" not in message.html
    assert "A &amp; B &lt;b&gt;" in message.html
    assert 'A & B <b> (<script>alert("1")</script>)' in message.text


def test_a_line_break_in_a_title_does_not_break_the_subject():
    message = a_message(title="Services\r\nBcc: everybody@imi.example")

    assert message.subject.splitlines() == [message.subject]


def test_nothing_is_loaded_from_elsewhere():
    for tag in ("<img", "<link", "<script", "<table", "url(", "@import", " style="):
        assert tag not in a_message().html


@pytest.mark.parametrize(
    ("topic", "gap"),
    [
        (Topic.REQUEST_RECEIVED, "proposed_on"),
        (Topic.REQUEST_ACCEPTED, "due_on"),
        (Topic.BELOW_RULE, "due_on"),
    ],
)
def test_a_missing_date_is_an_error_and_not_today(topic, gap):
    with pytest.raises(TypeError, match="needs a date"):
        a_message(a_notice(topic, **{gap: None}))


@pytest.mark.parametrize("folder", sorted(folder.name for folder in TEMPLATES.iterdir()))
@pytest.mark.parametrize("file", ["subject.txt", "body.txt", "body.html"])
def test_a_missing_fact_is_an_error_and_not_a_gap(folder, file):
    with pytest.raises(UndefinedError):
        environment("en").get_template(f"{folder}/{file}").render()


class _Tags(HTMLParser):
    VOID = frozenset({"meta", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, _attributes):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def well_formed(page: str) -> bool:
    tags = _Tags()
    tags.feed(page)
    tags.close()
    return not tags.open and not tags.wrong


def test_an_invitation_says_what_to_do_and_for_which_authority():
    message = a_message(a_notice(Topic.INVITATION, number="an-id", area=""), token="t0ken")

    assert message.subject == "Accept the invitation to IMI"
    assert "<h1>Accept the invitation to IMI</h1>" in message.html
    assert "https://imi.example/en/workspace/invitation/#t0ken" in message.text
    assert 'href="https://imi.example/en/workspace/invitation/#t0ken"' in message.html
    for part in (message.text, message.html):
        assert "Danish business office" in part
        assert "Monday 30 March 2026" in part
        assert "an-id" not in part


@pytest.mark.parametrize(("topic", "subject"), ABOUT_NO_REQUEST.items())
def test_what_is_about_no_request_says_what_it_is_about(topic, subject):
    message = a_message(a_notice(topic, number="an-id", area=""))

    assert message.subject == subject
    assert f"<h1>{subject}</h1>" in message.html
    for part in (message.text, message.html):
        assert "Danish business office" in part
        assert "an-id" not in part


@pytest.mark.parametrize(
    ("topic", "to_do"),
    [
        (Topic.BELOW_RULE, "Add a colleague, or make another user administrator."),
        (Topic.CARE_BELOW_RULE, "Ask the authority to put this right, or add users yourself."),
    ],
)
def test_who_has_too_few_users_is_told_what_to_do_by_when_and_where(topic, to_do):
    message = a_message(a_notice(topic, number="an-id", area=""))

    url = "https://imi.example/en/workspace/people/?id=dk-business"
    for part in (message.text, message.html):
        assert to_do in part
        assert "Monday 30 March 2026" in part
        assert url in part


def test_who_was_added_is_led_to_where_the_authority_is_chosen():
    message = a_message(a_notice(Topic.ADDED, number="an-id", area="", due_on=None))

    assert "https://imi.example/en/workspace/profile/" in message.text
    assert 'href="https://imi.example/en/workspace/profile/"' in message.html
