"""The door leads to every view, and to nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.web import door

ROOT = Path(__file__).parents[2]

LOADED = """
import app, sys
print(*sys.modules)
"""

A_FILE = """
import chalicelib.web.case_files, sys
print(*sys.modules)
"""


@pytest.mark.parametrize("room", door.ROOMS)
def test_the_door_leads_to_each_view_of_a_room(room):
    assert set(door.ROOMS[room]) == set(door.routes(room).described)


def test_the_door_knows_every_room():
    modules = (ROOT / "chalicelib/web").glob("*.py")
    rooms = {each.stem for each in modules if "@routes.route(" in each.read_text("utf-8")}

    assert rooms == set(door.ROOMS)


def test_no_room_is_entered_before_somebody_calls():
    command = [sys.executable, "-c", LOADED]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(told.stdout.split())

    assert "chalicelib.web.door" in loaded
    assert loaded.isdisjoint(f"chalicelib.web.{room}" for room in door.ROOMS)
    # What is large and not for everybody stays outside with them.
    assert loaded.isdisjoint({"chalicelib.domain.requests", "babel", "jinja2", "tantivy"})


def test_nothing_is_typeset_before_somebody_wants_paper():
    command = [sys.executable, "-c", A_FILE]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)

    assert {"chalicelib.web.paper", "babel"}.isdisjoint(told.stdout.split())
