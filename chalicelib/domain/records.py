"""What the record of an authority must hold, and when two records may be of the same body."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any, Final

from chalicelib.domain import addresses, texts
from chalicelib.domain.authorities import Authority, folded
from chalicelib.domain.countries import CODES
from chalicelib.domain.errors import Fault, Invalid

LEVELS: Final = ("national", "regional", "local")

# fmt: off
LONGEST: Final[Mapping[str, int]] = MappingProxyType({
    "name": 200, "title": 200, "region": 100, "city": 100, "address": 300, "phone": 40,
})
# fmt: on
"""Characters at most."""
LONGEST_FOLDED: Final = 900
"""Bytes of a name without case and accents: DynamoDB sorts by it, and has 1,024 for a key."""
MOST_COORDINATORS: Final = 40
"""Authorities that may have another one in their care: they are written in one transaction."""
ALIKE: Final = 0.85
"""From which likeness on, between 0 and 1, two names may be of the same body."""
MOST_SHOWN: Final = 10

WITHOUT_WHICH_NONE: Final = frozenset({"/name", "/city"})
"""What must be there when an authority is invited; it fills in the rest."""

EDITABLE: Final = (
    "name", "titles", "level", "region", "city", "address", "website", "phone", "mailbox",
    "languages", "competences", "professions",
)  # fmt: skip
"""Fields that an administrator changes; ``name`` only one of a coordinator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes that a record may use."""

    languages: Collection[str]
    competences: Collection[str]
    professions: Collection[str]
    areas: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An authority as the list of names of its country has it."""

    id: str
    name: str
    city: str


def plain(authority: Authority) -> dict[str, Any]:
    """Return the fields of :data:`EDITABLE`, as JSON can hold them."""
    return {
        "name": authority.party.name,
        "titles": dict(authority.party.titles),
        **{name: getattr(authority, name) for name in ("level", "region", "city", "address")},
        **{name: getattr(authority, name) for name in ("website", "phone", "mailbox")},
        "languages": list(authority.languages),
        "competences": list(authority.competences),
        "professions": list(authority.professions),
    }


def edited(authority: Authority, fields: Mapping[str, Any]) -> Authority:
    """Return *authority* with *fields*, which are those of :func:`plain`, all of them."""
    party = replace(authority.party, name=fields["name"], titles=dict(fields["titles"]))
    rest = {name: fields[name] for name in EDITABLE if name not in ("name", "titles")}
    lists: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in rest.items()
    }
    return replace(authority, party=party, **lists)


def changes(before: Authority, after: Authority) -> dict[str, tuple[Any, Any]]:
    """Return what differs in the fields of :data:`EDITABLE`: old and new value by field."""
    old, new = plain(before), plain(after)
    return {name: (old[name], new[name]) for name in EDITABLE if old[name] != new[name]}


def must_be_whole(authority: Authority, known: Known) -> None:
    """
    Do nothing if the record of *authority* is whole and well formed.

    Raises:
        Invalid: It is not; each fault says where and why.
    """
    if faults := [*_faults(authority, known)]:
        raise Invalid(*faults)


def must_be_begun(authority: Authority, known: Known) -> None:
    """
    Do nothing if what there is of the record of *authority* is well formed; more may follow.

    Raises:
        Invalid: It is not, or the name or the city is missing.
    """
    faults = [
        fault
        for fault in _faults(authority, known)
        if fault.code != "missing" or fault.pointer in WITHOUT_WHICH_NONE
    ]
    if faults:
        raise Invalid(*faults)


def must_not_be_too_many(authority: Authority) -> None:
    """
    Do nothing if not too many have *authority* in their care.

    Raises:
        Invalid: They are more than can be written at once.
    """
    if len(authority.coordinators) > MOST_COORDINATORS:
        raise Invalid(Fault("/linked_coordinators", "too_many", {"most": MOST_COORDINATORS}))


def possible_duplicates(
    name: str, city: str, among: Iterable[Named], *, but: Collection[str] = ()
) -> tuple[Named, ...]:
    """
    Return those that may be the same body as one called *name* in *city*, likest first.

    There are :data:`MOST_SHOWN` at most, so that who decides on them can.

    Args:
        among: The authorities of its country.
        but: Ids of those that are known to be another body.
    """
    return all_duplicates(name, city, among, but=but)[:MOST_SHOWN]


