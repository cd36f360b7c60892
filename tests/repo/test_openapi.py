from __future__ import annotations

from pathlib import Path

from infra import openapi

FILE = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_openapi_file_is_that_of_the_code():
    assert FILE.read_text(encoding="utf-8") == openapi.text(), "type: make openapi"
