from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chalicelib.domain import postings
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Mail
from chalicelib.domain.postings import UNASKED
from chalicelib.domain.reminders import WHO_IS_REMINDED
from tests.builders import NOON, a_notice

HOUR = timedelta(hours=1)
COPENHAGEN = "Europe/Copenhagen"
EASTER = {date(2026, 4, 3): "good_friday", date(2026, 4, 6): "easter_monday"}


def held_until(topic, mail=Mail.AT_ONCE, *, at=NOON, told_at=None, calendar=NO_HOLIDAYS):
    return postings.held_until(
        a_notice(topic), mail, at, time_zone=COPENHAGEN, calendar=calendar, told_at=told_at
    )


@pytest.mark.parametrize("topic", sorted(set(Topic) - {*WHO_IS_REMINDED, Topic.MESSAGE}))
def test_who_wants_it_at_once_gets_it_at_once(topic):
    assert held_until(topic) is None


@pytest.mark.parametrize("topic", sorted(set(Topic) - UNASKED))
def test_who_wants_one_e_mail_a_day_waits_for_the_next_working_morning(topic):
    # Seven in the morning in London is eight in Copenhagen.
    assert held_until(topic, Mail.DAILY) == NOON + 19 * HOUR


@pytest.mark.parametrize("mail", Mail)
@pytest.mark.parametrize("topic", sorted(UNASKED))
def test_what_is_about_the_account_comes_at_once_whatever_is_chosen(topic, mail):
    assert held_until(topic, mail) is None
    assert postings.is_wanted(a_notice(topic), mail)


def test_who_wants_none_gets_none_and_a_mailbox_does_not_choose():
    assert not postings.is_wanted(a_notice(), Mail.NONE)
    for mail in (Mail.AT_ONCE, Mail.DAILY, None):
        assert postings.is_wanted(a_notice(), mail)


def test_the_first_message_goes_at_once_and_those_of_the_next_hour_together():
    assert held_until(Topic.MESSAGE) is None
    told_at = NOON - HOUR / 2

    assert held_until(Topic.MESSAGE, told_at=told_at) == NOON + HOUR / 2
    assert held_until(Topic.MESSAGE, told_at=NOON - HOUR) is None
    assert held_until(Topic.DATE_PROPOSED, told_at=told_at) is None


@pytest.mark.parametrize("topic", sorted(WHO_IS_REMINDED))
def test_what_the_clock_says_in_one_run_goes_together(topic):
    assert held_until(topic) == NOON + postings.RUN
    assert held_until(topic, at=NOON + postings.RUN) is None


@pytest.mark.parametrize("topic", sorted(WHO_IS_REMINDED))
def test_what_the_clock_says_waits_until_its_reader_works(topic):
    # Of a request whose turn is in another zone, or on a day off here alone.
    evening, today = NOON + 6 * HOUR, {NOON.date(): "good_friday"}
    said = postings.held_until(
        a_notice(topic, at=evening), Mail.AT_ONCE, evening,
        time_zone=COPENHAGEN, calendar=NO_HOLIDAYS, told_at=None,
    )  # fmt: skip

    assert said == NOON + 19 * HOUR
    assert held_until(topic, calendar=today) == NOON + 19 * HOUR
    assert held_until(topic, at=NOON + HOUR, calendar=today) == NOON + 19 * HOUR


@pytest.mark.parametrize(
    ("at", "calendar", "morning"),
    [
        ("2026-03-02T06:59Z", NO_HOLIDAYS, "2026-03-02T07:00Z"),
        ("2026-03-02T07:00Z", NO_HOLIDAYS, "2026-03-03T07:00Z"),
        ("2026-03-06T12:00Z", NO_HOLIDAYS, "2026-03-09T07:00Z"),
        # In summer time, and after Easter.
        ("2026-04-02T12:00Z", EASTER, "2026-04-07T06:00Z"),
    ],
)
def test_a_working_morning_begins_at_eight_where_the_reader_is(at, calendar, morning):
    moment, wanted = (datetime.fromisoformat(each) for each in (at, morning))

    assert postings.next_morning(moment, time_zone=COPENHAGEN, calendar=calendar) == wanted


def test_the_hour_of_one_notice_is_not_that_of_another():
    later = replace(a_notice(Topic.OVERDUE), at=NOON - HOUR)

    assert (
        postings.held_until(
            later,
            Mail.AT_ONCE,
            NOON,
            time_zone=COPENHAGEN,
            calendar=NO_HOLIDAYS,
            told_at=None,
        )
        is None
    )


def test_what_is_about_an_account_or_an_authority_is_about_no_request():
    assert postings.is_on_request(a_notice(Topic.OVERDUE))
    for topic in UNASKED:
        assert not postings.is_on_request(a_notice(topic))
