"""
The training data: fictitious authorities, their officials, scripted cases, and what is invented.

Reads ``content/training/`` into plain values. What each file holds, and the rules
that it obeys, is told in the README there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from infra.publication import training_lessons, training_rules, training_words
from infra.publication.training_entries import (
    Authority,
    Case,
    Faulty,
    Membership,
    Official,
    Step,
    Training,
)

CONTENT: Final = Path(__file__).parents[2] / "content"

DRAFT: Final = frozenset({"area", "asked", "language", "reason", "questions"})
"""What even an unfinished draft of a case must have."""

OPTIONAL: Final = frozenset({"kind", "coordinator", "temperament"})
"""Fields that an authority may go without."""

Entry = Mapping[str, Any]
Thing = TypeVar("Thing")


def load(folder: Path = CONTENT / "training") -> Training:
    """
    Return the training data in *folder*.

    Raises:
        Faulty: An entry cannot be read or breaks a rule; the first one found is named.
    """
    training = read(folder)
    areas = frozenset(path.parent.name for path in CONTENT.glob("areas/*/area.yaml"))
    for fault in training_rules.faults(training, areas):
        raise fault
    return training


def read(folder: Path) -> Training:
    """
    Return the training data in *folder*, its form checked but not its sense.

    Raises:
        Faulty: A field lacks or is unknown, an id is there twice, or a step is by
            nobody.
    """
    authorities = _by_key(folder, "authorities.yaml", "id", _authority)
    officials = _by_key(folder, "officials.yaml", "email", _official)
    cases = _by_key(folder, "cases.yaml", "key", lambda entry: _case(entry, officials))
    return Training(
        authorities=authorities,
        officials=officials,
        cases=tuple(cases.values()),
        words=training_words.words(folder),
        invented=training_words.invented(
            folder, {each.country for each in authorities.values()}
        ),
        lessons=training_lessons.read(folder),
    )


def _by_key(
    folder: Path, file: str, key: str, make: Callable[[Entry], Thing]
) -> dict[str, Thing]:
    """Return what *make* makes of each entry of *file*, by the entry's *key*."""
    found: dict[str, Thing] = {}
    for place, entry in enumerate(yaml.safe_load((folder / file).read_text("utf-8")), 1):
        name = entry.get(key, f"entry {place}")
        if name in found:
            raise Faulty(file, name, f"this {key} is there twice")
        try:
            found[name] = make(entry)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Faulty(file, name, f"cannot be read ({error})") from error
    return found


def _authority(entry: Entry) -> Authority:
    names = {field.name for field in fields(Authority)}
    _must_have(entry, names - OPTIONAL | entry.keys() & OPTIONAL)
    lists = {name: tuple(entry[name]) for name in ("languages", "areas")}
    return Authority(**{**entry, **lists})


def _official(entry: Entry) -> Official:
    _must_have(entry, {field.name for field in fields(Official)})
    memberships = {
        authority: _membership(membership)
        for authority, membership in entry["memberships"].items()
    }
    return Official(**{**entry, "memberships": memberships})


def _membership(entry: Entry) -> Membership:
    _must_have(entry, {field.name for field in fields(Membership)})
    return Membership(
        roles={area: tuple(roles) for area, roles in entry["roles"].items()},
        administrator=entry["administrator"],
    )


def _case(entry: Entry, officials: Mapping[str, Official]) -> Case:
    _must_have(entry, {"key", "steps"})
    steps = tuple(_steps(entry["steps"], officials))
    if not steps or steps[0].action != "create":
        raise ValueError("the first step is not to create the draft")
    if missing := DRAFT - steps[0].body.keys():
        raise ValueError(f"the draft lacks {sorted(missing)}")
    return Case(key=entry["key"], steps=steps)


def _steps(entries: Iterable[Entry], officials: Mapping[str, Official]) -> Iterator[Step]:
    for place, entry in enumerate(entries, 1):
        actions = entry.keys() - {"by", "days_ago"}
        if len(actions) != 1:
            raise ValueError(f"step {place} has not one action but {sorted(actions)}")
        action = actions.pop()
        if entry["by"] not in officials:
            raise ValueError(f"step {place} is by nobody known")
        yield Step(
            by=officials[entry["by"]],
            days_ago=int(entry["days_ago"]),
            action=action,
            body=entry[action],
        )


def _must_have(entry: Entry, names: set[str]) -> None:
    """Raise ValueError unless *entry* has exactly the fields *names*."""
    if entry.keys() != names:
        raise ValueError(f"missing or unknown fields {sorted(entry.keys() ^ names)}")
