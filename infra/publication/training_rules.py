"""What the training data must be like, so that everything can be tried with it."""

from __future__ import annotations

import re
import uuid
import zoneinfo
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from chalicelib.domain.authorities import Kind
from chalicelib.domain.staff import FEWEST_ADMINISTRATORS
from chalicelib.domain.temperaments import Temperament
from chalicelib.i18n import LANGUAGES
from infra.publication.training_entries import Authority, Case, Faulty, Official, Training

LEVELS: Final = frozenset({"national", "regional", "local"})
ROLES: Final = frozenset({"viewer", "handler", "allocator", "referral_handler", "approver"})
FEWEST_ALIKE: Final = 3
"""Authorities of each temperament, so that everybody finds one in a legal area of theirs."""
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY: Final = re.compile(r"[A-Z]{2}")
MAIL: Final = re.compile(r"[a-z0-9.-]+@[a-z0-9-]+\.example")
SITE: Final = re.compile(r"https://www\.[a-z0-9-]+\.example")

# fmt: off
STATES: Final = MappingProxyType({
    (None,                  "create"):   ("asking", "draft"),
    ("draft",               "send"):     ("asking", "awaiting_acceptance"),
    ("awaiting_acceptance", "withdraw"): ("asking", "withdrawn"),
    ("awaiting_acceptance", "accept"):   ("asked",  "accepted"),
    ("accepted",            "answer"):   ("asked",  "partly_answered"),
    ("partly_answered",     "answer"):   ("asked",  "partly_answered"),
    ("partly_answered",     "reply"):    ("asked",  "replied"),
    ("replied",             "close"):    ("asking", "closed"),
})
# fmt: on
"""By state and action: the side that acts, and the state that follows."""


def faults(training: Training, areas: Collection[str]) -> Iterator[Faulty]:
    """
    Yield what is wrong with *training*.

    Args:
        areas: Codes of the legal areas that exist.
    """
    for authority in training.authorities.values():
        for fault in _authority_faults(authority, areas):
            yield Faulty("authorities.yaml", authority.id, fault)
        if wrong := _coordinator_fault(authority, training):
            yield Faulty("authorities.yaml", authority.id, wrong)
    for fault in _temperament_faults(training):
        yield Faulty("authorities.yaml", "all", fault)
    for official in training.officials.values():
        for fault in _official_faults(official, training):
            yield Faulty("officials.yaml", official.email, fault)
    if len({official.id for official in training.officials.values()}) < len(training.officials):
        yield Faulty("officials.yaml", "all", "two officials share an id")
    for authority in training.authorities.values():
        for fault in _staff_faults(authority, training):
            yield Faulty("officials.yaml", authority.id, fault)
    for case in training.cases:
        for fault in _case_faults(case, training):
            yield Faulty("cases.yaml", case.key, fault)


def state(case: Case) -> str | None:
    """Return the state in which the steps leave *case*; None if they are not possible."""
    now: str | None = None
    for step in case.steps:
        if (now, step.action) not in STATES:
            return None
        _, now = STATES[now, step.action]
    return now


def _authority_faults(authority: Authority, areas: Collection[str]) -> Iterator[str]:
    rules = {
        "id is not a slug": SLUG.fullmatch(authority.id),
        "country is not an ISO code": COUNTRY.fullmatch(authority.country),
        "level is unknown": authority.level in LEVELS,
        "website is not one of a .example": SITE.fullmatch(authority.website),
        "mailbox is not one at a .example": MAIL.fullmatch(authority.mailbox),
        "time zone is unknown": authority.time_zone in zoneinfo.available_timezones(),
        "languages are not those of the system": _some_of(authority.languages, LANGUAGES),
        "areas do not exist": _some_of(authority.areas, areas),
        "titles are not in all languages": authority.titles.keys() == set(LANGUAGES),
        "a title is empty": all(title.strip() for title in authority.titles.values()),
        "a text is empty": all([authority.name, authority.city, authority.address]),
        "kind is unknown": authority.kind in set(Kind),
        "temperament lacks, is unknown, or a national coordinator has one": (
            authority.temperament is None
            if authority.kind == Kind.NATIONAL_COORDINATOR
            else authority.temperament in set(Temperament)
        ),
    }
    yield from (fault for fault, holds in rules.items() if not holds)


