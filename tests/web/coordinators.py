"""Coordinators, and authorities in their care, beside those of the small stage."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from chalicelib.domain.authorities import Authority, Kind, Part
from chalicelib.domain.officials import Membership, Official, Role
from chalicelib.domain.taxonomies import Taxonomy
from chalicelib.i18n import LANGUAGES
from chalicelib.storage import areas, directory, taxonomies
from tests.builders import (
    AREA,
    DENMARK,
    PORTUGAL,
    a_party,
    a_question_set,
    an_authority,
    an_official,
    area_texts,
)

NATIONAL, OF_AREA, VALIDATOR = "dk-national", "dk-services", "dk-validator"
OTHER_AREA = "transport"
OF_OTHER_AREA = "dk-transport"
"""Coordinates no legal area that the Danish authority has."""
LINKED, LUSITANIAN = "dk-linked", "pt-national"

TERMS: Final = (
    Taxonomy(
        code="competences", version=1, terms={"tourism": {"en": "Tourism", "da": "Turisme"}}
    ),
    Taxonomy(code="professions", version=1, terms={"nurse": {"en": "Nurse"}}),
)


def a_coordinator(id: str, kind: Kind, of: str = DENMARK, area: str = AREA) -> Authority:
    party = replace(a_party(of), id=id, name=f"Koordinator {id}")
    return an_authority(party, parts={area: Part(kind=kind)})


def an_administrator(authority: Authority, name: str = "boss") -> Official:
    party = authority.party
    roles = dict.fromkeys(authority.parts, frozenset({Role.HANDLER}))
    membership = Membership(party=party, roles=roles, administrator=True)
    return an_official(party, name, memberships={party.id: membership})


COORDINATORS: Final = (
    a_coordinator(NATIONAL, Kind.NATIONAL_COORDINATOR),
    a_coordinator(OF_AREA, Kind.AREA_COORDINATOR),
    a_coordinator(OF_OTHER_AREA, Kind.AREA_COORDINATOR, area=OTHER_AREA),
    a_coordinator(VALIDATOR, Kind.REGIONAL_COORDINATOR),
    a_coordinator(LINKED, Kind.AREA_COORDINATOR),
    a_coordinator(LUSITANIAN, Kind.NATIONAL_COORDINATOR, PORTUGAL),
)
BOSSES: Final = {each.party.id: an_administrator(each) for each in COORDINATORS}
CHIEF: Final = an_administrator(an_authority(DENMARK), "chief")
LUSITANIAN_CHIEF: Final = an_administrator(an_authority(PORTUGAL), "chief")
CLERK: Final = an_official(COORDINATORS[0].party, "clerk")
"""Works for the national coordinator, and administers nothing."""


def in_care(**changes: Any) -> Authority:
    """Return the Danish authority as the coordinators have it in their care."""
    part = Part(
        access_coordinator=OF_AREA,
        request_coordinators=(OF_AREA,),
        linked_coordinators=(LINKED,),
    )
    fields: dict[str, Any] = {"validating_coordinator": VALIDATOR, "parts": {AREA: part}}
    return an_authority(DENMARK, **fields | changes)


def put_in_care(**changes: Any) -> None:
    """Put the Danish authority into the care of the coordinators."""
    stored = directory.authority(DENMARK)
    directory.save_authority(in_care(version=stored.version, **changes))


def settle() -> None:
    """Put the coordinators, what is in their care and a second legal area into the stage."""
    areas.publish(
        a_question_set(area=OTHER_AREA), {code: area_texts(code) for code in LANGUAGES}
    )
    taxonomies.forget()
    for taxonomy in TERMS:
        taxonomies.publish(taxonomy)
    for each in COORDINATORS:
        directory.save_authority(each)
    put_in_care()
    for official in (*BOSSES.values(), CHIEF, LUSITANIAN_CHIEF, CLERK):
        directory.save_official(official)
