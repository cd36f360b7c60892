"""Authorities with too few officials are reminded once, a week before their days of grace end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.authorities import Status
from chalicelib.mail.compose import Message
from chalicelib.services import outbox, reminders
from chalicelib.storage import directory
from tests.builders import DENMARK, FINLAND, NOON, TODAY, an_administrator, an_authority

CHIEF = an_administrator(FINLAND, "chief")


@pytest.fixture(autouse=True)
def _below_the_rule(aws: None) -> None:
    """Make the Danish office one that is below the rule since today; the Finns validated it."""
    directory.save_authority(an_authority(FINLAND))
    directory.save_official(CHIEF)
    directory.save_authority(
        an_authority(DENMARK, validating_coordinator=FINLAND, below_rule_since=TODAY)
    )


def day(number: int) -> datetime:
    return NOON + timedelta(days=number)


def now_it(**changes) -> None:
    directory.save_authority(replace(directory.authority(DENMARK), **changes))


def test_a_week_before_the_end_the_authority_and_its_coordinator_are_reminded_once():
    written = [reminders.remind(day(number)) for number in range(35)]
    sent: list[Message] = []
    outbox.deliver(day(23), sent.append)

    assert {number: new for number, new in enumerate(written) if new} == {23: 2}
    offices = {an_authority(each).mailbox for each in (DENMARK, FINLAND)}
    assert {message.to for message in sent} == {CHIEF.email, *offices}


@pytest.mark.parametrize("late", [1, 2, 5, 6, 7])
def test_after_some_days_without_a_clock_one_reminder_comes_late(late):
    written = [reminders.remind(day(number)) for number in (22, 23 + late, 24 + late)]

    assert written == [0, 2, 0]


def test_nobody_is_reminded_on_a_day_off():
    # Saturday, Sunday, Monday.
    assert [reminders.remind(day(number)) for number in (26, 27, 28)] == [0, 0, 2]


def test_who_cannot_take_part_any_more_is_not_reminded():
    assert reminders.remind(day(31)) == 0


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.ACTIVE])
def test_who_is_not_active_is_not_reminded(status):
    now_it(status=status)

    assert reminders.remind(day(23)) == 0


def test_who_was_mended_is_not_reminded_and_who_falls_again_is():
    reminders.remind(day(23))
    now_it(below_rule_since=None)
    mended = reminders.remind(day(24))
    now_it(below_rule_since=day(25).date())

    assert (mended, reminders.remind(day(47)), reminders.remind(day(49))) == (0, 0, 2)


def unseen(name: str, days: int) -> None:
    official = an_administrator(FINLAND, name)
    directory.save_official(replace(official, last_seen_on=TODAY - timedelta(days=days)))


def test_an_authority_is_told_once_of_who_has_not_signed_in_for_a_year():
    unseen("olli", 364)
    unseen("pia", 364)
    unseen("eila", 100)

    written = [reminders.remind(day(number)) for number in range(5)]
    sent: list[Message] = []
    outbox.deliver(day(4), sent.append)

    assert written == [0, 1, 0, 0, 0]
    assert an_authority(FINLAND).mailbox in {message.to for message in sent}
    assert CHIEF.email in {message.to for message in sent}
    for message in sent:
        assert "/workspace/people/" in message.text
        assert "olli" not in message.text + message.subject


def test_who_signs_in_again_begins_a_new_year():
    unseen("olli", 364)
    directory.seen(directory.official(an_administrator(FINLAND, "olli").id), TODAY)

    assert [reminders.remind(day(number)) for number in (1, 2)] == [0, 0]
