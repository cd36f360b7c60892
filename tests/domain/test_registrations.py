from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import registrations
from chalicelib.domain.errors import Conflict, Invalid, InvitationOver, NotAllowed, Reason
from chalicelib.domain.officials import Membership, Official, Role, Standing
from chalicelib.domain.registrations import Entry
from tests.builders import (
    AREA,
    DENMARK,
    NOON,
    PORTUGAL,
    PORTUGUESE,
    TODAY,
    a_party,
    an_authority,
    an_official,
)

HERE = an_authority(DENMARK)
HANDLER = frozenset({Role.HANDLER})


def an_entry(**changes) -> Entry:
    fields = {
        "name": "Ann Other",
        "email": "ann@office.example",
        "language": "da",
        "roles": {AREA: HANDLER},
    }
    return Entry(**fields | changes)


def invited(**changes) -> Official:
    return registrations.register(an_entry(**changes), "new", HERE, before=None, at=NOON)


def shared() -> Official:
    """An official of Denmark who acts for Portugal, too."""
    there = Membership(party=a_party(PORTUGAL), roles={})
    official = an_official(DENMARK)
    return replace(official, memberships={**official.memberships, PORTUGAL: there})


def codes(error) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def test_blanks_around_what_is_typed_do_not_count():
    entry = an_entry(name="  Ann   Other ", email=" ann@office.example ")

    assert registrations.checked(entry, HERE) == an_entry()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({"name": " "}, ("/name", "missing"), id="no name"),
        pytest.param({"name": "a" * 201}, ("/name", "too_long"), id="a long name"),
        pytest.param({"name": "a\x00b"}, ("/name", "control_character"), id="a strange name"),
        pytest.param({"email": ""}, ("/email", "missing"), id="no address"),
        pytest.param({"email": "ann"}, ("/email", "not_an_email"), id="no address at all"),
        pytest.param(
            {"email": f"{'a' * 250}@a.example"}, ("/email", "not_an_email"), id="long address"
        ),
        pytest.param(
            {"roles": {"e_commerce": HANDLER}},
            ("/roles/e_commerce", "area_closed"),
            id="an area without access",
        ),
    ],
)
def test_what_cannot_be_taken_is_named(changes, fault):
    with pytest.raises(Invalid) as error:
        registrations.checked(an_entry(**changes), HERE)

    assert codes(error) == [fault]


def test_no_role_at_all_needs_no_access():
    registrations.checked(an_entry(roles={"e_commerce": frozenset()}), HERE)


def test_who_is_new_is_invited():
    new = invited(administrator=True)

    assert (new.id, new.standing, new.invited_at) == ("new", Standing.INVITED, NOON)
    assert new.memberships[DENMARK].administrator
    assert registrations.is_member(new, DENMARK)
    assert not registrations.is_member(new, PORTUGAL)
    assert not registrations.is_member(None, DENMARK)


def test_who_acts_for_another_authority_keeps_name_and_account():
    before = an_official(PORTUGUESE, "ines")

    joined = registrations.register(an_entry(), "new", HERE, before=before, at=NOON)

    assert (joined.id, joined.name, joined.authority) == (before.id, before.name, PORTUGAL)
    assert joined.standing is Standing.ACTIVE
    assert joined.works_for(DENMARK)


def test_who_has_left_everywhere_comes_back_by_an_invitation():
    left = registrations.remove(an_official(PORTUGUESE, "ines"), PORTUGAL, at=NOON)

    back = registrations.register(an_entry(), "new", HERE, before=left, at=NOON)

    assert (back.id, back.name, back.authority) == (left.id, "Ann Other", DENMARK)
    assert (back.standing, back.removed_at) == (Standing.INVITED, None)
    assert not registrations.is_member(back, PORTUGAL)


def test_rights_change_one_by_one():
    official = an_official(DENMARK)

    admin = registrations.change(official, HERE, administrator=True)
    viewer = registrations.change(admin, HERE, roles={AREA: frozenset({Role.VIEWER})})
    nothing = registrations.change(viewer, HERE, roles={AREA: frozenset()}, language="fr")

    assert admin.memberships[DENMARK].roles == {AREA: HANDLER}
    assert viewer.memberships[DENMARK].administrator
    assert viewer.acting_for().roles(AREA) == {Role.VIEWER}
    assert (nothing.memberships[DENMARK].roles, nothing.language) == ({}, "fr")


