"""Whom a lesson is meant for, and where she or he can do it."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import audiences
from chalicelib.domain.audiences import Audience
from chalicelib.domain.authorities import Kind, Part
from chalicelib.domain.officials import Role
from tests.builders import DENMARK, an_authority, an_official


def audiences_of(*, role: Role | None = None, own=None, neighbours=(), administrator=False):
    """Return where somebody belongs to which audience, without those that she or he is not one of."""
    official = an_official(DENMARK, "me", role=role)
    membership = replace(official.memberships[DENMARK], administrator=administrator)
    by = replace(official, memberships={DENMARK: membership}).acting_for()
    own = own or an_authority(DENMARK)
    found = {each: audiences.areas_for(each, by, own, neighbours) for each in Audience}
    return {each: areas for each, areas in found.items() if areas}


def test_each_lesson_is_for_those_who_can_do_it():
    national = an_authority(DENMARK)
    national = replace(
        national,
        parts=dict.fromkeys(national.parts, Part(kind=Kind.NATIONAL_COORDINATOR)),
    )
    (area,) = here = an_authority(DENMARK).areas

    assert audiences_of() == {}
    assert audiences_of(role=Role.VIEWER) == {}
    assert audiences_of(role=Role.HANDLER) == {Audience.HANDLER: here}
    assert audiences_of(role=Role.HANDLER, neighbours=[area]) == {
        Audience.HANDLER: here,
        Audience.HANDLER_WITH_NEIGHBOURS: here,
    }
    assert audiences_of(role=Role.HANDLER, neighbours=["another"]) == {Audience.HANDLER: here}
    assert audiences_of(role=Role.ALLOCATOR) == {Audience.ALLOCATOR: here}
    for role, audience in (
        (Role.APPROVER, Audience.APPROVER),
        (Role.REFERRAL_HANDLER, Audience.REFERRAL_HANDLER),
    ):
        assert audiences_of(role=role, own=national, neighbours=[area]) == {audience: here}
        assert audiences_of(role=role, own=national) == {}
        assert audiences_of(role=role, neighbours=[area]) == {}
    assert audiences_of(administrator=True) == {Audience.ADMINISTRATOR: here}
    assert audiences_of(own=national) == {}
    assert audiences_of(own=national, administrator=True) == {
        Audience.ADMINISTRATOR: here,
        Audience.NATIONAL_COORDINATOR: here,
    }
