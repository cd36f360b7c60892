from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from chalicelib.domain import staff
from chalicelib.domain.authorities import Kind, Part, Status
from chalicelib.domain.errors import BrokenRule, NotAllowed, NotFound, Reason, WayOut
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Acting, Membership, Standing
from chalicelib.domain.staff import Staff
from tests.builders import (
    AREA,
    DENMARK,
    FINLAND,
    NOON,
    PORTUGAL,
    TODAY,
    a_party,
    an_administrator,
    an_authority,
    an_official,
)

ENOUGH = Staff(active=2, administrators=2)


def at(of: str, *, administrator: bool = True, **changes) -> Acting:
    """Return an official who acts for *of*, as one sees her from there."""
    membership = Membership(party=a_party(of), roles={}, administrator=administrator)
    return an_official(of, memberships={of: membership}, **changes).acting_for()


@pytest.mark.parametrize(
    ("counted", "way_out"),
    [
        pytest.param(ENOUGH, None, id="two administrators"),
        pytest.param(Staff(active=9, administrators=2), None, id="and more"),
        pytest.param(Staff(active=9, administrators=1), WayOut.MAKE_ADMINISTRATOR, id="one"),
        pytest.param(Staff(active=1, administrators=1), WayOut.REGISTER, id="alone"),
        pytest.param(Staff(), WayOut.REGISTER, id="nobody"),
    ],
)
def test_an_authority_needs_two_officials_and_two_administrators(counted, way_out):
    assert counted.way_out is way_out
    assert counted.keeps_rule is (way_out is None)


@pytest.mark.parametrize(
    ("then", "way_out"),
    [
        pytest.param(Staff(active=1, administrators=1), WayOut.REGISTER, id="removal"),
        pytest.param(
            Staff(active=2, administrators=1), WayOut.MAKE_ADMINISTRATOR, id="demotion"
        ),
    ],
)
def test_what_would_break_the_rule_is_refused_with_the_way_out(then, way_out):
    with pytest.raises(BrokenRule) as error:
        staff.must_keep_rule(ENOUGH, then)

    assert error.value.way_out is way_out


@pytest.mark.parametrize(
    ("now", "then"),
    [
        pytest.param(Staff(active=3, administrators=2), ENOUGH, id="enough are left"),
        pytest.param(Staff(), Staff(active=1, administrators=1), id="not enough, but more"),
        pytest.param(Staff(active=1), Staff(active=1), id="not enough, but no fewer"),
    ],
)
def test_what_breaks_nothing_is_allowed(now, then):
    staff.must_keep_rule(now, then)


def test_who_is_active_counts_and_who_is_invited_or_has_left_does_not():
    active = at(DENMARK).official
    invited = replace(active, standing=Standing.INVITED)
    gone = replace(active, standing=Standing.REMOVED)

    assert staff.changed(Staff(), DENMARK, before=None, after=active) == Staff(
        active=1, administrators=1
    )
    assert staff.changed(Staff(), DENMARK, before=None, after=invited) == Staff()
    assert staff.changed(ENOUGH, DENMARK, before=active, after=gone) == Staff(
        active=1, administrators=1
    )
    assert staff.changed(ENOUGH, PORTUGAL, before=None, after=active) == ENOUGH


def test_an_authority_is_below_the_rule_from_the_first_day_on():
    earlier = TODAY - timedelta(days=3)

    assert staff.below_since(None, Staff(), today=TODAY) == TODAY
    assert staff.below_since(earlier, Staff(), today=TODAY) == earlier
    assert staff.below_since(earlier, ENOUGH, today=TODAY) is None


def test_grace_lasts_thirty_days_and_not_one_more():
    since = date(2026, 3, 2)
    last = date(2026, 4, 1)

    assert staff.last_day_of_grace(since) == last
    assert not staff.is_past_grace(since, today=last)
    assert staff.is_past_grace(since, today=last + timedelta(days=1))
    assert not staff.is_past_grace(None, today=last)
    assert staff.first_day_in_grace(last) == since


def below(**changes):
    """Return an authority with a coordinator that is below the rule since today."""
    fields = {"validating_coordinator": FINLAND, "below_rule_since": TODAY}
    return an_authority(DENMARK, **fields | changes)


def on_day(number: int) -> datetime:
    """Return a moment *number* days after today."""
    return datetime.combine(TODAY + timedelta(days=number), time(5), UTC)


def test_who_comes_below_the_rule_is_told_and_so_is_the_coordinator():
    told = staff.news(below(), at=NOON)

    assert [(each.topic, each.reader) for each in told] == [
        (Topic.BELOW_RULE, DENMARK),
        (Topic.CARE_BELOW_RULE, FINLAND),
    ]
    assert {each.counterpart.id for each in told} == {DENMARK}
    assert {each.due_on for each in told} == {date(2026, 4, 1)}
    assert [each.id for each in told] == [
        "dk-business.20260302.below_rule.dk-business",
        "dk-business.20260302.care_below_rule.fi-trade",
    ]


def test_where_nobody_validates_the_authority_alone_is_told():
    [told] = staff.news(below(validating_coordinator=None), at=NOON)

    assert told.topic is Topic.BELOW_RULE


