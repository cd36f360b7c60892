"""The list of terms: labels exactly as on the screen, and the words of the glossary."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib import i18n
from sitegen import data
from sitegen.faults import Fault, SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of content/terms.csv."""

    key: str
    words: Mapping[str, str]
    """The term by language code."""
    meanings: Mapping[str, str]
    """What it means, by language code; empty for labels that explain themselves."""


def read(content: Path) -> Mapping[str, Term]:
    """
    Return every term below *content* by its key, in the order of the list.

    Raises:
        SiteError: A term has no word in a language, or a meaning has no term.
    """
    with (content / "terms.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["key"]: row for row in csv.DictReader(lines)}
    meanings = {
        path.stem: data.load(path) for path in sorted((content / "glossary").glob("*.yaml"))
    }
    if faults := list(_faults(content, rows, meanings)):
        raise SiteError(faults)
    return {
        key: Term(
            key=key,
            words={language: row[language] for language in i18n.LANGUAGES},
            meanings={
                language: texts[key] for language, texts in meanings.items() if key in texts
            },
        )
        for key, row in rows.items()
    }


def _faults(
    content: Path,
    rows: Mapping[str, Mapping[str, str]],
    meanings: Mapping[str, Mapping[str, str]],
) -> Iterator[Fault]:
    for line, (key, row) in enumerate(rows.items(), 2):
        for language in i18n.LANGUAGES:
            if not row.get(language):
                yield Fault(
                    str(content / "terms.csv"), line, f"{key} has no word in {language}"
                )
    for language, texts in meanings.items():
        for key in sorted(set(texts) - set(rows)):
            yield Fault(
                str(content / f"glossary/{language}.yaml"), 1, f"there is no term {key}"
            )
