"""Charts and diagrams in every language: described here, drawn by Vega-Lite and Graphviz."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from babel import Locale
from babel.numbers import format_decimal, format_percent

from chalicelib import i18n
from sitegen import life, tools
from sitegen.series import Series, label
from sitegen.terms import Term

INK: Final = "#262b38"
LINE: Final = "#d4d5d7"
COLOURS: Final = ("#0e47cb", "#e0a100", "#00704f", "#8a94a8")
"""Of the columns, in their order; they differ in lightness too, for those who see no colours."""
FONT: Final = "Arial, Liberation Sans, sans-serif"
WIDTH: Final = 400

GROUPED_FROM_FIVE_DIGITS: Final = frozenset(
    {"bg", "es", "et", "hu", "it", "lv", "pl", "pt", "sl"}
)
"""Languages that write 1404 but 14 040. Source: minimumGroupingDigits of Unicode's CLDR."""
FIVE_DIGITS: Final = 10_000

Chart = dict[str, Any]


def draw(series: Mapping[str, Series], terms: Mapping[str, Term]) -> dict[str, bytes]:
    """
    Return every drawing as SVG by its file name, ``figures/life.da.svg``.

    Raises:
        SiteError: The tool is not installed, or cannot draw what it is given.
    """
    wanted: dict[str, dict[str, Any]] = {}
    for language in i18n.LANGUAGES:
        wanted[f"figures/life.{language}.svg"] = {"graph": life.graph(language)}
        for table in series.values():
            wanted[f"figures/{table.name}.{language}.svg"] = {
                "chart": chart(table, terms, language)
            }
    drawn = json.loads(tools.node("site/drawings.mjs", json.dumps(wanted).encode()))
    return {name: svg.encode() for name, svg in drawn.items()}


def chart(table: Series, terms: Mapping[str, Term], language: str) -> Chart:
    """Return *table* as a bar chart in *language*, for Vega-Lite."""
    rows = [
        {
            "row": label(row, language, terms),
            "column": label(column, language, terms),
            "value": value,
            "said": said(value, table.unit, language),
            "place": place,
        }
        for row, values in table.rows.items()
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True))
        if value is not None
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "data": {"values": rows},
        "config": _looks(language),
        **(_columns(table, language, terms) if table.by_year else _shares()),
    }


def said(value: int | None, unit: str, language: str) -> str:
    """Return *value* as the readers of *language* write it; a dash where nothing is known."""
    if value is None:
        return "–"
    locale = i18n.locale(language)
    if unit == "percent":
        return str(format_percent(value / 100, locale=locale))
    grouped = value >= FIVE_DIGITS or language not in GROUPED_FROM_FIVE_DIGITS
    return str(format_decimal(value, locale=locale, group_separator=grouped))


def _columns(table: Series, language: str, terms: Mapping[str, Term]) -> Chart:
    """Years from left to right; requests on top of each other, other things side by side."""
    names = [label(column, language, terms) for column in table.columns]
    colour = {
        "field": "column",
        "sort": names,
        "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
        "legend": {"orient": "bottom", "direction": "vertical", "title": None}
        if len(names) > 1
        else None,
    }
    stacked = len(names) > 2
    return {
        "height": 260,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "row",
                "type": "ordinal",
                "axis": {"title": None, "labelAngle": -45},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": _ticks(language),
            },
            "color": colour,
            "order": {"field": "place"},
            **({} if stacked else {"xOffset": {"field": "column", "sort": names}}),
        },
    }


def _ticks(language: str) -> Chart:
    axis: Chart = {"title": None, "tickCount": 5}
    if language in GROUPED_FROM_FIVE_DIGITS:
        axis["labelExpr"] = (
            f"datum.value < {FIVE_DIGITS} ? format(datum.value, 'd') : datum.label"
        )
    return axis


def _shares() -> Chart:
    """One bar a row, from 0 to 100 per cent: its words above it, its value at the end."""
    row = {"field": "row", "type": "nominal", "sort": None, "axis": None}
    value = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": None,
    }
    words = {"type": "text", "align": "left", "baseline": "bottom", "dy": -14, "color": INK}
    share = {"type": "text", "align": "right", "dx": -8, "color": "#fff", "fontWeight": "bold"}
    return {
        "height": {"step": 62},
        "encoding": {"y": row},
        "layer": [
            {
                "mark": {"type": "bar", "color": COLOURS[0], "height": 26},
                "encoding": {"x": value},
            },
            {"mark": words, "encoding": {"x": {"value": 0}, "text": {"field": "row"}}},
            {"mark": share, "encoding": {"x": value, "text": {"field": "said"}}},
        ],
    }


def _looks(language: str) -> Chart:
    words = {"labelFont": FONT, "labelFontSize": 14, "labelColor": INK}
    symbols = Locale.parse(i18n.locale(language)).number_symbols["latn"]
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": words | {"gridColor": LINE, "domainColor": INK, "tickColor": INK},
        "legend": words | {"labelLimit": WIDTH, "symbolType": "square"},
        "text": {"fontSize": 14},
        "locale": {
            "number": {
                "decimal": symbols["decimal"],
                "thousands": symbols["group"],
                "grouping": [3],
                "currency": ["", ""],
            }
        },
    }
