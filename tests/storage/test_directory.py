from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.authorities import Status
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.officials import Absence, Membership, Standing
from chalicelib.services import authorities
from chalicelib.storage import directory, members
from tests.builders import (
    AREA,
    DENMARK,
    FINLAND,
    NOON,
    PORTUGAL,
    a_party,
    an_administrator,
    an_authority,
    an_official,
)

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True)
def _directory(aws) -> None:
    for each in (DENMARK, PORTUGAL, FINLAND):
        directory.save_authority(an_authority(each))


def found(**wanted) -> list[str]:
    return [each.party.id for each in authorities.find(limit=20, **wanted).items]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({}, [PORTUGAL, FINLAND, DENMARK], id="all, by name"),
        pytest.param({"country": "PT"}, [PORTUGAL], id="country"),
        pytest.param({"country": "DE"}, [], id="country without any"),
        pytest.param({"text": "TURISMO"}, [PORTUGAL], id="own name, any case"),
        pytest.param({"text": "turistmyndighed portugals"}, [PORTUGAL], id="Danish title"),
        pytest.param({"text": "servico"}, [DENMARK], id="without accents"),
        pytest.param({"text": "tourism nowhere"}, [], id="every word must occur"),
        pytest.param({"area": AREA, "country": "FI"}, [FINLAND], id="access to the area"),
        pytest.param({"area": "e_commerce"}, [], id="no access"),
    ],
)
def test_an_authority_is_found_by(wanted, expected):
    assert found(**wanted) == expected


def test_the_list_goes_on_where_it_stopped():
    first = authorities.find(limit=2)
    second = authorities.find(limit=2, cursor=first.cursor)

    names = [each.party.id for page in (first, second) for each in page.items]
    assert names == [PORTUGAL, FINLAND, DENMARK]
    assert second.cursor is None


def test_a_call_looks_at_so_many_and_no_more(monkeypatch):
    monkeypatch.setattr(directory, "LOOKED_AT", 1)

    page = authorities.find(text="kontoret", limit=20)

    assert page.items == ()
    assert page.cursor


def test_who_is_suspended_is_not_found():
    suspended = replace(directory.authority(FINLAND), status=Status.SUSPENDED)
    directory.save_authority(suspended)

    assert found(country="FI") == []


def test_the_second_of_two_who_change_an_authority_loses():
    authority = directory.authority(FINLAND)
    directory.save_authority(authority)

    with pytest.raises(Stale):
        directory.save_authority(authority)


def test_an_official_is_kept_with_the_authority_too():
    saved = directory.save_official(an_official(DENMARK))

    assert directory.official(saved.id) == saved
    assert directory.officials_of(DENMARK) == [saved]
    assert directory.officials_of(PORTUGAL) == []


def test_an_official_comes_back_with_everything():
    here = Membership(party=a_party(DENMARK), roles={}, administrator=True, removed_at=NOON)
    whole = an_official(
        DENMARK,
        memberships={DENMARK: here},
        standing=Standing.REMOVED,
        last_seen_on=NOON.date(),
        confirmed_on=NOON.date(),
        absence=Absence(from_on=NOON.date(), to_on=NOON.date(), substitute="bo"),
        removed_at=NOON,
        invited_at=NOON,
    )

    assert directory.save_official(whole) == directory.official(whole.id)
    assert directory.official(whole.id) == replace(whole, version=1)


def test_how_many_act_for_an_authority_is_counted_with_each_write():
    def counted() -> tuple[int, int]:
        staff = members.offices([DENMARK])[DENMARK].staff
        return staff.active, staff.administrators

    assert counted() == (0, 0)
    bo = directory.save_official(an_administrator())
    assert counted() == (1, 1)
    mette = directory.save_official(an_official(DENMARK))
    assert counted() == (2, 1)
    directory.save_official(replace(bo, standing=Standing.INVITED))
    directory.save_official(replace(mette, language="fr"))
    assert counted() == (1, 0)


def test_an_address_is_one_persons_whatever_its_case():
    directory.save_official(an_official(DENMARK))

    assert members.by_address(" METTE@dk-business.example") == an_official(DENMARK).id
    assert members.by_address("nobody@dk-business.example") is None
    with pytest.raises(Stale):
        directory.save_official(an_official(DENMARK, id="another"))


def test_an_unknown_authority_has_no_desk():
    with pytest.raises(NotFound):
        members.desk("nowhere", None, own=DENMARK)


def test_who_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        directory.official("nobody")
    with pytest.raises(NotFound):
        directory.authority("nowhere")
