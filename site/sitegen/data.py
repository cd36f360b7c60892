"""Reading YAML files of content/, as fast as the machine can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sitegen.faults import blaming

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C where PyYAML came with it; both read the same."""


def load(path: Path) -> Any:
    """
    Return what the file *path* holds.

    Raises:
        SiteError: It is no YAML.
    """
    with blaming(str(path)):
        return yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - both are safe