@pytest.mark.parametrize(
    "changes",
    [
        *({"status": each} for each in Status if each is not Status.ACTIVE),
        {"below_rule_since": None},
    ],
)
def test_who_takes_no_part_or_has_enough_is_told_nothing(changes):
    authority = below(**changes)

    assert staff.news(authority, at=NOON) == ()
    assert staff.reminders(authority, at=on_day(23)) == ()


def test_the_reminder_comes_a_week_before_the_last_day_or_late_and_is_one():
    told = {
        day: tuple(each.id for each in staff.reminders(below(), at=on_day(day)))
        for day in range(35)
    }

    assert [day for day, ids in told.items() if ids] == list(range(23, 31))
    assert set(told.values()) - {()} == {
        (
            "dk-business.20260325.below_rule.dk-business",
            "dk-business.20260325.care_below_rule.fi-trade",
        )
    }
    first, last = staff.reminded_since(on_day(23).date())
    assert first < last == TODAY


def test_an_entry_is_confirmed_every_ninety_days():
    assert staff.confirmation_due_on(None, today=TODAY) == TODAY
    assert staff.confirmation_due_on(date(2026, 1, 1), today=TODAY) == date(2026, 4, 1)


def test_who_was_removed_from_one_authority_stands_well_with_the_other():
    parted = Membership(party=a_party(DENMARK), roles={}, removed_at=NOON)
    there = Membership(party=a_party(PORTUGAL), roles={})
    official = an_official(memberships={DENMARK: parted, PORTUGAL: there})

    assert staff.standing(official, DENMARK) is Standing.REMOVED
    assert staff.standing(official, PORTUGAL) is Standing.ACTIVE


OWN = an_authority(DENMARK)
OTHER = an_authority(PORTUGAL)
NATIONAL = an_authority(PORTUGAL, parts={AREA: Part(kind=Kind.NATIONAL_COORDINATOR)})
CHARGE = an_authority(replace(a_party(FINLAND), country="PT"), validating_coordinator=DENMARK)
LINKED = an_authority(FINLAND, parts={AREA: Part(linked_coordinators=(DENMARK,))})


@pytest.mark.parametrize(
    ("by", "own", "of"),
    [
        pytest.param(at(DENMARK), OWN, OWN, id="administrator"),
        pytest.param(at(DENMARK), OWN, CHARGE, id="validating coordinator"),
        pytest.param(at(PORTUGAL), NATIONAL, CHARGE, id="national coordinator"),
    ],
)
def test_who_may_manage_officials(by, own, of):
    staff.must_manage(by, own, of)

    assert staff.may_manage(by, own, of)


@pytest.mark.parametrize(
    ("by", "own", "of", "reason"),
    [
        pytest.param(
            at(DENMARK, administrator=False), OWN, OWN, Reason.NO_ADMINISTRATOR, id="colleague"
        ),
        pytest.param(
            at(DENMARK), OWN, LINKED, Reason.OTHER_COORDINATOR, id="linked coordinator"
        ),
    ],
)
def test_who_may_only_look_is_told_why(by, own, of, reason):
    staff.must_see(by, own, of)
    with pytest.raises(NotAllowed) as error:
        staff.must_manage(by, own, of)

    assert error.value.reason is reason
    assert not staff.may_manage(by, own, of)


@pytest.mark.parametrize(
    ("by", "own", "of"),
    [
        pytest.param(at(DENMARK), OWN, OTHER, id="stranger"),
        pytest.param(
            at(DENMARK, administrator=False), OWN, CHARGE, id="coordinator's other officials"
        ),
    ],
)
def test_for_all_others_the_officials_do_not_exist(by, own, of):
    with pytest.raises(NotFound):
        staff.must_manage(by, own, of)


def unseen_for(days, **changes):
    seen = TODAY - timedelta(days=days)
    return replace(an_administrator(DENMARK, "boss"), last_seen_on=seen, **changes)


def test_an_authority_is_told_of_who_has_not_signed_in_for_a_year_and_not_who_it_is():
    [told] = staff.unseen(unseen_for(365), at=NOON)

    assert (told.topic, told.reader, told.counterpart.id) == (Topic.NOT_SEEN, DENMARK, DENMARK)
    assert told.id == "dk-business.202603.not_seen.dk-business"
    assert "boss" not in repr(told)


def test_it_is_told_late_rather_than_never_and_is_one():
    first = staff.unseen(unseen_for(365), at=NOON)[0].id

    told = {days: staff.unseen(unseen_for(365), at=on_day(days)) for days in (1, 30, 31)}

    assert [each.id for each in told[1] + told[30]] == [first, first]
    assert told[31] == ()


def test_two_of_the_same_month_are_told_once():
    others = replace(unseen_for(366), id="other")

    assert staff.unseen(others, at=NOON)[0].id == staff.unseen(unseen_for(365), at=NOON)[0].id


@pytest.mark.parametrize(
    "official",
    [
        unseen_for(364),
        replace(unseen_for(365), last_seen_on=None),
        unseen_for(365, standing=Standing.REMOVED),
    ],
)
def test_who_was_here_or_never_was_or_has_left_is_not_told_of(official):
    assert staff.unseen(official, at=NOON) == ()