def test_an_old_role_in_an_area_that_was_closed_may_stay():
    closed = an_authority(DENMARK, areas=())

    same = registrations.change(an_official(DENMARK), closed, roles={AREA: HANDLER})

    assert same == an_official(DENMARK)
    with pytest.raises(Invalid) as error:
        registrations.change(same, closed, roles={AREA: HANDLER | {Role.VIEWER}}, name="")
    assert codes(error) == [("/name", "missing"), (f"/roles/{AREA}", "area_closed")]


def test_the_name_of_one_who_acts_for_others_too_is_not_ones_to_change():
    with pytest.raises(NotAllowed) as error:
        registrations.change(shared(), HERE, name="Another")

    assert error.value.reason is Reason.OTHER_EMPLOYER
    assert registrations.change(shared(), HERE, name="Mette") == shared()


def test_who_is_removed_is_out_at_once_and_known_as_the_author():
    gone = registrations.remove(invited(), DENMARK, at=NOON)

    assert (gone.standing, gone.removed_at) == (Standing.REMOVED, NOON)
    assert gone.invited_at is None
    assert gone.memberships[DENMARK].removed_at == NOON


@pytest.mark.parametrize("default", [DENMARK, PORTUGAL])
def test_who_is_removed_from_one_authority_acts_for_the_other(default):
    parted = registrations.remove(replace(shared(), authority=default), DENMARK, at=NOON)

    assert (parted.standing, parted.authority) == (Standing.ACTIVE, PORTUGAL)
    assert parted.works_for(PORTUGAL)
    with pytest.raises(NotAllowed) as error:
        parted.acting_for(DENMARK)
    assert error.value.reason is Reason.NO_MEMBER


def test_an_invitation_holds_for_two_weeks_and_once():
    new, last = invited(), NOON + timedelta(days=14)

    registrations.must_hold(new, invited_at=NOON, at=last - timedelta(seconds=1))

    accepted = registrations.accept(new, today=TODAY)
    for official, invited_at, at in (
        (new, NOON, last),
        (accepted, NOON, NOON),
        (registrations.revoke(new), NOON, NOON),
        (registrations.invite(new, at=last), NOON, NOON),
    ):
        with pytest.raises(InvitationOver):
            registrations.must_hold(official, invited_at=invited_at, at=at)
    assert (accepted.standing, accepted.confirmed_on) == (Standing.ACTIVE, NOON.date())


def test_who_has_accepted_is_not_invited_again():
    for step in (lambda one: registrations.invite(one, at=NOON), registrations.revoke):
        with pytest.raises(Conflict) as error:
            step(an_official())
        assert codes(error) == [("/status", "not_invited")]


def test_who_was_invited_elsewhere_and_never_came_is_invited_again():
    waiting = an_official(standing=Standing.INVITED, invited_at=NOON)
    later = NOON + timedelta(days=30)

    joined = registrations.register(
        an_entry(), "other", an_authority(PORTUGAL), before=waiting, at=later
    )

    assert (joined.id, joined.standing, joined.invited_at) == (
        waiting.id, Standing.INVITED, later,
    )  # fmt: skip
    assert joined.memberships.keys() == {DENMARK, PORTUGAL}


def test_for_three_years_it_is_known_who_acted_for_an_authority():
    left = registrations.remove(an_official(), DENMARK, at=NOON)
    due = NOON.date().replace(year=NOON.year + 3)

    assert registrations.erasable_on(an_official()) is None
    assert registrations.erasable_on(left) == due
    assert registrations.erased(left, today=due - timedelta(days=1)) == left
    assert registrations.erased(left, today=due) is None


def test_what_is_left_behind_on_a_leap_day_goes_on_the_first_of_march():
    leap = NOON.replace(year=2028, month=2, day=29)

    left = registrations.remove(an_official(), DENMARK, at=leap)

    assert registrations.erasable_on(left) == leap.date().replace(year=2031, month=3, day=1)
