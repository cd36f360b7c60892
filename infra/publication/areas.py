"""
The legal areas in ``content/areas/``, read, checked and ready to publish.

Everything that is wrong is told at once, by file and line. The format is
described in ``content/areas/README.md``.

    python -m infra.publication.areas [--record]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chalicelib.domain.areas import AreaTexts, QuestionSet
from chalicelib.i18n import LANGUAGES
from infra.publication import area_structures, editions
from infra.publication.area_texts import Words
from infra.publication.nodes import ContentError, Reading

FOLDER: Final = Path(__file__).parents[2] / "content" / "areas"
ENGLISH: Final = "en"

AREA: Final = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One version of a legal area, as its folder holds it."""

    question_set: QuestionSet
    texts: Mapping[str, AreaTexts]
    """By language code."""
    digest: str
    """Over everything that the folder says."""


def read(folder: Path = FOLDER, languages: Sequence[str] = LANGUAGES) -> tuple[Area, ...]:
    """
    Return the legal areas in *folder*, by code.

    Raises:
        ContentError: Something is wrong; every fault is told.
    """
    reading = Reading()
    shared = _shared(reading, folder / "same-as-english.yaml")
    published = editions.read(folder)
    areas = []
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            area, version_line = _area(reading, path, languages, shared)
            areas.append(area)
            version = area.question_set.version
            if what := editions.fault(published, path.name, version, area.digest):
                reading.fault_at(path / "area.yaml", version_line, what)
    if reading.faults:
        raise ContentError(reading.faults)
    return tuple(areas)


def _shared(reading: Reading, path: Path) -> dict[str, list[str]]:
    """Return, by language, the texts that it rightly has in common with English."""
    if not path.exists():
        return {}
    by_language = reading.entries(reading.parse(path))
    return {
        language: [text for _, text in reading.texts(node)]
        for language, node in by_language.items()
    }


def _area(
    reading: Reading, path: Path, languages: Sequence[str], shared: Mapping[str, list[str]]
) -> tuple[Area, int]:
    """Return the area, and the line that its version stands in."""
    if not AREA.fullmatch(path.name):
        reading.fault_at(path, 1, "the folder of an area is named in small letters and _")
    structure = reading.parse(path / "area.yaml")
    question_set = area_structures.question_set(reading, path.name, structure)
    _check_files(reading, path, languages)

    files = {language: reading.parse(path / f"{language}.yaml") for language in languages}
    english = Words(reading=reading, english=None, shared=()).area(
        files.get(ENGLISH), question_set
    )
    texts = {ENGLISH: english} | {
        language: Words(reading=reading, english=english, shared=shared.get(language, ())).area(
            node, question_set
        )
        for language, node in files.items()
        if language != ENGLISH
    }
    digest = editions.digest(
        structure.plain if structure else None,
        {language: node.plain for language, node in files.items() if node},
    )
    area = Area(question_set=question_set, texts=texts, digest=digest)
    entries = structure.value if structure else None
    version = entries.get("version") if isinstance(entries, dict) else None
    return area, version.line if version else 1


def _check_files(reading: Reading, path: Path, languages: Sequence[str]) -> None:
    known = {"area.yaml", *(f"{language}.yaml" for language in languages)}
    for file in sorted(path.iterdir()):
        if file.name not in known:
            reading.fault_at(file, 1, "an area has no such file")


def main(arguments: Sequence[str] | None = None) -> None:
    """Check the areas; with ``--record``, note down the versions that are new."""
    parser = argparse.ArgumentParser(prog="python -m infra.publication.areas")
    parser.add_argument("--record", action="store_true", help="these versions are final")
    record = parser.parse_args(arguments).record
    try:
        areas = read()
    except ContentError as error:
        sys.exit(str(error))
    if record:
        editions.record(
            FOLDER,
            {
                area.question_set.area: (area.question_set.version, area.digest)
                for area in areas
            },
        )
    print(f"{len(areas)} areas, no fault")


if __name__ == "__main__":
    main()
