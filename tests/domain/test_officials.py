from __future__ import annotations

import pytest

from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.domain.officials import Role, Standing
from tests.builders import AREA, DENMARK, PORTUGAL, acting, an_official


def test_an_official_acts_for_the_default_authority():
    assert an_official(DENMARK).acting_for().authority == DENMARK


def test_an_official_acts_for_no_other_authority():
    with pytest.raises(NotAllowed) as error:
        an_official(DENMARK).acting_for(PORTUGAL)

    assert error.value.reason is Reason.NO_MEMBER


def test_who_has_left_does_not_come_in():
    with pytest.raises(NotAllowed) as error:
        an_official(standing=Standing.REMOVED).acting_for()

    assert error.value.reason is Reason.NO_ACCOUNT


def test_a_viewer_reads_but_does_not_handle():
    viewer = acting(role=Role.VIEWER)

    assert viewer.readable_areas == (AREA,)
    assert not viewer.handles(AREA)
    with pytest.raises(NotAllowed):
        viewer.must_handle(AREA)

    acting().must_handle(AREA)


def test_without_a_role_an_area_is_closed():
    assert acting(role=None).readable_areas == ()
