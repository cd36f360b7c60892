"""Lighthouse's four scores for home and quick guide: ``python -m tests.bench.lighthouse``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.browser import stage as stages
from tests.browser.conftest import ARGUMENTS, CHROMIUM

PROGRAM: Final = stages.ROOT / "build/lighthouse/node_modules/.bin/lighthouse"
PAGES: Final = ("en/", "en/quick-guide/", "el/", "el/quick-guide/")
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
FULL: Final = 100


def main() -> int:
    """Print the scores, on Lighthouse's throttled mobile profile; return 1 if one is not 100."""
    with stages.running() as stage:
        found = {page: scores(f"{stage.origin}/{page}") for page in PAGES}
    for page, each in found.items():
        print(f"/{page:16}", *(f"{name} {each[name]}" for name in CATEGORIES), sep="  ")
    return int(any(score < FULL for each in found.values() for score in each.values()))


def scores(url: str) -> dict[str, int]:
    """Return the score of each category, 0 to 100."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                PROGRAM, url, "--quiet", "--output=json", f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags={' '.join(ARGUMENTS)}",
            ],
            check=True,
            env=os.environ | {"CHROME_PATH": CHROMIUM},
        )  # fmt: skip
        found = json.loads(report.read_text("utf-8"))["categories"]
    return {name: round(found[name]["score"] * 100) for name in CATEGORIES}


if __name__ == "__main__":
    sys.exit(main())
