"""
Publish ``content/`` into a stage: ``python infra/publish.py training``.

Legal areas, countries, registers and taxonomies go into every stage, the fictitious authorities, their cases and
what simulated counterparts need into training alone. Publishing again what is there already changes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chalicelib.domain.officials import Official
from chalicelib.domain.temperaments import Temperament
from chalicelib.storage import areas as areas_storage
from chalicelib.storage import counterparts as counterparts_storage
from chalicelib.storage import countries as countries_storage
from chalicelib.storage import directory as directory_storage
from chalicelib.storage import lessons as lessons_storage
from chalicelib.storage import registers as registers_storage
from chalicelib.storage import taxonomies as taxonomies_storage
from infra.publication import (
    areas,
    cases,
    countries,
    directory,
    registers,
    taxonomies,
    training,
)
from infra.publication.training_entries import Training


def legal_areas() -> None:
    """
    Publish the legal areas of ``content/areas``.

    Raises:
        ContentError: A file is wrong; nothing is published.
        ValueError: A published version was changed.
    """
    for area in areas.read():
        areas_storage.publish(area.question_set, area.texts)
    areas_storage.forget()


def participating_countries() -> None:
    """
    Publish the countries of ``content/countries``, but for those edited in the stage.

    Raises:
        ContentError: A file is wrong; nothing is published.
    """
    for country in countries.read():
        countries_storage.publish(country)
    countries_storage.forget()


def public_registers() -> None:
    """
    Publish the registers of ``content/registers``, but for those edited in the stage.

    Raises:
        ContentError: A file is wrong; nothing is published.
    """
    registers_storage.publish(registers.read())
    registers_storage.forget()


def terms() -> None:
    """
    Publish the taxonomies of ``content/taxonomies``.

    Raises:
        ContentError: A file is wrong; nothing is published.
    """
    for taxonomy in taxonomies.read():
        taxonomies_storage.publish(taxonomy)
    taxonomies_storage.forget()


def training_stage(
    at: datetime, *, each_day: Callable[[datetime], object] = lambda _: None
) -> list[Official]:
    """
    Fill an empty training stage with authorities, officials, what counterparts need, and cases.

    Args:
        at: What the stage takes for now, UTC.
        each_day: Called at the end of each day that the cases go through.

    Returns:
        The training officials.
    """
    data = training.load()
    officials = inhabitants(data)
    cases.play(data.cases, officials, at=at, each_day=each_day)
    return list(officials.values())


def inhabitants(data: Training) -> Mapping[str, Official]:
    """Write the authorities and officials of *data*, and what learning needs; return the officials by e-mail address."""
    for entry in data.authorities.values():
        directory_storage.save_authority(directory.authority(entry))
    what_learning_needs(data)
    return {
        email: directory_storage.save_official(directory.official(entry, data))
        for email, entry in data.officials.items()
    }


def missing_inhabitants(data: Training) -> tuple[int, int]:
    """
    Write those authorities and officials of *data* that are not there yet, and what learning needs.

    Returns:
        How many authorities, and how many officials, are new.
    """
    what_learning_needs(data)
    authorities = [directory.authority(entry) for entry in data.authorities.values()]
    ids = [each.party.id for each in authorities]
    present = {each.party.id for each in directory_storage.authorities(ids)}
    new = [each for each in authorities if each.party.id not in present]
    for authority in new:
        directory_storage.save_authority(authority)
    officials = [directory.official(entry, data) for entry in data.officials.values()]
    unknown = [each for each in officials if not directory_storage.known(each.id)]
    for official in unknown:
        directory_storage.save_official(official)
    return len(new), len(unknown)


def what_learning_needs(data: Training) -> None:
    """Write what simulates counterparts, and the lessons of *data*, over what was there."""
    temperaments = {key: Temperament(each) for key, each in data.temperaments.items()}
    counterparts_storage.publish(temperaments, data.words, data.invented)
    told = data.lessons
    lessons_storage.publish(told.lessons, told.words, told.authorities)


def main() -> None:
    """Publish what every stage has into the one whose tables the environment names."""
    legal_areas()
    participating_countries()
    public_registers()
    terms()


if __name__ == "__main__":
    main()
