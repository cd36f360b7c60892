"""
The registers in ``content/registers/``, read, checked and ready to publish.

Everything that is wrong with a file is told at once. The format is described in
``content/registers/README.md``.

    python -m infra.publication.registers
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from chalicelib.domain import registers
from chalicelib.domain.registers import Directory, Register, may_succeed
from chalicelib.domain.taxonomies import PROFESSIONS
from chalicelib.i18n import LANGUAGES, OTHER_LANGUAGES
from infra.publication import areas, taxonomies
from infra.publication.nodes import ContentError, Node, Reading

FOLDER: Final = Path(__file__).parents[2] / "content" / "registers"
KINDS: Final = "kinds.yaml"
QUESTIONS: Final = "questions.yaml"


def read(folder: Path = FOLDER) -> Directory:
    """
    Return the registers in *folder*.

    Raises:
        ContentError: Something is wrong; every fault is told.
    """
    reading = Reading()
    kinds = _checked_kinds(reading, reading.parse(folder / KINDS))
    questions: Any = _plain(reading.parse(folder / QUESTIONS))
    found = [
        register
        for path in sorted(folder.glob("??.yaml"))
        for register in _of_country(reading, path)
    ]
    _check_references(reading, folder, found, questions)
    try:
        directory = registers.directory(found, kinds, questions)
    except ValueError as error:
        reading.fault_at(folder / KINDS, 1, str(error))
    if reading.faults:
        raise ContentError(reading.faults)
    return directory


def _of_country(reading: Reading, path: Path) -> Iterator[Register]:
    for node in reading.items(reading.parse(path)):
        plain: Any = node.plain
        try:
            yield registers.from_plain(plain, path.stem.upper())
        except KeyError as error:
            reading.fault(node, f"{error} is missing")
        except ValueError as error:
            reading.fault(node, str(error))


def _checked_kinds(reading: Reading, node: Node | None) -> dict[str, Any]:
    for code, names in reading.entries(node).items():
        missing = set(LANGUAGES) - set(reading.entries(names))
        if missing:
            reading.fault(names, f"{code!r} has no name in {', '.join(sorted(missing))}")
    return dict(_plain(node))


def _check_references(
    reading: Reading, folder: Path, found: list[Register], questions: Any
) -> None:
    """Note what names a legal area, a question or a profession that there is not."""
    sets = {area.question_set.area: area.question_set for area in areas.read()}
    terms = {each.code: each.terms for each in taxonomies.read()}[PROFESSIONS]
    by_id = {each.id: each for each in found}
    for register in found:
        path = folder / f"{register.country.lower()}.yaml"
        for code in set(register.areas) - set(sets):
            reading.fault_at(path, 1, f"{register.id}: there is no legal area {code!r}")
        for code in set(register.professions) - set(terms):
            reading.fault_at(path, 1, f"{register.id}: there is no profession {code!r}")
        for code in set(register.guidance) - {*LANGUAGES, *OTHER_LANGUAGES}:
            reading.fault_at(path, 1, f"{register.id}: there is no language {code!r}")
        if register.successor and not may_succeed(by_id.get(register.successor), register):
            told = f"{register.id}: {register.successor!r} cannot take its place"
            reading.fault_at(path, 1, told)
    for area, asked in questions.items():
        for code in set(asked) - set(sets[area].codes if area in sets else ()):
            reading.fault_at(folder / QUESTIONS, 1, f"{area} has no question {code!r}")


def _plain(node: Node | None) -> Any:
    return node.plain if node else {}


def main() -> None:
    """Check the registers."""
    try:
        directory = read()
    except ContentError as error:
        sys.exit(str(error))
    print(f"{len(directory.registers)} registers, no fault")


if __name__ == "__main__":
    main()
