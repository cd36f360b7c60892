"""The list of terms: labels exactly as on the screen, and the words of the glossary."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen import data


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of content/terms.csv."""

    key: str
    words: Mapping[str, str]
    """The term by language code."""
    meanings: Mapping[str, str]
    """What it means, by language code; empty for labels that explain themselves."""


def read(content: Path) -> Mapping[str, Term]:
    """Return every term below *content* by its key, in the order of the list."""
    meanings = {
        path.stem: data.load(path) for path in sorted((content / "glossary").glob("*.yaml"))
    }
    with (content / "terms.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["key"]: Term(
                key=row["key"],
                words={name: row[name] for name in row if len(name) == 2},
                meanings={
                    language: texts[row["key"]]
                    for language, texts in meanings.items()
                    if row["key"] in texts
                },
            )
            for row in csv.DictReader(rows)
        }
