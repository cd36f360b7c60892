"""
The taxonomies in ``content/taxonomies/``, read, checked and ready to publish.

Everything that is wrong is told at once, by file and line.

    python -m infra.publication.taxonomies
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from chalicelib.domain import texts
from chalicelib.domain.taxonomies import CODES, Taxonomy
from chalicelib.i18n import LANGUAGES
from infra.publication.nodes import ContentError, Node, Reading

FOLDER: Final = Path(__file__).parents[2] / "content" / "taxonomies"
ENGLISH: Final = "en"
LONGEST: Final = 120
"""Characters of a text at most."""
CODE: Final = re.compile(r"[a-z][a-z_]{1,39}")


def read(folder: Path = FOLDER) -> tuple[Taxonomy, ...]:
    """
    Return the taxonomies in *folder*, by code.

    Raises:
        ContentError: Something is wrong; every fault is told.
    """
    reading = Reading()
    files = {code: folder / f"{code}.yaml" for code in CODES}
    found = [_taxonomy(reading, code, reading.parse(path)) for code, path in files.items()]
    for path in sorted(set(folder.iterdir()) - {*files.values()}):
        reading.fault_at(path, 1, "no such taxonomy is known")
    if reading.faults:
        raise ContentError(reading.faults)
    return tuple(found)


def _taxonomy(reading: Reading, code: str, node: Node | None) -> Taxonomy:
    found = reading.fields(node, ["version", "terms"])
    version = reading.number(found.get("version"))
    terms = reading.entries(found.get("terms"))
    words = {term: _words(reading, term, place) for term, place in terms.items()}
    return Taxonomy(code=code, version=version, terms=words)


def _words(reading: Reading, term: str, node: Node) -> Mapping[str, str]:
    """Return the words of one term; what is wrong is noted in the reading."""
    if not CODE.fullmatch(term):
        reading.fault(node, f"{term!r} is no code of small letters and _")
    words = {}
    for language, place in reading.entries(node).items():
        if language not in LANGUAGES:
            reading.fault(place, f"unknown language {language!r}")
        words[language] = reading.text(place)
        if texts.fault(words[language], LONGEST):
            reading.fault(place, f"more than {LONGEST} characters, or an invisible one")
    if ENGLISH not in words:
        reading.fault(node, f"the term {term!r} has no English text")
    return words


def main() -> None:
    """Check the taxonomies."""
    try:
        found = read()
    except ContentError as error:
        sys.exit(str(error))
    print(f"{sum(len(each.terms) for each in found)} terms, no fault")


if __name__ == "__main__":
    main()