def _temperament_faults(training: Training) -> Iterator[str]:
    """Yield what is wrong with the temperaments of all together."""
    count = Counter(training.temperaments.values())
    for each in Temperament:
        if count[each] < FEWEST_ALIKE:
            yield f"fewer than {FEWEST_ALIKE} are {each}"
    if count[Temperament.PROMPT] * 2 <= count.total():
        yield "most of them are not prompt"


def _coordinator_fault(authority: Authority, training: Training) -> str | None:
    """Return what is wrong with the coordinator that *authority* names, if it names one."""
    if authority.coordinator is None:
        return None
    found = training.authorities.get(authority.coordinator)
    if found is None:
        return "its coordinator does not exist"
    if found.kind != Kind.NATIONAL_COORDINATOR or found.country != authority.country:
        return "its coordinator is not the national one of its country"
    if found is authority:
        return "it coordinates itself"
    return None


def _official_faults(official: Official, training: Training) -> Iterator[str]:
    rules = {
        "id is not a UUID of version 4": _is_random_uuid(official.id),
        "e-mail address is not one at a .example": MAIL.fullmatch(official.email),
        "language is not one of the system": official.language in LANGUAGES,
        "acts by default for an authority without membership": (
            official.authority in official.memberships
        ),
    }
    yield from (fault for fault, holds in rules.items() if not holds)
    for name, membership in official.memberships.items():
        authority = training.authorities.get(name)
        if authority is None:
            yield f"authority {name} does not exist"
            continue
        if not _some_of(membership.roles, authority.areas):
            yield f"has roles outside the areas of {name}"
        if not all(_some_of(roles, ROLES) for roles in membership.roles.values()):
            yield f"has an unknown role at {name}"


def _staff_faults(authority: Authority, training: Training) -> Iterator[str]:
    staff = [
        person for person in training.officials.values() if authority.id in person.memberships
    ]
    handlers = {
        area: sum(person.handles(area, authority.id) for person in staff)
        for area in authority.areas
    }
    roles = [person.memberships[authority.id].roles for person in staff]
    rules = {
        "has fewer than two administrators": sum(
            person.memberships[authority.id].administrator for person in staff
        )
        >= FEWEST_ADMINISTRATORS,
        "has an area without handler": all(handlers.values()),
        "has no area with two handlers": max(handlers.values(), default=0) >= 2,
        "has nobody to whom an area is closed": any(
            len(own) < len(authority.areas) for own in roles
        ),
    }
    yield from (fault for fault, holds in rules.items() if not holds)


def _case_faults(case: Case, training: Training) -> Iterator[str]:
    asked = training.authorities.get(case.draft["asked"])
    person = case.draft.get("person", {}).get("name")
    rules = {
        "key is not a slug": SLUG.fullmatch(case.key),
        "asks an authority that does not exist": asked,
        "asks in an area to which the asked one has no access": (
            asked and case.draft["area"] in asked.areas
        ),
        "asks itself": asked and asked.id != case.asking,
        "is not in a language of the system": case.draft["language"] in LANGUAGES,
        "names the person in the reason": not person or person not in case.draft["reason"],
        "has steps that are not possible": state(case),
        "goes back in time": all(
            earlier.days_ago >= later.days_ago >= 0
            for earlier, later in pairwise([*case.steps, case.steps[-1]])
        ),
    }
    yield from (fault for fault, holds in rules.items() if not holds)
    if asked and state(case):
        yield from _actor_faults(case)


def _actor_faults(case: Case) -> Iterator[str]:
    now: str | None = None
    for step in case.steps:
        side, now = STATES[now, step.action]
        authority = case.asking if side == "asking" else case.draft["asked"]
        if not step.by.handles(case.draft["area"], authority):
            yield f"{step.by.email} may not {step.action}"


def _some_of(found: Collection[str], allowed: Collection[str]) -> bool:
    """Return whether there is something in *found*, and all of it is *allowed*."""
    return bool(found) and set(found) <= set(allowed)


def _is_random_uuid(text: str) -> bool:
    try:
        found = uuid.UUID(text)
    except ValueError:
        return False
    return found.version == 4 and str(found) == text
