from __future__ import annotations

from chalicelib.domain import histories, registrations
from chalicelib.domain.audit import Entry
from chalicelib.domain.histories import Deed
from chalicelib.domain.officials import Official
from tests.builders import AREA, DANES, DENMARK, NOON, an_authority, an_official


def told(deed: Deed, before: Official | None, after: Official) -> tuple[Entry, ...]:
    return histories.entries(
        deed, before, after, authority=DENMARK, by="bo", on_behalf_of=DANES, at=NOON
    )


def test_a_change_is_told_field_by_field_with_what_was_before():
    before = an_official()
    after = registrations.change(before, an_authority(), roles={}, administrator=True)

    found = told(Deed.CHANGE, before, after)

    assert [(each.field, each.old, each.new, each.n) for each in found] == [
        ("roles", {AREA: ["handler"]}, {}, 0),
        ("administrator", False, True, 1),
    ]
    assert {(each.about, each.by, each.action) for each in found} == {
        (before.id, "bo", "change_official")
    }


def test_of_who_is_new_everything_is_told():
    found = told(Deed.REGISTER, None, an_official())

    assert {each.field for each in found} >= {"name", "email", "roles", "status"}
    assert {each.old for each in found} == {None}


def test_who_comes_from_elsewhere_is_new_here():
    elsewhere = an_official("pt-tourism")
    here = an_official()

    assert {each.old for each in told(Deed.REGISTER, elsewhere, here)} == {None}


def test_what_changes_no_field_is_told_as_a_whole():
    [entry] = told(Deed.INVITE, an_official(), an_official())

    assert (entry.field, entry.old, entry.new) == (None, None, None)
