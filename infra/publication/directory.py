"""The training authorities and officials, as the domain knows them."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain import authorities, officials
from chalicelib.domain.authorities import Kind, Party
from chalicelib.domain.officials import Role
from infra.publication.training_entries import Authority, Official, Training


def authority(entry: Authority) -> authorities.Authority:
    """Return *entry* as an authority that has not been saved yet."""
    return authorities.Authority(
        party=party(entry),
        level=entry.level,
        city=entry.city,
        address=entry.address,
        website=entry.website,
        phone=entry.phone,
        mailbox=entry.mailbox,
        languages=entry.languages,
        parts=dict.fromkeys(entry.areas, _part(entry)),
        validating_coordinator=entry.coordinator,
    )


def _part(entry: Authority) -> authorities.Part:
    """Return the part that *entry* has in each of its legal areas."""
    return authorities.Part(
        kind=Kind(entry.kind),
        access_coordinator=entry.coordinator,
        request_coordinators=(entry.coordinator,) if entry.coordinator else (),
    )


def party(entry: Authority) -> Party:
    """Return *entry* as a party to a request."""
    return Party(
        id=entry.id,
        name=entry.name,
        titles=dict(entry.titles),
        country=entry.country,
        language=entry.languages[0],
        time_zone=entry.time_zone,
    )


def official(entry: Official, training: Training) -> officials.Official:
    """Return *entry* as an official who has not been saved yet."""
    return officials.Official(
        id=entry.id,
        name=entry.name,
        email=entry.email,
        language=entry.language,
        authority=entry.authority,
        memberships={
            membership.party.id: membership for membership in _memberships(entry, training)
        },
    )


def _memberships(entry: Official, training: Training) -> Iterator[officials.Membership]:
    for authority_id, membership in entry.memberships.items():
        yield officials.Membership(
            party=party(training.authorities[authority_id]),
            roles={
                area: frozenset(map(Role, roles)) for area, roles in membership.roles.items()
            },
            administrator=membership.administrator,
        )
