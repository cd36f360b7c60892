"""Published figures: what is in content/statistics/, and the words for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from chalicelib import i18n
from chalicelib.domain.countries import CODES
from chalicelib.i18n import N_
from sitegen import data
from sitegen.faults import blaming
from sitegen.terms import Term

# fmt: off
LABELS: Final[Mapping[str, str]] = MappingProxyType({
    "other_areas":             N_("Other legal areas"),
    "authorities":             N_("Authorities"),
    "users":                   N_("Users"),
    "exchanges":               N_("Exchanges since the start"),
    "satisfied_users":         N_("Satisfied users"),
    "good":                    N_("Share of requests"),
    "accepted_within_a_week":  N_("Accepted within a week"),
    "answered_by_agreed_date": N_("Answered by the agreed date"),
    "timeliness":              N_("Timeliness rated as good"),
    "effort":                  N_("Effort rated as good"),
    "EU":                      N_("European Union"),
})
# fmt: on
"""Words of columns and rows that are not in the list of terms; message ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One table of published figures."""

    name: str
    columns: tuple[str, ...]
    """Keys of labels."""
    rows: Mapping[str, tuple[int | None, ...]]
    """Values by year or by key of a label; None where nothing was published."""
    sources: tuple[str, ...]
    unit: str = ""
    """``percent``, or empty for plain numbers."""

    @property
    def by_year(self) -> bool:
        return all(name.isdigit() for name in self.rows)


def read(content: Path) -> Mapping[str, Series]:
    """
    Return every table below *content* by its name.

    Raises:
        SiteError: A table lacks something, or a row has another number of columns.
    """
    path = content / "statistics/figures.yaml"
    found = data.load(path)
    with blaming(str(path)):
        return {name: _series(name, table) for name, table in found.items()}


def _series(name: str, table: Mapping[str, Any]) -> Series:
    columns = tuple(table["columns"])
    rows = {str(key): tuple(values) for key, values in table["rows"].items()}
    for key, values in rows.items():
        if len(values) != len(columns):
            raise ValueError(f"{name}: the row {key} has {len(values)} columns")
    unit, sources = table.get("unit", ""), tuple(table["sources"])
    return Series(name=name, columns=columns, rows=rows, sources=sources, unit=unit)


def faults(series: Mapping[str, Series], terms: Mapping[str, Term]) -> Iterator[str]:
    """Yield each key of a column or row for which there is no word."""
    for table in series.values():
        for key in (*table.columns, *table.rows):
            if not (key.isdigit() or key in LABELS or key in terms or key in CODES):
                yield f"there is no word for {key}"


def label(key: str, language: str, terms: Mapping[str, Term]) -> str:
    """Return the word for a column or row in *language*; a year is its own word."""
    if key.isdigit():
        return key
    if key in LABELS:
        return i18n.catalogue(language).gettext(LABELS[key])
    if key in terms:
        word = terms[key].words[language]
        return word[:1].upper() + word[1:]
    return i18n.country_name(key, language)
