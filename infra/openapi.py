"""Write the OpenAPI file: ``python infra/openapi.py docs/openapi.json``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    # The app reads its settings when it is imported; none of them is in the file.
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())
    os.environ |= config["environment_variables"]


def text() -> str:
    """Return the OpenAPI file, as it is kept in the repository."""
    from chalicelib.web import openapi

    return json.dumps(openapi.document(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
