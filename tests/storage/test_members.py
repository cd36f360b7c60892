"""What is written together with the officials of an authority."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import registrations
from chalicelib.domain.authorities import Status
from chalicelib.domain.errors import Stale
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Official
from chalicelib.storage import directory, members, notices, records
from tests.builders import DENMARK, FINLAND, NOON, TODAY, an_administrator, an_authority


@pytest.fixture
def bo(aws: None) -> Official:
    """One of the two administrators of an authority; the Finns validated it."""
    directory.save_authority(an_authority(DENMARK, validating_coordinator=FINLAND))
    directory.save_official(an_administrator(name="kim"))
    return directory.save_official(an_administrator(name="bo"))


def waiting() -> set[Topic]:
    return {leased.notice.topic for leased in notices.lease(NOON)}


def below_rule() -> list[str]:
    return [each.party.id for each in records.below_rule(TODAY, TODAY)]


def remove(bo: Official, **more) -> None:
    gone = registrations.remove(bo, DENMARK, at=NOON)
    offices = more.pop("offices", None) or members.offices([DENMARK])
    members.save(gone, before=bo, offices=offices, **more)


def test_an_authority_is_marked_and_told_with_the_removal_that_brings_it_below_the_rule(bo):
    remove(bo, at=NOON)

    assert directory.authority(DENMARK).below_rule_since == TODAY
    assert below_rule() == [DENMARK]
    assert waiting() == {Topic.BELOW_RULE, Topic.CARE_BELOW_RULE}


def test_who_is_below_the_rule_already_is_not_told_again(bo):
    directory.save_authority(replace(directory.authority(DENMARK), below_rule_since=TODAY))

    remove(bo, at=NOON)

    assert waiting() == set()


def test_who_has_ended_is_not_told(bo):
    over = replace(directory.authority(DENMARK), status=Status.DEACTIVATED)
    directory.save_authority(over)

    remove(bo, at=NOON)

    assert waiting() == set()


def test_a_removal_that_comes_too_late_tells_nothing(bo):
    seen = members.offices([DENMARK])
    directory.save_official(an_administrator(name="ann"))

    with pytest.raises(Stale):
        remove(bo, at=NOON, offices=seen)

    assert (below_rule(), waiting()) == ([], set())


def test_where_nobody_asks_since_when_nothing_is_marked_or_told(bo):
    remove(bo)

    assert (below_rule(), waiting()) == ([], set())


def test_who_is_mended_is_found_below_the_rule_no_more(bo):
    remove(bo, at=NOON)
    directory.save_official(an_administrator(name="cem"))
    offices = members.offices([DENMARK])
    members.save(an_administrator(name="ann"), before=None, offices=offices, at=NOON)

    assert directory.authority(DENMARK).below_rule_since is None
    assert below_rule() == []


def test_a_notice_is_added_once(bo):
    remove(bo, at=NOON)
    [first, _] = [leased.notice for leased in notices.lease(NOON)]
    notices.finish(first, "sent")

    assert notices.add(first) is False
    assert notices.add(replace(first, version=first.version + 1)) is True
