"""The officials of the training stage, for those who choose among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from chalicelib.domain.authorities import Party, folded
from chalicelib.domain.officials import Official, Role
from chalicelib.i18n import country_name

SHOWN_FIRST: Final = ("DK", "PT")
"""Countries of the two sides of the example that the guidance tells."""


def row(official: Official) -> dict[str, Any]:
    """Return what ``GET /local/officials`` says about *official*."""
    membership = official.memberships[official.authority]
    roles: dict[str, list[str]] = {
        area: sorted(role.value for role in found)
        for area, found in sorted(membership.roles.items())
        if found
    }
    areas = [area for area, found in sorted(membership.roles.items()) if Role.HANDLER in found]
    if membership.administrator:
        roles["authority"] = ["administrator"]
    return {
        "name": official.name,
        "email": official.email,
        "language": official.language,
        "authority": official.authority,
        "country": membership.party.country,
        "areas": areas,
        "roles": roles,
    }


def party(official: Official) -> Party:
    """Return the authority that *official* acts for by default."""
    return official.memberships[official.authority].party


def matching(officials: Iterable[Official], words: str, language: str) -> list[Official]:
    """
    Return those whom all *words* fit, in any order, case and accents aside.

    Words are looked for in the names of the person, the authority and its country.
    """
    wanted = folded(words).split()
    return [
        official
        for official in officials
        if all(word in _search_text(official, language) for word in wanted)
    ]


def by_country(
    officials: Iterable[Official], language: str
) -> list[tuple[str, list[Official]]]:
    """Return *officials* by country: the example's two first, then by the countries' names."""
    groups: dict[str, list[Official]] = {}
    for official in officials:
        groups.setdefault(party(official).country, []).append(official)
    for found in groups.values():
        found.sort(key=lambda official: (folded(party(official).name), folded(official.name)))
    return sorted(groups.items(), key=lambda group: _place(group[0], language))


def having(officials: Sequence[Official], *, id: str = "", email: str = "") -> Official | None:
    """Return the official with that *id* or *email*, None if nobody has it."""
    return next((one for one in officials if id == one.id or email == one.email), None)


def having_address(officials: Sequence[Official], email: str) -> Official | None:
    """Return the one of *officials* who has *email*, None if nobody has it."""
    return having(officials, email=email)


def _place(country: str, language: str) -> tuple[int, str]:
    first = SHOWN_FIRST.index(country) if country in SHOWN_FIRST else len(SHOWN_FIRST)
    return first, folded(country_name(country, language))


def _search_text(official: Official, language: str) -> str:
    own = party(official)
    country = country_name(own.country, language)
    return folded(
        " ".join([official.name, own.name, own.title(language), country, own.country])
    )
