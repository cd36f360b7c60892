"""Of officials who left years ago nothing is left but an id that tells nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain import registrations
from chalicelib.domain.errors import NotFound
from chalicelib.domain.histories import Deed
from chalicelib.domain.officials import Acting, Official
from chalicelib.services import colleagues, erasures
from chalicelib.storage import directory, members
from chalicelib.storage.directory_items import DirectoryTable
from tests.builders import DENMARK, NOON, PORTUGAL, an_administrator, an_authority, an_official

DUE = date(2029, 3, 2)
NAME, EMAIL = "Zenobia Kanariefugl", "zenobia@canary.example"


@pytest.fixture
def boss(aws: None) -> Acting:
    for each in (DENMARK, PORTUGAL):
        directory.save_authority(an_authority(each))
    bo, kim = (
        directory.save_official(an_administrator(DENMARK, each)) for each in ("bo", "kim")
    )
    assert kim.id != bo.id
    return bo.acting_for()


@pytest.fixture
def gone(boss: Acting) -> Official:
    """An official with a name of her own, who was registered and has left."""
    entry = registrations.Entry(name=NAME, email=EMAIL, language="da", roles={})
    new, _ = colleagues.register(DENMARK, entry, by=boss, call=None, at=NOON)
    colleagues.remove(DENMARK, new.id, version=new.version, by=boss, at=NOON)
    return directory.official(new.id)


def everything() -> str:
    return repr([item.attribute_values for item in DirectoryTable.scan()])


def test_for_three_years_it_is_known_who_it_was(gone):
    assert erasures.erase(date(2029, 3, 1)) == 0

    assert directory.official(gone.id).name == NAME
    assert NAME in everything()


def test_then_neither_name_nor_address_is_left_anywhere(gone):
    assert erasures.erase(DUE) == 1

    with pytest.raises(NotFound):
        directory.official(gone.id)
    assert NAME not in everything()
    assert EMAIL not in everything()
    assert members.by_address(EMAIL) is None
    assert gone.id in everything()
    assert erasures.erase(DUE) == 0


def test_who_came_back_is_not_erased(gone, boss):
    entry = registrations.Entry(name=NAME, email=EMAIL, language="da", roles={})
    colleagues.register(DENMARK, entry, by=boss, call=None, at=NOON)

    assert erasures.erase(DUE) == 0

    assert directory.official(gone.id).name == NAME


def test_who_acts_for_another_authority_is_forgotten_where_she_left_alone(boss):
    both = an_official(DENMARK, "ida")
    there = an_official(PORTUGAL, "ida").memberships[PORTUGAL]
    ida = directory.save_official(
        replace(both, memberships={**both.memberships, PORTUGAL: there})
    )
    left = colleagues.change(
        DENMARK,
        ida.id,
        lambda before, _: registrations.remove(before, DENMARK, at=NOON),
        version=ida.version,
        by=boss,
        at=NOON,
        deed=Deed.REMOVE,
    )
    assert left.memberships.keys() == {DENMARK, PORTUGAL}

    assert erasures.erase(DUE) == 1

    assert directory.official(ida.id).memberships.keys() == {PORTUGAL}
    assert ida.id not in {each.id for each in directory.officials_of(DENMARK)}
    assert ida.id in {each.id for each in directory.officials_of(PORTUGAL)}


def test_who_leaves_on_a_leap_day_is_erased_on_the_first_of_march():
    left = registrations.remove(
        an_official(DENMARK, "ida"), DENMARK, at=datetime(2028, 2, 29, 12, tzinfo=UTC)
    )

    assert registrations.erasable_on(left) == date(2031, 3, 1)
    assert registrations.erasable_on(an_official(DENMARK, "ida")) is None