def all_duplicates(
    name: str, city: str, among: Iterable[Named], *, but: Collection[str] = ()
) -> tuple[Named, ...]:
    """Return what :func:`possible_duplicates` does, however many they are."""
    found = [(_likeness(name, each.name), each) for each in among if each.id not in but]
    likest = sorted(
        (pair for pair in found if pair[0] >= ALIKE),
        key=lambda pair: (-pair[0], folded(pair[1].city) != folded(city), pair[1].id),
    )
    return tuple(each for _, each in likest)


def duplicate_fault(named: Named, pointer: str) -> Fault:
    """Return the fault that tells that *named* is registered already."""
    facts = {"name": named.name, "city": named.city, "authority": named.id}
    return Fault(pointer, "duplicate", facts)


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1; the order of their words does not matter."""
    mine, theirs = _shape(one), _shape(other)
    length = len(mine.joined) + len(theirs.joined)
    if 2 * min(len(mine.joined), len(theirs.joined)) < ALIKE * length:
        return 0
    # The letters in common, in whatever order, are more than can match in order.
    if 2 * (mine.letters & theirs.letters).total() < ALIKE * length:
        return 0
    return max(_ratio(mine.joined, theirs.joined), _ratio(mine.ordered, theirs.ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A name without case, accents and signs."""

    joined: str
    ordered: str
    """Its words in the order of the alphabet."""
    letters: Counter[str]


@functools.lru_cache(maxsize=4096)
def _shape(name: str) -> _Shape:
    """Return *name* as it is compared; a file of authorities is compared with a whole country."""
    words = "".join(mark if mark.isalnum() else " " for mark in folded(name)).split()
    joined = "".join(words)
    return _Shape(joined=joined, ordered="".join(sorted(words)), letters=Counter(joined))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _faults(authority: Authority, known: Known) -> Iterator[Fault]:
    party = authority.party
    yield from _text("/name", party.name, LONGEST["name"], required=True)
    if len(folded(party.name).encode()) > LONGEST_FOLDED:
        yield Fault("/name", "too_long", {"longest": LONGEST["name"]})
    yield from _titles(party.titles, known.languages)
    if party.country not in CODES:
        yield Fault("/country", "not_an_option")
    if party.language not in known.languages:
        yield Fault("/language", "not_an_option")
    if not authority.level:
        yield Fault("/level", "missing")
    elif authority.level not in LEVELS:
        yield Fault("/level", "not_an_option")
    regional = authority.level == "regional"
    yield from _text("/region", authority.region, LONGEST["region"], required=regional)
    yield from _text("/city", authority.city, LONGEST["city"], required=True)
    yield from _text("/address", authority.address, LONGEST["address"], required=False)
    yield from _contact(authority)
    yield from _codes("/languages", authority.languages, known.languages, required=True)
    yield from _codes("/competences", authority.competences, known.competences)
    yield from _codes("/professions", authority.professions, known.professions)
    for area in authority.parts:
        if area not in known.areas:
            yield Fault(f"/parts/{area}", "unknown_area")


def _titles(titles: Mapping[str, str], languages: Collection[str]) -> Iterator[Fault]:
    if "en" not in titles:
        yield Fault("/titles/en", "missing")
    for language, title in titles.items():
        if language in languages:
            yield from _text(f"/titles/{language}", title, LONGEST["title"], required=True)
        else:
            yield Fault("/titles", "not_an_option")


def _contact(authority: Authority) -> Iterator[Fault]:
    if not authority.mailbox:
        yield Fault("/mailbox", "missing")
    elif not addresses.is_email(authority.mailbox):
        yield Fault("/mailbox", "not_an_email")
    if authority.website and not addresses.is_website(authority.website):
        yield Fault("/website", "not_a_website")
    if authority.phone and not addresses.is_phone(authority.phone):
        yield Fault("/phone", "not_a_phone")


def _text(pointer: str, text: str, longest: int, *, required: bool) -> Iterator[Fault]:
    if code := texts.fault(text, longest):
        yield Fault(pointer, code, {"longest": longest})
    elif required and not text:
        yield Fault(pointer, "missing")


def _codes(
    pointer: str, codes: Collection[str], known: Collection[str], *, required: bool = False
) -> Iterator[Fault]:
    if required and not codes:
        yield Fault(pointer, "missing")
    for index, code in enumerate(codes):
        if code not in known:
            yield Fault(f"{pointer}/{index}", "not_an_option")
    if len(set(codes)) < len(codes):
        yield Fault(pointer, "chosen_twice")
