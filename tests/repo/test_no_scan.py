"""Nothing that answers a call reads through a whole table: cost and time would grow with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from infra import rights

ROOT = Path(__file__).parents[2]

SCANS = frozenset({"scan", "rate_limited_scan", "parallel_scan"})
"""What PynamoDB and boto3 call it."""
OPERATION = "Scan"
"""What DynamoDB calls it."""


def scans(source: str) -> Iterator[int]:
    """Yield the lines of *source* that scan a table, or name the operation."""
    for node in ast.walk(ast.parse(source)):
        is_method = isinstance(node, ast.Attribute) and node.attr in SCANS
        is_name = isinstance(node, ast.Constant) and node.value in {OPERATION, *SCANS}
        if is_method or is_name:
            yield node.lineno


EMPTIES = "chalicelib/storage/wiping.py"
"""Empties a training stage once a week: to read all of it is what it is for."""


def test_no_code_of_the_system_scans_a_table_but_to_empty_it():
    files = [ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")]

    found = {
        str(file.relative_to(ROOT)): lines
        for file in files
        if (lines := [*scans(file.read_text())])
    }

    assert len(files) > 100
    assert found.keys() == {EMPTIES}


def test_what_scans_is_found():
    assert [*scans("Item.scan()\n[*Item.by_ball.scan(limit=1)]\n")] == [1, 2]
    assert [*scans('client.get_paginator("scan")\nconnection.dispatch("Scan", {})\n')] == [1, 2]
    assert [*scans("Item.query(key, scan_index_forward=False)")] == []


def test_no_function_may_scan_a_table_but_to_empty_a_training_stage():
    allowed = rights.allowed()

    assert "APIHandler" in allowed
    may = {name for name, lines in allowed.items() if any("Scan" in line for line in lines)}
    assert may == {"Wipe"}
    assert may <= {*rights.OF_TRAINING}
