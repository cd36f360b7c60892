from __future__ import annotations

from itertools import permutations

import pytest

from chalicelib.domain.letters import BEFORE, LOST, Fate, Letter
from tests.builders import PORTUGAL, a_notice

REPORTS = (Fate.DELIVERED, Fate.BOUNCED, Fate.COMPLAINED)


def test_a_letter_to_the_authority_itself_is_one_to_its_mailbox():
    notice = a_notice(reader=PORTUGAL)

    assert Letter(notice=notice, reader=PORTUGAL, fate=Fate.SENT).to_office
    assert not Letter(notice=notice, reader="ines", fate=Fate.SENT).to_office


def after(fate, reports):
    for report in reports:
        if fate in BEFORE[report]:
            fate = report
    return fate


@pytest.mark.parametrize("reports", [*permutations((Fate.DELIVERED, Fate.BOUNCED))])
def test_what_came_back_has_come_back_in_whatever_order_it_is_reported(reports):
    assert after(Fate.SENT, reports) is Fate.BOUNCED


@pytest.mark.parametrize("reports", [*permutations((Fate.DELIVERED, Fate.COMPLAINED))])
def test_what_is_unwanted_is_unwanted_in_whatever_order_it_is_reported(reports):
    assert after(Fate.SENT, reports) is Fate.COMPLAINED


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_counts_once_and_only_of_what_was_handed_over(report):
    assert after(report, [report, report]) is report
    for fate in set(Fate) - {Fate.SENT, Fate.DELIVERED}:
        assert after(fate, [report]) is fate


def test_what_was_handed_over_is_not_lost_before_it_comes_back():
    assert not LOST & {Fate.HELD, Fate.SENT, Fate.DELIVERED, Fate.DROPPED, Fate.COMPLAINED}
